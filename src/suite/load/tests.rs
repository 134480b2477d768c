//! What a suite file gives; `complaints` has what it gives when it is wrong.

use super::*;
use crate::suite::{CheckerSpec, Search, Strictness, Target};

const GOOD: &str = r#"name = "sums"

[[part]]
name = "plus"
task_type = "arithmetic"
dataset = "../data/plus.jsonl"
checker = { kind = "math" }
"#;

const ROWS: &str =
    "{\"question\": \"1 + 1?\", \"target\": 2}\n{\"question\": \"2 + 2?\", \"target\": \"4\"}\n";

/// A folder with one suite, `suites/s.toml`, and one dataset, `data/plus.jsonl`.
fn folder(suite: &[u8], rows: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [("suites/s.toml", suite), ("data/plus.jsonl", rows)] {
        let file = folder.path().join(name);
        fs_err::create_dir_all(file.parent().unwrap()).unwrap();
        fs_err::write(file, bytes).unwrap();
    }
    folder
}

fn load(suite: &str, rows: &str) -> Result<Suite, SuiteError> {
    let folder = folder(suite.as_bytes(), rows.as_bytes());
    load_from(folder.path(), "suites/s.toml")
}

mod complaints;

#[test]
fn a_good_suite_has_its_items_and_defaults() {
    let suite = load(GOOD, ROWS).unwrap();
    assert_eq!(
        (suite.name.as_str(), suite.title.as_str()),
        ("sums", "sums")
    );
    assert_eq!(suite.sampling, crate::suite::Sampling::default());
    let [part] = &suite.parts[..] else {
        panic!("{suite:?}")
    };
    assert_eq!(part.template, "{{ question }}");
    assert_eq!(part.checker, CheckerSpec::math());
    let items: Vec<(&str, &str, &Target)> = part
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.prompt.as_str(), &item.target))
        .collect();
    assert_eq!(
        items,
        [
            ("plus-0001", "1 + 1?", &Target::Text("2".to_owned())),
            ("plus-0002", "2 + 2?", &Target::Text("4".to_owned())),
        ]
    );
}

#[test]
fn columns_may_have_other_names() {
    let suite = GOOD.replace(
        "checker =",
        "question = \"problem\"\ntarget = \"answer\"\nid = \"n\"\ntemplate = \"{{ level }}: {{ question }}\"\nchecker =",
    );
    let rows =
        r#"{"n": 7, "problem": "1+1", "question": "not this", "answer": "2", "level": "easy"}"#;
    let suite = load(&suite, rows).unwrap();
    let item = &suite.parts[0].items[0];
    assert_eq!((item.id.as_str(), item.prompt.as_str()), ("7", "easy: 1+1"));
}

#[test]
fn the_hash_covers_suite_and_data() {
    let hash = |suite: &str, rows: &str| load(suite, rows).unwrap().hash;
    // Written out by hand: length and bytes of the suite file, then of the dataset.
    let mut bytes = Vec::new();
    for text in [GOOD, ROWS] {
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.as_bytes());
    }
    assert_eq!(hash(GOOD, ROWS), crate::text::sha256_hex(&bytes));
    assert_ne!(hash(&format!("{GOOD}\n"), ROWS), hash(GOOD, ROWS));
    assert_ne!(hash(GOOD, &format!("{ROWS}\n")), hash(GOOD, ROWS));
}

#[test]
fn a_file_beats_a_built_in_suite_of_the_same_name() {
    let folder = folder(GOOD.as_bytes(), ROWS.as_bytes());
    let suites = folder.path().join("suites");
    assert_eq!(
        load_from(folder.path(), "demo-math").unwrap().origin,
        "built in"
    );
    fs_err::copy(suites.join("s.toml"), suites.join("demo-math.toml")).unwrap();
    assert_eq!(load_from(folder.path(), "demo-math").unwrap().name, "sums");
    assert_eq!(load_from(folder.path(), "s").unwrap().name, "sums");
    assert_eq!(names_in(&suites), ["demo-math", "s"]);
}

#[test]
fn options_of_checkers_are_read() {
    let checker = |new| {
        let suite = GOOD.replace("{ kind = \"math\" }", new);
        load(&suite, ROWS).unwrap().parts.remove(0).checker
    };
    let choice = CheckerSpec::Choice {
        letters: "ABC".to_owned(),
    };
    assert_eq!(checker("{ kind = \"choice\", letters = \"ABC\" }"), choice);
    let exact = CheckerSpec::Exact {
        case_sensitive: true,
    };
    assert_eq!(
        checker("{ case_sensitive = true, kind = \"exact\" }"),
        exact
    );
}

