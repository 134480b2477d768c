//! Exact loops: the same words and signs several times in a row.

use serde::Serialize;

use crate::text::Span;

use super::last_seen::LastSeen;
use super::repetition::joined;
use super::words::{Token, Words};

/// Repetitions that make a loop.
pub const FEWEST_REPETITIONS: usize = 3;
/// Fewest tokens of a phrase that the text ends in (A. Holtzman et al., 2020,
/// arXiv 1904.09751: a phrase of at least two tokens, at least three times at
/// the end).
pub const SHORTEST_PHRASE: usize = 2;
/// Fewest tokens that all repetitions together have in a loop that ends again:
/// short ones are common in honest text. The engine's loops are bound by the
/// same number.
pub const FEWEST_TOKENS: usize = 64;
/// Tokens by which a place is known again.
const GRAM: usize = 3;
/// Periods that are followed at one time. Texts have one or two; the bound keeps
/// the time linear whatever the text.
const MOST_OPEN: usize = 64;

/// A phrase that comes several times in a row, without a change but in white
/// space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Loop {
    /// From the beginning of the first repetition to the end of the last one,
    /// which may be cut off, in bytes of the text.
    pub span: Span,
    /// Where the second repetition begins: what follows says nothing new.
    pub second: usize,
    /// Words and signs of the phrase.
    pub n_period_tokens: usize,
    /// Whole repetitions.
    pub n_repetitions: usize,
    /// Whether the thinking, or the answer, ends in it.
    pub at_end: bool,
}

/// The loops of a text, in order, without overlap.
///
/// At the end of the text a loop is a phrase of [`SHORTEST_PHRASE`] tokens or
/// more that comes [`FEWEST_REPETITIONS`] times; the last token may be cut off.
/// Elsewhere its repetitions have [`FEWEST_TOKENS`] together besides. Of a loop
/// within a longer one only the longer is told. Takes time linear in the text.
pub(super) fn loops(text: &str, words: &Words) -> Vec<Loop> {
    let end = End::of(text, &words.tokens);
    let mut found = runs(&words.tokens);
    found.extend(end.runs());
    found.retain(|run| end.is_loop(*run));
    found.sort_by_key(|run| (run.start, std::cmp::Reverse(run.end)));
    let mut kept: Vec<Run> = Vec::new();
    for mut run in found {
        if let Some(before) = kept.pop() {
            // Two may share a few tokens: the later one has them where the text
            // ends in it, and else the earlier one.
            let mut before = before;
            if before.end > run.start && end.is_reached_by(run) && before.end < run.end {
                before.end = run.start;
            } else {
                run.start = run.start.max(before.end);
            }
            if end.is_loop(before) {
                kept.push(before);
            }
        }
        if end.is_loop(run) {
            kept.push(run);
        }
    }
    kept.into_iter().map(|run| end.told(run)).collect()
}

/// What must be known of a text's end to tell its loops.
struct End<'t> {
    tokens: &'t [Token],
    text: &'t str,
}

impl<'t> End<'t> {
    fn of(text: &'t str, tokens: &'t [Token]) -> Self {
        Self { tokens, text }
    }

    /// The runs that the text ends in, and those that end before its last token,
    /// which may be cut off. [`runs`] follows the distance of the last equal place,
    /// and so misses a phrase that is mostly repetitions itself.
    fn runs(&self) -> impl Iterator<Item = Run> {
        let n = self.tokens.len();
        let ends = [n, n.saturating_sub(1)].into_iter();
        ends.filter_map(|end| ending_at(self.tokens.get(..end)?))
    }

    fn is_loop(&self, run: Run) -> bool {
        let length = run.end.saturating_sub(run.start);
        if self.is_reached_by(run) {
            length >= FEWEST_REPETITIONS * run.period.max(SHORTEST_PHRASE)
        } else {
            length >= FEWEST_TOKENS && length >= FEWEST_REPETITIONS * run.period
        }
    }

