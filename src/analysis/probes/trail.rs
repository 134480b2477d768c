//! One completion with the answers that it would have given on the way.

use indexmap::IndexSet;

use crate::analysis::rows::DrawRow;
use crate::check::{groups, has_equality};
use crate::plan::Attempt;
use crate::stats::thinking::Reached;
use crate::suite::CheckerSpec;

/// One completion with the answers that it would have given on the way.
#[derive(Debug, Clone)]
pub struct Trail<'r> {
    /// Whose completion.
    pub attempt: &'r Attempt,
    /// Which of its draws, from 1.
    pub draw: u32,
    /// Thinking tokens of the completion.
    pub n_thinking: u32,
    /// Tokens that the engine computed for it, its probes included.
    pub n_computed: u32,
    /// The part of these that its probes took.
    pub n_probe_tokens: u32,
    /// The probes in the order of their positions, and the completion's own
    /// answer last, at the end of its thinking.
    steps: Vec<Step>,
    /// Whether the thinking came to its end, by itself or by force; if not, the
    /// own answer is none.
    pub is_whole: bool,
    first_token_ms: f64,
    thinking_ends_ms: f64,
}

/// An answer at a point of the thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Thinking tokens before it.
    pub position: u32,
    /// Steps of a trail with the same number have answers that mean the same;
    /// `None` where there is no answer.
    pub answer: Option<u32>,
    /// Whether it is correct; `None` where that could not be graded.
    pub correct: Option<bool>,
    /// Tokens of the answer.
    pub n_tokens: u32,
}

impl Step {
    /// Whether it is known to be correct.
    pub fn is_right(&self) -> bool {
        self.correct == Some(true)
    }
}

impl<'r> Trail<'r> {
    /// The trail of the draw at `place`, whose answers are compared by `spec`.
    pub(super) fn new(
        attempt: &'r Attempt,
        place: u32,
        draw: &'r DrawRow<'_>,
        spec: Option<&CheckerSpec>,
    ) -> Self {
        let (completion, own) = (draw.completion, draw.judgement);
        let judged = completion.probes.iter().zip(&own.probes);
        let judgements = own.probes.iter().take(completion.probes.len());
        let answers: Vec<Option<&str>> = judgements
            .chain([own])
            .map(|j| j.extraction.as_ref().map(|e| e.answer.as_str()))
            .collect();
        let groups = same_answers(&answers, spec);
        let mut numbers = groups.iter().copied();
        let mut steps: Vec<Step> = judged
            .map(|(probe, judgement)| Step {
                position: probe.position,
                answer: numbers.next().flatten(),
                correct: judgement.verdict.is_correct(),
                n_tokens: probe.n_answer_tokens,
            })
            .collect();
        steps.push(Step {
            position: completion.n_thinking_tokens,
            answer: numbers.next().flatten(),
            correct: own.verdict.is_correct(),
            n_tokens: completion.n_answer_tokens,
        });
        let timing = completion.timing;
        Self {
            attempt,
            draw: place,
            n_thinking: completion.n_thinking_tokens,
            n_computed: completion.n_computed_tokens,
            n_probe_tokens: completion.n_probe_tokens(),
            steps,
            is_whole: !draw.trace.is_unfinished(),
            first_token_ms: timing.first_token_ms,
            thinking_ends_ms: timing.first_answer_ms.unwrap_or(timing.elapsed_ms),
        }
    }

    /// The item, by which trails belong together.
    pub fn item(&self) -> [&'r str; 3] {
        [&self.attempt.suite, &self.attempt.part, &self.attempt.item]
    }

    /// The probes, in order.
    pub fn probes(&self) -> &[Step] {
        self.steps.split_last().map_or(&[], |(_, probes)| probes)
    }

    /// The probes and the own answer, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether the completion's own answer is correct.
    pub fn is_correct(&self) -> Option<bool> {
        self.steps.last().and_then(|own| own.correct)
    }

    /// The first step that is right.
    pub fn first_right(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.is_right())
    }

    /// Thinking tokens up to the first right answer, and of all thinking.
    pub fn reached(&self) -> Reached {
        Reached {
            first: self.first_right().map(|step| f64::from(step.position)),
            total: f64::from(self.n_thinking),
        }
    }

    /// Milliseconds until the first right answer could have been begun. In
    /// proportion: of the time that the thinking took, the share of its tokens.
    pub fn first_right_ms(&self) -> Option<f64> {
        let position = f64::from(self.first_right()?.position);
        let share = position / f64::from(self.n_thinking.max(1));
        let took = (self.thinking_ends_ms - self.first_token_ms).max(0.0);
        Some(self.first_token_ms + share * took)
    }

    /// Whether a right answer was followed by another one.
    pub fn is_left_again(&self) -> bool {
        let after = self.steps.iter().skip_while(|step| !step.is_right());
        after.into_iter().any(|step| !step.is_right())
    }

    /// How often the answer of a step is not that of the step before.
    pub fn n_changes(&self) -> usize {
        let pairs = self.steps.windows(2);
        pairs
            .filter(|pair| pair[0].answer != pair[1].answer)
            .count()
    }

    /// The first position from which on the answer stays what it is at the end;
    /// `None` where there is none at the end.
    pub fn stable_from(&self) -> Option<u32> {
        let last = self.steps.last()?.answer?;
        let same = self.steps.iter().rev();
        let same = same.take_while(|step| step.answer == Some(last));
        same.last().map(|step| step.position)
    }

    /// Thinking tokens of the stretches whose answer differs from all earlier
    /// ones: each ends at a step and begins at the one before.
    pub fn n_distinct(&self) -> u32 {
        let mut known = IndexSet::new();
        let (mut before, mut distinct) = (0, 0);
        for step in &self.steps {
            let is_new = step.answer.is_some_and(|answer| known.insert(answer));
            if is_new {
                distinct += step.position.saturating_sub(before);
            }
            before = step.position;
        }
        distinct
    }
}

/// The group of each answer: by the checker where it can compare answers, else
/// by their texts.
fn same_answers(answers: &[Option<&str>], spec: Option<&CheckerSpec>) -> Vec<Option<u32>> {
    if let Some(spec) = spec.filter(|spec| has_equality(spec)) {
        return groups(answers, spec);
    }
    let mut texts: IndexSet<&str> = IndexSet::new();
    let mut groups = Vec::with_capacity(answers.len());
    for answer in answers {
        let place = answer.map(|text| texts.insert_full(text.trim()).0);
        groups.push(place.map(|place| place as u32 + 1));
    }
    groups
}
