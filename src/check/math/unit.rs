//! Units of measurement as dimensions and scales.

mod lex;
mod lookup;
mod names;
mod noun;
mod parse;
mod run;
mod simplify;
mod table;

use super::rational::Rational;

/// A unit: scale × π^pi × base units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// How many of the base units it is, apart from powers of π.
    pub(super) scale: Rational,
    /// Degrees are π/180 radians.
    pub(super) pi: i32,
    /// What is added after scaling: 273.15 for °C in K. 0 for all but temperatures.
    pub(super) offset: Rational,
    /// Base unit → power, in the order of names; unknown nouns (`apples`) are
    /// base units of their own, in the singular, lower case.
    pub(super) dimension: Vec<(String, i32)>,
    /// Whether it is percent (or per mille, by its scale).
    pub(super) is_percent: bool,
    /// As it is shown: `km/h`.
    pub(super) name: String,
}

/// Reads a unit in plain text or LaTeX: `km/h`, `m / s ^ { 2 }`, `square
/// meters`, `kg m^-3`, `dollars per hour`, `平方厘米`, `apples`.
///
/// All that stands behind a slash or "per" belongs to the denominator, up to
/// the end or the next slash: `J/kg·K` is `J/(kg·K)`. A noun behind a unit of
/// measurement is dropped: `cups of flour` are cups. `None` for what is no unit.
pub(super) fn parse(text: &str) -> Option<Unit> {
    parse::unit(&lex::tokens(text)?)
}

/// Whether `word` is a known unit of two letters or more, a sign such as `%`,
/// or a Chinese unit. The case of letters counts where it carries meaning.
pub(super) fn is_unit_word(word: &str) -> bool {
    !is_single_letter(word) && lookup::is_known(word)
}

/// Whether `word` is a single letter that may stand for a unit (`m`, `s`, `N`),
/// which only its neighbours can tell from a variable.
pub(super) fn is_letter_unit(word: &str) -> bool {
    is_single_letter(word) && lookup::is_known(word)
}

/// Lower case without accents.
pub(super) fn fold(word: &str) -> String {
    lookup::fold(word)
}

fn is_single_letter(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None)
        if c.is_ascii_alphabetic() || ('а'..='я').contains(&c))
}

impl Unit {
    /// `°`, as an angle.
    pub(super) fn degree() -> Self {
        Self {
            scale: ratio(1, 180),
            pi: 1,
            offset: Rational::integer(0),
            dimension: vec![(RADIAN.into(), 1)],
            is_percent: false,
            name: "°".into(),
        }
    }

    /// Whether it measures angles: degrees, radians, revolutions.
    pub(super) fn is_angle(&self) -> bool {
        matches!(self.dimension.as_slice(), [(base, 1)] if base == RADIAN)
    }

    /// Whether it is made of nouns only that are no unit of measurement.
    pub(super) fn is_unknown_noun(&self) -> bool {
        !self.dimension.is_empty()
            && (self.dimension.iter()).all(|(base, _)| !lookup::is_base(base))
    }

    /// Whether the two can be converted into each other. Plain radians are 1
    /// (`rad/s` is `1/s`), and the sign ¥ stands for yuan and for yen.
    pub(super) fn same_dimension(&self, other: &Self) -> bool {
        if self.dimension == other.dimension {
            return true;
        }
        let without_radians = self.pi == other.pi;
        let mut left = self.bases(without_radians);
        let mut right = other.bases(without_radians);
        let yen = |bases: &[(&str, i32)]| bases.iter().any(|&(base, _)| base == YEN_OR_YUAN);
        if yen(&left) != yen(&right) {
            for (base, _) in left.iter_mut().chain(&mut right) {
                if matches!(*base, "CNY" | "JPY") {
                    *base = YEN_OR_YUAN;
                }
            }
            left.sort_unstable();
            right.sort_unstable();
        }
        left == right
    }

    fn bases(&self, without_radians: bool) -> Vec<(&str, i32)> {
        let all = self.dimension.iter().map(|(base, n)| (base.as_str(), *n));
        all.filter(|&(base, _)| !(without_radians && base == RADIAN))
            .collect()
    }
}

fn ratio(above: u32, below: u32) -> Rational {
    // The denominator is no zero.
    Rational::new(above.into(), below.into()).unwrap_or(Rational::integer(1))
}

const RADIAN: &str = "rad";
/// The base of the sign ¥, which does not say which currency it is.
const YEN_OR_YUAN: &str = "¥";

#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod tests;
