//! Sets, tuples, intervals, and what is built of them.

use super::super::answer::{Answer, Domain, DomainKind, DomainPart, Relation, SetOperator, Sign};
use super::super::expr::Expr;
use super::super::parse;
use super::super::token::{Token, at_top_level, enclosed, split, text_of};
use super::{Joint, MOST_DEPTH, Structure, sequence};

impl Structure {
    /// `A ∪ B`, `A ∩ B`, `A ∖ B`.
    pub(super) fn combined(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        for (name, operator) in [
            ("cup", SetOperator::Union),
            ("setminus", SetOperator::Difference),
            ("cap", SetOperator::Intersection),
        ] {
            let is_sign = |t: &Token| {
                t.is_command(name)
                    || (operator == SetOperator::Union
                        && matches!(t.word(), Some("U" | "u" | "union" | "Union"))
                        && tokens.len() > 3)
                    || (operator == SetOperator::Intersection && t.word() == Some("intersect"))
            };
            if !tokens.iter().any(is_sign) {
                continue;
            }
            // A difference is taken from the left: the last sign splits.
            let parts = if operator == SetOperator::Difference {
                at_last(tokens, is_sign)
            } else {
                split(tokens, is_sign)
            };
            if parts.len() > 1 {
                let members: Option<Vec<Answer>> = parts
                    .iter()
                    .map(|part| self.item(part, depth + 1))
                    .collect();
                return Some(Answer::Combined(operator, members?));
            }
        }
        self.without(tokens, depth)
    }

    /// `\bigcup_{k \in \mathbb{Z}} (2k, 2k + 1)`: the interval for every k.
    pub(super) fn indexed_union(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        let [cup, under, rest @ ..] = tokens else {
            return None;
        };
        if !(cup.is_command("cup") && under.is('_') && rest.first()?.is('{')) {
            return None;
        }
        let mut open = 0;
        let length = rest.iter().position(|t| {
            open += t.step();
            open == 0
        })?;
        let index = self.item(rest.get(1..length)?, depth + 1)?;
        let body = self.item(rest.get(length + 1..)?, depth + 1)?;
        Some(Answer::List(vec![body, index]))
    }

    /// `\mathbb{R} - \{2\}`
    fn without(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        let at = at_top_level(tokens)
            .find(|(_, t)| t.is('-') || t.is('/'))
            .map(|(at, _)| at)?;
        let left = domain(tokens.get(..at)?)?;
        let right = self.bracketed(tokens.get(at + 1..)?, depth + 1)?;
        Some(Answer::Combined(SetOperator::Difference, vec![left, right]))
    }

    pub(super) fn bracketed(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        if let [token] = tokens
            && (token.is_command("emptyset") || token.is_command("varnothing"))
        {
            return Some(Answer::Set(Vec::new()));
        }
        let tokens = without_transposition(tokens);
        let (open, close, inside) = enclosed(tokens)?;
        // `{n \choose k}` and `(a + b)` are expressions.
        if depth >= MOST_DEPTH || (open != '«' && is_expression(tokens)) {
            return None;
        }
        if inside.is_empty() && matches!(open, '«' | '{') {
            return Some(Answer::Set(Vec::new()));
        }
        if let Some(builder) = self.builder(open, inside, depth) {
            return Some(builder);
        }
        if open == '[' && inside.iter().any(|t| t.is(';')) {
            return rows(inside);
        }
        let (parts, joint) = self.parts(inside, depth + 1)?;
        let mut parts = sequence::expanded(parts)?;
        if let ('«' | '{', [domain @ Answer::Domain(_)]) = (open, parts.as_slice()) {
            return Some(domain.clone());
        }
        match open {
            '«' => Some(Answer::Set(parts)),
            '{' if parts.len() > 1 && joint == Joint::Comma => Some(Answer::Set(parts)),
            '[' if parts.len() > 1 && matrix(&parts).is_some() => matrix(&parts),
            '(' | '[' if parts.len() > 1 => Some(Answer::Bracketed { open, close, parts }),
            '⟨' if parts.len() > 1 => Some(Answer::Bracketed {
                open: '(',
                close: ')',
                parts,
            }),
            // Brackets around one thing that is no plain expression mean nothing.
            '{' if matches!(parts.as_slice(), [Answer::Set(_)]) => Some(Answer::Set(parts)),
            '(' | '{' | '[' => parts.pop().filter(|part| !matches!(part, Answer::Expr(_))),
            _ => None,
        }
    }

    /// `P(1, 2)`: the point P.
    pub(super) fn named_point(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        let (first, rest) = tokens.split_first()?;
        let is_name = |word: &str| word.len() == 1 && word.chars().all(char::is_uppercase);
        let name = first.word().filter(|word| is_name(word))?;
        // `C(5, 2)` and `P(5, 2)` of two integers may be numbers.
        if !rest.first()?.is('(') {
            return None;
        }
        let point = self.bracketed(rest, depth + 1)?;
        if !matches!(point, Answer::Bracketed { .. }) {
            return None;
        }
        let combinatorial = matches!(name, "C" | "F" | "G" | "H" | "S" | "B");
        (!combinatorial).then(|| {
            Answer::Relation(Relation {
                sides: vec![Answer::Expr(Expr::Symbol(name.to_owned())), point],
                signs: vec![Sign::Equal],
                is_named: true,
            })
        })
    }

