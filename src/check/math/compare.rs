//! Whether two readings mean the same.

use super::Stage;
use super::exact;
use super::expr::{Constant, Expr, negative, sum};
use super::probe::{self, N_POINTS, Value};
use super::structure::{Answer, Relation};

/// Most parts that are matched in any order.
const MOST_MATCHED: usize = 64;
/// Deepest nesting that is compared.
const MOST_DEPTH: usize = 16;

/// What came of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Equal(Stage),
    Unequal,
    Undecided(&'static str),
    /// A side could not be read.
    Unread,
}

/// Compares all readings of one side with all of the other: one pair that is
/// equal is enough.
pub(super) fn readings(a: &[Answer], b: &[Answer]) -> Outcome {
    if a.is_empty() || b.is_empty() {
        return Outcome::Unread;
    }
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    any(pairs.map(|(a, b)| answers(a, b, 0)))
}

/// Equal if one is, else undecided if one is, else unequal.
fn any(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let mut result = Outcome::Unequal;
    for outcome in outcomes {
        match outcome {
            Outcome::Equal(_) => return outcome,
            Outcome::Undecided(_) if result == Outcome::Unequal => result = outcome,
            _ => {}
        }
    }
    result
}

/// Unequal if one is, else undecided if one is, else equal by the weakest stage.
fn all(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let mut result = Outcome::Equal(Stage::Exact);
    for outcome in outcomes {
        match (&outcome, &result) {
            (Outcome::Unequal | Outcome::Unread, _) => return Outcome::Unequal,
            (Outcome::Undecided(_), _) => result = outcome,
            (Outcome::Equal(Stage::Numeric), Outcome::Equal(_)) => result = outcome,
            _ => {}
        }
    }
    result
}

fn answers(a: &Answer, b: &Answer, depth: usize) -> Outcome {
    use Answer::{Bracketed, Expr, List, Percent, Quantity, Set, Text, Union};
    if depth > MOST_DEPTH {
        return Outcome::Undecided("nested too deeply");
    }
    let depth = depth + 1;
    match (a, b) {
        (Answer::Relation(a), Answer::Relation(b)) => relations(a, b, depth),
        (Answer::Relation(relation), other) | (other, Answer::Relation(relation)) => {
            solved(relation, other, depth)
        }
        (Text(a), Text(b)) => same_if(a == b, Stage::Text),
        (Text(_), _) | (_, Text(_)) => Outcome::Unequal,
        (Set(a), Set(b)) => in_any_order(&distinct(a, depth), &distinct(b, depth), depth),
        (Set(a) | List(a), Set(b) | List(b)) => in_any_order(a, b, depth),
        (Union(a), Union(b)) => in_any_order(a, b, depth),
        (List(list), Bracketed { parts, .. }) | (Bracketed { parts, .. }, List(list)) => {
            in_order(list, parts, depth)
        }
        (Set(one) | List(one), other) | (other, Set(one) | List(one)) => match one.as_slice() {
            [only] => answers(only, other, depth),
            _ => Outcome::Unequal,
        },
        (
            Bracketed { open, close, parts },
            Bracketed {
                open: other_open,
                close: other_close,
                parts: other_parts,
            },
        ) => {
            if (open, close) == (other_open, other_close) {
                in_order(parts, other_parts, depth)
            } else {
                Outcome::Unequal
            }
        }
        (Bracketed { .. } | Union(_), _) | (_, Bracketed { .. } | Union(_)) => Outcome::Unequal,
        (Percent(a), Percent(b)) => exprs(a, b),
        (Percent(percent), Expr(other) | Quantity(other, _))
        | (Expr(other) | Quantity(other, _), Percent(percent)) => percentage(percent, other),
        // Nothing is known about other units, whatever their numbers.
        (Quantity(_, unit), Quantity(_, other)) if unit != other => {
            Outcome::Undecided("the units differ")
        }
        (Expr(a) | Quantity(a, _), Expr(b) | Quantity(b, _)) => exprs(a, b),
    }
}

fn same_if(same: bool, stage: Stage) -> Outcome {
    if same {
        Outcome::Equal(stage)
    } else {
        Outcome::Unequal
    }
}

/// A percentage equals its fraction, and the bare number.
fn percentage(percent: &Expr, other: &Expr) -> Outcome {
    let fraction = Expr::Quotient(Box::new(percent.clone()), Box::new(Expr::integer(100)));
    any([exprs(&fraction, other), exprs(percent, other)].into_iter())
}

fn in_order(a: &[Answer], b: &[Answer], depth: usize) -> Outcome {
    if a.len() != b.len() {
        return Outcome::Unequal;
    }
    all(a.iter().zip(b).map(|(a, b)| answers(a, b, depth)))
}

