use std::sync::LazyLock;

use super::*;
use Failure::{Error, Forbidden, Memory, Timeout, Wrong};

/// One runner for all tests; `None` only where there is no Python.
static RUNNER: LazyLock<Option<PythonRunner>> = LazyLock::new(|| match PythonRunner::find(None) {
    Ok(runner) => Some(runner),
    Err(RunnerError::NoPython { .. }) => None,
    Err(error) => panic!("{error}"),
});

const LIMIT: Duration = Duration::from_secs(20);

fn run(program: &str, asserts: &[&str], limit: Duration) -> Option<CodeOutcome> {
    let tests = CodeTests::asserts(asserts.iter().map(|&a| a.to_owned()).collect());
    let job = CodeJob {
        answer: program,
        tests: &tests,
        limit,
    };
    Some(RUNNER.as_ref()?.run(&job).outcome)
}

/// Asserts how the program fails, and that the detail holds `part`.
fn assert_fails(program: &str, asserts: &[&str], expected: Failure, part: &str) {
    let Some(outcome) = run(program, asserts, LIMIT) else {
        return;
    };
    match outcome {
        CodeOutcome::Failed { failure, detail } => {
            assert_eq!(failure, expected, "{program}: {detail}");
            assert!(detail.contains(part), "{program}: {detail}");
        }
        other => panic!("{program}: {other:?}"),
    }
}

fn assert_passes(program: &str, asserts: &[&str]) {
    if let Some(outcome) = run(program, asserts, LIMIT) {
        assert_eq!(outcome, CodeOutcome::Passed, "{program}");
    }
}

const F: &str = "def f(x):\n    return 2 * x + 3\n";

#[test]
fn right_programs_pass() {
    assert_passes(F, &["assert f(2) == 7", "assert f(0) == 3"]);
    assert_passes("f = lambda x: 'é思'", &["assert f(1) == 'é思'"]);
    // Prints, however many, and the end of the input disturb nothing.
    assert_passes(
        "import sys\nfor i in range(200000): print('passed' * 10)\nsys.stderr.write('x' * 2**20)\nassert sys.stdin.read() == ''",
        &["assert True"],
    );
    // Dataclasses look their module up.
    assert_passes(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n",
        &["assert P(1).x == 1"],
    );
    assert_passes(
        "import threading\nr = []\nt = threading.Thread(target=lambda: r.append(1))\nt.start(); t.join()",
        &["assert r == [1]"],
    );
}

#[test]
fn wrong_programs_fail_with_what_they_gave() {
    assert_fails(
        F,
        &["assert f(2) == 7", "assert f(1) == 6"],
        Wrong,
        "assert f(1) == 6 (got 5)",
    );
    assert_fails(F, &["assert not f(1)"], Wrong, "assert not f(1)");
}

#[test]
fn errors_name_type_and_line() {
    assert_fails("def f(:", &["assert f()"], Error, "SyntaxError");
    assert_fails(
        "x = 1\ny = x / 0",
        &["assert y"],
        Error,
        "ZeroDivisionError: division by zero (line 2)",
    );
    assert_fails("", &["assert f(1)"], Error, "NameError");
    assert_fails(
        "def f(): return f()",
        &["assert f()"],
        Error,
        "RecursionError",
    );
    assert_fails(
        "def f(): assert False",
        &["assert f()"],
        Error,
        "AssertionError (line 1)",
    );
    assert_fails("a".repeat(10).as_str(), &["assert 1"], Error, "NameError");
}

#[test]
fn an_early_end_is_no_pass() {
    assert_fails(
        "import sys\nsys.exit(0)",
        &["assert 1"],
        Error,
        "asked to exit",
    );
    assert_fails("raise SystemExit", &["assert 1"], Error, "asked to exit");
    assert_fails(
        "import os\nos._exit(0)",
        &["assert 1"],
        Error,
        "ended before",
    );
    assert_fails(
        "import os\nos.execv('/bin/true', ['true'])",
        &["assert 1"],
        Error,
        "",
    );
    assert_fails(
        "import os\nfor fd in range(1, 20):\n    try: os.write(fd, b'passed \\n')\n    except OSError: pass\nos._exit(0)",
        &["assert 1"],
        Error,
        "ended before",
    );
    assert_fails(
        "import ctypes\nctypes.string_at(0)",
        &["assert 1"],
        Error,
        "",
    );
}

