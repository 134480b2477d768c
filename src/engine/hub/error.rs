//! What can go wrong between the hub and the disk.

use std::io;
use std::path::PathBuf;

use super::{HubSettings, Wanted};

/// Why a model could not be had.
#[derive(Debug, thiserror::Error)]
#[error("cannot get `{repo}` at `{revision}` from {endpoint}: {trouble}")]
pub struct HubError {
    /// The repository.
    pub repo: String,
    /// The branch, tag or commit.
    pub revision: String,
    /// The hub, or its mirror.
    pub endpoint: String,
    /// What happened.
    pub trouble: Box<Trouble>,
}

impl HubError {
    pub(super) fn new(wanted: &Wanted, settings: &HubSettings, trouble: Trouble) -> Self {
        Self {
            repo: wanted.repo.clone(),
            revision: wanted.revision.clone(),
            endpoint: settings.endpoint.clone(),
            trouble: Box::new(trouble),
        }
    }
}

/// What happened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// What the user gave names nothing.
    #[error("`{0}` is no name of a repository; write ORG/NAME")]
    BadRepo(String),
    /// A revision that cannot be one.
    #[error("`{0}` is no branch, tag or commit")]
    BadRevision(String),
    /// There is no such repository, or none for this user.
    #[error(
        "there is no such repository, or it is private; check the name, or give a token: {TOKEN}"
    )]
    NoRepo,
    /// The repository has no such branch, tag or commit.
    #[error("the repository has no such revision; its branches are listed on its page")]
    NoRevision,
    /// The repository wants its terms accepted.
    #[error(
        "access is restricted: accept the terms on the repository's page, then give a token: {TOKEN}"
    )]
    Gated,
    /// The token is not accepted.
    #[error("the token is refused; give another: {TOKEN}")]
    BadToken,
    /// A file of the listing is not there.
    #[error("the file `{0}` is not there")]
    NoFile(String),
    /// No graph in the repository.
    #[error(
        "there is no ONNX graph in it, only {files}; export the model with \
         `optimum-cli export onnx --task text-generation-with-past --model ORG/NAME FOLDER` \
         and name that folder, or look for the same model under `onnx-community`"
    )]
    NoGraph {
        /// Some of what there is.
        files: String,
    },
    /// The graph that was asked for is not there, or several would do.
    #[error("{what}; choose one with --graph: {choices}")]
    WhichGraph {
        /// What is the matter.
        what: String,
        /// The graphs there are.
        choices: String,
    },
    /// A pattern that matches nothing.
    #[error("--include `{0}` matches no file")]
    NoMatch(String),
    /// A graph that cannot be read.
    #[error("`{file}` {reason}")]
    BadGraph {
        /// The graph.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file that the graph needs is missing.
    #[error("`{file}` is needed and is not in `{}`", folder.display())]
    Incomplete {
        /// The file.
        file: String,
        /// Where it should be.
        folder: PathBuf,
    },
    /// Offline, and nothing there.
    #[error(
        "offline, and it is not in the cache: `{}` has no snapshot of it; get it once \
         with a network, or copy that folder from a machine that has it",
        folder.display()
    )]
    NotInCache {
        /// Where it should be.
        folder: PathBuf,
    },
    /// The hub cannot be reached.
    #[error(
        "it cannot be reached ({reason}); check the network, a proxy (HTTPS_PROXY) or a mirror \
         (HF_ENDPOINT); --offline takes what is in the cache"
    )]
    Unreachable {
        /// What the client said.
        reason: String,
    },
    /// The hub answers with an error.
    #[error("it answers {status} to `{path}`{said}")]
    Status {
        /// The status.
        status: u16,
        /// What was asked for.
        path: String,
        /// What it said.
        said: String,
    },
    /// The answer makes no sense.
    #[error("its answer cannot be understood: {0}")]
    BadAnswer(String),
    /// A file came with another content.
    #[error(
        "`{file}` does not have the content that it should (SHA-256 {found}, expected {expected}); \
         it was removed; try again"
    )]
    WrongHash {
        /// The file.
        file: String,
        /// The hash of what came.
        found: String,
        /// The hash that the hub gives.
        expected: String,
    },
    /// A file came too short or too long.
    #[error("`{file}` has {found} bytes, {expected} were expected; it was removed; try again")]
    WrongSize {
        /// The file.
        file: String,
        /// What came.
        found: u64,
        /// What should have come.
        expected: u64,
    },
    /// The disk is full.
    #[error(
        "the disk is full: `{file}` needs {needed} bytes in `{}`; what came is kept, so make room \
         (or set HF_HUB_CACHE to another disk) and try again",
        folder.display()
    )]
    DiskFull {
        /// The file.
        file: String,
        /// Its bytes.
        needed: u64,
        /// Where it goes.
        folder: PathBuf,
    },
    /// Another process is getting the same file.
    #[error("another process is getting `{0}` and does not end; try again when it has")]
    Locked(String),
    /// The system refuses.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

/// How a token is given.
const TOKEN: &str = "set HF_TOKEN, or write it to a file with `hf auth login` \
                     (tokens are made at huggingface.co/settings/tokens)";
