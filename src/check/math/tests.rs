use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::check::{Judgement, NoRunner, Verdict, judge, judge_answer};
use crate::suite::{CheckerSpec, Target};
use crate::trace::parse;

fn is_equal(target: &str, answer: &str) -> bool {
    matches!(equal(target, answer), Equality::Equal(_))
}

/// Asserts a verdict both ways around.
fn assert_equal(expected: bool, pairs: &[(&str, &str)]) {
    for (a, b) in pairs {
        assert_eq!(is_equal(a, b), expected, "{a} | {b}: {:?}", equal(a, b));
        assert_eq!(is_equal(b, a), expected, "{b} | {a}: {:?}", equal(b, a));
    }
}

#[test]
fn numbers() {
    assert_equal(
        true,
        &[
            ("42", "42.0"),
            ("0.5", "\\frac{1}{2}"),
            ("1/2", "$\\dfrac{2}{4}$"),
            ("7425000", "7,425,000"),
            ("1000.99", "1000,99"),
            ("0,111", "0.111"),
            ("60%", "0.6"),
            ("60\\%", "60"),
            ("60 percent", "60%"),
            ("3/2", "1 \\frac{1}{2}"),
            ("-7/2", "-3 \\frac12"),
            ("1024", "2^{10}"),
            ("100", "\\$100"),
            ("120", "120^\\circ"),
            ("40", "40 \\text{ feet}"),
            ("5 cm", "5 \\text{cm}"),
            ("1", "\\frac3{3}"),
            ("12.5", "12,5"),
            ("5", "x = 5"),
            ("5", "f(2) = 5"),
            ("5", "2 + 3 = 5"),
        ],
    );
    assert_equal(
        false,
        &[
            ("42", "43"),
            ("5", "-5"),
            ("1/3", "0.333"),
            ("5", "5.001"),
            ("10%", "11%"),
            ("60%", "6"),
            ("1 \\frac{1}{2}", "1/2"),
            ("5", "2 + 4 = 5"),
            ("2.3", "2,3"),
            ("204_5", "204_6"),
            ("1", ""),
            ("5 m", "6 m"),
            ("0", "none"),
        ],
    );
}

#[test]
fn lists_sets_tuples() {
    assert_equal(
        true,
        &[
            ("6, 17", "17, 6"),
            ("6, 17", "6 and 17"),
            ("6, 17", "6 \\text{ and } 17"),
            ("6, 17", "\\{17, 6\\}"),
            ("6, 17", "(6, 17)"),
            ("6,17", "6, 17.0"),
            ("(1, 2)", "\\left(1, \\frac{4}{2}\\right)"),
            ("(2,1),(3,1)", "(3,1),(2,1)"),
            ("1 \\pm \\sqrt{2}", "1-\\sqrt{2}, 1+\\sqrt{2}"),
            ("a=4, b=5", "4, 5"),
            ("[2,5)", "[2, 5)"),
            ("\\emptyset", "\\{\\}"),
            ("\\{1,2,3\\}", "\\{1,2\\} \\cup \\{2,3\\}"),
            ("x \\in [-2,7]", "-2 \\le x \\le 7"),
            ("x > 3", "(3, \\infty)"),
            ("1234, 5", "5, 1,234"),
        ],
    );
    assert_equal(
        false,
        &[
            ("6, 17", "6"),
            ("6, 17", "6, 18"),
            ("6, 6", "6, 17"),
            ("6, 17", "(17, 6)"),
            ("(1, 2)", "(2, 1)"),
            ("[2,5)", "[2,5]"),
            ("(1,2),(3,4)", "(1,2),(4,3)"),
            ("x > 3", "x \\ge 3"),
            ("x > 3", "x < 3"),
        ],
    );
}

