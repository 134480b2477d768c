//! Probes of a text that is finished: at the ends of its thoughts, which only
//! the whole text tells.
//!
//! The row is walked again over the choices that it made, without the model,
//! and parts at each place as if it passed it for the first time. What it takes
//! of the cache is there: the finished row's has a part for each of its tokens.
//! So the probes take the finished row's place one after another, the last
//! first: each writes over what only those behind it needed.

use std::rc::Rc;

use super::super::vocabulary::Vocabulary;
use super::probe::Probing;
use super::shelf::Failure;
use super::{After, Row, Source};
use crate::engine::limits::ThinkingLimit;
use crate::engine::sampler::SamplerError;
use crate::engine::{Completion, EngineError, ThoughtEnds};
use crate::plan::MOST_PROBES;

/// Tokens that may hold one character together: within them the text's length
/// need not grow from token to token.
const MOST_OF_CHAR: usize = 8;

/// What it takes to probe a text when it is finished.
#[derive(Debug, Clone)]
pub(super) struct Late {
    ends: ThoughtEnds,
    /// The row before its first token.
    origin: Rc<Row>,
    /// All choices so far, those that were refused included.
    pub(super) choices: Vec<u32>,
}

/// What a walk over a finished text comes to.
struct Walked {
    /// The positions of its probes, ascending.
    own: Vec<u32>,
    /// Those that nobody made yet, in order, each with what comes after its last
    /// token.
    behind: Vec<(Row, After)>,
}

impl Row {
    /// Wants probes where its thoughts end, as `ends` tells. To be said before
    /// the first token, of a row that is [probed](Row::new).
    pub(in crate::engine::onnx) fn probe_thoughts(&mut self, ends: ThoughtEnds) {
        let origin = Self {
            probing: None,
            prompt: Vec::new(),
            ..self.clone()
        };
        if let Some(probing) = &mut self.probing {
            probing.late = Some(Late {
                ends,
                origin: Rc::new(origin),
                choices: Vec::new(),
            });
            probing.shelf.borrow_mut().await_family(1);
        }
    }

    /// Whether it is probed when it is finished.
    pub(super) fn is_probed_late(&self) -> bool {
        self.probing.as_ref().is_some_and(|p| p.late.is_some())
    }

    /// Takes in how many completions share its probes.
    pub(super) fn await_companions(&self) {
        let n = 1 + self.twins.len() + self.branches.len();
        if let Some(probing) = self.probing.as_ref().filter(|p| p.late.is_some()) {
            probing.shelf.borrow_mut().await_family(n);
        }
    }

    /// Notes that the branches of budgets that part here say what probes here
    /// would.
    pub(super) fn note_branches(&self, parted: &mut [(Self, After)]) {
        let position = self.control.n_thinking();
        for (branch, _) in parted {
            if branch.limits.thinking == ThinkingLimit::Budget(position) {
                branch.probe = Some(self.probe_here(true));
                if let Some(probing) = &self.probing {
                    probing.shelf.borrow_mut().expect(position);
                }
            }
        }
    }

    /// Takes in that the row is finished with `completion`: the probes that its
    /// text asks for, and that no other has asked for, are to follow it.
    ///
    /// # Errors
    /// When the tokens cannot be turned into text, or were not chosen so.
    pub(in crate::engine::onnx) fn look_back(
        &mut self,
        completion: &Completion,
        vocabulary: &Vocabulary,
    ) -> Result<(), Failure> {
        let Some(probing) = self.probing.as_ref().filter(|_| !self.is_probe()) else {
            return Ok(());
        };
        let Some(late) = &probing.late else {
            return Ok(());
        };
        let mut ends = (late.ends)(&completion.text, completion.thinking_open);
        ends.truncate(MOST_PROBES as usize);
        let places = self
            .places(&ends, vocabulary)
            .map_err(|e| Failure::Unreadable(e.to_string()))?;
        let walked = self.walk(late, probing, &places, vocabulary);
        let Walked { own, behind } = walked.map_err(Failure::Sampler)?;
        if let Some(probing) = &mut self.probing {
            probing.own = own;
            probing.late = None;
        }
        self.behind = behind;
        Ok(())
    }

    /// The probe that is to follow this row in its place, with what comes after
    /// its last token.
    pub(in crate::engine::onnx) fn next_behind(
        &mut self,
        vocabulary: &Vocabulary,
    ) -> Option<(Self, Result<After, SamplerError>)> {
        let (mut row, after) = self.behind.pop()?;
        row.behind = std::mem::take(&mut self.behind);
        let after = match after {
            // What comes next is forced: no choice is asked for.
            After::More => row.advance_by(&mut Source::Known([].iter()), vocabulary),
            end @ After::End(_) => Ok(end),
        };
        Some((row, after))
    }

    /// The tokens before each of `ends`, which are bytes of the text: as many as
    /// lie whole before it. Ascending, none twice.
    fn places(&self, ends: &[usize], vocabulary: &Vocabulary) -> Result<Vec<usize>, EngineError> {
        let bytes = |n: usize| -> Result<usize, EngineError> {
            let tokens = self.written.get(..n).unwrap_or(&self.written);
            Ok(vocabulary.decode(tokens, &self.guide.tags)?.len())
        };
        let mut places: Vec<usize> = Vec::new();
        for &end in ends {
            let mut low = places.last().copied().unwrap_or(0);
            let mut high = self.written.len() + 1;
            // `low` tokens lie before the end, `high` do not.
            while high - low > 1 {
                let middle = usize::midpoint(low, high);
                if bytes(middle)? <= end {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            // Parts of a character may be longer than the character.
            for n in low + 1..=(low + MOST_OF_CHAR).min(self.written.len()) {
                if bytes(n)? <= end {
                    low = n;
                }
            }
            if places.last() != Some(&low) {
                places.push(low);
            }
        }
        Ok(places)
    }

    /// The positions after so many tokens each, and the probes there that are
    /// not on the shelf yet, in order.
    fn walk(
        &self,
        late: &Late,
        probing: &Probing,
        places: &[usize],
        vocabulary: &Vocabulary,
    ) -> Result<Walked, SamplerError> {
        let mut row = Self::clone(&late.origin);
        let mut source = Source::Known(late.choices.iter());
        let (mut own, mut behind) = (Vec::new(), Vec::new());
        let mut shelf = probing.shelf.borrow_mut();
        let mut most = 0;
        for &place in places {
            while row.written.len() < place {
                most = most.max(row.control.n_thinking());
                row.advance_by(&mut source, vocabulary)?;
            }
            let position = row.control.n_thinking();
            // A budget ends the thinking where so many tokens are there for the
            // first time: tags that are spelled out take some of them back.
            let is_first = position > most;
            if !row.control.is_thinking() || !is_first || position > probing.positions.last {
                continue;
            }
            own.push(position);
            if shelf.expect(position) {
                let (mut probe, after) = row.parted_probe(self.index);
                // It stands in the place of a row that is done.
                probe.is_branch = false;
                probe.probing = Some(Probing {
                    own: Vec::new(),
                    late: None,
                    ..probing.clone()
                });
                behind.push((probe, after));
            }
        }
        Ok(Walked { own, behind })
    }
}
