//! What lies outside the sandbox: planted files, a planted variable, listeners; and what must be
//! as it was when all is over.

use std::io::Read as _;
use std::net::{TcpListener, UdpSocket};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt};
use std::os::unix::net::{SocketAddr, UnixDatagram, UnixListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Folders where anybody may write, and whose names are looked through for the mark.
const SHARED: [&str; 6] = ["/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue"];

/// A world of its own for each run of the suite.
pub(crate) struct World {
    folder: TempDir,
    /// In the name of everything that programs make.
    pub(crate) mark: String,
    /// The contents of planted files begin with `planted:` and end with this.
    pub(crate) planted: String,
    /// What nobody can know who has not read the tests.
    pub(crate) secrets: Vec<String>,
    port: u16,
    udp_port: u16,
    ipc_key: u32,
    touched: Arc<AtomicUsize>,
    before: Vec<String>,
}

impl World {
    /// Plants files that anybody may read, in folders that anybody may write to, and listens.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("overthink-attacked-")
            .tempdir()
            .unwrap();
        fs_err::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        let mut noise = [0; 32];
        fs_err::File::open("/dev/urandom")
            .unwrap()
            .read_exact(&mut noise)
            .unwrap();
        let word = |from: usize| {
            let bytes = noise.iter().skip(from).take(8);
            bytes
                .map(|byte| format!("{byte:02x}"))
                .collect::<Vec<_>>()
                .concat()
        };
        let touched = Arc::new(AtomicUsize::new(0));
        let planted = word(8);
        for name in ["plant", "cwd", "home"] {
            let place = folder.path().join(name);
            fs_err::create_dir(&place).unwrap();
            for file in ["secret.txt", "victim.txt"] {
                fs_err::write(place.join(file), format!("planted:{planted}\n")).unwrap();
                fs_err::set_permissions(place.join(file), PermissionsExt::from_mode(0o666))
                    .unwrap();
            }
            fs_err::set_permissions(&place, PermissionsExt::from_mode(0o777)).unwrap();
        }
        let mark = format!("mark{}", word(0));
        let (port, udp_port) = listen(&folder.path().join("plant/socket"), &mark, &touched);
        let mut world = Self {
            mark,
            planted,
            secrets: (0..3)
                .map(|n| format!("marigold-{}", word(16 + 4 * n)))
                .collect(),
            port,
            udp_port,
            ipc_key: 0x4000_0000
                | u32::from_le_bytes([noise[0], noise[1], noise[2], noise[3]]) >> 4,
            touched,
            before: Vec::new(),
            folder,
        };
        world.before = world.state();
        world
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts this world in the places of `@NAMES@`.
    pub(crate) fn fill(&self, text: &str) -> String {
        let path = |name: &str| self.path(name).display().to_string();
        let text = if text.contains("@LINES@") {
            let lines: Vec<String> = (0..100_000).map(|n| format!("{n}\\n")).collect();
            text.replace("@LINES@", &lines.concat())
        } else {
            text.to_owned()
        };
        text.replace("@CR@", "\r")
            .replace("@FF@", "\u{c}")
            .replace("@NUL@", "\0")
            .replace("@DEEP@", &"(".repeat(100_000))
            .replace("@PLANT@", &path("plant"))
            .replace("@CWD@", &path("cwd"))
            .replace("@HOME@", &path("home"))
            .replace("@BINARY@", env!("CARGO_BIN_EXE_overthink"))
            .replace("@MARK@", &self.mark)
            .replace("@ABSTRACT@", &self.mark)
            .replace("@PORT@", &self.port.to_string())
            .replace("@UDP_PORT@", &self.udp_port.to_string())
            .replace("@IPC_KEY@", &self.ipc_key.to_string())
            .replace("@PID@", &std::process::id().to_string())
    }

    /// Complains of everything that is not as it was.
    pub(crate) fn assert_untouched(&self) {
        assert_eq!(
            self.touched.load(Ordering::SeqCst),
            0,
            "a listener was reached"
        );
        let now = self.state();
        for line in &now {
            assert!(self.before.contains(line), "new: {line}");
        }
        for line in &self.before {
            assert!(now.contains(line), "gone: {line}");
        }
    }

    /// What may not change, one line each.
    fn state(&self) -> Vec<String> {
        let mut lines = Vec::new();
        describe(self.folder.path(), &mut lines);
        for folder in SHARED {
            let Ok(entries) = fs_err::read_dir(folder) else {
                continue;
            };
            let names = entries.filter_map(|entry| Some(entry.ok()?.path().display().to_string()));
            lines.extend(names.filter(|name| name.contains(&self.mark)));
        }
        for name in ["shm", "sem", "msg"] {
            let text = fs_err::read_to_string(format!("/proc/sysvipc/{name}")).unwrap_or_default();
            let key = self.ipc_key.to_string();
            let found = text
                .lines()
                .filter(|line| line.trim_start().starts_with(&key));
            lines.extend(found.map(str::to_owned));
        }
        for name in [
            "kernel/core_pattern",
            "kernel/hostname",
            "kernel/domainname",
        ] {
            let text = fs_err::read_to_string(format!("/proc/sys/{name}"));
            lines.push(format!("{name}: {}", text.unwrap_or_default()));
        }
        let mounts = fs_err::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        lines.extend(mounts.lines().map(|line| format!("mount {line}")));
        lines
    }

    /// Complains of files with this world's mark below a folder.
    pub(crate) fn assert_no_mark_below(&self, folder: &Path) {
        for entry in fs_err::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            assert!(
                !path.display().to_string().contains(&self.mark),
                "new: {}",
                path.display()
            );
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.assert_no_mark_below(&path);
            }
        }
    }
}

