//! A hub on this machine: the routes of huggingface.co that a client needs,
//! and what goes wrong with them.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use sha2::{Digest as _, Sha256};

/// The commit of the only revision.
pub(crate) const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// What the server has and how it misbehaves.
#[derive(Debug, Default, Clone)]
pub(crate) struct Content {
    /// Name → content; graphs and their weights (`.onnx`, `_data`) are large files.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Who may read.
    pub(crate) token: Option<String>,
    /// The code of a refusal for everybody else.
    pub(crate) refusal: &'static str,
    /// Breaks off the content of large files after so many bytes, so many times.
    pub(crate) breaks: (usize, usize),
    /// Answers so many requests with 503 first.
    pub(crate) unavailable: usize,
    /// Refuses to go on: 416 for every range.
    pub(crate) no_ranges: bool,
    /// Ignores ranges: everything from the beginning.
    pub(crate) ignores_ranges: bool,
    /// Says another hash than the content's.
    pub(crate) lies: bool,
    /// Replaces the version of every file by this and a number.
    pub(crate) version: Option<String>,
    /// The name under which the repository is now.
    pub(crate) renamed: Option<String>,
    /// Where large files are; another host than the hub's, as far as clients see.
    pub(crate) storage: String,
}

/// A running server; it ends with the process.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) address: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    content: Content,
    log: Vec<String>,
}

struct Asked {
    method: String,
    path: String,
    range: Option<usize>,
    token: Option<String>,
}

impl Server {
    pub(crate) fn start(mut content: Content) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        content.storage = format!("http://localhost:{port}/storage");
        let server = Self {
            address: format!("http://{}", listener.local_addr().unwrap()),
            state: Arc::new(Mutex::new(State {
                content,
                log: Vec::new(),
            })),
        };
        let state = Arc::clone(&server.state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                std::thread::spawn(move || serve(&stream, &state));
            }
        });
        server
    }

    /// Changes what the server has.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Content)) {
        change(&mut self.state.lock().unwrap().content);
    }

    /// What was asked for since the last call: `GET /path` or `GET /path @start`.
    pub(crate) fn log(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().log)
    }
}

/// Answers one request and hangs up.
fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let Some(asked) = read(stream) else { return };
    let mut state = state.lock().unwrap();
    let start = asked.range.map_or_else(String::new, |n| format!(" @{n}"));
    let leaks = asked.token.is_some() && asked.path.starts_with("/storage/");
    let start = if leaks {
        start + " with a token"
    } else {
        start
    };
    state
        .log
        .push(format!("{} {}{start}", asked.method, asked.path));
    let (head, body) = answer(&asked, &mut state.content);
    drop(state);
    let mut stream = stream;
    // The client may have had enough.
    let _ = stream.write_all(head.as_bytes());
    if asked.method != "HEAD" {
        let _ = stream.write_all(&body);
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let mut words = first.split(' ');
    let mut asked = Asked {
        method: words.next()?.to_owned(),
        path: words.next()?.to_owned(),
        range: None,
        token: None,
    };
    for line in lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
    {
        let (name, value) = line.split_once(':')?;
        match name.to_ascii_lowercase().as_str() {
            "range" => {
                let start = value.trim().strip_prefix("bytes=")?.strip_suffix('-')?;
                asked.range = start.parse().ok();
            }
            "authorization" => {
                asked.token = value.trim().strip_prefix("Bearer ").map(str::to_owned);
            }
            _ => {}
        }
    }
    Some(asked)
}

fn response(status: &str, headers: &[String], body: Vec<u8>) -> (String, Vec<u8>) {
    let mut head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
    if !headers.iter().any(|h| h.starts_with("content-length")) {
        head += &format!("content-length: {}\r\n", body.len());
    }
    for header in headers {
        head += &format!("{header}\r\n");
    }
    (head + "\r\n", body)
}

fn refuse(status: &str, code: &str) -> (String, Vec<u8>) {
    let headers = [
        format!("x-error-code: {code}"),
        format!("x-error-message: about {code}"),
    ];
    response(status, &headers, b"<html>no</html>".to_vec())
}