#[test]
fn every_checker_says_how_answers_are_looked_for() {
    let search = |new| {
        let suite = GOOD.replace("{ kind = \"math\" }", new);
        load(&suite, ROWS).map(|mut suite| suite.parts.remove(0).search)
    };
    let lenient = Search::default();
    assert_eq!(search("{ kind = \"math\" }").unwrap(), lenient);
    let strict = Search {
        strictness: Strictness::Strict,
        thinking: true,
    };
    let options = "{ kind = \"exact\", extraction = \"strict\", search_thinking = true }";
    assert_eq!(search(options).unwrap(), strict);
    let error = search("{ kind = \"math\", extraction = \"stern\" }").unwrap_err();
    let said = error.to_string();
    assert!(
        said.contains("stern") && said.contains("`lenient` or `strict`"),
        "{said}"
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let suite = load(&windows(GOOD), &windows(ROWS)).unwrap();
    assert_eq!(suite.parts, load(GOOD, ROWS).unwrap().parts);
}

#[test]
fn deep_nesting_is_refused() {
    for open in ["[", "{ a = "] {
        let text = format!("{GOOD}\n[sampling]\ntop_p = {}", open.repeat(50_000));
        assert!(load(&text, ROWS).is_err());
    }
    let row = format!("{{\"question\": {}", "[".repeat(50_000));
    assert!(load(GOOD, &row).is_err());
}

/// The first block of a language in `docs/suites.md`.
fn documented(language: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/suites.md");
    let docs = fs_err::read_to_string(docs).unwrap();
    let (_, block) = docs.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_documented_example_loads() {
    let folder = folder(documented("toml").as_bytes(), b"");
    let rows = folder.path().join("datasets/lessons.jsonl");
    fs_err::create_dir(rows.parent().unwrap()).unwrap();
    fs_err::write(rows, documented("json")).unwrap();
    let suite = load_from(folder.path(), "s").unwrap();
    insta::assert_snapshot!(suite.parts[0].items[0].prompt, @r#"
    Tom has 3 apples and buys 4. How many has he?
    Put the final answer in \boxed{}.
    "#);
}

#[test]
fn every_way_to_sample_is_read() {
    let text = format!(
        "{GOOD}{}",
        r#"
[sampling]
min_p = 0.05
repetition_penalty = 1.1
logit_bias = { "7" = -100, " wait" = -2.5 }
stop = ["\n\nQ:", "END"]

[sampling.thinking]
min_tokens = 10
waits = 2
tip = { beta = 300 }
loops = 4
format = "magistral"
forced_end = "s1"
"#
    );
    let sampling = load(&text, ROWS).unwrap().sampling;
    insta::assert_snapshot!(
        serde_json::to_string(&sampling).unwrap(),
        @r#"{"temperature":0.0,"top_k":0,"top_p":1.0,"min_p":0.05,"repetition_penalty":1.1,"logit_bias":{" wait":-2.5,"7":-100.0},"stop":["\n\nQ:","END"],"max_answer_tokens":512,"max_thinking_tokens":8192,"thinking":{"min_tokens":10,"waits":2,"tip":{"alpha":3.0,"beta":300,"phrases":["alternatively"]},"loops":4,"format":"magistral","forced_end":"s1"}}"#
    );
}

#[test]
fn every_key_is_documented() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/suites.md");
    let docs = fs_err::read_to_string(docs).unwrap();
    let choices = |old: &str, new: &str| {
        let error = load(&GOOD.replacen(old, new, 1), ROWS).unwrap_err();
        let message = error.to_string();
        let (_, known) = message.split_once("expected one of ").unwrap();
        let known = known.lines().next().unwrap();
        known.split(", ").map(str::to_owned).collect::<Vec<_>>()
    };
    let mut keys = choices("name", "nokey = 1\nname");
    keys.extend(choices("task_type", "nokey = 1\ntask_type"));
    keys.extend(choices("[[part]]", "[sampling]\nnokey = 1\n[[part]]"));
    keys.extend(choices(
        "[[part]]",
        "[sampling.thinking]\nnokey = 1\n[[part]]",
    ));
    keys.extend(choices(
        "[[part]]",
        "[sampling.thinking.tip]\nnokey = 1\n[[part]]",
    ));
    keys.extend(choices("\"math\"", "\"none\""));
    assert!(keys.len() > 20, "{keys:?}");
    for key in keys {
        let tables = [
            format!("| {key} |"),
            format!("| `[{}]` |", key.trim_matches('`')),
        ];
        let list = format!("| `[[{}]]` |", key.trim_matches('`'));
        assert!(
            tables.iter().chain([&list]).any(|cell| docs.contains(cell)),
            "{key} is missing in docs/suites.md"
        );
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Lines that are close to a suite, so that loading comes far.
    fn nearly_a_suite() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            4 => proptest::sample::select(GOOD.lines().collect::<Vec<_>>()).prop_map(str::to_owned),
            1 => "(name|part|checker|template|id|top_p|\\[sampling\\]) ?=? ?[\"'{}\\[\\]0-9a-z .=é\\\\]{0,20}",
            1 => Just("template = '{{ question }}{% if x %}'".to_owned()),
            1 => Just("[sampling]\ntop_p = 0.5".to_owned()),
        ];
        proptest::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
    }

    fn load_text(text: &str) -> Result<Suite, SuiteError> {
        build(text, "s.toml", "s.toml", &|name| {
            Ok(Source {
                name: name.to_owned(),
                bytes: ROWS.as_bytes().to_vec(),
            })
        })
    }

    proptest! {
        #[test]
        fn any_text_is_a_suite_or_an_error(text in "(?s).{0,300}") {
            let _ = load_text(&text).map_err(|e| e.to_string());
        }

        #[test]
        fn any_near_miss_is_a_suite_or_an_error(text in nearly_a_suite()) {
            match load_text(&text) {
                Ok(suite) => prop_assert!(!suite.parts.is_empty()),
                Err(error) => prop_assert!(error.to_string().starts_with("s.toml")),
            }
        }

        #[test]
        fn any_bytes_in_the_dataset_are_items_or_an_error(line in "(?s).{0,80}") {
            let _ = build(GOOD, "s.toml", "s.toml", &|name| {
                Ok(Source { name: name.to_owned(), bytes: line.clone().into_bytes() })
            });
        }
    }
}
