//! Plans executed with scripted engines.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::*;
use crate::check::{NoRunner, Verdict, groups_of, judge};
use crate::engine::scripted::ScriptedEngine;
use crate::plan::{Mode, PlanOptions, PlannedModel, plan};
use crate::store::{Records, RunDir, Writer, create_run, read_records};
use crate::suite::{CheckerSpec, Item, Part, Sampling, Search, Suite, Target, TaskType};
use crate::trace::parse;

fn suite() -> Suite {
    let item = |n: u32| Item {
        id: format!("i{n}"),
        prompt: format!("{n} of 8?"),
        target: Target::Text(format!("{n}/8")),
        reference: None,
    };
    Suite {
        name: "eighths".to_owned(),
        title: String::new(),
        description: String::new(),
        origin: String::new(),
        hash: String::new(),
        sampling: Sampling {
            temperature: 1.0,
            ..Sampling::default()
        },
        parts: vec![Part {
            name: "p".to_owned(),
            task_type: TaskType("arithmetic".to_owned()),
            template: String::new(),
            checker: CheckerSpec::math(),
            search: Search::default(),
            items: (1..=4).map(item).collect(),
        }],
    }
}

fn planned(strategies: &[&str], budgets: &[u32]) -> Vec<Attempt> {
    let options = PlanOptions {
        strategies: strategies.iter().map(|s| s.parse().unwrap()).collect(),
        budgets: budgets.to_vec(),
        ..PlanOptions::default()
    };
    let model = PlannedModel {
        name: "m".to_owned(),
        mode: Mode::Reasoning,
    };
    plan(&[suite()], &[model], &options)
}

/// Right for two seeds of three, in one of three forms, after thinking.
fn answer(request: &Request) -> String {
    let n: u32 = request.prompt.split(' ').next().unwrap().parse().unwrap();
    let right = !request.seed.is_multiple_of(3);
    let n = if right { n } else { n + 1 };
    let text = match request.seed % 5 {
        0 => format!("{n}/8"),
        1 => format!("{}", f64::from(n) / 8.0),
        _ => format!("\\boxed{{\\frac{{{n}}}{{8}}}}"),
    };
    let thinking = "so ".repeat(3 + (request.seed % 7) as usize);
    format!("<think>{thinking}</think>{text}")
}

/// What one call of `execute` did.
#[derive(Default)]
struct Done {
    records: BTreeMap<String, Record>,
    dropped: Option<(usize, usize)>,
    ended: Option<String>,
}

/// Executes what `before` lacks of `attempts`, stopping after `most` records.
fn executed(
    engine: &mut ScriptedEngine,
    attempts: &[Attempt],
    before: &Records,
    most: usize,
) -> Done {
    let suites = [suite()];
    let work = requests("m", attempts, &suites, None, before);
    let spec = CheckerSpec::math();
    let stop = AtomicBool::new(false);
    let dropped = Mutex::new(None);
    let mut done = Done::default();
    let mut records = BTreeMap::new();
    let ended = execute(
        engine,
        &work,
        &mut Hooks {
            judge: &|attempt, c| {
                let item = suites[0].parts[0]
                    .items
                    .iter()
                    .find(|i| i.id == attempt.item);
                let trace = parse(&c.text, c.reading());
                let none = NoRunner(String::new());
                judge(
                    &c.text,
                    &trace,
                    Some(c.stop_reason),
                    &spec,
                    &item.unwrap().target,
                    &none,
                )
            },
            group: &|_, judged| groups_of(judged, &spec),
            store: &mut |record| {
                records.insert(record.attempt.id.clone(), record.clone());
                if records.len() >= most {
                    stop.store(true, Ordering::Relaxed);
                }
                Ok(())
            },
            observe: &|event| {
                if let Progress::Dropped {
                    n_attempts,
                    n_draws,
                } = event
                {
                    *dropped.lock().unwrap() = Some((*n_attempts, *n_draws));
                }
            },
            stop: &stop,
        },
    );
    done.records = records;
    done.dropped = dropped.into_inner().unwrap();
    done.ended = ended.err().map(|e| e.to_string());
    done
}

fn all(attempts: &[Attempt]) -> Done {
    let mut engine = ScriptedEngine::answering(answer);
    executed(&mut engine, attempts, &Records::default(), usize::MAX)
}

fn draws(record: &Record) -> &[crate::store::Draw] {
    match &record.outcome {
        Outcome::Done { draws, .. } => draws,
        Outcome::Failed { error } => panic!("{error}"),
    }
}

#[test]
fn strategies_share_their_first_draws() {
    let attempts = planned(&["direct", "vote@3", "best-of@4:shortest", "pass@5"], &[5]);
    assert_eq!(attempts.len(), 4 * 2 * 4);
    let done = all(&attempts);
    assert_eq!(done.records.len(), attempts.len());
    assert_eq!((done.dropped, done.ended), (None, None));
    let texts = |strategy: &str, budget: &str, item: &str| -> Vec<String> {
        let record = &done.records[&format!("m/eighths/p/{item}/{strategy}/{budget}/1")];
        let Outcome::Done {
            completion, draws, ..
        } = &record.outcome
        else {
            panic!();
        };
        if draws.is_empty() {
            return vec![completion.text.clone()];
        }
        assert_eq!(draws.len() as u32, record.attempt.strategy.n_draws());
        draws.iter().map(|d| d.completion.text.clone()).collect()
    };
    let mut n_distinct = 0;
    for item in ["i1", "i2", "i3", "i4"] {
        for (budget, direct) in [("free", "direct"), ("5", "budget-forcing")] {
            let five = texts("pass@5", budget, item);
            assert_eq!(texts(direct, budget, item), five[..1]);
            assert_eq!(texts("vote@3", budget, item), five[..3]);
            assert_eq!(texts("best-of@4:shortest", budget, item), five[..4]);
            n_distinct += usize::from(five.iter().any(|text| *text != five[0]));
            let forced = |text: &String| text.matches("so").count() <= 5;
            assert!(budget == "free" || five.iter().all(forced));
        }
    }
    assert!(n_distinct > 4, "draws differ");
}

