//! What the canary finds, as root and as a plain user.

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Output};

use overthink::check::CodeOutcome;
use overthink::check::code::Level;

use crate::shared::{LIMIT, RUNNER, program, run_by, runner};

#[test]
fn the_sandbox_is_full_and_the_canary_finds_no_hole() {
    let Some(runner) = RUNNER.as_ref() else {
        return;
    };
    assert_eq!(runner.isolation().level, Level::Full);
    assert_eq!(runner.isolation().holes, Vec::<String>::new());
}

#[test]
fn without_a_sandbox_the_level_says_so() {
    let Some(runner) = runner(true) else { return };
    assert_eq!(runner.isolation().level, Level::None);
    // The filter and the limits hold all the same.
    for hole in &runner.isolation().holes {
        let known = ["it can read", "it can see other processes"];
        assert!(known.iter().any(|k| hole.starts_with(k)), "{hole}");
    }
    let outcome = run_by(&runner, "def f(): return 1", &["assert f() == 1"], LIMIT);
    assert_eq!(outcome, CodeOutcome::Passed);
}

/// Judges one answer by the program, as the user `id` in a folder of its own.
fn graded_as(id: u32) -> Output {
    // The program and a Python that the user can reach.
    let folder = tempfile::tempdir_in("/tmp").unwrap();
    fs_err::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
    let copy = folder.path().join("overthink");
    fs_err::copy(program(), &copy).unwrap();
    fs_err::set_permissions(&copy, Permissions::from_mode(0o755)).unwrap();
    let cases =
        r#"{"id": "a", "target": {"asserts": ["assert f() == 1"]}, "answer": "def f(): return 1"}"#;
    fs_err::write(folder.path().join("cases.jsonl"), cases).unwrap();
    Command::new(&copy)
        .args(["grade", "--checker", "code", "--input", "cases.jsonl"])
        .current_dir(folder.path())
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", folder.path())
        .uid(id)
        .gid(id)
        .output()
        .unwrap()
}

#[test]
fn a_plain_user_gets_the_same() {
    let is_root = fs_err::metadata("/proc/self").unwrap().uid() == 0;
    let has_python = ["/usr/bin/python3", "/bin/python3"]
        .iter()
        .any(|p| std::path::Path::new(p).exists());
    if !is_root || !has_python || RUNNER.is_none() {
        return;
    }
    let output = graded_as(65534);
    let said = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    // Some machines give namespaces to root alone; then the reason is named.
    if complaint.contains("--unsafe-no-sandbox") {
        return;
    }
    assert!(said.contains(r#""verdict":"correct""#), "{said}{complaint}");
}
