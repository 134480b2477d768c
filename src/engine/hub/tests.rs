use std::collections::BTreeMap;
use std::time::Duration;

use super::server::{COMMIT, Content, Server};
use super::*;

/// A repository with the files of the built-in model, and other quantizations.
fn repository() -> Content {
    let model = crate::engine::builtin::find("tiny-instruct").unwrap();
    let mut files = BTreeMap::new();
    for name in [
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
    ] {
        if let Some(bytes) = model.file(name) {
            files.insert(name.to_owned(), bytes.to_vec());
        }
    }
    let graph = model.file("model.onnx").unwrap();
    for name in ["onnx/model.onnx", "onnx/model_q4.onnx"] {
        files.insert(name.to_owned(), graph.to_vec());
    }
    files.insert("README.md".to_owned(), b"# A model".to_vec());
    files.insert("a b.txt".to_owned(), b"text".to_vec());
    files.insert("model.safetensors".to_owned(), vec![0; 100]);
    Content {
        files,
        ..Content::default()
    }
}

fn settings(server: &Server, cache: &Path) -> HubSettings {
    HubSettings {
        endpoint: server.address.clone(),
        token: None,
        cache: cache.to_owned(),
        offline: false,
        retries: 3,
        pause: Duration::ZERO,
    }
}

fn get(server: &Server, cache: &Path, wanted: &Wanted) -> Result<Pulled, HubError> {
    pull(wanted, &settings(server, cache), &mut |_| {})
}

fn plain() -> Wanted {
    Wanted::new("org/model")
}

fn trouble(result: Result<Pulled, HubError>) -> String {
    result.unwrap_err().trouble.to_string()
}

#[test]
fn a_model_is_pulled_into_the_cache_and_can_be_opened() {
    let (server, cache) = (Server::start(repository()), tempfile::tempdir().unwrap());
    let model = get(&server, cache.path(), &plain()).unwrap();
    let repo = cache.path().join("models--org--model");
    assert_eq!(model.folder, repo.join("snapshots").join(COMMIT));
    assert_eq!(model.commit, COMMIT);
    assert_eq!(model.location(), model.folder);
    assert_eq!(
        fs_err::read_to_string(repo.join("refs/main")).unwrap(),
        COMMIT
    );
    for unwanted in ["README.md", "model.safetensors", "onnx/model_q4.onnx"] {
        assert!(!model.folder.join(unwanted).exists(), "{unwanted}");
    }
    let dir = crate::engine::model_dir::ModelDir::open(&model.location(), None).unwrap();
    assert!(dir.n_parameters.unwrap() > 0);
    // All is there: the second time, no content is asked for.
    server.log();
    let mut steps = Vec::new();
    let again = pull(&plain(), &settings(&server, cache.path()), &mut |step| {
        if let Step::Bytes(n) = step {
            steps.push(n);
        }
    });
    assert_eq!(again.unwrap(), model);
    assert!(steps.is_empty(), "{steps:?}");
    assert!(!server.log().iter().any(|line| line.contains("/storage/")));
    // And offline.
    let mut offline = settings(&server, cache.path());
    offline.offline = true;
    let found = pull(&plain(), &offline, &mut |_| {}).unwrap();
    assert_eq!((found.folder, found.graph), (model.folder, model.graph));
    assert_eq!(server.log(), Vec::<String>::new());
}

#[test]
fn other_graphs_revisions_and_files() {
    let (server, cache) = (Server::start(repository()), tempfile::tempdir().unwrap());
    let wanted = Wanted {
        graph: Some("q4".to_owned()),
        revision: "v1/x".to_owned(),
        include: vec!["*.txt".to_owned(), "README*".to_owned()],
        ..plain()
    };
    let model = get(&server, cache.path(), &wanted).unwrap();
    assert_eq!(model.graph, model.folder.join("onnx/model_q4.onnx"));
    assert_eq!(model.location(), model.graph);
    assert_eq!(
        fs_err::read_to_string(model.folder.join("a b.txt")).unwrap(),
        "text"
    );
    assert!(model.files.contains(&"README.md".to_owned()));
    assert!(cache.path().join("models--org--model/refs/v1/x").is_file());
    // The commit itself names a revision, too.
    let wanted = Wanted {
        revision: COMMIT.to_owned(),
        ..plain()
    };
    assert_eq!(get(&server, cache.path(), &wanted).unwrap().commit, COMMIT);
}

#[test]
fn a_folder_of_plain_files_on_request() {
    let (server, cache) = (Server::start(repository()), tempfile::tempdir().unwrap());
    let model = get(&server, cache.path(), &plain()).unwrap();
    let target = cache.path().join("mine");
    let copy = model.copy_to(&target).unwrap();
    assert_eq!(copy.location(), target);
    assert!(!fs_err::symlink_metadata(&copy.graph).unwrap().is_symlink());
    crate::engine::model_dir::ModelDir::open(&target, None).unwrap();
}

