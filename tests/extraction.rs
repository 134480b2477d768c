//! Completions of `tests/corpus/extraction.md`: the answer that is found means
//! the same as the target, or does not, as the table says.

use overthink::check::{NoRunner, Verdict, judge};
use overthink::suite::{CheckerSpec, Target};
use overthink::trace::parse;

const TABLE: &str = include_str!("corpus/extraction.md");

#[test]
fn answers_are_found() {
    let runner = NoRunner(String::new());
    let mut n = 0;
    for row in rows(TABLE) {
        let [target, completion, equal, why] = &row;
        n += 1;
        let judgement = judge(
            completion,
            &parse(completion, false),
            None,
            &CheckerSpec::math(),
            &Target::Text(target.clone()),
            &runner,
        );
        let is_right = (judgement.verdict == Verdict::Correct) == (equal == "yes");
        assert!(is_right, "{target} {completion:?} ({why}): {judgement:?}");
    }
    assert!(n >= 60, "{n} rows");
}

/// The rows whose third column is yes or no. `⏎` is a line's end, `\|` a bar.
fn rows(table: &str) -> Vec<[String; 4]> {
    let rows = table.lines().filter_map(|line| {
        let line = line.strip_prefix("| ")?.strip_suffix(" |")?;
        let line = line.replace(r"\|", "\u{0}");
        let cells: Vec<String> = line
            .split(" | ")
            .map(|cell| cell.trim().replace('\u{0}', "|").replace('⏎', "\n"))
            .collect();
        <[String; 4]>::try_from(cells).ok()
    });
    rows.filter(|row| matches!(row[2].as_str(), "yes" | "no"))
        .collect()
}
