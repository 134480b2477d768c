//! Answers in the style of program code: `Interval.open(0, 1)`, `FiniteSet(1, 2)`.

use super::super::answer::{Answer, Domain, DomainKind, DomainPart, Relation, SetOperator, Sign};
use super::super::expr::{Constant, Expr};
use super::super::parse;
use super::super::token::{Token, enclosed};
use super::Structure;

impl Structure {
    pub(super) fn code(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        let (first, rest) = tokens.split_first()?;
        let name = first.word()?;
        if let Some(answer) = constant(name, rest) {
            return Some(answer);
        }
        // The dot of `Interval.open` leaves two words.
        let (variant, rest) = match rest.split_first() {
            Some((second, after)) if second.word().is_some() => (second.word(), after),
            _ => (None, rest),
        };
        let ('(', ')', inside) = enclosed(rest)? else {
            return None;
        };
        match (name, variant) {
            ("Interval", _) => self.interval(variant, inside, depth),
            ("FiniteSet" | "set" | "Set", None) => {
                let inside = enclosed(inside).map_or(inside, |(_, _, inside)| inside);
                Some(Answer::Set(self.parts(inside, depth + 1)?.0))
            }
            // Pairs of a value and its condition, as `cases` are read.
            ("Piecewise", None) => Some(Answer::Set(self.parts(inside, depth + 1)?.0)),
            ("Range" | "range", None) => range(inside),
            ("diag" | "eye", None) => diagonal(name, inside),
            ("Union", None) => self.operation(SetOperator::Union, inside, depth),
            ("Intersection", None) => self.operation(SetOperator::Intersection, inside, depth),
            ("Complement", None) => self.operation(SetOperator::Difference, inside, depth),
            ("Matrix" | "matrix" | "array", _) => self.matrix_call(inside, depth),
            ("Tuple" | "Point" | "Point2D" | "tuple", None) => {
                let inside = enclosed(inside).map_or(inside, |(_, _, inside)| inside);
                Some(Answer::Bracketed {
                    open: '(',
                    close: ')',
                    parts: self.parts(inside, depth + 1)?.0,
                })
            }
            ("Eq" | "Ne" | "Lt" | "Le" | "Gt" | "Ge", None) => self.comparison(name, inside, depth),
            ("And", None) => Some(Answer::All(self.parts(inside, depth + 1)?.0)),
            ("Or", None) => Some(Answer::Any(self.parts(inside, depth + 1)?.0)),
            _ => None,
        }
    }

    fn interval(self, variant: Option<&str>, inside: &[Token], depth: usize) -> Option<Answer> {
        let (mut parts, _) = self.parts(inside, depth + 1)?;
        let is_true =
            |a: &Answer| matches!(a, Answer::Special(super::super::answer::Special::True));
        let flags: Vec<bool> = parts.iter().skip(2).map(is_true).collect();
        let flag = |at: usize| flags.get(at).copied().unwrap_or(false);
        let (left_open, right_open) = match variant {
            Some("open") => (true, true),
            Some("Lopen") => (true, false),
            Some("Ropen") => (false, true),
            None => (flag(0), flag(1)),
            Some(_) => return None,
        };
        parts.truncate(2);
        let is_infinite = |a: Option<&Answer>| match a {
            Some(Answer::Expr(Expr::Constant(Constant::Infinity))) => true,
            Some(Answer::Expr(Expr::Negative(inner))) => {
                **inner == Expr::Constant(Constant::Infinity)
            }
            _ => false,
        };
        (parts.len() == 2).then(|| Answer::Bracketed {
            open: if left_open || is_infinite(parts.first()) {
                '('
            } else {
                '['
            },
            close: if right_open || is_infinite(parts.get(1)) {
                ')'
            } else {
                ']'
            },
            parts,
        })
    }

    fn operation(self, operator: SetOperator, inside: &[Token], depth: usize) -> Option<Answer> {
        let (parts, _) = self.parts(inside, depth + 1)?;
        (parts.len() > 1).then_some(Answer::Combined(operator, parts))
    }

