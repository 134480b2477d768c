//! Every row of `tests/corpus` comes out as labelled, or is listed in
//! `tests/corpus/deviations.md` with the reason.
//!
//! `OVERTHINK_DEVIATIONS=write cargo test --test math corpus` writes the list anew
//! and keeps the reasons of rows that stay.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use overthink::check::math::equal;
use overthink::suite::MathPolicies;
use rayon::prelude::*;

use crate::table::{Row, cell, cells, folder, rows};
use crate::word;

/// Kind, target, answer, what the label says, what the checker says.
type Key = [String; 5];

const HEAD: &str = "# Deviations

Rows of the other tables that come out otherwise than their label says, with the default policies.
`tests/math/corpus.rs` fails when a row deviates that is not listed, and when a listed one no longer does.

| kind | target | answer | label | ours | reason |
|---|---|---|---|---|---|
";

#[test]
fn rows_come_out_as_labelled() {
    let rows = rows();
    assert!(rows.len() > 6000, "{} rows", rows.len());
    let verdicts: Vec<[&str; 2]> = rows.par_iter().map(both_ways).collect();
    let turned: Vec<&Row> = rows
        .iter()
        .zip(&verdicts)
        .filter(|(_, [there, back])| there != back)
        .map(|(row, _)| row)
        .collect();
    assert!(turned.is_empty(), "not symmetric: {turned:#?}");
    summarize(&rows, &verdicts);
    let found: BTreeSet<Key> = rows
        .iter()
        .zip(&verdicts)
        .filter(|(row, [ours, _])| row.equal != "undecided" && row.equal != *ours)
        .map(|(row, [ours, _])| key(row, ours))
        .collect();
    let listed = listed();
    if std::env::var("OVERTHINK_DEVIATIONS").is_ok_and(|v| v == "write") {
        write(&found, &listed);
        return;
    }
    let new: Vec<&Key> = found.iter().filter(|k| !listed.contains_key(*k)).collect();
    let gone: Vec<&Key> = listed.keys().filter(|k| !found.contains(*k)).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "add to tests/corpus/deviations.md: {new:#?}\nremove from it: {gone:#?}"
    );
}

/// What the checker says, and what it says with the sides exchanged.
fn both_ways(row: &Row) -> [&'static str; 2] {
    let policies = MathPolicies::default();
    let there = equal(&row.target, &row.answer, &policies);
    let back = equal(&row.answer, &row.target, &policies);
    [word(&there), word(&back)]
}

fn key(row: &Row, ours: &str) -> Key {
    let Row {
        kind,
        target,
        answer,
        equal,
    } = row.clone();
    [kind, target, answer, equal, ours.to_owned()]
}

/// The list as it stands, with its reasons.
fn listed() -> BTreeMap<Key, String> {
    let text = fs_err::read_to_string(folder().join("deviations.md")).unwrap_or_default();
    let rows = text.lines().filter_map(cells).skip(2);
    rows.map(|mut row| {
        assert_eq!(row.len(), 6, "{row:?}");
        let reason = row.pop().unwrap();
        assert!(!reason.is_empty(), "no reason: {row:?}");
        (<Key>::try_from(row).unwrap(), reason)
    })
    .collect()
}

fn write(found: &BTreeSet<Key>, listed: &BTreeMap<Key, String>) {
    let mut text = HEAD.to_owned();
    for key in found {
        let reason = listed.get(key).map_or_else(|| reason(key), String::clone);
        let cells = key.each_ref().map(|part| cell(part)).join(" | ");
        writeln!(text, "| {cells} | {} |", cell(&reason)).unwrap();
    }
    fs_err::write(folder().join("deviations.md"), text).unwrap();
}

/// What can be said about a row before somebody has looked at it.
fn reason(key: &Key) -> String {
    let [_, target, answer, label, ours] = key;
    let policies = MathPolicies::default();
    match (label.as_str(), ours.as_str()) {
        ("no", "yes") => "a false equality: to be mended".to_owned(),
        (_, "undecided") => match equal(target, answer, &policies) {
            overthink::check::math::Equality::Undecided(_, why) => {
                let why = why.rsplit("`: ").next().unwrap_or_default().to_owned();
                let why = why.rsplit("` ").next().unwrap_or_default().to_owned();
                format!("ungraded: {why}")
            }
            _ => "ungraded".to_owned(),
        },
        _ => "this way of writing it is not known yet".to_owned(),
    }
}

/// One line a kind; shown by `--nocapture`.
fn summarize(rows: &[Row], verdicts: &[[&str; 2]]) {
    let mut kinds: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (row, [ours, _]) in rows.iter().zip(verdicts) {
        let counts = [
            row.equal != "undecided",
            row.equal == *ours && row.equal != "undecided",
            row.equal == "no" && *ours == "yes",
            row.equal != "undecided" && *ours == "undecided",
        ];
        for name in [row.kind.as_str(), "all"] {
            let sums = kinds.entry(name).or_default();
            sums.iter_mut()
                .zip(counts)
                .for_each(|(n, c)| *n += usize::from(c));
        }
    }
    println!("{:<36} rows right      % false-equal undecided", "kind");
    for (kind, [n, right, false_equal, undecided]) in kinds {
        let percent = 100.0 * right as f64 / n as f64;
        println!("{kind:<36} {n:>4} {right:>5} {percent:>6.2} {false_equal:>11} {undecided:>9}");
    }
}
