//! What is written can be read back.

use std::io::Write as _;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::RowAccessor;

use polars::prelude::{NamedFrom, Series};

use super::*;
use crate::analysis::{Analysis, Input, Options, analyze, fake};

fn analyzed(run: &fake::FakeRun) -> Analysis<'_> {
    let input = Input {
        run: "r1",
        planned: &run.planned,
        records: &run.records,
        suites: &[],
        probes: None,
    };
    analyze(input, Options::default()).unwrap()
}

fn table(columns: &[(&str, Vec<Option<&str>>)]) -> Table {
    let columns: Vec<Column> = columns
        .iter()
        .map(|(name, values)| Series::new((*name).into(), values.clone()).into())
        .collect();
    Table::new("test", &DataFrame::new(columns[0].len(), columns).unwrap()).unwrap()
}

fn open(parquet: &[u8]) -> SerializedFileReader<std::fs::File> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(parquet).unwrap();
    SerializedFileReader::new(file).unwrap()
}

/// A reader of RFC 4180, apart from the writer.
fn read_csv(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => rows.last_mut().unwrap().push(std::mem::take(&mut field)),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {
                chars.next();
                rows.last_mut().unwrap().push(std::mem::take(&mut field));
                rows.push(Vec::new());
            }
            c => field.push(c),
        }
    }
    assert_eq!(rows.pop(), Some(Vec::new()), "the last line ends");
    rows
}

#[test]
fn csv_comes_back_as_it_was() {
    let hostile = [
        "a,b",
        "say \"no\"",
        "two\r\nlines",
        "=1+1",
        "思\u{202e}",
        "",
        " x ",
    ];
    let t = table(&[
        ("t", hostile.iter().map(|t| Some(*t)).collect()),
        ("u", vec![None; hostile.len()]),
    ]);
    let rows = read_csv(&t.csv(CsvStyle::Exact));
    assert_eq!(rows[0], ["t", "u"]);
    let back: Vec<&str> = rows[1..].iter().map(|r| r[0].as_str()).collect();
    assert_eq!(back, hostile);
}

#[test]
fn spreadsheets_get_no_formulas() {
    let texts = ["=cmd()", "+1+1", "@x", "-5", "+3.5", "-a", "\tx", "ok"];
    let t = table(&[("t", texts.iter().map(|t| Some(*t)).collect())]);
    let rows = read_csv(&t.csv(CsvStyle::Spreadsheet));
    let back: Vec<&str> = rows[1..].iter().map(|r| r[0].as_str()).collect();
    assert_eq!(
        back,
        ["'=cmd()", "'+1+1", "'@x", "-5", "+3.5", "'-a", "'\tx", "ok"]
    );
}

#[test]
fn every_form_of_a_run_holds_the_same() {
    let run = fake::run(6, &[16], 2);
    let analysis = analyzed(&run);
    let t = attempts(&analysis).unwrap();
    let csv = read_csv(&t.csv(CsvStyle::Exact));
    assert_eq!(csv.len(), run.planned.len() + 1);
    let json: Value = serde_json::from_str(&t.json().unwrap()).unwrap();
    assert_eq!(json.as_array().unwrap().len(), run.planned.len());
    let place = |name: &str| t.columns().iter().position(|c| c == name).unwrap();
    for (i, object) in json.as_array().unwrap().iter().enumerate() {
        let row = &csv[i + 1];
        assert_eq!(row[place("id")], object["id"].as_str().unwrap());
        let correct = object["correct"].as_bool();
        let text = correct.map_or(String::new(), |c| c.to_string());
        assert_eq!(row[place("correct")], text);
        let seed = object["seed"].as_u64().unwrap();
        assert_eq!(row[place("seed")], seed.to_string());
    }
}

#[test]
fn parquet_is_read_back() {
    let run = fake::run(6, &[16], 1);
    let analysis = analyzed(&run);
    let t = attempts(&analysis).unwrap();
    let bytes = t.parquet().unwrap();
    assert_eq!(bytes, t.parquet().unwrap());
    let reader = open(&bytes);
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<&str> = schema.get_fields().iter().map(|f| f.name()).collect();
    assert_eq!(names, t.columns());
    let place = |name: &str| names.iter().position(|n| *n == name).unwrap();
    let mut n = 0;
    for (i, row) in reader.get_row_iter(None).unwrap().enumerate() {
        let row = row.unwrap();
        let exported: Vec<&Field> = t.row(i).collect();
        let id = Field::Text(row.get_string(place("id")).unwrap().clone());
        assert_eq!(exported[place("id")], &id);
        match exported[place("n_thinking_tokens")] {
            Field::Whole(tokens) => {
                assert_eq!(row.get_long(place("n_thinking_tokens")).unwrap(), *tokens);
            }
            _ => assert!(row.get_long(place("n_thinking_tokens")).is_err()),
        }
        n += 1;
    }
    assert_eq!(n, run.planned.len());
    // A column without a value keeps its type.
    let nothing = fake::FakeRun {
        records: Vec::new(),
        ..run
    };
    let empty = attempts(&analyzed(&nothing)).unwrap().parquet().unwrap();
    let reader = open(&empty);
    let field = &reader.metadata().file_metadata().schema().get_fields()[place("elapsed_ms")];
    assert_eq!(field.get_physical_type(), ::parquet::basic::Type::DOUBLE);
}

