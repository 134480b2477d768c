//! Strategies of several draws, from the command to the tables.

use std::path::Path;

use crate::common::{only_run, run, split_work, timeless_records};

const ARGS: [&str; 12] = [
    "run",
    "demo-math",
    "--model",
    "tiny-reasoner",
    "--strategy",
    "direct,vote@3,best-of@3:shortest,pass@4",
    "--budgets",
    "16",
    "--temperature",
    "0.8",
    "--limit",
    "3",
];

fn args<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ARGS.iter().chain(more).copied().collect()
}

fn done(folder: &Path, args: &[&str]) -> String {
    let (code, out, err) = run(folder, args);
    assert_eq!(code, 0, "{args:?}: {err}");
    out
}

fn rows(folder: &Path, table: &str) -> Vec<serde_json::Value> {
    let args = ["export", "latest", "--format", "json", "--table", table];
    serde_json::from_str(&done(folder, &args)).unwrap()
}

#[test]
fn every_draw_is_in_the_tables_and_can_be_judged_again() {
    let folder = tempfile::tempdir().unwrap();
    let out = done(folder.path(), &args(&[]));
    assert!(
        out.contains("maj@k") && out.contains("best-of@3:shortest"),
        "{out}"
    );
    let attempts = rows(folder.path(), "attempts");
    let draws = rows(folder.path(), "draws");
    // Two parts of three items, with and without a budget.
    assert_eq!(attempts.len(), 2 * 3 * 2 * 4);
    assert_eq!(draws.len(), 2 * 3 * 2 * (1 + 3 + 3 + 4));
    for attempt in &attempts {
        let own: Vec<_> = draws.iter().filter(|d| d["id"] == attempt["id"]).collect();
        assert_eq!(own.len() as u64, attempt["n_draws"].as_u64().unwrap());
        let chosen: Vec<_> = own.iter().filter(|d| d["chosen"] == true).collect();
        assert_eq!(chosen.len(), 1);
        for same in ["answer", "verdict", "reason", "stop_reason"] {
            assert_eq!(attempt[same], chosen[0][same], "{same}");
        }
        for sum in ["n_thinking_tokens", "n_answer_tokens", "n_switches"] {
            let total: u64 = own.iter().map(|d| d[sum].as_u64().unwrap()).sum();
            assert_eq!(attempt[sum], total, "{sum}");
        }
        assert_eq!(attempt["seed"], own[0]["seed"]);
        for (place, draw) in own.iter().enumerate() {
            assert_eq!(draw["draw"], place as u64 + 1);
            // The same seed is the same draw, whatever the strategy.
            let twin = draws.iter().find(|d| {
                ["item", "budget", "seed"]
                    .iter()
                    .all(|key| d[key] == draw[key])
            });
            assert_eq!(twin.unwrap()["answer"], draw["answer"]);
        }
    }
    let records = timeless_records(&only_run(folder.path()));
    let (code, _, err) = run(folder.path(), &["grade", "latest"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("48 attempts judged again, 0 verdicts changed"),
        "{err}"
    );
    let again = timeless_records(&only_run(folder.path()));
    assert!(again == records, "judged again, other records");
}

#[test]
fn batches_and_resuming_change_no_draw() {
    let undisturbed = tempfile::tempdir().unwrap();
    done(undisturbed.path(), &args(&[]));
    let (least, wanted) = split_work(&timeless_records(&only_run(undisturbed.path())));

    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &args(&["--batch-size", "3"]));
    let cut = only_run(folder.path());
    let (_, in_threes) = split_work(&timeless_records(&cut));
    assert!(in_threes == wanted, "another batch, other draws");
    // Every third attempt was not stored, and the last line is half written.
    let text = fs_err::read_to_string(cut.join("records.jsonl")).unwrap();
    let kept = text.split_inclusive('\n').enumerate();
    let kept = kept.filter(|(i, _)| i % 3 > 0).map(|(_, line)| line);
    let mut text: String = kept.collect();
    text.truncate(text.len() - 40);
    fs_err::write(cut.join("records.jsonl"), text).unwrap();
    done(folder.path(), &["run", "--resume", "latest"]);
    let (work, resumed) = split_work(&timeless_records(&cut));
    assert!(resumed == wanted, "resumed, other draws");
    assert!(work.iter().zip(&least).all(|(work, least)| work >= least));
}

#[test]
fn what_cannot_work_is_refused_before_anything_runs() {
    let refused = |args: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let (code, _, err) = run(folder.path(), args);
        assert_eq!(code, 2, "{err}");
        assert!(!folder.path().join("results").exists());
        err
    };
    let model = ["--model", "tiny-reasoner"];
    let with = |args: &[&'static str]| [args, &model].concat();
    let greedy = refused(&with(&["run", "demo-math", "--strategy", "vote@3"]));
    assert!(greedy.contains("--temperature"), "{greedy}");
    let unknown = refused(&with(&["run", "demo-math", "--strategy", "direct,beam@3"]));
    assert!(unknown.contains("`beam@3` is no strategy"), "{unknown}");
}