    /// `\{x \in \mathbb{Z} : x > 2\}`
    fn builder(self, open: char, inside: &[Token], depth: usize) -> Option<Answer> {
        if !matches!(open, '«' | '{') {
            return None;
        }
        let bars: Vec<usize> = at_top_level(inside)
            .filter(|(_, t)| t.is('|') || t.is(':'))
            .map(|(at, _)| at)
            .collect();
        let &at = bars.first()?;
        let left = inside.get(..at)?;
        let element = self.read(left, depth + 1)?;
        let is_member = matches!(&element, Answer::Relation(r) if r.signs == [Sign::In]);
        let is_plain = matches!(element, Answer::Expr(_) | Answer::Bracketed { .. });
        if !(is_member || is_plain) {
            return None;
        }
        let right = self.read(inside.get(at + 1..)?, depth + 1)?;
        let conditions = match right {
            Answer::List(parts) | Answer::All(parts) => parts,
            other => vec![other],
        };
        let (element, mut more) = match element {
            Answer::Relation(relation) => membership(relation)?,
            other => (other, Vec::new()),
        };
        more.extend(conditions);
        Some(Answer::Builder {
            element: Box::new(element),
            conditions: more,
        })
    }
}

/// Whether brackets stand around one expression, and not around parts.
fn is_expression(tokens: &[Token]) -> bool {
    parse::whole(tokens)
        .is_some_and(|expr| !matches!(expr, Expr::Matrix(ref rows) if rows.len() == 1))
}

/// `(1, 2, 3)^T` as the tuple.
fn without_transposition(tokens: &[Token]) -> &[Token] {
    let is_mark = |t: &Token| t.word() == Some("T") || t.is_command("top");
    let before = match tokens {
        [before @ .., caret, mark] if caret.is('^') && is_mark(mark) => before,
        [before @ .., caret, open, mark, _] if caret.is('^') && open.is('{') && is_mark(mark) => {
            before
        }
        _ => return tokens,
    };
    if before.last().is_some_and(|t| t.is(')') || t.is(']')) {
        before
    } else {
        tokens
    }
}

/// `\mathbb{R}`, `\mathbb{Z}^+`, `\mathbb{R}_{\ge 0}`
pub(super) fn domain(tokens: &[Token]) -> Option<Answer> {
    let [command, open, word, close, rest @ ..] = tokens else {
        return None;
    };
    if !(command.is_command("mathbb") && open.is('{') && close.is('}')) {
        return None;
    }
    let kind = match word.word()? {
        "N" => DomainKind::Naturals,
        "Z" => DomainKind::Integers,
        "Q" => DomainKind::Rationals,
        "R" => DomainKind::Reals,
        "C" => DomainKind::Complexes,
        _ => return None,
    };
    let mark: String = text_of(rest).replace([' ', '{', '}', '_', '^'], "");
    let part = match mark.as_str() {
        "" => DomainPart::All,
        "+" | ">0" | "*+" | "+*" if kind != DomainKind::Naturals => DomainPart::Positive,
        "-" | "<0" => DomainPart::Negative,
        "≥0" | "0+" | "+0" => DomainPart::NotNegative,
        "≤0" => DomainPart::NotPositive,
        "*" | "≠0" if kind != DomainKind::Naturals => DomainPart::NotZero,
        "*" | "+" | ">0" | "≥1" => DomainPart::Positive,
        "0" => DomainPart::NotNegative,
        _ => return None,
    };
    Some(Answer::Domain(Domain { kind, part }))
}

/// `x ∈ S` as the element and the condition.
fn membership(relation: Relation) -> Option<(Answer, Vec<Answer>)> {
    let element = relation.sides.first()?.clone();
    Some((element, vec![Answer::Relation(relation)]))
}

/// Split at the last place only.
fn at_last(tokens: &[Token], is_sign: impl Fn(&Token) -> bool) -> Vec<&[Token]> {
    match at_top_level(tokens).filter(|(_, t)| is_sign(t)).last() {
        Some((at, _)) => vec![
            tokens.get(..at).unwrap_or(&[]),
            tokens.get(at + 1..).unwrap_or(&[]),
        ],
        None => vec![tokens],
    }
}

/// `[1, 2; 3, 4]`: rows with semicolons between them.
fn rows(tokens: &[Token]) -> Option<Answer> {
    let rows: Option<Vec<Vec<Expr>>> = split(tokens, |t| t.is(';'))
        .into_iter()
        .map(|row| {
            split(row, |t| t.is(','))
                .into_iter()
                .map(parse::whole)
                .collect()
        })
        .collect();
    parse::rectangular(rows?).map(Answer::Expr)
}

/// `[[1, 2], [3, 4]]`: rows in square brackets.
fn matrix(parts: &[Answer]) -> Option<Answer> {
    let rows: Option<Vec<Vec<Expr>>> = parts
        .iter()
        .map(|part| match part {
            Answer::Bracketed {
                open: '[',
                close: ']',
                parts,
            } => parts
                .iter()
                .map(|p| match p {
                    Answer::Expr(expr) => Some(expr.clone()),
                    _ => None,
                })
                .collect(),
            _ => None,
        })
        .collect();
    parse::rectangular(rows?).map(Answer::Expr)
}
