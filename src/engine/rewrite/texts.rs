//! Texts that both graphs compute, and what the original says about them.

use super::check::{distance, greedy, larger};
use super::error::RewriteError;
use super::mask::Reach;
use super::session::{Growing, Step, failed, logits};

/// Most that a logit may differ, in units of the largest logit of its row.
const TOLERANCE: f32 = 1e-3;
/// The same where the graph computes with 16-bit floats.
const TOLERANCE_HALF: f32 = 3e-2;
/// How much further the rewritten graph may be from the original than that is
/// from itself when its operators round a little differently.
pub(super) const TIMES_NOISE: f32 = 4.0;
/// Where the original itself is further off than this, nothing can be said.
const LARGEST_TOLERANCE: f32 = 0.1;
/// Lengths of the texts; together they make a ragged batch.
const LENGTHS: [usize; 3] = [19, 7, 33];
/// Tokens decoded after each text.
pub(super) const DECODED: usize = 16;
/// Windows up to this length are crossed in the check.
const LONGEST_WINDOW: u64 = 1024;

/// What the original computes: texts, and the logits after each of their tokens.
#[derive(Debug)]
pub(super) struct Reference {
    /// The texts.
    pub(super) texts: Vec<Text>,
    /// Most that a logit may differ, in units of the largest of its row.
    pub(super) tolerance: f32,
    /// What other ways to compute the original differ, in the same units.
    pub(super) noise: f32,
    /// Whether a text's logits depend on what is computed with it.
    pub(super) alone: bool,
}

#[derive(Debug)]
pub(super) struct Text {
    /// Its tokens, and those that the original wrote.
    pub(super) tokens: Vec<i64>,
    /// Tokens of the prompt.
    pub(super) n_prompt: usize,
    /// After each token.
    pub(super) logits: Vec<Vec<f32>>,
}

/// Runs the original on texts of random tokens, each alone.
pub(super) fn reference(
    original: &mut Growing,
    vocabulary: u64,
    half: bool,
    reaches: &[Reach],
    alone: bool,
) -> Result<Reference, RewriteError> {
    let failed = failed("running the original graph");
    let mut texts = Vec::new();
    for (row, length) in lengths(reaches).into_iter().enumerate() {
        let mut text = Text {
            tokens: random_tokens(row as u64, length, vocabulary),
            n_prompt: length,
            logits: Vec::new(),
        };
        original.restart(1, 0).map_err(&failed)?;
        let mut done = 0;
        while done < length + DECODED {
            let new = text.tokens.get(done..).unwrap_or_default().to_vec();
            let step = Step {
                width: new.len(),
                tokens: new,
                before: vec![done],
                after: vec![text.tokens.len()],
            };
            let logits = logits(original.step(&step)).map_err(&failed)?;
            text.logits
                .extend((0..step.width).map(|place| logits.at(0, place).to_vec()));
            done = text.tokens.len();
            let next = text.logits.last().map_or(0, |row| greedy(row));
            text.tokens.push(next as i64);
        }
        texts.push(text);
    }
    Ok(Reference {
        texts,
        tolerance: if half { TOLERANCE_HALF } else { TOLERANCE },
        noise: 0.0,
        alone,
    })
}

impl Reference {
    /// Allows for what `unoptimized`, the original graph with its operators as
    /// they stand, differs from the original: both are right. Graphs that round
    /// to 8 bits on the way blow up the last digit of a float to a percent.
    pub(super) fn allow_for_rounding(
        &mut self,
        unoptimized: &mut Growing,
    ) -> Result<(), RewriteError> {
        let failed = failed("running the original graph without optimizations");
        for text in &self.texts {
            unoptimized.restart(1, 0).map_err(&failed)?;
            let step = Step {
                tokens: text
                    .tokens
                    .get(..text.n_prompt)
                    .unwrap_or_default()
                    .to_vec(),
                width: text.n_prompt,
                before: vec![0],
                after: vec![text.n_prompt],
            };
            let logits = logits(unoptimized.step(&step)).map_err(&failed)?;
            for (i, expected) in text.logits.iter().take(text.n_prompt).enumerate() {
                let (difference, largest) = distance(expected, logits.at(0, i));
                if largest > 0.0 {
                    self.noise = larger(self.noise, difference / largest);
                }
            }
        }
        self.tolerance = larger(self.tolerance, TIMES_NOISE * self.noise);
        if self.tolerance.is_nan() || self.tolerance > LARGEST_TOLERANCE {
            return Err(RewriteError::unsupported(format!(
                "it differs from itself by {} of its largest logits when its operators round \
                 differently, so a comparison would say nothing",
                self.noise
            )));
        }
        Ok(())
    }
}

/// Lengths of the texts: the last crosses the shortest window.
fn lengths(reaches: &[Reach]) -> Vec<usize> {
    let windows = reaches.iter().filter_map(|reach| match reach {
        Reach::Window(size) if *size <= LONGEST_WINDOW => Some(*size as usize),
        Reach::Window(_) | Reach::All => None,
    });
    let mut lengths = LENGTHS.to_vec();
    if let Some(window) = windows.max() {
        lengths.push(window + 25);
    }
    lengths
}

/// Tokens that are the same in every process.
fn random_tokens(seed: u64, n: usize, vocabulary: u64) -> Vec<i64> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d;
    (0..n)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % vocabulary.max(1)) as i64
        })
        .collect()
}