#[test]
fn expressions() {
    assert_equal(
        true,
        &[
            ("3\\sqrt{13}", "\\sqrt{117}"),
            ("\\frac{1}{\\sqrt{2}}", "\\frac{\\sqrt2}{2}"),
            ("2\\pi", "pi*2"),
            ("x^2+2x+1", "(x+1)^2"),
            ("4xy", "2x2y"),
            ("\\sin^2 x + \\cos^2 x", "1"),
            ("\\ln(ab)", "\\ln a + \\ln b"),
            ("e^{i\\pi}", "-1"),
            ("x_2^2", "x^{2}_{2}"),
            ("2\\overline{x}_n", "2\\bar{x}_n"),
            ("\\sqrt[3]{x^2-2}^2", "(x^2-2)^{2/3}"),
            ("\\lfloor 2y-y-y\\rfloor", "0"),
            ("34x+45y-20z+100=0", "-34x-45y+20z-100=0"),
            ("x <= 1", "-x >= -1"),
            ("y = 2x + 1", "2x+1"),
            ("\\frac{n!}{k!(n-k)!}", "\\binom{n}{k}"),
        ],
    );
    assert_equal(
        false,
        &[
            ("x+1", "x+2"),
            ("x^2+y^2=1", "x^2+y^2=2"),
            ("\\sqrt{2}", "1.414"),
            ("\\sin x", "\\cos x"),
            ("\\sqrt{x^2}", "x"),
            ("1/52!", "1/51!"),
            ("x+1", "9^9^9^9"),
            ("1 - \\frac{1}{\\mathrm{e}}", "1 + \\frac{1}{\\mathrm{e}}"),
            ("x", "y"),
        ],
    );
}

#[test]
fn texts() {
    assert_equal(
        true,
        &[
            ("\\text{Evelyn}", "evelyn"),
            ("None", "none"),
            ("\\textbf{A}", "A"),
        ],
    );
    assert_equal(
        false,
        &[
            ("Paris", "London"),
            ("no", "on"),
            ("even, odd", "even"),
            ("B", "A"),
        ],
    );
}

#[test]
fn what_cannot_be_decided_says_so() {
    for (a, b) in [
        ("5 h", "300 min"),
        ("9^9^9^9", "9^9^9^8"),
        ("\\int x", "\\int y"),
    ] {
        for equality in [equal(a, b), equal(b, a)] {
            assert!(
                matches!(equality, Equality::Undecided(_)),
                "{a} | {b}: {equality:?}"
            );
        }
    }
    // Next to a plain number, nonsense is simply wrong.
    assert_equal(
        false,
        &[
            ("42", "\\int y"),
            ("42", "__import__('os')"),
            ("london", "\\frac{{{"),
        ],
    );
}

#[test]
fn reasons_quote_both_sides() {
    let Equality::Unequal(reason) = equal("42", &format!("43{}", "0".repeat(100))) else {
        panic!("they differ");
    };
    assert_eq!(reason, format!("`43{}…` is not `42`", "0".repeat(38)));
}

#[test]
fn hostile_answers_end_soon() {
    let mut answers: Vec<String> = [
        "9^9^9^9",
        "100000000!",
        "2^{2^{2^{2^{2^2}}}}",
        "\\binom{1000000}{500000}",
        "1/0",
        "0^0",
        "0^{-1}",
        "(((",
        ")))",
        "\\frac{{{",
        "\u{0}\u{1}",
        "1e999999999",
        "1e-999999999",
        "\\sqrt[0]{2}",
        "\\log_{1} 2",
        "x_{",
        "\\begin{pmatrix}",
        "=",
        "<",
        ",,,",
        "%",
    ]
    .map(str::to_owned)
    .to_vec();
    for unit in [
        "(",
        "{",
        "\\{",
        "\\frac{1}{",
        "1,",
        "1+",
        "-",
        "!",
        "x^",
        "\\sqrt",
        "\\sin ",
        "9",
        "9^",
        "a",
        "|",
        "=1",
        "\\pm 1",
        "\\cup ",
        "1/7+",
        "x!",
        "1 mod ",
        "\\text{",
        "^2",
        "_",
        "(1,",
        "1000!+",
        "\\overline{1}",
        "'",
        "\\bmod 2 ",
        ":",
        "[",
        "«",
    ] {
        for size in [60, 1_000, 8_000] {
            answers.push(unit.repeat(size / unit.len()));
        }
    }
    for answer in &answers {
        let _ = equal("42", answer);
        let _ = equal("x+1", answer);
        let _ = equal(answer, &format!("{answer}+1"));
        assert!(is_equal(answer, answer), "{answer:.20}");
    }
    let nines = "9".repeat(1 << 20);
    assert!(matches!(equal("1", &nines), Equality::Unequal(_)));
    assert!(matches!(
        equal(&format!("1{nines}"), &nines),
        Equality::Undecided(_)
    ));
}

