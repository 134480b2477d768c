//! Checks that a template's source is given before minijinja reads it: what is
//! kept under a name is handed to a function that measures it. Lines stay where
//! they are, so that errors name the author's lines.

use std::ops::Range;

use super::{Tag, Token, tags};

/// Refuses values that have grown too large to be kept.
pub(crate) const KEPT: &str = "__kept";

/// One change of the source: the bytes from `start` to `end` become `text`.
pub(crate) struct Edit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
}

impl Edit {
    pub(crate) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self {
            start: at,
            end: at,
            text: text.into(),
        }
    }
}

/// A source with checks in it.
pub(crate) struct Checked {
    pub(crate) text: String,
    edits: Vec<Edit>,
}

/// `source` with all that it keeps checked.
pub(crate) fn checked(source: &str) -> Checked {
    let mut edits = Vec::new();
    for Tag {
        is_statement,
        tokens,
        end,
        ..
    } in tags(source)
    {
        if is_statement {
            keep(&tokens, end, KEPT, &mut edits);
        }
    }
    edits.sort_by_key(|edit| edit.start);
    Checked {
        text: apply(source, &edits),
        edits,
    }
}

impl Checked {
    /// What a range of the text was in the source.
    pub(crate) fn original(&self, range: Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    fn place(&self, at: usize) -> usize {
        // How far what follows the edits so far lies behind its place before.
        let (mut longer, mut shorter) = (0, 0);
        for edit in &self.edits {
            let start = edit.start + longer - shorter;
            if at <= start {
                break;
            }
            if at < start + edit.text.len() {
                return edit.start;
            }
            longer += edit.text.len();
            shorter += edit.end - edit.start;
        }
        (at + shorter).saturating_sub(longer)
    }
}

/// The source with the edits made, which are sorted by place.
pub(crate) fn apply(source: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(source.len() + 16 * edits.len());
    let mut done = 0;
    for edit in edits {
        out.push_str(source.get(done..edit.start).unwrap_or(""));
        out.push_str(&edit.text);
        done = done.max(edit.end);
    }
    out.push_str(source.get(done..).unwrap_or(""));
    out
}

/// Wraps what a statement keeps: values of `set` and `with`, arguments of
/// macros, items of loops, which `each` takes.
pub(crate) fn keep(tokens: &[Token<'_>], end: (usize, usize), each: &str, edits: &mut Vec<Edit>) {
    let Some((first, rest)) = tokens.split_first() else {
        return;
    };
    match first.text {
        "for" => {
            let Some(at) = rest.iter().position(|t| t.depth == 0 && t.text == "in") else {
                return;
            };
            let (targets, body) = rest.split_at(at);
            let body = body.get(1..).unwrap_or(&[]);
            let stop = body
                .iter()
                .position(|t| t.depth == 0 && t.is_name() && matches!(t.text, "if" | "recursive"))
                .unwrap_or(body.len());
            wrap(each, body.get(..stop).unwrap_or(&[]), edits);
            // `loop(…)` gives such a loop items that nobody else sees.
            if body.iter().any(|t| t.depth == 0 && t.text == "recursive") {
                let names = targets.iter().filter(|t| t.is_name()).map(|t| t.text);
                check_names(&names.collect::<Vec<_>>(), end, edits);
            }
        }
        "set" => {
            if let Some(at) = rest.iter().position(Token::is_assignment) {
                wrap(KEPT, rest.get(at + 1..).unwrap_or(&[]), edits);
            }
        }
        "with" => {
            for assignment in rest.split(|t| t.depth == 0 && t.text == ",") {
                if let Some(at) = assignment.iter().position(Token::is_assignment) {
                    wrap(KEPT, assignment.get(at + 1..).unwrap_or(&[]), edits);
                }
            }
        }
        "macro" | "call" => check_names(&parameters(first, rest), end, edits),
        _ => {}
    }
}

/// Names of the parameters of a macro, or of what it calls.
fn parameters<'a>(keyword: &Token<'_>, tokens: &[Token<'a>]) -> Vec<&'a str> {
    // `call(x) f(y)`: only what directly follows the keyword are parameters.
    if keyword.text == "call" && tokens.first().is_none_or(|t| t.text != "(") {
        return Vec::new();
    }
    let close = tokens.iter().position(|t| t.depth == 0 && t.text == ")");
    let list = tokens.get(..close.unwrap_or(tokens.len())).unwrap_or(&[]);
    let pairs = list.windows(2).filter_map(|pair| match pair {
        [before, name] if name.depth == 1 && name.is_name() && matches!(before.text, "(" | ",") => {
            Some(name.text)
        }
        _ => None,
    });
    pairs.collect()
}

/// `tokens` become the argument of `function`, unless they are a name or a
/// single value, which is there already; the second parentheses are for
/// `1, 2`, which is a tuple.
fn wrap(function: &str, tokens: &[Token<'_>], edits: &mut Vec<Edit>) {
    let is_there = |t: &Token<'_>| t.kind != super::TokenKind::Sign || t.text == ".";
    if function == KEPT && tokens.iter().all(is_there) {
        return;
    }
    if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
        edits.push(Edit::insert(first.start, format!("{function}((")));
        edits.push(Edit::insert(last.end(), "))"));
    }
}

/// Behind the tag, a statement that looks at what `names` hold.
fn check_names(names: &[&str], (from, to): (usize, usize), edits: &mut Vec<Edit>) {
    if names.is_empty() {
        return;
    }
    // The sign that trims what follows moves to the end of the new statement.
    let sign = usize::from(to - from > 2);
    edits.push(Edit {
        start: from,
        end: from + sign,
        text: String::new(),
    });
    edits.push(Edit {
        start: from + sign,
        end: from + sign,
        text: format!("%}}{{% if {KEPT}([{}]) %}}{{% endif ", names.join(", ")),
    });
    edits.push(Edit::insert(from + sign, ["", "-"][sign]));
}
