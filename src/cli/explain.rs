//! `overthink explain`: what a word or a checker means.

use anyhow::bail;
use clap::Args;
use overthink::suite::MathPolicies;

use super::Status;
use super::output::to_stdout;

/// The same page that stands in `docs/`.
const GLOSSARY: &str = include_str!("../../docs/glossary.md");

/// Arguments of `overthink explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A word of the glossary or a checker; nothing lists them.
    name: Option<String>,
}

/// Runs the command.
pub(crate) fn explain(args: &ExplainArgs) -> anyhow::Result<Status> {
    let words = words();
    let checkers = overthink::check::kinds();
    let Some(name) = &args.name else {
        let checkers: Vec<_> = checkers.iter().map(|kind| kind.name).collect();
        let words: Vec<_> = words.iter().map(|word| word.name).collect();
        to_stdout(&format!(
            "checkers: {}\nwords: {}\n",
            checkers.join(", "),
            words.join(", ")
        ))?;
        return Ok(Status::Done);
    };
    let mut text = String::new();
    for kind in checkers.iter().filter(|kind| kind.name == name) {
        text += &format!("checker `{}`\n{}\n", kind.name, kind.explanation);
        if kind.name == "math" {
            text += &policies();
        }
    }
    for word in words.iter().filter(|word| word.name == name) {
        text += &format!("{}: {}\n", word.name, word.meaning);
        if !word.elsewhere.is_empty() {
            text += &format!("others say: {}\n", word.elsewhere);
        }
    }
    if text.is_empty() {
        bail!(
            "`{name}` is neither a checker nor a word of the glossary; `overthink explain` lists them"
        );
    }
    to_stdout(&text)?;
    Ok(Status::Done)
}

/// The policies of checker `math`, one a line, with their defaults.
fn policies() -> String {
    let defaults = MathPolicies::default().to_string();
    let value = |name: &str| {
        let mut settings = defaults.split(' ').filter_map(|s| s.split_once('='));
        settings.find(|(n, _)| *n == name).map_or("", |(_, v)| v)
    };
    let mut text = "policies, with their defaults:\n".to_owned();
    for (name, meaning) in MathPolicies::OPTIONS {
        text += &format!("  {:<20} {meaning}\n", format!("{name}={}", value(name)));
    }
    text
}

struct Word {
    name: &'static str,
    meaning: &'static str,
    elsewhere: &'static str,
}

/// The rows of the glossary's table.
fn words() -> Vec<Word> {
    let rows = GLOSSARY
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1);
    rows.filter_map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        Some(Word {
            name: cells.next()?,
            meaning: cells.next()?,
            elsewhere: cells.next()?,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{policies, words};
    use overthink::suite::MathPolicies;

    #[test]
    fn policies_can_be_set_as_they_are_shown() {
        let text = policies();
        let mut n = 0;
        for line in text.lines().skip(1) {
            let setting = line.split_whitespace().next().unwrap();
            let mut policies = MathPolicies::default();
            policies.set(setting).unwrap();
            assert!(policies.is_default(), "{setting}");
            n += 1;
        }
        assert_eq!(n, MathPolicies::OPTIONS.len());
    }

    #[test]
    fn the_glossary_is_a_table() {
        let words = words();
        assert!(words.len() > 25);
        assert!(
            words
                .iter()
                .any(|word| word.name == "budget" && word.meaning.contains("thinking tokens"))
        );
        assert!(words.iter().all(|word| !word.meaning.is_empty()));
    }
}
