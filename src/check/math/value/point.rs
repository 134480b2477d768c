//! Where expressions are evaluated: each variable has a fixed place at each
//! point that depends on its name alone, the same in both expressions.

use crate::check::math::expr::Expr;
use crate::check::math::function::Function;
use crate::check::math::rational::Rational;
use crate::text::stable_hash;

/// How many points there are.
pub(in super::super) const N_POINTS: u32 = 10;
/// Real coordinates are odd multiples of one in this, so that none is a root or
/// an integer by chance.
const GRID: i64 = 1 << 24;
/// One point. Which variables stand for integers is known from how they are used.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Point<'a> {
    pub(in super::super) index: u32,
    pub(in super::super) integers: &'a [&'a str],
}

impl Point<'_> {
    pub(in super::super) fn coordinate(self, name: &str) -> Rational {
        let hash = stable_hash(&["math probe", name]);
        let random = mixed(hash ^ u64::from(self.index));
        if self.integers.contains(&name) {
            return Rational::integer(self.integer(hash, random));
        }
        let (low, high) = self.range(random);
        let fraction = (random >> 11) as f64 / (1_u64 << 53) as f64;
        let size = ((low + (high - low) * fraction) * GRID as f64) as i64 | 1;
        let is_negative = match self.index {
            3 => true,
            // Enough of them that two variables differ in sign at one.
            4 | 6.. => random & 1 == 1,
            _ => false,
        };
        let numerator = if is_negative { -size } else { size };
        Rational::new(numerator.into(), GRID.into()).unwrap_or_else(|| Rational::integer(1))
    }

    /// From 2 to 13, small enough for factorials, odd at half of the points.
    fn integer(self, hash: u64, random: u64) -> i64 {
        const ODD: [u8; 4] = [0b0101_0110, 0b0011_1001, 0b1001_0101, 0b1010_0110];
        let odd = ODD.get((hash % 4) as usize).copied().unwrap_or(0b0101_0101);
        let parity = i64::from(odd >> (self.index % 8) & 1);
        2 + 2 * ((random >> 20) % 6) as i64 + parity
    }

    /// Middling, small (for domains like that of the arcsine), large (for
    /// logarithms of differences), negative, of mixed sign, larger still.
    fn range(self, random: u64) -> (f64, f64) {
        match self.index {
            1 => (0.03, 0.3),
            2 => (5.0, 14.0),
            5 => (8.0, 30.0),
            3 => (0.3, 2.2),
            4 if random & 2 == 0 => (0.1, 0.7),
            4 => (1.1, 3.0),
            _ => (0.6, 2.9),
        }
    }
}

/// A well-mixed function of `seed` (splitmix64, Steele et al. 2014).
pub(in super::super) fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Collects the variables that stand for integers: all that occur in the bounds
/// of a series, in a factorial, a binomial, a greatest common divisor; those in
/// an exponent of a negative base or of i; and, if their names are those of
/// integers (`n`, `k_1`), those in exponents, remainders, floors and circular
/// functions. `\cos(n\pi)` is `(-1)^n`, but `\lfloor x \rfloor` is not `x`.
pub(in super::super) fn integers<'a>(expr: &'a Expr, found: &mut Vec<&'a str>) {
    match expr {
        Expr::Series(series) => {
            symbols(&series.from, found, &|_| true);
            symbols(&series.to, found, &|_| true);
        }
        Expr::Call(function, arguments) => {
            for argument in arguments {
                match function {
                    Function::Factorial
                    | Function::DoubleFactorial
                    | Function::Gamma
                    | Function::Binomial
                    | Function::Permutations
                    | Function::Gcd
                    | Function::Lcm => symbols(argument, found, &|_| true),
                    Function::Mod
                    | Function::Floor
                    | Function::Ceil
                    | Function::Round
                    | Function::Sin
                    | Function::Cos
                    | Function::Tan => symbols(argument, found, &is_integer_name),
                    _ => {}
                }
            }
        }
        Expr::Power(base, exponent) => {
            if turns(base) {
                symbols(exponent, found, &|_| true);
            } else {
                symbols(exponent, found, &is_integer_name);
            }
        }
        _ => {}
    }
    for child in expr.children() {
        integers(child, found);
    }
}

/// Whether powers of `base` go around: it is a negative number or i.
fn turns(base: &Expr) -> bool {
    match base {
        Expr::Negative(inner) => matches!(**inner, Expr::Number(_)) || turns(inner),
        Expr::Number(number) => number.value.is_negative(),
        Expr::Constant(constant) => *constant == crate::check::math::expr::Constant::I,
        _ => false,
    }
}

fn symbols<'a>(expr: &'a Expr, found: &mut Vec<&'a str>, wanted: &dyn Fn(&str) -> bool) {
    if let Expr::Symbol(name) = expr
        && wanted(name)
        && !found.contains(&name.as_str())
    {
        found.push(name);
    }
    for child in expr.children() {
        symbols(child, found, wanted);
    }
}

fn is_integer_name(name: &str) -> bool {
    let mut letters = name.chars();
    let first = letters.next();
    first.is_some_and(|c| matches!(c, 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'N'))
        && letters.next().is_none_or(|c| !c.is_alphabetic())
}
