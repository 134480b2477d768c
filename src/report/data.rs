//! The table of attempts with all texts, embedded in the page as JSON.
//!
//! The page's script shows it by setting texts, never markup. Inside a
//! `<script>` element the only danger is text that ends the element, so `<`,
//! `>` and `&` are written as `\u003c` and so on; U+2028 and U+2029, which end
//! lines in older scripts, likewise.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::export::{self, Field};
use super::{Options, ReportError, RunFacts};
use crate::analysis::{Analysis, Row};
use crate::store::Outcome;
use crate::text::Span;
use crate::trace::{MoveKind, SegmentKind, Trace};

/// The data as JSON that is safe inside a `<script>` element.
pub fn embedded(
    facts: &RunFacts,
    analysis: &Analysis<'_>,
    options: Options,
) -> Result<String, ReportError> {
    let table = export::attempts(analysis)?;
    let mut rows: Vec<Value> = Vec::with_capacity(table.n_rows());
    for i in 0..table.n_rows() {
        rows.push(table.row(i).map(Field::to_json).collect());
    }
    let mut items = Items::default();
    let mut of_row = Vec::with_capacity(analysis.rows.len());
    let mut traces = Vec::with_capacity(analysis.rows.len());
    let mut seen = Seen::default();
    let mut seen_by_row = Vec::with_capacity(analysis.rows.len());
    for row in &analysis.rows {
        of_row.push(items.index(facts, row));
        traces.push(trace(row, options.max_trace_chars));
        seen_by_row.push(seen.index(facts, row));
    }
    let data = json!({
        "run": analysis.run,
        "columns": table.columns(),
        "rows": rows,
        "items": items.texts,
        "item": of_row,
        "traces": traces,
        "seen": seen.texts,
        "saw": seen_by_row,
    });
    Ok(for_script(&serde_json::to_string(&data)?))
}

/// Escapes JSON for the inside of a `<script>` element. Outside strings JSON
/// has none of these characters.
pub fn for_script(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    safe
}

/// Prompts and targets, each item once.
#[derive(Default)]
struct Items<'a> {
    places: HashMap<[&'a str; 3], usize>,
    texts: Vec<[Option<String>; 2]>,
}

impl<'a> Items<'a> {
    fn index(&mut self, facts: &RunFacts, row: &Row<'a>) -> usize {
        let key = key(row);
        let texts = &mut self.texts;
        *self.places.entry(key).or_insert_with(|| {
            let known = facts.items.get(&key.map(str::to_owned));
            texts.push([
                known.map(|i| i.prompt.clone()),
                known.map(|i| i.target.clone()),
            ]);
            texts.len() - 1
        })
    }
}

/// What models saw: what the chat template sets before and after the prompt.
/// There are few of these for many attempts, so each is stored once.
#[derive(Default)]
struct Seen {
    places: HashMap<[String; 2], usize>,
    texts: Vec<[String; 2]>,
}

impl Seen {
    /// The place of what stands around the prompt; `None` where there is no
    /// completion, or where the prompt is not found in what the model saw.
    fn index(&mut self, facts: &RunFacts, row: &Row<'_>) -> Option<usize> {
        let prompt = &facts.items.get(&key(row).map(str::to_owned))?.prompt;
        let saw = &row.completion()?.prompt;
        let (before, after) = saw.split_once(prompt.as_str())?;
        let around = [before.to_owned(), after.to_owned()];
        let texts = &mut self.texts;
        Some(*self.places.entry(around).or_insert_with_key(|around| {
            texts.push(around.clone());
            texts.len() - 1
        }))
    }
}

fn key<'a>(row: &Row<'a>) -> [&'a str; 3] {
    let a = row.attempt;
    [&a.suite, &a.part, &a.item]
}

/// A trace as a list of `[kind, text]`; `null` where there is no completion.
fn trace(row: &Row<'_>, most: usize) -> Value {
    let Some((completion, trace)) = row.completion().zip(row.trace()) else {
        return Value::Null;
    };
    let answer = match row.outcome {
        Some(Outcome::Done { judgement, .. }) => judgement.extraction.as_ref().map(|e| e.span),
        _ => None,
    };
    let pieces = pieces(trace, answer);
    let length = completion.text.chars().count();
    let cut = (length > most).then(|| (most / 2, length - most / 2));
    let mut list = Vec::new();
    let mut at = 0;
    for (kind, span) in pieces {
        let text = span.of(&completion.text);
        let next = at + text.chars().count();
        match cut {
            Some((from, to)) if next > from && at < to => {
                let head: String = text.chars().take(from.saturating_sub(at)).collect();
                let tail: String = text.chars().skip(to.saturating_sub(at)).collect();
                push(&mut list, kind, &head);
                if next >= to {
                    let gap = format!("… {} characters left out …", to - from);
                    push(&mut list, "o", &gap);
                }
                push(&mut list, kind, &tail);
            }
            _ => push(&mut list, kind, text),
        }
        at = next;
    }
    Value::Array(list)
}

