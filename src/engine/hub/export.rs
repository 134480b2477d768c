//! Models as plain folders.

use std::io;
use std::path::Path;

use super::Pulled;

/// Copies the files of `model` to `folder`; each appears in one step.
pub(super) fn copy(model: &Pulled, folder: &Path) -> io::Result<Pulled> {
    for name in &model.files {
        let target = folder.join(name);
        let parent = target.parent().unwrap_or(folder);
        fs_err::create_dir_all(parent)?;
        let fresh = tempfile::NamedTempFile::new_in(parent)?;
        fs_err::copy(model.folder.join(name), fresh.path())?;
        fresh.persist(&target).map_err(|e| e.error)?;
    }
    let graph = model.graph.strip_prefix(&model.folder);
    Ok(Pulled {
        folder: folder.to_owned(),
        graph: folder.join(graph.unwrap_or(&model.graph)),
        ..model.clone()
    })
}