#[test]
fn limits_hold() {
    assert_fails("x = 'a' * (1 << 30)", &["assert x"], Memory, "MemoryError");
    assert_fails(
        "x = []\nwhile True: x.append('a' * 2**20 + str(len(x)))",
        &["assert x"],
        Memory,
        "",
    );
    for program in ["while True: pass", "import time\ntime.sleep(60)"] {
        let limit = Duration::from_secs(1);
        let Some(outcome) = run(program, &["assert True"], limit) else {
            return;
        };
        let failed = matches!(
            outcome,
            CodeOutcome::Failed {
                failure: Timeout,
                ..
            }
        );
        assert!(failed, "{program}: {outcome:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_forbidden_is_refused() {
    // Each would be harmless if it were not refused.
    for program in [
        "import socket\nsocket.socket()",
        "import socket\nsocket.create_connection(('127.0.0.1', 1))",
        "import os\nif os.fork() == 0: os._exit(0)",
        "import subprocess\nsubprocess.run(['/bin/true'])",
        "open('x', 'w')",
        "open('x', 'a')",
        "open('x', 'r+')",
        "import os\nos.mkdir('x')",
        "import os\nos.unlink('x')",
        "import os\nos.rename('x', 'y')",
        "import os\nos.chmod('x', 0o777)",
        "import os\nos.symlink('a', 'b')",
        "import os\nos.truncate('x', 0)",
        "import os\nos.kill(os.getppid(), 0)",
        "import os\nos.kill(-1, 0)",
    ] {
        assert_fails(program, &["assert True"], Forbidden, "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_canary_finds_no_hole() {
    let Some(runner) = RUNNER.as_ref() else {
        return;
    };
    assert_eq!(runner.isolation().holes(), Vec::<&str>::new());
}

#[test]
fn nothing_is_left_from_one_program_to_the_next() {
    assert_passes(
        "import builtins\nbuiltins.len = lambda x: 3",
        &["assert len('a') == 3"],
    );
    assert_passes("", &["assert len('a') == 1"]);
    // The order of a set of texts is the same every time.
    let program = "order = ''.join({'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'})";
    let Some(CodeOutcome::Failed { detail, .. }) = run(program, &["assert order == ''"], LIMIT)
    else {
        return;
    };
    for _ in 0..3 {
        assert_fails(program, &["assert order == ''"], Wrong, &detail);
    }
    // Addresses and the folder differ from run to run: reasons leave them out.
    let program = "import os\ndef f(): pass\nx = (f, os.getcwd())";
    assert_fails(
        program,
        &["assert x == 1"],
        Wrong,
        "(got (<function f at 0x…>, '.'))",
    );
    let program = "class C:\n    def __repr__(self): return '\\x1b[2J'\nx = C()";
    assert_fails(program, &["assert x == 1"], Wrong, "(got \u{fffd}[2J)");
}

#[test]
fn many_threads_run_programs_at_once() {
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for i in 0..10 {
                    let program = format!("def f(): return {i}");
                    let right = i % 2 == 0;
                    let asserted = if right { i } else { i + 1 };
                    let Some(outcome) =
                        run(&program, &[&format!("assert f() == {asserted}")], LIMIT)
                    else {
                        return;
                    };
                    let passed = outcome == CodeOutcome::Passed;
                    assert_eq!(passed, right, "thread {thread}: {outcome:?}");
                }
            });
        }
    });
}

#[test]
fn a_missing_interpreter_is_named() {
    let error = PythonRunner::find(Some(Path::new("/nowhere/python"))).unwrap_err();
    insta::assert_snapshot!(error, @"code answers are judged by running them, and no Python was found (tried `/nowhere/python`); install Python 3.8 or newer, or leave the code suites out");
}
