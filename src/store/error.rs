//! What can go wrong with a results folder.

use std::io;
use std::path::PathBuf;

/// Why a results folder could not be read or written. Every message names the
/// file; [`StoreError::hint`] names the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder for runs cannot be made or written to.
    #[error("failed to create the run folder `{path}`")]
    Create {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file cannot be written: no space, no permission.
    #[error("failed to write `{path}`")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file cannot be read.
    #[error("failed to read `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file does not hold what it should.
    #[error("failed to parse `{path}`{}", .line.map(|n| format!(", line {n}")).unwrap_or_default())]
    Parse {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1, where the file has lines of its own.
        line: Option<usize>,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// The folder was written by a newer Overthink.
    #[error("`{path}` has format version {found}, and this Overthink reads up to version {known}")]
    NewerFormat {
        /// The manifest.
        path: PathBuf,
        /// Version in the file.
        found: u64,
        /// Newest version this program reads.
        known: u64,
    },
    /// Runs that are not parts of one plan.
    #[error("run `{other}` cannot be merged with run `{run}`: {what} differ")]
    Unlike {
        /// The first run.
        run: String,
        /// The one that differs from it.
        other: String,
        /// What differs between them.
        what: String,
    },
    /// Another process writes to the run.
    #[error("the run `{path}` is being written by another process")]
    Locked {
        /// The records file.
        path: PathBuf,
    },
    /// No run has this name.
    #[error("no run `{name}` in `{results}`; there {}", describe(.known))]
    NoSuchRun {
        /// What the user typed.
        name: String,
        /// The folder that was searched.
        results: PathBuf,
        /// The runs in it.
        known: Vec<String>,
    },
    /// Several runs begin with this name.
    #[error("`{name}` is the beginning of {} runs: {}", .matches.len(), .matches.join(", "))]
    Ambiguous {
        /// What the user typed.
        name: String,
        /// The runs that match.
        matches: Vec<String>,
    },
}

impl StoreError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Create { source, .. } | Self::Write { source, .. } => Some(match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                    "free some space, then go on with `overthink run --resume latest`; what was stored is kept".to_owned()
                }
                _ => "choose a folder that you may write to with `--results DIR`".to_owned(),
            }),
            Self::NewerFormat { .. } => Some("use the Overthink that wrote it, or a newer one".to_owned()),
            Self::Parse { line: Some(line), .. } => {
                Some(format!("restore the file, or delete line {line}: that attempt is then done again by `--resume`"))
            }
            Self::Locked { .. } => Some("wait for it to end, or stop it".to_owned()),
            Self::Unlike { .. } => Some("merge the runs of one command that differ in `--shard` only".to_owned()),
            Self::NoSuchRun { .. } => Some("name a run by path, by `latest` or by the beginning of its name; `--results DIR` searches elsewhere".to_owned()),
            Self::Ambiguous { .. } => Some("type more letters".to_owned()),
            Self::Read { .. } | Self::Parse { line: None, .. } => None,
        }
    }
}

fn describe(known: &[String]) -> String {
    match known {
        [] => "are no runs yet".to_owned(),
        [one] => format!("is only `{one}`"),
        many => {
            let newest: Vec<_> = many
                .iter()
                .rev()
                .take(5)
                .map(|run| format!("`{run}`"))
                .collect();
            format!("are {} runs, the newest {}", many.len(), newest.join(", "))
        }
    }
}
