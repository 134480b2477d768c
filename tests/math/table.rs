//! The Markdown tables of `tests/corpus`.

use std::path::{Path, PathBuf};

/// A labelled pair.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The file's path below `tests/corpus`, without its ending.
    pub(crate) kind: String,
    pub(crate) target: String,
    pub(crate) answer: String,
    /// `yes`, `no` or `undecided`.
    pub(crate) equal: String,
}

/// Where the tables are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// All rows of bare answers, file by file.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let more = ["second", "third", "fourth", "fifth"];
    let places = std::iter::once(folder()).chain(more.map(|name| folder().join(name)));
    for place in places {
        let mut files: Vec<PathBuf> = fs_err::read_dir(place)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "md"))
            .collect();
        files.sort();
        for file in files {
            let kind = file.strip_prefix(folder()).unwrap().with_extension("");
            let kind = kind.to_string_lossy().replace('\\', "/");
            // Completions, and the list of what comes out otherwise.
            if kind != "extraction" && kind != "deviations" {
                rows.extend(rows_of(&file, &kind));
            }
        }
    }
    rows
}

fn rows_of(file: &Path, kind: &str) -> Vec<Row> {
    let text = fs_err::read_to_string(file).unwrap();
    let mut rows = Vec::new();
    for cells in text.lines().filter_map(cells).skip(2) {
        let [target, answer, equal, _why] =
            <[String; 4]>::try_from(cells).unwrap_or_else(|cells| panic!("{kind}: {cells:?}"));
        assert!(
            ["yes", "no", "undecided"].contains(&equal.as_str()),
            "{kind}: {target} {answer} {equal}"
        );
        rows.push(Row {
            kind: kind.to_owned(),
            target,
            answer,
            equal,
        });
    }
    rows
}

/// The cells of a line of a table. `\|` is a bar, `⏎` a line's end.
pub(crate) fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = vec![String::new()];
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        let bar = c == '\\' && chars.next_if_eq(&'|').is_some();
        if c == '|' {
            cells.push(String::new());
        } else {
            let c = if bar { '|' } else { c };
            cells.last_mut()?.push(if c == '⏎' { '\n' } else { c });
        }
    }
    Some(cells.into_iter().map(|c| c.trim().to_owned()).collect())
}

/// A text as it stands in a cell.
pub(crate) fn cell(text: &str) -> String {
    text.replace('|', r"\|").replace('\n', "⏎")
}
