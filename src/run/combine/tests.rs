//! Which draw is chosen.

use super::*;
use crate::check::groups_of;
use crate::engine::{StopReason, Timing};
use crate::extract::{Extraction, Rule};
use crate::suite::{CheckerSpec, Search};
use crate::text::Span;

use Verdict::{Correct, Incorrect, NoAnswer, Ungraded};

/// A draw with `answer` (none if empty), so many tokens, and a log-probability.
fn drawn(
    answer: &str,
    verdict: Verdict,
    n_tokens: u32,
    logprob: Option<f64>,
) -> (Completion, Judgement) {
    let completion = Completion {
        prompt: "?".to_owned(),
        text: answer.to_owned(),
        thinking_open: false,
        read_as: crate::text::thinking::ReadAs::default(),
        n_prompt_tokens: 1,
        n_thinking_tokens: n_tokens / 2,
        n_answer_tokens: n_tokens - n_tokens / 2,
        n_computed_tokens: 1 + n_tokens,
        stop_reason: StopReason::EndOfText,
        unknown: Vec::new(),
        mean_logprob: logprob,
        probes: Vec::new(),
        timing: Timing::default(),
    };
    let extraction = (verdict != NoAnswer).then(|| Extraction {
        answer: answer.to_owned(),
        span: Span::new(0, answer.len()),
        rule: Rule::Whole,
    });
    let judgement = Judgement {
        verdict,
        reason: format!("as scripted: {answer}"),
        extraction,
        probes: Vec::new(),
        ran: None,
        search: Search::default(),
    };
    (completion, judgement)
}

/// The outcome's verdict, and the place of the chosen draw.
fn outcome(strategy: &str, draws: &[(Completion, Judgement)]) -> (Verdict, usize) {
    let math = CheckerSpec::math();
    let outcome = combine(strategy.parse().unwrap(), draws.to_vec(), |answers| {
        groups_of(answers, &math)
    });
    let Outcome::Done {
        completion,
        judgement,
        draws: kept,
    } = outcome
    else {
        panic!("{outcome:?}");
    };
    assert_eq!(kept.len(), draws.len(), "all draws are kept");
    let places: Vec<usize> = (0..kept.len()).filter(|&i| kept[i].chosen).collect();
    assert_eq!(places.len(), 1, "one draw is chosen");
    assert_eq!(kept[places[0]].completion, completion);
    for (draw, kept) in draws.iter().zip(&kept) {
        assert_eq!((&draw.0, &draw.1), (&kept.completion, &kept.judgement));
    }
    (judgement.verdict, places[0])
}

fn answers(answers: &[(&str, Verdict)]) -> Vec<(Completion, Judgement)> {
    let drawn = |(answer, verdict): &(&str, Verdict)| drawn(answer, *verdict, 4, Some(-1.0));
    answers.iter().map(drawn).collect()
}

#[test]
fn a_vote_groups_by_the_checkers_equality() {
    // Three forms of one half outvote the 2 that came first and twice.
    let draws = answers(&[
        ("2", Incorrect),
        ("1/2", Correct),
        ("2.0", Incorrect),
        ("0.5", Correct),
        ("\\frac12", Correct),
    ]);
    assert_eq!(outcome("vote@5", &draws), (Correct, 1));
    let tied = answers(&[
        ("2", Incorrect),
        ("1/2", Correct),
        ("0.5", Correct),
        ("2", Incorrect),
    ]);
    assert_eq!(outcome("vote@4", &tied), (Incorrect, 0));
}

#[test]
fn a_draw_without_an_answer_has_no_vote() {
    let draws = answers(&[("", NoAnswer), ("", NoAnswer), ("7", Correct)]);
    assert_eq!(outcome("vote@3", &draws), (Correct, 2));
    let none = answers(&[("", NoAnswer), ("", NoAnswer)]);
    assert_eq!(outcome("vote@2", &none), (NoAnswer, 0));
}

#[test]
fn the_best_is_chosen_among_those_with_an_answer() {
    let draws = vec![
        drawn("", NoAnswer, 1, None),
        drawn("a", Incorrect, 9, Some(-0.5)),
        drawn("b", Correct, 3, Some(-0.2)),
        drawn("c", Incorrect, 3, Some(-0.2)),
        drawn("d", Ungraded, 9, Some(-4.0)),
    ];
    assert_eq!(outcome("best-of@5:shortest", &draws), (Correct, 2));
    assert_eq!(outcome("best-of@5:longest", &draws), (Incorrect, 1));
    assert_eq!(outcome("best-of@5:logprob", &draws), (Correct, 2));
    let none = answers(&[("", NoAnswer), ("", NoAnswer)]);
    assert_eq!(outcome("best-of@2:logprob", &none), (NoAnswer, 0));
}

#[test]
fn without_log_probabilities_there_is_no_best() {
    let reasons = [None, Some(f64::NAN)].map(|missing| {
        let draws = vec![
            drawn("a", Correct, 3, Some(-1.0)),
            drawn("b", Correct, 3, missing),
        ];
        let group = |draws: &[&Judgement]| vec![None; draws.len()];
        let by_logprob = "best-of@2:logprob".parse().unwrap();
        let Outcome::Done { judgement, .. } = combine(by_logprob, draws, group) else {
            panic!();
        };
        assert_eq!(judgement.verdict, Ungraded);
        judgement.reason
    });
    assert_eq!(reasons[0], reasons[1]);
    insta::assert_snapshot!(reasons[0], @"best-of@2:logprob: draw 2 has no log-probability, because the engine computed none; choose by `shortest` or `longest`");
}

#[test]
fn a_pass_is_correct_if_one_draw_is() {
    let draws = answers(&[
        ("1", Incorrect),
        ("2", Ungraded),
        ("3", Correct),
        ("3", Correct),
    ]);
    assert_eq!(outcome("pass@4", &draws), (Correct, 2));
    // It might have been correct.
    let open = answers(&[("1", Incorrect), ("2", Ungraded)]);
    assert_eq!(outcome("pass@2", &open), (Ungraded, 1));
    let wrong = answers(&[("", NoAnswer), ("1", Incorrect)]);
    assert_eq!(outcome("pass@2", &wrong), (Incorrect, 1));
}

#[test]
fn one_draw_is_the_outcome_itself() {
    let draw = drawn("1", Correct, 2, None);
    let group = |_: &[&Judgement]| panic!("nothing is to be grouped");
    let outcome = combine(Strategy::Direct, vec![draw.clone()], group);
    let expected = Outcome::Done {
        completion: draw.0,
        judgement: draw.1,
        draws: Vec::new(),
    };
    assert_eq!(outcome, expected);
    for strategy in [Strategy::Direct, Strategy::Vote { n: 2 }] {
        let none = combine(strategy, Vec::new(), |_| Vec::new());
        assert!(matches!(none, Outcome::Failed { .. }));
    }
}
