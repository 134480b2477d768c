//! Takes off what stands around an answer and means nothing: delimiters,
//! emphasis, "the answer is", a final period.

use super::quick::replace;

/// Rounds of taking off; each is linear.
const MOST_ROUNDS: usize = 8;

/// What may stand before an answer, in lower case.
const BEFORE: [&str; 64] = [
    "the final answer is",
    "final answer is",
    "the correct answer is",
    "the answer is",
    "answer is",
    "the answer:",
    "final answer:",
    "the final answer:",
    "answer:",
    "answer =",
    "ans:",
    "ans =",
    "ans.",
    "ans",
    "answer",
    "the result is",
    "result:",
    "the solution is",
    "the solutions are",
    "solution:",
    "solutions:",
    "the value is",
    "therefore,",
    "therefore",
    "thus,",
    "thus",
    "hence,",
    "hence",
    "so,",
    "so",
    "it is",
    "it's",
    "equals",
    "approximately",
    "approx.",
    "approx",
    "about",
    "around",
    "roughly",
    "nearly",
    "exactly",
    "equal to",
    "答案是",
    "答案为",
    "答案:",
    "答案",
    "答:",
    "所以",
    "因此",
    "约等于",
    "大约",
    "约为",
    "约",
    "等于",
    "结果是",
    "结果为",
    "答えは",
    "答え:",
    "die antwort ist",
    "antwort:",
    "la respuesta es",
    "respuesta:",
    "la réponse est",
    "réponse:",
];

/// `text` (after [`super::letters::plain`]) without what means nothing.
pub(super) fn cleaned(text: &str) -> String {
    let text = text
        .strip_prefix("boxed{")
        .map_or_else(|| text.to_owned(), |rest| format!("\\boxed{{{rest}"));
    let mut text = text;
    if text.contains('{') {
        for (from, to) in [
            ("{, }", "{,}"),
            (" {,}", "{,}"),
            ("{.}", "."),
            ("{:}", ":"),
            ("^{\\text{o}}", "^\\circ"),
            ("^\\text{o}", "^\\circ"),
        ] {
            text = replace(text, from, to);
        }
    }
    let text = unboxed(without_dollars(without_label(text)));
    let mut inside = text.as_str();
    for _ in 0..MOST_ROUNDS {
        let before = inside.len();
        inside = once(inside);
        if inside.len() == before {
            break;
        }
    }
    inside.to_owned()
}

fn once(text: &str) -> &str {
    let mut text = text.trim().trim_start_matches(['✓', '✔', '✅']);
    while let Some(rest) = text.strip_prefix("####") {
        text = rest;
    }
    text = text.trim_start();
    for (open, close) in [
        ("**", "**"),
        ("__", "__"),
        ("```", "```"),
        ("`", "`"),
        ("\"", "\""),
        ("\\(", "\\)"),
        ("\\[", "\\]"),
    ] {
        let inside = text
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        if let Some(inside) = inside.filter(|inside| !inside.contains(open)) {
            text = inside.trim();
        }
    }
    for tail in [
        "</s>",
        "<|im_end|>",
        "<|endoftext|>",
        "<|eot_id|>",
        "</answer>",
        "<eos>",
    ] {
        text = text.strip_suffix(tail).unwrap_or(text).trim_end();
    }
    text = text.strip_prefix("<answer>").unwrap_or(text).trim_start();
    text = text.trim_end_matches('#').trim_end();
    text = text
        .strip_suffix("\\\\")
        .unwrap_or(text)
        .trim_end_matches([',', ';', ':'])
        .trim_end();
    // A period ends a sentence; three of them go on.
    if !text.ends_with("..") {
        text = text.strip_suffix('.').unwrap_or(text).trim_end();
    }
    without_phrase(text)
}

/// `**Answer:** 5` without the bold face.
fn without_label(text: String) -> String {
    let label = text
        .trim_start()
        .strip_prefix("**")
        .and_then(|rest| rest.split_once("**"))
        .filter(|(label, rest)| label.trim_end().ends_with(':') && !rest.is_empty());
    match label {
        Some((label, rest)) => format!("{label}{rest}"),
        None => text,
    }
}

/// Without "the answer is" and the like, if something follows.
fn without_phrase(text: &str) -> &str {
    if !text.starts_with(char::is_alphabetic) {
        return text;
    }
    for phrase in BEFORE {
        let Some((head, rest)) = text.split_at_checked(phrase.len()) else {
            continue;
        };
        let mut letters = head.chars().flat_map(char::to_lowercase);
        if !phrase.chars().all(|c| letters.next() == Some(c)) || letters.next().is_some() {
            continue;
        }
        let ends_word = |c: char| !(c.is_ascii_alphabetic() || c == '_' || c == '^');
        let apart =
            !phrase.ends_with(|c: char| c.is_ascii_alphabetic()) || rest.starts_with(ends_word);
        let rest = rest.trim_start_matches([':', ' ', '=']).trim_start();
        if apart && !rest.is_empty() {
            return rest;
        }
    }
    text
}

/// Without `$` as a delimiter. One that has no partner is a currency.
fn without_dollars(text: String) -> String {
    if !text.contains('$') {
        return text;
    }
    let mut escaped = false;
    let places: Vec<usize> = text
        .char_indices()
        .filter_map(|(at, c)| {
            let found = c == '$' && !escaped;
            escaped = c == '\\' && !escaped;
            found.then_some(at)
        })
        .collect();
    let odd = places.len() % 2 == 1;
    // Of an odd number the first is a currency, or the last where only it
    // follows a number.
    let currency = if odd { places.first().copied() } else { None };
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        if places.binary_search(&at).is_err() {
            out.push(c);
        } else if Some(at) == currency {
            out.push_str("\\usd ");
        } else {
            out.push(' ');
        }
    }
    out
}

/// With the content of boxes in their places.
fn unboxed(mut text: String) -> String {
    if !text.contains("box") {
        return text;
    }
    for command in ["\\boxed", "\\fbox"] {
        for _ in 0..MOST_ROUNDS {
            let Some(start) = text.find(command) else {
                break;
            };
            let after = start + command.len();
            let Some(inside) = text
                .get(after..)
                .and_then(|r| r.trim_start().strip_prefix('{'))
            else {
                break;
            };
            let from = text.len() - inside.len();
            let mut depth = 0_i32;
            let end = inside.char_indices().find(|(_, c)| {
                depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                depth < 0
            });
            let (to, next) = match end {
                Some((at, _)) => (from + at, from + at + 1),
                None => (text.len(), text.len()),
            };
            let content = text.get(from..to).unwrap_or("").to_owned();
            text.replace_range(start..next, &content);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_are_taken_off() {
        for (text, expected) in [
            ("$5$", "5"),
            ("$$ \\frac{1}{2} $$", "\\frac{1}{2}"),
            ("\\(x\\)", "x"),
            ("**42**", "42"),
            ("The answer is: 42.", "42"),
            ("\\boxed{\\frac{1}{2}}", "\\frac{1}{2}"),
            ("\\boxed{1,2", "1,2"),
            ("x = \\boxed{5}", "x = 5"),
            ("$5", "\\usd 5"),
            ("5!", "5!"),
            ("ansatz", "ansatz"),
            ("14 {, }916", "14{,}916"),
            ("答案是5", "5"),
            ("1, 2, ...", "1, 2, ..."),
        ] {
            assert_eq!(cleaned(text), expected, "{text}");
        }
    }
}
