//! What sections are built of: facts, figures, tables.

use serde::Serialize;

/// A name with what it stands for.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

impl Fact {
    /// A fact.
    pub fn new(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }
}

/// A paragraph on how to read something.
pub type Note = String;

/// A chart with its title, how to read it, and the data behind it.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What it shows.
    pub title: String,
    /// The chart, as SVG.
    pub svg: String,
    /// How to read it, or what to see in it.
    pub note: Option<Note>,
    /// The data behind it.
    pub table: Table,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// What it holds.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Head>,
    /// The rows.
    pub rows: Vec<Line>,
}

/// The head of a column.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// What it means, where the name does not say enough.
    pub hint: String,
    /// Whether it holds numbers.
    pub is_number: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Line {
    /// Whether it sums up others.
    pub is_total: bool,
    /// The values; the first names the row.
    pub cells: Vec<Value>,
}

/// One value of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Value {
    /// The value.
    pub text: String,
    /// What stands beside it, smaller: its interval.
    pub aside: String,
    /// Where it leads within the page.
    pub link: String,
}

impl Table {
    /// A table of the given columns: names that begin with `#` are of numbers,
    /// and what follows ` | ` is the hint.
    pub fn new(caption: impl Into<String>, columns: &[&str]) -> Self {
        let head = |column: &&str| {
            let (name, hint) = column.split_once(" | ").unwrap_or((column, ""));
            Head {
                name: name.trim_start_matches('#').to_owned(),
                hint: hint.to_owned(),
                is_number: name.starts_with('#'),
            }
        };
        Self {
            caption: caption.into(),
            columns: columns.iter().map(head).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn push(&mut self, cells: Vec<Value>) {
        self.rows.push(Line {
            is_total: false,
            cells,
        });
    }

    /// Adds a row that sums up others.
    pub fn push_total(&mut self, cells: Vec<Value>) {
        self.rows.push(Line {
            is_total: true,
            cells,
        });
    }
}

/// A value without more.
pub fn plain(text: impl Into<String>) -> Value {
    Value {
        text: text.into(),
        ..Value::default()
    }
}

/// A value with its interval.
pub fn with_interval(text: impl Into<String>, interval: impl Into<String>) -> Value {
    Value {
        text: text.into(),
        aside: interval.into(),
        ..Value::default()
    }
}

/// A count that leads to the attempts counted.
pub fn linked(text: impl Into<String>, link: String) -> Value {
    Value {
        text: text.into(),
        link,
        ..Value::default()
    }
}
