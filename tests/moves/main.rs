//! The moves against the labelled passages of `tests/corpus/moves`.
//!
//! `cargo test --test moves -- --ignored --nocapture` prints the tables of
//! `docs/moves.md`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail where it stands, and prints its tables"
)]

mod corpus;
mod lists;
mod score;

use std::collections::BTreeMap;

use corpus::{Passage, passages};
use overthink::text::Span;
use overthink::trace::MoveKind;
use overthink::trace::moves::rules;
use score::{Counts, interval, score, sentence};

const KINDS: [MoveKind; 4] = [
    MoveKind::Switch,
    MoveKind::Backtrack,
    MoveKind::Verify,
    MoveKind::Hesitate,
];

const SKIPPED: &str = "skipped: ../shared/traces is not there";

/// Precision, recall and F1 in percent that may not be fallen below.
type Floor = (MoveKind, [f64; 3]);

#[test]
fn development_passages_hold_their_floors() {
    hold(
        "dev",
        false,
        &[
            (MoveKind::Switch, [86.0, 81.0, 84.0]),
            (MoveKind::Backtrack, [83.0, 78.0, 81.0]),
            (MoveKind::Verify, [86.0, 85.0, 86.0]),
            (MoveKind::Hesitate, [85.0, 80.0, 83.0]),
        ],
    );
    hold("dev", true, &[(MoveKind::Switch, [75.0, 75.0, 80.0])]);
}

#[test]
fn held_back_passages_hold_their_floors() {
    hold(
        "held",
        false,
        &[
            (MoveKind::Switch, [80.0, 68.0, 74.0]),
            (MoveKind::Backtrack, [65.0, 54.0, 60.0]),
            (MoveKind::Verify, [73.0, 68.0, 71.0]),
            (MoveKind::Hesitate, [80.0, 50.0, 64.0]),
        ],
    );
}

/// Most sentences that "wait", "but" or "actually" leads are no switches.
#[test]
fn small_words_are_mostly_no_switches() {
    let Some(passages) = passages("dev") else {
        return println!("{SKIPPED}");
    };
    for word in ["wait", "but", "actually"] {
        let (all, switches, _) = led_by(&passages, word);
        assert!(2 * switches <= all, "{word}: {switches} of {all}");
    }
}

#[test]
#[ignore = "prints the tables of docs/moves.md"]
fn tables() {
    for name in ["dev", "held"] {
        let Some(passages) = passages(name) else {
            return println!("{SKIPPED}");
        };
        let english: Vec<Passage> = passages.into_iter().filter(|p| !p.chinese).collect();
        println!("\n## {name}: {} English passages\n", english.len());
        print_kinds(&english);
        print_lists(&english);
        print_words(&english);
        if name == "dev" {
            print_files(&english);
        }
    }
    let chinese = ["dev", "held"].map(|name| passages(name).unwrap());
    let chinese: Vec<Passage> = chinese
        .into_iter()
        .flatten()
        .filter(|p| p.chinese)
        .collect();
    println!("\n## {} Chinese passages of both\n", chinese.len());
    print_kinds(&chinese);
    print_rules(&passages("dev").unwrap());
}

/// `OVERTHINK_PASSAGES=FILE cargo test --test moves own -- --ignored --nocapture`.
#[test]
#[ignore = "scores passages of one's own"]
fn own() {
    let file = std::env::var("OVERTHINK_PASSAGES").expect("OVERTHINK_PASSAGES names a file");
    let passages = corpus::own_passages(std::path::Path::new(&file));
    println!("\n## {} passages\n", passages.len());
    print_kinds(&passages);
}

fn hold(name: &str, chinese: bool, floors: &[Floor]) {
    let Some(passages) = passages(name) else {
        return println!("{SKIPPED}");
    };
    let passages: Vec<Passage> = passages
        .into_iter()
        .filter(|p| p.chinese == chinese)
        .collect();
    for &(kind, [precision, recall, f1]) in floors {
        let counts = total(&of_rules(&passages, kind));
        let holds =
            counts.precision() >= precision && counts.recall() >= recall && counts.f1() >= f1;
        assert!(holds, "{name} {kind:?}: {counts:?}, F1 {:.1}", counts.f1());
    }
}

/// Counts of one kind for each record.
fn of_rules(passages: &[Passage], kind: MoveKind) -> Vec<Counts> {
    by_record(passages, kind, |passage| {
        let found = passage.found.iter().filter(|found| found.kind == kind);
        found.map(|found| found.span).collect()
    })
}

fn by_record(
    passages: &[Passage],
    kind: MoveKind,
    find: impl Fn(&Passage) -> Vec<Span>,
) -> Vec<Counts> {
    let mut records: BTreeMap<&(String, usize), Counts> = BTreeMap::new();
    for passage in passages {
        let found = find(passage);
        let (right, mut counts) = score(passage, &labels(passage, kind), &found);
        let unsure = passage.unsure.iter().filter(|label| label.0 == kind);
        let unsure: Vec<Span> = unsure
            .map(|label| sentence(&passage.text, label.1))
            .collect();
        let is_open = |span: &Span| {
            unsure
                .iter()
                .any(|s| span.start < s.end && s.start < span.end)
        };
        let wrong = found.iter().zip(right).filter(|(_, right)| !right);
        counts.wrong -= wrong.filter(|(span, _)| is_open(span)).count();
        records.entry(&passage.record).or_default().add(counts);
    }
    records.into_values().collect()
}

