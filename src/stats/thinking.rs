//! Published numbers about thinking: underthinking, overthinking, and a score
//! of accuracy less tokens.
//!
//! Tokens in, numbers out. What a correct thought or a distinct solution is, is
//! the caller's to know: the papers ask other models, Overthink forces answers
//! and checks them.

/// How far one response got.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// Tokens from the start up to and including the first correct thought;
    /// `None` where no thought was correct.
    pub first: Option<f64>,
    /// Tokens of the whole response.
    pub total: f64,
}

impl Reached {
    /// The share of the tokens up to the first correct thought, between 0 and 1;
    /// `None` where there was none.
    fn share(self) -> Option<f64> {
        let first = self.first?;
        // A response without tokens cannot have been left early or gone on.
        Some(if self.total > 0.0 {
            (first / self.total).clamp(0.0, 1.0)
        } else {
            1.0
        })
    }

    /// The share of the tokens after the first correct thought.
    fn after(self) -> f64 {
        self.share().map_or(0.0, |share| 1.0 - share)
    }
}

/// Underthinking, `UT = (1/N) Σ (1 - first_i / total_i)` over the incorrect
/// responses (Y. Wang et al., "Thoughts Are All Over the Place", 2025, arXiv
/// 2501.18585, section 2.4): the mean share of tokens that came after a correct
/// thought and led away from it. A response without a correct thought
/// contributes 0. Between 0 and 1; higher is worse. `None` for no responses.
pub fn underthinking(incorrect: &[Reached]) -> Option<f64> {
    mean(incorrect.iter().map(|r| r.after()))
}

/// The weighted form (version 2 of the same paper, table 3): the mean over all
/// samples of a problem, and then over problems, where a correct sample
/// contributes 0. `None` stands for a correct sample. Problems without samples
/// are left out; `None` if none is left.
pub fn underthinking_weighted<P: AsRef<[Option<Reached>]>>(problems: &[P]) -> Option<f64> {
    let of_problem = |problem: &P| {
        let samples = problem.as_ref().iter();
        mean(samples.map(|sample| sample.map_or(0.0, Reached::after)))
    };
    mean(problems.iter().filter_map(of_problem))
}

/// Outcome efficiency, `ξ_O = (1/N) Σ σ_i first_i / total_i` over all responses
/// (X. Chen et al., "Do NOT Think That Much for 2+3=?", 2024, arXiv 2412.21187,
/// section 2.3): the mean share of tokens that led to the first correct
/// answer. `σ_i` is 0 where none was correct. Lower means that more was written
/// after the answer was found, or that fewer were right. `None` for no
/// responses.
pub fn outcome_efficiency(all: &[Reached]) -> Option<f64> {
    mean(all.iter().map(|r| r.share().unwrap_or(0.0)))
}

/// Process efficiency, `ξ_P = (1/N) Σ distinct_i / total_i` (same paper, section
/// 2.3): the mean share of tokens in solutions that differ from the earlier ones of
/// their response. Pairs are the tokens of distinct solutions and of all;
/// responses without tokens are left out. `None` if none is left.
pub fn process_efficiency(pairs: &[(f64, f64)]) -> Option<f64> {
    let with_tokens = pairs.iter().filter(|(_, total)| *total > 0.0);
    mean(with_tokens.map(|(distinct, total)| distinct / total))
}

/// `OckScore = accuracy - 10 ln(tokens / 10000 + 1)` (OckBench, `scoring.py` of
/// github.com/OckBench/OckBench): `accuracy` in percent, `tokens` the mean of
/// all tokens of a problem, prompt included.
pub fn ock_score(accuracy_percent: f64, mean_tokens: f64) -> f64 {
    accuracy_percent - 10.0 * (mean_tokens / 10_000.0).ln_1p()
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0_usize);
    for value in values {
        sum += value;
        n += 1;
    }
    (n > 0).then(|| sum / n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reached(first: impl Into<Option<f64>>, total: f64) -> Reached {
        Reached {
            first: first.into(),
            total,
        }
    }

    #[test]
    fn the_examples_of_the_papers() {
        // 2501.18585: a correct thought within the first 411 of 7,681 tokens.
        let ut = underthinking(&[reached(411.0, 7681.0)]).unwrap();
        assert_eq!(format!("{ut:.3}"), "0.946");
        // 2412.21187: 39 of 901 tokens reach the first correct answer.
        let outcome = outcome_efficiency(&[reached(39.0, 901.0)]).unwrap();
        assert_eq!(format!("{:.1}", 100.0 * outcome), "4.3");
    }

    #[test]
    fn by_hand() {
        let responses = [reached(25.0, 100.0), reached(None, 300.0)];
        assert_eq!(underthinking(&responses), Some(0.375));
        assert_eq!(outcome_efficiency(&responses), Some(0.125));
        assert_eq!(
            process_efficiency(&[(50.0, 100.0), (30.0, 30.0)]),
            Some(0.75)
        );
        // One problem with a correct sample and one incorrect, one with an
        // incorrect sample alone: (0 + 0.75) / 2 and 0, never pooled.
        let problems = [
            vec![None, Some(reached(25.0, 100.0))],
            vec![Some(reached(None, 300.0))],
            vec![],
        ];
        assert_eq!(underthinking_weighted(&problems), Some(0.1875));
    }

    #[test]
    fn nothing_has_no_mean() {
        assert_eq!(underthinking(&[]), None);
        assert_eq!(underthinking_weighted::<Vec<Option<Reached>>>(&[]), None);
        assert_eq!(underthinking_weighted(&[Vec::new()]), None);
        assert_eq!(outcome_efficiency(&[]), None);
        assert_eq!(process_efficiency(&[]), None);
        assert_eq!(process_efficiency(&[(0.0, 0.0)]), None);
        assert_eq!(underthinking(&[reached(0.0, 0.0)]), Some(0.0));
    }

    #[test]
    fn the_golden_values_of_ockbench() {
        // The inputs of tests/test_scoring_golden.py at a7c3734d, with its
        // formula's values to six digits.
        let cases = [
            (85.0, 625.0, 84.393_754),
            (50.0, 45.0, 49.955_101),
            (73.0, 0.0, 73.0),
            (100.0, 1_000_000.0, 53.848_795),
            (0.0, 0.0, 0.0),
        ];
        for (accuracy, tokens, expected) in cases {
            let score = ock_score(accuracy, tokens);
            assert!((score - expected).abs() < 1e-6, "{score} for {expected}");
        }
    }

    proptest! {
        #[test]
        fn shares_stay_shares(responses in prop::collection::vec((prop::option::of(0.0..2e4_f64), 0.0..1e4_f64), 1..20)) {
            let responses: Vec<Reached> =
                responses.into_iter().map(|(first, total)| reached(first, total)).collect();
            let ut = underthinking(&responses).unwrap();
            let outcome = outcome_efficiency(&responses).unwrap();
            prop_assert!((0.0..=1.0).contains(&ut) && (0.0..=1.0).contains(&outcome));
            // Where every response has a correct thought, the two add up to one.
            if responses.iter().all(|r| r.first.is_some()) {
                prop_assert!((ut + outcome - 1.0).abs() < 1e-9);
            }
            // One sample a problem: the weighted form is the plain one.
            let problems: Vec<[Option<Reached>; 1]> = responses.iter().map(|r| [Some(*r)]).collect();
            prop_assert!((underthinking_weighted(&problems).unwrap() - ut).abs() < 1e-9);
        }
    }
}
