//! Why a dataset cannot be used.

use std::fmt;
use std::io;

use super::{MAX_FILE_BYTES, MAX_ID_CHARS, MAX_LINE_BYTES, RowPlace};

/// Why a dataset cannot be used: the file, the row if one is to blame, and the cause.
#[derive(Debug)]
pub struct DatasetError {
    /// The file, as the user knows it.
    pub name: String,
    /// Where in the file.
    pub place: Option<RowPlace>,
    /// What is wrong.
    pub kind: DatasetErrorKind,
}

impl DatasetError {
    /// An error in `name`, at `place` if one is to blame.
    pub fn new(name: &str, place: Option<RowPlace>, kind: DatasetErrorKind) -> Self {
        Self {
            name: name.to_owned(),
            place,
            kind,
        }
    }
}

impl fmt::Display for DatasetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(place) => write!(f, "{}{place}: {}", self.name, self.kind),
            None => write!(f, "{}: {}", self.name, self.kind),
        }
    }
}

impl std::error::Error for DatasetError {
    // The kind is part of this error's own message; only what lies below it is a source.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind.source()
    }
}

/// What is wrong with a dataset.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatasetErrorKind {
    /// There is no such file.
    #[error("no such file; a dataset path starts at the folder of the suite file")]
    Missing,
    /// There is no such file, and the suite knows where to get it.
    #[error("no such file; get it from {url} and put it there")]
    MissingCopy {
        /// Where it is published.
        url: String,
    },
    /// The path is that of a folder or a device.
    #[error("not a file; a dataset is one file of JSON Lines")]
    NotAFile,
    /// The file is there and cannot be read.
    #[error("cannot be read")]
    Read(#[source] io::Error),
    /// The file is larger than the limit.
    #[error("{size} bytes; the limit is {MAX_FILE_BYTES}: split the dataset")]
    TooLarge {
        /// Bytes.
        size: u64,
    },
    /// What the file holds when unpacked is larger than the limit.
    #[error(
        "more than {MAX_FILE_BYTES} bytes when unpacked, which is the limit: split the dataset"
    )]
    TooLargeUnpacked,
    /// A compressed file that cannot be unpacked.
    #[error("a {format} file that cannot be unpacked: it is cut off or damaged; get it again")]
    BrokenArchive {
        /// How it is compressed.
        format: &'static str,
        /// What the decoder says.
        source: io::Error,
    },
    /// A line is longer than the limit.
    #[error("a line of {n_bytes} bytes, the limit is {MAX_LINE_BYTES}; one JSON object a line?")]
    LineTooLong {
        /// Bytes.
        n_bytes: usize,
    },
    /// A line is not UTF-8.
    #[error("not UTF-8; save the file in this encoding")]
    NotUtf8,
    /// A line is not JSON.
    #[error("not JSON, {cause}: `{start}`; each line must hold one JSON object")]
    NotJson {
        /// The parser's complaint, with the column.
        cause: String,
        /// How the line starts.
        start: String,
    },
    /// The file begins like a JSON list, and is none.
    #[error("not JSON; a file that begins with `[` must be one list of objects")]
    NotAList {
        /// The parser's complaint, with line and column.
        #[source]
        cause: serde_json::Error,
    },
    /// A line or an element is JSON, and not an object.
    #[error("{found} instead of a JSON object with named columns: `{start}`")]
    NotAnObject {
        /// What it is.
        found: &'static str,
        /// How the line starts.
        start: String,
    },
    /// The file has no rows.
    #[error("no rows; a dataset needs one JSON object a line")]
    Empty,
    /// A row lacks a column.
    #[error(
        "no column `{column}`; this row has {columns} \
         (`question`, `target` and `id` in the part say which columns to use)"
    )]
    MissingColumn {
        /// What was looked for.
        column: String,
        /// What there is, in words.
        columns: String,
    },
    /// A column holds something else than expected.
    #[error("column `{column}` holds {found} instead of {expected}")]
    WrongType {
        /// The column.
        column: String,
        /// What it holds.
        found: &'static str,
        /// What it must hold.
        expected: &'static str,
    },
    /// What should be a program's tests is in none of their forms.
    #[error("{columns} no tests of a program: {cause}")]
    BadTests {
        /// Which columns, as the beginning of the sentence.
        columns: String,
        /// What is wrong.
        cause: String,
    },
    /// A text that should hold JSON.
    #[error("column `{column}` holds no {expected}: {cause}")]
    BadJson {
        /// The column.
        column: String,
        /// What it must hold.
        expected: &'static str,
        /// What is wrong.
        cause: String,
    },
    /// The target is of a kind that the part's checker cannot use.
    #[error("column `{column}` holds {found}, but the part's checker needs {expected}")]
    TargetForOtherChecker {
        /// The column.
        column: String,
        /// What it holds.
        found: &'static str,
        /// What it must hold.
        expected: &'static str,
    },
    /// An id is empty, very long, or holds control characters.
    #[error("`{id}` cannot be an id: 1 to {MAX_ID_CHARS} printable characters are needed")]
    BadId {
        /// The id, shortened.
        id: String,
    },
    /// Two items of the suite have the same id.
    #[error("id `{id}` is taken by {first}; ids must be unique in a suite")]
    DuplicateId {
        /// The id.
        id: String,
        /// File and line of the first.
        first: String,
    },
}
