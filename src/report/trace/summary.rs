//! Many traces summed up, for a terminal.

use crate::analysis::digest::{Digest, Number, Spread};
use crate::report::grid::Grid;
use crate::report::terminal::wrapped;
use crate::report::words;
use crate::text::for_terminal;

/// The groups one below the other, on a terminal `width` columns wide. Ends with
/// a line end.
pub fn summary(digests: &[Digest], width: u16) -> String {
    let groups = digests.iter().map(|digest| group(digest, width));
    groups.collect::<Vec<_>>().join("\n\n") + "\n"
}

fn group(digest: &Digest, width: u16) -> String {
    let confidence = digest.spreads.first();
    let confidence = confidence.map_or_else(String::new, |s| words::confidence(&s.mean));
    let mean = format!("mean ({confidence} interval)");
    let heads = ["", "n", &mean, "10%", "25%", "median", "75%", "90%"];
    let mut grid = Grid::new("", &heads, 1);
    grid.rows.extend(digest.spreads.iter().map(row));
    let mut lines = vec![wrapped(&title(digest), width, "  ")];
    lines.push(grid.terminal(width).trim_start_matches('\n').to_owned());
    lines.extend(further(digest).map(|line| wrapped(&line, width, "  ")));
    lines.join("\n")
}

fn title(digest: &Digest) -> String {
    let mut title = format!(
        "{}: {}, {} with a thinking that can be read",
        for_terminal(&digest.group),
        words::counted(digest.n, "trace", "traces"),
        words::count(digest.n_thinking),
    );
    let (right, judged) = digest.correct;
    if judged > 0 {
        title += &format!(
            "; {} of {} right",
            words::count(right),
            words::count(judged)
        );
    }
    title
}

/// What was found in some of them, and what is odd; `None` where nothing was.
fn further(digest: &Digest) -> impl Iterator<Item = String> {
    let (loops, at_end) = digest.loops;
    let found = [
        (
            loops,
            format!(
                "{} with an exact loop ({} end in one)",
                words::count(loops),
                words::count(at_end)
            ),
        ),
        (
            digest.n_mixed,
            format!(
                "{} go over to another language",
                words::count(digest.n_mixed)
            ),
        ),
        (
            digest.n_unreadable,
            format!("{} hidden or empty", words::count(digest.n_unreadable)),
        ),
    ];
    let found = found
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(_, text)| text);
    let odd = digest.issues.iter();
    let odd = odd.map(|(issue, n)| format!("{} {issue}", words::count(*n)));
    let parts: Vec<String> = found.chain(odd).collect();
    (!parts.is_empty())
        .then(|| format!("of these: {}", parts.join(", ")))
        .into_iter()
}

fn row(spread: &Spread) -> Vec<String> {
    let share = spread.number == Number::Repeated;
    let number = |value: f64| {
        if share {
            words::percent(value)
        } else {
            words::decimal(value)
        }
    };
    let mean = &spread.mean;
    let interval = if mean.n > 1 && mean.low >= mean.high {
        // An interval of no width would say more than so few values can.
        "all equal".to_owned()
    } else if share && mean.low.is_finite() {
        words::percent_interval(mean)
    } else {
        words::interval(mean)
    };
    let q = &spread.quantiles;
    let mut cells = vec![
        name(spread.number).to_owned(),
        words::count(spread.n),
        format!("{} ({interval})", number(mean.point)),
    ];
    cells.extend([q.p10, q.p25, q.p50, q.p75, q.p90].map(number));
    cells
}

fn name(number: Number) -> &'static str {
    match number {
        Number::ThinkingTokens => "thinking tokens",
        Number::ThinkingCharacters => "thinking characters",
        Number::Steps => "steps (paragraphs)",
        Number::Thoughts => "thoughts",
        Number::ThoughtCharacters => "characters a thought",
        Number::SwitchesPer1000Tokens => "switches per 1,000 tokens",
        Number::Backtracks => "backtracks",
        Number::Verifications => "checks",
        Number::Hesitations => "doubts",
        Number::Repeated => "repeated phrases",
        Number::AnswerCharacters => "answer characters",
    }
}
