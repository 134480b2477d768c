//! Numbers and expressions with what may stand around them.

use super::super::answer::Answer;
use super::super::expr::{Expr, Number, product, reciprocal, sum};
use super::super::parse;
use super::super::token::{Kind, Token};
use super::super::unit::{self, Unit};
use super::{Structure, Taste};

/// Most parts of a compound quantity: `5 h 3 min 2 s`.
const MOST_COMPOUND: usize = 4;

impl Structure {
    /// A number or expression, with what may stand behind it.
    pub(super) fn quantity(self, tokens: &[Token]) -> Option<Answer> {
        if let Some(answer) = currency_first(tokens) {
            return Some(answer);
        }
        if let Some(answer) = sexagesimal(tokens).or_else(|| feet(tokens)) {
            return Some(answer);
        }
        if let Some(answer) = self.letter_unit(tokens) {
            return Some(answer);
        }
        let (expr, used) = parse::expression(tokens)?;
        let suffix = tokens.get(used..)?;
        if suffix.is_empty() {
            return Some(Answer::Expr(expr));
        }
        let next = suffix
            .iter()
            .position(|t| matches!(t.kind, Kind::Number(_)));
        let inside_exponent = next.is_some_and(|at| {
            at > 0 && suffix.get(at - 1).is_some_and(|t| "^{-/".contains(sign(t)))
        });
        match next {
            Some(at) if !inside_exponent => compound(expr, suffix, at),
            _ => Some(Answer::Quantity(expr, unit_of(suffix)?)),
        }
    }

    /// `5m`, `3 s`, `12 m s^{-1}`: a number and a unit that could be letters.
    fn letter_unit(self, tokens: &[Token]) -> Option<Answer> {
        // `1000.99m²` is an area: hardly anybody writes a decimal before a variable.
        let is_area = matches!(tokens, [number, letter, caret, ..]
            if matches!(&number.kind, Kind::Number(digits) if digits.contains('.'))
                && letter.word().is_some_and(unit::is_letter_unit)
                && caret.is('^'));
        let at = if is_area {
            1
        } else {
            tokens.iter().position(|t| self.is_letter_unit(t))?
        };
        let (before, suffix) = tokens.split_at_checked(at)?;
        let value = parse::whole(before)?;
        if value.has_symbol() {
            return None;
        }
        match suffix
            .iter()
            .position(|t| matches!(t.kind, Kind::Number(_)))
        {
            Some(next) if suffix.iter().all(is_word_or_number) => compound(value, suffix, next),
            _ => Some(Answer::Quantity(value, unit_of(suffix)?)),
        }
    }

    fn is_letter_unit(self, token: &Token) -> bool {
        match &token.kind {
            Kind::Word(word) => {
                let apart = token.spaced || self.taste.letter_units;
                apart
                    && super::super::function::constant(word).is_none()
                    && (unit::is_letter_unit(word) || unit::is_unit_word(word))
            }
            Kind::Text(_) => true,
            Kind::Command(name) => name == "Omega" || name == "mu",
            _ => false,
        }
    }
}

pub(super) fn has_letter_units(tokens: &[Token]) -> bool {
    let taste = Taste {
        letter_units: true,
        ..Taste::default()
    };
    let is_glued = |t: &Token| !t.spaced && matches!(t.kind, Kind::Word(_));
    tokens
        .iter()
        .any(|t| is_glued(t) && Structure { taste }.is_letter_unit(t))
}

fn is_word_or_number(token: &Token) -> bool {
    matches!(token.kind, Kind::Number(_)) || token.word().is_some()
}

