//! Answers made to break a checker: each gets a verdict within its bounds.

use std::time::Instant;

use crate::allocated::most_bytes;
use crate::verdict;

/// Most bytes that one check may hold.
const MOST_BYTES: usize = 64 << 20;

fn hostile() -> Vec<(&'static str, String)> {
    let nested = |open: &str, inner: &str, close: &str, n: usize| {
        format!("{}{inner}{}", open.repeat(n), close.repeat(n))
    };
    let sum = |n: usize| vec!["x"; n].join("+");
    vec![
        ("tower of powers", "9^9^9^9".to_owned()),
        ("braced tower", "9^{9^{9^{9}}}".to_owned()),
        ("long tower", vec!["9"; 500].join("^")),
        ("huge power", "2^{10000000000}".to_owned()),
        ("huge power of a sum", "(x+y+z+1)^{100000}".to_owned()),
        ("power of a decimal", "1.0000001^{999999999}".to_owned()),
        ("negative huge power", "7^{-99999999999}".to_owned()),
        ("exponent of a numeral", "1e999999999".to_owned()),
        ("negative exponent of a numeral", "1e-999999999".to_owned()),
        ("factorial", "100000000!".to_owned()),
        ("factorial of a factorial", "((100!)!)!".to_owned()),
        ("factorials in a row", "5!!!!!!!!!!!!!!!!!!".to_owned()),
        ("binomial", r"\binom{1000000000}{500000000}".to_owned()),
        (
            "binomial in words",
            "C(99999999999, 49999999999)".to_owned(),
        ),
        (
            "sum to 10^9",
            r"\sum_{k=1}^{1000000000} \frac{1}{k}".to_owned(),
        ),
        ("sum to 10^18", r"\sum_{k=1}^{10^{18}} k^2".to_owned()),
        ("endless sum", r"\sum_{k=1}^{\infty} \sin(k^k)".to_owned()),
        (
            "sums of sums",
            r"\sum_{a=1}^{9999}\sum_{b=1}^{9999}\sum_{c=1}^{9999} abc".to_owned(),
        ),
        ("product", r"\prod_{k=1}^{1000000000} k".to_owned()),
        ("integral", r"\int_0^{10^9} e^{e^{e^x}} dx".to_owned()),
        ("nested logarithms", nested(r"\log_{2^5}(", "2", ")", 60)),
        ("nested parentheses", nested("(", "1", ")", 2000)),
        ("nested fractions", nested(r"\frac{1}{", "2", "}", 2000)),
        ("open fractions", r"\frac{".repeat(1000)),
        ("nested roots", nested(r"\sqrt{1+", "1", "}", 700)),
        ("nested sets", nested(r"\{", "1", r"\}", 1000)),
        ("nested tuples", nested("(1,", "2", ")", 1000)),
        ("nested bars", nested("|", "x", "|", 500)),
        ("nested functions", nested(r"\sin(", "x", ")", 500)),
        ("nested exponents", nested("e^{", "x", "}", 1000)),
        (
            "nested choices",
            nested("C_5^{", "x", "}", 16) + &nested("+A_7^{", "y", "}", 15),
        ),
        (
            "nested derivatives",
            format!(r"{}^", r"\frac{d}{dx}".repeat(300)),
        ),
        (
            "derivative of a product",
            format!(r"\frac{{d}}{{dx}}{}", r"\vec{x}".repeat(1000)),
        ),
        ("sentences", "不 is to 5, because ".repeat(350)),
        ("nested minus", format!("{}1", "-".repeat(4000))),
        ("unbalanced closing", "}".repeat(4000)),
        ("unbalanced brackets", "([{".repeat(1000)),
        ("boxes", nested(r"\boxed{", "1", "}", 500)),
        ("a megabyte of digits", "7".repeat(1 << 20)),
        ("digits up to the bound", "7".repeat(8000)),
        (
            "decimals up to the bound",
            format!("0.{}", "3".repeat(8000)),
        ),
        ("commas", ",".repeat(8000)),
        (
            "list of numbers",
            (0..1500)
                .map(|n| n.to_string())
                .collect::<Vec<_>>()
                .join(","),
        ),
        (
            "set of roots",
            format!(
                r"\{{{}\}}",
                (2..300)
                    .map(|n| format!(r"\sqrt{{{n}}}"))
                    .collect::<Vec<_>>()
                    .join(",")
            ),
        ),
        ("long sum", sum(3000)),
        (
            "sum of variables",
            (0..400)
                .map(|n| format!("x_{{{n}}}"))
                .collect::<Vec<_>>()
                .join("+"),
        ),
        (
            "product of sums",
            (0..200)
                .map(|n| format!("(x_{{{n}}}+{n})"))
                .collect::<Vec<_>>()
                .concat(),
        ),
        ("power of a polynomial", "(a+b+c+d+e+f+g+h)^{60}".to_owned()),
        ("high degree", "(x-1)^{6000}-(x-1)^{5999}(x-1)".to_owned()),
        ("plus-minus", vec![r"\pm 1"; 60].concat()),
        ("unions", vec!["(0,1)"; 500].join(r" \cup ")),
        ("chain of relations", vec!["x"; 800].join("<")),
        (
            "matrix",
            format!(
                r"\begin{{pmatrix}}{}\end{{pmatrix}}",
                vec!["1&2&3&4&5&6&7&8&9"; 300].join(r"\\")
            ),
        ),
        ("open matrices", r"\begin{pmatrix}".repeat(540)),
        (
            "determinant",
            format!(
                r"\det\begin{{pmatrix}}{}\end{{pmatrix}}",
                vec![["x"; 12].join("&"); 12].join(r"\\")
            ),
        ),
        ("modulus", r"7^{99999999999999} \pmod{10^{40}}".to_owned()),
        (
            "greatest common divisor",
            format!(r"\gcd({},{})", "8".repeat(3000), "6".repeat(3000)),
        ),
        ("division by nothing", r"\frac{1}{0}+\frac{0}{0}".to_owned()),
        (
            "hidden nothing",
            r"\frac{1}{\sin^2 1+\cos^2 1-1}".to_owned(),
        ),
        ("nearly nothing", r"\sqrt{10^{400}+1}-10^{200}".to_owned()),
        (
            "control characters",
            "\u{0}\u{1}\u{7}\u{1b}[31m1\u{8}".repeat(200),
        ),
        (
            "marks of direction",
            "\u{202e}\u{2066}12\u{2069}".repeat(100),
        ),
        ("combining marks", format!("1{}", "\u{301}".repeat(3000))),
        ("dollars", "$".repeat(8000)),
        ("backslashes", "\\".repeat(8000)),
        ("carets", "^".repeat(4000)),
        ("underscores", "x_".repeat(3000)),
        ("units", "1 ".to_owned() + &"km ".repeat(2000)),
        ("unit powers", "5 m^{999999999}".to_owned()),
        ("Chinese numerals", "一百亿".repeat(800)),
        ("number words", "one hundred thousand million ".repeat(200)),
        ("base", format!("({})_{{36}}", "z".repeat(4000))),
        ("words", "lorem ipsum dolor ".repeat(400)),
        (
            "repeating decimal",
            format!(r"0.\overline{{{}}}", "142857".repeat(900)),
        ),
        (
            "continued fraction",
            format!("{}2{}", "1+1/(".repeat(900), ")".repeat(900)),
        ),
        ("time", "99999999999:99:99".to_owned()),
        ("code", "__import__('os').system('true')".to_owned()),
    ]
}

