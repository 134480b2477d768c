//! Programs that attack whoever judges them, judged by the program itself.
//!
//! `programs.rs` says what a program may ask for, `world.rs` what is watched meanwhile.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
#![expect(
    clippy::print_stdout,
    reason = "it tells what was skipped, and how long it took"
)]

mod grade;
mod naive;
mod programs;
mod world;

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use grade::{How, Said, complaints, grade};
use programs::{Case, Program};
use world::{World, adopt_orphans, assert_no_children};

/// Judged first: whoever withstands these may meet the dangerous ones.
const HARMLESS: [&str; 8] = [
    "files/absolute",
    "files/top",
    "files/proc_others",
    "files/write_everywhere",
    "network/tcp",
    "network/tcp_ctypes",
    "processes/fork",
    "processes/identity",
];
/// Fewest programs.
const N_PROGRAMS: usize = 200;
/// A user without any rights.
const NOBODY: u32 = 65_534;

/// One test at a time: what is left behind must be somebody's.
fn lock() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    let held = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    adopt_orphans();
    held
}

/// The cases of programs, each with what is to come right after it.
fn blocks(programs: &[Program], world: &World) -> Vec<Vec<Case>> {
    let cases = |program: &Program| program.cases(&world.secrets, &|text| world.fill(text));
    let mut blocks = Vec::new();
    for program in programs {
        let then = program.get("then").map(|name| {
            let then = programs::all().into_iter().find(|p| p.name == name);
            cases(&then.unwrap_or_else(|| panic!("{}: there is no {name}", program.name))).remove(0)
        });
        for case in cases(program) {
            let then = then.clone().map(|then| Case {
                id: format!("{} after {}", then.id, case.id),
                ..then
            });
            blocks.push([case].into_iter().chain(then).collect());
        }
    }
    blocks
}

/// Whether this machine gives namespaces to a user.
fn has_namespaces(user: Option<u32>) -> bool {
    use std::os::unix::process::CommandExt as _;
    let mut command = Command::new("unshare");
    command.args([
        "--user",
        "--map-root-user",
        "--mount",
        "--pid",
        "--fork",
        "true",
    ]);
    if let Some(user) = user {
        command.uid(user).gid(user);
    }
    command.output().is_ok_and(|output| output.status.success())
}

/// Judges the harmless ones; false where code is refused because there are no namespaces.
fn is_withstood(how: How) -> bool {
    let world = World::new();
    let mut programs = programs::all();
    programs.retain(|p| HARMLESS.contains(&p.name.as_str()));
    assert_eq!(programs.len(), HARMLESS.len());
    let cases: Vec<Case> = blocks(&programs, &world).concat();
    match grade(&world, &cases, how) {
        Ok(said) => {
            let complaints = complaints(&world, &cases, &said);
            assert!(complaints.is_empty(), "{}", complaints.join("\n"));
            world.assert_untouched();
            true
        }
        Err(told) => {
            assert!(!has_namespaces(how.user), "refused without need: {told}");
            assert!(told.contains("--unsafe-no-sandbox"), "no remedy: {told}");
            println!("skipped: this machine gives no namespaces, and code is refused: {told}");
            false
        }
    }
}

/// The folder of the standard library of the interpreter that answers run in.
fn library() -> PathBuf {
    let code = "import os; print(os.path.dirname(os.__file__))";
    let output = Command::new("python3").args(["-c", code]).output().unwrap();
    PathBuf::from(String::from_utf8(output.stdout).unwrap().trim())
}

