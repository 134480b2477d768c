//! A two-step cascade, played through with stored draws: the instruct model
//! answers k times; where its answers agree that answer is taken, and where
//! they do not, the reasoning model is asked.

use indexmap::IndexMap;
use serde::Serialize;

use crate::analysis::Options;
use crate::analysis::cell::Cell;
use crate::analysis::rows::Row;
use crate::analysis::summary::Group;
use crate::plan::Mode;
use crate::stats::{Estimate, mean, proportion};

/// The draws of one attempt, as far as a cascade needs them.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemDraws {
    /// The model.
    pub model: String,
    /// What kind of work the item is.
    pub task_type: String,
    /// Suite, part and item.
    pub item: [String; 3],
    /// In the order in which they were drawn.
    pub draws: Vec<DrawFacts>,
}

/// What a cascade needs to know of a draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawFacts {
    /// Draws with the same number have answers that mean the same; `None`
    /// without an answer.
    pub group: Option<u32>,
    /// Whether it is right; `None` where nobody could tell.
    pub correct: Option<bool>,
    /// Its tokens, thinking and answer.
    pub tokens: u32,
}

/// What a cascade of `k` draws would have come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cascade {
    /// The task type; `None` over all of them.
    pub task_type: Option<String>,
    /// The model that answers first.
    pub instruct: String,
    /// The model that is asked where the answers differ.
    pub reasoning: String,
    /// How many draws must agree.
    pub k: usize,
    /// Share of items that come out correct.
    pub accuracy: Estimate,
    /// Mean tokens of an item, those of both models together.
    pub tokens: Estimate,
    /// Share of items that went on to the reasoning model.
    pub escalated: f64,
}

/// The draws of the instruct models of a run, from the attempts that took more
/// than one without a budget and whose answers the checker could compare.
pub fn item_draws(rows: &[Row<'_>]) -> Vec<ItemDraws> {
    let several = rows.iter().filter(|row| {
        row.attempt.mode == Mode::Instruct && row.attempt.budget.is_none() && row.draws.len() > 1
    });
    several
        .filter(|row| row.draws.iter().any(|draw| draw.group.is_some()))
        .map(|row| {
            let a = row.attempt;
            ItemDraws {
                model: a.model.clone(),
                task_type: a.task_type.0.clone(),
                item: [a.suite.clone(), a.part.clone(), a.item.clone()],
                draws: row
                    .draws
                    .iter()
                    .map(|draw| DrawFacts {
                        group: draw.group,
                        correct: draw.judgement.verdict.is_correct(),
                        tokens: draw.completion.n_thinking_tokens + draw.completion.n_answer_tokens,
                    })
                    .collect(),
            }
        })
        .collect()
}

/// The cascades of an instruct and a reasoning model: per task type and over
/// all, for each k up to the number of draws. Items count that have draws of
/// the one and a graded attempt of the other.
pub fn cascades(
    instruct: &str,
    reasoning: &Group,
    cells: &[Cell],
    draws: &[ItemDraws],
    options: Options,
) -> Vec<Cascade> {
    let second: IndexMap<&[String; 3], &Cell> = cells
        .iter()
        .filter(|cell| reasoning.holds(cell))
        .map(|cell| (&cell.item, cell))
        .collect();
    let ours: Vec<&ItemDraws> = draws.iter().filter(|d| d.model == instruct).collect();
    let most = ours.iter().map(|d| d.draws.len()).max().unwrap_or(0);
    let mut types: Vec<Option<&str>> = Vec::new();
    for draws in &ours {
        if !types.contains(&Some(draws.task_type.as_str())) {
            types.push(Some(&draws.task_type));
        }
    }
    types.push(None);
    let mut found = Vec::new();
    for task_type in types {
        for k in sizes(most) {
            let of_type = ours
                .iter()
                .filter(|d| task_type.is_none_or(|t| t == d.task_type));
            let items = of_type.filter_map(|d| Some((&d.item, play(d, second.get(&d.item)?, k)?)));
            let played = averaged(items);
            if !played.is_empty() {
                let who = (instruct.to_owned(), reasoning.model.clone());
                found.push(cascade(task_type, who, k, &played, options));
            }
        }
    }
    found
}

/// 2, 3, 5, 8 and the number of draws itself.
fn sizes(most: usize) -> Vec<usize> {
    let mut sizes: Vec<usize> = [2, 3, 5, 8].into_iter().filter(|k| *k < most).collect();
    if most > 1 {
        sizes.push(most);
    }
    sizes
}

/// What an item came to on average.
#[derive(Debug, Clone, Copy, Default)]
struct Played {
    correct: f64,
    tokens: f64,
    escalated: f64,
}

/// Plays every `k` draws that follow each other; `None` where there are fewer,
/// or where nobody could tell what the cascade's answer was worth.
fn play(first: &ItemDraws, second: &Cell, k: usize) -> Option<Played> {
    let (accuracy, tokens) = (second.accuracy?, second.completion_tokens()?);
    let mut plays = Vec::new();
    for window in first.draws.windows(k) {
        let cost: f64 = window.iter().map(|d| f64::from(d.tokens)).sum();
        let [head, rest @ ..] = window else { continue };
        let agree = head.group.is_some() && rest.iter().all(|d| d.group == head.group);
        plays.push(if agree {
            Played {
                correct: f64::from(u8::from(head.correct?)),
                tokens: cost,
                escalated: 0.0,
            }
        } else {
            Played {
                correct: accuracy,
                tokens: cost + tokens,
                escalated: 1.0,
            }
        });
    }
    (!plays.is_empty()).then(|| mean_of(&plays))
}

fn mean_of(plays: &[Played]) -> Played {
    let n = plays.len() as f64;
    let sum = |get: fn(&Played) -> f64| plays.iter().map(get).sum::<f64>() / n;
    Played {
        correct: sum(|p| p.correct),
        tokens: sum(|p| p.tokens),
        escalated: sum(|p| p.escalated),
    }
}

/// One entry per item: the mean of its attempts.
fn averaged<'a>(plays: impl Iterator<Item = (&'a [String; 3], Played)>) -> Vec<Played> {
    let mut items: IndexMap<&[String; 3], Vec<Played>> = IndexMap::new();
    for (item, play) in plays {
        items.entry(item).or_default().push(play);
    }
    items.values().map(|plays| mean_of(plays)).collect()
}

