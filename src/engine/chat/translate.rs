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
//! | `{% macro f(x) %}`, `{% for x in E recursive %}` | the same, and `__kept([x])` inside |
//! | `E[1:]` | `E.__sliced()[1:]` |
//! | `A ~ B` | `A\|__str ~ B\|__str` |
//! | `'%s' % x` | `'%s'\|__percent((x))` |
//! | `{% generation %}` | `{% with %}` |
//! | `'\v'` | the character, as minijinja has fewer escapes |

use crate::text::jinja::kept::{self, Edit, apply};
use crate::text::jinja::{Token, TokenKind, tags};

/// Functions and filters that a rewritten source calls.
pub(super) const EACH: &str = "__each";
/// A method: refuses what Python cannot slice.
pub(super) const SLICED: &str = "__sliced";
/// A filter: Python's `str`.
pub(super) const STR: &str = "__str";
/// A filter: `'%s' % x`.
pub(super) const PERCENT: &str = "__percent";

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

fn statement(tokens: &[Token<'_>], end: (usize, usize), edits: &mut Vec<Edit>) {
    let Some(first) = tokens.first() else {
        return;
    };
    match first.text {
        "generation" | "endgeneration" => edits.push(Edit {
            start: first.start,
            end: first.end(),
            text: first.text.replace("generation", "with"),
        }),
        // Jinja2 keeps the line break behind this one.
        "raw" if end.1 - end.0 == 2 => edits.push(Edit::insert(end.0, "+")),
        _ => {}
    }
    kept::keep(tokens, end, EACH, edits);
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
