//! Samples become runs.

use overthink::analysis;
use overthink::check::NoRunner;
use overthink::check::Verdict::{self, Correct, Incorrect, NoAnswer, Ungraded};
use overthink::engine::Fact;
use overthink::import::{FoldOptions, Folded, Judging, Options, Sample, fold};
use overthink::plan::{Mode, plan};
use overthink::store::Outcome;
use overthink::suite::{CheckerSpec, Search};
use serde_json::json;

use super::{fixture, import, import_with};

fn options(judging: Judging<'_>) -> FoldOptions<'_> {
    FoldOptions {
        model: None,
        suite: None,
        task_type: None,
        mode: None,
        read_as: overthink::trace::ReadAs::default(),
        judging,
    }
}

const BY_SOURCE: Judging<'static> = Judging::Source { threshold: 1.0 };

fn folded(files: Vec<(&str, Vec<Sample>)>, judging: Judging<'_>) -> Folded {
    let files = files
        .into_iter()
        .map(|(name, samples)| (name.to_owned(), samples));
    fold(files.collect(), &options(judging)).unwrap()
}

fn verdicts(run: &Folded) -> Vec<Option<Verdict>> {
    let of = |outcome: &Outcome| match outcome {
        Outcome::Done { judgement, .. } => Some(judgement.verdict),
        Outcome::Failed { .. } => None,
    };
    run.records
        .iter()
        .map(|record| of(&record.outcome))
        .collect()
}

#[test]
fn a_log_becomes_a_run_that_the_analysis_reads() {
    let (bytes, path) = fixture("inspect.eval");
    let run = folded(vec![("inspect", import(&bytes, &path).0)], BY_SOURCE);
    assert_eq!(run.notices, Vec::<String>::new());
    assert_eq!(
        (run.suites.len(), run.models.len(), run.records.len()),
        (1, 1, 8)
    );
    assert_eq!(run.models[0].0.mode, Mode::Reasoning);
    let models: Vec<_> = run.models.iter().map(|(model, _)| model.clone()).collect();
    let planned = plan(&run.suites, &models, &run.options);
    let ids: Vec<_> = run.records.iter().map(|r| r.attempt.id.clone()).collect();
    assert_eq!(
        planned.iter().map(|a| a.id.clone()).collect::<Vec<_>>(),
        ids
    );
    let input = analysis::Input {
        run: "r",
        planned: &planned,
        records: &run.records,
        suites: &[],
        probes: None,
    };
    let analysis = analysis::analyze(input, analysis::Options::default()).unwrap();
    let counts = analysis.counts();
    assert_eq!(
        (counts.correct, counts.incorrect, counts.planned),
        (4, 4, 8)
    );
    let stored = serde_json::to_string(&run.records).unwrap();
    let again: Vec<overthink::store::Record> = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, run.records);
}

#[test]
fn hidden_thinking_is_a_count_without_a_trace() {
    let (bytes, path) = fixture("inspect.eval");
    let run = folded(vec![("inspect", import(&bytes, &path).0)], BY_SOURCE);
    let completion = |item: &str| {
        let found = run.records.iter().find(|r| r.attempt.item == item).unwrap();
        match &found.outcome {
            Outcome::Done { completion, .. } => completion.clone(),
            Outcome::Failed { error } => panic!("{error}"),
        }
    };
    let hidden = completion("b");
    assert!(!hidden.knows(Fact::Trace));
    assert!(hidden.knows(Fact::ThinkingTokens));
    assert_eq!((hidden.n_thinking_tokens, hidden.n_answer_tokens), (12, 8));
    assert_eq!(hidden.text, "ANSWER: 9");
    let shown = completion("a");
    assert!(shown.knows(Fact::Trace) && !shown.knows(Fact::Seed));
    assert!(shown.text.starts_with("<think>3 and 4"));
    let uncounted = completion("d");
    assert!(!uncounted.knows(Fact::ThinkingTokens) && uncounted.knows(Fact::ComputedTokens));
}

