//! Where a row is cut so that the most likely tokens up to there have a wanted
//! weight, found without sorting the row.
//!
//! A few hundred tokens, the same in every row and chosen by a hash, tell about
//! where the cut is. How much the tokens above a bound weigh is then summed up
//! exactly for a few bounds around it, until few tokens are left between two of
//! them; only these are sorted. A hash does not care how a row is made, so this
//! takes about as long for any row, and if the guesses are bad, longer, but the
//! cut is the same.

use super::cut::{Cut, Key};
use super::row::blocks;
use super::wide::{BLOCK, BOUNDS, BlockSums, RowSums, Wide};

/// Tokens that tell about where the cut is.
const GUIDES: u32 = 1024;
/// So few of them between two bounds need no further one.
const FEW_GUIDES: usize = 24;
/// Rounds of bounds after which what is open is sorted, however much it is.
const MAX_ROUNDS: usize = 16;
/// So few tokens are sorted at once.
const FEW: usize = 64;
/// Distances of the bounds from where the cut should be, in standard errors of
/// the guess: four parts out of a hundred are beyond the outer ones.
const DISTANCES: [f64; BOUNDS] = [-2.0, -0.6, 0.6, 2.0];

/// The weights of a block whose tokens weigh 1 each.
const ONES: [f32; BLOCK] = [1.0; BLOCK];

/// Two logits between which the cut is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    /// All tokens with at least this logit are kept.
    pub(super) above: f32,
    /// Their weight, less than what is wanted.
    pub(super) sum_above: f64,
    /// No token with a lower logit is kept.
    pub(super) from: f32,
    /// The weight of all tokens with at least this logit.
    pub(super) sum_from: f64,
}

/// A row of logits with weights that never grow from the likelier to the less
/// likely.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed<'r> {
    pub(super) logits: &'r [f32],
    /// `None`: each token weighs 1.
    pub(super) weights: Option<&'r [f32]>,
    /// The highest logit of each block.
    pub(super) maxima: &'r [f32],
    pub(super) wide: Wide,
}

/// Room for searching.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// The guides of the row, the likeliest first; empty before it is searched.
    chosen: Vec<Key>,
    /// Logit and weight of those that are of use, the likeliest first.
    guides: Vec<(f32, f32)>,
    open: Vec<Key>,
}

impl Bracket {
    fn holds(self, logit: f32) -> bool {
        logit >= self.from && logit < self.above
    }

    /// Whether all tokens in it have the same logit.
    fn is_one(self) -> bool {
        self.from.next_up() >= self.above
    }
}

impl Weighed<'_> {
    fn weight(&self, id: u32) -> f32 {
        let weigh = |all: &[f32]| all.get(id as usize).copied().unwrap_or(0.0);
        self.weights.map_or(1.0, weigh)
    }

    /// What the tokens weigh that reach each of `bounds`.
    fn reaching(&self, bounds: [f32; BOUNDS]) -> [f64; BOUNDS] {
        let lowest = bounds.into_iter().fold(f32::INFINITY, f32::min);
        let mut here = BlockSums::default();
        let mut sums = RowSums::default();
        for (start, logits) in blocks(self.logits, self.maxima, lowest) {
            let weights = match self.weights {
                Some(all) => all.get(start..).unwrap_or_default(),
                None => &ONES,
            };
            let weights = weights.get(..logits.len()).unwrap_or_default();
            self.wide.reaching(logits, weights, bounds, &mut here);
            self.wide.add_up(&here, &mut sums);
        }
        sums.map(|lanes| lanes.iter().sum())
    }
}

impl Search {
    /// Makes ready for another row.
    pub(super) fn begin(&mut self) {
        self.chosen.clear();
    }

    /// The cut that leaves the fewest tokens, most likely first, that weigh
    /// `wanted` or more; if rounding leaves their sum below it, the last one of
    /// the bracket.
    pub(super) fn find(&mut self, row: Weighed<'_>, mut bracket: Bracket, wanted: f64) -> Cut {
        self.choose_guides(row);
        for _ in 0..MAX_ROUNDS {
            self.guides.retain(|guide| bracket.holds(guide.0));
            if bracket.is_one() || self.guides.len() <= FEW_GUIDES {
                break;
            }
            bracket = self.narrow(row, bracket, wanted);
        }
        if bracket.is_one() {
            cut_equals(row, bracket, wanted)
        } else {
            self.cut_open(row, bracket, wanted)
        }
    }

    fn choose_guides(&mut self, row: Weighed<'_>) {
        if self.chosen.is_empty() {
            let n = row.logits.len() as u64;
            self.chosen.extend((0..GUIDES).filter_map(|i| {
                let place = (u64::from(mixed(i)) * n) >> 32;
                let logit = *row.logits.get(usize::try_from(place).ok()?)?;
                Some(Key::new(logit, place as u32))
            }));
            self.chosen.sort_unstable();
        }
        let chosen = self.chosen.iter();
        let weighed = chosen.map(|guide| (guide.logit(), row.weight(guide.id())));
        self.guides.clear();
        self.guides.extend(weighed);
    }