/// Whether the parts can be paired off. Since equality is not transitive (50 %
/// is 50 and 0.5), a greedy pairing could miss one that exists.
fn in_any_order(a: &[Answer], b: &[Answer], depth: usize) -> Outcome {
    if a.len() != b.len() {
        return Outcome::Unequal;
    }
    if a.len() > MOST_MATCHED {
        return Outcome::Undecided("too many parts");
    }
    let table: Vec<Vec<Outcome>> = a
        .iter()
        .map(|a| b.iter().map(|b| answers(a, b, depth)).collect())
        .collect();
    let is_equal = |outcome: &Outcome| matches!(outcome, Outcome::Equal(_));
    if let Some(partners) = pairing(&table, is_equal) {
        let pairs = partners.iter().enumerate();
        return all(pairs.filter_map(|(b, &a)| table.get(a)?.get(b).cloned()));
    }
    let is_possible = |outcome: &Outcome| *outcome != Outcome::Unequal;
    match pairing(&table, is_possible) {
        Some(_) => Outcome::Undecided("a part could not be compared"),
        None => Outcome::Unequal,
    }
}

/// The members of a set without repetitions, as far as they can be compared.
fn distinct(members: &[Answer], depth: usize) -> Vec<Answer> {
    let mut kept: Vec<Answer> = Vec::new();
    for member in members.iter().take(MOST_MATCHED + 1) {
        let is_new = !kept
            .iter()
            .any(|known| matches!(answers(known, member, depth), Outcome::Equal(_)));
        if is_new {
            kept.push(member.clone());
        }
    }
    kept
}

/// For each column a row of its own where `fits` holds, by augmenting paths.
fn pairing(table: &[Vec<Outcome>], fits: impl Fn(&Outcome) -> bool) -> Option<Vec<usize>> {
    let mut row_of: Vec<Option<usize>> = vec![None; table.len()];
    for row in 0..table.len() {
        let mut seen = vec![false; table.len()];
        place(row, table, &fits, &mut row_of, &mut seen).then_some(())?;
    }
    row_of.into_iter().collect()
}

fn place(
    row: usize,
    table: &[Vec<Outcome>],
    fits: &impl Fn(&Outcome) -> bool,
    row_of: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for column in 0..table.len() {
        if seen[column] || !fits(&table[row][column]) {
            continue;
        }
        seen[column] = true;
        let free = match row_of[column] {
            None => true,
            Some(other) => place(other, table, fits, row_of, seen),
        };
        if free {
            row_of[column] = Some(row);
            return true;
        }
    }
    false
}

/// `x = 5` or `x ∈ S` against 5 or S; a true equation against its last side.
fn solved(relation: &Relation, other: &Answer, depth: usize) -> Outcome {
    if let Some(interval) = interval(relation)
        && matches!(other, Answer::Bracketed { .. })
    {
        return answers(&interval, other, depth);
    }
    let Some(last) = relation.sides.last() else {
        return Outcome::Unequal;
    };
    let (first, rest) = match relation.sides.split_first() {
        Some((_, rest)) if relation.is_named => (rest.first(), rest),
        Some((first, rest)) => (Some(first), rest),
        None => return Outcome::Unequal,
    };
    let solves = relation.signs.iter().all(|sign| *sign == '=')
        || (relation.is_named && relation.signs == ['∈']);
    let Some(first) = first.filter(|_| solves) else {
        return Outcome::Unequal;
    };
    // All sides but a name must agree: `2 + 3 = 5`, `x = 2 + 3 = 5`.
    let is_true = all(rest.iter().map(|side| answers(first, side, depth)));
    all([is_true, answers(last, other, depth)].into_iter())
}

fn relations(a: &Relation, b: &Relation, depth: usize) -> Outcome {
    let same = |b: &Relation| {
        if a.signs == b.signs {
            in_order(&a.sides, &b.sides, depth)
        } else {
            Outcome::Unequal
        }
    };
    let mut outcomes = vec![same(b), same(&flipped(b)), proportional(a, b)];
    if let (Some(a), Some(b)) = (interval(a), interval(b)) {
        outcomes.push(answers(&a, &b, depth));
    }
    any(outcomes.into_iter())
}

/// The relation read from right to left.
fn flipped(relation: &Relation) -> Relation {
    Relation {
        sides: relation.sides.iter().rev().cloned().collect(),
        signs: relation.signs.iter().rev().map(|&s| opposite(s)).collect(),
        is_named: false,
    }
}

fn opposite(sign: char) -> char {
    match sign {
        '<' => '>',
        '>' => '<',
        '≤' => '≥',
        '≥' => '≤',
        '∈' => '∋',
        sign => sign,
    }
}

