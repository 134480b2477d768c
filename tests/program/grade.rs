//! `overthink grade` with pairs and cases from a file.

use serde_json::Value;

use crate::common::run;

fn grade(args: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[&["grade"], args].concat())
}

fn pair(target: &str, answer: &str, more: &[&str]) -> Value {
    let args = [
        &["--checker", "math", "--format", "json", "--target", target],
        &["--answer", answer][..],
        more,
    ];
    let (code, out, err) = grade(&args.concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_pair_shows_how_it_is_read() {
    let (code, out, err) = grade(&[
        "--checker",
        "math",
        "--target",
        r"\frac{1}{2}",
        "--answer",
        "0.50",
    ]);
    assert_eq!(code, 0, "{err}");
    for line in [
        r"target   \frac{1}{2}",
        "answer   0.50",
        "read as 0.50",
        "verdict  correct",
        "stage    exact",
        "reason   equal (exact)",
        "policies rounding=4",
    ] {
        assert!(out.contains(line), "`{line}` is not in: {out}");
    }
}

#[test]
fn a_pair_is_told_to_programs() {
    let facts = pair("-5", "-5.0", &[]);
    assert_eq!(facts["verdict"], "correct");
    assert_eq!(facts["stage"], "exact");
    assert_eq!(facts["target_readings"], serde_json::json!(["-5"]));
    assert_eq!(facts["policies"]["rounding"], 4);
    let facts = pair("5", "6", &[]);
    assert_eq!(facts["verdict"], "incorrect");
    assert_eq!(facts["stage"], "exact");
    assert_eq!(facts["reason"], "`6` is not `5`");
    assert_eq!(pair("9^9^9^9", "9^9^9^8", &[])["verdict"], "incorrect");
    assert_eq!(pair("1", "", &[])["verdict"], "no-answer");
}

#[test]
fn policies_change_verdicts() {
    for (target, answer, policy) in [
        ("1/3", "0.3333", "rounding=0"),
        ("50%", "50", "bare-percent=no"),
        ("5 m", "5", "missing-unit=no"),
        ("5 m", "500 cm", "convert-units=no"),
        ("1, 2", "2, 1", "ordered-lists=yes"),
        ("red", "Red", "case-sensitive=yes"),
    ] {
        assert_eq!(pair(target, answer, &[])["verdict"], "correct", "{policy}");
        let facts = pair(target, answer, &["--policy", policy]);
        assert_eq!(facts["verdict"], "incorrect", "{policy}");
    }
    let set = pair("(1, 2)", r"\{2, 1\}", &["--policy", "tuple-as-set=yes"]);
    assert_eq!(set["verdict"], "correct");
}

#[test]
fn what_is_unknown_is_told_with_what_there_is() {
    let one = ["--target", "1", "--answer", "1"];
    let policies = r#"{"kind": "math", "policies": {"rouding": 3}}"#;
    for (args, words) in [
        (&["--checker", "maths"][..], ["maths", "exact"]),
        (
            &["--checker", "math", "--policy", "rouding=3"],
            ["rouding", "missing-unit"],
        ),
        (
            &["--checker", "math", "--policy", "rounding=many"],
            ["rounding=many", "number"],
        ),
        (&["--checker", policies], ["rouding", "missing_unit"]),
        (
            &["--checker", "exact", "--policy", "rounding=3"],
            ["rounding=3", "math"],
        ),
        (&["--checker", "choice"], ["options", "letters"]),
    ] {
        let (code, out, err) = grade(&[args, &one].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        for word in words {
            assert!(err.contains(word), "`{word}` is not in: {err}");
        }
    }
}

#[test]
fn other_checkers_take_pairs_too() {
    let letters = r#"{"kind": "choice", "letters": "ABCD"}"#;
    let (code, out, err) = grade(&[
        "--checker",
        letters,
        "--target",
        "B",
        "--answer",
        "(B), because",
    ]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("taken    B\nverdict  correct"), "{out}");
}

#[test]
fn a_bad_line_costs_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let cases: &[&[u8]] = &[
        br#"{"id": 1, "target": "1/2", "answer": "0.5"}"#,
        b"no JSON",
        br#"{"id": 2, "target": "1/2"}"#,
        br#"{"id": 3, "target": "1/2", "answer": 5}"#,
        br#"{"id": 4, "target": 12345678901234567890123, "answer": "12345678901234567890124"}"#,
        br#"{"id": 5, "target": true, "answer": "5"}"#,
        br#"{"target": "5", "answer": "5"}"#,
        b"",
        b"{\"id\": 6, \"target\": \"5\", \"answer\": \"\xff\"}",
        br#"{"id": 7, "target": 5, "completion": "The answer is 5."}"#,
        br#"{"id": 8, "target": 5, "answer": "5", "completion": "5"}"#,
    ];
    fs_err::write(folder.path().join("cases.jsonl"), cases.join(&b'\n')).unwrap();
    let args = [
        "grade",
        "--checker",
        "math",
        "--input",
        "cases.jsonl",
        "--explain",
    ];
    let (code, out, err) = run(folder.path(), &args);
    assert_eq!(code, 3, "{err}");
    let lines: Vec<Value> = out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let verdicts: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {} {}", line["id"], line["verdict"], line["stage"]))
        .collect();
    assert_eq!(
        verdicts,
        [
            r#"1 "correct" "exact""#,
            r#"4 "incorrect" "exact""#,
            r#"7 "correct" "text""#
        ]
    );
    for (line, cause) in [
        (2, "no JSON"),
        (3, "`answer` or `completion`"),
        (4, "expected a string"),
        (6, "true"),
        (7, "missing field `id`"),
        (9, "UTF-8"),
        (11, "`answer` or `completion`"),
    ] {
        let start = format!("error: `cases.jsonl`, line {line}: ");
        let told = err.lines().find(|l| l.starts_with(&start));
        assert!(
            told.is_some_and(|l| l.contains(cause)),
            "{line} {cause}: {err}"
        );
    }
    assert!(err.ends_with("7 lines were left out\n"), "{err}");
}