#[test]
fn a_checker_of_ours_can_judge() {
    let (bytes, path) = fixture("inspect.eval");
    let samples = import(&bytes, &path).0;
    let spec = CheckerSpec::math();
    let runner = NoRunner("none is needed".to_owned());
    let judging = Judging::Checker {
        spec: &spec,
        search: Search::default(),
        runner: &runner,
    };
    let run = folded(vec![("inspect", samples)], judging);
    let n = |verdict| {
        verdicts(&run)
            .iter()
            .filter(|v| **v == Some(verdict))
            .count()
    };
    assert_eq!(
        (
            n(Verdict::Correct),
            n(Verdict::Incorrect),
            n(Verdict::NoAnswer)
        ),
        (4, 2, 2)
    );
}

#[test]
fn scores_become_verdicts() {
    let rows: Vec<String> = [json!(1), json!(0.44), json!("N"), json!(null), json!(87)]
        .iter()
        .enumerate()
        .map(|(i, score)| json!({"id": i, "text": "7", "score": score}).to_string())
        .collect();
    let (samples, _) = import(rows.join("\n").as_bytes(), "rows.jsonl");
    let run = folded(vec![("rows", samples.clone())], BY_SOURCE);
    let expected = [Correct, Incorrect, NoAnswer, Ungraded, Ungraded].map(Some);
    assert_eq!(verdicts(&run), expected);
    let run = folded(vec![("rows", samples)], Judging::Source { threshold: 0.4 });
    assert_eq!(verdicts(&run)[1], Some(Correct));
}

#[test]
fn predictions_reviews_and_requests_are_joined() {
    let prediction = json!({"index": 3, "model": "q", "messages": [{"role": "user", "content": "q?"}],
        "model_output": {"choices": [{"message": {"content": "7"}, "stop_reason": "stop"}], "usage": {"input_tokens": 4, "output_tokens": 2}}});
    let review = json!({"index": 3, "target": "7", "messages": [{"role": "assistant", "content": "7", "model": "q"}],
        "sample_score": {"score": {"value": {"acc": 1.0}, "extracted_prediction": "7"}}});
    let samples = |value: serde_json::Value| {
        import(value.to_string().as_bytes(), "predictions/q/sums.jsonl").0
    };
    for order in [
        vec![prediction.clone(), review.clone()],
        vec![review, prediction],
    ] {
        let files = order.into_iter().map(|value| ("sums", samples(value)));
        let run = folded(files.collect(), BY_SOURCE);
        assert_eq!(verdicts(&run), [Some(Verdict::Correct)]);
        let Outcome::Done {
            completion,
            judgement,
            ..
        } = &run.records[0].outcome
        else {
            panic!("it failed")
        };
        assert_eq!(
            (completion.n_prompt_tokens, completion.n_answer_tokens),
            (4, 2)
        );
        assert_eq!(judgement.extraction.as_ref().unwrap().answer, "7");
        assert_eq!(run.suites[0].parts[0].items[0].prompt, "q?");
    }
}

#[test]
fn what_a_file_does_not_hold_was_not_run() {
    let rows = "{\"id\": \"a\", \"model\": \"m/1\", \"text\": \"7\"}\n{\"id\": \"a\", \"model\": \"m/1\", \"text\": \"8\"}\n\
        {\"id\": \"b\", \"model\": \"n\", \"text\": \"9\"}\n{\"id\": \"b\", \"model\": \"n\", \"text\": \"9\", \"epoch\": 4}\n\
        {\"id\": \"b\", \"model\": \"n\", \"text\": \"10\", \"epoch\": 4}\n";
    let (samples, _) = import_with(rows.as_bytes(), "rows.jsonl", &Options::default());
    let run = folded(vec![("rows", samples)], BY_SOURCE);
    // Two models, two items, two epochs; four samples, as one epoch came twice.
    assert_eq!((run.options.epochs, run.records.len()), (2, 4));
    assert_eq!(run.models[0].0.name, "m-1");
    assert!(
        run.notices
            .iter()
            .any(|n| n.starts_with("1 samples have the item and epoch of a later one")),
        "{:?}",
        run.notices
    );
    assert!(
        run.notices.iter().any(|n| n.starts_with("4 of 8 attempts")),
        "{:?}",
        run.notices
    );
    let empty = fold(Vec::new(), &options(BY_SOURCE)).unwrap_err();
    assert_eq!(empty.to_string(), "the files hold no samples");
}