#[test]
fn a_vote_counts_equal_answers_together() {
    let done = all(&planned(&["vote@7"], &[]));
    for record in done.records.values() {
        let n_right = draws(record)
            .iter()
            .filter(|d| d.judgement.verdict == Verdict::Correct)
            .count();
        let Outcome::Done { judgement, .. } = &record.outcome else {
            panic!()
        };
        // All wrong draws agree on one other number.
        assert_eq!(
            judgement.verdict == Verdict::Correct,
            n_right > 3,
            "{n_right}"
        );
        let n_groups = draws(record).iter().filter_map(|d| d.group).max().unwrap();
        assert!(n_groups <= 2, "{n_groups} groups");
    }
}

#[test]
fn an_attempt_with_a_failed_draw_has_failed_and_is_tried_again() {
    let attempts = planned(&["vote@3"], &[]);
    let bad = attempts[1].draw_seed(2);
    let mut engine = ScriptedEngine::answering(answer).failing_when(move |r| r.seed == bad);
    let done = executed(&mut engine, &attempts, &Records::default(), usize::MAX);
    let failed: Vec<_> = done.records.values().filter(|r| !r.is_done()).collect();
    assert_eq!(failed.len(), 1);
    let Outcome::Failed { error } = &failed[0].outcome else {
        panic!()
    };
    insta::assert_snapshot!(error, @"draw 2 of 3: failed as scripted; an attempt needs all its draws");
    let before = Records {
        by_id: done.records,
        ..Records::default()
    };
    let again = executed(
        &mut ScriptedEngine::answering(answer),
        &attempts,
        &before,
        usize::MAX,
    );
    assert_eq!(again.records.keys().collect::<Vec<_>>(), [&attempts[1].id]);
    assert_eq!(
        again.records[&attempts[1].id],
        all(&attempts).records[&attempts[1].id]
    );
}

#[test]
fn a_run_broken_in_the_middle_of_an_attempt_goes_on_as_if_it_had_not_been() {
    let attempts = planned(&["pass@4", "direct"], &[]);
    let whole = all(&attempts);
    // Four attempts of four draws, then four of one.
    for n_draws in 0..=20 {
        let mut engine = ScriptedEngine::answering(answer).breaking_after(n_draws);
        let first = executed(&mut engine, &attempts, &Records::default(), usize::MAX);
        let (n_whole, n_over) = if n_draws < 16 {
            (n_draws / 4, n_draws % 4)
        } else {
            (n_draws - 12, 0)
        };
        assert_eq!(first.records.len(), n_whole, "after {n_draws} draws");
        assert_eq!(first.dropped, (n_over > 0).then_some((1, n_over)));
        assert_eq!(first.ended.is_some(), n_draws < 20);
        let before = Records {
            by_id: first.records.clone(),
            ..Records::default()
        };
        let rest = executed(
            &mut ScriptedEngine::answering(answer),
            &attempts,
            &before,
            usize::MAX,
        );
        let mut both = first.records;
        both.extend(rest.records);
        assert_eq!(both, whole.records, "after {n_draws} draws");
    }
}

#[test]
fn a_stop_keeps_whole_attempts_only() {
    let attempts = planned(&["pass@4"], &[]);
    let mut engine = ScriptedEngine::answering(answer);
    let done = executed(&mut engine, &attempts, &Records::default(), 1);
    assert!(!done.records.is_empty());
    assert_eq!(done.ended, None);
    for record in done.records.values() {
        assert_eq!(draws(record).len(), 4);
    }
}

#[test]
fn records_are_stored_and_read_back() {
    let attempts = planned(&["vote@3", "direct"], &[]);
    let records = all(&attempts).records;
    let folder = tempfile::tempdir().unwrap();
    let run: RunDir = create_run(folder.path(), "t", "x").unwrap();
    let mut writer = Writer::open(&run, &Records::default()).unwrap();
    for record in records.values() {
        writer.append(record).unwrap();
    }
    assert_eq!(read_records(&run).unwrap().by_id, records);
    // One draw leaves no trace of there being draws.
    let text = fs_err::read_to_string(run.records()).unwrap();
    for line in text.lines() {
        assert_eq!(
            line.contains("\"draws\""),
            line.contains("\"strategy\":\"vote@3\"")
        );
        assert!(!line.contains("mean_logprob"));
    }
}

#[test]
fn records_of_the_first_format_are_read() {
    let line = r#"{"attempt":{"id":"m/s/p/i/direct/free/1","model":"m","mode":"instruct","suite":"s","part":"p","task_type":"t","item":"i","strategy":"direct","budget":null,"epoch":1,"seed":7},"outcome":{"status":"done","completion":{"prompt":"?","text":"4","thinking_open":false,"n_prompt_tokens":1,"n_thinking_tokens":0,"n_answer_tokens":1,"n_computed_tokens":2,"stop_reason":"end-of-text","timing":{"first_token_ms":1.0,"first_answer_ms":1.0,"elapsed_ms":1.0}},"judgement":{"verdict":"correct","reason":"equal (text)","extraction":{"answer":"4","span":{"start":0,"end":1},"rule":"whole"}}}}"#;
    let record: Record = serde_json::from_str(line).unwrap();
    assert!(draws(&record).is_empty());
    assert_eq!(serde_json::to_string(&record).unwrap(), line);
}
