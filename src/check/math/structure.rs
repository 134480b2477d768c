//! Tokens → what an answer is: a number, a list, an interval, an equation.

use std::borrow::Cow;

use super::answer::{Answer, Relation, Sign};
use super::quick::lower;
use super::token::{Kind, Token, split};

mod bracket;
mod code;
mod condition;
mod linear;
mod money;
mod named;
mod quantity;
mod relation;
mod sequence;
mod words;

/// Deepest nesting of lists and brackets.
const MOST_DEPTH: usize = 12;
/// Most parts of a list.
const MOST_PARTS: usize = 2_000;
/// Most parts that come of `±` signs.
const MOST_SIGNED: usize = 16;

/// How to read where a text has several meanings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Taste {
    /// A letter right behind a number is a unit (`5m`), not a variable.
    pub(super) letter_units: bool,
    /// Texts keep their capitals.
    pub(super) keep_case: bool,
    /// `±` in each coordinate goes its own way: `(±1, ±1)` is four points.
    pub(super) own_signs: bool,
}

/// What the tokens are as a whole; `None` if they cannot be read.
pub(super) fn answer(tokens: &[Token], taste: Taste) -> Option<Answer> {
    let tokens = condition::apart(bracket::turned(tokens));
    Structure { taste }.read(&tokens, 0)
}

/// Whether letters of units stand right behind something: [`answer`] depends on
/// [`Taste::letter_units`] then.
pub(super) fn has_letter_units(tokens: &[Token]) -> bool {
    quantity::has_letter_units(tokens)
}

/// What the tokens may be beside another quantity: minutes of arc, and the
/// other senses of words for money.
pub(super) fn beside_quantities(tokens: &[Token], taste: Taste) -> Vec<Answer> {
    let senses = money::senses(tokens);
    let money = senses.iter().filter_map(|tokens| answer(tokens, taste));
    quantity::arc(tokens).into_iter().chain(money).collect()
}

#[derive(Clone, Copy)]
struct Structure {
    taste: Taste,
}

/// How parts are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Comma,
    And,
    Or,
}

impl Structure {
    fn read(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        if depth > MOST_DEPTH {
            return None;
        }
        if let Some(special) = words::special(tokens) {
            return Some(special);
        }
        if let Some(words) = words::as_words(tokens, self.taste) {
            return Some(Answer::Text(words));
        }
        if let Some(inside) = bracket::block(tokens) {
            return self.read(inside, depth + 1);
        }
        // The residues of `1, 4 (mod 5)` share their modulus.
        if relation::has_one_modulus(tokens)
            && let Some(congruence) = relation::congruence(tokens).map(linear::solved)
        {
            return Some(congruence);
        }
        if let Some(union) = self.indexed_union(tokens, depth) {
            return Some(union);
        }
        let (parts, joint) = self.parts(tokens, depth)?;
        let parts = sequence::expanded(parts)?;
        match parts.as_slice() {
            [Answer::Domain(_)] => parts.into_iter().next(),
            _ => Some(joined(parts, joint)),
        }
    }

    /// The parts between separators. `a ± b` is two parts.
    fn parts(self, tokens: &[Token], depth: usize) -> Option<(Vec<Answer>, Joint)> {
        let mut joint = Joint::Comma;
        for token in super::token::at_top_level(tokens).map(|(_, t)| t) {
            joint = separator(token)
                .filter(|j| *j != Joint::Comma)
                .unwrap_or(joint);
        }
        let mut parts = Vec::new();
        let pieces = if is_mixed_number(tokens) {
            vec![tokens]
        } else {
            split(tokens, |t| separator(t).is_some())
        };
        for piece in pieces {
            let piece = without_alignment(piece);
            if piece.is_empty() {
                continue;
            }
            parts.extend(self.signed_items(&piece, depth)?);
            if parts.len() > MOST_PARTS {
                return None;
            }
        }
        Some((parts, joint))
    }

    /// One item, or two where it holds `±`.
    fn signed_items(self, piece: &[Token], depth: usize) -> Option<Vec<Answer>> {
        if !has_signs(piece) || is_mixed_plus_minus(piece) {
            return Some(vec![self.item(piece, depth)?]);
        }
        if self.taste.own_signs
            && let Some(points) = coordinates(piece)
        {
            return points.iter().map(|piece| self.item(piece, depth)).collect();
        }
        let plus = self.item(&with_sign(piece, '+'), depth)?;
        let minus = self.item(&with_sign(piece, '-'), depth)?;
        Some(vec![plus, minus])
    }

