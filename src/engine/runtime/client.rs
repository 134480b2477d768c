//! Gets a wheel by package name with the package client of the machine.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::wheel::{PYTHON, Wheel};
use super::{RuntimeError, VERSION, error};

/// A package client that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Client {
    command: &'static [&'static str],
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Downloads wheels as they are.
    Pip,
    /// Only unpacks them, after checking the hash itself.
    Uv,
}

/// What a client brought.
#[derive(Debug)]
pub(super) enum Fetched {
    /// The wheel, not checked yet.
    Wheel(PathBuf),
    /// The wheel's content in a folder, checked by the client.
    Folder(PathBuf),
}

const CLIENTS: &[Client] = &[
    pip(&["python3", "-m", "pip"]),
    pip(&["python", "-m", "pip"]),
    pip(&["py", "-m", "pip"]),
    pip(&["pip3"]),
    pip(&["pip"]),
    Client {
        command: &["uv"],
        kind: Kind::Uv,
    },
];

const fn pip(command: &'static [&'static str]) -> Client {
    Client {
        command,
        kind: Kind::Pip,
    }
}

/// The first client that answers.
pub(super) fn find() -> Option<Client> {
    CLIENTS.iter().copied().find(|client| {
        client
            .start(&["--version".to_owned()], &[])
            .is_ok_and(|output| output.status.success())
    })
}

impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.command.join(" "))
    }
}

impl Client {
    /// Gets `wheel` into `folder`, which is created.
    pub(super) fn fetch(self, wheel: &Wheel, folder: &Path) -> Result<Fetched, RuntimeError> {
        let failed = |reason: String| RuntimeError::Client {
            client: self.to_string(),
            package: format!("{} {VERSION}", wheel.package),
            reason,
            remedy: error::ways_out(wheel.flavor),
        };
        fs_err::create_dir_all(folder).map_err(|e| failed(e.to_string()))?;
        let arguments = match self.kind {
            Kind::Pip => pip_arguments(wheel, folder),
            Kind::Uv => {
                let list = folder.join("requirements.txt");
                let pin = format!(
                    "{}=={VERSION} --hash=sha256:{}\n",
                    wheel.package, wheel.sha256
                );
                fs_err::write(&list, pin).map_err(|e| failed(e.to_string()))?;
                uv_arguments(&list, &folder.join("content"))
            }
        };
        // The wheel for macOS asks for a system that uv does not assume by itself.
        let variables = [("MACOSX_DEPLOYMENT_TARGET", "14.0")];
        let output = self
            .start(&arguments, &variables)
            .map_err(|e| failed(e.to_string()))?;
        if !output.status.success() {
            let said = last_words(&String::from_utf8_lossy(&output.stderr));
            return Err(failed(said.unwrap_or_else(|| output.status.to_string())));
        }
        match self.kind {
            Kind::Uv => Ok(Fetched::Folder(folder.join("content"))),
            Kind::Pip => find_wheel(folder)
                .map(Fetched::Wheel)
                .ok_or_else(|| failed("it saved no wheel".to_owned())),
        }
    }

    fn start(self, arguments: &[String], variables: &[(&str, &str)]) -> std::io::Result<Output> {
        let mut words = self.command.iter();
        let program = words.next().copied().unwrap_or_default();
        Command::new(program)
            .args(words)
            .args(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
    }
}

fn pip_arguments(wheel: &Wheel, folder: &Path) -> Vec<String> {
    let (version, abi) = PYTHON;
    let mut arguments: Vec<String> = [
        "download",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        "--retries=2",
        "--timeout=30",
        "--implementation=cp",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--python-version={version}"));
    arguments.push(format!("--abi={abi}"));
    arguments.push(format!("--platform={}", wheel.platform));
    arguments.push(format!("--dest={}", folder.display()));
    arguments.push(format!("{}=={VERSION}", wheel.package));
    arguments
}

fn uv_arguments(list: &Path, target: &Path) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--require-hashes",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--python-version={}", PYTHON.0));
    arguments.push(format!("--target={}", target.display()));
    arguments.push(format!("--requirement={}", list.display()));
    arguments
}

fn find_wheel(folder: &Path) -> Option<PathBuf> {
    fs_err::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|e| e == "whl"))
}

/// The last line of complaint, and the broken connection behind it, which pip
/// reports earlier and then calls a missing package.
fn last_words(stderr: &str) -> Option<String> {
    let mut lines = stderr
        .lines()
        .rev()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.contains("[notice]"));
    let last = lines.next()?;
    let broken = lines.find_map(|line| line.split_once("connection broken by "));
    let text = match broken {
        Some((_, cause)) => format!("{last} ({cause})"),
        None => last.to_owned(),
    };
    Some(crate::text::for_terminal(&text).chars().take(400).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_connection_is_not_called_a_missing_package() {
        let offline = "WARNING: Retrying (Retry(total=0)) after connection broken by \
                       'NewConnectionError: refused': /simple/\n\
                       ERROR: No matching distribution found for onnxruntime\n\n\
                       [notice] A new release of pip is available\n";
        insta::assert_snapshot!(last_words(offline).unwrap(), @"ERROR: No matching distribution found for onnxruntime ('NewConnectionError: refused': /simple/)");
        assert_eq!(last_words("a\nb\n").as_deref(), Some("b"));
        assert_eq!(last_words("\n"), None);
    }
}
