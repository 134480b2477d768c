//! Every complaint about a suite, as a user reads it.

use std::error::Error;

use super::*;

/// The error and all that lies below it, without the name of the test's folder.
fn chain(error: &SuiteError, folder: &Path) -> String {
    let mut lines = vec![format!("error: {error}")];
    let mut cause = error.source();
    while let Some(error) = cause {
        lines.push(format!("caused by: {error}"));
        cause = error.source();
    }
    let folder = format!("{}/", show(folder));
    lines.join("\n").replace(&folder, "")
}

fn complaint(suite: &str, rows: &str) -> String {
    let folder = folder(suite.as_bytes(), rows.as_bytes());
    let error = load_from(folder.path(), "suites/s.toml").unwrap_err();
    chain(&error, folder.path())
}

/// The complaint about the good suite with `old` replaced by `new`.
fn changed(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old));
    complaint(&GOOD.replacen(old, new, 1), ROWS)
}

fn rows(rows: &str) -> String {
    complaint(GOOD, rows)
}

#[test]
fn an_unknown_suite() {
    let folder = folder(GOOD.as_bytes(), ROWS.as_bytes());
    let complaint = |name| chain(&load_from(folder.path(), name).unwrap_err(), folder.path());
    insta::assert_snapshot!(complaint("demo-meth"), @"error: demo-meth: no such suite; built in are `demo-math`, `demo-logic`, `demo-code`, `demo-direct`, `demo-lookup`, `humaneval`, `mbpp`, `livecodebench`; `suites/` has `s`, or give the path of a suite file");
    insta::assert_snapshot!(complaint("suites/t.toml"), @"error: suites/t.toml: no such suite file; its folder has `s.toml`");
    insta::assert_snapshot!(complaint("suites/"), @"error: suites: not a file; its folder has `s.toml`");
    insta::assert_snapshot!(complaint("other/s.toml"), @"error: other/s.toml: no such suite file; its folder has none; built in are `demo-math`, `demo-logic`, `demo-code`, `demo-direct`, `demo-lookup`, `humaneval`, `mbpp`, `livecodebench`");
    insta::assert_snapshot!(complaint("a\u{1b}[31mb"), @"error: a�[31mb: no such suite; built in are `demo-math`, `demo-logic`, `demo-code`, `demo-direct`, `demo-lookup`, `humaneval`, `mbpp`, `livecodebench`; `suites/` has `s`, or give the path of a suite file");
}