#[test]
fn the_summary_adds_up() {
    let run = fake::run(6, &[16, 64], 1);
    let analysis = analyzed(&run);
    let t = summary(&analysis).unwrap();
    let json: Value = serde_json::from_str(&t.json().unwrap()).unwrap();
    let mut planned = 0;
    for row in json.as_array().unwrap() {
        let n = |name: &str| row[name].as_u64().unwrap();
        let parts = [
            "n_correct",
            "n_incorrect",
            "n_no_answer",
            "n_ungraded",
            "n_failed",
            "n_not_run",
        ];
        assert_eq!(n("n_planned"), parts.iter().map(|p| n(p)).sum::<u64>());
        if row["task_type"] == "all" {
            planned += n("n_planned");
        }
    }
    assert_eq!(planned, run.planned.len() as u64);
}

#[test]
fn markdown_stays_one_line_a_row() {
    let t = table(&[("t", vec![Some("a|b\n<b>*x*</b>"), None])]);
    insta::assert_snapshot!(t.md(), @r"
    | t |
    | --- |
    | a\|b &lt;b&gt;\*x\*&lt;/b&gt; |
    |  |
    ");
}

#[test]
fn probes_are_rows_of_their_own() {
    use crate::check::{Judgement, Verdict};
    use crate::engine::{Probe, StopReason};
    use crate::store::Outcome;
    let mut run = fake::run(1, &[], 1);
    run.records.truncate(2);
    for record in &mut run.records {
        let Outcome::Done {
            completion,
            judgement,
            ..
        } = &mut record.outcome
        else {
            continue;
        };
        completion.text = "<think>é é</think>7".to_owned();
        let probe = |position, offset, answer: &str| Probe {
            position,
            offset,
            forced_end: "\n</think>\n\n".to_owned(),
            answer: answer.to_owned(),
            n_answer_tokens: 1,
            n_computed_tokens: 4,
            stop_reason: StopReason::Budget,
        };
        completion.probes = vec![probe(1, 9, "=5"), probe(2, 12, "")];
        let judged = |verdict| Judgement {
            search: crate::suite::Search::default(),
            verdict,
            reason: "as made up".to_owned(),
            extraction: None,
            probes: Vec::new(),
            ran: None,
        };
        judgement.probes = vec![judged(Verdict::Correct), judged(Verdict::NoAnswer)];
    }
    let analysis = analyzed(&run);
    let t = probes(&analysis).unwrap();
    let csv = read_csv(&t.csv(CsvStyle::Exact));
    assert_eq!(csv.len(), 5);
    let shown = ["position", "offset", "verdict", "correct", "text", "draw"];
    let shown = shown.map(|name| csv[0].iter().position(|c| c == name).unwrap());
    let row = |i: usize| shown.map(|place| csv[i][place].as_str());
    // Characters are counted, not bytes.
    assert_eq!(row(1), ["1", "8", "correct", "true", "=5", "1"]);
    assert_eq!(row(2), ["2", "10", "no-answer", "false", "", "1"]);
    let attempts = attempts(&analysis).unwrap();
    let tokens = attempts
        .columns()
        .iter()
        .position(|c| c == "n_probe_tokens");
    let tokens = attempts.row(0).nth(tokens.unwrap());
    assert_eq!(tokens, Some(&Field::Whole(8)));
}

#[test]
fn traces_have_a_row_for_each_completion_and_no_column_twice() {
    let run = fake::strategies();
    let analysis = analyzed(&run);
    let table = traces(&analysis).unwrap();
    let n_draws: usize = analysis.rows.iter().map(|row| row.draws.len()).sum();
    assert_eq!(table.n_rows(), n_draws);
    let names: std::collections::BTreeSet<&String> = table.columns().iter().collect();
    assert_eq!(names.len(), table.columns().len());
    // Flags are flags, counts whole numbers, and what is empty stays so.
    let json: Value = serde_json::from_str(&table.json().unwrap()).unwrap();
    let first = &json[0];
    assert!(first["thinks_in_form"].is_boolean() && first["n_loops"].is_u64());
    assert!(first["first_loop_char"].is_null() && first["mixed_share"].is_f64());
}
