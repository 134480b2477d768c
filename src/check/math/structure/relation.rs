//! Equations, inequalities, congruences, ratios.

use super::super::answer::{Answer, Relation, Sign};
use super::super::expr::{Constant, Expr, negative};
use super::super::function::Function;
use super::super::parse;
use super::super::token::{Kind, Token, at_top_level, enclosed, split};
use super::{Structure, named};

/// Most sides of a chain of relations.
const MOST_SIDES: usize = 32;

pub(super) fn sign_of(token: &Token) -> Option<Sign> {
    Some(match &token.kind {
        Kind::Sign('=') => Sign::Equal,
        Kind::Sign('≠') => Sign::NotEqual,
        Kind::Sign('<') => Sign::Less,
        Kind::Sign('≤') => Sign::LessOrEqual,
        Kind::Sign('>') => Sign::Greater,
        Kind::Sign('≥') => Sign::GreaterOrEqual,
        Kind::Sign('≈') => Sign::About,
        Kind::Command(name) => match name.as_str() {
            // Without a modulus it says that two things are always equal.
            "equiv" | "triangleq" | "coloneqq" => Sign::Equal,
            "in" => Sign::In,
            "notin" => Sign::NotIn,
            "subset" => Sign::Subset,
            _ => return None,
        },
        _ => return None,
    })
}

impl Structure {
    pub(super) fn relation(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        let signs: Vec<Sign> = at_top_level(tokens)
            .filter_map(|(_, t)| sign_of(t))
            .collect();
        if signs.is_empty() || signs.len() >= MOST_SIDES {
            return None;
        }
        if let Some(indexed) = named::indexed(tokens) {
            return self.relation(&indexed, depth + 1);
        }
        let pieces = split(tokens, |t| sign_of(t).is_some());
        let is_named = pieces.first().is_some_and(|first| is_name(first));
        // `≈ 5` and `= 5` have nothing on their left.
        if pieces.first().is_some_and(|p| p.is_empty())
            && matches!(signs[0], Sign::Equal | Sign::About)
        {
            let rest = tokens.get(1..)?;
            return self.read(rest, depth + 1);
        }
        if let ([[], bound], [sign]) = (pieces.as_slice(), signs.as_slice())
            && let Some(half_line) = half_line(*sign, bound)
        {
            return Some(half_line);
        }
        let mut sides = Vec::with_capacity(pieces.len());
        for (at, piece) in pieces.iter().enumerate() {
            let function = named::applied(piece)
                .filter(|_| at == 0 && signs.first() == Some(&Sign::Equal))
                .map(Answer::Expr);
            let side = function.or_else(|| self.read(piece, depth + 1));
            // A name may be any words: `\text{the area} = 5`.
            let side = side.or_else(|| {
                (at == 0).then(|| Answer::Text(super::super::token::text_of(piece).to_lowercase()))
            });
            sides.push(side?);
        }
        Some(Answer::Relation(Relation {
            sides,
            signs,
            is_named,
        }))
    }
}

/// `> 3`, of nothing that has a name: the numbers that are so.
fn half_line(sign: Sign, bound: &[Token]) -> Option<Answer> {
    let bound = parse::whole(bound)?;
    let infinity = || Expr::Constant(Constant::Infinity);
    let (open, close, low, high) = match sign {
        Sign::Less => ('(', ')', negative(infinity()), bound),
        Sign::LessOrEqual => ('(', ']', negative(infinity()), bound),
        Sign::Greater => ('(', ')', bound, infinity()),
        Sign::GreaterOrEqual => ('[', ')', bound, infinity()),
        _ => return None,
    };
    Some(Answer::Bracketed {
        open,
        close,
        parts: vec![Answer::Expr(low), Answer::Expr(high)],
    })
}

/// `3:4` or `1:2:3`.
pub(super) fn ratio(tokens: &[Token]) -> Option<Answer> {
    let is_colon = |t: &Token| t.is(':') || t.word() == Some("to");
    if !tokens.iter().any(is_colon) {
        return None;
    }
    let parts = split(tokens, is_colon);
    if !(2..=8).contains(&parts.len()) {
        return None;
    }
    let parts: Option<Vec<Expr>> = parts.into_iter().map(number).collect();
    Some(Answer::Ratio(parts?))
}

/// `x ≡ 3, 4 (mod 7)`
pub(super) fn congruence(tokens: &[Token]) -> Option<Answer> {
    let sign = at_top_level(tokens)
        .find(|(_, t)| t.is_command("equiv"))
        .map(|(at, _)| at);
    let modulus_at = modulus_at(tokens)?;
    let start = match sign {
        Some(at) => at + 1,
        // Without the sign only `3 (mod 7)` and `3 \pmod 7` are residues;
        // `3 mod 7` is an operation.
        None if is_parenthesized(tokens, modulus_at) => 0,
        None => return None,
    };
    let left = sign.map_or(Some(&[] as &[Token]), |at| tokens.get(..at))?;
    let (left, is_denied) = match left {
        [rest @ .., not] if not.is_command("not") => (rest, true),
        all => (all, false),
    };
    let subject = parse::whole(left);
    let mut residues = residues(tokens.get(start..modulus_at)?)?;
    let modulus = modulus(tokens.get(modulus_at..)?)?;
    if is_denied {
        residues = others(&residues, &modulus)?;
    }
    Some(Answer::Congruence {
        subject,
        residues,
        modulus,
    })
}

