//! What the environment says, in the variables of `huggingface_hub`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// Where the hub is, and where its files go.
#[derive(Clone, PartialEq, Eq)]
pub struct HubSettings {
    /// The hub, or a mirror; without a slash at the end.
    pub endpoint: String,
    /// Who asks.
    pub token: Option<String>,
    /// The cache folder.
    pub cache: PathBuf,
    /// Whether the network is off limits.
    pub offline: bool,
    /// How often a request is tried again.
    pub retries: u32,
    /// The pause before the first retry; each further one is twice as long.
    pub pause: Duration,
}

impl std::fmt::Debug for HubSettings {
    /// All but the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HubSettings")
            .field("endpoint", &self.endpoint)
            .field("token", &self.token.as_ref().map(|_| "…"))
            .field("cache", &self.cache)
            .field("offline", &self.offline)
            .finish_non_exhaustive()
    }
}

impl HubSettings {
    /// From the process's environment.
    pub fn from_env() -> Self {
        Self::from_variables(|name| std::env::var_os(name))
    }

    /// From variables that `read` finds: `HF_ENDPOINT`, `HF_TOKEN` or the file
    /// at `HF_TOKEN_PATH`, `HF_HOME`, `HF_HUB_CACHE`, `HF_HUB_OFFLINE`.
    pub fn from_variables(read: impl Fn(&str) -> Option<OsString>) -> Self {
        let path = |name: &str| read(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let text = |name: &str| read(name)?.into_string().ok().filter(|v| !v.is_empty());
        let is_on = |name: &str| {
            let value = text(name).unwrap_or_default().to_uppercase();
            matches!(value.as_str(), "1" | "ON" | "YES" | "TRUE")
        };
        let home = path("HF_HOME")
            .or_else(|| path("XDG_CACHE_HOME").map(|cache| cache.join("huggingface")))
            .or_else(|| path("HOME").map(|home| home.join(".cache/huggingface")))
            .or_else(|| path("USERPROFILE").map(|home| home.join(".cache/huggingface")))
            .unwrap_or_else(|| PathBuf::from("huggingface"));
        let token_file = path("HF_TOKEN_PATH").unwrap_or_else(|| home.join("token"));
        let stored = || fs_err::read_to_string(token_file).ok();
        let token = text("HF_TOKEN")
            .or_else(|| text("HUGGING_FACE_HUB_TOKEN"))
            .or_else(|| stored().filter(|_| !is_on("HF_HUB_DISABLE_IMPLICIT_TOKEN")));
        let endpoint = text("HF_ENDPOINT").unwrap_or_else(|| "https://huggingface.co".to_owned());
        Self {
            endpoint: endpoint.trim().trim_end_matches('/').to_owned(),
            token: token.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()),
            cache: path("HF_HUB_CACHE")
                .or_else(|| path("HUGGINGFACE_HUB_CACHE"))
                .unwrap_or_else(|| home.join("hub")),
            offline: is_on("HF_HUB_OFFLINE"),
            retries: 3,
            pause: Duration::from_millis(500),
        }
    }
}
