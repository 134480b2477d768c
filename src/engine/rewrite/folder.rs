//! Rewrites the graph of a model folder into a new folder.

use std::path::{Path, PathBuf};

use super::{RewriteError, Rewritten, Runtime, Speed, rewrite, speeds};
use crate::engine::builtin::{self, BuiltIn};
use crate::engine::model_dir::{Graph, ModelDir};
use crate::engine::runtime::{self, Flavor};
use crate::engine::{EngineError, EngineOptions};

/// What became of a model folder.
#[derive(Debug)]
pub struct Optimized {
    /// The new graph.
    pub path: PathBuf,
    /// What it is.
    pub rewritten: Rewritten,
    /// What was measured, if that was asked for.
    pub speeds: Vec<Speed>,
}

/// Rewrites the graph of the model at `place` (a folder, an `.onnx` file in
/// one, or a built-in name) and writes it with the model's other files to the
/// new folder `out`. Measures both graphs at each of `sizes`, pairs of batch
/// size and context.
///
/// Weights outside the graph are copied as they are. `out` appears when all is
/// done, or not at all.
///
/// # Errors
/// As [`rewrite`](super::rewrite()); when the model cannot be read; when `out`
/// is there already or cannot be written.
pub fn optimize(
    place: &str,
    out: &Path,
    options: &EngineOptions,
    sizes: &[(usize, usize)],
) -> Result<Optimized, RewriteError> {
    if out.symlink_metadata().is_ok() {
        return Err(RewriteError::Exists(out.to_owned()));
    }
    let source = Source::open(place, options)?;
    let (bytes, folder) = source.graph()?;
    let library = load(options)?;
    let runtime = Runtime {
        environment: &library.environment,
        threads: options
            .threads
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
    };
    let context = u64::from(source.model.config.context);
    let rewritten = rewrite(&bytes, &folder, context, runtime)?;
    let speeds = speeds(&bytes, &rewritten, &folder, runtime, sizes)?;
    let path = source.write(&rewritten, out)?;
    Ok(Optimized {
        path,
        rewritten,
        speeds,
    })
}

fn load(options: &EngineOptions) -> Result<&'static runtime::Loaded, RewriteError> {
    let given = options.onnxruntime.as_deref();
    let flavors = [Flavor::Cpu, Flavor::Cuda];
    let library = if options.install {
        runtime::ensure(given, &flavors)
    } else {
        runtime::locate(given, &flavors)
    };
    let loaded = library.and_then(|library| runtime::load(&library));
    loaded.map_err(|error| RewriteError::Engine(EngineError::Runtime(error)))
}

/// Where a model comes from.
struct Source {
    model: ModelDir,
    built_in: Option<&'static BuiltIn>,
}

impl Source {
    fn open(place: &str, options: &EngineOptions) -> Result<Self, RewriteError> {
        let built_in = builtin::find(place);
        let model = match built_in {
            Some(model) => ModelDir::built_in(model, options.today),
            None => ModelDir::open(Path::new(place), options.today),
        };
        let model = model.map_err(|error| RewriteError::Engine(EngineError::Model(error)))?;
        Ok(Self { model, built_in })
    }

    /// The graph's bytes, and the folder that its other weights lie in.
    fn graph(&self) -> Result<(Vec<u8>, PathBuf), RewriteError> {
        match &self.model.graph {
            Graph::Memory(bytes) => Ok((bytes.to_vec(), PathBuf::from("."))),
            Graph::File(path) => {
                let bytes = fs_err::read(path).map_err(at(path))?;
                Ok((bytes, folder_of(path)))
            }
        }
    }

    /// Writes all files beside `out`, then gives them its name.
    fn write(&self, rewritten: &Rewritten, out: &Path) -> Result<PathBuf, RewriteError> {
        let absolute = std::path::absolute(out).map_err(at(out))?;
        let above = absolute.parent().unwrap_or(&absolute);
        fs_err::create_dir_all(above).map_err(at(above))?;
        let staged = tempfile::Builder::new()
            .prefix(".optimize-")
            .tempdir_in(above)
            .map_err(at(above))?;
        let name = self.fill(rewritten, staged.path())?;
        // The temporary folder is its owner's alone; the new one is like others.
        open_to_all(staged.path()).map_err(at(staged.path()))?;
        fs_err::rename(staged.path(), &absolute).map_err(at(out))?;
        let _ = staged.keep();
        Ok(out.join(name))
    }

    /// Puts the files into `target`; the graph's name there.
    fn fill(&self, rewritten: &Rewritten, target: &Path) -> Result<PathBuf, RewriteError> {
        let name = match (&self.model.graph, self.built_in) {
            (Graph::File(path), _) => {
                let (folder, name) = model_folder(path);
                for file in companions(&folder).map_err(at(&folder))? {
                    copy(&folder.join(&file), &target.join(&file))?;
                }
                let beside = target.join(&name);
                let beside = beside.parent().unwrap_or(target);
                fs_err::create_dir_all(beside).map_err(at(beside))?;
                for weights in &rewritten.weights {
                    copy(&path.with_file_name(weights), &beside.join(weights))?;
                }
                name
            }
            (Graph::Memory(_), built_in) => {
                for (file, content) in built_in.map_or(&[][..], |model| model.files) {
                    let path = target.join(file);
                    fs_err::write(&path, content).map_err(at(&path))?;
                }
                PathBuf::from("model.onnx")
            }
        };
        let path = target.join(&name);
        fs_err::write(&path, &rewritten.graph).map_err(at(&path))?;
        Ok(name)
    }
}

/// The model's folder, and the graph's place in it: `onnx/` lies inside.
fn model_folder(graph: &Path) -> (PathBuf, PathBuf) {
    let folder = folder_of(graph);
    let name = PathBuf::from(graph.file_name().unwrap_or_default());
    match folder.parent() {
        Some(above) if folder.ends_with("onnx") => (above.to_owned(), Path::new("onnx").join(name)),
        _ => (folder, name),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Endings of weights and of other graphs.
const WEIGHTS: [&str; 10] = [
    "onnx",
    "onnx_data",
    "data",
    "safetensors",
    "bin",
    "pt",
    "pth",
    "h5",
    "msgpack",
    "gguf",
];

/// Names of the files of a model folder that are neither graphs nor weights.
fn companions(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = Path::new(&name)
            .extension()
            .map(|e| e.to_string_lossy().to_lowercase());
        let is_weight = ending.is_some_and(|ending| {
            WEIGHTS.contains(&ending.as_str()) || ending.starts_with("onnx_data")
        });
        if !name.starts_with('.') && !is_weight && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn copy(from: &Path, to: &Path) -> Result<(), RewriteError> {
    fs_err::copy(from, to).map(|_| ()).map_err(at(from))
}

#[cfg(unix)]
fn open_to_all(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs_err::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_all(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> RewriteError {
    let path = path.to_owned();
    move |source| RewriteError::Io { path, source }
}
