//! The hub's routes, and what its answers mean.

use std::time::Duration;

use serde::Deserialize;
use ureq::config::RedirectAuthHeaders;
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::{Agent, Body};

use super::HubSettings;
use super::cache::{is_commit, is_inside, is_version};
use super::error::Trouble;

/// Bytes of the longest listing that is read.
const MAX_LISTING: u64 = 32 << 20;

/// The hub, or a mirror of it.
#[derive(Debug)]
pub(super) struct Remote {
    pub(super) settings: HubSettings,
    /// Goes where answers lead.
    following: Agent,
    /// Stays: the hub's own answer has what its storage's has not.
    staying: Agent,
}

/// The files of a revision.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) commit: String,
    pub(super) files: Vec<Listed>,
}

/// A file as the listing has it.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) size: Option<u64>,
    /// SHA-256 (hex) of large files.
    pub(super) sha256: Option<String>,
}

/// A file as its own address has it.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) name: String,
    pub(super) size: Option<u64>,
}

/// An attempt that failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// It may do better the next time.
    Passing(Trouble),
    /// It will not.
    Lasting(Trouble),
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Lasting(trouble)
    }
}

impl Remote {
    pub(super) fn new(settings: &HubSettings) -> Result<Self, Trouble> {
        let uri = settings.endpoint.parse::<ureq::http::Uri>();
        let host = uri.ok().and_then(|uri| Some(uri.host()?.to_owned()));
        let Some(host) = host else {
            let reason = format!("`{}` is no address", settings.endpoint);
            return Err(Trouble::Unreachable { reason });
        };
        let config = || {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .user_agent(concat!("overthink/", env!("CARGO_PKG_VERSION")))
                .accept_encoding("identity")
                .redirect_auth_headers(RedirectAuthHeaders::SameHost)
                .timeout_resolve(Some(Duration::from_secs(10)))
                .timeout_connect(Some(Duration::from_secs(10)))
                .timeout_recv_response(Some(Duration::from_secs(30)))
                .timeout_per_read(Some(Duration::from_mins(1)));
            // A mirror on this machine is not behind a proxy.
            match host.as_str() {
                "localhost" | "127.0.0.1" | "[::1]" => config.proxy(None),
                _ => config,
            }
        };
        Ok(Self {
            settings: settings.clone(),
            following: config().build().new_agent(),
            staying: config().max_redirects(0).build().new_agent(),
        })
    }

    /// The files of a revision, from `/api/models/ORG/NAME/revision/REVISION`.
    pub(super) fn listing(&self, repo: &str, revision: &str) -> Result<Listing, Trouble> {
        let revision = escape(revision, false);
        let path = format!("/api/models/{repo}/revision/{revision}?blobs=true");
        self.again(|| {
            let mut response = self.ask(&self.following, "GET", &path, None)?;
            self.check(&response, &path, Trouble::NoRepo)?;
            let body = response.body_mut().with_config().limit(MAX_LISTING);
            let text = body.read_to_vec().map_err(|e| passing(&e))?;
            Ok(listing(&text)?)
        })
    }

    /// The version and size of a file, without its content.
    pub(super) fn version(&self, repo: &str, commit: &str, name: &str) -> Result<Version, Trouble> {
        let mut path = file_path(repo, commit, name);
        self.again(|| {
            // A repository that was renamed leads elsewhere on the same host.
            for _ in 0..5 {
                let response = self.ask(&self.staying, "HEAD", &path, None)?;
                let headers = response.headers();
                let moved = response.status().is_redirection()
                    && text_of(headers, "x-linked-etag").is_none();
                match text_of(headers, "location").filter(|to| to.starts_with('/')) {
                    Some(to) if moved && !to.starts_with("//") => to.clone_into(&mut path),
                    _ => {
                        self.check(&response, &path, Trouble::NoFile(name.to_owned()))?;
                        return Ok(version(headers, name, response.status())?);
                    }
                }
            }
            Err(bad_answer(format!("`{path}` leads in a circle")).into())
        })
    }

    /// The content of a file from byte `start` on.
    pub(super) fn content(
        &self,
        repo: &str,
        commit: &str,
        name: &str,
        start: u64,
    ) -> Result<Response<Body>, Failure> {
        let path = file_path(repo, commit, name);
        let range = (start > 0).then(|| format!("bytes={start}-"));
        let response = self.ask(&self.following, "GET", &path, range.as_deref())?;
        if response.status() != StatusCode::RANGE_NOT_SATISFIABLE {
            self.check(&response, &path, Trouble::NoFile(name.to_owned()))?;
        }
        Ok(response)
    }

    fn ask(
        &self,
        agent: &Agent,
        method: &str,
        path: &str,
        range: Option<&str>,
    ) -> Result<Response<Body>, Failure> {
        let address = format!("{}{path}", self.settings.endpoint);
        let mut request = if method == "HEAD" {
            agent.head(&address)
        } else {
            agent.get(&address)
        };
        if let Some(token) = &self.settings.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(range) = range {
            request = request.header("range", range);
        }
        request.call().map_err(|e| passing(&e))
    }

