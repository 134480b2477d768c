//! The softmax weight of a logit, the same on every machine.

/// Below this a weight counts as nothing: e⁻⁸⁶ is 10⁻³⁷.
pub(super) const LOWEST: f32 = -86.0;

/// 1 ÷ temperature, finite for any temperature above 0.
pub(super) fn scale(temperature: f32) -> f32 {
    temperature.recip().min(f32::MAX)
}

/// e^((logit − highest) × scale).
#[expect(
    clippy::inline_always,
    reason = "each build of the loops around it must have its own copy"
)]
#[inline(always)]
pub(super) fn weight(logit: f32, highest: f32, scale: f32) -> f32 {
    exp((logit - highest) * scale)
}

/// eˣ for x ≤ 0, to seven digits, 0 below [`LOWEST`]. Made of additions and
/// multiplications alone, so that it is the same on every machine, which the
/// standard library's is not.
#[inline(always)]
fn exp(x: f32) -> f32 {
    // Adding this rounds to a whole number and leaves it in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    // ln 2 in two parts, the first short enough for exact products.
    const LN2_HIGH: f32 = 355.0 / 512.0;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let shifted = x.max(LOWEST) * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x.max(LOWEST) - n * LN2_HIGH - n * LN2_LOW;
    // Taylor's series; |r| is at most ln 2 ÷ 2.
    let mut y = 1.0 / 5040.0;
    for coefficient in [
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        y = y * r + coefficient;
    }
    let scaled = f32::from_bits(y.to_bits().wrapping_add(shifted.to_bits() << 23));
    if x < LOWEST { 0.0 } else { scaled }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_exact_to_seven_digits() {
        for i in 0..=86_000 {
            let x = -(i as f32) / 1000.0;
            let right = f64::from(x).exp();
            let error = (f64::from(exp(x)) - right).abs() / right;
            assert!(error < 3e-7, "{x}: {} for {right}", exp(x));
        }
        let ends = [0.0, -87.0, f32::NEG_INFINITY].map(|x| exp(x).to_bits());
        assert_eq!(ends, [1.0_f32, 0.0, 0.0].map(f32::to_bits));
    }
}