/// Listens at every kind of address that programs try, and counts who comes.
fn listen(path: &Path, mark: &str, touched: &Arc<AtomicUsize>) -> (u16, u16) {
    fn count(touched: &Arc<AtomicUsize>, mut comes: impl FnMut() -> bool + Send + 'static) {
        let touched = Arc::clone(touched);
        std::thread::spawn(move || {
            while comes() {
                touched.fetch_add(1, Ordering::SeqCst);
            }
        });
    }
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = tcp.local_addr().unwrap().port();
    count(touched, move || tcp.accept().is_ok());
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    let udp_port = udp.local_addr().unwrap().port();
    count(touched, move || udp.recv(&mut [0; 64]).is_ok());
    let file = UnixListener::bind(path).unwrap();
    fs_err::set_permissions(path, PermissionsExt::from_mode(0o777)).unwrap();
    count(touched, move || file.accept().is_ok());
    let name = SocketAddr::from_abstract_name(mark).unwrap();
    let named = UnixListener::bind_addr(&name).unwrap();
    count(touched, move || named.accept().is_ok());
    let name = SocketAddr::from_abstract_name(format!("{mark}-datagrams")).unwrap();
    let datagrams = UnixDatagram::bind_addr(&name).unwrap();
    count(touched, move || datagrams.recv(&mut [0; 64]).is_ok());
    (port, udp_port)
}

/// A line for each file and folder below: everything but the time of the last access.
fn describe(folder: &Path, lines: &mut Vec<String>) {
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let about = fs_err::symlink_metadata(&path).unwrap();
        // What the suite itself writes to.
        if path.extension().is_some_and(|e| e == "jsonl" || e == "log") {
            continue;
        }
        let content = if about.is_file() && about.len() < 1000 {
            fs_err::read_to_string(&path).unwrap_or_default()
        } else {
            String::new()
        };
        lines.push(format!(
            "{} {:o} {}:{} links {} bytes {} changed {}.{} {content}",
            path.display(),
            about.mode(),
            about.uid(),
            about.gid(),
            if about.is_dir() { 0 } else { about.nlink() },
            about.len(),
            about.mtime(),
            about.mtime_nsec(),
        ));
        if about.is_dir() {
            describe(&path, lines);
        }
    }
}

/// From now on, whoever loses its parent becomes a child of this process: no descendant can hide.
pub(crate) fn adopt_orphans() {
    #[expect(unsafe_code, reason = "there is no safe call for it")]
    // SAFETY: the call takes numbers and changes a flag of this process.
    let done = unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) };
    assert_eq!(done, 0);
}

/// Waits a little for descendants to go, and complains of those that stay.
pub(crate) fn assert_no_children() {
    let began = Instant::now();
    loop {
        #[expect(
            unsafe_code,
            reason = "orphans have no handle that a safe call would take"
        )]
        // SAFETY: a null pointer for the status is allowed; no other thread waits for children
        // while the suite's lock is held.
        let ended = unsafe { libc::waitpid(-1, std::ptr::null_mut(), libc::WNOHANG) };
        if ended < 0 {
            return;
        }
        let left = children();
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "processes were left behind: {left:?}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn children() -> Vec<String> {
    let mut found = Vec::new();
    for thread in fs_err::read_dir("/proc/self/task").unwrap().flatten() {
        let list = fs_err::read_to_string(thread.path().join("children")).unwrap_or_default();
        for child in list.split_whitespace() {
            let line = fs_err::read_to_string(format!("/proc/{child}/status")).unwrap_or_default();
            let name = line.lines().next().unwrap_or("").to_owned();
            found.push(format!("{child} {name}"));
        }
    }
    found
}