    /// Turns an error of the hub into ours; `missing` is what 404 means.
    fn check(
        &self,
        response: &Response<Body>,
        path: &str,
        missing: Trouble,
    ) -> Result<(), Failure> {
        let status = response.status();
        if status.is_success() || status.is_redirection() {
            return Ok(());
        }
        let code = text_of(response.headers(), "x-error-code").unwrap_or("");
        let trouble = match (status.as_u16(), code) {
            (401 | 403, "GatedRepo") => Trouble::Gated,
            (401 | 404, "RepoNotFound") => Trouble::NoRepo,
            (404, "RevisionNotFound") => Trouble::NoRevision,
            (401, _) if self.settings.token.is_some() => Trouble::BadToken,
            (401, _) => Trouble::NoRepo,
            (404, _) => missing,
            (number, _) => {
                let said = text_of(response.headers(), "x-error-message").unwrap_or("");
                let said: String = crate::text::for_terminal(said).chars().take(200).collect();
                let trouble = Trouble::Status {
                    status: number,
                    path: path.to_owned(),
                    said: if said.is_empty() {
                        said
                    } else {
                        format!(": {said}")
                    },
                };
                if number == 429 || number >= 500 {
                    return Err(Failure::Passing(trouble));
                }
                trouble
            }
        };
        Err(trouble.into())
    }

    /// Tries until it succeeds, fails for good, or has been tried enough.
    pub(super) fn again<T>(
        &self,
        mut attempt: impl FnMut() -> Result<T, Failure>,
    ) -> Result<T, Trouble> {
        let mut tried = 0;
        loop {
            match attempt() {
                Ok(value) => return Ok(value),
                Err(Failure::Lasting(trouble)) => return Err(trouble),
                Err(Failure::Passing(trouble)) if tried >= self.settings.retries => {
                    return Err(trouble);
                }
                Err(Failure::Passing(_)) => {
                    std::thread::sleep(self.settings.pause * 2_u32.pow(tried.min(6)));
                    tried += 1;
                }
            }
        }
    }
}

fn passing(error: &ureq::Error) -> Failure {
    Failure::Passing(Trouble::Unreachable {
        reason: crate::text::for_terminal(&error.to_string()),
    })
}

fn bad_answer(reason: String) -> Trouble {
    Trouble::BadAnswer(reason)
}

fn text_of<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// `/ORG/NAME/resolve/COMMIT/FILE`.
fn file_path(repo: &str, commit: &str, name: &str) -> String {
    format!("/{repo}/resolve/{commit}/{}", escape(name, true))
}

/// `text` for an address; slashes stay where they part a file's name.
fn escape(text: &str, slashes: bool) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'/' if slashes => out.push('/'),
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[derive(Deserialize)]
struct RawListing {
    sha: String,
    siblings: Vec<RawFile>,
}

#[derive(Deserialize)]
struct RawFile {
    rfilename: String,
    size: Option<u64>,
    lfs: Option<RawLarge>,
}

#[derive(Deserialize)]
struct RawLarge {
    sha256: Option<String>,
    size: Option<u64>,
}

fn listing(text: &[u8]) -> Result<Listing, Trouble> {
    let raw: RawListing =
        serde_json::from_slice(text).map_err(|e| bad_answer(format!("the list of files: {e}")))?;
    if !is_commit(&raw.sha) {
        return Err(bad_answer("the list of files has no commit".to_owned()));
    }
    let files = raw
        .siblings
        .into_iter()
        // A name that leads out of the folder is not one of the model's files.
        .filter(|file| is_inside(&file.rfilename))
        .map(|file| {
            let (sha256, size) = file.lfs.map_or((None, None), |l| (l.sha256, l.size));
            Listed {
                name: file.rfilename,
                size: size.or(file.size),
                sha256: sha256.filter(|hash| is_sha256(hash)),
            }
        })
        .collect();
    Ok(Listing {
        commit: raw.sha,
        files,
    })
}

/// 64 hexadecimal digits, as the version of a large file is its SHA-256.
pub(super) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit())
}

fn version(headers: &HeaderMap, name: &str, status: StatusCode) -> Result<Version, Trouble> {
    let tag = text_of(headers, "x-linked-etag").or_else(|| text_of(headers, "etag"));
    let tag = tag.unwrap_or("").trim_start_matches("W/").trim_matches('"');
    if tag.is_empty() {
        return Err(bad_answer(format!("`{name}` has no version")));
    }
    // The version becomes a file's name: no mirror may make a path of it.
    let tag = if is_version(tag) {
        tag.to_owned()
    } else {
        format!("v-{}", crate::text::sha256_hex(tag.as_bytes()))
    };
    // Where the answer leads elsewhere, its length is that of the answer.
    let own_length = text_of(headers, "content-length").filter(|_| status.is_success());
    let size = text_of(headers, "x-linked-size").or(own_length);
    Ok(Version {
        name: tag,
        size: size.and_then(|size| size.parse().ok()),
    })
}