/// Whether two equations or inequalities, each brought to `… = 0`, differ only
/// by a constant factor; a negative one turns inequalities around.
fn proportional(a: &Relation, b: &Relation) -> Outcome {
    let (Some(left), Some(right)) = (difference(a), difference(b)) else {
        return Outcome::Unequal;
    };
    let (&[sign], &[other]) = (a.signs.as_slice(), b.signs.as_slice()) else {
        return Outcome::Unequal;
    };
    if sign == '∈' || other == '∈' || !left.has_symbol() || !right.has_symbol() {
        return Outcome::Unequal;
    }
    let mut factor: Option<Value> = None;
    let mut n_agreeing = 0;
    for point in 0..N_POINTS {
        let (Some(a), Some(b)) = (probe::value(&left, point), probe::value(&right, point)) else {
            continue;
        };
        let Some(ratio) = a.over(b).filter(|r| !r.is_zero() && r.is_real()) else {
            return Outcome::Unequal;
        };
        if factor.is_some_and(|factor| !factor.is_close(ratio)) {
            return Outcome::Unequal;
        }
        factor = Some(ratio);
        n_agreeing += 1;
    }
    let wanted = match factor {
        Some(factor) if factor.is_negative() => opposite(other),
        _ => other,
    };
    same_if(n_agreeing >= 3 && sign == wanted, Stage::Numeric)
}

/// The first side minus the second.
fn difference(relation: &Relation) -> Option<Expr> {
    match relation.sides.as_slice() {
        [Answer::Expr(a), Answer::Expr(b)] => Some(sum(vec![a.clone(), negative(b.clone())])),
        _ => None,
    }
}

/// The interval that `0 < x ≤ 1`, `x > 3` or `x ∈ (0, 1]` describes.
fn interval(relation: &Relation) -> Option<Answer> {
    let infinity = || Expr::Constant(Constant::Infinity);
    let is_open = |sign: char| matches!(sign, '<' | '>');
    let upward = |sign: char| matches!(sign, '<' | '≤');
    let (low, low_open, high, high_open) =
        match (relation.sides.as_slice(), relation.signs.as_slice()) {
            ([_, interval @ Answer::Bracketed { .. }], ['∈']) if relation.is_named => {
                return Some(interval.clone());
            }
            ([a, _, b], [s, t]) if upward(*s) && upward(*t) => {
                (a.clone(), is_open(*s), b.clone(), is_open(*t))
            }
            ([a, _, b], [s, t]) if upward(opposite(*s)) && upward(opposite(*t)) => {
                (b.clone(), is_open(*t), a.clone(), is_open(*s))
            }
            ([_, b], [s]) if relation.is_named && upward(*s) => (
                Answer::Expr(negative(infinity())),
                true,
                b.clone(),
                is_open(*s),
            ),
            ([_, b], [s]) if relation.is_named && upward(opposite(*s)) => {
                (b.clone(), is_open(*s), Answer::Expr(infinity()), true)
            }
            _ => return None,
        };
    Some(Answer::Bracketed {
        open: if low_open { '(' } else { '[' },
        close: if high_open { ')' } else { ']' },
        parts: vec![low, high],
    })
}

fn exprs(a: &Expr, b: &Expr) -> Outcome {
    match (infinity(a), infinity(b)) {
        (Some(a), Some(b)) => return same_if(a == b, Stage::Exact),
        (Some(_), None) | (None, Some(_)) => return Outcome::Unequal,
        (None, None) => {}
    }
    if a == b {
        return Outcome::Equal(Stage::Exact);
    }
    match (exact::value(a), exact::value(b)) {
        (Some(a), Some(b)) => same_if(a == b, Stage::Exact),
        _ => numeric(a, b),
    }
}

/// The sign of an infinite expression.
fn infinity(expr: &Expr) -> Option<bool> {
    match expr {
        Expr::Constant(Constant::Infinity) => Some(true),
        Expr::Negative(inner) => infinity(inner).map(|sign| !sign),
        _ => None,
    }
}

/// Compares values at the points. At the negative one, what is not real is no
/// evidence: `\ln a + \ln b` is meant for positive numbers.
fn numeric(a: &Expr, b: &Expr) -> Outcome {
    let has_symbol = a.has_symbol() || b.has_symbol();
    let n_points = if has_symbol { N_POINTS } else { 1 };
    let mut n_agreeing = 0;
    let mut seen: Vec<(Option<Value>, Option<Value>)> = Vec::new();
    for point in 0..n_points {
        let values = (probe::value(a, point), probe::value(b, point));
        seen.push(values);
        let (Some(a), Some(b)) = values else {
            continue;
        };
        let is_last = point + 1 == N_POINTS;
        if is_last && !(a.is_real() && b.is_real()) {
            continue;
        }
        if !a.is_close(b) {
            return Outcome::Unequal;
        }
        n_agreeing += 1;
    }
    if n_agreeing >= n_points.min(2) {
        return Outcome::Equal(Stage::Numeric);
    }
    // What varies is not what has no variables, even where that is too large.
    let varies = |values: Vec<Value>| values.windows(2).any(|pair| !pair[0].is_close(pair[1]));
    let first = varies(seen.iter().filter_map(|(a, _)| *a).collect());
    let second = varies(seen.iter().filter_map(|(_, b)| *b).collect());
    if (first && !b.has_symbol()) || (second && !a.has_symbol()) {
        return Outcome::Unequal;
    }
    Outcome::Undecided("it could not be evaluated within the bounds")
}
