//! The vote of fewer draws than were taken.

use super::super::special;

/// Draws above which the vote is not computed: the work grows with the cube.
const MOST_DRAWS: usize = 4_096;

/// The probability that the vote of `k` draws, taken from these without
/// replacement, comes out correct: maj@k.
///
/// `groups` holds for each group of equal answers its number of draws and
/// whether that answer is correct; `n_silent` draws gave no answer and do not
/// vote. The largest group wins, and of groups of one size each is first as
/// often as the others, as draws come in random order. Where no draw of the k
/// answers, the vote is wrong.
///
/// Exact, by counts: group by group the hypergeometric probabilities of all
/// numbers of votes are joined, for each possible number of votes of the
/// winner. That is the mean over all `C(n, k)` subsets, which repeated voting
/// estimates (X. Wang et al., "Self-consistency", 2022, arXiv 2203.11171).
/// `None` unless `1 <= k <= n`, `n` at most 4,096. Cost: `k² · groups` steps for
/// each correct group and size; 64 draws in 6 groups take about a
/// millisecond.
pub fn maj_at_k(groups: &[(usize, bool)], n_silent: usize, k: usize) -> Option<f64> {
    let n = n_silent + groups.iter().map(|(size, _)| size).sum::<usize>();
    if k == 0 || k > n || n > MOST_DRAWS {
        return None;
    }
    let mut won = 0.0;
    for (place, (size, correct)) in groups.iter().enumerate() {
        if !correct {
            continue;
        }
        for votes in 1..=(*size).min(k) {
            let first = special::hypergeometric_pmf(votes, n, *size, k);
            if first > 0.0 {
                let others = groups.iter().enumerate().filter(|(i, _)| *i != place);
                let others = others.map(|(_, (size, _))| *size);
                won += first * unbeaten(others, n_silent, k - votes, votes);
            }
        }
    }
    Some(won.clamp(0.0, 1.0))
}

/// The probability that a group with `votes` wins against the others when
/// `left` draws are taken from these: no other has more, and of those with as
/// many it is the first.
fn unbeaten(
    others: impl Iterator<Item = usize>,
    n_silent: usize,
    left: usize,
    votes: usize,
) -> f64 {
    let others: Vec<usize> = others.collect();
    let mut rest = n_silent + others.iter().sum::<usize>();
    let most_ties = left / votes;
    // chances[ties][drawn], both so far.
    let mut chances = vec![vec![0.0; left + 1]; most_ties + 1];
    chances[0][0] = 1.0;
    for size in others {
        let mut next = vec![vec![0.0; left + 1]; most_ties + 1];
        for (ties, row) in chances.iter().enumerate() {
            for (drawn, chance) in row.iter().enumerate().filter(|(_, c)| **c > 0.0) {
                for own in 0..=size.min(votes).min(left - drawn) {
                    let tied = ties + usize::from(own == votes);
                    let p = special::hypergeometric_pmf(own, rest, size, left - drawn);
                    if p > 0.0 && tied <= most_ties {
                        next[tied][drawn + own] += chance * p;
                    }
                }
            }
        }
        chances = next;
        rest -= size;
    }
    // What is still to be drawn comes from the silent ones.
    let with_ties = chances.iter().enumerate();
    with_ties
        .map(|(ties, row)| {
            let open = row.iter().enumerate().filter(|(d, _)| left - d <= rest);
            open.map(|(_, c)| c).sum::<f64>() / (ties + 1) as f64
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The vote over every order of every subset is the mean over ties; so list
    /// the subsets and share ties out.
    fn by_subsets(groups: &[(usize, bool)], n_silent: usize, k: usize) -> f64 {
        let mut draws: Vec<Option<usize>> = vec![None; n_silent];
        for (i, (size, _)) in groups.iter().enumerate() {
            draws.extend(vec![Some(i); *size]);
        }
        let (mut all, mut won) = (0.0, 0.0);
        for set in (0_u32..1 << draws.len()).filter(|s| s.count_ones() as usize == k) {
            let mut votes = vec![0; groups.len()];
            for (i, draw) in draws.iter().enumerate() {
                if let Some(group) = draw.filter(|_| set & (1 << i) != 0) {
                    votes[group] += 1;
                }
            }
            all += 1.0;
            let most = votes.iter().max().copied().unwrap_or(0);
            if most > 0 {
                let first: Vec<bool> = groups
                    .iter()
                    .zip(&votes)
                    .filter(|(_, v)| **v == most)
                    .map(|((_, correct), _)| *correct)
                    .collect();
                won += first.iter().filter(|c| **c).count() as f64 / first.len() as f64;
            }
        }
        won / all
    }

    #[test]
    fn by_hand() {
        // Two of three right: the vote of all three is right, of one 2/3.
        assert_eq!(maj_at_k(&[(2, true), (1, false)], 0, 3), Some(1.0));
        let one = maj_at_k(&[(2, true), (1, false)], 0, 1).unwrap();
        assert!((one - 2.0 / 3.0).abs() < 1e-12);
        // A tie is won half of the time, silence never.
        let tie = maj_at_k(&[(1, true), (1, false)], 0, 2).unwrap();
        assert!((tie - 0.5).abs() < 1e-12);
        assert_eq!(maj_at_k(&[], 4, 2), Some(0.0));
        assert_eq!(maj_at_k(&[(2, true)], 0, 3), None);
    }

    #[test]
    fn many_draws() {
        let p = maj_at_k(&[(40, true), (20, false), (4, false)], 0, 33).unwrap();
        assert!(p > 0.97 && p <= 1.0, "{p}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn counts_the_subsets(
            groups in prop::collection::vec((1_usize..5, any::<bool>()), 0..4),
            n_silent in 0_usize..3,
            k in 1_usize..9,
        ) {
            let n = n_silent + groups.iter().map(|(size, _)| size).sum::<usize>();
            prop_assume!(n <= 12);
            match maj_at_k(&groups, n_silent, k) {
                None => prop_assert!(k > n),
                Some(p) => {
                    let want = by_subsets(&groups, n_silent, k);
                    prop_assert!((p - want).abs() < 1e-10, "{p} {want}");
                }
            }
        }
    }
}