fn labels(passage: &Passage, kind: MoveKind) -> Vec<Span> {
    let labels = passage.labels.iter().filter(|label| label.0 == kind);
    labels.map(|label| label.1).collect()
}

fn total(records: &[Counts]) -> Counts {
    let mut sum = Counts::default();
    for counts in records {
        sum.add(*counts);
    }
    sum
}

/// Sentences that `word` leads: all, those with a switch found, and labelled.
fn led_by(passages: &[Passage], word: &str) -> (usize, usize, usize) {
    let mut n = (0, 0, 0);
    for passage in passages {
        let mut at = passage.span.start;
        while at < passage.span.end {
            let whole = sentence(&passage.text, Span::new(at, at));
            at = whole.end
                + passage
                    .text
                    .get(whole.end..)
                    .unwrap()
                    .chars()
                    .next()
                    .map_or(1, char::len_utf8);
            let shown = whole
                .of(&passage.text)
                .trim_start_matches(|c: char| !c.is_alphanumeric());
            let first = shown.split(|c: char| !c.is_alphanumeric()).next();
            if !first.is_some_and(|first| first.eq_ignore_ascii_case(word)) {
                continue;
            }
            let inside = |span: Span| whole.start <= span.start && span.start < whole.end;
            n.0 += 1;
            n.1 += usize::from(
                passage
                    .found
                    .iter()
                    .any(|f| f.kind == MoveKind::Switch && inside(f.span)),
            );
            n.2 += usize::from(labels(passage, MoveKind::Switch).into_iter().any(inside));
        }
    }
    n
}

fn row(name: &str, records: &[Counts]) {
    let counts = total(records);
    let (low, high) = interval(records);
    println!(
        "| {name} | {} | {} | {} | {:.1} | {:.1} | {:.1} ({low:.1} to {high:.1}) |",
        counts.right,
        counts.wrong,
        counts.missed,
        counts.precision(),
        counts.recall(),
        counts.f1(),
    );
}

fn head(what: &str) {
    println!(
        "| {what} | right | wrong | missed | precision | recall | F1 |\n|---|---|---|---|---|---|---|"
    );
}

fn print_kinds(passages: &[Passage]) {
    head("kind");
    for kind in KINDS {
        row(
            &format!("{kind:?}").to_lowercase(),
            &of_rules(passages, kind),
        );
    }
}

fn print_lists(passages: &[Passage]) {
    println!();
    head("what finds switches");
    row("these rules", &of_rules(passages, MoveKind::Switch));
    for (name, pattern) in lists::LISTS {
        let records = by_record(passages, MoveKind::Switch, |p| lists::spans(p, pattern));
        row(name, &records);
    }
}

fn print_words(passages: &[Passage]) {
    println!("\n| led by | sentences | found as switch | labelled as switch |\n|---|---|---|---|");
    for word in ["wait", "but", "actually", "hmm", "maybe", "perhaps"] {
        let (all, found, labelled) = led_by(passages, word);
        println!("| {word} | {all} | {found} | {labelled} |");
    }
}

fn print_files(passages: &[Passage]) {
    println!();
    head("switches by file");
    let mut files: Vec<&str> = passages.iter().map(|p| p.record.0.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let of_file: Vec<Counts> = passages
            .iter()
            .filter(|p| p.record.0 == file)
            .map(|p| {
                let found: Vec<Span> = (p.found.iter())
                    .filter(|f| f.kind == MoveKind::Switch)
                    .map(|f| f.span)
                    .collect();
                score(p, &labels(p, MoveKind::Switch), &found).1
            })
            .collect();
        row(file, &of_file);
    }
}

fn print_rules(passages: &[Passage]) {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for passage in passages {
        for kind in KINDS {
            let found = passage.found.iter().filter(|found| found.kind == kind);
            let found: Vec<_> = found.collect();
            let spans: Vec<Span> = found.iter().map(|found| found.span).collect();
            let (right, _) = score(passage, &labels(passage, kind), &spans);
            for (found, right) in found.iter().zip(right) {
                let of_rule = counts.entry(found.rule.name).or_default();
                of_rule.right += usize::from(right);
                of_rule.wrong += usize::from(!right);
            }
        }
    }
    println!("\n| rule | kind | right | wrong | precision | why |\n|---|---|---|---|---|---|");
    for rule in rules() {
        let of_rule = counts.get(rule.name).copied().unwrap_or_default();
        let precision = if of_rule == Counts::default() {
            "not met".to_owned()
        } else {
            format!("{:.0}", of_rule.precision())
        };
        println!(
            "| {} | {} | {} | {} | {precision} | {} |",
            rule.name,
            format!("{:?}", rule.kind).to_lowercase(),
            of_rule.right,
            of_rule.wrong,
            rule.reason,
        );
    }
}
