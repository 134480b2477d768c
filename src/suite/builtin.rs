//! The suites that are compiled into the program: those for the embedded demo
//! models with their datasets, those of public data sets without.

use std::path::Path;

use super::build::{Source, build};
use super::load::read_dataset;
use super::{Suite, SuiteError};
use crate::dataset::{DatasetError, DatasetErrorKind};

/// What [`Suite::origin`] says of a suite that came from no file.
pub const ORIGIN: &str = "built in";

/// Name and text of each suite.
const SUITES: [(&str, &str); 5] = [
    ("demo-math", include_str!("../../suites/demo-math.toml")),
    ("demo-logic", include_str!("../../suites/demo-logic.toml")),
    ("demo-code", include_str!("../../suites/demo-code.toml")),
    ("demo-direct", include_str!("../../suites/demo-direct.toml")),
    ("demo-lookup", include_str!("../../suites/demo-lookup.toml")),
];

/// Name and text of each suite of a public data set, of which users have a copy
/// of their own: it is looked for in the working folder.
const PUBLIC: [(&str, &str); 3] = [
    ("humaneval", include_str!("../../suites/humaneval.toml")),
    ("mbpp", include_str!("../../suites/mbpp.toml")),
    (
        "livecodebench",
        include_str!("../../suites/livecodebench.toml"),
    ),
];

macro_rules! dataset {
    ($name:literal) => {
        (
            concat!("../datasets/demo/", $name, ".jsonl"),
            include_str!(concat!("../../datasets/demo/", $name, ".jsonl")),
        )
    };
}

/// Path, as the suites write it, and text of each dataset.
const DATASETS: [(&str, &str); 6] = [
    dataset!("arithmetic"),
    dataset!("algebra"),
    dataset!("logic"),
    dataset!("code"),
    dataset!("lookup"),
    dataset!("format"),
];

/// The names of the demo's suites, in its order.
pub fn names() -> impl Iterator<Item = &'static str> {
    SUITES.iter().map(|(name, _)| *name)
}

/// The names of the suites of public data sets.
pub fn public_names() -> impl Iterator<Item = &'static str> {
    PUBLIC.iter().map(|(name, _)| *name)
}

/// The suite of this name; `None` if there is none. Those of the demo cannot fail
/// unless the program was built from broken files; those of public data sets need
/// the data set.
pub fn load(name: &str) -> Option<Result<Suite, SuiteError>> {
    load_from(Path::new(""), name)
}