fn push(list: &mut Vec<Value>, kind: &str, text: &str) {
    if !text.is_empty() {
        list.push(json!([kind, text]));
    }
}

/// Segments split at moves and at the extracted answer, in order. Kinds: `t`
/// thinking, `a` answer, `g` tag, `x` the extracted answer, and `s`, `b`, `v`,
/// `h` for the four moves.
fn pieces(trace: &Trace, answer: Option<Span>) -> Vec<(&'static str, Span)> {
    let moves = trace.moves.iter().map(|m| {
        let kind = match m.kind {
            MoveKind::Switch => "s",
            MoveKind::Backtrack => "b",
            MoveKind::Verify => "v",
            MoveKind::Hesitate => "h",
        };
        (kind, m.span)
    });
    let mut marks: Vec<(&'static str, Span)> = moves.chain(answer.map(|a| ("x", a))).collect();
    marks.sort_by_key(|(_, span)| *span);
    let mut marks = marks.into_iter().peekable();
    let mut pieces = Vec::new();
    for segment in &trace.segments {
        let kind = match segment.kind {
            SegmentKind::Thinking => "t",
            SegmentKind::Answer => "a",
            SegmentKind::Tag | SegmentKind::ToolCall | SegmentKind::Other => "g",
        };
        let mut at = segment.span.start;
        while let Some((mark, span)) = marks.next_if(|(_, s)| s.start < segment.span.end) {
            // Marks lie inside one segment and apart; what does not is cut to fit.
            let (start, end) = (span.start.max(at), span.end.min(segment.span.end));
            if start < end {
                pieces.push((kind, Span::new(at, start)));
                pieces.push((mark, Span::new(start, end)));
                at = end;
            }
        }
        pieces.push((kind, Span::new(at, segment.span.end)));
    }
    pieces.retain(|(_, span)| !span.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Input, Options as Numbers, analyze, fake};
    use crate::check::Verdict;
    use crate::plan::Mode;
    use crate::store::Record;

    fn traced(text: &str, most: usize) -> Value {
        let key = ["s".into(), "p".into(), "i".into()];
        let attempt = fake::attempt(Mode::Reasoning, &key, "logic", None, 1);
        let outcome = fake::done(text, Verdict::Correct, 3, 1);
        let records = [Record {
            attempt: attempt.clone(),
            outcome,
        }];
        let input = Input {
            run: "r",
            planned: &[attempt],
            records: &records,
            suites: &[],
            probes: None,
        };
        let analysis = analyze(input, Numbers::default()).unwrap();
        trace(&analysis.rows[0], most)
    }

    fn joined(trace: &Value) -> String {
        let pieces = trace.as_array().unwrap().iter();
        pieces.map(|p| p[1].as_str().unwrap()).collect()
    }

    #[test]
    fn pieces_are_the_text() {
        let text = "<think>\nA. Alternatively, b\u{2028}é.</think>\n</script>42";
        let got = traced(text, 1000);
        assert_eq!(joined(&got), text);
        let kinds: Vec<&str> = got
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p[0].as_str().unwrap())
            .collect();
        assert!(kinds.contains(&"s") && kinds.contains(&"x"), "{kinds:?}");
    }

    #[test]
    fn long_traces_lose_their_middle_and_say_so() {
        let text = format!("<think>{}</think>end", "思".repeat(500));
        let got = traced(&text, 100);
        let all = joined(&got);
        assert!(
            all.starts_with("<think>思") && all.ends_with("end"),
            "{all}"
        );
        assert_eq!(all.matches("left out").count(), 1);
        let shown: usize = all.chars().count() - "… 418 characters left out …".chars().count();
        assert_eq!(shown, 100, "{all}");
    }

    #[test]
    fn nothing_can_end_the_script() {
        let hostile = "</script><script>alert(1)</script>]]>&<!--\u{2028}\u{2029}\u{202e}\"'\\\0";
        let json = for_script(&serde_json::to_string(hostile).unwrap());
        for bad in ["<", ">", "&", "\u{2028}", "\u{2029}", "\0"] {
            assert!(!json.contains(bad), "{json}");
        }
        let back: String = serde_json::from_str(&json).unwrap();
        assert_eq!(back, hostile);
    }
}