#[test]
fn wrong_keys_and_types() {
    insta::assert_snapshot!(changed("name = \"sums\"", "name = \"sums\"\ntitel = \"x\""), @r#"
    error: suites/s.toml:2:1: unknown key `titel`, expected one of `name`, `title`, `description`, `sampling`, `part`
      |
    2 | titel = "x"
      | ^^^^^
    "#);
    insta::assert_snapshot!(changed("dataset", "data"), @r#"
        error: suites/s.toml:6:1: unknown key `data`, expected one of `name`, `task_type`, `dataset`, `template`, `checker`, `question`, `target`, `reference`, `id`, `url`
          |
        6 | data = "../data/plus.jsonl"
          | ^^^^
        "#);
    insta::assert_snapshot!(changed("\"sums\"", "3"), @r#"
    error: suites/s.toml:1:8: invalid type: integer `3`, expected a text in quotes
      |
    1 | name = 3
      |        ^
    "#);
    insta::assert_snapshot!(changed("name = \"sums\"", ""), @r#"
    error: suites/s.toml:1:1: missing key `name`
      |
    1 |
      | ^
    "#);
    insta::assert_snapshot!(changed("task_type = \"arithmetic\"\n", ""), @r#"
    error: suites/s.toml:3:1: missing key `task_type`
      |
    3 | [[part]]
      | ^^^^^^^^
    "#);
    insta::assert_snapshot!(changed("[[part]]", "[part]"), @r#"
    error: suites/s.toml:3:1: invalid type: each part is written as `[[part]]`
      |
    3 | [part]
      | ^^^^^^
    "#);
    insta::assert_snapshot!(changed("[[part]]", "[[parts]]"), @r#"
    error: suites/s.toml:3:3: unknown key `parts`, expected one of `name`, `title`, `description`, `sampling`, `part`
      |
    3 | [[parts]]
      |   ^^^^^
    "#);
    insta::assert_snapshot!(changed("\"plus\"", "\"plus"), @r#"
    error: suites/s.toml:4:13: invalid basic string, expected `"`
      |
    4 | name = "plus
      |             ^
    "#);
    insta::assert_snapshot!(changed("name = \"plus\"", "name = \"plus\"\nname = \"minus\""), @r#"
    error: suites/s.toml:5:1: duplicate key
      |
    5 | name = "minus"
      | ^^^^
    "#);
}

#[test]
fn wrong_names() {
    insta::assert_snapshot!(changed("\"sums\"", "\"My Sums\""), @r#"
    error: suites/s.toml:1:8: `My Sums` cannot be a suite name: use lower-case letters, digits and single dashes, such as `demo-math`
      |
    1 | name = "My Sums"
      |        ^^^^^^^^^
    "#);
    insta::assert_snapshot!(changed("\"plus\"", "\"plus--one\""), @r#"
    error: suites/s.toml:4:8: `plus--one` cannot be a part name: use lower-case letters, digits and single dashes, such as `demo-math`
      |
    4 | name = "plus--one"
      |        ^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(changed("\"arithmetic\"", "\"\""), @r#"
    error: suites/s.toml:5:13: `` cannot be a task type: use lower-case letters, digits and single dashes, such as `demo-math`
      |
    5 | task_type = ""
      |             ^^
    "#);
    let part = GOOD.split_once("[[part]]").unwrap().1;
    insta::assert_snapshot!(complaint(&format!("{GOOD}\n[[part]]{part}"), ROWS), @r#"
    error: suites/s.toml:10:8: part `plus` is there already, in line 4; part names must be unique
       |
    10 | name = "plus"
       |        ^^^^^^
    "#);
    insta::assert_snapshot!(complaint("name = \"sums\"\n", ROWS), @"error: suites/s.toml: no parts; a suite needs at least one `[[part]]` with a dataset and a checker");
}

#[test]
fn wrong_datasets() {
    insta::assert_snapshot!(changed("plus.jsonl", "minus.jsonl"), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/minus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^^
    caused by: data/minus.jsonl: no such file; a dataset path starts at the folder of the suite file
    "#);
    insta::assert_snapshot!(rows("{\"question\": \"a\", \"target\": \"b\"}\n{\"question\": oops}\n"), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: data/plus.jsonl:2: not JSON, expected value at column 14: `{"question": oops}`; each line must hold one JSON object
    "#);
    insta::assert_snapshot!(changed("/plus.jsonl", ""), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data"
      |           ^^^^^^^^^
    caused by: data: not a file; a dataset is one file of JSON Lines
    "#);
    insta::assert_snapshot!(rows("\n \n"), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: data/plus.jsonl: no rows; a dataset needs one JSON object a line
    "#);
    insta::assert_snapshot!(rows("{\"question\": \"a\", \"answer\": \"b\"}"), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: data/plus.jsonl:1: no column `target`; this row has `question`, `answer` (`question`, `target` and `id` in the part say which columns to use)
    "#);
    insta::assert_snapshot!(rows("{\"question\": \"a\", \"target\": [\"b\"]}"), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: data/plus.jsonl:1: column `target` holds a list instead of a text, an integer, or for code `{"asserts": ["assert …"]}`
    "#);
    insta::assert_snapshot!(rows("{\"question\": \"a\", \"target\": {\"asserts\": [\"assert f()\"]}}"), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: data/plus.jsonl:1: column `target` holds tests, but the part's checker needs a text; tests are for checker `code`
    "#);
    let twice = "{\"id\": \"x\", \"question\": \"a\", \"target\": \"b\"}\n";
    insta::assert_snapshot!(rows(&twice.repeat(2)), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: data/plus.jsonl:2: id `x` is taken by data/plus.jsonl:1; ids must be unique in a suite
    "#);
    insta::assert_snapshot!(rows("{\"id\": \"\", \"question\": \"a\", \"target\": \"b\"}"), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: data/plus.jsonl:1: `` cannot be an id: 1 to 200 printable characters are needed
    "#);
    insta::assert_snapshot!(changed("checker =", "id = \"key\"\nchecker ="), @r#"
    error: suites/s.toml:7:6: part `plus`: dataset cannot be used
      |
    7 | id = "key"
      |      ^^^^^
    caused by: data/plus.jsonl:1: no column `key`; this row has `question`, `target` (`question`, `target` and `id` in the part say which columns to use)
    "#);
    insta::assert_snapshot!(changed("\"math\"", "\"code\""), @r#"
    error: suites/s.toml:6:11: part `plus`: dataset cannot be used
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: data/plus.jsonl:1: column `target` holds a text, but the part's checker needs tests, as in `{"asserts": ["assert …"]}`
    "#);
}

#[test]
fn wrong_templates() {
    let template = |text: &str| changed("checker =", &format!("template = {text}\nchecker ="));
    insta::assert_snapshot!(template("\"\"\"\nSolve.\n{{ problem }}\"\"\""), @r#"
    error: suites/s.toml:7:12: part `plus`: template cannot be used for data/plus.jsonl:1
      |
    7 | template = """
      |            ^^^
    caused by: `problem` is undefined; the row has `question`, `target`
    (line 2 of the template)
      |
    2 | {{ problem }}
      |    ^^^^^^^
    "#);
    insta::assert_snapshot!(template("'{{ question '"), @r#"
    error: suites/s.toml:7:12: part `plus`: template cannot be used
      |
    7 | template = '{{ question '
      |            ^^^^^^^^^^^^^^
    caused by: syntax error: unexpected end of input, expected end of variable block
    (line 1 of the template)
      |
    1 | {{ question
      |    ^^^^^^^^
    "#);
    insta::assert_snapshot!(rows("{\"text\": \"a\", \"target\": \"b\"}"), @r#"
    error: suites/s.toml:6:11: part `plus`: template cannot be used for data/plus.jsonl:1
      |
    6 | dataset = "../data/plus.jsonl"
      |           ^^^^^^^^^^^^^^^^^^^^
    caused by: `question` is undefined; the row has `text`, `target`
    (line 1 of the template)
      |
    1 | {{ question }}
      |    ^^^^^^^^
    "#);
}

#[test]
fn files_that_are_no_text() {
    let complaint = |suite: &[u8]| {
        let folder = folder(suite, ROWS.as_bytes());
        chain(&load_from(folder.path(), "s").unwrap_err(), folder.path())
    };
    insta::assert_snapshot!(complaint(b"name = \"\xff\""), @"error: suites/s.toml: not UTF-8; save the file in this encoding");
    insta::assert_snapshot!(complaint(&vec![b'#'; 2 << 20]), @"error: suites/s.toml: 2097152 bytes; a suite file has at most 1048576: items belong in the dataset");
}

mod settings;

#[test]
fn wrong_columns_of_tests() {
    let code = GOOD.replacen("math", "code", 1);
    let with = |target: &str, rows: &str| complaint(&format!("{code}target = {target}\n"), rows);
    insta::assert_snapshot!(with("{ assert = \"a\" }", ROWS), @r#"
        error: suites/s.toml:8:12: part `plus`: target: tests have no key `assert`, expected one of `prompt`, `entry_point`, `test`, `setup`, `checker`, `asserts`, `stdio`, `cases`, `test_cases`
          |
        8 | target = { assert = "a" }
          |            ^^^^^^
        "#);
    insta::assert_snapshot!(with("7", ROWS), @r#"
        error: suites/s.toml:8:10: invalid type: integer `7`, expected a column such as `"answer"`, or for checker `code` a table of columns such as `{ asserts = "test_list" }`
          |
        8 | target = 7
          |          ^
        "#);
    insta::assert_snapshot!(with("{ asserts = \"a\" }", "{\"question\": \"f?\", \"a\": []}"), @r#"
        error: suites/s.toml:8:10: part `plus`: dataset cannot be used
          |
        8 | target = { asserts = "a" }
          |          ^^^^^^^^^^^^^^^^^
        caused by: data/plus.jsonl:1: the columns `a` make no tests of a program: the list of tests is empty
        "#);
    insta::assert_snapshot!(with("\"a\"", "{\"question\": \"f?\", \"a\": {\"test\": \"\"}}"), @r#"
        error: suites/s.toml:8:10: part `plus`: dataset cannot be used
          |
        8 | target = "a"
          |          ^^^
        caused by: data/plus.jsonl:1: column `a` holds no tests of a program: tests with `test` need `entry_point`
        "#);
    insta::assert_snapshot!(complaint(&format!("{GOOD}target = {{ asserts = \"a\" }}\n"), ROWS), @r#"
        error: suites/s.toml:8:10: part `plus`: target: a table of columns makes tests, which are for checker `code`; name one column
          |
        8 | target = { asserts = "a" }
          |          ^^^^^^^^^^^^^^^^^
        "#);
    insta::assert_snapshot!(complaint(&format!("{GOOD}reference = \"why\"\n"), ROWS), @r#"
        error: suites/s.toml:8:13: part `plus`: dataset cannot be used
          |
        8 | reference = "why"
          |             ^^^^^
        caused by: data/plus.jsonl:1: no column `why`; this row has `question`, `target` (`question`, `target` and `id` in the part say which columns to use)
        "#);
}

#[test]
fn a_published_dataset_that_is_not_there() {
    let suite = GOOD.replacen("plus.jsonl", "other.jsonl", 1)
        + "url = \"https://example.org/other.jsonl\"\n";
    insta::assert_snapshot!(complaint(&suite, ROWS), @r#"
        error: suites/s.toml:6:11: part `plus`: dataset cannot be used
          |
        6 | dataset = "../data/other.jsonl"
          |           ^^^^^^^^^^^^^^^^^^^^^
        caused by: data/other.jsonl: no such file; get it from https://example.org/other.jsonl and put it there
        "#);
}
