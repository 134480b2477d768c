//! Right solutions pass, in every form in which models give them; wrong ones fail.

use std::io::Read as _;

use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::variants::RULES;
use crate::{Case, assert_all, shared};

/// Seconds of processor time for a solution; one of MBPP takes five on a slow machine.
const TIMEOUT_S: f64 = 30.0;

struct Problem {
    id: String,
    prompt: String,
    solution: String,
    target: Value,
}

/// HumanEval; nothing where it is not there.
fn human_eval() -> Vec<Problem> {
    let Ok(file) = fs_err::File::open(shared("humaneval/HumanEval.jsonl.gz")) else {
        println!("skipped: there is no ../shared/datasets/humaneval");
        return Vec::new();
    };
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let problem = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        Problem {
            id: text("task_id"),
            prompt: text("prompt"),
            solution: text("canonical_solution"),
            target: json!({
                "prompt": row["prompt"], "entry_point": row["entry_point"], "test": row["test"],
            }),
        }
    };
    text.lines().map(problem).collect()
}

fn cases(problems: &[Problem], answer: impl Fn(&Problem) -> Option<String>) -> Vec<Case> {
    let case = |problem: &Problem| {
        Some(Case {
            id: problem.id.clone(),
            target: problem.target.clone(),
            answer: answer(problem)?,
        })
    };
    problems.iter().filter_map(case).collect()
}

#[test]
fn humaneval_solutions_pass() {
    let problems = human_eval();
    if problems.is_empty() {
        return;
    }
    assert_eq!(problems.len(), 164);
    let bodies = cases(&problems, |p| Some(p.solution.clone()));
    assert_all(&bodies, TIMEOUT_S, "correct");
    let whole = cases(&problems, |p| Some(p.prompt.clone() + &p.solution));
    assert_all(&whole, TIMEOUT_S, "correct");
    // What a chat leaves of the first line's indentation.
    let flat = cases(&problems, |p| Some(p.solution.trim().to_owned()));
    assert_all(&flat, TIMEOUT_S, "correct");
    let guarded = cases(&problems, |p| {
        let guard = "\n\nif __name__ == '__main__':\n    raise SystemExit('not here')\n";
        Some(p.prompt.clone() + &p.solution + guard)
    });
    assert_all(&guarded, TIMEOUT_S, "correct");
}

#[test]
fn wrong_variants_of_humaneval_solutions_fail() {
    let problems = human_eval();
    if problems.is_empty() {
        return;
    }
    for (name, rule, survivors) in RULES {
        let variants = cases(&problems, |problem| {
            let variant = rule(&problem.solution)?;
            (!survivors.contains(&problem.id.as_str())).then_some(variant)
        });
        println!("{name}: {} variants", variants.len());
        assert!(variants.len() >= 90, "{name}: {}", variants.len());
        assert_all(&variants, 5.0, "incorrect");
    }
}

#[test]
fn mbpp_solutions_pass() {
    let Ok(text) = fs_err::read_to_string(shared("mbpp/sanitized-mbpp.json")) else {
        println!("skipped: there is no ../shared/datasets/mbpp");
        return;
    };
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(rows.len(), 427);
    let case = |row: &Value| {
        let imports = row["test_imports"].as_array().unwrap();
        let mut setup: Vec<&str> = imports.iter().map(|line| line.as_str().unwrap()).collect();
        // Its tests use what only its solution imports.
        if row["task_id"] == 596 {
            setup.push("import sys");
        }
        Case {
            id: row["task_id"].to_string(),
            target: json!({"asserts": row["test_list"], "setup": setup.join("\n")}),
            answer: row["code"].as_str().unwrap().to_owned(),
        }
    };
    let solutions: Vec<Case> = rows.iter().map(case).collect();
    assert_all(&solutions, TIMEOUT_S, "correct");
    let nothing = |case: &Case| {
        let names: Vec<&str> = case
            .answer
            .lines()
            .filter_map(|line| line.strip_prefix("def ")?.split('(').next())
            .collect();
        let text: Vec<String> = names
            .iter()
            .map(|name| format!("def {name}(*_):\n    return None\n"))
            .collect();
        Case {
            answer: text.concat(),
            ..case.clone()
        }
    };
    let wrong: Vec<Case> = solutions.iter().map(nothing).collect();
    assert_all(&wrong, TIMEOUT_S, "incorrect");
}
