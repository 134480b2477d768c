//! A text → the ways to read it.

use super::answer::{Answer, Sign};
use super::based;
use super::clean;
use super::clock;
use super::expr::Expr;
use super::letters;
use super::lex::{Commas, lex};
use super::parse;
use super::rational::Rational;
use super::structure::{self, Taste};
use super::token::{Kind, Token, text_of};
use super::unit;
use super::words;
use super::{phrase, prose, vector};

/// Most readings of one text.
const MOST_READINGS: usize = 5;
/// Words that make prose of what cannot be read otherwise.
const PROSE: usize = 2;

/// A text as it was read.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The tokens as text: the same for what differs only in spaces and delimiters.
    pub(super) words: String,
    /// The ways to read it, the likeliest first; none if it cannot be read.
    pub(super) readings: Vec<Answer>,
    /// Ways that count only against another quantity: `5m` as five metres.
    pub(super) guarded: Vec<Answer>,
    /// Whether the text is broken off, or its brackets do not match.
    pub(super) is_broken: bool,
    /// The letter before the text of an option: `(B) 12`.
    pub(super) letter: Option<char>,
    /// Whether something rises (1) or falls (-1), where the text says so: a
    /// percentage of the one is not one of the other.
    pub(super) direction: i8,
}

/// Reads `text`.
pub(super) fn read(text: &str, keep_case: bool) -> Reading {
    let plain = letters::plain(text);
    let cleaned = clean::cleaned(&plain);
    let text = if has_words(&cleaned) {
        clean::cleaned(&phrase::in_signs(&cleaned))
    } else {
        cleaned
    };
    let taste = Taste {
        letter_units: false,
        keep_case,
    };
    let lexed = token_lists(&text);
    let words = match lexed.first() {
        Some(tokens) => text_of(tokens),
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let mut reading = Reading {
        words,
        readings: Vec::new(),
        guarded: Vec::new(),
        letter: None,
        direction: direction(&text),
        is_broken: lexed.first().is_some_and(|tokens| is_broken(tokens)),
    };
    if text.contains('\n') {
        let lines = text.replace('\n', ", ");
        reading.add_ways(&lines, &token_lists(&lines), taste);
    }
    reading.add_ways(&text, &lexed, taste);
    let is_clock = reading
        .readings
        .iter()
        .any(|a| matches!(a, Answer::Time(_) | Answer::Date(_)));
    if has_words(&text) && !reading.is_sure() && !is_clock {
        for other in prose::unglued(&text) {
            let other = clean::cleaned(&other);
            if let Some((letter, _)) = prose::lettered(&other) {
                reading.add(Some(Answer::Expr(Expr::Symbol(letter.to_string()))));
            }
            reading.add_ways(&other, &token_lists(&other), taste);
        }
        let letter = prose::choice(&text).map(|letter| Expr::Symbol(letter.to_string()));
        reading.add(letter.map(Answer::Expr));
    }
    if let Some((letter, rest)) = prose::lettered(&text) {
        reading.letter = Some(letter);
        reading.add(Some(Answer::Expr(Expr::Symbol(letter.to_string()))));
        reading.add_ways(&rest, &token_lists(&rest), taste);
    }
    reading.add_letters(&text);
    if reading.readings.is_empty() {
        let text = text.replace("\\quad", ",").replace("\\qquad", ",");
        for tokens in token_lists(&text) {
            reading.add(structure::answer(&balanced(&tokens), taste));
        }
    }
    // Solutions come in square brackets from program code.
    if is_code(&text)
        && let Some(Answer::Bracketed {
            open: '[',
            close: ']',
            parts,
        }) = reading.readings.first()
    {
        let list = Answer::List(parts.clone());
        reading.add(Some(list));
    }
    let vector = reading.readings.first().and_then(vector::of_units);
    reading.add(vector);
    reading.add_guarded(&lexed, taste);
    reading.add_conditioned();
    if reading.readings.is_empty() {
        reading
            .readings
            .extend(lexed.first().and_then(|t| made_of_words(t, taste)));
    }
    reading
}

/// Whether words of a language may stand in the text: two letters or more
/// without a backslash before them, or letters beyond ASCII.
fn has_words(text: &str) -> bool {
    let mut run = 0;
    let mut command = false;
    for c in text.chars() {
        if c.is_ascii_alphabetic() {
            run += 1;
            if run > 1 && !command {
                return true;
            }
        } else if c.is_alphabetic() {
            return true;
        } else {
            command = c == '\\';
            run = 0;
        }
    }
    [
        " & (",
        ") | (",
        "\\mid",
        "\\mapsto",
        "\\frac{\\text{",
        "\\frac{\\mathrm{",
    ]
    .iter()
    .any(|p| text.contains(p))
        || (text.ends_with(')') && text.contains("\\in "))
        || text.contains("10^")
        || text.contains("+/-")
        || text.contains("{.}")
        || text.contains("{:}")
}

impl Reading {
    fn add(&mut self, answer: Option<Answer>) {
        let new = answer.filter(|a| !self.readings.contains(a));
        if self.readings.len() < MOST_READINGS {
            self.readings.extend(new);
        }
    }

    /// All ways to read `text`.
    fn add_ways(&mut self, text: &str, lexed: &[Vec<Token>], taste: Taste) {
        self.add(based::number(text));
        self.add(clock::date(text).map(Answer::Date));
        // `3 to 4` is a ratio here, not three minutes to four.
        let time = clock::time(text)
            .filter(|_| !(text.contains(" to ") && text.starts_with(|c: char| c.is_ascii_digit())));
        let time = time.map(Answer::Time);
        if time.is_none() || text.contains(':') {
            for tokens in lexed {
                self.add(structure::answer(tokens, taste));
                // `P(6, 2)` may be a number of permutations.
                if let [name, open, ..] = tokens.as_slice()
                    && name.word() == Some("P")
                    && open.is('(')
                {
                    self.add(parse::whole(tokens).map(Answer::Expr));
                }
            }
        }
        self.add(time);
        self.add(in_words(text));
    }

    /// Whether the text is read as mathematics that no sentence is made of.
    fn is_sure(&self) -> bool {
        let is_open = |answer: &Answer| match answer {
            Answer::Text(_) | Answer::List(_) => true,
            Answer::Quantity(_, unit) => unit.is_unknown_noun(),
            Answer::Any(parts) | Answer::All(parts) => parts.iter().any(|part| match part {
                Answer::Relation(relation) => {
                    matches!(relation.sides.first(), Some(Answer::Text(_)))
                }
                _ => false,
            }),
            Answer::Relation(relation) => relation.sides.iter().any(|side| match side {
                Answer::Text(_) => true,
                Answer::Quantity(_, unit) => unit.is_unknown_noun(),
                _ => false,
            }),
            Answer::Expr(_) => false,
            _ => false,
        };
        !self.readings.is_empty() && !self.readings.iter().any(is_open)
    }

    /// Readings that count only beside a quantity.
    fn add_guarded(&mut self, lexed: &[Vec<Token>], taste: Taste) {
        let taste = Taste {
            letter_units: true,
            ..taste
        };
        for tokens in lexed {
            let answer = structure::answer(tokens, taste)
                .filter(|a| matches!(a, Answer::Quantity(..)) && !self.readings.contains(a));
            self.guarded.extend(answer);
        }
    }

    /// `\\ln x, x > 0` is also `\\ln x`, and `k\\pi, k \\in \\mathbb{Z}` also `k\\pi`.
    fn add_conditioned(&mut self) {
        let first = self.readings.iter().find_map(|answer| match answer {
            Answer::List(parts) | Answer::All(parts) => {
                let (first, rest) = parts.split_first()?;
                (is_statement(first) && rest.iter().all(is_condition)).then(|| first.clone())
            }
            _ => None,
        });
        self.add(first);
    }

    /// `ABD` is also the list of these letters.
    fn add_letters(&mut self, text: &str) {
        let letters: Vec<char> = text.chars().collect();
        let apart = |at: usize| {
            !letters
                .get(..at)
                .is_some_and(|l| letters.get(at).is_some_and(|c| l.contains(c)))
        };
        let are_choices = (2..=6).contains(&letters.len())
            && letters.iter().all(|c| ('A'..='J').contains(c))
            && (0..letters.len()).all(apart);
        if are_choices {
            let parts = letters
                .iter()
                .map(|c| Answer::Expr(Expr::Symbol(c.to_string())));
            self.add(Some(Answer::List(parts.collect())));
        }
        let circled = |c: &char| ('①'..='⑳').contains(c);
        if letters.len() > 1 && letters.iter().all(circled) {
            let number = |c: &char| i64::from(u32::from(*c)) - 0x245f;
            let parts = letters
                .iter()
                .map(|c| Answer::Expr(Expr::integer(number(c))));
            self.readings.clear();
            self.add(Some(Answer::List(parts.collect())));
        }
        // `(b)` is the choice B.
        if let Some(number) = thousands(text) {
            self.add(Some(Answer::Expr(number)));
        }
        let inside = text.trim_start_matches('(').strip_suffix(')');
        if let Some(letter) = inside
            .filter(|i| i.len() == 1)
            .and_then(|i| i.chars().next())
            && ('a'..='h').contains(&letter)
        {
            let letter = letter.to_ascii_uppercase().to_string();
            self.add(Some(Answer::Expr(Expr::Symbol(letter))));
        }
    }

    /// The words before the equals sign, where the text is likeliest that.
    pub(super) fn name_in_words(&self) -> Option<&str> {
        match self.readings.first() {
            Some(Answer::Relation(relation)) if relation.signs == [Sign::Equal] => {
                match relation.sides.first() {
                    Some(Answer::Text(name)) => Some(name),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The number that the text is, if it is one and nothing else.
    pub(super) fn number(&self) -> Option<Rational> {
        match self.readings.first() {
            Some(Answer::Expr(expr)) => {
                let mut budget = super::budget::Budget::new(super::budget::Budget::COMPARISON);
                super::exact::value(expr, &mut budget)
            }
            _ => None,
        }
    }

    /// Whether the text is plain words or a plain number.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.readings.as_slice(), [Answer::Text(_)]) || self.number().is_some()
    }
}

fn direction(text: &str) -> i8 {
    const UP: [&str; 6] = ["profit", "increase", "gain", "rise", "增加", "上升"];
    const DOWN: [&str; 6] = ["decrease", "loss", "drop", "decline", "减少", "下降"];
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    i8::from(says(&UP)) - i8::from(says(&DOWN))
}

/// `27,000,001`: a number with all of its separators, and no list.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.trim_start_matches(['-', '+']).split(',');
    let is_digits = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    let first = groups.next().unwrap_or("");
    let mut n = 0;
    let rest = groups.all(|group| {
        n += 1;
        group.len() == 3 && is_digits(group)
    });
    let starts = (1..=3).contains(&first.len()) && is_digits(first) && !first.starts_with('0');
    // `1,234` may still be two numbers; `100,200` in a list is unlikely enough.
    starts && rest && (n > 1 || text.contains(",0"))
}

fn token_lists(text: &str) -> Vec<Vec<Token>> {
    let mut kinds = vec![Commas::Thousands];
    if text.contains(',') && !is_grouped(text) {
        kinds.push(Commas::Separate);
    }
    if may_be_decimal(text) || text.matches('.').count() > 1 {
        kinds.push(Commas::Decimal);
    }
    let mut lexed: Vec<Vec<Token>> = Vec::new();
    for mut tokens in kinds.into_iter().filter_map(|commas| lex(text, commas)) {
        code_constants(text, &mut tokens);
        if !lexed.contains(&tokens) {
            lexed.push(tokens);
        }
    }
    lexed
}

fn is_code(text: &str) -> bool {
    !text.contains('\\') && (text.contains('*') || text.contains("sqrt("))
}

/// In program code `I` and `E` are constants; behind a number `I` and `j` may
/// be the imaginary unit of engineers.
fn code_constants(text: &str, tokens: &mut [Token]) {
    let is_code = is_code(text);
    let has = |word: &str| tokens.iter().any(|t| t.word() == Some(word));
    let engineers = !has("i") && !has("k") && !text.contains("\\sum") && !text.contains("\\prod");
    let behind: Vec<bool> =
        std::iter::once(false)
            .chain(tokens.windows(2).map(
                |pair| matches!(pair, [a, b] if matches!(a.kind, Kind::Number(_)) && !b.spaced),
            ))
            .collect();
    for (token, behind) in tokens.iter_mut().zip(behind) {
        let name = match &token.kind {
            Kind::Word(word) if word == "I" && (is_code || (behind && engineers)) => "i",
            Kind::Word(word) if word == "j" && behind && engineers => "i",
            Kind::Word(word) if word == "E" && is_code => "e",
            _ => continue,
        };
        token.kind = Kind::Word(name.to_owned());
    }
}

/// Whether a comma of the text may be a decimal comma: `12,5`, `0,111`, but not
/// `1,234` (thousands) and not in brackets, where commas separate.
fn may_be_decimal(text: &str) -> bool {
    let text = text.replace("{,}", ",");
    if text.contains(['(', '[', '{', '|']) {
        return false;
    }
    let only_or_apart = text.matches(',').count() == 1 || text.contains(';') || text.contains('.');
    let Some((left, right)) = text.split_once(',').filter(|_| only_or_apart) else {
        return false;
    };
    let digits = |c: char| c.is_ascii_digit();
    let before = left.len() - left.trim_end_matches(digits).len();
    let after = right.len() - right.trim_start_matches(digits).len();
    let is_zero = left.ends_with('0') && before == 1;
    let dotted = left.contains('.');
    before > 0 && after > 0 && (is_zero || dotted || after != 3)
}

/// A number in words, perhaps with a unit: `twenty-five`, `三分之二`, `3万元`.
fn in_words(text: &str) -> Option<Answer> {
    let (value, used) = words::leading_number(text)?;
    let rest = text.get(used..)?.trim();
    let expr = Expr::rational(value);
    if rest.is_empty() {
        return Some(Answer::Expr(expr));
    }
    // What the tables of digits read is not for the tables of words.
    let is_words = !text.starts_with(|c: char| c.is_ascii_digit())
        || text
            .chars()
            .any(|c| matches!(c, '万' | '亿' | '千' | '百' | '十'));
    unit::parse(rest)
        .filter(|_| is_words)
        .map(|unit| Answer::Quantity(expr, unit))
}

/// Whether something is missing: an operand, a bracket, an operator between
/// two numbers.
fn is_broken(tokens: &[Token]) -> bool {
    let operator = |t: &Token| "+-*/^_=<>".chars().any(|sign| t.is(sign));
    let taker = |t: &Token| {
        ["frac", "sqrt", "binom"]
            .iter()
            .any(|name| t.is_command(name))
    };
    let doubled = tokens.windows(2).any(|pair| match pair {
        [a, b] => "^_/*".chars().any(|sign| a.is(sign)) && "^_/*=".chars().any(|sign| b.is(sign)),
        _ => false,
    });
    let ends_open = tokens.last().is_some_and(|t| operator(t) || taker(t));
    let adjacent = tokens.windows(2).any(|pair| match pair {
        [a, b] => matches!((&a.kind, &b.kind), (Kind::Number(_), Kind::Number(_))),
        _ => false,
    });
    let hollow = tokens.windows(3).any(|triple| match triple {
        [a, b, c] => taker(a) && b.is('{') && c.is('}'),
        _ => false,
    });
    let depth: i32 = tokens.iter().map(Token::step).sum();
    ends_open || adjacent || doubled || hollow || depth != 0
}

/// The tokens with the brackets closed that were left open, and without those
/// that close nothing: an answer that was cut off.
fn balanced(tokens: &[Token]) -> Vec<Token> {
    let mut open: Vec<char> = Vec::new();
    let mut out = Vec::with_capacity(tokens.len() + 4);
    for token in tokens {
        match token.kind {
            Kind::Sign('(' | '[') => open.push(')'),
            Kind::Sign('{') => open.push('}'),
            Kind::Sign('«') => open.push('»'),
            Kind::Begin(_) => open.push('&'),
            Kind::End(_) => {
                open.pop();
            }
            Kind::Sign(sign @ (')' | ']' | '}' | '»')) => {
                let wanted = if sign == ']' { ')' } else { sign };
                if open.last() != Some(&wanted) {
                    continue;
                }
                open.pop();
            }
            _ => {}
        }
        out.push(token.clone());
    }
    // Brackets alone are no empty set.
    if out.iter().all(|token| token.step() != 0) {
        return Vec::new();
    }
    let closers = open.into_iter().rev().map(|sign| Token {
        kind: match sign {
            '&' => Kind::End(String::new()),
            sign => Kind::Sign(sign),
        },
        spaced: false,
    });
    out.extend(closers);
    out
}

/// `35k`
fn thousands(text: &str) -> Option<Expr> {
    let digits = text.strip_suffix(['k', 'K'])?;
    let value = Rational::parse(digits)?;
    Some(Expr::rational(value.times(&Rational::integer(1000))?))
}

/// What conditions may be said of: an expression, an equation that defines.
fn is_statement(answer: &Answer) -> bool {
    match answer {
        Answer::Expr(expr) => expr.has_symbol(),
        Answer::Relation(relation) => relation.signs == [Sign::Equal],
        Answer::Congruence { .. } => true,
        _ => false,
    }
}

/// A relation that restricts: `x > 0`, `k \\in \\mathbb{Z}`, `x \\ne 1`.
fn is_condition(answer: &Answer) -> bool {
    match answer {
        Answer::Relation(relation) => !relation.signs.contains(&Sign::Equal),
        _ => false,
    }
}

/// What cannot be read but is mostly words is a text.
fn made_of_words(tokens: &[Token], taste: Taste) -> Option<Answer> {
    let is_word = |t: &&Token| t.word().is_some_and(|w| w.chars().count() > 2);
    let n_words = tokens.iter().filter(is_word).count();
    let text = text_of(tokens);
    let text = if taste.keep_case {
        text
    } else {
        text.to_lowercase()
    };
    (n_words >= PROSE && n_words * 3 >= tokens.len()).then_some(Answer::Text(text))
}
