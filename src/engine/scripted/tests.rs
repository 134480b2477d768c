use super::*;
use crate::plan::Mode;
use crate::suite::Sampling;
use std::ops::ControlFlow;

fn request(budget: Option<u32>) -> Request {
    Request {
        prompt: "what is it".to_owned(),
        mode: Mode::Reasoning,
        budget,
        sampling: Sampling {
            max_answer_tokens: 3,
            max_thinking_tokens: 6,
            ..Sampling::default()
        },
        seed: 0,
        logprobs: false,
        probes: None,
    }
}

fn run(engine: &mut ScriptedEngine, requests: &[Request]) -> Vec<Result<Completion, String>> {
    let mut results = Vec::new();
    let outcome = engine.generate(requests, &mut |event| {
        if let Event::Done { index, result } = event {
            assert_eq!(index, results.len());
            results.push(result.map_err(|e| e.to_string()));
        }
        ControlFlow::Continue(())
    });
    if let Err(error) = outcome {
        results.push(Err(error.to_string()));
    }
    results
}

#[test]
fn limits_cut_as_in_the_real_engine() {
    const TEXT: &str = "<think>\na b c d\n</think>\n\nx y";
    for (text, budget, written, thinking, answer, stop) in [
        (TEXT, None, TEXT, 4, 2, StopReason::EndOfText),
        (TEXT, Some(5), TEXT, 4, 2, StopReason::EndOfText),
        (
            TEXT,
            Some(2),
            "<think>\na b\n</think>\n\nx y",
            2,
            2,
            StopReason::Budget,
        ),
        (
            "<think>a b c d e f g</think>x",
            None,
            "<think>a b c d e f",
            6,
            0,
            StopReason::MaxTokens,
        ),
        ("x y z w", None, "x y z", 0, 3, StopReason::MaxTokens),
        ("x y", Some(2), "x y", 0, 2, StopReason::EndOfText),
        (
            "<think>a b",
            None,
            "<think>a b",
            2,
            0,
            StopReason::EndOfText,
        ),
    ] {
        let mut engine = ScriptedEngine::list([text]);
        let done = run(&mut engine, &[request(budget)]).remove(0).unwrap();
        assert_eq!(done.text, written);
        let counts = (
            done.n_thinking_tokens,
            done.n_answer_tokens,
            done.stop_reason,
        );
        assert_eq!(counts, (thinking, answer, stop), "{text} {budget:?}");
    }
}

#[test]
fn stop_strings_end_the_answer() {
    let mut engine = ScriptedEngine::list(["<think>a # b</think>\n\nx # y"]);
    let mut request = request(None);
    request.sampling.stop = vec!["\n\n".to_owned(), " #".to_owned()];
    let done = run(&mut engine, &[request]).remove(0).unwrap();
    assert_eq!(done.text, "<think>a # b</think>\n\nx");
    assert_eq!(done.stop_reason, StopReason::StopString);
}

#[test]
fn thinking_that_the_template_opened_is_counted() {
    let mut engine = ScriptedEngine::answering(|_| "a b c</think>x".to_owned());
    engine = engine.with_thinking_open();
    let done = run(&mut engine, &[request(Some(2))]).remove(0).unwrap();
    assert_eq!(done.text, "a b\n</think>\n\nx");
    assert_eq!((done.n_thinking_tokens, done.thinking_open), (2, true));
}

#[test]
fn probes_say_what_budgets_say() {
    const TEXT: &str = "<think>\na b c d\n</think>\n\nx y";
    let answer = |request: &Request| {
        let thought = request.budget.map_or(String::new(), |b| b.to_string());
        TEXT.replace('x', &format!("x{thought}"))
    };
    for (probes, budget, positions) in [
        ("every:1", None, vec![1, 2, 3, 4]),
        ("every:2", Some(4), vec![2]),
        ("3,9", None, vec![3]),
    ] {
        let mut engine = ScriptedEngine::answering(answer);
        let plain = request(budget);
        let probed = Request {
            probes: Some(probes.parse().unwrap()),
            ..plain.clone()
        };
        let with = run(&mut engine, &[probed]).remove(0).unwrap();
        let without = run(&mut engine, &[plain]).remove(0).unwrap();
        let work = with.n_computed_tokens - with.n_probe_tokens();
        assert_eq!(
            (&with.text, work),
            (&without.text, without.n_computed_tokens)
        );
        let found: Vec<u32> = with.probes.iter().map(|p| p.position).collect();
        assert_eq!(found, positions);
        for probe in &with.probes {
            let forced = request(Some(probe.position));
            let forced = run(&mut engine, &[forced]).remove(0).unwrap();
            assert_eq!(with.probed_text(probe), forced.text);
            assert_eq!(probe.answer, format!("x{} y", probe.position));
            assert_eq!((probe.n_answer_tokens, probe.n_computed_tokens), (2, 3));
        }
    }
}

#[test]
fn failures_come_as_scripted() {
    let mut engine = ScriptedEngine::list(["x", "y", "z"])
        .failing_when(|r| r.seed == 1)
        .breaking_after(2);
    let requests = [0, 1, 2].map(|seed| Request {
        seed,
        ..request(None)
    });
    let results = run(&mut engine, &requests);
    assert!(results[0].is_ok());
    assert_eq!(results[1], Err("failed as scripted".to_owned()));
    assert_eq!(results[2], Err("broke down as scripted".to_owned()));
}

#[test]
fn impossible_requests_are_refused() {
    let engine = ScriptedEngine::list(["x"]).with_context(20);
    assert!(engine.admit(&request(Some(13))).is_ok());
    let refusal = |budget| {
        engine
            .admit(&request(Some(budget)))
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(refusal(0), @"the budget must be at least 1 thinking token, got 0; to ask without thinking, take the instruct mode");
    insta::assert_snapshot!(refusal(14), @"the budget of 14 thinking tokens does not fit: with 3 tokens of prompt, 1 of forced end and 3 of answer it needs 21 tokens and the model's context has 20; the largest budget here is 13");
}
