//! Precision, recall and F1 of spans against labels.

use overthink::text::Span;

use crate::corpus::Passage;

/// Right, wrong and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missed: usize,
}

impl Counts {
    pub(crate) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// 2 right / (2 right + wrong + missed).
    pub(crate) fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        100.0 * part as f64 / whole as f64
    }
}

/// Which of the found spans meet a label, and the counts. A span meets a label
/// if they overlap, or else if it is in the label's sentence; each label is met
/// once, overlaps first.
pub(crate) fn score(passage: &Passage, labels: &[Span], found: &[Span]) -> (Vec<bool>, Counts) {
    let mut met = vec![false; labels.len()];
    let mut right = vec![false; found.len()];
    for within_sentence in [false, true] {
        for (found, right) in found.iter().zip(&mut right).filter(|(_, right)| !**right) {
            let meets = |label: &Span| {
                let label = if within_sentence {
                    sentence(&passage.text, *label)
                } else {
                    *label
                };
                found.start < label.end && label.start < found.end
            };
            let mut free = labels.iter().zip(&mut met).filter(|(_, met)| !**met);
            if let Some((_, met)) = free.find(|(label, _)| meets(label)) {
                *met = true;
                *right = true;
            }
        }
    }
    let n = right.iter().filter(|right| **right).count();
    let counts = Counts {
        right: n,
        wrong: found.len() - n,
        missed: labels.len() - n,
    };
    (right, counts)
}

/// What is between two of `.?!`, their Chinese forms and line ends around `span`.
pub(crate) fn sentence(text: &str, span: Span) -> Span {
    let stop = |c: char| ".?!\n。？！".contains(c);
    let before = text.get(..span.start).unwrap();
    let after = text.get(span.end..).unwrap();
    let start = before.rfind(stop).map_or(0, |i| {
        i + before
            .get(i..)
            .unwrap()
            .chars()
            .next()
            .map_or(1, char::len_utf8)
    });
    Span::new(start, after.find(stop).map_or(text.len(), |i| span.end + i))
}

/// The middle 95 % of F1 over samples of the records, drawn with replacement.
pub(crate) fn interval(records: &[Counts]) -> (f64, f64) {
    const ROUNDS: usize = 2000;
    let mut state: u64 = 20_260_101;
    let mut draw = |n: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut scores: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let mut sum = Counts::default();
            for _ in records {
                sum.add(records[draw(records.len())]);
            }
            sum.f1()
        })
        .collect();
    scores.sort_by(f64::total_cmp);
    (scores[ROUNDS / 40], scores[ROUNDS - 1 - ROUNDS / 40])
}
