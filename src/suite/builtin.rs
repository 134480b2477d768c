//! The suites that are compiled into the program, for the embedded demo models.

use super::build::{Source, build};
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

/// The names of the built-in suites, in the order of the demo.
pub fn names() -> impl Iterator<Item = &'static str> {
    SUITES.iter().map(|(name, _)| *name)
}

/// The built-in suite of this name; `None` if there is none. It cannot fail
/// unless the program was built from broken files.
pub fn load(name: &str) -> Option<Result<Suite, SuiteError>> {
    let (name, text) = SUITES.iter().find(|(known, _)| *known == name)?;
    let path = format!("built-in suite `{name}`");
    Some(build(text, &path, ORIGIN, &open))
}

/// All built-in suites with their items, for lists of names, titles and counts.
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
}
