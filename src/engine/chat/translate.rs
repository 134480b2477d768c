//! From a template as Jinja2 reads it to one that minijinja reads the same.
//!
//! The two differ where Python refuses what minijinja lets pass, and nothing
//! in minijinja can be hooked into: loops over `None`, slices of `None`, the
//! texts that `~` makes of dicts. There the source is rewritten to call a
//! function of ours. Lines stay where they are, so that errors name the
//! author's lines.
//!
//! | the template says | and is read as |
//! |---|---|
//! | `{% for x in E %}` | `{% for x in __each((E)) %}` |
//! | `{% set x = E %}`, `{% with x = E %}` | `… = __kept((E))` |
//! | `{% macro f(x) %}` | the same, and `__kept([x])` inside |
//! | `E[1:]` | `E.__sliced()[1:]` |
//! | `A ~ B` | `A\|__str ~ B\|__str` |
//! | `'%s' % x` | `'%s'\|__percent((x))` |
//! | `{% generation %}` | `{% with %}` |
//! | `'\v'` | the character, as minijinja has fewer escapes |

use crate::text::jinja::{Token, TokenKind, tags};

/// Functions and filters that a rewritten source calls.
pub(super) const EACH: &str = "__each";
/// Refuses values that have grown too large to be kept.
pub(super) const KEPT: &str = "__kept";
/// A method: refuses what Python cannot slice.
pub(super) const SLICED: &str = "__sliced";
/// A filter: Python's `str`.
pub(super) const STR: &str = "__str";
/// A filter: `'%s' % x`.
pub(super) const PERCENT: &str = "__percent";

/// One change of the source: the bytes from `start` to `end` become `text`.
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

impl Edit {
    fn insert(at: usize, text: impl Into<String>) -> Self {
        Self {
            start: at,
            end: at,
            text: text.into(),
        }
    }
}

/// `source` for minijinja.
pub(super) fn translate(source: &str) -> String {
    let source = source.replace("\r\n", "\n").replace('\r', "\n");
    let mut edits = Vec::new();
    for tag in tags(&source) {
        let tokens = tag.tokens.as_slice();
        if tag.is_statement {
            statement(tokens, tag.end, &mut edits);
        }
        slices(tokens, &mut edits);
        concatenations(tokens, &mut edits);
        formats(tokens, &mut edits);
        literals(tokens, &mut edits);
    }
    // Insertions at one place keep the order in which they were found.
    edits.sort_by_key(|edit| edit.start);
    apply(&source, &edits)
}

