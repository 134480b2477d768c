//! Products of units and nouns.

use super::lex::is_han;
use super::lookup::{self, Known};
use super::{Unit, noun};
use crate::check::math::rational::Rational;

/// A unit or a noun to a power.
#[derive(Debug, Clone)]
pub(super) struct Factor {
    pub(super) unit: Known,
    pub(super) power: i32,
}

impl Factor {
    fn is_number(&self) -> bool {
        self.unit.name.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Largest exponent.
const LARGEST_POWER: i32 = 12;
/// Most nouns in a unit, and most factors.
pub(super) const MOST: usize = 6;

/// What stands between two slashes, as far as it is read.
#[derive(Default)]
pub(super) struct Run {
    factors: Vec<Factor>,
    /// Nouns that follow each other make one.
    nouns: Vec<String>,
    /// Whether a noun was dropped.
    has_dropped: bool,
    /// Whether a word stood there that says nothing of the unit.
    pub(super) has_filler: bool,
    /// Of "square" or "cubic" in front.
    pub(super) pending: Option<(i32, String)>,
    /// Whether a sign of multiplication was the last token.
    pub(super) is_joined: bool,
}

impl Run {
    /// Whether "squared" behind it means its last factor.
    pub(super) fn may_be_raised(&self) -> bool {
        self.nouns.is_empty() && !self.factors.is_empty() && !self.is_joined
    }

    pub(super) fn is_empty(&self) -> bool {
        self.factors.is_empty() && self.nouns.is_empty() && self.pending.is_none()
    }

    pub(super) fn push(&mut self, unit: Known, power: i32) {
        self.factors.push(Factor { unit, power });
    }

    pub(super) fn known(&mut self, unit: Known, word: &str) -> Option<()> {
        // "chocolate bars" are no pressure, and "school days" no time.
        if let Some(last) = self.nouns.last()
            && !self.is_joined
        {
            if last == "square" || unit.name == "unit" {
                return None;
            }
            return self.noun(word);
        }
        if self.has_dropped {
            return None;
        }
        let power = self.pending.take().map_or(1, |(power, _)| power);
        self.push(unit, power);
        Some(())
    }

    pub(super) fn noun(&mut self, word: &str) -> Option<()> {
        let squared = self.pending.take();
        if squared.as_ref().is_some_and(|(_, word)| word != "square") {
            return None;
        }
        let words = squared.iter().map(|(_, word)| word.as_str()).chain([word]);
        let measured =
            (self.factors.iter()).any(|f| f.power < 0 || !f.unit.is_count() && !f.unit.is_noun());
        for word in words {
            let noun = match lookup::noun(word) {
                Some(noun) => noun.to_owned(),
                None => noun::singular(word)?,
            };
            if measured && !self.is_joined && self.nouns.is_empty() {
                self.has_dropped = true;
            } else {
                self.nouns.push(noun);
            }
        }
        (self.nouns.len() <= MOST).then_some(())
    }

    pub(super) fn end_noun(&mut self) -> Option<()> {
        if let Some((_, word)) = self.pending.take() {
            // A square may be a thing of its own.
            (word == "square").then(|| self.noun(&word))??;
        }
        if !self.nouns.is_empty() {
            let is_han = self.nouns.iter().all(|noun| noun.chars().all(is_han));
            let name = self.nouns.join(if is_han { "" } else { " " });
            // "basis of point" is not what it seems.
            let is_known = |words: &[String]| lookup::find(&words.join(" ")).is_some();
            let is_double = |words: &[String]| words == ["square", "square"];
            if self.nouns.windows(2).any(is_double) {
                return None;
            }
            if (2..=3).any(|count| self.nouns.windows(count).any(is_known)) {
                return None;
            }
            self.nouns.clear();
            self.push(named(name), 1);
        }
        Some(())
    }

    /// What stands last is meant to this power.
    pub(super) fn raise(&mut self, power: i32) -> Option<()> {
        self.end_noun()?;
        let factor = (self.factors.last_mut()).filter(|f| !f.is_number())?;
        factor.power = factor.power.checked_mul(power)?;
        (!self.has_dropped && power != 0 && factor.power.abs() <= LARGEST_POWER).then_some(())
    }

    pub(super) fn push_group(&mut self, group: Vec<Factor>, power: i32) -> Option<()> {
        self.end_noun()?;
        for factor in group {
            let power = factor.power.checked_mul(power)?;
            if power == 0 || power.abs() > LARGEST_POWER {
                return None;
            }
            self.push(factor.unit, power);
        }
        (self.factors.len() <= 2 * MOST).then_some(())
    }

    pub(super) fn finish(mut self) -> Option<Vec<Factor>> {
        self.end_noun()?;
        if self.has_filler && self.factors.is_empty() {
            self.push(lookup::find("unit")?, 1);
        }
        Some(self.factors)
    }
}

fn named(name: String) -> Known {
    let dimension = vec![(name.clone(), 1)];
    Known::plain(name, Rational::integer(1), dimension)
}

/// As in litres per 100 km.
pub(super) fn number(n: i32) -> Known {
    Known::plain(n.to_string(), Rational::integer(n), Vec::new())
}

/// The unit that the factors make; `None` if its powers are too large.
pub(super) fn product(mut factors: Vec<Factor>) -> Option<Unit> {
    if factors.iter().all(Factor::is_number) {
        return None;
    }
    // A piece of it is it.
    let matters = |f: &Factor| !(f.is_number() || f.unit.name == "unit");
    let is_more = factors.iter().any(matters);
    factors.retain(|f| !is_more || f.unit.name != "unit");
    let mut scale = Rational::integer(1);
    let mut pi = 0;
    let mut dimension: Vec<(String, i32)> = Vec::new();
    for Factor { unit, power } in &factors {
        if power.abs() > LARGEST_POWER {
            return None;
        }
        scale = scale.times(&unit.scale.power(*power)?)?;
        pi += unit.pi * power;
        for (base, n) in &unit.dimension {
            match dimension.iter_mut().find(|(known, _)| known == base) {
                Some((_, sum)) => *sum += n * power,
                None => dimension.push((base.clone(), n * power)),
            }
        }
    }
    dimension.retain(|&(_, power)| power != 0);
    dimension.sort_unstable();
    // In a product a degree is a difference of temperatures.
    let single = match factors.as_slice() {
        [Factor { unit, power: 1 }] => Some(unit),
        _ => None,
    };
    Some(Unit {
        scale,
        pi,
        offset: single.map_or_else(|| Rational::integer(0), |unit| unit.offset.clone()),
        dimension,
        is_percent: single.is_some_and(Known::is_percent),
        name: name(&factors),
    })
}

/// The factors with positive powers, then the others behind slashes.
fn name(factors: &[Factor]) -> String {
    let shown = |unit: &Known, power: i32| match power {
        1 => unit.name.clone(),
        _ => format!("{}^{power}", unit.name),
    };
    let above: Vec<String> = (factors.iter().filter(|f| f.power > 0))
        .map(|f| shown(&f.unit, f.power))
        .collect();
    let mut name = if above.is_empty() {
        "1".to_owned()
    } else {
        above.join("·")
    };
    for factor in factors.iter().filter(|f| f.power < 0) {
        name.push('/');
        name.push_str(&shown(&factor.unit, -factor.power));
    }
    name
}
