//! Questions, wrong answers and thinking of made-up runs.

use super::draw;

pub(super) fn question(task_type: &str, n: u64) -> (String, String) {
    let (a, b, c) = (n % 17 + 3, n % 23 + 2, n % 7 + 2);
    match task_type {
        "arithmetic" => (
            format!("What is {a} + {b} * {c}? End with the number."),
            (a + b * c).to_string(),
        ),
        "search" => (
            format!(
                "Which two numbers add up to {} and multiply to {}?",
                a + b,
                a * b
            ),
            format!("{}, {}", a.min(b), a.max(b)),
        ),
        "logic" => (
            "Ann says: \"Ben lies.\" Ben says: \"We are of one kind.\" Who is a knight?".to_owned(),
            "Ann".to_owned(),
        ),
        "code" => (
            format!("f(1) = {}, f(2) = {}. Write f as Python.", a + b, 2 * a + b),
            format!("def f(x): return {a} * x + {b}"),
        ),
        "lookup" => (
            format!("red = {a}\nblue = {b}\ngreen = {c}\nWhat is blue?"),
            b.to_string(),
        ),
        _ => (
            format!("Write the numbers {a}, {b}, {c} as a JSON list."),
            format!("[{a}, {b}, {c}]"),
        ),
    }
}

pub(super) fn wrong(target: &str) -> String {
    match target.parse::<i64>() {
        Ok(n) => (n + 1).to_string(),
        Err(_) => target.chars().rev().collect(),
    }
}

pub(super) fn thinking(item: &str, n_tokens: u64) -> String {
    const STEPS: [&str; 6] = [
        "First I take the parts one by one: 7 * 6 = 42, and 42 + 9 = 51.",
        "Alternatively, try 4 and 12: 4 + 12 = 16, which is too small by 3.",
        "Let me check that: 51 - 9 = 42, and 42 / 6 = 7. It holds.",
        "Hmm, that leaves 5 over, so the second number cannot be even.",
        "Go back to the first line and add the carry: 8 + 1 = 9.",
        "Alternatively, suppose that the first is false; then the second must be true.",
    ];
    let n_steps = n_tokens / 16 + 1;
    let step = |i: u64| STEPS[(draw(&[item, &i.to_string()]) % 6) as usize];
    let mut text = (0..n_steps).map(step).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}