/// `$5`, `-€3.50`, `USD 5`.
fn currency_first(tokens: &[Token]) -> Option<Answer> {
    let negative = tokens.first().is_some_and(|t| t.is('-'));
    let tokens = tokens.get(usize::from(negative)..)?;
    let n = tokens
        .iter()
        .take_while(|t| t.word().is_some_and(is_currency))
        .count();
    if n == 0 || n > 2 {
        return None;
    }
    let (prefix, rest) = tokens.split_at_checked(n)?;
    let (expr, used) = parse::expression(rest)?;
    let expr = if negative {
        super::super::expr::negative(expr)
    } else {
        expr
    };
    let unit = unit_of(prefix.get(n - 1..)?)?;
    match rest.get(used..)? {
        [] => Some(Answer::Quantity(expr, unit)),
        // `$5 million`, `$5 per hour`, `$5 USD`.
        suffix => {
            if let Some(scale) = magnitude(suffix) {
                let value = product(vec![expr, Expr::integer(scale)]);
                return Some(Answer::Quantity(value, unit));
            }
            let more = unit_of(suffix)?;
            let all: Vec<Token> = prefix.iter().chain(suffix).cloned().collect();
            if more.dimension == unit.dimension {
                return Some(Answer::Quantity(expr, unit));
            }
            Some(Answer::Quantity(expr, unit_of(&all)?))
        }
    }
}

/// `5 h 3 min`: the value in the first unit.
fn compound(first: Expr, suffix: &[Token], mut next: usize) -> Option<Answer> {
    let unit = unit_of(suffix.get(..next)?)?;
    let mut terms = vec![first];
    let mut rest = suffix;
    for _ in 0..MOST_COMPOUND {
        rest = rest.get(next..)?;
        let used = rest
            .iter()
            .position(|t| !matches!(t.kind, Kind::Number(_) | Kind::Sign('.' | '/')))?;
        let value = parse::whole(rest.get(..used)?)?;
        rest = rest.get(used..)?;
        next = rest
            .iter()
            .position(|t| matches!(t.kind, Kind::Number(_)))
            .unwrap_or(rest.len());
        let mut smaller = unit_of(rest.get(..next)?)?;
        // The m of `1h45m`.
        if smaller.name == "m" && unit.name == "h" {
            smaller = unit::parse("min")?;
        }
        if smaller.dimension != unit.dimension || smaller.pi != unit.pi {
            return None;
        }
        let ratio = smaller.scale.over(&unit.scale)?;
        terms.push(product(vec![value, Expr::rational(ratio)]));
        if next == rest.len() {
            return Some(Answer::Quantity(sum(terms), unit));
        }
    }
    None
}

/// `4 dollars and 5 cents`: quantities of one dimension, each in a smaller
/// unit than the last, are one.
pub(super) fn total(parts: &[Answer]) -> Option<Answer> {
    let mut terms = Vec::new();
    let mut first: Option<&Unit> = None;
    let mut last: Option<&Unit> = None;
    for part in parts {
        let Answer::Quantity(value, unit) = part else {
            return None;
        };
        let base = *first.get_or_insert(unit);
        let smaller = last.is_none_or(|last| unit.scale.is_less(&last.scale));
        if unit.dimension != base.dimension || unit.pi != base.pi || !smaller {
            return None;
        }
        let ratio = unit.scale.over(&base.scale)?;
        terms.push(product(vec![value.clone(), Expr::rational(ratio)]));
        last = Some(unit);
    }
    (terms.len() > 1).then(|| Some(Answer::Quantity(sum(terms), first?.clone())))?
}

fn sign(token: &Token) -> char {
    match token.kind {
        Kind::Sign(sign) => sign,
        _ => ' ',
    }
}

fn is_currency(word: &str) -> bool {
    matches!(
        word,
        "$" | "€"
            | "£"
            | "¥"
            | "₹"
            | "₩"
            | "₽"
            | "¢"
            | "US"
            | "USD"
            | "EUR"
            | "GBP"
            | "JPY"
            | "CNY"
            | "RMB"
            | "Rs"
            | "INR"
            | "CAD"
            | "AUD"
            | "HK"
            | "CHF"
    )
}

/// `million` behind a number.
fn magnitude(suffix: &[Token]) -> Option<i64> {
    let [token] = suffix else { return None };
    Some(match token.word()?.to_lowercase().as_str() {
        "thousand" | "k" => 1_000,
        "million" | "mn" => 1_000_000,
        "billion" | "bn" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        "万" => 10_000,
        "亿" => 100_000_000,
        _ => return None,
    })
}

