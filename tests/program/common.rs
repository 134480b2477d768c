//! What the tests of the program share.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The program, working in `folder`, with its runs in `folder/results`.
pub(crate) fn overthink(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_overthink"));
    command.current_dir(folder).args(args);
    command
}

/// Runs the program; its exit code, stdout and stderr.
pub(crate) fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    ended(&overthink(folder, args).output().unwrap())
}

/// Exit code, stdout and stderr of a program that ended by itself.
pub(crate) fn ended(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// The only run in `folder/results`.
pub(crate) fn only_run(folder: &Path) -> PathBuf {
    let runs: Vec<_> = fs_err::read_dir(folder.join("results"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    assert_eq!(runs.len(), 1, "{runs:?}");
    runs[0].clone()
}

/// The records of a run without their times, line by line.
pub(crate) fn timeless_records(run: &Path) -> Vec<String> {
    let text = fs_err::read_to_string(run.join("records.jsonl")).unwrap();
    text.lines()
        .map(|line| {
            let mut record: Value = serde_json::from_str(line).unwrap();
            for completion in completions(&mut record) {
                completion.remove("timing").unwrap();
            }
            record.to_string()
        })
        .collect()
}

/// The computed tokens of records, and the records without them: what was
/// shared with an attempt that is done is computed again by a resumed run.
pub(crate) fn split_work(records: &[String]) -> (Vec<u64>, Vec<String>) {
    let split = |line: &String| {
        let mut record: Value = serde_json::from_str(line).unwrap();
        let work = completions(&mut record).map(|c| c.remove("n_computed_tokens").unwrap());
        let work: u64 = work.map(|n| n.as_u64().unwrap()).sum();
        (work, record.to_string())
    };
    records.iter().map(split).unzip()
}

/// The completion of a stored record, and those of its draws.
fn completions(record: &mut Value) -> impl Iterator<Item = &mut serde_json::Map<String, Value>> {
    let outcome = record["outcome"].as_object_mut().unwrap();
    let (mut chosen, mut draws) = (None, None);
    for (name, value) in outcome {
        match name.as_str() {
            "completion" => chosen = value.as_object_mut(),
            "draws" => draws = value.as_array_mut(),
            _ => {}
        }
    }
    let draws = draws.into_iter().flatten();
    chosen
        .into_iter()
        .chain(draws.map(|draw| draw["completion"].as_object_mut().unwrap()))
}
