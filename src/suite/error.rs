//! Why a suite could not be loaded.

use std::fmt;
use std::io;
use std::ops::Range;

use super::Place;
use crate::dataset::DatasetError;
use crate::prompt::PromptError;

/// Why a suite could not be loaded: the file, the place in it if one is to
/// blame, and the cause.
#[derive(Debug)]
pub struct SuiteError {
    /// The suite file, or the name that was asked for.
    pub path: String,
    /// Where in the suite file.
    pub place: Option<Place>,
    /// What is wrong.
    pub kind: Box<SuiteErrorKind>,
}

impl SuiteError {
    /// An error of the whole file.
    pub(super) fn new(path: &str, kind: SuiteErrorKind) -> Self {
        Self {
            path: path.to_owned(),
            place: None,
            kind: Box::new(kind),
        }
    }

    /// An error at a byte range of the file's text.
    pub(super) fn at(path: &str, text: &str, range: Range<usize>, kind: SuiteErrorKind) -> Self {
        Self {
            place: Some(Place::new(text, range)),
            ..Self::new(path, kind)
        }
    }
}

impl fmt::Display for SuiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => {
                let excerpt = place.excerpt();
                write!(f, "{}:{place}: {}{excerpt}", self.path, self.kind)
            }
            None => write!(f, "{}: {}", self.path, self.kind),
        }
    }
}

impl std::error::Error for SuiteError {
    // The kind is part of this error's own message; only what lies below it is a source.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind.source()
    }
}

/// What is wrong with a suite.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SuiteErrorKind {
    /// Neither a file nor a built-in suite.
    #[error("no such suite; {known}, or give the path of a suite file")]
    NotFound {
        /// The names that would be found, in words.
        known: String,
    },
    /// A path was given, and there is no file.
    #[error("no such suite file; {known}")]
    NoFile {
        /// The names that would be found, in words.
        known: String,
    },
    /// The path is that of a folder or a device.
    #[error("not a file; {known}")]
    NotAFile {
        /// What would be found there, in words.
        known: String,
    },
    /// The file is there and cannot be read.
    #[error("cannot be read")]
    Read(#[source] io::Error),
    /// The file is larger than a suite file can sensibly be.
    #[error("{size} bytes; a suite file has at most {limit}: items belong in the dataset")]
    TooLarge {
        /// Bytes.
        size: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The file is not UTF-8.
    #[error("not UTF-8; save the file in this encoding")]
    NotUtf8,
    /// Not TOML, an unknown or missing key, or a value of the wrong type.
    #[error("{0}")]
    Form(String),
    /// A name that is not kebab-case.
    #[error(
        "`{name}` cannot be a {what}: use lower-case letters, digits and single dashes, \
         such as `demo-math`"
    )]
    Name {
        /// Which key holds it.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// There is no `[[part]]`.
    #[error("no parts; a suite needs at least one `[[part]]` with a dataset and a checker")]
    NoParts,
    /// Two parts have the same name.
    #[error("part `{name}` is there already, in line {first}; part names must be unique")]
    DuplicatePart {
        /// The name.
        name: String,
        /// Line of the first.
        first: usize,
    },
    /// The checker is unknown, or its options are wrong.
    #[error("part `{part}`: {message}")]
    Checker {
        /// The part.
        part: String,
        /// What is wrong, with the valid choices.
        message: String,
    },
    /// The table of columns that makes the tests is wrong.
    #[error("part `{part}`: target: {message}")]
    Target {
        /// The part.
        part: String,
        /// What is wrong, with the valid choices.
        message: String,
    },
    /// A sampling value outside its range.
    #[error("`{key}` must be {rule}, got {got}")]
    Sampling {
        /// The key.
        key: &'static str,
        /// What is allowed.
        rule: &'static str,
        /// What was given.
        got: String,
    },
    /// The dataset of a part cannot be used.
    #[error("part `{part}`: dataset cannot be used")]
    Dataset {
        /// The part.
        part: String,
        /// File, line and cause.
        source: DatasetError,
    },
    /// The template of a part cannot be used.
    #[error("part `{part}`: template cannot be used{}", .row.as_ref().map(|row| format!(" for {row}")).unwrap_or_default())]
    Template {
        /// The part.
        part: String,
        /// File and line of the row that it was used for, if it came so far.
        row: Option<String>,
        /// What is wrong, and where in the template.
        source: PromptError,
    },
}