/// `30° 15' 20''`
fn sexagesimal(tokens: &[Token]) -> Option<Answer> {
    let (degrees, rest) = tokens.split_first()?;
    let (mark, mut rest) = rest.split_first()?;
    if mark.kind != Kind::Degree || rest.is_empty() {
        return None;
    }
    let mut terms = vec![number(degrees)?];
    // Minutes may be left out.
    for n_marks in [1, 2] {
        let Some((value, after)) = rest.split_first() else {
            break;
        };
        let n_here = after.iter().take_while(|t| t.is('\'')).count();
        if n_here == n_marks {
            terms.push(part_of_degree(value, n_marks)?);
            rest = after.get(n_marks..)?;
        }
    }
    rest.is_empty()
        .then(|| Answer::Quantity(sum(terms), Unit::degree()))
}

/// Minutes (one mark) or seconds of arc (two), in degrees.
fn part_of_degree(value: &Token, n_marks: usize) -> Option<Expr> {
    let parts = if n_marks == 1 { 60 } else { 3600 };
    Some(product(vec![
        number(value)?,
        reciprocal(Expr::integer(parts)),
    ]))
}

/// `30'`, `30''`, `30' 15''` as parts of a degree; they may be feet and inches.
pub(super) fn arc(tokens: &[Token]) -> Option<Answer> {
    let (value, rest) = tokens.split_first()?;
    let n_marks = rest.iter().take_while(|t| t.is('\'')).count();
    let mut terms = vec![part_of_degree(value, n_marks).filter(|_| matches!(n_marks, 1 | 2))?];
    match rest.get(n_marks..)? {
        [] => {}
        [seconds, marks @ ..] if n_marks == 1 && marks.len() == 2 => {
            terms.push(part_of_degree(seconds, 2).filter(|_| marks.iter().all(|t| t.is('\'')))?);
        }
        _ => return None,
    }
    Some(Answer::Quantity(sum(terms), Unit::degree()))
}

/// `5' 6''`, `8'`, `8''`
fn feet(tokens: &[Token]) -> Option<Answer> {
    let marks = |tokens: &[Token]| tokens.iter().all(|t| t.is('\''));
    match tokens {
        [feet, rest @ ..] if marks(rest) => match rest.len() {
            1 => Some(Answer::Quantity(number(feet)?, unit::parse("ft")?)),
            2 => Some(Answer::Quantity(number(feet)?, unit::parse("in")?)),
            _ => None,
        },
        [feet, first, inches, rest @ ..] if first.is('\'') && rest.len() == 2 && marks(rest) => {
            let inches = product(vec![number(inches)?, reciprocal(Expr::integer(12))]);
            Some(Answer::Quantity(
                sum(vec![number(feet)?, inches]),
                unit::parse("ft")?,
            ))
        }
        _ => None,
    }
}

fn number(token: &Token) -> Option<Expr> {
    match &token.kind {
        Kind::Number(digits) => {
            let Number { value, decimals } = parse::written(digits)?;
            Some(Expr::Number(Number { value, decimals }))
        }
        _ => None,
    }
}

/// The words and marks around a number as a unit: `cm^2`, `dollars per day`.
fn unit_of(tokens: &[Token]) -> Option<Unit> {
    let mut text = String::new();
    for token in tokens {
        let word = match &token.kind {
            Kind::Command(name) if name == "mu" => "μ".to_owned(),
            Kind::Command(name) if name == "Omega" => "Ω".to_owned(),
            kind => kind.to_string(),
        };
        // `° C` and `k Ω` are one unit each.
        let joins =
            text.ends_with(['°', 'μ']) || (word == "Ω" && !token.spaced) || text.ends_with(" k");
        if !(joins || text.is_empty() || (text == "k" && word == "Ω")) {
            text.push(' ');
        }
        text.push_str(&word);
    }
    // Particles of Japanese are no units.
    if text.chars().any(|c| ('\u{3041}'..='\u{3096}').contains(&c)) {
        return None;
    }
    unit::parse(&text)
}

/// `22 \\over 7` without braces around it.
pub(super) fn over(tokens: &[Token]) -> Option<Answer> {
    let at = tokens.iter().position(|t| t.is_command("over"))?;
    let above = parse::whole(tokens.get(..at)?)?;
    let below = parse::whole(tokens.get(at + 1..)?)?;
    Some(Answer::Expr(super::super::expr::quotient(above, below)))
}
