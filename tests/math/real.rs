//! The targets of real data sets: equal to themselves and to themselves
//! written otherwise; unequal to a neighbor.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::verdict;

fn shared(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/datasets")
        .join(name)
}

/// The rows of a file of JSON lines; none where the file is not there.
fn rows(name: &str) -> Vec<Value> {
    let Ok(text) = fs_err::read_to_string(shared(name)) else {
        println!("skipped: there is no ../shared/datasets/{name}");
        return Vec::new();
    };
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

fn assert_equal(target: &str, answer: &str) {
    assert_eq!(verdict(target, answer), "yes", "{target} | {answer}");
    assert_eq!(verdict(answer, target), "yes", "{answer} | {target}");
}

/// Ways in which models write an answer that is `text`.
fn dressed(text: &str) -> Vec<String> {
    vec![
        text.to_owned(),
        format!(" {text} "),
        format!("${text}$"),
        format!(r"\({text}\)"),
        format!(r"\[{text}\]"),
        format!("$$\n{text}\n$$"),
        format!(r"\boxed{{{text}}}"),
        format!(r"$\boxed{{{text}}}$"),
        format!("**{text}**"),
        format!("{text}."),
        format!("The answer is {text}"),
        format!("The answer is ${text}$."),
        format!("The final answer is $\\boxed{{{text}}}$."),
    ]
}

/// Digits in groups of three from the right, with `mark` between them.
fn grouped(number: &str, mark: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |d| ("-", d));
    let mut text = sign.to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text += mark;
        }
        text.push(digit);
    }
    text
}

#[test]
fn gsm8k_targets_equal_what_they_are_written_as() {
    let rows = rows("gsm8k/test.jsonl");
    for row in &rows {
        let solution = row["answer"].as_str().unwrap();
        let target = solution.rsplit("####").next().unwrap().trim();
        let plain = target.replace(',', "");
        let number: i64 = plain.parse().unwrap();
        let mut ways = dressed(target);
        ways.extend(dressed(&plain));
        for mark in [",", "{,}", r"\,", r"\!,\!", " ", "\u{a0}", "\u{202f}"] {
            ways.push(grouped(&plain, mark));
        }
        ways.push(format!("{plain}.0"));
        ways.push(format!("{plain}.00"));
        ways.push(format!("{}.00", grouped(&plain, ",")));
        ways.push(format!(r"${}", grouped(&plain, ",")));
        ways.push(format!(r"\${plain}"));
        ways.push(format!(r"\frac{{{}}}{{2}}", 2 * number));
        ways.push(format!("{}/3", 3 * number));
        ways.push(format!(r"\text{{{plain}}}"));
        ways.push(format!("{plain} dollars"));
        ways.push(format!("x = {plain}"));
        for way in ways {
            assert_equal(target, &way);
        }
        for other in [
            number + 1,
            number - 1,
            number * 10,
            -number - 1,
            number * 10 + 7,
        ] {
            assert_eq!(
                verdict(target, &other.to_string()),
                "no",
                "{target} {other}"
            );
        }
    }
    assert!(rows.is_empty() || rows.len() == 1319, "{}", rows.len());
}

#[test]
fn format_samples_equal_what_they_are_written_as() {
    let rows = rows("format_samples/math500_schema.jsonl");
    let answers: Vec<&str> = rows.iter().map(|r| r["answer"].as_str().unwrap()).collect();
    for (i, answer) in answers.iter().enumerate() {
        for way in dressed(answer) {
            assert_equal(answer, &way);
        }
        let no_dollar = answer
            .replace(r"\left", "")
            .replace(r"\right", "")
            .replace(r"\dfrac", r"\frac");
        assert_equal(answer, &no_dollar);
        if !answer.contains("{,}") {
            assert_equal(answer, &answer.replace(',', ", "));
        }
        assert_equal(answer, &answer.replace("{,}", ","));
        for other in answers.iter().skip(i + 1) {
            assert_eq!(verdict(answer, other), "no", "{answer} {other}");
        }
    }
}
