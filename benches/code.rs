//! What judging a program costs: `cargo bench --bench code [-- --json]`.
//!
//! Two workloads go through `overthink grade`: the solutions of HumanEval, read from
//! `../shared/datasets` or from the file named by `HUMANEVAL`, and a trivial function in the same
//! form. Processor time is that of the whole process tree, less that of judging one case, which
//! holds the start and the canary. What the answers take themselves is measured by running them
//! and their tests in one warm interpreter.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::unwrap_used, reason = "a benchmark may fail where it stands")]

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use flate2::read::GzDecoder;
use serde_json::{Value, json};

/// Trivial answers that are judged in one go.
const N_TRIVIAL: usize = 1000;
/// How often the solutions of HumanEval are judged in one go.
const N_ROUNDS: usize = 3;
/// How often all of that is done.
const N_RUNS: usize = 5;
/// Runs programs and their tests in this process, and prints the milliseconds that they took.
const OWN: &str = "
import contextlib, io, json, sys, time
jobs = json.load(open(sys.argv[1]))
began = time.process_time()
for text in jobs:
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(text, 'answer', 'exec'), {'__name__': 'answer'})
print((time.process_time() - began) * 1000)
";

/// What judging some cases took.
struct Taken {
    n_cases: usize,
    wall_s: f64,
    /// All processes together.
    cpu_s: f64,
}

fn main() {
    let as_json = std::env::args().any(|arg| arg == "--json");
    let trivial = json!({
        "prompt": "def add(a, b):\n    \"\"\"Return the sum.\"\"\"\n",
        "entry_point": "add",
        "test": "def check(candidate):\n    assert candidate(2, 3) == 5\n",
    });
    let trivial = vec![(trivial, "def add(a, b):\n    return a + b\n".to_owned())];
    let mut workloads = vec![("trivial", trivial, N_TRIVIAL)];
    if let Some(cases) = human_eval() {
        workloads.push(("humaneval", cases, N_ROUNDS));
    }
    if !as_json {
        println!(
            "{:<12}{:>7}{:>10}{:>15}{:>12}{:>18}",
            "cases", "n", "cases/s", "CPU ms a case", "their own", "of the judge"
        );
    }
    for (name, cases, n_rounds) in workloads {
        let one = judge_often(&cases[..1]);
        let many: Vec<_> = (0..n_rounds).flat_map(|_| cases.iter().cloned()).collect();
        let all = judge_often(&many);
        let n = (all.n_cases - one.n_cases) as f64;
        let cpu_ms = (all.cpu_s - one.cpu_s) * 1e3 / n;
        let own_ms = own_ms(&cases);
        let per_second = all.n_cases as f64 / all.wall_s;
        if as_json {
            let facts = json!({
                "cases": name, "n": all.n_cases, "per_second": per_second, "start_s": one.wall_s,
                "cpu_ms": cpu_ms, "own_ms": own_ms,
            });
            println!("{facts}");
        } else {
            println!(
                "{name:<12}{:>7}{per_second:>10.0}{cpu_ms:>15.2}{own_ms:>12.2}{:>18.2}",
                all.n_cases,
                cpu_ms - own_ms
            );
        }
    }
}

/// The problems of HumanEval with their solutions; `None` where they are not there.
fn human_eval() -> Option<Vec<(Value, String)>> {
    let path = std::env::var_os("HUMANEVAL").map_or_else(
        || {
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../shared/datasets/humaneval/HumanEval.jsonl.gz")
        },
        PathBuf::from,
    );
    let mut text = String::new();
    GzDecoder::new(fs_err::File::open(path).ok()?)
        .read_to_string(&mut text)
        .unwrap();
    let case = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let answer = row["canonical_solution"].as_str().unwrap().to_owned();
        let target = json!({"prompt": row["prompt"], "entry_point": row["entry_point"], "test": row["test"]});
        (target, answer)
    };
    Some(text.lines().map(case).collect())
}

/// Judges the cases several times: the shortest wall time, and the most processor time. A lane
/// that is killed at the end before it has ended by itself takes the count of its time with it.
fn judge_often(cases: &[(Value, String)]) -> Taken {
    let runs: Vec<Taken> = (0..N_RUNS).map(|_| judge(cases)).collect();
    Taken {
        n_cases: cases.len(),
        wall_s: runs
            .iter()
            .map(|run| run.wall_s)
            .fold(f64::INFINITY, f64::min),
        cpu_s: runs.iter().map(|run| run.cpu_s).fold(0.0, f64::max),
    }
}

/// Judges the cases by the program, and holds them all to be correct.
fn judge(cases: &[(Value, String)]) -> Taken {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(id, (target, answer))| {
            json!({"id": id, "target": target, "answer": answer}).to_string()
        })
        .collect();
    fs_err::write(folder.path().join("cases.jsonl"), lines.join("\n")).unwrap();
    let (began, cpu_before) = (Instant::now(), cpu_of_children_s());
    let output = Command::new(env!("CARGO_BIN_EXE_overthink"))
        .current_dir(folder.path())
        .args(["grade", "--checker", "code", "--input", "cases.jsonl"])
        .output()
        .unwrap();
    let wall_s = began.elapsed().as_secs_f64();
    let told = String::from_utf8_lossy(&output.stderr);
    let wanted = format!("{0} cases: {0} correct", cases.len());
    assert!(told.contains(&wanted), "{told}");
    Taken {
        n_cases: cases.len(),
        wall_s,
        cpu_s: cpu_of_children_s() - cpu_before,
    }
}

/// Milliseconds that a case's program and tests take by themselves, on average.
fn own_ms(cases: &[(Value, String)]) -> f64 {
    let text = |(target, answer): &(Value, String)| {
        let part = |key: &str| target[key].as_str().unwrap_or("").to_owned();
        // A whole function replaces the prompt's, as its body continues it.
        format!(
            "{}{answer}\n{}\ncheck({})\n",
            part("prompt"),
            part("test"),
            part("entry_point")
        )
    };
    let texts: Vec<String> = cases.iter().map(text).collect();
    let folder = tempfile::tempdir().unwrap();
    let jobs = folder.path().join("jobs.json");
    fs_err::write(&jobs, json!(texts).to_string()).unwrap();
    let output = Command::new("python3")
        .args(["-c", OWN])
        .arg(&jobs)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let ms: f64 = String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .unwrap();
    ms / cases.len() as f64
}

/// Processor time of all processes that this one has started and waited for, and of theirs.
fn cpu_of_children_s() -> f64 {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    #[expect(unsafe_code, reason = "there is no safe call for it")]
    // SAFETY: the kernel fills the struct, for which all zeros is a value too.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_CHILDREN, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
