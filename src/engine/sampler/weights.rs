//! Softmax weights of many logits, and a draw from them.

/// Weights that are summed together before they meet the others.
const BLOCK: usize = 256;
/// Sums that are kept side by side, so that the processor adds several at once.
const LANES: usize = 16;
/// Below this a weight counts as nothing: e⁻⁸⁶ is 10⁻³⁷.
const LOWEST: f32 = -86.0;

/// e^((logit − highest) ÷ temperature) of each logit.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    /// One a logit.
    pub(super) each: Vec<f32>,
    /// Sums of blocks.
    blocks: Vec<f64>,
    /// The sum of all.
    pub(super) total: f64,
}

impl Weights {
    /// Takes in the weights of `logits`.
    pub(super) fn fill(&mut self, logits: &[f32], highest: f32, temperature: f32) {
        let scale = scale(temperature);
        self.each.clear();
        self.each
            .extend(logits.iter().map(|&l| weight(l, highest, scale)));
        self.blocks.clear();
        self.blocks.extend(self.each.chunks(BLOCK).map(sum));
        self.total = self.blocks.iter().sum();
    }

    /// The place at the share `u` of the total, in the order of the logits;
    /// never one of weight 0.
    pub(super) fn draw(&self, u: f64) -> Option<usize> {
        let mut rest = u * self.total;
        let mut last = None;
        let blocks = self.each.chunks(BLOCK).zip(&self.blocks);
        for (i, (block, &sum)) in blocks.enumerate() {
            if sum > 0.0 {
                last = Some((i * BLOCK, block));
                if rest < sum {
                    break;
                }
                rest -= sum;
            }
        }
        let (start, block) = last?;
        let mut place = None;
        for (i, &weight) in block.iter().enumerate() {
            if weight > 0.0 {
                rest -= f64::from(weight);
                // Rounding can leave a sliver behind the last one.
                place = Some(start + i);
                if rest < 0.0 {
                    break;
                }
            }
        }
        place
    }
}

/// 1 ÷ temperature, finite for any temperature above 0.
pub(super) fn scale(temperature: f32) -> f32 {
    temperature.recip().min(f32::MAX)
}

/// e^((logit − highest) × scale).
pub(super) fn weight(logit: f32, highest: f32, scale: f32) -> f32 {
    exp((logit - highest) * scale)
}

fn sum(weights: &[f32]) -> f64 {
    let mut lanes = [0.0_f32; LANES];
    let (rows, rest) = weights.as_chunks::<LANES>();
    for row in rows {
        for (lane, weight) in lanes.iter_mut().zip(row) {
            *lane += weight;
        }
    }
    for (lane, weight) in lanes.iter_mut().zip(rest) {
        *lane += weight;
    }
    lanes.iter().map(|&lane| f64::from(lane)).sum()
}

/// eˣ for x ≤ 0, to seven digits, 0 below [`LOWEST`]. Made of additions and
/// multiplications alone, so that it is the same on every machine, which the
/// standard library's is not.
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

    #[test]
    fn draws_follow_the_shares() {
        let mut weights = Weights::default();
        let mut logits = vec![f32::NEG_INFINITY; 1000];
        logits[10] = 0.0;
        logits[700] = 0.0;
        weights.fill(&logits, 0.0, 1.0);
        for (u, place) in [(0.0, 10), (0.49, 10), (0.5, 700), (0.999_999, 700)] {
            assert_eq!(weights.draw(u), Some(place), "{u}");
        }
        weights.fill(&[], 0.0, 1.0);
        assert_eq!(weights.draw(0.5), None);
    }
}
