use proptest::prelude::*;

use super::read::read;
use super::*;

/// What texts read as, printed.
#[test]
fn readings_of_texts() {
    for (text, expected) in [
        ("3\\frac12", "3 + \\frac{1}{2}"),
        (
            "\\{x \\in \\mathbb{Z} : x > 2\\}",
            "\\{x : x \\in \\mathbb{Z}, x > 2\\}",
        ),
        ("x < 1 or x > 3", "x < 1 or x > 3"),
        ("]1, 2[", "(1, 2)"),
        ("0.1\\overline{6}", "\\frac{1}{6}"),
        (
            "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}",
            "\\begin{pmatrix}1 & 2 \\\\ 3 & 4\\end{pmatrix}",
        ),
        ("x \\equiv 3 \\pmod 7", "x \\equiv 3 \\pmod{7}"),
        ("\\sin 30^\\circ", "sin(30 * \\frac{\\pi}{180})"),
        ("1 \\pm \\sqrt{2}", "1 + \\sqrt{2}, 1 - \\sqrt{2}"),
        ("{}_5C_2", "\\binom{5}{2}"),
        ("2 + 3*I", "2 + 3 * i"),
        ("\\text{A and C}", "A, C"),
        ("(1,2,3)^T", "(1, 2, 3)"),
        ("even, odd", "\\text{even}, \\text{odd}"),
    ] {
        let found = readings(text);
        assert_eq!(found.first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn hostile_texts_are_read_within_bounds() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(2000), close.repeat(2000));
    for text in [
        deep("(", ")"),
        deep("{", "}"),
        deep("\\frac{1}{", "}"),
        deep("\\sqrt{", "}"),
        deep("|", "|"),
        deep("\\text{", "}"),
        deep("-", ""),
        deep("\\{", "\\}"),
        deep("x_{", "}"),
        deep("\\begin{pmatrix}", "\\end{pmatrix}"),
        "1,".repeat(4000),
        "x=".repeat(2000),
        "\\boxed{".repeat(1000),
        "$".repeat(8000),
        "a^".repeat(3000),
        "1_".repeat(3000),
        "\\pm 1".repeat(1500),
        "sin ".repeat(2000),
        "!".repeat(8000),
        // A call that breaks off in bars.
        "|pow({*|".to_owned(),
        "|C_5^{*}|x".to_owned(),
    ] {
        let text: String = text.chars().take(MOST_BYTES).collect();
        let start = std::time::Instant::now();
        let _ = read(&text, false);
        eprintln!(
            "{:?} {:?}",
            text.chars().take(12).collect::<String>(),
            start.elapsed()
        );
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC{0,60}") {
        let _ = readings(&text);
    }

    #[test]
    fn reading_mathematics_never_panics(
        parts in prop::collection::vec(prop::sample::select(vec![
            "\\frac", "{", "}", "(", ")", "[", "]", "1", "2.5", "x", "^", "_", "\\sqrt", ",", "=", "<",
            "\\le ", "\\cup ", "\\{", "\\}", "|", ":", "\\text{", "cm", "%", "°", "\\pm ", "\\sum_{k=1}^", "&",
            "\\\\", "\\begin{pmatrix}", "\\end{pmatrix}", "-", "+", "/", "!", "sin", " ", "\\pmod", "'", "$", "½",
            "\\int", "dx", "or", "3", "...", "\\overline", "一", "百", "\\mathbb{R}", "\\infty ", "I", "*", "C",
        ]), 0..24)
    ) {
        let text: String = parts.concat();
        let _ = readings(&text);
    }

    #[test]
    fn what_is_printed_reads_the_same(
        parts in prop::collection::vec(prop::sample::select(vec![
            "\\frac12", "(x+1)", "x^2", "\\sqrt{3}", "+", "-", "*", "/", "2.50", "\\pi ", "\\sin x", "y_1", "e^{x}", "3!",
            "\\binom{5}{2}", "|x|", "\\theta ", "\\frac{x}{y}", "i", "1,000", "\\hat{p}", "f(x)", "\\log_2 8", "10",
        ]), 1..8)
    ) {
        let text: String = parts.concat();
        for printed in readings(&text).into_iter().take(1) {
            let again = readings(&printed);
            prop_assert_eq!(again.first(), Some(&printed), "{}", text);
        }
    }
}

/// Pairs that mean the same, and pairs that do not.
#[test]
fn calculus_and_sequences() {
    let same = [
        (r"\frac{d}{dx}x^3", "3x^2"),
        ("Derivative(x**3, x)", "3*x**2"),
        ("Sum(k**2, (k, 1, 4))", "30"),
        (r"\int 2x\,dx", "x^2+C"),
        (r"\sin^2 x+C", r"-\cos^2 x+C"),
        ("y=C_1e^x+C_2e^{-x}", "y=Ae^{x}+Be^{-x}"),
        (r"1+3+5+\cdots+(2n-1)", "n^2"),
        (r"1+2+4+\cdots+2^{n-1}", "2^n-1"),
        ("a_{n+1}=2a_n+1", "a(n)=2*a(n-1)+1"),
        ("Piecewise((x, x >= 0), (-x, True))", "Abs(x)"),
        (r"\frac{dy}{dx}=2x", "y'=2x"),
    ];
    for (a, b) in same {
        let outcome = equal(a, b, &MathPolicies::default());
        assert!(
            matches!(outcome, Equality::Equal(_)),
            "{a} | {b}: {outcome:?}"
        );
    }
    let different = [
        (r"\int 2x\,dx", "x^2"),
        ("F=\\frac95C+32", "F=\\frac95C+35"),
        ("x^2+c", "x^2+1+c"),
        (r"\lfloor x\rfloor+1", r"\lceil x\rceil"),
        ("a_{n+1}=a_n+n", "a_n=a_{n-1}+n"),
        ("Piecewise((x, x > 1), (1, True))", "min(x, 1)"),
        (r"\frac{dy}{dx}=2x", "x'=2x"),
        (r"1+2+\cdots+2^{10}", "1025"),
    ];
    for (a, b) in different {
        let outcome = equal(a, b, &MathPolicies::default());
        assert!(!matches!(outcome, Equality::Equal(_)), "{a} | {b}");
    }
}

/// The stage that each verdict names.
#[test]
fn verdicts_name_the_stage_that_decided() {
    use Stage::{Exact, Identity, Numeric, Read, Rounded, Text};
    for (a, b, is_equal, stage) in [
        ("5 m", "500 cm", true, Exact),
        ("1, 2", "2, 1", true, Exact),
        ("\\text{red}", "Red", true, Text),
        ("(x+1)^2", "x^2+2x+1", true, Identity),
        ("\\sqrt{12}", "2\\sqrt{3}", true, Numeric),
        ("1/3", "0.3333", true, Rounded),
        ("5", "6", false, Exact),
        ("(1, 2)", "\\{1, 2\\}", false, Exact),
        ("red", "green", false, Text),
        ("(A) 5", "(B) 5", false, Text),
        ("x + 1", "x + 2", false, Identity),
        ("\\sin x", "\\cos x", false, Numeric),
        ("1/3", "0.333", false, Rounded),
        ("5", "\\frac{", false, Read),
    ] {
        let outcome = equal(a, b, &MathPolicies::default());
        assert_eq!(matches!(outcome, Equality::Equal(_)), is_equal, "{a} | {b}");
        assert_eq!(outcome.stage(), stage, "{a} | {b}");
        assert_eq!(
            equal(b, a, &MathPolicies::default()).stage(),
            stage,
            "{b} | {a}"
        );
    }
}
