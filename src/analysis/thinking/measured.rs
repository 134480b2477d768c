//! What is measured on each draw's trace.

use rayon::prelude::*;

use super::answers::{Answers, Checkers, answers};
use crate::analysis::rows::{DrawRow, Row};
use crate::engine::Fact;
use crate::text::{CodePoints, Span};
use crate::trace::measure::{Language, Measures, chars_before, language, measure};
use crate::trace::{MoveKind, SegmentKind};

/// What is measured on the trace of one draw. Positions and sizes are in
/// characters (code points) of the completion's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What the text alone tells; `None` where the thinking was hidden.
    pub measures: Option<Measures>,
    /// Characters, words and steps of the answer; `None` where there is no text.
    pub answer: Option<crate::trace::measure::Lengths>,
    /// The answers that the thinking states; `None` where the thinking was hidden
    /// or the checker takes no answers in words.
    pub answers: Option<Answers>,
    /// The language of the prompt.
    pub question: Option<Language>,
    /// Tokens of the thinking for each of its characters, by which positions
    /// become tokens; `None` where either is not known or 0.
    pub tokens_per_char: Option<f64>,
    /// Mean characters from one switch to the next; `None` below two switches.
    pub switch_interval_chars: Option<f64>,
    /// The share of the thinking's characters in loops, from each one's second
    /// repetition on; `None` without thinking.
    pub loops_share: Option<f64>,
    /// Where the first loop of the thinking begins.
    pub first_loop_char: Option<usize>,
    /// Where the thinking first changes its language.
    pub first_change_char: Option<usize>,
    /// Where the answer that was given in the end was first stated: behind it.
    pub answer_stated_char: Option<usize>,
    /// The share of the thinking's characters behind that.
    pub after_answer_share: Option<f64>,
}

/// What is measured on each draw of each row, in their order.
pub fn measured(rows: &[Row<'_>], checkers: &Checkers<'_>) -> Vec<Vec<Measured>> {
    let of_row = |row: &Row<'_>| {
        let draws = row.draws.iter();
        draws.map(|draw| of_draw(row, draw, checkers)).collect()
    };
    rows.par_iter().map(of_row).collect()
}

fn of_draw(row: &Row<'_>, draw: &DrawRow<'_>, checkers: &Checkers<'_>) -> Measured {
    let text = draw.completion.text.as_str();
    let all = measure(text, &draw.trace);
    let is_readable = draw.completion.knows(Fact::Trace);
    let mut measured = Measured {
        answer: (is_readable || !text.trim().is_empty()).then_some(all.answer),
        question: language_of(&draw.completion.prompt),
        measures: None,
        answers: None,
        tokens_per_char: None,
        switch_interval_chars: None,
        loops_share: None,
        first_loop_char: None,
        first_change_char: None,
        answer_stated_char: None,
        after_answer_share: None,
    };
    if !is_readable {
        return measured;
    }
    let given = draw
        .judgement
        .extraction
        .as_ref()
        .map(|e| e.answer.as_str());
    let spec = checkers.reading(row.attempt);
    measured.answers = spec.map(|spec| answers(text, &draw.trace, given, &spec));
    measured.locate(draw, &all);
    measured.measures = Some(all);
    measured
}

impl Measured {
    /// Fills in what is a position, or a share of the thinking.
    fn locate(&mut self, draw: &DrawRow<'_>, measures: &Measures) {
        let text = draw.completion.text.as_str();
        let n_chars = measures.thinking.n_chars as f64;
        let thinking = || draw.trace.spans_of(SegmentKind::Thinking);
        let before = |at: usize| chars_before(text, thinking(), at) as f64;
        if n_chars > 0.0 {
            let n_tokens = f64::from(draw.completion.n_thinking_tokens);
            let is_known = draw.completion.knows(Fact::ThinkingTokens) && n_tokens > 0.0;
            self.tokens_per_char = is_known.then(|| n_tokens / n_chars);
        }
        let mut switches = draw
            .trace
            .moves
            .iter()
            .filter(|m| m.kind == MoveKind::Switch);
        let first_switch = switches.next().map(|m| m.span.start);
        if let (Some(first), Some(last)) = (first_switch, switches.next_back()) {
            let n_intervals = (measures.moves.n_switches - 1) as f64;
            let chars = before(last.span.start) - before(first);
            self.switch_interval_chars = Some(chars / n_intervals);
        }
        let first_loop = measures.thinking_loops.first().map(|l| l.span.start);
        let first_change = measures.thinking_languages.first_change;
        let stated = self.answers.as_ref().and_then(Answers::first_final);
        let stated = stated.map(|said| said.span.end);
        self.loops_share = (n_chars > 0.0).then_some(0.0);
        if first_loop.or(first_change).or(stated).is_none() {
            return;
        }
        let points = CodePoints::new(text);
        let char_at = |at: usize| points.span(Span::new(at, at)).start;
        self.first_loop_char = first_loop.map(char_at);
        self.first_change_char = first_change.map(char_at);
        self.answer_stated_char = stated.map(char_at);
        self.after_answer_share = stated.map(|at| 1.0 - before(at) / n_chars);
        let looped = measures.thinking_loops.iter();
        let looped: usize = looped
            .map(|l| char_at(l.span.end) - char_at(l.second))
            .sum();
        // A loop may hold the tags between two blocks.
        self.loops_share = self.loops_share.map(|_| (looped as f64 / n_chars).min(1.0));
    }

    /// Tokens of so many characters of the thinking, in proportion.
    pub fn tokens(&self, chars: f64) -> Option<f64> {
        Some(chars * self.tokens_per_char?)
    }
}

/// The language of most words of a prompt, the marks of its template left out.
fn language_of(prompt: &str) -> Option<Language> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (mark, _) in prompt.match_indices("<|") {
        if mark < start {
            continue;
        }
        spans.push(Span::new(start, mark));
        let rest = prompt.get(mark..).unwrap_or("");
        // What begins a turn is followed by the speaker's name.
        let length = rest.find("|>").map_or(2, |at| at + 2);
        let name = rest
            .get(length..)
            .unwrap_or("")
            .lines()
            .next()
            .unwrap_or("");
        let is_name = ["system", "user", "assistant"].contains(&name.trim());
        start = mark + length + if is_name { name.len() } else { 0 };
    }
    spans.push(Span::new(start, prompt.len()));
    language::languages(prompt, &spans).main()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_a_template_are_no_language() {
        for (prompt, expected) in [
            ("", None),
            ("2 + 2?", None),
            ("What is this?", Some(Language::Latin)),
            (
                "<|im_start|>user\n五是多少<|im_end|>\n<|im_start|>assistant\n<think>\n",
                Some(Language::Chinese),
            ),
            ("<|never closed", Some(Language::Latin)),
        ] {
            assert_eq!(language_of(prompt), expected, "{prompt}");
        }
    }
}