/// [`load`] with another working folder.
pub(super) fn load_from(folder: &Path, name: &str) -> Option<Result<Suite, SuiteError>> {
    let text = |suites: &[(&str, &'static str)]| {
        let suite = suites.iter().find(|(known, _)| *known == name);
        suite.map(|(_, text)| *text)
    };
    let path = format!("built-in suite `{name}`");
    if let Some(text) = text(&SUITES) {
        return Some(build(text, &path, ORIGIN, &open));
    }
    // As if the suite's file stood in the folder `suites`.
    let own_copy = |dataset: &str| {
        let path = dataset.strip_prefix("../").unwrap_or(dataset);
        read_dataset(&folder.join(path))
    };
    text(&PUBLIC).map(|text| build(text, &path, ORIGIN, &own_copy))
}

/// The suites of the demo with their items, for lists of names, titles and counts.
pub fn load_all() -> Result<Vec<Suite>, SuiteError> {
    names().filter_map(load).collect()
}

fn open(path: &str) -> Result<Source, DatasetError> {
    let name = format!("built-in dataset `{path}`");
    match DATASETS.iter().find(|(known, _)| *known == path) {
        Some((_, text)) => Ok(Source {
            bytes: text.as_bytes().to_vec(),
            name,
        }),
        None => Err(DatasetError::new(&name, None, DatasetErrorKind::Missing)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::dataset::family::Family;
    use crate::suite::load::load_file;
    use crate::suite::{CheckerSpec, Sampling};

    #[test]
    fn what_is_built_in() {
        let list: Vec<String> = load_all()
            .unwrap()
            .iter()
            .flat_map(|suite| {
                let title = format!("{}: {}", suite.name, suite.title);
                let parts = suite.parts.iter().map(|part| {
                    let n = part.items.len();
                    format!("  {} ({}), {n} items", part.name, part.task_type)
                });
                std::iter::once(title).chain(parts).collect::<Vec<_>>()
            })
            .collect();
        insta::assert_snapshot!(list.join("\n"), @r#"
        demo-math: Demo: math in several steps
          arithmetic (arithmetic), 60 items
          algebra (algebra), 60 items
        demo-logic: Demo: knights and knaves
          logic (logic), 60 items
        demo-code: Demo: a function from its values
          code (code), 60 items
        demo-direct: Demo: nothing to think about
          format (format), 60 items
        demo-lookup: Demo: read an entry off a list
          lookup (lookup), 60 items
        "#);
    }

    #[test]
    fn names_and_samplings_are_as_promised() {
        for (name, suite) in names().zip(load_all().unwrap()) {
            assert_eq!(suite.name, name);
            assert_eq!(suite.origin, "built in");
            assert!(!suite.description.is_empty());
            let greedy = Sampling {
                max_answer_tokens: 64,
                max_thinking_tokens: 320,
                ..Sampling::default()
            };
            assert_eq!(suite.sampling, greedy);
        }
        assert!(load("demo").is_none());
    }

    #[test]
    fn parts_ask_as_the_models_were_trained() {
        for part in load_all().unwrap().into_iter().flat_map(|s| s.parts) {
            let family: Family = part.name.parse().unwrap();
            assert_eq!(part.task_type.0, family.name());
            assert_eq!(part.template, family.template());
            let checker = match family {
                Family::Arithmetic | Family::Algebra => CheckerSpec::math(),
                Family::Logic => CheckerSpec::Set {},
                Family::Code => CheckerSpec::Code { timeout_s: 5.0 },
                Family::Lookup => CheckerSpec::Exact {
                    case_sensitive: false,
                },
                Family::Format => CheckerSpec::Json {},
            };
            assert_eq!(part.checker, checker);
        }
    }

    #[test]
    fn a_built_in_suite_is_its_file() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites");
        for built_in in load_all().unwrap() {
            let mut read = load_file(&folder.join(format!("{}.toml", built_in.name))).unwrap();
            read.origin.clone_from(&built_in.origin);
            assert_eq!(read, built_in);
        }
    }

    /// Items of our own in the published forms.
    fn copies() -> tempfile::TempDir {
        use std::io::Write as _;
        let humaneval = serde_json::json!({
            "task_id": "HumanEval/0", "entry_point": "double",
            "prompt": "def double(x):\n    \"\"\" Twice x. \"\"\"\n",
            "canonical_solution": "    return 2 * x\n",
            "test": "def check(candidate):\n    assert candidate(2) == 4\n",
        });
        let mbpp = serde_json::json!([{
            "source_file": "own", "task_id": 2, "prompt": "Write a function to double a number.",
            "code": "def double(x):\n    return 2 * x", "test_imports": [],
            "test_list": ["assert double(2) == 4", "assert double(3) == 6"],
        }]);
        let contest = |id: &str, tests: &str, starter: &str, metadata: &str| {
            serde_json::json!({
                "question_content": "Double it.", "question_id": id, "starter_code": starter,
                "public_test_cases": tests, "private_test_cases": "eJw=", "metadata": metadata,
            })
        };
        let reads = contest(
            "a",
            r#"[{"input": "2\n", "output": "4\n", "testtype": "stdin"}]"#,
            "",
            "{}",
        );
        let is_called = contest(
            "b",
            r#"[{"input": "2", "output": "4", "testtype": "functional"}]"#,
            "class Solution:\n    def double(self, x: int) -> int:\n        ",
            r#"{"func_name": "double"}"#,
        );
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writeln!(gzip, "{humaneval}").unwrap();
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in [
            ("humaneval/HumanEval.jsonl.gz", gzip.finish().unwrap()),
            ("mbpp/sanitized-mbpp.json", mbpp.to_string().into_bytes()),
            (
                "livecodebench/test.jsonl",
                format!("{reads}\n{is_called}\n").into_bytes(),
            ),
        ] {
            let file = folder.path().join("datasets").join(path);
            fs_err::create_dir_all(file.parent().unwrap()).unwrap();
            fs_err::write(file, bytes).unwrap();
        }
        folder
    }

    #[test]
    fn public_suites_read_a_copy_in_the_working_folder() {
        let folder = copies();
        let mut shown = Vec::new();
        for name in public_names() {
            let suite = load_from(folder.path(), name).unwrap().unwrap();
            assert_eq!(suite.name, name);
            for item in &suite.parts[0].items {
                let target = serde_json::to_string(&item.target).unwrap();
                let short: String = target.chars().filter(|c| *c != '\\').take(120).collect();
                shown.push(format!(
                    "{}\n{}\n{short}\n{:?}",
                    item.id, item.prompt, item.reference
                ));
            }
        }
        insta::assert_snapshot!(shown.join("\n\n"), @r#"
        HumanEval/0
        Read the following function signature and docstring, and fully implement the function described. Your response should only contain the code for this function.

        def double(x):
            """ Twice x. """

        {"tests":{"prompt":"def double(x):n    """ Twice x. """n","entry_point":"double","test":"def check(candidate):n    asser
        Some("    return 2 * x\n")

        2
        You are an expert Python programmer, and here is your task: Write a function to double a number. Your code should pass these tests:

        assert double(2) == 4
        assert double(3) == 6

        Write the function in a Python code block.
        {"tests":{"asserts":["assert double(2) == 4","assert double(3) == 6"]}}
        Some("def double(x):\n    return 2 * x")

        a
        You are an expert Python programmer. You will be given a question (problem specification) and will generate a correct Python program that matches the specification and passes all tests.

        ### Question:
        Double it.

        ### Format: Read the inputs from stdin solve the problem and write the answer to stdout (do not directly test on the sample inputs). Enclose your code within delimiters as follows. Ensure that when the python program runs, it reads the inputs, runs the algorithm and writes output to STDOUT.
        ```python
        # YOUR CODE HERE
        ```

        ### Answer: (use the provided format with backticks)
        {"tests":{"stdio":[{"input":"2n","output":"4n"}]}}
        None

        b
        You are an expert Python programmer. You will be given a question (problem specification) and will generate a correct Python program that matches the specification and passes all tests.

        ### Question:
        Double it.

        ### Format: You will use the following starter code to write the solution to the problem and enclose your code within delimiters.
        ```python
        class Solution:
            def double(self, x: int) -> int:
                
        ```

        ### Answer: (use the provided format with backticks)
        {"tests":{"prompt":"from string import *nfrom re import *nfrom datetime import *nfrom collections import *nfrom heapq im
        None
        "#);
    }

    #[test]
    fn public_suites_without_a_copy_say_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        for name in public_names() {
            let error = load_from(folder.path(), name).unwrap().unwrap_err();
            let cause = std::error::Error::source(&error).unwrap().to_string();
            assert!(
                cause.contains(": no such file; get it from https://"),
                "{cause}"
            );
        }
    }
}
