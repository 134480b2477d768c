//! What becomes of answers.

use std::time::Duration;

use Failure::{Error, Forbidden, Memory, Timeout, Wrong};
use overthink::check::{CodeOutcome, Failure};

use crate::shared::{LIMIT, assert_fails, assert_passes, run};

const F: &str = "def f(x):\n    return 2 * x + 3\n";

#[test]
fn right_programs_pass() {
    assert_passes(F, &["assert f(2) == 7", "assert f(0) == 3"]);
    assert_passes("f = lambda x: 'é思'", &["assert f(1) == 'é思'"]);
    // Dataclasses look their module up.
    assert_passes(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\ndef f(): return P(1).x\n",
        &["assert f() == 1"],
    );
    assert_passes(
        "import threading\ndef f():\n    r = []\n    t = threading.Thread(target=lambda: r.append(1))\n    t.start(); t.join()\n    return r",
        &["assert f() == [1]"],
    );
    // Files of its own, and what needs a pair of sockets.
    assert_passes(
        "import tempfile\ndef f():\n    with tempfile.TemporaryFile() as file:\n        file.write(b'x'); file.seek(0)\n        return file.read()",
        &["assert f() == b'x'"],
    );
    assert_passes(
        "import asyncio\nasync def g():\n    await asyncio.sleep(0)\n    return 1\ndef f(): return asyncio.run(g())",
        &["assert f() == 1"],
    );
}

#[test]
fn wrong_programs_fail_with_what_they_gave() {
    assert_fails(F, &["assert f(2) == 7", "assert f(1) == 6"], Wrong, "5");
    assert_fails("def f(:", &["assert f()"], Error, "SyntaxError");
    assert_fails("import sys\nsys.exit(0)", &["assert 1 == 2"], Error, "");
}

#[test]
fn limits_hold() {
    assert_fails(
        "def f(): return len('a' * (1 << 30))",
        &["assert f() > 1"],
        Memory,
        "",
    );
    for program in [
        "def f():\n    while True: pass",
        "import time\ndef f(): time.sleep(60)",
    ] {
        let limit = Duration::from_secs(1);
        let Some(outcome) = run(program, &["assert f() == 1"], limit) else {
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

#[test]
fn what_is_forbidden_is_refused() {
    // Each would be harmless if it were not refused.
    for program in [
        "import socket\ndef f(): socket.socket()",
        "import socket\ndef f(): socket.create_connection(('127.0.0.1', 1))",
        "import os\ndef f():\n    if os.fork() == 0: os._exit(0)",
        "import os\ndef f(): os.kill(os.getppid(), 0)",
        "import os\ndef f(): os.kill(-1, 0)",
        "import os\ndef f(): os.execv('/bin/true', ['true'])",
    ] {
        assert_fails(program, &["assert f() is None"], Forbidden, "");
    }
    // What is not there or cannot be written.
    for program in [
        "def f(): open('/etc/passwd')",
        "def f(): open('/proc/self/status')",
        "def f(): open('/x', 'w')",
        "import os\ndef f(): os.mkdir('/x')",
        "import os\ndef f(): os.unlink(os.__file__)",
        "import os\ndef f(): os.chmod(os.__file__, 0o777)",
        "def f(): open('/tmp/x', 'wb').write(b'x' * (17 << 20))",
        "import os\ndef f():\n    for i in range(1100): os.mkdir('/tmp/%d' % i)",
    ] {
        let Some(outcome) = run(program, &["assert f() is None"], LIMIT) else {
            return;
        };
        let failed = matches!(outcome, CodeOutcome::Failed { .. });
        assert!(failed, "{program}: {outcome:?}");
    }
}

#[test]
fn nothing_is_left_for_the_next_answer() {
    assert_passes(
        "import builtins\nbuiltins.oct = lambda x: 3\ndef f(): return oct(8)",
        &["assert f() == 3"],
    );
    assert_passes("def f(): return oct(8)", &["assert f() == '0o10'"]);
    let leaving =
        "def f():\n    with open('/tmp/left', 'w') as file: file.write('x')\n    return 1";
    let looking = "import os\ndef f(): return os.listdir('/tmp')";
    for _ in 0..8 {
        assert_passes(leaving, &["assert f() == 1"]);
        assert_passes(looking, &["assert f() == []"]);
    }
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
                    let assert = format!("assert f() == {asserted}");
                    let Some(outcome) = run(&program, &[&assert], LIMIT) else {
                        return;
                    };
                    let passed = outcome == CodeOutcome::Passed;
                    assert_eq!(passed, right, "thread {thread}: {outcome:?}");
                }
            });
        }
    });
}
