//! Pulls that break off, are killed, or bring the wrong bytes.

use super::*;

#[test]
fn what_breaks_off_goes_on_where_it_stopped() {
    let content = Content {
        breaks: (1000, 2),
        ..repository()
    };
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    get(&server, cache.path(), &plain()).unwrap();
    let log = server.log();
    let asked: Vec<&str> = log
        .iter()
        .filter_map(|line| line.strip_prefix("GET /storage/onnx/model.onnx"))
        .collect();
    assert_eq!(asked, ["", " @1000", " @2000"]);
}

#[test]
fn a_killed_pull_goes_on_the_next_time() {
    let content = Content {
        breaks: (1000, 1),
        ..repository()
    };
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    let mut impatient = settings(&server, cache.path());
    impatient.retries = 0;
    let reason = trouble(pull(&plain(), &impatient, &mut |_| {}));
    assert!(reason.contains("`onnx/model.onnx` broke off"), "{reason}");
    let mut had = 0;
    let again = pull(&plain(), &impatient, &mut |step| {
        if let Step::File {
            name: "onnx/model.onnx",
            have,
            ..
        } = step
        {
            had = have;
        }
    });
    assert_eq!((again.is_ok(), had), (true, 1000));
}

#[test]
fn servers_without_ranges_start_again() {
    for spoil in [
        |c: &mut Content| c.no_ranges = true,
        |c: &mut Content| c.ignores_ranges = true,
    ] {
        let mut content = repository();
        content.breaks = (1000, 1);
        spoil(&mut content);
        let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
        let model = get(&server, cache.path(), &plain()).unwrap();
        crate::engine::model_dir::ModelDir::open(&model.folder, None).unwrap();
    }
}

#[test]
fn a_wrong_beginning_is_thrown_away() {
    let (server, cache) = (Server::start(repository()), tempfile::tempdir().unwrap());
    let graph = repository().files["onnx/model.onnx"].clone();
    let blobs = cache.path().join("models--org--model/blobs");
    fs_err::create_dir_all(&blobs).unwrap();
    let partial = blobs.join(format!("{}.incomplete", crate::text::sha256_hex(&graph)));
    for begun in [500, graph.len(), graph.len() + 5] {
        fs_err::write(&partial, vec![7; begun]).unwrap();
        let model = get(&server, cache.path(), &plain()).unwrap();
        assert_eq!(fs_err::read(&model.graph).unwrap(), graph, "{begun}");
        assert!(!partial.exists());
        fs_err::remove_file(blobs.join(crate::text::sha256_hex(&graph))).unwrap();
    }
}

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let content = Content {
        unavailable: 3,
        ..repository()
    };
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    get(&server, cache.path(), &plain()).unwrap();
    server.change(|content| content.unavailable = 4);
    let reason = trouble(get(&server, cache.path(), &plain()));
    insta::assert_snapshot!(reason, @"it answers 503 to `/api/models/org/model/revision/main?blobs=true`: about Busy");
}

#[test]
fn wrong_content_is_refused_and_removed() {
    let content = Content {
        lies: true,
        ..repository()
    };
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    let reason = trouble(get(&server, cache.path(), &plain()));
    assert!(
        reason.starts_with("`onnx/model.onnx` does not have the content that it should (SHA-256 "),
        "{reason}"
    );
    assert!(
        reason.ends_with(&format!(
            "expected {}); it was removed; try again",
            "0".repeat(64)
        )),
        "{reason}"
    );
    let blobs = cache.path().join("models--org--model/blobs");
    assert!(!blobs.join("0".repeat(64)).exists());
    assert!(
        !blobs
            .join(format!("{}.incomplete", "0".repeat(64)))
            .exists()
    );
}
