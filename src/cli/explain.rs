//! `overthink explain`: what a word or a checker means.

use anyhow::bail;
use clap::Args;

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
    use super::words;

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