fn apply(source: &str, edits: &[Edit]) -> String {
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

fn statement(tokens: &[Token<'_>], end: (usize, usize), edits: &mut Vec<Edit>) {
    let Some((first, rest)) = tokens.split_first() else {
        return;
    };
    match first.text {
        "generation" | "endgeneration" => edits.push(Edit {
            start: first.start,
            end: first.end(),
            text: first.text.replace("generation", "with"),
        }),
        "for" => {
            let Some(at) = rest.iter().position(|t| t.depth == 0 && t.text == "in") else {
                return;
            };
            let body = rest.get(at + 1..).unwrap_or(&[]);
            let stop = body
                .iter()
                .position(|t| t.depth == 0 && t.is_name() && matches!(t.text, "if" | "recursive"))
                .unwrap_or(body.len());
            wrap(EACH, body.get(..stop).unwrap_or(&[]), edits);
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
        // Jinja2 keeps the line break behind this one.
        "raw" if end.1 - end.0 == 2 => edits.push(Edit::insert(end.0, "+")),
        "macro" => check_arguments(rest, end, edits),
        _ => {}
    }
}

/// `tokens` become the argument of `function`; the second parentheses are
/// for `1, 2`, which is a tuple.
fn wrap(function: &str, tokens: &[Token<'_>], edits: &mut Vec<Edit>) {
    if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
        edits.push(Edit::insert(first.start, format!("{function}((")));
        edits.push(Edit::insert(last.end(), "))"));
    }
}

/// Behind the tag, a statement that looks at the macro's arguments.
fn check_arguments(tokens: &[Token<'_>], (from, to): (usize, usize), edits: &mut Vec<Edit>) {
    let parameters: Vec<&str> = tokens
        .windows(2)
        .filter_map(|pair| match pair {
            [before, name]
                if name.depth == 1 && name.is_name() && matches!(before.text, "(" | ",") =>
            {
                Some(name.text)
            }
            _ => None,
        })
        .collect();
    if parameters.is_empty() {
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
        text: format!(
            "%}}{{% if {KEPT}([{}]) %}}{{% endif ",
            parameters.join(", ")
        ),
    });
    edits.push(Edit::insert(from + sign, ["", "-"][sign]));
}

fn slices(tokens: &[Token<'_>], edits: &mut Vec<Edit>) {
    for (i, bracket) in tokens.iter().enumerate() {
        let subscript = bracket.text == "["
            && i.checked_sub(1)
                .and_then(|before| tokens.get(before))
                .is_some_and(Token::ends_operand);
        let inside = tokens.get(i + 1..).unwrap_or(&[]);
        let slice = inside
            .iter()
            .take_while(|t| t.depth > bracket.depth)
            .any(|t| t.depth == bracket.depth + 1 && t.text == ":");
        if subscript && slice {
            edits.push(Edit::insert(bracket.start, format!(".{SLICED}()")));
        }
    }
}

/// Makes texts of what `~` joins, where an operand is one term.
fn concatenations(tokens: &[Token<'_>], edits: &mut Vec<Edit>) {
    let mut start = 0;
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (i, tilde) in tokens.iter().enumerate().filter(|(_, t)| t.text == "~") {
        // To the left: this operand, unless the `~` before has seen it.
        let before = tokens.get(..i).unwrap_or(&[]);
        let left = before
            .iter()
            .rposition(|t| {
                t.depth < tilde.depth || (t.depth == tilde.depth && t.ends_operand_here())
            })
            .map_or(0, |at| at + 1);
        if left >= start || groups.last().is_none_or(|&(from, _)| from != left) {
            groups.push((left, i));
        }
        let after = tokens.get(i + 1..).unwrap_or(&[]);
        let stop = after
            .iter()
            .position(|t| {
                t.depth < tilde.depth || (t.depth == tilde.depth && t.ends_operand_here())
            })
            .unwrap_or(after.len());
        groups.push((i + 1, i + 1 + stop));
        start = i + 1;
    }
    groups.dedup();
    for (from, to) in groups {
        let operand = tokens.get(from..to).unwrap_or(&[]);
        let Some(last) = operand.last() else { continue };
        let depth = operand.first().map_or(0, |t| t.depth);
        let one_term = !operand.iter().any(|t| {
            t.depth == depth && matches!(t.text, "*" | "/" | "//" | "%" | "**" | "is" | "-")
        });
        let plain_text = operand.len() == 1 && last.kind == TokenKind::Text;
        if one_term && !plain_text {
            edits.push(Edit::insert(last.end(), format!("|{STR}")));
        }
    }
}

/// `%` behind a quoted text.
fn formats(tokens: &[Token<'_>], edits: &mut Vec<Edit>) {
    for (i, percent) in tokens.iter().enumerate().skip(1) {
        let before = i.checked_sub(1).and_then(|before| tokens.get(before));
        if percent.text != "%" || before.is_none_or(|t| t.kind != TokenKind::Text) {
            continue;
        }
        let after = tokens.get(i + 1..).unwrap_or(&[]);
        let stop = after
            .iter()
            .position(|t| {
                t.depth < percent.depth
                    || (t.depth == percent.depth
                        && (t.ends_operand_here() || matches!(t.text, "*" | "/" | "//" | "%")))
            })
            .unwrap_or(after.len());
        if let Some(last) = stop.checked_sub(1).and_then(|last| after.get(last)) {
            edits.push(Edit {
                start: percent.start,
                end: percent.end(),
                text: format!("|{PERCENT}(("),
            });
            edits.push(Edit::insert(last.end(), "))"));
        }
    }
}

/// Python's escapes as minijinja's.
fn literals(tokens: &[Token<'_>], edits: &mut Vec<Edit>) {
    for token in tokens {
        if token.kind == TokenKind::Text
            && token.text.contains('\\')
            && let Some(text) = super::escape::requote(token.text)
        {
            edits.push(Edit {
                start: token.start,
                end: token.end(),
                text,
            });
        }
    }
}
