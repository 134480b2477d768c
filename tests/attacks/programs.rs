//! The programs in `tests/attacks/programs`, and what their heads say: comment lines at the
//! top, `# key: value`.
//!
//! | key | says |
//! |---|---|
//! | `attacks`, `shows` | what the program is for |
//! | `task` | the tasks that it is judged with, by name; each makes a case |
//! | `assert`, `setup`, `stdio`, `cases` | a task of its own instead |
//! | `expect` | the right verdicts, parted by `\|`: `correct`, or `incorrect` and the kinds that are right |
//! | `then` | the program that is judged right after it |
//! | `danger` | it is judged only where harmless attacks were withstood |
//! | `control` | what it does to a naive judge: `escapes`, `passes` or `leaves` |
//!
//! A program that attacks tries, and returns the right answer if it was refused: `correct` says
//! that. What got through shows as a wrong value that begins with `ESCAPED`, and what is
//! misspelled as an error.

use std::path::Path;

use serde_json::{Value, json};

/// A program with what its head says.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    /// Kind and name, such as `files/absolute`.
    pub(crate) name: String,
    /// What is judged: all but the head.
    pub(crate) text: String,
    head: Vec<(String, String)>,
}

/// One line of an input of `overthink grade`.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The program's name and the task.
    pub(crate) id: String,
    pub(crate) answer: String,
    pub(crate) target: Value,
    /// The verdicts that are right, as `overthink` says them: verdict, and kinds of reasons.
    pub(crate) expected: Vec<(String, Vec<String>)>,
}

impl Case {
    /// Whether a verdict with its reason is right.
    pub(crate) fn accepts(&self, verdict: &str, reason: &str) -> bool {
        self.expected.iter().any(|(right, kinds)| {
            let kind = reason.split(':').next().unwrap_or("");
            right == verdict && (kinds.is_empty() || kinds.iter().any(|k| k == kind))
        })
    }

    /// The name of the program.
    pub(crate) fn program(&self) -> &str {
        self.id.split(' ').next().unwrap_or("")
    }

    /// Whether it is to run until its time is over: the first kind that its head names.
    pub(crate) fn is_slow(&self) -> bool {
        let kinds = self.expected.iter().filter_map(|(_, kinds)| kinds.first());
        kinds.into_iter().any(|kind| kind == "timeout")
    }
}

impl Program {
    pub(crate) fn read(path: &Path) -> Self {
        let text = fs_err::read_to_string(path).unwrap();
        let folder = path.parent().unwrap().file_name().unwrap();
        let heads = text
            .lines()
            .map_while(|line| line.strip_prefix("# ")?.split_once(": "));
        let head: Vec<_> = heads
            .map(|(key, value)| (key.to_owned(), value.trim().to_owned()))
            .collect();
        let text = text.split_inclusive('\n').skip(head.len()).collect();
        Self {
            name: format!(
                "{}/{}",
                folder.display(),
                path.file_stem().unwrap().display()
            ),
            text,
            head,
        }
    }

    fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.head.iter().filter(move |(name, _)| name == key);
        found.map(|(_, value)| value.as_str())
    }

    /// What stands at a key, if it is there.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.head
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    fn expected(&self) -> Vec<(String, Vec<String>)> {
        let expect = self
            .get("expect")
            .unwrap_or_else(|| panic!("{} says no `expect`", self.name));
        let one = |text: &str| {
            let mut words = text.split_whitespace().map(str::to_owned);
            let verdict = words.next().unwrap();
            assert!(
                ["correct", "incorrect"].contains(&verdict.as_str()),
                "{}: {verdict}",
                self.name
            );
            (verdict, words.collect())
        };
        expect.split('|').map(one).collect()
    }

    /// Its cases, one a task. `fill` puts what the world knows in the places of `@NAMES@`.
    pub(crate) fn cases(&self, secrets: &[String], fill: &dyn Fn(&str) -> String) -> Vec<Case> {
        let case = |task: &str, target: Value| Case {
            id: format!("{} {task}", self.name),
            answer: fill(&self.text),
            target,
            expected: self.expected(),
        };
        if let Some(own) = self.own_target(fill) {
            return vec![case("own", own)];
        }
        let tasks = self
            .get("task")
            .unwrap_or_else(|| panic!("{} says no `task`", self.name));
        tasks
            .split_whitespace()
            .map(|name| case(name, task(name, secrets)))
            .collect()
    }

    fn own_target(&self, fill: &dyn Fn(&str) -> String) -> Option<Value> {
        if let Some(cases) = self.get("cases") {
            return Some(serde_json::from_str(cases).unwrap());
        }
        let asserts: Vec<String> = self
            .all("assert")
            .map(|text| text.replace("\\n", "\n"))
            .collect();
        if !asserts.is_empty() {
            let setup: Vec<&str> = self.all("setup").collect();
            return Some(json!({"asserts": asserts, "setup": setup.join("\n")}));
        }
        let pair = |text: &str| {
            let text = fill(text);
            let mut texts = serde_json::Deserializer::from_str(&text).into_iter::<String>();
            let (input, output) = (texts.next()?.ok()?, texts.next()?.ok()?);
            Some(json!({"input": input, "output": output}))
        };
        let pairs: Vec<Value> = self
            .all("stdio")
            .map(|text| pair(text).unwrap_or_else(|| panic!("{}: {text}", self.name)))
            .collect();
        (!pairs.is_empty()).then(|| json!({"stdio": pairs}))
    }
}