fn residues(tokens: &[Token]) -> Option<Vec<Expr>> {
    let mut residues = Vec::new();
    for piece in split(tokens, |t| {
        t.is(',') || matches!(t.word(), Some("or" | "and"))
    }) {
        if piece.is_empty() {
            continue;
        }
        if piece.iter().any(|t| t.is_command("pm")) {
            for sign in ['+', '-'] {
                residues.push(parse::whole(&super::with_sign(piece, sign))?);
            }
        } else {
            residues.push(parse::whole(piece)?);
        }
    }
    (!residues.is_empty()).then_some(residues)
}

/// All residues but these.
pub(super) fn others(residues: &[Expr], modulus: &Expr) -> Option<Vec<Expr>> {
    const MOST: i32 = 100;
    let mut budget = super::super::budget::Budget::new(100_000);
    let modulus = super::super::exact::value(modulus, &mut budget)?.as_i32()?;
    let denied: Option<Vec<i32>> = residues
        .iter()
        .map(|r| {
            Some(
                super::super::exact::value(r, &mut budget)?
                    .as_i32()?
                    .rem_euclid(modulus.max(1)),
            )
        })
        .collect();
    let denied = denied.filter(|_| (2..=MOST).contains(&modulus))?;
    let kept = (0..modulus).filter(|r| !denied.contains(r));
    Some(kept.map(|r| Expr::integer(i64::from(r))).collect())
}

fn is_mod(token: &Token) -> bool {
    token.is_command("bmod")
        || token.is_command("pmod")
        || token.word() == Some("mod")
        || token.word() == Some("modulo")
}

/// Where the modulus begins: `\pmod 7`, `(mod 7)`, `mod 7`.
fn modulus_at(tokens: &[Token]) -> Option<usize> {
    let at = tokens.iter().rposition(is_mod)?;
    let open = at.checked_sub(1)?;
    if tokens.get(open)?.is('(') || tokens.get(open)?.is('[') {
        return Some(open);
    }
    Some(at)
}

/// Whether a modulus is named, and only one, at the end.
pub(super) fn has_one_modulus(tokens: &[Token]) -> bool {
    let mut moduli = tokens.iter().filter(|t| is_mod(t));
    moduli.next().is_some() && moduli.next().is_none()
}

fn is_parenthesized(tokens: &[Token], at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|t| t.is('(') || t.is('[') || t.is_command("pmod"))
}

fn modulus(tokens: &[Token]) -> Option<Expr> {
    let inside = match enclosed(tokens) {
        Some((_, _, inside)) => inside,
        None => tokens,
    };
    let (first, rest) = inside.split_first()?;
    is_mod(first).then(|| parse::whole(rest))?
}

/// Whether the tokens only name something: `x`, `AB`, `a_3`, `f(x)`, `(x, y)`.
pub(super) fn is_name(tokens: &[Token]) -> bool {
    let Some(first) = tokens.first() else {
        return false;
    };
    let begins = match &first.kind {
        Kind::Word(word) => {
            Function::named(word).is_none() || matches!(word.as_str(), "min" | "max")
        }
        Kind::Command(name) => {
            Function::named(name).is_none()
                && !matches!(name.as_str(), "frac" | "infty" | "sum" | "prod" | "int")
        }
        Kind::Text(_) => true,
        Kind::Sign('(') => enclosed(tokens).is_some(),
        Kind::Sign('|') => tokens.len() > 2 && tokens.last().is_some_and(|t| t.is('|')),
        _ => false,
    };
    begins
        && !(tokens.len() == 1 && is_constant(first))
        && at_top_level(tokens).all(|(at, token)| match &token.kind {
            Kind::Word(_) | Kind::Command(_) | Kind::Text(_) => true,
            Kind::Number(_) => at > 0 && !token.spaced,
            // The inverse of a function.
            Kind::Sign('^') => tokens
                .get(at + 1..at + 4)
                .is_some_and(|next| super::super::token::text_of(next) == "{ - 1"),
            Kind::Sign(sign) => "_':([{)]}|".contains(*sign),
            _ => false,
        })
}

fn is_constant(token: &Token) -> bool {
    match &token.kind {
        Kind::Word(name) | Kind::Command(name) => super::super::function::constant(name).is_some(),
        _ => false,
    }
}

/// An expression, or a number in words.
fn number(tokens: &[Token]) -> Option<Expr> {
    parse::whole(tokens).or_else(|| {
        let text = super::super::token::text_of(tokens);
        let (value, used) = super::super::words::leading_number(&text)?;
        (used == text.len()).then(|| Expr::rational(value))
    })
}
