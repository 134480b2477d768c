//! Holds a rewritten graph to its original: the same tokens, nearly the same
//! logits, on texts of different length.

use super::error::RewriteError;
use super::session::{Logits, Shared, Step, failed, logits};
use super::texts::{DECODED, Reference, TIMES_NOISE, Text};

/// How a rewritten graph compares with its original.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Positions whose logits were compared.
    pub n_positions: usize,
    /// Largest difference between two logits.
    pub max_difference: f32,
    /// Largest logit.
    pub max_logit: f32,
    /// The most that a difference may be, in units of the largest logit of its row.
    pub tolerance: f32,
    /// What the original differs from itself without the library's own
    /// optimizations, in the same units; 0 where that had not to be asked.
    pub noise: f32,
    /// Positions where two tokens were as likely as each other up to the noise
    /// and changed places.
    pub n_ties: usize,
}

/// The largest difference of two rows, and the largest logit of the first.
pub(super) fn distance(expected: &[f32], got: &[f32]) -> (f32, f32) {
    let largest = expected.iter().fold(0.0_f32, |most, v| most.max(v.abs()));
    let difference = expected
        .iter()
        .zip(got)
        .fold(0.0_f32, |most, (a, b)| larger(most, (a - b).abs()));
    (difference, largest)
}

/// The larger one; no number where one is none.
pub(super) fn larger(a: f32, b: f32) -> f32 {
    if b <= a { a } else { b }
}

/// Runs the rewritten graph on the same texts: together in shared buffers, and
/// the longest once more in two parts.
///
/// Graphs that round a whole batch at once get each text by itself, in one part.
pub(super) fn compare(
    rewritten: &mut Shared,
    reference: &Reference,
) -> Result<Agreement, RewriteError> {
    let mut tally = Tally::new(reference);
    if reference.alone {
        for text in &reference.texts {
            together(rewritten, std::slice::from_ref(text), &mut tally)?;
        }
    } else {
        together(rewritten, &reference.texts, &mut tally)?;
        continue_alone(rewritten, &reference.texts, &mut tally)?;
    }
    Ok(tally.agreement)
}

/// Texts of different length as one batch.
fn together(rewritten: &mut Shared, texts: &[Text], tally: &mut Tally) -> Result<(), RewriteError> {
    let failed = failed("running the rewritten graph");
    let longest = texts.iter().map(|t| t.n_prompt).max().unwrap_or(0);
    // Longer than any text, as buffers are.
    let capacity = longest + DECODED + 5;
    rewritten.restart(texts.len(), capacity).map_err(&failed)?;
    let mut lengths = vec![0; texts.len()];
    for step in 0..=DECODED {
        let width = if step == 0 { longest } else { 1 };
        let before = lengths.clone();
        lengths = texts.iter().map(|t| t.n_prompt + step).collect();
        let tokens = texts.iter().zip(&before).flat_map(|(text, &start)| {
            (start..start + width).map(|i| {
                if i < text.n_prompt + step {
                    text.tokens.get(i).copied()
                } else {
                    None
                }
                .unwrap_or(0)
            })
        });
        let step = Step {
            tokens: tokens.collect(),
            width,
            before: before.clone(),
            after: lengths.clone(),
        };
        let logits = logits(rewritten.step(&step)).map_err(&failed)?;
        for (row, text) in texts.iter().enumerate() {
            for (place, i) in (before[row]..lengths[row]).enumerate() {
                tally.add(text, i, &logits, row, place)?;
            }
        }
    }
    Ok(())
}

/// One text in two parts: several tokens after a past.
fn continue_alone(
    rewritten: &mut Shared,
    texts: &[Text],
    tally: &mut Tally,
) -> Result<(), RewriteError> {
    let failed = failed("continuing a text with the rewritten graph");
    let Some(text) = texts.iter().max_by_key(|text| text.n_prompt) else {
        return Ok(());
    };
    rewritten
        .restart(1, text.n_prompt + DECODED)
        .map_err(&failed)?;
    let half = text.n_prompt / 2 + 1;
    for (start, end) in [(0, half), (half, text.n_prompt)] {
        let step = Step {
            tokens: text.tokens.get(start..end).unwrap_or_default().to_vec(),
            width: end - start,
            before: vec![start],
            after: vec![end],
        };
        let logits = logits(rewritten.step(&step)).map_err(&failed)?;
        for i in start..end {
            tally.add(text, i, &logits, 0, i - start)?;
        }
    }
    Ok(())
}

struct Tally {
    agreement: Agreement,
}

impl Tally {
    fn new(reference: &Reference) -> Self {
        Self {
            agreement: Agreement {
                n_positions: 0,
                max_difference: 0.0,
                max_logit: 0.0,
                tolerance: reference.tolerance,
                noise: reference.noise,
                n_ties: 0,
            },
        }
    }

    fn add(
        &mut self,
        text: &Text,
        i: usize,
        logits: &Logits,
        row: usize,
        place: usize,
    ) -> Result<(), RewriteError> {
        let expected = text.logits.get(i).map_or(&[][..], Vec::as_slice);
        let got = logits.at(row, place);
        if expected.len() != got.len() || got.is_empty() {
            return Err(RewriteError::Differs(format!(
                "{} logits instead of {}",
                got.len(),
                expected.len()
            )));
        }
        let (difference, largest) = distance(expected, got);
        let of = format!(
            "of a text of {} tokens, {} of them the prompt",
            text.tokens.len(),
            text.n_prompt
        );
        let limit = self.agreement.tolerance * largest;
        if difference.is_nan() || difference > limit {
            return Err(RewriteError::Differs(format!(
                "a logit after token {i} {of}, is off by {difference}, and {limit} is allowed"
            )));
        }
        let (most, other) = (greedy(expected), greedy(got));
        if most != other {
            let gap = expected.get(most).zip(expected.get(other));
            let gap = gap.map_or(f32::NAN, |(a, b)| a - b);
            if gap <= TIMES_NOISE * self.agreement.noise * largest {
                self.agreement.n_ties += 1;
            } else {
                return Err(RewriteError::Differs(format!(
                    "the most likely token after token {i} {of}, is another one"
                )));
            }
        }
        let agreement = &mut self.agreement;
        agreement.n_positions += 1;
        agreement.max_difference = agreement.max_difference.max(difference);
        agreement.max_logit = agreement.max_logit.max(largest);
        Ok(())
    }
}

/// The first of the largest.
pub(super) fn greedy(logits: &[f32]) -> usize {
    let mut best = 0;
    for (i, value) in logits.iter().enumerate() {
        if logits.get(best).is_none_or(|most| value > most) {
            best = i;
        }
    }
    best
}
