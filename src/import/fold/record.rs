//! A sample becomes a completion with a judgement.

use crate::check::{Judgement, Verdict, judge_completion};
use crate::engine::{Completion, Fact, StopReason, Timing};
use crate::extract::{Extraction, Rule};
use crate::import::{Grade, Reply, Sample, Stop};
use crate::plan::Mode;
use crate::store::Outcome;
use crate::suite::{Search, Target};
use crate::text::Span;
use crate::text::thinking::ReadAs;

use super::items::{Item, Placed};
use super::{FoldOptions, Judging};

/// What became of an attempt, by its sample.
pub(super) fn outcome(
    placed: &Placed,
    item: &Item,
    mode: Mode,
    options: &FoldOptions<'_>,
) -> Outcome {
    let sample = &placed.sample;
    let Some(reply) = &sample.reply else {
        let error = sample
            .error
            .clone()
            .unwrap_or_else(|| "the source holds no reply".to_owned());
        return Outcome::Failed { error };
    };
    let prompt = sample.prompt.as_deref().unwrap_or_default();
    let completion = Completion {
        read_as: read_as(reply, options.read_as),
        ..completion(reply, prompt, mode)
    };
    let judgement = match options.judging {
        Judging::Source { threshold } => by_score(sample, &completion.text, threshold),
        Judging::Checker {
            spec,
            search,
            runner,
        } => match &item.target {
            Some(target) => {
                let target = Target::Text(target.clone());
                judge_completion(search, &completion, spec, &target, runner)
            }
            None => ungraded("the source has no target for this item".to_owned()),
        },
    };
    Outcome::Done {
        completion,
        judgement,
        draws: Vec::new(),
    }
}

/// What was chosen about the reading; the tags around a thinking that was given
/// apart are ours, whatever the source's others are.
fn read_as(reply: &Reply, chosen: ReadAs) -> ReadAs {
    ReadAs {
        format: chosen.format.filter(|_| !reply.is_joined()),
        ..chosen
    }
}

/// A reply as a completion of ours. What the source does not tell is named in
/// [`Completion::unknown`]: a hidden thinking is a count without a trace, and an
/// empty reply no trace at all.
pub fn completion(reply: &Reply, prompt: &str, mode: Mode) -> Completion {
    let mut unknown = Unknown(vec![Fact::Seed]);
    let tokens = reply.tokens;
    let thinking = n_thinking(reply, mode);
    let answer = tokens
        .output
        .zip(thinking)
        .map(|(output, own)| output.saturating_sub(own));
    let computed = tokens
        .prompt
        .zip(tokens.output)
        .map(|(one, two)| one.saturating_add(two));
    let expected = mode == Mode::Reasoning && !reply.has_trace();
    if reply.is_hidden() || reply.is_empty() || expected {
        unknown.0.push(Fact::Trace);
    }
    Completion {
        prompt: prompt.to_owned(),
        text: reply.whole_text(),
        thinking_open: reply.thinking_open,
        read_as: ReadAs::default(),
        n_prompt_tokens: unknown.count(tokens.prompt, Fact::PromptTokens),
        n_thinking_tokens: unknown.count(thinking, Fact::ThinkingTokens),
        n_answer_tokens: unknown.count(answer, Fact::AnswerTokens),
        n_computed_tokens: unknown.count(computed, Fact::ComputedTokens),
        stop_reason: unknown.or(stop_reason(reply), Fact::StopReason, StopReason::EndOfText),
        mean_logprob: None,
        probes: Vec::new(),
        timing: Timing {
            first_token_ms: unknown.or(reply.timing.first_token_ms, Fact::FirstToken, 0.0),
            first_answer_ms: None,
            elapsed_ms: unknown.or(reply.timing.elapsed_ms, Fact::Elapsed, 0.0),
        },
        unknown: unknown.sorted(),
    }
}

/// The facts that the source does not tell.
struct Unknown(Vec<Fact>);

impl Unknown {
    /// What is known; else what stands in its place, and the fact is noted.
    fn or<T>(&mut self, known: Option<T>, fact: Fact, instead: T) -> T {
        known.unwrap_or_else(|| {
            self.0.push(fact);
            instead
        })
    }

    fn count(&mut self, known: Option<u64>, fact: Fact) -> u32 {
        u32::try_from(self.or(known, fact, 0)).unwrap_or(u32::MAX)
    }

    fn sorted(mut self) -> Vec<Fact> {
        self.0.sort_unstable();
        self.0
    }
}

/// Why the reply ended, where the source tells, or a stream breaks off.
fn stop_reason(reply: &Reply) -> Option<StopReason> {
    match reply.stop {
        Some(Stop::End) => Some(StopReason::EndOfText),
        Some(Stop::MaxTokens) => Some(StopReason::MaxTokens),
        Some(Stop::StopString) => Some(StopReason::StopString),
        None => reply.unfinished.then_some(StopReason::MaxTokens),
    }
}

/// The count of the source; 0 where the model is not one that thinks, and what
/// it wrote was counted.
fn n_thinking(reply: &Reply, mode: Mode) -> Option<u64> {
    let thoughtless = mode == Mode::Instruct && !reply.thinks() && !reply.is_empty();
    let counted = reply.tokens.output.is_some() && thoughtless;
    reply.tokens.thinking.or(counted.then_some(0))
}

/// The verdict that the source's score means.
fn by_score(sample: &Sample, text: &str, threshold: f64) -> Judgement {
    let Some(score) = &sample.score else {
        return ungraded("the source has no score; `--checker NAME` judges by a target".to_owned());
    };
    let (verdict, said) = match &score.grade {
        // Shares go to 1; scores of other scales need a threshold of their own.
        Grade::Share(share) if *share > 1.0 && threshold <= 1.0 => {
            let reason = format!(
                "score of the source: {} = {share}, which is no share of 1; `--threshold N` says from where on it is correct",
                score.name
            );
            return ungraded(reason);
        }
        Grade::Share(share) if *share >= threshold => (Verdict::Correct, share.to_string()),
        Grade::Share(share) => (Verdict::Incorrect, share.to_string()),
        Grade::NoAnswer => (Verdict::NoAnswer, "no answer".to_owned()),
        Grade::Unscored(reason) => {
            return ungraded(format!("score of the source: {}: {reason}", score.name));
        }
    };
    Judgement {
        verdict,
        reason: format!("score of the source: {} = {said}", score.name),
        extraction: extraction(sample, text),
        probes: Vec::new(),
        ran: None,
        search: Search::default(),
    }
}

/// The answer that the source found, at its last place in the text.
fn extraction(sample: &Sample, text: &str) -> Option<Extraction> {
    let answer = sample
        .answer
        .as_ref()
        .filter(|answer| !answer.trim().is_empty())?;
    let span = match text.rfind(answer.as_str()) {
        Some(start) => Span::new(start, start + answer.len()),
        None => Span::new(text.len(), text.len()),
    };
    Some(Extraction {
        answer: answer.clone(),
        span,
        rule: Rule::Source,
    })
}

fn ungraded(reason: String) -> Judgement {
    Judgement {
        verdict: Verdict::Ungraded,
        reason,
        extraction: None,
        probes: Vec::new(),
        ran: None,
        search: Search::default(),
    }
}