    fn item(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        if depth > MOST_DEPTH {
            return None;
        }
        if tokens.is_empty() {
            return None;
        }
        if let [only] = tokens
            && only.is_command("dots")
        {
            return Some(Answer::Text(sequence::DOTS.to_owned()));
        }
        self.cases(tokens, depth)
            .or_else(|| relation::congruence(tokens).map(linear::solved))
            .or_else(|| linear::class(tokens))
            .or_else(|| self.relation(tokens, depth))
            .or_else(|| linear::divides(tokens))
            .or_else(|| self.combined(tokens, depth))
            .or_else(|| bracket::domain(tokens))
            .or_else(|| self.bracketed(tokens, depth))
            .or_else(|| self.named_point(tokens, depth))
            .or_else(|| self.code(tokens, depth))
            .or_else(|| words::special(tokens))
            .or_else(|| words::as_words(tokens, self.taste).map(Answer::Text))
            .or_else(|| quantity::over(tokens))
            .or_else(|| relation::ratio(tokens))
            .or_else(|| self.quantity(tokens))
    }
}

/// The tokens without `&`, which aligns, and means nothing outside matrices.
fn without_alignment(piece: &[Token]) -> Cow<'_, [Token]> {
    if !piece.iter().any(|t| t.is('&')) {
        return Cow::Borrowed(piece);
    }
    let aligned: Vec<usize> = super::token::at_top_level(piece)
        .filter(|(_, t)| t.is('&'))
        .map(|(at, _)| at)
        .collect();
    let kept = piece.iter().enumerate();
    let kept = kept.filter(|(at, _)| !aligned.contains(at));
    Cow::Owned(kept.map(|(_, t)| t.clone()).collect())
}

/// One answer of several parts.
fn joined(mut parts: Vec<Answer>, joint: Joint) -> Answer {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    if let Some(congruence) = linear::together(&parts).filter(|_| joint != Joint::Or) {
        return congruence;
    }
    distribute(&mut parts);
    if let Some(sum) = quantity::total(&parts).filter(|_| joint == Joint::And) {
        return sum;
    }
    let is_relation = |a: &Answer| matches!(a, Answer::Relation(_));
    let orders = |a: &Answer| match a {
        Answer::Relation(r) => r
            .signs
            .iter()
            .any(|s| *s != Sign::Equal && *s != Sign::About),
        _ => false,
    };
    if parts.iter().all(is_relation) && parts.iter().any(orders) {
        return match joint {
            Joint::Or => Answer::Any(parts),
            Joint::And | Joint::Comma => Answer::All(parts),
        };
    }
    if joint == Joint::Or && parts.iter().all(|a| matches!(a, Answer::Text(_))) {
        return Answer::Any(parts);
    }
    Answer::List(parts)
}

/// `x = 1, 2` says that x is 1 or 2.
fn distribute(parts: &mut [Answer]) {
    let Some((Answer::Relation(first), rest)) = parts.split_first_mut() else {
        return;
    };
    let names = first.is_named && first.signs == [Sign::Equal];
    let Some(name) = first.sides.first().filter(|_| names).cloned() else {
        return;
    };
    let is_value =
        |a: &Answer| matches!(a, Answer::Expr(_) | Answer::Quantity(..) | Answer::Text(_));
    if !rest.iter().all(is_value) {
        return;
    }
    for part in rest {
        *part = Answer::Relation(Relation {
            sides: vec![name.clone(), part.clone()],
            signs: vec![Sign::Equal],
            is_named: true,
        });
    }
}

fn separator(token: &Token) -> Option<Joint> {
    match &token.kind {
        Kind::Sign(',' | ';') | Kind::Row => Some(Joint::Comma),
        Kind::Word(word) | Kind::Text(word) => match &*lower(word) {
            "and" | "和" | "及" | "且" | "并且" | "与" | "以及" | "y" if word.len() > 1 => {
                Some(Joint::And)
            }
            "und" | "et" => Some(Joint::And),
            "or" | "或" | "或者" | "oder" | "ou" => Some(Joint::Or),
            _ => None,
        },
        _ => None,
    }
}

/// Whether `±` stands there, outside the braces of sets, whose parts are
/// looked at on their own.
fn has_signs(piece: &[Token]) -> bool {
    if let Some(('{', _, inside)) = super::token::enclosed(piece)
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

/// `2 and 1/2` is one number.
fn is_mixed_number(tokens: &[Token]) -> bool {
    match tokens {
        [whole, and, rest @ ..] => {
            matches!(whole.kind, Kind::Number(_))
                && and.word() == Some("and")
                && (rest.first().is_some_and(|t| t.is_command("frac"))
                    || rest.get(1).is_some_and(|t| t.is('/')))
        }
        _ => false,
    }
}

/// Whether the piece is a measured value, `5.0 ± 0.1`, or has more signs than
/// two answers can be made of.
fn is_mixed_plus_minus(piece: &[Token]) -> bool {
    piece.iter().filter(|t| t.is_command("pm")).count() > MOST_SIGNED
}

/// The tuple with all choices of signs in its coordinates.
fn coordinates(piece: &[Token]) -> Option<Vec<Vec<Token>>> {
    const MOST_SIGNED_COORDINATES: usize = 4;
    let ('(', ')', inside) = super::token::enclosed(piece)? else {
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
fn with_sign(tokens: &[Token], sign: char) -> Vec<Token> {
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