    /// A narrower bracket, by what lies above some bounds.
    fn narrow(&self, row: Weighed<'_>, mut bracket: Bracket, wanted: f64) -> Bracket {
        let bounds = self.bounds(bracket, wanted);
        let sums = row.reaching(bounds);
        for (bound, sum) in bounds.into_iter().zip(sums) {
            if !bracket.holds(bound) {
                continue;
            }
            if sum >= wanted {
                bracket.from = bound;
                bracket.sum_from = sum;
                break;
            }
            bracket.above = bound;
            bracket.sum_above = sum;
        }
        bracket
    }

    /// Bounds around the logit at which the cut should be, the highest first.
    fn bounds(&self, bracket: Bracket, wanted: f64) -> [f32; BOUNDS] {
        let weigh = |guide: &(f32, f32)| f64::from(guide.1);
        let all: f64 = self.guides.iter().map(weigh).sum();
        let open = bracket.sum_from - bracket.sum_above;
        let share = ((wanted - bracket.sum_above) / open).clamp(0.0, 1.0);
        let error = spread(self.guides.iter().map(weigh), share, share * all);
        let mut bounds = [bracket.from; BOUNDS];
        let mut guides = self.guides.iter().peekable();
        let mut sum = 0.0;
        for (bound, distance) in bounds.iter_mut().zip(DISTANCES) {
            let target = share * all + distance * error;
            while let Some(guide) = guides.peek() {
                *bound = guide.0;
                if sum + weigh(guide) >= target {
                    break;
                }
                sum += weigh(guide);
                guides.next();
            }
        }
        // Of equal ones all but the last are moved up, so that a logit which
        // many tokens have is told from those above it.
        let mut lower = f32::NEG_INFINITY;
        for bound in bounds.iter_mut().rev() {
            if *bound <= lower {
                *bound = lower.next_up();
            }
            lower = *bound;
        }
        bounds
    }

    /// Sorts what the bracket leaves open, as far as need be.
    fn cut_open(&mut self, row: Weighed<'_>, bracket: Bracket, wanted: f64) -> Cut {
        let (from, above) = (bracket.from, bracket.above);
        self.open.clear();
        for (start, logits) in blocks(row.logits, row.maxima, from) {
            let start = start as u32;
            row.wide.between(logits, from, above, start, &mut self.open);
        }
        let weigh = |token: Key| f64::from(row.weight(token.id()));
        let last = last_of(&mut self.open, weigh, bracket.sum_above, wanted);
        last.map_or(
            Cut {
                logit: from,
                id: u32::MAX,
            },
            Cut::from,
        )
    }
}

/// The standard error of the weight `up_to` of guides, the likeliest first, as
/// an estimate of the share `share` of all tokens' weight.
fn spread(weights: impl Iterator<Item = f64>, share: f64, up_to: f64) -> f64 {
    let (mut sum, mut variance) = (0.0, 0.0);
    for weight in weights {
        sum += weight;
        // How far one such guide more or less would move it.
        let pull = if sum <= up_to { 1.0 - share } else { share };
        variance += (weight * pull).powi(2);
    }
    variance.sqrt()
}

/// The cut among tokens with one logit, by id.
fn cut_equals(row: Weighed<'_>, bracket: Bracket, wanted: f64) -> Cut {
    let logit = bracket.from;
    let mut cut = Cut {
        logit,
        id: u32::MAX,
    };
    let Some(place) = row.logits.iter().position(|l| bracket.holds(*l)) else {
        return cut;
    };
    let weight = f64::from(row.weight(place as u32));
    let enough = |n: usize| bracket.sum_above + n as f64 * weight >= wanted;
    let mut n = 0;
    for (block, start) in row.logits.chunks(BLOCK).zip((0_u32..).step_by(BLOCK)) {
        let here = block.iter().filter(|&&l| bracket.holds(l)).count();
        if !enough(n + here) {
            n += here;
            continue;
        }
        let equals = block
            .iter()
            .zip(start..)
            .filter(|(l, _)| bracket.holds(**l));
        let last = equals.zip(n + 1..).find(|(_, n)| enough(*n));
        if let Some(((_, id), _)) = last {
            cut.id = id;
        }
        break;
    }
    cut
}

/// The token with which the sum of the weights, most likely first and from
/// `sum` on, reaches `wanted`; `None` if it never does.
pub(super) fn last_of(
    mut open: &mut [Key],
    weigh: impl Fn(Key) -> f64,
    mut sum: f64,
    wanted: f64,
) -> Option<Key> {
    while open.len() > FEW {
        let half = open.len() / 2;
        open.select_nth_unstable(half);
        let (likely, others) = open.split_at_mut(half);
        let here: f64 = likely.iter().map(|&token| weigh(token)).sum();
        if sum + here >= wanted {
            open = likely;
        } else {
            sum += here;
            open = others;
        }
    }
    open.sort_unstable();
    let last = open.iter().find(|&&token| {
        sum += weigh(token);
        sum >= wanted
    });
    last.copied()
}

/// A number whose bits all depend on those of `i` (the finalizer of
/// MurmurHash3).
fn mixed(i: u32) -> u32 {
    let mut h = i.wrapping_add(0x9e37_79b9);
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}
