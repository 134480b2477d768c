//! A number for a list of readings, to bring two of them into one order.

use std::hash::{Hash, Hasher};
use std::mem::discriminant;

use super::super::answer::Answer;

/// The same for equal readings, and in all likelihood different for others.
pub(super) fn fingerprint(readings: &[Answer]) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    add_all(readings, &mut hasher);
    hasher.finish()
}

/// Fowler, Noll and Vo's hash (FNV-1a, 64 bits): short, and the same in every
/// process.
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn add_all(answers: &[Answer], hasher: &mut Fnv) {
    answers.len().hash(hasher);
    for answer in answers {
        add(answer, hasher);
    }
}

fn add(answer: &Answer, hasher: &mut Fnv) {
    discriminant(answer).hash(hasher);
    match answer {
        Answer::Text(text) => text.hash(hasher),
        Answer::Expr(expr) => expr.hash(hasher),
        Answer::Quantity(expr, unit) => {
            expr.hash(hasher);
            unit.scale.hash(hasher);
            unit.pi.hash(hasher);
            unit.offset.hash(hasher);
            unit.dimension.hash(hasher);
            unit.name.hash(hasher);
        }
        Answer::Ratio(parts) => parts.hash(hasher),
        Answer::Based { value, base } => (value, base).hash(hasher),
        Answer::Relation(relation) => {
            relation.signs.hash(hasher);
            add_all(&relation.sides, hasher);
        }
        Answer::Congruence {
            subject,
            residues,
            modulus,
        } => (subject, residues, modulus).hash(hasher),
        Answer::All(parts) | Answer::Any(parts) | Answer::List(parts) | Answer::Set(parts) => {
            add_all(parts, hasher);
        }
        Answer::Builder {
            element,
            conditions,
        } => {
            add(element, hasher);
            add_all(conditions, hasher);
        }
        Answer::Bracketed { open, close, parts } => {
            (open, close).hash(hasher);
            add_all(parts, hasher);
        }
        Answer::Combined(operator, parts) => {
            operator.hash(hasher);
            add_all(parts, hasher);
        }
        Answer::Domain(domain) => domain.hash(hasher),
        Answer::Time(time) => time.hash(hasher),
        Answer::Date(date) => date.hash(hasher),
        Answer::Special(special) => special.hash(hasher),
    }
}
