//! Numbers with raised marks: degrees, minutes and seconds of arc, feet and inches.

use super::super::answer::Answer;
use super::super::expr::{Expr, Number, product, reciprocal, sum};
use super::super::parse;
use super::super::token::{Kind, Token};
use super::super::unit::{self, Unit};

/// `30° 15' 20''`
pub(super) fn sexagesimal(tokens: &[Token]) -> Option<Answer> {
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
pub(super) fn feet(tokens: &[Token]) -> Option<Answer> {
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
