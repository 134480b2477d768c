//! The nodes of the double exponential rule, computed once per precision.

use std::sync::OnceLock;

use dashu_float::Repr;
use dashu_int::IBig;

use super::super::{Arithmetic, Larges};
use crate::check::math::rational::Rational;

/// How often the step may be halved, from 1/16 on.
pub(super) const N_LEVELS: usize = 4;
/// The precisions that there are nodes for, and to which power of two the nodes
/// come near the ends.
const CLASSES: [(u32, f64); 2] = [(191, 106.0), (447, 230.0)];

/// The kinds of ranges that are substituted in one way each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Of length 1.
    Finite,
    Half,
    All,
}

/// Two nodes, for t and -t, `E` being `exp(π sinh t)`.
pub(super) struct Node {
    /// t = 0, which both directions share.
    pub(super) is_middle: bool,
    /// Whether t is large enough to take small terms for the beginning of a tail.
    pub(super) may_end: bool,
    /// How far from the lower end; the weight there.
    pub(super) lower: (Rational, Rational),
    /// The same for t: in a finite range from the upper end, else from the
    /// lower; in the range of all numbers both are from 0.
    pub(super) upper: (Rational, Rational),
}

/// The nodes that `level` adds to those of the levels before it, for a
/// precision that there are nodes for.
pub(super) fn nodes(shape: Shape, precision: u32, level: usize) -> Option<&'static [Node]> {
    static TABLES: [OnceLock<Vec<Node>>; 6 * N_LEVELS] = [const { OnceLock::new() }; 6 * N_LEVELS];
    let class = CLASSES.iter().position(|(bits, _)| *bits == precision)?;
    let (bits, reach) = CLASSES.get(class)?;
    let table = TABLES.get((3 * class + shape as usize) * N_LEVELS + level)?;
    Some(table.get_or_init(|| computed(shape, *bits, *reach, level)))
}

fn computed(shape: Shape, bits: u32, reach: f64, level: usize) -> Vec<Node> {
    let below = 16_i64 << level;
    let last = (reach * std::f64::consts::LN_2 / std::f64::consts::PI).asinh() * below as f64;
    let mut reals = Larges::new(bits as usize + 33);
    (0..=last as i64)
        .filter(|k| level == 0 || k % 2 == 1)
        .filter_map(|k| node(&mut reals, shape, k, below))
        .collect()
}

fn node(reals: &mut Larges, shape: Shape, k: i64, below: i64) -> Option<Node> {
    let t = reals.rational(&Rational::new(k.into(), below.into())?)?;
    let one = reals.one();
    let half = reals.rational(&Rational::new(1.into(), 2.into())?)?;
    let up = reals.exp(&t)?;
    let (sinh_t, cosh_t) = halves(reals, &up, &half)?;
    let pi = reals.pi();
    let exponent = reals.times(&pi, &sinh_t)?;
    let wide = reals.times(&pi, &cosh_t)?;
    let far = reals.exp(&exponent)?;
    let (lower, upper) = match shape {
        Shape::Finite => {
            // 1 / (1 + E), with weight π cosh t E / (1 + E)².
            let sum = reals.plus(&one, &far)?;
            let near = reals.over(&one, &sum)?;
            let square = reals.times(&near, &near)?;
            let weight = reals.times(&wide, &far)?;
            let weight = reals.times(&weight, &square)?;
            let place = (dyadic(&near)?, dyadic(&weight)?);
            (place.clone(), place)
        }
        Shape::Half => {
            let inverse = reals.over(&one, &far)?;
            let below = reals.times(&wide, &inverse)?;
            let above = reals.times(&wide, &far)?;
            (
                (dyadic(&inverse)?, dyadic(&below)?),
                (dyadic(&far)?, dyadic(&above)?),
            )
        }
        Shape::All => {
            let (sinh, cosh) = halves(reals, &far, &half)?;
            let weight = reals.times(&wide, &cosh)?;
            let place = (dyadic(&sinh)?, dyadic(&weight)?);
            (place.clone(), place)
        }
    };
    Some(Node {
        is_middle: k == 0,
        may_end: k >= below,
        lower,
        upper,
    })
}

/// (a - 1/a) / 2 and (a + 1/a) / 2
fn halves(reals: &mut Larges, a: &Repr<2>, half: &Repr<2>) -> Option<(Repr<2>, Repr<2>)> {
    let one = reals.one();
    let down = reals.over(&one, a)?;
    let minus = reals.negated(&down);
    let difference = reals.plus(a, &minus)?;
    let sum = reals.plus(a, &down)?;
    Some((reals.times(&difference, half)?, reals.times(&sum, half)?))
}

fn dyadic(value: &Repr<2>) -> Option<Rational> {
    let exponent = value.exponent();
    let power = IBig::ONE << exponent.unsigned_abs();
    if exponent >= 0 {
        return Some(Rational::integer(value.significand() * power));
    }
    Rational::new(value.significand().clone(), power)
}
