//! `±` and `∓`: an answer with them is two.

use super::super::token::{Kind, Token, enclosed, split};

/// Most parts that come of `±` signs.
const MOST_SIGNED: usize = 16;

/// Whether `±` stands there, outside the braces of sets, whose parts are
/// looked at on their own.
pub(super) fn has_signs(piece: &[Token]) -> bool {
    if let Some(('{', _, inside)) = enclosed(piece)
        && inside.iter().any(|token| token.is(','))
    {
        return false;
    }
    let mut depth = 0_i32;
    piece.iter().any(|token| {
        depth += match token.kind {
            Kind::Sign('«') => 1,
            Kind::Sign('»') => -1,
            _ => 0,
        };
        depth == 0 && (token.is_command("pm") || token.is_command("mp"))
    })
}

/// Whether the piece is a measured value, `5.0 ± 0.1`, or has more signs than
/// two answers can be made of.
pub(super) fn is_mixed_plus_minus(piece: &[Token]) -> bool {
    piece.iter().filter(|t| t.is_command("pm")).count() > MOST_SIGNED
}

/// The tuple with all choices of signs in its coordinates.
pub(super) fn coordinates(piece: &[Token]) -> Option<Vec<Vec<Token>>> {
    const MOST_SIGNED_COORDINATES: usize = 4;
    let ('(', ')', inside) = enclosed(piece)? else {
        return None;
    };
    let (open, close) = (piece.first()?, piece.last()?);
    let comma = Token {
        kind: Kind::Sign(','),
        spaced: false,
    };
    let mut points = vec![vec![open.clone()]];
    let mut n_signed = 0;
    for (at, part) in split(inside, |t| t.is(',')).into_iter().enumerate() {
        let is_signed = has_signs(part);
        n_signed += usize::from(is_signed);
        if n_signed > MOST_SIGNED_COORDINATES {
            return None;
        }
        let signs: &[char] = if is_signed { &['+', '-'] } else { &['+'] };
        let longer = points.iter().flat_map(|point| {
            signs.iter().map(|&sign| {
                let mut point = point.clone();
                point.extend((at > 0).then(|| comma.clone()));
                point.extend(with_sign(part, sign));
                point
            })
        });
        points = longer.collect();
    }
    for point in &mut points {
        point.push(close.clone());
    }
    (n_signed > 1).then_some(points)
}

/// The tokens with each `\pm` as `sign` and each `\mp` as its opposite.
pub(super) fn with_sign(tokens: &[Token], sign: char) -> Vec<Token> {
    let opposite = if sign == '+' { '-' } else { '+' };
    let signed = |token: &Token| {
        let kind = if token.is_command("pm") {
            Kind::Sign(sign)
        } else if token.is_command("mp") {
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