    /// Whether the text ends in the run: at its last token, or where that is the
    /// beginning of the one that should come, as where a limit cut a word off.
    fn is_reached_by(&self, run: Run) -> bool {
        let missing = self.tokens.len() - run.end;
        let word = |at: usize| {
            let token = self.tokens.get(at)?;
            Some(Span::new(token.start, token.end).of(self.text))
        };
        let is_cut_off = || {
            let whole = word(run.end.checked_sub(run.period)?)?;
            Some(whole.starts_with(word(run.end)?))
        };
        missing == 0 || (missing == 1 && is_cut_off() == Some(true))
    }

    fn told(&self, run: Run) -> Loop {
        let at_end = self.is_reached_by(run);
        let last = if at_end {
            self.tokens.len() - 1
        } else {
            run.end - 1
        };
        let start = |at: usize| self.tokens[at].start;
        Loop {
            span: Span::new(start(run.start), self.tokens[last].end),
            second: start(run.start + run.period),
            n_period_tokens: run.period,
            n_repetitions: (run.end - run.start) / run.period,
            at_end,
        }
    }
}

/// A stretch of tokens each of which equals the one a period before it, the
/// first period aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    start: usize,
    end: usize,
    period: usize,
}

/// Runs of at least [`FEWEST_REPETITIONS`] periods, in the order of their ends.
///
/// Where [`GRAM`] tokens stood before, their distance is a period that is followed
/// as long as it holds, beside longer ones that still do.
fn runs(tokens: &[Token]) -> Vec<Run> {
    let mut seen = LastSeen::with_room_for(tokens.len());
    let mut found = Vec::new();
    // The shortest period last.
    let mut open: Vec<Run> = Vec::new();
    for end in GRAM..=tokens.len() {
        let gram: [u64; GRAM] = std::array::from_fn(|i| tokens[end - GRAM + i].hash);
        let before = seen.note(joined(&gram), end);
        open.retain_mut(|run| {
            let holds = tokens[end - 1].hash == tokens[end - 1 - run.period].hash;
            if holds {
                run.end = end;
            } else if run.end - run.start >= FEWEST_REPETITIONS * run.period {
                found.push(*run);
            }
            holds
        });
        if let Some(period) = before.map(|before| end - before)
            && open.last().is_none_or(|run| period < run.period)
            && open.len() < MOST_OPEN
        {
            open.push(begun(tokens, end, period));
        }
    }
    open.retain(|run| run.end - run.start >= FEWEST_REPETITIONS * run.period);
    found.extend(open);
    found
}

/// The run with the shortest period that the tokens end in and that is long
/// enough for a loop at the end.
fn ending_at(tokens: &[Token]) -> Option<Run> {
    let lengths = lengths_from_end(tokens);
    let end = tokens.len();
    let length = |period: usize| lengths.get(period).map_or(0, |same| same + period);
    let period = (1..=end / FEWEST_REPETITIONS)
        .find(|&period| length(period) >= FEWEST_REPETITIONS * period.max(SHORTEST_PHRASE))?;
    Some(Run {
        start: end - length(period),
        end,
        period,
    })
}

/// For each distance, how many tokens before the end equal those that far before
/// them: the Z function of the tokens read backwards (D. Gusfield, 1997, section
/// 1.4), in linear time.
fn lengths_from_end(tokens: &[Token]) -> Vec<usize> {
    let n = tokens.len();
    let at = |i: usize| tokens.get(n - 1 - i).map(|token| token.hash);
    let mut lengths = vec![0; n];
    let (mut left, mut right) = (0, 0);
    for i in 1..n {
        let known = lengths.get(i - left).copied().unwrap_or(0);
        let mut same = if i < right { known.min(right - i) } else { 0 };
        while i + same < n && at(same) == at(i + same) {
            same += 1;
        }
        if i + same > right {
            (left, right) = (i, i + same);
        }
        lengths[i] = same;
    }
    lengths
}

/// The run of a period that was found at `end`. It may have begun up to a
/// period earlier, while a wrong one was followed.
fn begun(tokens: &[Token], end: usize, period: usize) -> Run {
    let mut start = end.saturating_sub(GRAM + period);
    let furthest = start.saturating_sub(period);
    while start > furthest && tokens[start - 1].hash == tokens[start - 1 + period].hash {
        start -= 1;
    }
    Run { start, end, period }
}

#[cfg(test)]
mod tests;
