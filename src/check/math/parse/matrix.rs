//! Matrices: LaTeX environments and nested lists.

use super::super::expr::Expr;
use super::super::function::Function;
use super::super::token::{Kind, Token, split};
use super::Parser;

/// Most entries of a matrix.
const MOST_ENTRIES: usize = 1024;

/// Whether the environment holds a matrix.
pub(super) fn is_matrix(name: &str) -> bool {
    matches!(
        name,
        "matrix"
            | "pmatrix"
            | "bmatrix"
            | "vmatrix"
            | "Bmatrix"
            | "Vmatrix"
            | "smallmatrix"
            | "array"
            | "psmallmatrix"
            | "bsmallmatrix"
    )
}

impl Parser<'_> {
    /// The matrix whose environment has begun.
    pub(super) fn matrix(&mut self, name: &str) -> Option<Expr> {
        if !is_matrix(name) {
            return None;
        }
        let rest = self.tokens.get(self.at..)?;
        let mut depth = 1_i32;
        let length = rest.iter().position(|t| {
            depth += match t.kind {
                Kind::Begin(_) => 1,
                Kind::End(_) => -1,
                _ => 0,
            };
            depth == 0
        })?;
        let inside = rest.get(..length)?;
        let matrix = self.nested(|p| rows(inside, p.depth))?;
        self.at += length + 1;
        Some(if name == "vmatrix" {
            Expr::Call(Function::Determinant, vec![matrix])
        } else {
            matrix
        })
    }
}

fn rows(tokens: &[Token], depth: usize) -> Option<Expr> {
    let mut rows = Vec::new();
    let mut n_entries = 0;
    for row in split(tokens, |t| t.kind == Kind::Row) {
        if row.is_empty() {
            continue;
        }
        let entries: Option<Vec<Expr>> = split(row, |t| t.is('&'))
            .into_iter()
            .map(|entry| super::whole_within(entry, depth))
            .collect();
        let entries = entries?;
        n_entries += entries.len();
        if n_entries > MOST_ENTRIES {
            return None;
        }
        rows.push(entries);
    }
    rectangular(rows)
}

/// A matrix of rows of equal length.
pub(in super::super) fn rectangular(rows: Vec<Vec<Expr>>) -> Option<Expr> {
    let width = rows.first()?.len();
    (width > 0 && rows.iter().all(|r| r.len() == width)).then_some(Expr::Matrix(rows))
}
