//! Probes of a text: where they part from it, and who waits for them.
//!
//! A probe leaves its trunk as the branch of a smaller budget does: a copy of
//! the row whose limit is the place where it stands. What such copies say is
//! put on the trunk's *shelf*. A completion is handed over when all probes that
//! belong to it are there.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::vocabulary::Vocabulary;
use super::shelf::{Failure, Forced, HandedOver, Held, Shelf};
use super::{After, Row};
use crate::engine::limits::{Limits, ThinkingLimit};
use crate::engine::{Completion, EngineError, Probe};
use crate::plan::Probes;

/// How a row's thinking is probed.
#[derive(Debug, Clone)]
pub(super) struct Probing {
    positions: Positions,
    /// Shared by the trunk and all that part from it.
    shelf: Rc<RefCell<Shelf>>,
    /// The first so many on the shelf belong to this row: those that were
    /// begun before it parted.
    n_own: usize,
}

/// Where the next probe is. Only this decides: what follows takes the place
/// where the row stands.
#[derive(Debug, Clone)]
struct Positions {
    probes: Probes,
    next: Option<u32>,
    /// The last position whose answer has room.
    last: u32,
}

/// What makes a row a probe.
#[derive(Debug, Clone, Copy)]
pub(super) struct IsProbe {
    /// Its place on the shelf.
    place: usize,
    position: u32,
    /// Tokens written before it.
    n_before: usize,
    /// Tokens of an answer before it.
    n_answer: u32,
    /// Whether the row is the completion of a request as well.
    is_branch: bool,
}

impl Probing {
    pub(super) fn new(probes: &Probes, limits: Limits, n_prompt: usize, n_forced: usize) -> Self {
        let taken = n_prompt + n_forced + limits.answer as usize;
        let positions = Positions {
            next: probes.next_from(1),
            probes: probes.clone(),
            last: limits.context.saturating_sub(taken) as u32,
        };
        Self {
            positions,
            shelf: Rc::default(),
            n_own: 0,
        }
    }
}

impl Positions {
    /// Whether the row, which has `n_thinking` thinking tokens, is probed here.
    /// Each position comes once; those that were passed over do not come.
    fn take(&mut self, n_thinking: u32) -> bool {
        while let Some(next) = self.next {
            if next > n_thinking || next > self.last {
                break;
            }
            self.next = self.probes.next_from(next.saturating_add(1));
            if next == n_thinking {
                return true;
            }
        }
        false
    }
}

impl Row {
    /// Whether it is a probe and nothing else.
    pub(in crate::engine::onnx) fn is_probe(&self) -> bool {
        self.probe.is_some_and(|probe| !probe.is_branch)
    }

    /// Most probes of this row that are computed at one time, if each is
    /// computed along with its trunk, token for token.
    pub(in crate::engine::onnx) fn most_probes_at_once(&self) -> usize {
        let Some(probing) = &self.probing else {
            return 0;
        };
        // A probe writes its forced end and its answer; one more is begun.
        let window = self.guide.n_forced() as u32 + self.limits.answer + 2;
        let end = super::reach(self.limits).min(probing.positions.last);
        probing.positions.probes.most_within(window, end) as usize
    }

    /// Adds to `parted` the probe that begins here, if one does. The branch
    /// of a budget that ends here says the same and is taken for it.
    pub(super) fn part_probe(&mut self, parted: &mut Vec<(Self, After)>) {
        let position = self.control.n_thinking();
        let Some(probing) = &mut self.probing else {
            return;
        };
        if !self.control.is_thinking() || !probing.positions.take(position) {
            return;
        }
        probing.n_own += 1;
        let mut shelf = probing.shelf.borrow_mut();
        let probe = IsProbe {
            place: shelf.probes.len(),
            position,
            n_before: self.written.len(),
            n_answer: self.control.n_answer(),
            is_branch: false,
        };
        shelf.probes.push(None);
        drop(shelf);
        let thinking = ThinkingLimit::Budget(position);
        let same = |(row, _): &&mut (Self, After)| row.limits.thinking == thinking;
        if let Some((branch, _)) = parted.iter_mut().find(same) {
            branch.probe = Some(IsProbe {
                is_branch: true,
                ..probe
            });
            return;
        }
        let limits = Limits {
            thinking,
            ..self.limits
        };
        let mut row = self.copy(self.index, limits);
        row.probe = Some(probe);
        row.guide.logprobs = false;
        let after = row.control.change_limits(limits);
        parted.push((row, after));
    }

    /// Takes in that the row is finished. Returns what can be handed over now:
    /// its own completion and the same for those that went along, for which
    /// nothing was computed; or those that waited for it.
    pub(in crate::engine::onnx) fn hand_over(
        &self,
        completion: Completion,
        vocabulary: &Vocabulary,
    ) -> Vec<HandedOver> {
        let Some(probing) = &self.probing else {
            let completions = self.completions(completion).into_iter();
            return completions.map(|(i, done)| (i, Ok(done))).collect();
        };
        let mut shelf = probing.shelf.borrow_mut();
        if let Some(probe) = self.probe {
            let forced = self.forced(probe, &completion, vocabulary);
            shelf.put(
                probe.place,
                forced.map_err(|e| Failure::Unreadable(e.to_string())),
            );
        }
        if !self.is_probe() {
            for (index, completion) in self.completions(completion) {
                shelf.held.push(Held {
                    index,
                    completion,
                    n_probes: probing.n_own,
                    is_charged: index == self.index && !self.is_branch,
                });
            }
        }
        shelf.release()
    }

    /// Takes in that the row failed, and so those that went along and those
    /// that waited for it.
    pub(in crate::engine::onnx) fn hand_over_failure(&self, failure: &Failure) -> Vec<HandedOver> {
        let mut done = Vec::new();
        if !self.is_probe() {
            let indices = self.companions().into_iter().chain([self.index]);
            done.extend(indices.map(|index| (index, Err(failure.clone()))));
        }
        if let (Some(probe), Some(probing)) = (self.probe, &self.probing) {
            let mut shelf = probing.shelf.borrow_mut();
            shelf.put(probe.place, Err(failure.clone()));
            done.extend(shelf.release());
        }
        done
    }

    /// The row's completion and those of its companions.
    fn completions(&self, completion: Completion) -> Vec<(usize, Completion)> {
        let mut all: Vec<(usize, Completion)> = Vec::new();
        for index in self.companions() {
            let completion = Completion {
                n_computed_tokens: 0,
                ..completion.clone()
            };
            all.push((index, completion));
        }
        all.push((self.index, completion));
        all
    }

    fn forced(
        &self,
        probe: IsProbe,
        completion: &Completion,
        vocabulary: &Vocabulary,
    ) -> Result<Forced, EngineError> {
        let bytes = |n_tokens: usize| -> Result<usize, EngineError> {
            let tokens = self.written.get(..n_tokens).unwrap_or(&self.written);
            Ok(vocabulary.decode(tokens, &self.guide.tags)?.len())
        };
        let n_forced = self.guide.n_forced();
        let shared = probe.is_branch;
        Ok(Forced {
            ends: (bytes(probe.n_before)?, bytes(probe.n_before + n_forced)?),
            text: completion.text.clone(),
            counts: Probe {
                position: probe.position,
                offset: 0,
                forced_end: String::new(),
                answer: String::new(),
                n_answer_tokens: completion.n_answer_tokens.saturating_sub(probe.n_answer),
                n_computed_tokens: if shared { 0 } else { self.n_computed },
                stop_reason: completion.stop_reason,
            },
        })
    }
}