fn cascade(
    task_type: Option<&str>,
    (instruct, reasoning): (String, String),
    k: usize,
    played: &[Played],
    options: Options,
) -> Cascade {
    let of = |get: fn(&Played) -> f64| -> Vec<f64> { played.iter().map(get).collect() };
    let shares = of(|p| p.correct);
    Cascade {
        task_type: task_type.map(str::to_owned),
        instruct,
        reasoning,
        k,
        accuracy: proportion::wilson_clustered(&shares, shares.len(), options.confidence),
        tokens: mean::t_interval(&of(|p| p.tokens), options.confidence),
        escalated: mean::mean(&of(|p| p.escalated)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Strategy;

    fn draws(item: &str, groups: &[(u32, bool)]) -> ItemDraws {
        ItemDraws {
            model: "quick".to_owned(),
            task_type: "t".to_owned(),
            item: ["s".to_owned(), "p".to_owned(), item.to_owned()],
            draws: groups
                .iter()
                .map(|&(group, correct)| DrawFacts {
                    group: (group > 0).then_some(group),
                    correct: Some(correct),
                    tokens: 10,
                })
                .collect(),
        }
    }

    fn second(item: &str, accuracy: f64) -> Cell {
        Cell {
            model: "slow".to_owned(),
            mode: Mode::Reasoning,
            task_type: "t".to_owned(),
            item: ["s".to_owned(), "p".to_owned(), item.to_owned()],
            n_graded: 1,
            accuracy: Some(accuracy),
            thinking_tokens: Some(95.0),
            answer_tokens: Some(5.0),
            ..Cell::blank()
        }
    }

    fn group() -> Group {
        Group {
            model: "slow".to_owned(),
            mode: Mode::Reasoning,
            task_type: None,
            strategy: Strategy::Direct,
            budget: None,
        }
    }

    #[test]
    fn where_draws_agree_nobody_else_is_asked() {
        let cells = [
            second("agree", 0.0),
            second("differ", 1.0),
            second("none", 1.0),
        ];
        let draws = [
            draws("agree", &[(1, true), (1, true)]),
            draws("differ", &[(1, true), (2, false)]),
            // No answer twice is no agreement.
            draws("none", &[(0, false), (0, false)]),
            // The other model never saw it.
            draws("alone", &[(1, true), (1, true)]),
        ];
        let all = cascades("quick", &group(), &cells, &draws, Options::default());
        // One for the type, one over all.
        assert_eq!(all.len(), 2);
        let c = &all[1];
        assert_eq!((c.k, c.accuracy.n, c.task_type.as_deref()), (2, 3, None));
        assert!((c.accuracy.point - 1.0).abs() < 1e-12);
        assert!((c.tokens.point - (20.0 + 120.0 + 120.0) / 3.0).abs() < 1e-9);
        assert!((c.escalated - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn every_stretch_of_k_draws_is_played() {
        let cells = [second("a", 0.0)];
        let draws = [draws("a", &[(1, true), (1, true), (2, false)])];
        let all = cascades("quick", &group(), &cells, &draws, Options::default());
        let of = |k| {
            all.iter()
                .find(|c| c.k == k && c.task_type.is_none())
                .unwrap()
        };
        // The first two agree and are right, the second two go on and fail.
        assert!((of(2).accuracy.point - 0.5).abs() < 1e-12);
        assert!((of(2).escalated - 0.5).abs() < 1e-12);
        assert!((of(3).accuracy.point).abs() < 1e-12);
        assert_eq!(sizes(9), [2, 3, 5, 8, 9]);
        assert_eq!(sizes(1), [0_usize; 0]);
    }
}
