//! Model folders from the Hugging Face hub.
//!
//! The hub's own client for Rust (`hf-hub`) was looked at: 1.0.0 brings 185
//! packages more, does not resume, checks no content, and takes the page of a
//! failed request for the file; 0.5.0 makes paths of what a server calls a
//! file's version, and panics where headers are missing. So this speaks the
//! hub's few routes itself, and keeps files where `huggingface_hub` keeps and
//! finds them: `models--ORG--NAME/{blobs,refs,snapshots}`.
//!
//! Nothing else in this library reaches the network.

use std::path::{Path, PathBuf};

mod cache;
mod download;
mod error;
mod export;
mod glob;
mod remote;
mod select;
mod settings;

use cache::Cache;
pub use error::{HubError, Trouble};
use remote::Remote;
use select::Choice;
pub use settings::HubSettings;

/// What to get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// `ORG/NAME`.
    pub repo: String,
    /// A branch, a tag or a commit.
    pub revision: String,
    /// The graph: a path in the repository, or the word of its quantization
    /// such as `q4`; `None` for the plain one.
    pub graph: Option<String>,
    /// Other files, as patterns with `*` and `?`.
    pub include: Vec<String>,
}

impl Wanted {
    /// The plain graph of a repository's main branch.
    pub fn new(repo: &str) -> Self {
        Self {
            repo: repo.to_owned(),
            revision: "main".to_owned(),
            graph: None,
            include: Vec::new(),
        }
    }
}

/// A model that is on disk now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The folder of the revision.
    pub folder: PathBuf,
    /// The graph in it.
    pub graph: PathBuf,
    /// The commit that the revision stands for.
    pub commit: String,
    /// All files, as they are called in the repository.
    pub files: Vec<String>,
}

/// What is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// A file is about to come; `have` of its `size` bytes are there already.
    File {
        /// Its name in the repository.
        name: &'a str,
        /// Its bytes.
        size: u64,
        /// Bytes that are there.
        have: u64,
    },
    /// So many more bytes came.
    Bytes(u64),
    /// What came was given up and comes again.
    Again,
    /// The file is whole and checked.
    Done,
}

/// Gets a model, or finds it where it was put before.
///
/// # Errors
/// When the hub cannot be reached or refuses, when there is no graph to run,
/// when a file does not come whole, or when offline and something is missing.
pub fn pull(
    wanted: &Wanted,
    settings: &HubSettings,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<Pulled, HubError> {
    let fail = |trouble| HubError::new(wanted, settings, trouble);
    cache::check_repo(&wanted.repo).map_err(fail)?;
    cache::check_revision(&wanted.revision).map_err(fail)?;
    let cache = Cache::new(&settings.cache, &wanted.repo);
    if settings.offline {
        return find(wanted, &cache).map_err(fail);
    }
    fetch(wanted, settings, &cache, progress).map_err(fail)
}

/// The model as it was put into the cache before.
fn find(wanted: &Wanted, cache: &Cache) -> Result<Pulled, Trouble> {
    let missing = || Trouble::NotInCache {
        folder: cache.folder().to_owned(),
    };
    let commit = cache.commit(&wanted.revision).ok_or_else(missing)?;
    let folder = cache.snapshot(&commit);
    let names = cache::files_below(&folder);
    if names.is_empty() {
        return Err(missing());
    }
    let choice = select::choose(&names, wanted)?;
    let external = external(&folder.join(&choice.graph), &choice.graph)?;
    match external.iter().find(|name| !names.contains(name)) {
        Some(name) => Err(Trouble::Incomplete {
            file: name.clone(),
            folder,
        }),
        None => Ok(pulled(folder, commit, choice)),
    }
}

fn fetch(
    wanted: &Wanted,
    settings: &HubSettings,
    cache: &Cache,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<Pulled, Trouble> {
    let remote = Remote::new(settings)?;
    let listing = remote.listing(&wanted.repo, &wanted.revision)?;
    let names: Vec<String> = listing.files.iter().map(|f| f.name.clone()).collect();
    let mut choice = select::choose(&names, wanted)?;
    let folder = cache.snapshot(&listing.commit);
    let mut get = |name: &str| {
        let file = listing.files.iter().find(|f| f.name == name);
        let file = file.ok_or_else(|| Trouble::Incomplete {
            file: name.to_owned(),
            folder: folder.clone(),
        })?;
        download::file(&remote, cache, wanted, &listing.commit, file, progress)
    };
    for name in &choice.files {
        get(name)?;
    }
    // The graph itself says where its weights are.
    for name in external(&folder.join(&choice.graph), &choice.graph)? {
        if !choice.files.contains(&name) {
            get(&name)?;
            choice.files.push(name);
        }
    }
    cache.set_commit(&wanted.revision, &listing.commit)?;
    Ok(pulled(folder, listing.commit, choice))
}

fn pulled(folder: PathBuf, commit: String, choice: Choice) -> Pulled {
    Pulled {
        graph: folder.join(&choice.graph),
        folder,
        commit,
        files: choice.files,
    }
}

/// The files in which a graph keeps its weights, as the repository calls them.
fn external(graph: &Path, name: &str) -> Result<Vec<String>, Trouble> {
    let files = super::model_dir::external_files(graph).map_err(|problem| Trouble::BadGraph {
        file: name.to_owned(),
        reason: problem.to_string(),
    })?;
    let beside = |file: &String| match name.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{file}"),
        None => file.clone(),
    };
    Ok(files.iter().map(beside).collect())
}

impl Pulled {
    /// What to call the model by when it is opened: its folder, or the graph
    /// where the folder has another name for it or several.
    pub fn location(&self) -> PathBuf {
        let plain = select::PLAIN.map(|name| self.folder.join(name));
        if plain.into_iter().find(|path| path.is_file()) == Some(self.graph.clone()) {
            self.folder.clone()
        } else {
            self.graph.clone()
        }
    }

    /// Copies the files to `folder`, as plain files without links.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn copy_to(&self, folder: &Path) -> std::io::Result<Self> {
        export::copy(self, folder)
    }
}

#[cfg(test)]
#[path = "../../tests/hub/server.rs"]
mod server;

#[cfg(test)]
mod tests;
