//! Tokens → what an answer is: a number, a list, an interval, an equation.

use super::expr::Expr;
use super::function::{self, Function};
use super::lex::{Kind, Token};
use super::parse;

/// Deepest nesting of lists and brackets.
const MOST_DEPTH: usize = 8;
/// Most parts of a list.
const MOST_PARTS: usize = 256;
/// Relations, as the lexer writes them. `∈` stands for the command `\in`.
const RELATIONS: [char; 6] = ['=', '<', '>', '≤', '≥', '≠'];

/// What an answer is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// Words, in lower case.
    Text(String),
    Expr(Expr),
    Percent(Expr),
    /// A number with a unit.
    Quantity(Expr, String),
    /// Sides with the relations between them, as in `0 < x ≤ 1`.
    Relation(Relation),
    /// Parts without brackets around them.
    List(Vec<Answer>),
    /// Parts in set braces.
    Set(Vec<Answer>),
    /// Two parts or more in brackets: a tuple, a point or an interval.
    Bracketed {
        open: char,
        close: char,
        parts: Vec<Answer>,
    },
    /// Joined by `\cup`.
    Union(Vec<Answer>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Relation {
    /// One more than there are signs.
    pub(super) sides: Vec<Answer>,
    pub(super) signs: Vec<char>,
    /// Whether the first side only names what the second one is: `x`, `f(x)`.
    pub(super) is_named: bool,
}

/// What the tokens are as a whole; `None` if they cannot be read.
pub(super) fn answer(tokens: &[Token]) -> Option<Answer> {
    read(tokens, 0)
}

fn read(tokens: &[Token], depth: usize) -> Option<Answer> {
    if depth > MOST_DEPTH {
        return None;
    }
    if let Some(words) = as_words(tokens) {
        return Some(Answer::Text(words));
    }
    let mut parts = parts(tokens, depth)?;
    if parts.len() == 1 {
        parts.pop()
    } else {
        Some(Answer::List(parts))
    }
}

/// The parts between separators. `a ± b` is two parts.
fn parts(tokens: &[Token], depth: usize) -> Option<Vec<Answer>> {
    let mut parts = Vec::new();
    for piece in split(tokens, is_separator) {
        if piece.is_empty() {
            continue;
        }
        let is_sign = |t: &Token| is_command(t, "pm") || is_command(t, "mp");
        if piece.iter().any(is_sign) {
            for sign in ['+', '-'] {
                parts.push(item(&with_sign(piece, sign), depth)?);
            }
        } else {
            parts.push(item(piece, depth)?);
        }
        if parts.len() > MOST_PARTS {
            return None;
        }
    }
    Some(parts)
}

fn is_separator(token: &Token) -> bool {
    match &token.kind {
        Kind::Sign(',' | ';') => true,
        Kind::Word(word) | Kind::Text(word) => matches!(word.as_str(), "and" | "or" | "和" | "或"),
        _ => false,
    }
}

/// The tokens with each `\pm` as `sign` and each `\mp` as its opposite.
fn with_sign(tokens: &[Token], sign: char) -> Vec<Token> {
    let opposite = if sign == '+' { '-' } else { '+' };
    let signed = |token: &Token| {
        let kind = if is_command(token, "pm") {
            Kind::Sign(sign)
        } else if is_command(token, "mp") {
            Kind::Sign(opposite)
        } else {
            return token.clone();
        };
        Token {
            kind,
            spaced: token.spaced,
        }
    };
    tokens.iter().map(signed).collect()
}

fn item(tokens: &[Token], depth: usize) -> Option<Answer> {
    let signs: Vec<char> = at_top_level(tokens)
        .filter_map(|(_, t)| relation(t))
        .collect();
    if !signs.is_empty() {
        return relation_of(tokens, signs, depth);
    }
    let joined = split(tokens, |t| is_command(t, "cup"));
    if joined.len() > 1 {
        let members: Option<Vec<Answer>> = joined.iter().map(|part| item(part, depth)).collect();
        return Some(union(members?));
    }
    bracketed(tokens, depth)
        .or_else(|| number_set(tokens))
        .or_else(|| quantity(tokens))
}

fn relation(token: &Token) -> Option<char> {
    match &token.kind {
        Kind::Sign(sign) if RELATIONS.contains(sign) => Some(*sign),
        Kind::Command(name) if name == "in" => Some('∈'),
        _ => None,
    }
}

fn relation_of(tokens: &[Token], signs: Vec<char>, depth: usize) -> Option<Answer> {
    let pieces = split(tokens, |t| relation(t).is_some());
    let is_named = pieces.first().is_some_and(|first| is_name(first));
    let sides: Option<Vec<Answer>> = pieces.iter().map(|p| read(p, depth + 1)).collect();
    Some(Answer::Relation(Relation {
        sides: sides?,
        signs,
        is_named,
    }))
}

/// Whether the tokens only name something: `x`, `AB`, `a_3`, `f(x)`, `(x, y)`.
fn is_name(tokens: &[Token]) -> bool {
    let Some(first) = tokens.first() else {
        return false;
    };
    let begins = match &first.kind {
        Kind::Word(word) => Function::named(word).is_none(),
        Kind::Command(name) => Function::named(name).is_none() && name != "frac",
        Kind::Text(_) => true,
        Kind::Sign('(') => enclosed(tokens).is_some(),
        _ => false,
    };
    begins
        && at_top_level(tokens).all(|(at, token)| match &token.kind {
            Kind::Word(_) | Kind::Command(_) | Kind::Text(_) => true,
            Kind::Number(_) => tokens.get(at.wrapping_sub(1)).is_some_and(|t| is(t, '_')),
            Kind::Sign(sign) => "_':([{)]}".contains(*sign),
            Kind::Degree => false,
        })
}

fn union(members: Vec<Answer>) -> Answer {
    let is_set = |member: &Answer| matches!(member, Answer::Set(_));
    if !members.iter().all(is_set) {
        return Answer::Union(members);
    }
    Answer::Set(
        members
            .into_iter()
            .flat_map(|member| match member {
                Answer::Set(parts) => parts,
                _ => Vec::new(),
            })
            .collect(),
    )
}

fn bracketed(tokens: &[Token], depth: usize) -> Option<Answer> {
    if let [token] = tokens
        && (is_command(token, "emptyset") || is_command(token, "varnothing"))
    {
        return Some(Answer::Set(Vec::new()));
    }
    let (open, close, inside) = enclosed(tokens)?;
    if depth >= MOST_DEPTH {
        return None;
    }
    let parts = parts(inside, depth + 1)?;
    match open {
        '«' => Some(Answer::Set(parts)),
        '{' if parts.len() > 1 => Some(Answer::Set(parts)),
        '(' | '[' if parts.len() > 1 => Some(Answer::Bracketed { open, close, parts }),
        // A relation in brackets: `(35 + 70 = 105)`.
        '(' => parts
            .into_iter()
            .next()
            .filter(|part| matches!(part, Answer::Relation(_))),
        _ => None,
    }
}

/// The brackets around all of the tokens, and what is inside.
fn enclosed(tokens: &[Token]) -> Option<(char, char, &[Token])> {
    let [first, inside @ .., last] = tokens else {
        return None;
    };
    let (Kind::Sign(open), Kind::Sign(close)) = (&first.kind, &last.kind) else {
        return None;
    };
    let fits = match open {
        // An interval may be half open.
        '(' | '[' => matches!(close, ')' | ']'),
        '{' => *close == '}',
        '«' => *close == '»',
        _ => false,
    };
    // The first bracket must not be closed before the end: `(1)(2)`.
    let mut depth = 0_i32;
    let stays_open = inside.iter().all(|token| {
        depth += step(token);
        depth >= 0
    });
    (fits && stays_open && depth == 0).then_some((*open, *close, inside))
}

/// `\mathbb{R}`
fn number_set(tokens: &[Token]) -> Option<Answer> {
    let [command, open, word, close] = tokens else {
        return None;
    };
    let is_set = is_command(command, "mathbb") && is(open, '{') && is(close, '}');
    is_set.then(|| Answer::Text(format!("set {}", word.kind)))
}

/// A number or expression, with what may stand behind it.
fn quantity(tokens: &[Token]) -> Option<Answer> {
    let before = tokens
        .iter()
        .take_while(|t| matches!(t.kind, Kind::Text(_)))
        .count();
    let (prefix, tokens) = tokens.split_at_checked(before)?;
    let (expr, used) = parse::expression(tokens)?;
    let suffix = tokens.get(used..)?;
    let is_percent = match suffix {
        [sign] if is(sign, '%') => true,
        [
            Token {
                kind: Kind::Word(w) | Kind::Text(w),
                ..
            },
        ] => w == "percent",
        _ => false,
    };
    if is_percent && prefix.is_empty() {
        return Some(Answer::Percent(expr));
    }
    if prefix.is_empty() && suffix.is_empty() {
        return Some(Answer::Expr(expr));
    }
    let unit = unit_of(prefix, suffix)?;
    Some(Answer::Quantity(expr, unit))
}

/// The words and marks around a number as a unit: `cm^2`, `dollars per day`.
fn unit_of(prefix: &[Token], suffix: &[Token]) -> Option<String> {
    let mut unit = String::new();
    for token in prefix.iter().chain(suffix) {
        match &token.kind {
            Kind::Word(word) | Kind::Text(word) => {
                // Singular and plural are one unit.
                let word = word.to_lowercase();
                let word = word
                    .strip_suffix('s')
                    .filter(|w| w.len() > 2)
                    .unwrap_or(&word);
                unit.push_str(word);
            }
            Kind::Sign(sign @ ('/' | '^')) => unit.push(*sign),
            Kind::Number(digits) if matches!(digits.as_str(), "2" | "3") => unit.push_str(digits),
            Kind::Sign('{' | '}' | '(' | ')') => {}
            Kind::Degree => unit.push('°'),
            _ => return None,
        }
    }
    Some(match unit.as_str() {
        "degree" | "deg" | "度" => "°".to_owned(),
        _ => unit,
    })
}

/// The words of an answer that is only words, in lower case.
fn as_words(tokens: &[Token]) -> Option<String> {
    let mut words = Vec::new();
    let mut has_word = false;
    for token in tokens {
        match &token.kind {
            Kind::Text(word) => {
                has_word = true;
                words.push(word.to_lowercase());
            }
            Kind::Word(word) if !is_mathematical(word) => {
                has_word = true;
                words.push(word.to_lowercase());
            }
            // `a` or `I` among words is one of them.
            Kind::Word(word) if word.len() == 1 && tokens.len() > 1 => {
                words.push(word.to_lowercase());
            }
            Kind::Sign(',' | '\'' | '-' | '!') => {}
            _ => return None,
        }
    }
    // `even, odd` is a list of words, not a text.
    let is_list = tokens.iter().any(is_separator);
    (has_word && !is_list).then(|| words.join(" "))
}

/// Whether a word by itself is mathematics.
fn is_mathematical(word: &str) -> bool {
    word.len() == 1
        || Function::named(word).is_some()
        || function::constant(word).is_some()
        || function::is_greek(word)
}

/// The tokens split where `at` holds outside all brackets.
fn split(tokens: &[Token], at: impl Fn(&Token) -> bool) -> Vec<&[Token]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (here, _) in at_top_level(tokens).filter(|(_, token)| at(token)) {
        pieces.push(tokens.get(start..here).unwrap_or(&[]));
        start = here + 1;
    }
    pieces.push(tokens.get(start..).unwrap_or(&[]));
    pieces
}

/// The tokens outside all brackets (and the brackets), with their positions.
fn at_top_level(tokens: &[Token]) -> impl Iterator<Item = (usize, &Token)> {
    let mut depth = 0_i32;
    tokens.iter().enumerate().filter(move |(_, token)| {
        let before = depth;
        depth += step(token);
        before.min(depth) <= 0
    })
}

fn step(token: &Token) -> i32 {
    match token.kind {
        Kind::Sign('(' | '[' | '{' | '«') => 1,
        Kind::Sign(')' | ']' | '}' | '»') => -1,
        _ => 0,
    }
}

fn is(token: &Token, sign: char) -> bool {
    token.kind == Kind::Sign(sign)
}

fn is_command(token: &Token, name: &str) -> bool {
    matches!(&token.kind, Kind::Command(found) if found == name)
}
