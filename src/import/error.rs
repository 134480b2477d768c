//! What can go wrong, and what is reported about a file that was read.

use std::fmt;
use std::io;

use super::Format;
use super::limits;

/// Why nothing of a file could be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The system gave no bytes.
    #[error("cannot be read")]
    Read(#[from] io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The format was not recognized.
    #[error("the format is not recognized: {found}")]
    Unknown {
        /// What was seen instead.
        found: String,
    },
    /// The file is one document, and too large to be held whole.
    #[error("the file is one JSON document of {size} bytes, and at most {most} are read", most = limits::DOCUMENT_BYTES)]
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// It began as a file of this format, and nothing of it can be read.
    #[error("the file is {format} by its beginning, and cannot be read: {found}")]
    Broken {
        /// What it begins as, or was asked for.
        format: Format,
        /// What was seen instead.
        found: String,
    },
    /// It is no file of the format that was asked for.
    #[error("the file is no {format}: {found}")]
    Other {
        /// What was asked for.
        format: Format,
        /// What was seen instead.
        found: String,
    },
}

impl ImportError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown { .. } => Some(format!(
                "say what it is with `--as`, one of {}; for lines with a text in a field of another name, `--field NAME`",
                Format::list()
            )),
            Self::Other { .. } => Some("leave `--as` out, and the format is found out".to_owned()),
            Self::TooLarge { .. } => {
                Some("store it as lines, or an Inspect log as `.eval`".to_owned())
            }
            Self::Broken { .. } => Some(
                "it may be cut or damaged: copy it once more from where it was made".to_owned(),
            ),
            Self::Read(_) | Self::Empty => None,
        }
    }
}

/// Where in a file something stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    #[default]
    File,
    /// A line, counted from 1.
    Line(usize),
    /// An element of the file's array, counted from 1.
    Entry(usize),
    /// A row of its table, counted from 1.
    Row(usize),
    /// A member of the archive.
    Member(String),
}

impl Place {
    /// A member by its name, which is cut where it is longer than names are: the
    /// file decides about it.
    pub(super) fn member(name: &str) -> Self {
        const MOST: usize = 200;
        let kept: String = name.chars().take(MOST).collect();
        Self::Member(if kept.len() < name.len() {
            kept + "…"
        } else {
            kept
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Line(n) => write!(f, "line {n}"),
            Self::Entry(n) => write!(f, "entry {n}"),
            Self::Row(n) => write!(f, "row {n}"),
            Self::Member(name) => write!(f, "member `{name}`"),
        }
    }
}

/// Something that could not be read, or not as it stands. The rest was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// What is said about a file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What it was read as.
    pub format: Format,
    /// What showed that it is of this format.
    pub evidence: String,
    /// Samples that came out of it.
    pub n_samples: usize,
    /// What could not be read: the first ones, with their places.
    pub issues: Vec<Issue>,
    /// All that could not be read, those with places included.
    pub n_issues: usize,
    /// What a reader of the results should know, though nothing is lost.
    pub notes: Vec<String>,
}

impl Report {
    pub(super) fn new(format: Format, evidence: String) -> Self {
        Self {
            format,
            evidence,
            n_samples: 0,
            issues: Vec::new(),
            n_issues: 0,
            notes: Vec::new(),
        }
    }

    /// Notes an issue, once: members of an archive may have one name.
    pub(super) fn add(&mut self, issue: Issue) {
        if self.issues.len() >= limits::ISSUES {
            self.n_issues += 1;
        } else if !self.issues.contains(&issue) {
            self.n_issues += 1;
            self.issues.push(issue);
        }
    }
}
