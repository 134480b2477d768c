//! Wrong variants of right solutions, made by rules.

/// Makes a variant of a function's body, where the rule fits.
type Rule = fn(&str) -> Option<String>;

/// The rules, with the tasks whose own tests let the variant through: known from running them by
/// a plain interpreter.
pub(crate) const RULES: [(&str, Rule, &[&str]); 3] = [
    ("nothing is returned", nothing, &[]),
    ("a comparison is negated", negated, &["HumanEval/124"]),
    ("one is added", one_more, &["HumanEval/52"]),
];

#[expect(clippy::unnecessary_wraps, reason = "all rules have one form")]
fn nothing(_: &str) -> Option<String> {
    Some("    return None\n".to_owned())
}

fn negated(body: &str) -> Option<String> {
    [(" == ", " != "), (" < ", " >= "), (" > ", " <= ")]
        .into_iter()
        .find(|(is, _)| body.contains(is))
        .map(|(is, becomes)| body.replacen(is, becomes, 1))
}

/// Adds one to what the last `return` gives, where that stands on one line.
fn one_more(body: &str) -> Option<String> {
    let lines: Vec<&str> = body.split('\n').collect();
    let at = lines
        .iter()
        .rposition(|line| line.trim_start().starts_with("return "))?;
    let (indentation, value) = lines[at].split_once("return ")?;
    let is_whole = [('(', ')'), ('[', ']'), ('{', '}')]
        .iter()
        .all(|&(open, close)| value.matches(open).count() == value.matches(close).count());
    let changed = format!("{indentation}return ({value}) + 1");
    is_whole.then(|| {
        let lines = lines.iter().enumerate();
        let lines = lines.map(|(i, line)| if i == at { changed.as_str() } else { line });
        lines.collect::<Vec<_>>().join("\n")
    })
}