/// The labelled cases, where they are there; policy cases left out.
#[test]
fn labelled_cases() {
    let Ok(text) = fs_err::read_to_string("../shared/math/cases.jsonl") else {
        return;
    };
    let (mut n, mut n_right, mut n_falsely_equal) = (0, 0, 0);
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        if case["quirk"] == true {
            continue;
        }
        let judgement = judge_case(&case);
        let expected = case["expect"] == true;
        let is_right = (judgement.verdict == Verdict::Correct) == expected;
        n += 1;
        n_right += usize::from(is_right);
        n_falsely_equal += usize::from(!is_right && !expected);
        if !is_right {
            let (kind, id, target) = (&case["kind"], &case["id"], &case["target"]);
            let found = judgement.extraction.map(|e| e.answer);
            println!("{kind} {id} {target} {found:?}: {}", judgement.reason);
        }
    }
    println!("{n_right} of {n} right, {n_falsely_equal} falsely equal");
    assert_eq!(n_falsely_equal, 0);
    assert!(n_right * 100 >= n * 90, "{n_right} of {n}");
}

fn judge_case(case: &Value) -> Judgement {
    let runner = NoRunner(String::new());
    let target = Target::Text(case["target"].as_str().unwrap().to_owned());
    let spec = CheckerSpec::Math {};
    if let Some(answer) = case["answer"].as_str() {
        return judge_answer(answer, &spec, &target, &runner);
    }
    let completion = case["completion"].as_str().unwrap();
    let trace = parse(completion, false);
    judge(completion, &trace, None, &spec, &target, &runner)
}

proptest! {
    #[test]
    fn scaling_a_fraction_leaves_it_equal(a in -10_000_i64..10_000, b in 1_i64..10_000, k in 1_i64..1_000) {
        let plain = format!("{a}/{b}");
        let scaled = format!("\\frac{{{}}}{{{}}}", a * k, b * k);
        prop_assert_eq!(equal(&plain, &scaled), Equality::Equal(if plain == scaled { Stage::Text } else { Stage::Exact }));
        let other = format!("{}/{}", a * k + 1, b * k);
        prop_assert!(!is_equal(&plain, &other));
    }

    #[test]
    fn one_changed_digit_is_another_number(digits in "[1-9][0-9]{0,40}", at: prop::sample::Index) {
        let mut bytes = digits.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = if bytes[at] == b'9' { b'8' } else { bytes[at] + 1 };
        let changed = String::from_utf8(bytes).unwrap();
        prop_assert!(!is_equal(&digits, &changed));
    }

    #[test]
    fn equality_is_reflexive_and_symmetric(a in answer_like(), b in answer_like()) {
        prop_assert!(is_equal(&a, &a));
        prop_assert_eq!(is_equal(&a, &b), is_equal(&b, &a));
    }
}

fn answer_like() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        "[0-9]{1,3}",
        "[0-9]\\.[0-9]",
        "[xyabe]",
        prop::sample::select(vec![
            "\\frac", "{", "}", "(", ")", "[", "]", "\\{", "\\}", ",", ", ", "+", "-", "*", "/",
            "^", "_", "=", "<", "\\le ", "%", "\\sqrt", "\\sin ", "\\pi", "!", "|", " ", "\\text{",
            "cm", "and", "\\pm", "°", "²", "∞", "思", "\\infty", "\\cup ", "\\in ", "\\left", "$",
        ])
        .prop_map(str::to_owned),
        ".{0,3}",
    ];
    proptest::collection::vec(fragment, 0..10).prop_map(|parts| parts.concat())
}