    fn matrix_call(self, inside: &[Token], depth: usize) -> Option<Answer> {
        match self.item(inside, depth + 1)? {
            matrix @ Answer::Expr(Expr::Matrix(_)) => Some(matrix),
            // One list is a column.
            Answer::Bracketed { parts, .. } => {
                let rows: Option<Vec<Vec<Expr>>> = parts
                    .into_iter()
                    .map(|part| match part {
                        Answer::Expr(expr) => Some(vec![expr]),
                        _ => None,
                    })
                    .collect();
                parse::rectangular(rows?).map(Answer::Expr)
            }
            _ => None,
        }
    }

    fn comparison(self, name: &str, inside: &[Token], depth: usize) -> Option<Answer> {
        let sign = match name {
            "Eq" => Sign::Equal,
            "Ne" => Sign::NotEqual,
            "Lt" => Sign::Less,
            "Le" => Sign::LessOrEqual,
            "Gt" => Sign::Greater,
            _ => Sign::GreaterOrEqual,
        };
        let (sides, _) = self.parts(inside, depth + 1)?;
        let is_named = matches!(sides.first(), Some(Answer::Expr(Expr::Symbol(_))));
        (sides.len() == 2).then_some(Answer::Relation(Relation {
            sides,
            signs: vec![sign],
            is_named,
        }))
    }
}

fn constant(name: &str, rest: &[Token]) -> Option<Answer> {
    let domain = |kind| {
        Some(Answer::Domain(Domain {
            kind,
            part: DomainPart::All,
        }))
    };
    if !rest.is_empty() {
        return None;
    }
    match name {
        "EmptySet" => Some(Answer::Set(Vec::new())),
        "Reals" => domain(DomainKind::Reals),
        "Integers" => domain(DomainKind::Integers),
        "Naturals" => domain(DomainKind::Naturals),
        "Rationals" => domain(DomainKind::Rationals),
        "Complexes" => domain(DomainKind::Complexes),
        _ => None,
    }
}

/// `Range(4)`, `range(1, 5)`: the integers up to the last, which is left out.
fn range(inside: &[Token]) -> Option<Answer> {
    const MOST: i32 = 1_000;
    let mut budget = super::super::budget::Budget::new(100_000);
    let bounds: Option<Vec<i32>> = super::super::token::split(inside, |t| t.is(','))
        .into_iter()
        .map(|part| super::super::exact::value(&parse::whole(part)?, &mut budget)?.as_i32())
        .collect();
    let (from, to) = match bounds?.as_slice() {
        [to] => (0, *to),
        [from, to] => (*from, *to),
        _ => return None,
    };
    let n = to.checked_sub(from)?;
    (0..=MOST).contains(&n).then(|| {
        let numbers = (from..to).map(|n| Answer::Expr(Expr::integer(i64::from(n))));
        Answer::Set(numbers.collect())
    })
}

/// `diag(1, 2)`, `eye(2)`
fn diagonal(name: &str, inside: &[Token]) -> Option<Answer> {
    const MOST: usize = 16;
    let parts: Option<Vec<Expr>> = super::super::token::split(inside, |t| t.is(','))
        .into_iter()
        .map(parse::whole)
        .collect();
    let mut entries = parts?;
    if name == "eye" {
        let mut budget = super::super::budget::Budget::new(10_000);
        let n = super::super::exact::value(entries.first()?, &mut budget)?.as_i32()?;
        entries = vec![Expr::integer(1); usize::try_from(n).ok().filter(|n| *n <= MOST)?];
    }
    if entries.len() > MOST {
        return None;
    }
    let rows = entries.iter().enumerate().map(|(at, entry)| {
        let cell = |place| {
            if place == at {
                entry.clone()
            } else {
                Expr::integer(0)
            }
        };
        (0..entries.len()).map(cell).collect()
    });
    parse::rectangular(rows.collect()).map(Answer::Expr)
}
