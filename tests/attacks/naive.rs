//! The attacks bite: what most harnesses do does not withstand them.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::programs::{Case, Program};
use crate::world::World;

/// Exit code and output of a naive judge. `show` asks for the answer instead of a verdict.
fn judge(world: &World, case: &Case, show: bool) -> (Option<i32>, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attacks/naive.py");
    let mut child = Command::new("timeout")
        .args(["20", "python3", "-B", script])
        .current_dir(world.path("cwd"))
        .env("HOME", world.path("home"))
        .env("OVERTHINK_PLANTED", format!("planted:{}", world.planted))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let job = json!({"answer": case.answer, "target": case.target, "show": show});
    // A program that ends early does not read it all.
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all(job.to_string().as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout) + &text(&output.stderr),
    )
}

/// What is said of attacks that do nothing to a naive judge.
pub(crate) fn toothless(programs: &[Program]) -> (usize, Vec<String>) {
    let mut complaints = Vec::new();
    let mut n_held = 0;
    for program in programs {
        let Some(control) = program.get("control") else {
            continue;
        };
        // Each in a world of its own, because it spoils it.
        let world = World::new();
        let cases = |program: &Program| program.cases(&world.secrets, &|text| world.fill(text));
        for case in cases(program) {
            if case.target.get("stdio").is_some() {
                continue;
            }
            n_held += 1;
            let (code, said) = match control {
                "escapes" if !case.id.ends_with(" add") => continue,
                "escapes" => judge(&world, &case, true),
                "passes" => judge(&world, &case, false),
                "leaves" => {
                    judge(&world, &case, true);
                    let then = program.get("then").unwrap();
                    let then = programs.iter().find(|p| p.name == then).unwrap();
                    judge(&world, &cases(then)[0], true)
                }
                other => panic!("{}: control {other}", program.name),
            };
            let bites = match control {
                "passes" => code == Some(0),
                _ => said.contains("ESCAPED"),
            };
            if !bites {
                complaints.push(format!("{}: {code:?} {said}", case.id));
            }
        }
        clear(&world);
    }
    (n_held, complaints)
}

/// Removes what programs have left in /tmp.
fn clear(world: &World) {
    for entry in fs_err::read_dir("/tmp").unwrap().flatten() {
        let path = entry.path();
        if path.display().to_string().contains(&world.mark) {
            let _ = fs_err::remove_file(&path);
            let _ = fs_err::remove_dir_all(&path);
        }
    }
}
