//! Votes: which answers mean the same, and which of them most draws gave.

use std::collections::{BTreeMap, HashMap};

use crate::suite::{CheckerSpec, Target};

use super::{Judgement, NoRunner, Verdict, check};

/// Whether a vote can be taken under the checker: by what answers mean, or by
/// what programs do.
pub fn can_vote(spec: &CheckerSpec) -> bool {
    has_equality(spec) || matches!(spec, CheckerSpec::Code { .. })
}

/// The group of each judged answer, as [`groups`] numbers them.
///
/// Programs are in one group if they behave the same on the tests' inputs, right
/// or wrong. What they do is asked, never whether it is right: the tests' expected
/// values have no part in the vote. A program that was not run is in no group.
pub fn groups_of(judgements: &[&Judgement], spec: &CheckerSpec) -> Vec<Option<u32>> {
    if !matches!(spec, CheckerSpec::Code { .. }) {
        let extractions = judgements
            .iter()
            .map(|judgement| judgement.extraction.as_ref());
        let answers: Vec<Option<&str>> = extractions
            .map(|extraction| extraction.map(|found| found.answer.as_str()))
            .collect();
        return groups(&answers, spec);
    }
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let behaviours = judgements
        .iter()
        .map(|judgement| judgement.ran.as_ref()?.behaviour.as_deref());
    behaviours
        .map(|behaviour| {
            let next = numbers.len() as u32 + 1;
            Some(*numbers.entry(behaviour?).or_insert(next))
        })
        .collect()
}

/// Whether the checker can tell from two answers alone if they mean the same. Of
/// programs it cannot: what they do shows when they are run ([`groups_of`]).
pub fn has_equality(spec: &CheckerSpec) -> bool {
    match spec {
        CheckerSpec::Math { .. }
        | CheckerSpec::Exact { .. }
        | CheckerSpec::Choice { .. }
        | CheckerSpec::Set {}
        | CheckerSpec::List {}
        | CheckerSpec::Json {} => true,
        CheckerSpec::Code { .. } | CheckerSpec::Source {} => false,
    }
}

/// The group of each answer, numbered from 1 in the order of their first
/// members; `None` where there is no answer, and everywhere under a checker
/// without equality.
///
/// Two answers are in one group if the checker takes one for correct where the
/// other is the target, or if a chain of such answers joins them. So which
/// answers are together does not depend on their order; only the numbers do.
pub fn groups(answers: &[Option<&str>], spec: &CheckerSpec) -> Vec<Option<u32>> {
    if !has_equality(spec) {
        return vec![None; answers.len()];
    }
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut texts: Vec<&str> = Vec::new();
    let of_answer: Vec<Option<usize>> = answers
        .iter()
        .map(|answer| {
            answer.map(|text| {
                *places.entry(text).or_insert_with(|| {
                    texts.push(text);
                    texts.len() - 1
                })
            })
        })
        .collect();
    let joined = joined(&texts, spec);
    let mut numbers: BTreeMap<usize, u32> = BTreeMap::new();
    let mut number = |text: usize| {
        let next = numbers.len() as u32 + 1;
        let root = joined.get(text)?;
        Some(*numbers.entry(*root).or_insert(next))
    };
    of_answer
        .into_iter()
        .map(|text| text.and_then(&mut number))
        .collect()
}

/// For each of different texts the first one that it is joined with, itself
/// included.
fn joined(texts: &[&str], spec: &CheckerSpec) -> Vec<usize> {
    let mut roots: Vec<usize> = (0..texts.len()).collect();
    for (i, a) in texts.iter().enumerate() {
        for (j, b) in texts.iter().enumerate().take(i) {
            let (Some(&of_a), Some(&of_b)) = (roots.get(i), roots.get(j)) else {
                continue;
            };
            if of_a != of_b && same(a, b, spec) {
                let (kept, gone) = (of_a.min(of_b), of_a.max(of_b));
                for root in roots.iter_mut().filter(|root| **root == gone) {
                    *root = kept;
                }
            }
        }
    }
    roots
}

