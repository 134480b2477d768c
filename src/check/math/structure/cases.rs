//! Aligned blocks, functions by cases, systems, and brackets that point outwards.

use std::borrow::Cow;

use super::super::answer::Answer;
use super::super::token::{Kind, Token, split};
use super::{Joint, Structure};

/// `]a, b[` as `(a, b)`: brackets that point outwards leave the end out.
pub(super) fn turned(tokens: &[Token]) -> Cow<'_, [Token]> {
    if !tokens.iter().any(|t| t.is('[') || t.is(']')) {
        return Cow::Borrowed(tokens);
    }
    let mut tokens = tokens.to_vec();
    let mut depth = 0_i32;
    for at in 0..tokens.len() {
        let next_ends = tokens.get(at + 1).is_none_or(|next| {
            next.is_command("cup")
                || next.is_command("cap")
                || next.is(',')
                || next.is(';')
                || matches!(next.word(), Some("U" | "or" | "and"))
        });
        let Some(token) = tokens.get_mut(at) else {
            break;
        };
        if token.is(']') && depth == 0 {
            token.kind = Kind::Sign('(');
        } else if token.is('[') && depth > 0 && next_ends {
            token.kind = Kind::Sign(')');
        }
        depth += token.step();
    }
    Cow::Owned(tokens)
}

/// What an aligned block or a list of cases holds.
pub(super) fn block(tokens: &[Token]) -> Option<&[Token]> {
    let [first, inside @ .., last] = tokens else {
        return None;
    };
    let (Kind::Begin(name), Kind::End(_)) = (&first.kind, &last.kind) else {
        return None;
    };
    let is_block = matches!(
        name.as_str(),
        "aligned" | "align" | "gather" | "gathered" | "equation" | "split" | "center" | "eqnarray"
    );
    (is_block && !inside.iter().any(|t| matches!(t.kind, Kind::Begin(_)))).then_some(inside)
}

impl Structure {
    /// A function by cases: pairs of a value and its condition, in any order;
    /// or a system, whose rows are said one after the other.
    pub(super) fn cases(self, tokens: &[Token], depth: usize) -> Option<Answer> {
        let [first, inside @ .., last] = tokens else {
            return None;
        };
        let (Kind::Begin(name), Kind::End(_)) = (&first.kind, &last.kind) else {
            return None;
        };
        if !matches!(name.as_str(), "cases" | "dcases" | "rcases") {
            return None;
        }
        let is_filler =
            |t: &Token| matches!(t.word(), Some("if" | "when" | "for" | "otherwise" | "else"));
        let mut rows = Vec::new();
        for row in split(inside, |t| t.kind == Kind::Row) {
            let cells = split(row, |t| t.is('&') || t.is(',') || is_filler(t));
            let parts: Option<Vec<Answer>> = cells
                .into_iter()
                .filter(|cell| !cell.is_empty())
                .map(|cell| self.item(cell, depth + 1))
                .collect();
            let mut parts = parts?;
            match parts.len() {
                0 => {}
                1 => rows.push(parts.remove(0)),
                _ => rows.push(Answer::Bracketed {
                    open: '(',
                    close: ')',
                    parts,
                }),
            }
        }
        let is_system = rows
            .iter()
            .all(|row| !matches!(row, Answer::Bracketed { .. }));
        Some(if is_system {
            super::joined(rows, Joint::And)
        } else {
            Answer::Set(rows)
        })
    }
}
