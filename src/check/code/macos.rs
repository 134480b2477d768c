//! The sandbox on macOS: the system's `sandbox-exec`, which has no namespaces and
//! whose limit on memory does not hold. Not tried by its makers.

use std::path::Path;

use super::interpreter::{ENVIRONMENT, FLAGS, Interpreter};
use super::lane::LaneSpec;
use super::runner::RunnerOptions;

/// What every program needs. All else is refused: files, network, processes.
const PROFILE: &str = "\
(version 1)
(deny default)
(allow process-fork)
(allow signal (target same-sandbox))
(allow sysctl-read)
(allow file-read-metadata)
(allow file-read* (subpath \"/usr/lib\") (subpath \"/System/Library\")
    (literal \"/\") (literal \"/dev/null\") (literal \"/dev/zero\") (literal \"/dev/urandom\"))
(allow file-write-data (literal \"/dev/null\"))
";

/// A lane with `sandbox-exec`, or with nothing at all where that is asked for.
pub(super) fn spec(
    options: &RunnerOptions,
    interpreter: &Interpreter,
    boot: &str,
    opening: Vec<u8>,
) -> Result<LaneSpec, String> {
    let python = text(&interpreter.program)?;
    let mut arguments = vec!["-i".to_owned()];
    arguments.extend(ENVIRONMENT.map(|(name, value)| format!("{name}={value}")));
    if !options.unsafe_no_sandbox {
        let mut profile = PROFILE.to_owned();
        for path in interpreter.files.iter().chain(&interpreter.folders) {
            let path = text(path)?;
            profile += &format!("(allow file-read* (subpath {path:?}))\n");
        }
        profile += &format!("(allow process-exec (literal {python:?}))\n");
        arguments.extend(["/usr/bin/sandbox-exec".to_owned(), "-p".to_owned(), profile]);
    }
    arguments.push(python);
    arguments.extend(FLAGS.map(str::to_owned));
    arguments.extend(["-c".to_owned(), boot.to_owned()]);
    Ok(LaneSpec {
        program: "/usr/bin/env".into(),
        arguments,
        opening,
    })
}

/// The path as the system resolves it, which is what the profile compares.
fn text(path: &Path) -> Result<String, String> {
    let path = std::fs::canonicalize(path).map_err(|error| error.to_string())?;
    path.into_os_string()
        .into_string()
        .map_err(|path| format!("the path {} is no text", path.display()))
}
