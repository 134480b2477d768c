//! The order of a graph's nodes.

use super::error::RewriteError;
use super::graph::Model;
use super::node::Node;

/// Puts the nodes into an order in which each comes after what it reads, and
/// otherwise stays where it was.
pub(super) fn sort(model: &mut Model<'_>) -> Result<(), RewriteError> {
    let index = model.index();
    let mut state = vec![Visit::New; model.nodes.len()];
    let mut order = Vec::with_capacity(model.nodes.len());
    for root in 0..model.nodes.len() {
        let mut open = vec![root];
        while let Some(&i) = open.last() {
            let (Some(node), Some(visit)) = (model.nodes.get(i), state.get_mut(i)) else {
                break;
            };
            match visit {
                Visit::Done => {
                    open.pop();
                }
                Visit::Open => {
                    *visit = Visit::Done;
                    order.push(i);
                    open.pop();
                }
                Visit::New => {
                    *visit = Visit::Open;
                    let before = node.inputs.iter().chain(&node.captured);
                    let before = before.filter_map(|name| index.producer.get(name).copied());
                    for j in before.filter(|&j| j != i) {
                        match state.get(j) {
                            Some(Visit::New) => open.push(j),
                            Some(Visit::Open) => {
                                return Err(RewriteError::Malformed(
                                    "its nodes go in circles".to_owned(),
                                ));
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
    }
    let mut nodes: Vec<Option<Node<'_>>> = model.nodes.drain(..).map(Some).collect();
    model.nodes = order
        .into_iter()
        .filter_map(|i| nodes.get_mut(i)?.take())
        .collect();
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}
