use super::*;
use crate::suite::CodeTests;

fn text(target: &str) -> Target {
    Target::Text(target.to_owned())
}

fn judged(
    completion: &str,
    stop: Option<StopReason>,
    spec: &CheckerSpec,
    target: &Target,
) -> Judgement {
    let trace = parse(completion, false);
    let runner = NoRunner("no Python here".to_owned());
    judge(completion, &trace, stop, spec, target, &runner)
}

#[test]
fn reasons_of_no_answer() {
    for (completion, stop, reason) in [
        ("", None, "the completion is empty"),
        (" \n", None, "the completion is empty"),
        ("<think>I", None, "thinking never ended"),
        (
            "<think>42",
            Some(StopReason::MaxTokens),
            "thinking never ended (cut at the token limit)",
        ),
        ("<think>42</think> \n", None, "nothing follows the thinking"),
        (
            "<think>42</think>dunno",
            None,
            "no answer was found in the text",
        ),
    ] {
        let judgement = judged(completion, stop, &CheckerSpec::math(), &text("42"));
        assert_eq!(judgement.verdict, Verdict::NoAnswer);
        assert_eq!(judgement.reason, reason, "{completion:?}");
        assert_eq!(judgement.extraction, None);
    }
}

#[test]
fn a_completion_is_judged_by_its_answer() {
    let completion = "<think>41? \\boxed{41}</think>It is \\boxed{42}.";
    let judgement = judged(completion, None, &CheckerSpec::math(), &text("42"));
    assert_eq!(judgement.verdict, Verdict::Correct);
    assert_eq!(judgement.reason, "equal (text)");
    let judgement = judged(completion, None, &CheckerSpec::math(), &text("41"));
    assert_eq!(judgement.verdict, Verdict::Incorrect);
}

#[test]
fn checkers_and_targets_must_fit() {
    let tests = Target::Tests(CodeTests::asserts(vec![]));
    let judgement = judged("42", None, &CheckerSpec::math(), &tests);
    assert_eq!(judgement.verdict, Verdict::Ungraded);
    let code = CheckerSpec::Code { timeout_s: 1.0 };
    let judgement = judged("def f(): pass", None, &code, &text("42"));
    assert_eq!(judgement.verdict, Verdict::Ungraded);
}

#[test]
fn without_a_runner_code_is_ungraded() {
    let tests = Target::Tests(CodeTests::asserts(vec!["assert f() == 1".to_owned()]));
    let code = CheckerSpec::Code { timeout_s: 1.0 };
    let judgement = judged("def f(): return 1", None, &code, &tests);
    assert_eq!(judgement.verdict, Verdict::Ungraded);
    assert_eq!(judgement.reason, "not run: no Python here");
}

#[test]
fn bare_answers() {
    let runner = NoRunner("none".to_owned());
    let choice = CheckerSpec::Choice {
        letters: "ABCD".to_owned(),
    };
    for (answer, spec, target, verdict) in [
        ("C. the third one", &choice, "C", Verdict::Correct),
        ("42", &CheckerSpec::math(), "42.0", Verdict::Correct),
        (
            "```json\n[1]\n```",
            &CheckerSpec::Json {},
            "[1]",
            Verdict::Correct,
        ),
        ("nonsense", &CheckerSpec::Json {}, "[1]", Verdict::Incorrect),
        (" ", &CheckerSpec::math(), "42", Verdict::NoAnswer),
    ] {
        let judgement = judge_answer(answer, spec, &text(target), &runner);
        assert_eq!(judgement.verdict, verdict, "{answer:?}");
    }
}

#[test]
fn every_checker_is_explained() {
    let names: Vec<_> = kinds().iter().map(|kind| kind.name).collect();
    assert_eq!(
        names,
        ["math", "exact", "choice", "set", "list", "json", "code"]
    );
}
