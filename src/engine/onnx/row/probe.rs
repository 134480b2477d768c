//! Probes of a text: where they part from it, and who waits for them.
//!
//! A probe leaves its trunk as the branch of a smaller budget does: a copy of
//! the row whose limit is the place where it stands. What such copies say is
//! put on the trunk's *shelf*. A completion is handed over when all probes that
//! belong to it are there.
//!
//! Positions that are known beforehand are probed while the text passes them;
//! those that depend on the whole text are probed [behind it](super::late).

use std::cell::RefCell;
use std::rc::Rc;

use super::super::vocabulary::Vocabulary;
use super::late::Late;
use super::shelf::{Failure, Forced, HandedOver, Held, Shelf};
use super::{After, Row};
use crate::engine::limits::{Limits, ThinkingLimit};
use crate::engine::{Completion, EngineError, Probe};
use crate::plan::Probes;

/// How a row's thinking is probed.
#[derive(Debug, Clone)]
pub(super) struct Probing {
    pub(super) positions: Positions,
    /// Shared by the trunk and all that part from it.
    pub(super) shelf: Rc<RefCell<Shelf>>,
    /// The positions that belong to this row, ascending: those that were begun
    /// before it parted, or those that its whole text asks for.
    pub(super) own: Vec<u32>,
    /// What it takes to probe the text when it is finished, where that is wanted.
    pub(super) late: Option<Late>,
}

/// Where the next probe on the way is. Only this decides: what follows takes
/// the place where the row stands.
#[derive(Debug, Clone)]
pub(super) struct Positions {
    probes: Probes,
    next: Option<u32>,
    /// The last position whose answer has room.
    pub(super) last: u32,
}

/// What makes a row a probe.
#[derive(Debug, Clone, Copy)]
pub(super) struct IsProbe {
    /// Thinking tokens before it: its place on the shelf.
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
            own: Vec::new(),
            late: None,
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
        probing.own.push(position);
        let shelf = Rc::clone(&probing.shelf);
        shelf.borrow_mut().expect(position);
        let thinking = ThinkingLimit::Budget(position);
        let same = |(row, _): &&mut (Self, After)| row.limits.thinking == thinking;
        if let Some((branch, _)) = parted.iter_mut().find(same) {
            branch.probe = Some(self.probe_here(true));
            return;
        }
        parted.push(self.parted_probe(self.index));
    }

    /// What a row that parts here is a probe of.
    pub(super) fn probe_here(&self, is_branch: bool) -> IsProbe {
        IsProbe {
            position: self.control.n_thinking(),
            n_before: self.written.len(),
            n_answer: self.control.n_answer(),
            is_branch,
        }
    }

    /// A copy of the row that is forced to its end here.
    pub(super) fn parted_probe(&self, index: usize) -> (Self, After) {
        let limits = Limits {
            thinking: ThinkingLimit::Budget(self.control.n_thinking()),
            ..self.limits
        };
        let mut row = self.copy(index, limits);
        row.probe = Some(self.probe_here(false));
        row.guide.logprobs = false;
        let after = row.control.change_limits(limits);
        (row, after)
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
                probe.position,
                forced.map_err(|e| Failure::Unreadable(e.to_string())),
            );
        }
        if !self.is_probe() {
            for (index, completion) in self.completions(completion) {
                shelf.hold(Held {
                    index,
                    completion,
                    wanted: probing.own.clone(),
                    is_trunk: index == self.index && !self.is_branch,
                });
            }
        }
        shelf.release()
    }

    /// Takes in that the row failed, and so those that went along and those
    /// that waited for it.
    pub(in crate::engine::onnx) fn hand_over_failure(&self, failure: &Failure) -> Vec<HandedOver> {
        let mut done = Vec::new();
        let mut shelf = self.probing.as_ref().map(|p| p.shelf.borrow_mut());
        if !self.is_probe() {
            let indices = self.companions().into_iter().chain([self.index]);
            done.extend(indices.map(|index| (index, Err(failure.clone()))));
            if let Some(shelf) = &mut shelf {
                shelf.give_up(done.len());
            }
        }
        if let Some(shelf) = &mut shelf {
            if let Some(probe) = self.probe {
                shelf.put(probe.position, Err(failure.clone()));
            }
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
