//! What is known of a trace, above its text.

use super::super::terminal::wrapped;
use super::{KINDS, Shown, Thinking, issues, n_chars, n_moves, tokens, verdict};
use crate::check::Verdict;
use crate::engine::StopReason;
use crate::report::words;
use crate::text::{for_terminal, start_of};
use crate::trace::{Evidence, Policy, SegmentKind};

/// The lines above the text.
pub(super) fn lines(shown: &Shown<'_>, width: u16) -> Vec<String> {
    let facts = [
        outcome(shown),
        Some(lengths(shown)),
        moves(shown),
        probes(shown),
        Some(odd(shown)),
    ];
    let mut lines = vec![format!("── {}", for_terminal(&shown.id))];
    for fact in facts.into_iter().flatten() {
        let wrapped = wrapped(&fact, width.saturating_sub(3), "");
        lines.extend(wrapped.lines().map(|line| format!("   {line}")));
    }
    lines
}

/// The verdict with the answer, the target and why the text ended.
fn outcome(shown: &Shown<'_>) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(judgement) = shown.judgement {
        let mut part = verdict(judgement.verdict).to_owned();
        if let Some(extraction) = &judgement.extraction {
            part += &format!(": answered {}", start_of(&extraction.answer));
        }
        if let Some(target) = shown.target {
            part += &format!("; target {}", start_of(target));
        }
        parts.push(part);
        if judgement.verdict != Verdict::Correct {
            parts.push(start_of(&judgement.reason));
        }
    }
    parts.extend(shown.stop_reason.map(|reason| stop(reason).to_owned()));
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn stop(reason: StopReason) -> &'static str {
    match reason {
        StopReason::EndOfText => "ended by itself",
        StopReason::Budget => "thinking ended by force at its budget",
        StopReason::MaxTokens => "cut off at a limit on tokens",
        StopReason::StopString => "ended at a stop string",
        StopReason::ThinkingLoop => "thinking went in circles and was ended by force",
        StopReason::Loop => "answer went in circles and was cut off",
        StopReason::NotStarted => "not started",
    }
}

fn lengths(shown: &Shown<'_>) -> String {
    let length = |what: &str, kind: SegmentKind, n_tokens: Option<u64>| {
        let n = n_chars(shown, kind);
        let chars = words::counted(n, "character", "characters");
        n_tokens.map_or_else(
            || format!("{what} {chars}"),
            |n| format!("{what} {} tokens, {chars}", tokens(n)),
        )
    };
    let answer = length("answer", SegmentKind::Answer, shown.n_tokens.1);
    match (shown.thinking, shown.n_tokens.0) {
        (Thinking::InText, n) => {
            format!(
                "{} · {answer}",
                length("thinking", SegmentKind::Thinking, n)
            )
        }
        (Thinking::Hidden, Some(n)) => format!("thinking hidden, {} tokens · {answer}", tokens(n)),
        (Thinking::Hidden, None) => format!("thinking hidden · {answer}"),
        (Thinking::Empty, _) => "the reply is empty".to_owned(),
    }
}

fn moves(shown: &Shown<'_>) -> Option<String> {
    let n = shown.trace.thoughts.len();
    if shown.thinking != Thinking::InText || n == 0 {
        return None;
    }
    let kinds = KINDS.map(|(kind, name)| format!("{name} {}", n_moves(shown.trace, kind)));
    let thoughts = words::counted(n, "thought", "thoughts");
    Some(format!("{thoughts} · {}", kinds.join(", ")))
}

/// How many probes there are, and the first that gave the right answer.
fn probes(shown: &Shown<'_>) -> Option<String> {
    if shown.probes.is_empty() {
        return None;
    }
    let judged = shown.judgement.map_or(&[][..], |j| j.probes.as_slice());
    let right = shown.probes.iter().zip(judged).find_map(|(probe, judged)| {
        (judged.verdict == Verdict::Correct).then_some(u64::from(probe.position))
    });
    let found = match (right, shown.n_tokens.0) {
        (Some(at), Some(all)) if all > 0 => format!(
            "first right after {} of {} thinking tokens ({})",
            tokens(at),
            tokens(all),
            words::percent(at as f64 / all as f64)
        ),
        (Some(at), _) => format!("first right after {} thinking tokens", tokens(at)),
        (None, _) => "none right".to_owned(),
    };
    let n = words::counted(shown.probes.len(), "probe", "probes");
    Some(format!("{n}: {found}"))
}

/// The format with what shows it, the policy where it is not ours, and what was
/// odd.
fn odd(shown: &Shown<'_>) -> String {
    let trace = shown.trace;
    let mut line = format!("format {}", trace.format());
    if let Some(evidence) = evidence(trace.detection.evidence) {
        line += &format!(" ({evidence})");
    }
    if trace.policy != Policy::default() {
        line += &format!(" · policy {}", trace.policy);
    }
    let odd = issues(shown);
    if !odd.is_empty() {
        line += &format!(" · odd: {}", odd.join(", "));
    }
    line
}

fn evidence(evidence: Evidence) -> Option<&'static str> {
    match evidence {
        Evidence::Given => Some("as asked"),
        Evidence::OpenedByPrompt => Some("opened by the prompt"),
        Evidence::TagAtStart => Some("a tag at the beginning"),
        Evidence::Heading => Some("a heading"),
        Evidence::Tag => Some("a tag"),
        Evidence::ClosingTag => Some("an end tag alone"),
        Evidence::None => None,
    }
}