#[test]
fn hostile_answers_get_a_verdict_within_bounds() {
    let targets = ["42", r"\frac{\sqrt{3}}{2}", "x^2+1", "(0,1]"];
    for (name, answer) in hostile() {
        let mut slowest = 0;
        let mut words = Vec::new();
        let mut largest = 0;
        for target in targets {
            let began = Instant::now();
            let (ours, most) = most_bytes(|| verdict(target, &answer));
            slowest = slowest.max(began.elapsed().as_micros());
            largest = largest.max(most);
            assert_eq!(ours, verdict(&answer, target), "{name} against {target}");
            assert_ne!(ours, "yes", "{name} against {target}");
            words.push(ours);
        }
        println!(
            "{name:<32} {slowest:>8} us {:>8} KiB {words:?}",
            largest >> 10
        );
        assert!(largest < MOST_BYTES, "{name}: {largest} bytes");
    }
}

/// Against itself with another end, so that nothing is settled by the other side.
#[test]
fn two_hostile_answers_are_compared_within_bounds() {
    for (name, answer) in hostile() {
        let other = format!("{answer}+1");
        let began = Instant::now();
        let (ours, most) = most_bytes(|| verdict(&answer, &other));
        let time = began.elapsed().as_micros();
        println!("{name:<32} {time:>8} us {:>8} KiB {ours}", most >> 10);
        assert!(most < MOST_BYTES, "{name}: {most} bytes");
        // One more is another number, however large.
        assert_ne!(ours, "yes", "{name}");
        assert_eq!(verdict(&answer, &answer), "yes", "{name}");
    }
}