/// Judges cases and holds everything against what must be.
fn withstands(world: &World, cases: &[Case], how: How) -> Vec<Said> {
    let began = Instant::now();
    let said = grade(world, cases, how).unwrap();
    assert_no_children();
    println!(
        "{} cases in {:.1} s, {} of them until their time was over",
        cases.len(),
        began.elapsed().as_secs_f64(),
        said.iter()
            .filter(|s| s.reason.starts_with("timeout"))
            .count()
    );
    let complaints = complaints(world, cases, &said);
    assert!(
        complaints.is_empty(),
        "{} complaints:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
    world.assert_untouched();
    world.assert_no_mark_below(&library());
    said
}

#[test]
fn there_are_enough_programs_and_all_say_what_they_do() {
    let programs = programs::all();
    assert!(programs.len() >= N_PROGRAMS, "{}", programs.len());
    let world = World::new();
    for program in &programs {
        let about = program.get("attacks").or(program.get("shows"));
        assert!(about.is_some(), "{}", program.name);
        assert!(
            !program
                .cases(&world.secrets, &|text| world.fill(text))
                .is_empty()
        );
    }
}

#[test]
fn all_programs_are_judged_as_expected() {
    let _one = lock();
    if !is_withstood(How::default()) {
        return;
    }
    let world = World::new();
    let cases = blocks(&programs::chosen(), &world).concat();
    withstands(&world, &cases, How::default());
}

#[test]
fn the_order_of_programs_changes_nothing() {
    let _one = lock();
    let how = How {
        alone: true,
        ..How::default()
    };
    if !is_withstood(how) {
        return;
    }
    let world = World::new();
    let mut blocks = blocks(&programs::chosen(), &world);
    blocks.retain(|block| !block.iter().any(Case::is_slow));
    // Each program with one of its tasks.
    blocks.dedup_by_key(|block| block[0].program().to_owned());
    blocks.reverse();
    withstands(&world, &blocks.concat(), how);
}

#[test]
fn a_plain_user_is_as_safe() {
    let _one = lock();
    #[expect(unsafe_code, reason = "there is no safe call for it")]
    // SAFETY: the call takes nothing and changes nothing.
    let is_root = unsafe { libc::geteuid() } == 0;
    let how = How {
        user: Some(NOBODY),
        ..How::default()
    };
    if !is_root {
        println!("skipped: the other tests ran as a plain user already");
        return;
    }
    if !is_withstood(how) {
        return;
    }
    let world = World::new();
    let mut blocks = blocks(&programs::chosen(), &world);
    // Clocks are the same for all; two who run into them are enough.
    blocks.retain(|block| {
        !block[0].is_slow()
            || ["limits/threads secret", "limits/sleep secret"].contains(&block[0].id.as_str())
    });
    withstands(&world, &blocks.concat(), how);
}

#[test]
fn a_judge_that_is_killed_leaves_nothing() {
    /// Programs that hang, spin, start threads, leave files and try to leave processes.
    const BUSY: [&str; 6] = [
        "limits/threads",
        "limits/sleep",
        "signals/handlers",
        "processes/daemon",
        "state/hang_with_files",
        "state/deleted_again",
    ];
    let _one = lock();
    if !is_withstood(How::default()) {
        return;
    }
    let world = World::new();
    let mut programs = programs::all();
    programs.retain(|p| BUSY.contains(&p.name.as_str()));
    let cases = blocks(&programs, &world).concat();
    for kill in 0..16 {
        // From the first process to answers that are at work.
        grade::kill_after(&world, &cases, Duration::from_millis(kill * kill * 8));
        assert_no_children();
    }
    world.assert_untouched();
}

/// Otherwise the suite proves nothing.
#[test]
fn attacks_bite_where_nothing_protects() {
    let _one = lock();
    let (n_held, toothless) = naive::toothless(&programs::all());
    assert_no_children();
    assert!(n_held >= 40, "{n_held}");
    assert!(toothless.is_empty(), "{}", toothless.join("\n"));
}

/// `cargo test --test attacks twenty -- --ignored --nocapture`
#[test]
#[ignore = "takes half an hour"]
fn twenty_repetitions_under_load_say_the_same() {
    let _one = lock();
    assert!(is_withstood(How::default()));
    let n_cores = std::thread::available_parallelism().unwrap().get();
    for _ in 0..n_cores {
        std::thread::spawn(|| {
            loop {
                std::hint::spin_loop();
            }
        });
    }
    let world = World::new();
    let cases = blocks(&programs::chosen(), &world).concat();
    let mut wrong = Vec::new();
    let mut first: Option<Vec<Said>> = None;
    for round in 1..=20 {
        let began = Instant::now();
        let said = grade(&world, &cases, How::default()).unwrap();
        assert_no_children();
        println!("round {round}: {:.0} s", began.elapsed().as_secs_f64());
        let complaints = complaints(&world, &cases, &said);
        wrong.extend(
            complaints
                .iter()
                .map(|told| format!("round {round}: {told}")),
        );
        let first = first.get_or_insert_with(|| said.clone());
        for ((case, one), other) in cases.iter().zip(first).zip(&said) {
            if one.reason != other.reason {
                println!("{}: {:?} / {:?}", case.id, one.reason, other.reason);
            }
        }
    }
    world.assert_untouched();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
