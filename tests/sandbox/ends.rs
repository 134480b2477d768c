//! However the harness ends, nothing is left.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use crate::shared::{RUNNER, processes_with, program, until};

/// Starts the program on an answer that hangs, with `marker` in its environment
/// and that of its helpers, in a folder of its own.
fn hanging(marker: &str, folder: &std::path::Path) -> Child {
    let case = r#"{"id": "a", "target": {"asserts": ["assert f() == 1"]}, "answer": "import time\ndef f(): time.sleep(100000)"}"#;
    fs_err::write(folder.join("cases.jsonl"), case).unwrap();
    let checker = r#"{"kind": "code", "timeout_s": 600.0}"#;
    Command::new(program())
        .args(["grade", "--checker", checker, "--input", "cases.jsonl"])
        .current_dir(folder)
        .env("OVERTHINK_TEST_MARKER", marker)
        .process_group(0)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The processes of pid namespaces that `ours` has no part in, below the helpers
/// of the harness `id`.
fn inside(helpers: &[u32]) -> Vec<u32> {
    let mut found: Vec<u32> = helpers.to_vec();
    let parents: Vec<(u32, u32)> = fs_err::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| {
            let id: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let stat = fs_err::read_to_string(format!("/proc/{id}/stat")).ok()?;
            // The name, in brackets, may hold anything.
            let (_, rest) = stat.rsplit_once(") ")?;
            Some((id, rest.split(' ').nth(1)?.parse().ok()?))
        })
        .collect();
    loop {
        let more: Vec<u32> = parents
            .iter()
            .filter(|(id, parent)| found.contains(parent) && !found.contains(id))
            .map(|&(id, _)| id)
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

fn exists(id: u32) -> bool {
    let status = fs_err::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // What has ended and was not collected by its parent is no longer there.
    status
        .rsplit_once(") ")
        .is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

/// Waits for a lane in the midst of the answer, ends something by `end`, and sees
/// to it that nothing is left.
fn nothing_is_left(marker: &str, end: impl FnOnce(&mut Child, &[u32])) {
    if RUNNER.is_none() {
        return;
    }
    let n_mounts = || {
        fs_err::read_to_string("/proc/self/mounts")
            .unwrap()
            .lines()
            .count()
    };
    let before = n_mounts();
    let folder = tempfile::tempdir().unwrap();
    let mut harness = hanging(marker, folder.path());
    // Harness, helper, init, server, judge, answer. Those of the canary and of the
    // search for Python do not last.
    let mut all = Vec::new();
    until("an answer at work", || {
        let now = inside(&[harness.id()]);
        let lasts = now.len() >= 6 && now == all;
        all = now;
        std::thread::sleep(std::time::Duration::from_millis(300));
        lasts
    });
    end(&mut harness, &all);
    harness.wait().unwrap();
    until("the end of all processes", || {
        !all.iter().any(|&id| exists(id)) && processes_with(marker).is_empty()
    });
    assert_eq!(n_mounts(), before);
}

#[test]
fn a_killed_harness_leaves_nothing() {
    nothing_is_left("killed-harness", |harness, _| harness.kill().unwrap());
}

#[test]
fn an_interrupted_group_leaves_nothing() {
    nothing_is_left("interrupted-group", |harness, _| {
        signal("-INT", &format!("-{}", harness.id()));
    });
}

#[test]
fn a_killed_helper_leaves_nothing() {
    nothing_is_left("killed-helper", |harness, all| {
        // The harness has one child at a time that is at work: its helper.
        let helper = all.iter().copied().find(|&id| id != harness.id()).unwrap();
        signal("-KILL", &helper.to_string());
        until("the end of the lane", || !exists(*all.last().unwrap()));
        harness.kill().unwrap();
    });
}

#[test]
fn a_harness_killed_at_any_moment_leaves_nothing() {
    if RUNNER.is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for i in 0..12_u64 {
        let marker = format!("killed-at-any-moment-{i}");
        let mut harness = hanging(&marker, folder.path());
        std::thread::sleep(std::time::Duration::from_millis(60 * i));
        harness.kill().unwrap();
        harness.wait().unwrap();
        until("the end of all processes", || {
            processes_with(&marker).is_empty()
        });
    }
}

fn signal(name: &str, to: &str) {
    let ended = Command::new("kill")
        .args([name, "--", to])
        .status()
        .unwrap();
    assert!(ended.success());
}
