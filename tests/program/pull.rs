//! `overthink model pull`, from a hub on this machine.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{ended, overthink};
use crate::hub_server::{COMMIT, Content, Server};

fn repository() -> Content {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/tiny-instruct");
    let mut files = BTreeMap::new();
    for name in [
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "model.onnx",
    ] {
        if let Ok(bytes) = fs_err::read(folder.join(name)) {
            files.insert(name.to_owned(), bytes);
        }
    }
    Content {
        files,
        ..Content::default()
    }
}

#[test]
fn a_model_comes_from_the_hub_and_says_how_to_run_it() {
    let (server, folder) = (Server::start(repository()), tempfile::tempdir().unwrap());
    let pull = |more: &[&str]| {
        let args = [&["model", "pull"], more].concat();
        let mut command = overthink(folder.path(), &args);
        command
            .env_clear()
            .env("HF_HOME", "hf")
            .env("HF_ENDPOINT", &server.address);
        ended(&command.output().unwrap())
    };
    let snapshot = format!("hf/hub/models--org--model/snapshots/{COMMIT}");
    let (code, out, err) = pull(&["org/model"]);
    assert_eq!((code, out), (0, format!("{snapshot}\n")), "{err}");
    assert!(
        err.ends_with(&format!(
            "run it:\n  overthink run arithmetic --model 'model={snapshot}'\n"
        )),
        "{err}"
    );
    // Without the network, and as a folder of plain files.
    let (code, out, err) = pull(&["org/model", "--offline", "--to", "mine"]);
    assert_eq!((code, out.as_str()), (0, "mine\n"), "{err}");
    let graph = fs_err::symlink_metadata(folder.path().join("mine/model.onnx")).unwrap();
    assert!(graph.is_file());
    let (code, out, err) = pull(&["org/model", "--graph", "q4"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("there is no graph `q4`; choose one with --graph: `model.onnx`"),
        "{err}"
    );
}