#[test]
fn a_repository_that_moved_is_followed() {
    let content = Content {
        renamed: Some("new-org/model".to_owned()),
        ..repository()
    };
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    get(&server, cache.path(), &plain()).unwrap();
}

#[test]
fn tokens() {
    let content = Content {
        token: Some("hf_good".to_owned()),
        refusal: "GatedRepo",
        ..repository()
    };
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    let with = |token: Option<&str>| {
        let mut settings = settings(&server, cache.path());
        settings.token = token.map(str::to_owned);
        pull(&plain(), &settings, &mut |_| {})
    };
    insta::assert_snapshot!(trouble(with(None)), @"access is restricted: accept the terms on the repository's page, then give a token: set HF_TOKEN, or write it to a file with `hf auth login` (tokens are made at huggingface.co/settings/tokens)");
    server.log();
    assert!(with(Some("hf_good")).is_ok());
    // The storage is another host: it is not told the token.
    let log = server.log();
    assert!(log.iter().any(|line| line.contains("/storage/")));
    assert!(
        !log.iter().any(|line| line.contains("with a token")),
        "{log:?}"
    );
    server.change(|content| content.refusal = "RepoNotFound");
    insta::assert_snapshot!(trouble(with(None)), @"there is no such repository, or it is private; check the name, or give a token: set HF_TOKEN, or write it to a file with `hf auth login` (tokens are made at huggingface.co/settings/tokens)");
    server.change(|content| content.refusal = "");
    insta::assert_snapshot!(trouble(with(Some("hf_old"))), @"the token is refused; give another: set HF_TOKEN, or write it to a file with `hf auth login` (tokens are made at huggingface.co/settings/tokens)");
    assert!(
        !format!(
            "{:?}",
            HubSettings {
                token: Some("hf_secret".to_owned()),
                ..settings(&server, cache.path())
            }
        )
        .contains("hf_secret")
    );
}

#[test]
fn what_is_not_there_is_said() {
    let (server, cache) = (Server::start(repository()), tempfile::tempdir().unwrap());
    let with = |change: fn(&mut Wanted)| {
        let mut wanted = plain();
        change(&mut wanted);
        trouble(get(&server, cache.path(), &wanted))
    };
    insta::assert_snapshot!(with(|w| w.repo = "org/none".to_owned()), @"there is no such repository, or it is private; check the name, or give a token: set HF_TOKEN, or write it to a file with `hf auth login` (tokens are made at huggingface.co/settings/tokens)");
    insta::assert_snapshot!(with(|w| w.revision = "v9".to_owned()), @"the repository has no such revision; its branches are listed on its page");
    insta::assert_snapshot!(with(|w| w.graph = Some("q8".to_owned())), @"there is no graph `q8`; choose one with --graph: `onnx/model.onnx`, `onnx/model_q4.onnx`");
    insta::assert_snapshot!(with(|w| w.include = vec!["*.gguf".to_owned()]), @"--include `*.gguf` matches no file");
    for bad in [
        "",
        "a/b/c",
        "../x",
        "a/..",
        "https://huggingface.co/a/b",
        "a b",
        "-a",
    ] {
        let mut wanted = plain();
        wanted.repo = bad.to_owned();
        let reason = trouble(get(&server, cache.path(), &wanted));
        assert_eq!(
            reason,
            format!("`{bad}` is no name of a repository; write ORG/NAME")
        );
    }
    for bad in ["", "../main", "a//b", "a b", "/main"] {
        let mut wanted = plain();
        wanted.revision = bad.to_owned();
        let reason = trouble(get(&server, cache.path(), &wanted));
        assert_eq!(reason, format!("`{bad}` is no branch, tag or commit"));
    }
    server.change(|content| content.files.retain(|name, _| !name.contains(".onnx")));
    insta::assert_snapshot!(with(|_| {}), @"there is no ONNX graph in it, only `README.md`, `a b.txt`, `config.json`, `generation_config.json`, `model.safetensors`, `tokenizer.json`, `tokenizer_config.json`; export the model with `optimum-cli export onnx --task text-generation-with-past --model ORG/NAME FOLDER` and name that folder, or look for the same model under `onnx-community`");
}