fn answer(asked: &Asked, content: &mut Content) -> (String, Vec<u8>) {
    if content.unavailable > 0 {
        content.unavailable -= 1;
        return refuse("503 Service Unavailable", "Busy");
    }
    if let Some(name) = asked.path.strip_prefix("/storage/") {
        let name = name.to_owned();
        return stored(asked, content, &name);
    }
    if content.token.is_some() && asked.token != content.token {
        return match content.refusal {
            "GatedRepo" => refuse("403 Forbidden", "GatedRepo"),
            code => refuse("401 Unauthorized", code),
        };
    }
    let renamed = content
        .renamed
        .clone()
        .unwrap_or_else(|| "org/model".to_owned());
    if let Some(rest) = asked.path.strip_prefix("/api/models/org/model/revision/") {
        return match rest.split('?').next() {
            Some("main" | "v1%2Fx" | COMMIT) => listing(content),
            _ => refuse("404 Not Found", "RevisionNotFound"),
        };
    }
    let resolve = format!("/{renamed}/resolve/{COMMIT}/");
    if let Some(name) = asked.path.strip_prefix(&resolve) {
        let name = name.replace("%20", " ");
        return file(asked, content, &name);
    }
    if let Some(name) = asked
        .path
        .strip_prefix(&format!("/org/model/resolve/{COMMIT}/"))
    {
        let to = [format!("location: {resolve}{name}")];
        return response("307 Temporary Redirect", &to, Vec::new());
    }
    refuse("404 Not Found", "RepoNotFound")
}

fn is_large(name: &str) -> bool {
    name.contains(".onnx") || name.contains("_data")
}

fn hash(content: &Content, body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let hex = digest
        .iter()
        .fold(String::new(), |h, b| h + &format!("{b:02x}"));
    if content.lies { "0".repeat(64) } else { hex }
}

fn listing(content: &Content) -> (String, Vec<u8>) {
    let files: Vec<serde_json::Value> = content
        .files
        .iter()
        .map(|(name, body)| {
            let mut file = serde_json::json!({"rfilename": name, "size": body.len()});
            if is_large(name) {
                file["lfs"] =
                    serde_json::json!({"sha256": hash(content, body), "size": body.len()});
            }
            file
        })
        .collect();
    let json = serde_json::json!({"id": "org/model", "sha": COMMIT, "siblings": files});
    response("200 OK", &[], json.to_string().into_bytes())
}

/// The hub's own answer: small files as they are, large ones from the storage.
fn file(asked: &Asked, content: &mut Content, name: &str) -> (String, Vec<u8>) {
    let Some(body) = content.files.get(name).cloned() else {
        return refuse("404 Not Found", "EntryNotFound");
    };
    let odd = |version: &String| match version.as_str() {
        "" => String::new(),
        version => format!("{version}{}", name.len()),
    };
    let version = content.version.as_ref().map(odd);
    let mut headers = vec![format!("x-repo-commit: {COMMIT}")];
    if is_large(name) {
        let tag = version.unwrap_or_else(|| hash(content, &body));
        headers.push(format!("x-linked-etag: \"{tag}\""));
        headers.push(format!("x-linked-size: {}", body.len()));
        headers.push("etag: \"storage-1\"".to_owned());
        headers.push(format!("location: {}/{name}", content.storage));
        return response("302 Found", &headers, b"Found".to_vec());
    }
    let tag = version.unwrap_or_else(|| hash(content, &body).chars().take(40).collect());
    headers.push(format!("etag: W/\"{tag}\""));
    if asked.method == "HEAD" {
        headers.push(format!("content-length: {}", body.len()));
    }
    response("200 OK", &headers, body)
}

/// The storage of large files, with ranges.
fn stored(asked: &Asked, content: &mut Content, name: &str) -> (String, Vec<u8>) {
    let Some(body) = content.files.get(name).cloned() else {
        return refuse("404 Not Found", "NoSuchKey");
    };
    let start = asked.range.unwrap_or(0);
    if asked.range.is_some() && (content.no_ranges || start >= body.len()) {
        return refuse("416 Range Not Satisfiable", "InvalidRange");
    }
    let start = if content.ignores_ranges { 0 } else { start };
    let mut rest = body[start..].to_vec();
    let mut headers = vec![format!("content-length: {}", rest.len())];
    let status = if asked.range.is_some() && !content.ignores_ranges {
        headers.push(format!(
            "content-range: bytes {start}-{}/{}",
            body.len() - 1,
            body.len()
        ));
        "206 Partial Content"
    } else {
        "200 OK"
    };
    let (after, times) = content.breaks;
    if times > 0 && asked.method == "GET" {
        content.breaks.1 -= 1;
        rest.truncate(after);
    }
    response(status, &headers, rest)
}