fn same(a: &str, b: &str, spec: &CheckerSpec) -> bool {
    let none = NoRunner(String::new());
    let is = |target: &str, answer: &str| {
        let target = Target::Text(target.to_owned());
        check(answer, spec, &target, &none).verdict == Verdict::Correct
    };
    is(a, b) || is(b, a)
}

/// The place of the winner: the first member of the largest group, and of
/// groups of one size that which came first. `None` where nothing is in a group.
pub fn winner(groups: &[Option<u32>]) -> Option<usize> {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for group in groups.iter().flatten() {
        *sizes.entry(*group).or_default() += 1;
    }
    let most = sizes.values().max()?;
    groups
        .iter()
        .position(|group| group.is_some_and(|g| sizes.get(&g) == Some(most)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{CodeJob, CodeOutcome, CodeRun, CodeRunner, Failure, judge_answer};
    use crate::suite::CodeTests;
    use proptest::prelude::*;

    fn grouped(answers: &[&str], spec: &CheckerSpec) -> Vec<u32> {
        let answers: Vec<_> = answers.iter().map(|a| Some(*a)).collect();
        groups(&answers, spec).into_iter().flatten().collect()
    }

    #[test]
    fn answers_that_mean_the_same_stand_together() {
        let exact = CheckerSpec::Exact {
            case_sensitive: false,
        };
        let choice = CheckerSpec::Choice {
            letters: "ABCD".to_owned(),
        };
        let math = CheckerSpec::math();
        for (spec, answers, expected) in [
            (
                &math,
                vec!["1/2", "2", "0.5", "\\frac{1}{2}", "2.0"],
                vec![1, 2, 1, 1, 2],
            ),
            (&math, vec!["{1, 2}", "2, 1", "12"], vec![1, 1, 2]),
            // What cannot be read is still equal to itself.
            (&math, vec!["))(", "1", "))("], vec![1, 2, 1]),
            (&choice, vec!["B", "(b) two", "C"], vec![1, 1, 2]),
            // What is none of the letters is no vote for another such answer.
            (&choice, vec!["E", "F", "E"], vec![1, 2, 1]),
            (&exact, vec!["Red", " red.", "blue"], vec![1, 1, 2]),
            (
                &CheckerSpec::Set {},
                vec!["a, b", "b and a", "a"],
                vec![1, 1, 2],
            ),
            (&CheckerSpec::List {}, vec!["a, b", "b, a"], vec![1, 2]),
            (
                &CheckerSpec::Json {},
                vec![r#"{"a":1,"b":2}"#, r#"{"b":2.0,"a":1}"#, "[1"],
                vec![1, 1, 2],
            ),
        ] {
            assert_eq!(grouped(&answers, spec), expected, "{answers:?}");
        }
    }

    #[test]
    fn a_chain_joins_whatever_the_order() {
        // By the checker's policy a percentage equals its fraction and the bare
        // number, so that it stands between two numbers that differ.
        let math = CheckerSpec::math();
        for order in [
            ["50", "0.5", "50%"],
            ["50%", "50", "0.5"],
            ["0.5", "50%", "50"],
        ] {
            assert_eq!(grouped(&order, &math), [1, 1, 1], "{order:?}");
        }
        assert_eq!(grouped(&["50", "0.5"], &math), [1, 2]);
    }

    /// Does what the part of the program before `#` says; is not run without one.
    struct Acting;

    impl CodeRunner for Acting {
        fn run(&self, job: &CodeJob<'_>) -> CodeRun {
            match job.answer.split_once('#') {
                Some((does, _)) => CodeRun {
                    outcome: match does {
                        "def f(): right " => CodeOutcome::Passed,
                        _ => CodeOutcome::Failed {
                            failure: Failure::Wrong,
                            detail: does.to_owned(),
                        },
                    },
                    behaviour: Some(does.to_owned()),
                },
                None => CodeRun::not_run("no Python here"),
            }
        }
    }

    #[test]
    fn programs_that_do_the_same_stand_together() {
        let code = CheckerSpec::Code { timeout_s: 1.0 };
        let tests = CodeTests::asserts(vec!["assert f() == 1".to_owned()]);
        let target = Target::Tests(tests);
        let judged = |answers: &[&str]| -> Vec<Judgement> {
            let judged = answers
                .iter()
                .map(|answer| judge_answer(answer, &code, &target, &Acting));
            judged.collect()
        };
        for (answers, expected, chosen) in [
            (
                vec![
                    "def f(): right # 1",
                    "def f(): wrong # 1",
                    "def f(): right # 2",
                ],
                vec![Some(1), Some(2), Some(1)],
                Some(0),
            ),
            // The wrong ones win where they are more; what is not run has no vote.
            (
                vec![
                    "",
                    "def f(): no",
                    "def f(): right # 1",
                    "def f(): wrong # 1",
                    "def f(): wrong # 2",
                    "def f(): no",
                ],
                vec![None, None, Some(1), Some(2), Some(2), None],
                Some(3),
            ),
            (vec!["def f(): no", ""], vec![None, None], None),
        ] {
            let judgements = judged(&answers);
            let found = groups_of(&judgements.iter().collect::<Vec<_>>(), &code);
            assert_eq!(found, expected, "{answers:?}");
            assert_eq!(winner(&found), chosen, "{answers:?}");
        }
        // By their text alone nothing can be said.
        assert_eq!(groups(&[Some("x"), Some("x"), None], &code), [None; 3]);
        assert!(!has_equality(&code) && can_vote(&code));
    }

    #[test]
    fn judged_answers_are_grouped_as_answers() {
        let math = CheckerSpec::math();
        let none = NoRunner(String::new());
        let target = Target::Text("7".to_owned());
        let judged: Vec<Judgement> = ["1/2", "", "0.5", "7"]
            .iter()
            .map(|answer| judge_answer(answer, &math, &target, &none))
            .collect();
        let found = groups_of(&judged.iter().collect::<Vec<_>>(), &math);
        assert_eq!(found, [Some(1), None, Some(1), Some(2)]);
    }

    #[test]
    fn the_largest_group_wins_and_of_equals_the_first() {
        for (groups, expected) in [
            (vec![], None),
            (vec![0, 0], None),
            (vec![0, 1], Some(1)),
            (vec![1, 2, 2], Some(1)),
            (vec![1, 2, 2, 1], Some(0)),
            (vec![1, 0, 2, 0, 2], Some(2)),
        ] {
            let groups: Vec<Option<u32>> =
                groups.into_iter().map(|g| (g > 0).then_some(g)).collect();
            assert_eq!(winner(&groups), expected, "{groups:?}");
        }
    }

    /// Answers of which several mean the same, with holes.
    fn answers() -> impl Strategy<Value = Vec<Option<&'static str>>> {
        let texts = [
            "1/2", "0.5", "50%", "50", "2", "2.0", "x + y", "y + x", "))(",
        ];
        prop::collection::vec(prop::option::of(prop::sample::select(texts.to_vec())), 0..9)
    }

    proptest! {
        #[test]
        fn order_changes_the_numbers_only(
            (answers, shuffled) in answers().prop_flat_map(|answers| {
                let places: Vec<usize> = (0..answers.len()).collect();
                (Just(answers), Just(places).prop_shuffle())
            })
        ) {
            let math = CheckerSpec::math();
            let found = groups(&answers, &math);
            let moved: Vec<_> = shuffled.iter().map(|&i| answers[i]).collect();
            let again = groups(&moved, &math);
            for (a, &i) in shuffled.iter().enumerate() {
                prop_assert_eq!(found[i].is_none(), answers[i].is_none());
                for (b, &j) in shuffled.iter().enumerate() {
                    prop_assert_eq!(found[i] == found[j], again[a] == again[b]);
                }
            }
            // Numbered in the order of their first members, without gaps.
            let mut known = 0;
            for group in found.iter().flatten() {
                prop_assert!((1..=known + 1).contains(group));
                known = known.max(*group);
            }
            // The size of the winning group does not depend on the order either.
            let size = |groups: &[Option<u32>]| {
                winner(groups).map(|w| groups.iter().filter(|g| **g == groups[w]).count())
            };
            prop_assert_eq!(size(&found), size(&again));
        }
    }
}