#[test]
fn a_hub_that_is_not_there() {
    let cache = tempfile::tempdir().unwrap();
    let mut settings = settings(&Server::start(repository()), cache.path());
    // Bound and dropped: nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    settings.endpoint = format!("http://127.0.0.1:{port}");
    let error = pull(&plain(), &settings, &mut |_| {}).unwrap_err();
    let text = error.to_string().replace(&port.to_string(), "PORT");
    assert!(
        text.starts_with(
            "cannot get `org/model` at `main` from http://127.0.0.1:PORT: it cannot be reached ("
        ),
        "{text}"
    );
    assert!(text.ends_with("; check the network, a proxy (HTTPS_PROXY) or a mirror (HF_ENDPOINT); --offline takes what is in the cache"), "{text}");
    settings.offline = true;
    let text = pull(&plain(), &settings, &mut |_| {})
        .unwrap_err()
        .trouble
        .to_string();
    let text = text.replace(&cache.path().display().to_string(), "CACHE");
    insta::assert_snapshot!(text, @"offline, and it is not in the cache: `CACHE/models--org--model` has no snapshot of it; get it once with a network, or copy that folder from a machine that has it");
}

/// A mirror is foreign: what it calls things never leads out of the cache.
#[test]
fn names_and_versions_of_a_server_stay_inside() {
    for version in ["../../x", "/etc/passwd", "a/b", "..", "x.y", ":"] {
        let content = Content {
            version: Some(version.to_owned()),
            ..repository()
        };
        let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
        get(&server, cache.path(), &plain()).unwrap();
        let blobs = fs_err::read_dir(cache.path().join("models--org--model/blobs")).unwrap();
        let names: Vec<_> = blobs.map(|b| b.unwrap().file_name()).collect();
        let good = |name: &&std::ffi::OsString| name.to_str().unwrap().starts_with("v-");
        assert_eq!(names.iter().filter(good).count(), 5, "{version}: {names:?}");
        let outside: Vec<_> = fs_err::read_dir(cache.path()).unwrap().collect();
        assert_eq!(outside.len(), 2, "{version}: {outside:?}");
    }
    let content = Content {
        version: Some(String::new()),
        ..repository()
    };
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    let reason = trouble(get(&server, cache.path(), &plain()));
    assert!(reason.ends_with("has no version"), "{reason}");
    let mut content = repository();
    for name in [
        "../tokenizer_evil.json",
        "/tokenizer_evil.json",
        "a/../../tokenizer_evil.json",
        "..\\tokenizer_evil.json",
    ] {
        content.files.insert(name.to_owned(), b"{}".to_vec());
    }
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    let wanted = Wanted {
        include: vec!["*".to_owned()],
        ..plain()
    };
    let model = get(&server, cache.path(), &wanted).unwrap();
    assert!(!model.files.iter().any(|name| name.contains("evil")));
}

#[test]
fn a_full_disk_says_how_much_is_needed() {
    let full = || std::io::ErrorKind::StorageFull.into();
    let trouble = download::disk(full(), "model.onnx", 5_000_000_000, Path::new("blobs/x"));
    insta::assert_snapshot!(trouble.to_string(), @"the disk is full: `model.onnx` needs 5000000000 bytes in `blobs`; what came is kept, so make room (or set HF_HUB_CACHE to another disk) and try again");
}

#[test]
fn the_environment_says_where_things_are() {
    let read = |variables: &[(&str, &str)]| {
        let variables: BTreeMap<String, String> = variables
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        HubSettings::from_variables(|name| variables.get(name).map(std::ffi::OsString::from))
    };
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("token"), "hf_file\n").unwrap();
    let home = folder.path().to_str().unwrap();
    let settings = read(&[("HOME", "/home/x")]);
    assert_eq!(settings.endpoint, "https://huggingface.co");
    assert_eq!(settings.cache, Path::new("/home/x/.cache/huggingface/hub"));
    assert_eq!((settings.token, settings.offline), (None, false));
    let settings = read(&[
        ("HF_HOME", home),
        ("HF_ENDPOINT", "http://mirror/"),
        ("HF_HUB_OFFLINE", "1"),
    ]);
    assert_eq!(settings.endpoint, "http://mirror");
    assert_eq!(settings.cache, folder.path().join("hub"));
    assert_eq!(
        (settings.token.as_deref(), settings.offline),
        (Some("hf_file"), true)
    );
    let settings = read(&[
        ("HF_HOME", home),
        ("HF_TOKEN", " hf_own "),
        ("HF_HUB_CACHE", "/data"),
    ]);
    assert_eq!(
        (settings.token.as_deref(), settings.cache.to_str()),
        (Some("hf_own"), Some("/data"))
    );
    let settings = read(&[("HF_HOME", home), ("HF_HUB_DISABLE_IMPLICIT_TOKEN", "true")]);
    assert_eq!(settings.token, None);
}

mod broken_off;

mod choice;
