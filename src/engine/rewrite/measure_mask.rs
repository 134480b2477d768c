//! Computes the masks of a graph, and so learns how far its attentions look.

use std::path::Path;

use ort::session::{Session, SessionInputValue};
use ort::value::Tensor;

use super::attention::Attention;
use super::error::RewriteError;
use super::mask::{MaskGraph, PAST_SHAPE, Reach, number_name, reach};
use super::session::{Runtime, failed};

/// Longest first step that is computed to cross a window.
const LONGEST_STEP: u64 = 2048;

/// How far each attention looks, in texts of up to `context` tokens.
pub(super) fn reaches(
    graph: &MaskGraph,
    attentions: &[Attention],
    context: u64,
    runtime: Runtime<'_>,
    folder: &Path,
) -> Result<Vec<Reach>, RewriteError> {
    if let Some(bare) = attentions.iter().find(|a| a.masks.is_empty()) {
        return Err(RewriteError::unsupported(format!(
            "the attention on the cache `{}` has no mask",
            bare.key.past
        )));
    }
    let failed = failed("computing the masks of the original graph");
    let mut session = runtime.open(&graph.bytes, folder).map_err(&failed)?;
    let mut look = |past: u64, new: u64| -> Result<Vec<Reach>, RewriteError> {
        let masks =
            Masks::compute(&mut session, graph, past as usize, new as usize).map_err(&failed)?;
        let each = attentions.iter().map(|attention| {
            masks.reach(attention).map_err(|reason| {
                RewriteError::unsupported(format!(
                    "the mask of the attention on `{}` is of no known form: {reason}",
                    attention.key.past
                ))
            })
        });
        each.collect()
    };
    // At the end of the context a window shows that it does not reach back.
    let far = look(context.saturating_sub(2).max(8), 2)?;
    let mut cases = vec![(0, 7), (5, 3), (40, 1)];
    for reach in &far {
        if let Reach::Window(size) = reach {
            cases.push((size.saturating_sub(1), 3));
            if size + 3 <= LONGEST_STEP {
                cases.push((0, size + 3));
            }
        }
    }
    cases.sort_unstable();
    cases.dedup();
    for (past, new) in cases {
        let near = look(past, new)?;
        let same = far.iter().zip(&near).all(|(far, near)| match far {
            Reach::Window(size) if past + new > *size => far == near,
            _ => *near == Reach::All,
        });
        if !same {
            return Err(RewriteError::unsupported(
                "its masks look less far in short texts than in long ones",
            ));
        }
    }
    Ok(far)
}

struct Masks<'g> {
    values: Vec<(&'g str, Grid)>,
    past: usize,
    new: usize,
}

struct Grid {
    rows: usize,
    columns: usize,
    values: Vec<f32>,
}

impl<'g> Masks<'g> {
    fn compute(
        session: &mut Session,
        graph: &'g MaskGraph,
        past: usize,
        new: usize,
    ) -> ort::Result<Self> {
        let mut inputs: Vec<(&str, SessionInputValue<'_>)> = Vec::new();
        for name in &graph.inputs {
            let value = match name.as_str() {
                "attention_mask" => Tensor::from_array(([1, past + new], vec![1_i64; past + new]))?,
                "position_ids" => {
                    let positions = (past..past + new).map(|p| p as i64).collect::<Vec<_>>();
                    Tensor::from_array(([1, new], positions))?
                }
                PAST_SHAPE => Tensor::from_array(([4], vec![1, 1, past as i64, 8]))?,
                _ => Tensor::from_array(([1, new], vec![0_i64; new]))?,
            };
            inputs.push((name, value.into()));
        }
        let outputs = session.run(inputs)?;
        let mut values = Vec::new();
        for name in &graph.outputs {
            let value = outputs
                .get(name)
                .ok_or_else(|| ort::Error::new(format!("no mask `{name}`")))?;
            let (shape, numbers) = value.try_extract_tensor::<f32>()?;
            let &[.., rows, columns] = shape.as_ref() else {
                return Err(ort::Error::new(format!("a mask of the shape {shape:?}")));
            };
            if rows * columns != numbers.len() as i64 {
                return Err(ort::Error::new(format!(
                    "a mask of its own for each head: {shape:?}"
                )));
            }
            let grid = Grid {
                rows: rows as usize,
                columns: columns as usize,
                values: numbers.to_vec(),
            };
            values.push((name.as_str(), grid));
        }
        Ok(Self { values, past, new })
    }

    fn reach(&self, attention: &Attention) -> Result<Reach, String> {
        let mut grids = Vec::new();
        for mask in &attention.masks {
            let name = number_name(&mask.name);
            let found = self.values.iter().find(|(other, _)| *other == name);
            grids.extend(found.map(|(_, grid)| grid));
        }
        let columns = grids.iter().map(|g| g.columns).max().unwrap_or(0);
        if columns != self.past + self.new {
            return Err(format!(
                "it has {columns} columns for {} tokens",
                self.past + self.new
            ));
        }
        let rows: Vec<Vec<&[f32]>> = (0..self.new)
            .map(|i| grids.iter().map(|grid| grid.row(i)).collect())
            .collect();
        let additive: Vec<bool> = attention.masks.iter().map(|m| m.additive).collect();
        reach(&rows, self.past, &additive)
    }
}

impl Grid {
    /// A row; one row is for all.
    fn row(&self, i: usize) -> &[f32] {
        let i = if self.rows == 1 { 0 } else { i };
        self.values
            .get(i * self.columns..(i + 1) * self.columns)
            .unwrap_or_default()
    }
}
