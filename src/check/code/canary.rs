//! Tries to get out, in the real thing, instead of believing what was set up.

use std::io::{self, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use crate::suite::CodeTests;

use super::{CodeJob, CodeOutcome, CodeRunner};

/// Enough for a slow machine under load.
const LIMIT: Duration = Duration::from_secs(20);
/// The program with everything that is tried.
const PROGRAM: &str = include_str!("canary.py");
/// Its functions, and what is said where one gets out.
const TRIES: [(&str, &str); 8] = [
    ("read", "it can read files"),
    ("write", "it can write files"),
    ("connect", "it can connect to others"),
    ("see", "it can see other processes"),
    ("signal", "it can signal other processes"),
    ("start", "it can start processes"),
    ("take_memory", "its memory is not limited"),
    ("environment", "it can see the environment"),
];

/// Runs programs that try to get out, and returns what worked. An error says why
/// not even a harmless program gets through.
pub(super) fn probe(runner: &dyn CodeRunner) -> Result<Vec<String>, String> {
    let bait = Bait::lay().map_err(|error| format!("the canary's bait: {error}"))?;
    let program = format!("{}\n{PROGRAM}", bait.names());
    match run(runner, &program, "harmless") {
        CodeOutcome::Passed => {}
        CodeOutcome::Failed { failure, detail } => return Err(format!("{failure}: {detail}")),
        CodeOutcome::NotRun(why) => return Err(why),
    }
    let mut holes = Vec::new();
    for (function, hole) in TRIES {
        match run(runner, &program, function) {
            CodeOutcome::Passed => {}
            CodeOutcome::Failed { failure, detail } => {
                holes.push(format!("{hole} ({failure}: {detail})"));
            }
            CodeOutcome::NotRun(why) => return Err(why),
        }
    }
    if bait.is_touched() && !holes.iter().any(|hole| hole.starts_with("it can write")) {
        holes.push("it can write files (the canary's bait has changed)".to_owned());
    }
    Ok(holes)
}

fn run(runner: &dyn CodeRunner, program: &str, function: &str) -> CodeOutcome {
    let tests = CodeTests::asserts(vec![format!("assert {function}() == 'held'")]);
    let job = CodeJob {
        answer: program,
        tests: &tests,
        limit: LIMIT,
    };
    runner.run(&job).outcome
}

/// What lies ready outside for programs to get at.
struct Bait {
    folder: tempfile::TempDir,
    network: TcpListener,
    /// Bound while the programs run; its name is not in the file system.
    #[cfg(target_os = "linux")]
    _socket: std::os::unix::net::UnixListener,
    socket: String,
}

const SECRET: &[u8] = b"not to be read";

impl Bait {
    fn lay() -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut file = fs_err::File::create(folder.path().join("secret"))?;
        file.write_all(SECRET)?;
        let socket = format!("overthink-canary-{}", std::process::id());
        let name = folder.path().file_name().unwrap_or_default();
        let socket = format!("{socket}-{}", name.display());
        Ok(Self {
            network: TcpListener::bind(("127.0.0.1", 0))?,
            #[cfg(target_os = "linux")]
            _socket: listen(&socket)?,
            socket,
            folder,
        })
    }

    /// The names as Python text.
    fn names(&self) -> String {
        let port = self
            .network
            .local_addr()
            .map_or(0, |address| address.port());
        let here = std::env::current_dir().unwrap_or_default();
        let this = std::env::current_exe().unwrap_or_default();
        let files: Vec<PathBuf> = vec![
            self.folder.path().join("secret"),
            here.join("Cargo.toml"),
            this,
            "/etc/passwd".into(),
            "/etc/hostname".into(),
            "/proc/self/status".into(),
            "/proc/1/environ".into(),
            "/sys/kernel/uevent_seqnum".into(),
        ];
        // Where the folder of this process has no name, one would be relative.
        let files: Vec<String> = files
            .iter()
            .filter(|path| path.is_absolute())
            .map(|path| path.display().to_string())
            .collect();
        format!(
            "FILES = {files:?}\nFOLDER = {folder:?}\nPORT = {port}\nSOCKET = {socket:?}\n\
             HARNESS = {harness}\nimport sys\nEXECUTABLE = sys.executable",
            folder = self.folder.path().display().to_string(),
            socket = format!("\0{}", self.socket),
            harness = std::process::id(),
        )
    }

    fn is_touched(&self) -> bool {
        let same = fs_err::read(self.folder.path().join("secret")).is_ok_and(|text| text == SECRET);
        let n_files = fs_err::read_dir(self.folder.path()).map_or(0, Iterator::count);
        !same || n_files != 1
    }
}

#[cfg(target_os = "linux")]
fn listen(name: &str) -> io::Result<std::os::unix::net::UnixListener> {
    use std::os::linux::net::SocketAddrExt as _;
    use std::os::unix::net::{SocketAddr, UnixListener};

    UnixListener::bind_addr(&SocketAddr::from_abstract_name(name)?)
}