/// A shared task. `add` is what attacks answer that must be refused, `secret` what nobody can
/// answer without having read the tests.
fn task(name: &str, secrets: &[String]) -> Value {
    const SUMS: [(i64, i64); 4] = [(2, 3), (0, 0), (-1, 1), (1 << 40, 1)];
    let secrets: Vec<(usize, &String)> = (1..).zip(secrets).collect();
    let checked =
        |lines: Vec<String>| format!("def check(candidate):\n    {}\n", lines.join("\n    "));
    match name {
        "add" => {
            let asserts = SUMS.map(|(a, b)| format!("assert f({a}, {b}) == {}", a + b));
            json!({"asserts": asserts})
        }
        "add-check" => {
            let lines = SUMS.map(|(a, b)| format!("assert candidate({a}, {b}) == {}", a + b));
            let prompt = "def f(a, b):\n    \"\"\"Return the sum of a and b.\"\"\"\n";
            json!({"prompt": prompt, "entry_point": "f", "test": checked(lines.to_vec())})
        }
        "add-cases" => {
            let cases = SUMS.map(|(a, b)| json!({"args": [a, b], "expected": a + b}));
            json!({"entry_point": "f", "cases": cases})
        }
        "add-stdio" => {
            let pairs = SUMS.map(
                |(a, b)| json!({"input": format!("{a} {b}\n"), "output": format!("{}\n", a + b)}),
            );
            json!({"stdio": pairs})
        }
        "secret" => {
            let asserts = secrets
                .iter()
                .map(|(key, secret)| format!("assert f({key}) == '{secret}'"));
            json!({"asserts": asserts.collect::<Vec<_>>()})
        }
        "secret-check" => {
            let lines = secrets
                .iter()
                .map(|(key, secret)| format!("assert candidate({key}) == '{secret}'"));
            let prompt = "def f(key):\n    \"\"\"Return the flower of a key.\"\"\"\n";
            json!({"prompt": prompt, "entry_point": "f", "test": checked(lines.collect())})
        }
        "secret-cases" => {
            let cases = secrets
                .iter()
                .map(|(key, secret)| json!({"args": [key], "expected": secret}));
            json!({"entry_point": "f", "cases": cases.collect::<Vec<_>>()})
        }
        "secret-stdio" => {
            let pairs = secrets.iter().map(|(key, secret)| json!({"input": format!("{key}\n"), "output": format!("{secret}\n")}));
            json!({"stdio": pairs.collect::<Vec<_>>()})
        }
        "often" => json!({"asserts": vec!["assert f(1) == 'marigold'"; 12]}),
        other => panic!("there is no task `{other}`"),
    }
}

/// All programs, in the order of their names; with `ATTACKS=files/` those whose names hold that.
pub(crate) fn chosen() -> Vec<Program> {
    let mut programs = all();
    if let Ok(part) = std::env::var("ATTACKS") {
        programs.retain(|program| program.name.contains(&part));
    }
    programs
}

/// All programs, in the order of their names.
pub(crate) fn all() -> Vec<Program> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks/programs");
    let mut programs = Vec::new();
    for kind in fs_err::read_dir(folder).unwrap() {
        for file in fs_err::read_dir(kind.unwrap().path()).unwrap() {
            programs.push(Program::read(&file.unwrap().path()));
        }
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}
