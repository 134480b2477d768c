//! Tests of a program out of several columns, as published data sets have them.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{DatasetErrorKind, NumberedRow, wrong_type};
use crate::suite::{Case, CodeTests, InputOutput, Target};
use crate::text::for_terminal;

/// Which columns of a row make the tests of a program: pairs of a key of
/// [`CodeTests`] and a column.
///
/// A column may be a path such as `metadata.func_name`: what the object in the
/// column, or the JSON text of one, has under this name. `test_cases` is a key of
/// its own: inputs, outputs and their kind as LiveCodeBench publishes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestColumns(Vec<(String, String)>);

/// Keys that hold a text; a list of texts is joined line by line.
const TEXTS: [&str; 5] = ["prompt", "entry_point", "test", "setup", "checker"];
/// Keys that hold a list, or the JSON text of one.
const LISTS: [&str; 3] = ["asserts", "stdio", "cases"];
/// LiveCodeBench's list of inputs and outputs.
const TEST_CASES: &str = "test_cases";

/// What LiveCodeBench runs before every answer, of the standard library.
const LIVECODEBENCH_IMPORTS: &str = "\
from string import *
from re import *
from datetime import *
from collections import *
from heapq import *
from bisect import *
from copy import *
from math import *
from random import *
from statistics import *
from itertools import *
from functools import *
from operator import *
from io import *
from sys import *
from json import *
from builtins import *
from typing import *
import string
import re
import datetime
import collections
import heapq
import bisect
import copy
import math
import random
import statistics
import itertools
import functools
import operator
import io
import sys
import json
sys.setrecursionlimit(50000)
";

impl TestColumns {
    /// The keys that a table of columns may have.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        TEXTS.into_iter().chain(LISTS).chain([TEST_CASES])
    }

    /// These pairs of key and column. A key that is none is given back.
    pub fn new(pairs: Vec<(String, String)>) -> Result<Self, String> {
        match pairs
            .iter()
            .find(|(key, _)| !Self::keys().any(|known| known == key))
        {
            Some((stray, _)) => Err(stray.clone()),
            None => Ok(Self(pairs)),
        }
    }

    /// The tests of a row.
    pub fn target(&self, row: &NumberedRow) -> Result<Target, DatasetErrorKind> {
        let mut tests = Map::new();
        for (key, column) in &self.0 {
            let value = at_path(row, column)?;
            if key == TEST_CASES {
                tests.extend(test_cases(column, &value)?);
            } else if LISTS.contains(&key.as_str()) {
                tests.insert(key.clone(), list(column, &value)?);
            } else if let Some(text) = text(column, &value)? {
                tests.insert(key.clone(), Value::String(text));
            }
        }
        let named: Vec<_> = self
            .0
            .iter()
            .map(|(_, column)| format!("`{column}`"))
            .collect();
        let tests = CodeTests::deserialize(Value::Object(tests));
        tests
            .map(Target::Tests)
            .map_err(|e| DatasetErrorKind::BadTests {
                columns: for_terminal(&format!("the columns {} make", named.join(", "))),
                cause: for_terminal(&e.to_string()),
            })
    }
}

/// What a row has at a path. A name that the column's object lacks is null.
fn at_path(row: &NumberedRow, path: &str) -> Result<Value, DatasetErrorKind> {
    let Some((column, name)) = path.split_once('.').filter(|_| !row.has(path)) else {
        return row.get(path).cloned();
    };
    let object = match row.get(column)? {
        Value::String(text) => parsed(column, text, "JSON object")?,
        other => other.clone(),
    };
    match object {
        Value::Object(mut object) => Ok(object.remove(name).unwrap_or(Value::Null)),
        other => Err(wrong_type(
            column,
            &other,
            "an object, or the JSON text of one",
        )),
    }
}

fn parsed(column: &str, text: &str, expected: &'static str) -> Result<Value, DatasetErrorKind> {
    serde_json::from_str(text).map_err(|e| DatasetErrorKind::BadJson {
        column: for_terminal(column),
        expected,
        cause: e.to_string(),
    })
}

/// A text, or lines of it; `None` where there is nothing.
fn text(column: &str, value: &Value) -> Result<Option<String>, DatasetErrorKind> {
    let wrong = |found| wrong_type(column, found, "a text or a list of texts");
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(lines) => {
            let lines = lines
                .iter()
                .map(|line| line.as_str().ok_or_else(|| wrong(line)));
            lines.collect::<Result<Vec<_>, _>>()?.join("\n")
        }
        other => return Err(wrong(other)),
    };
    Ok(Some(text).filter(|text| !text.is_empty()))
}

fn list(column: &str, value: &Value) -> Result<Value, DatasetErrorKind> {
    let list = match value {
        Value::String(text) => parsed(column, text, "JSON list")?,
        other => other.clone(),
    };
    match list {
        Value::Array(_) => Ok(list),
        other => Err(wrong_type(
            column,
            &other,
            "a list, or the JSON text of one",
        )),
    }
}

/// A test as LiveCodeBench has it.
#[derive(Deserialize)]
struct TestCase {
    input: String,
    output: String,
    testtype: String,
}

/// The keys and values of [`CodeTests`] that a list of inputs and outputs makes.
/// Of a function each line of the input is an argument in JSON, and the output is
/// the value in JSON.
fn test_cases(column: &str, value: &Value) -> Result<Map<String, Value>, DatasetErrorKind> {
    let bad = |cause: String| DatasetErrorKind::BadJson {
        column: for_terminal(column),
        expected: "list of tests, each with `input`, `output` and `testtype`",
        cause: for_terminal(&cause),
    };
    let tests: Vec<TestCase> =
        serde_json::from_value(list(column, value)?).map_err(|e| bad(e.to_string()))?;
    let is = |kind: &str| tests.iter().all(|test| test.testtype == kind);
    let mut made = Map::new();
    if is("stdin") {
        let pairs = tests.into_iter().map(|test| InputOutput {
            input: test.input,
            output: test.output,
        });
        let pairs: Vec<InputOutput> = pairs.collect();
        made.insert("stdio".to_owned(), to_value(&pairs, bad)?);
    } else if is("functional") {
        let cases: Vec<Case> = tests
            .iter()
            .enumerate()
            .map(|(i, test)| case(test).map_err(|e| bad(format!("test {}: {e}", i + 1))))
            .collect::<Result<_, _>>()?;
        made.insert("cases".to_owned(), to_value(&cases, bad)?);
        made.insert(
            "prompt".to_owned(),
            Value::String(LIVECODEBENCH_IMPORTS.to_owned()),
        );
    } else {
        let kinds = "`testtype` must be `stdin` in all tests, or `functional` in all";
        return Err(bad(kinds.to_owned()));
    }
    Ok(made)
}

fn to_value<T: serde::Serialize>(
    value: &T,
    bad: impl Fn(String) -> DatasetErrorKind,
) -> Result<Value, DatasetErrorKind> {
    serde_json::to_value(value).map_err(|e| bad(e.to_string()))
}

fn case(test: &TestCase) -> serde_json::Result<Case> {
    let lines = test.input.lines().filter(|line| !line.trim().is_empty());
    Ok(Case {
        args: lines.map(serde_json::from_str).collect::<Result<_, _>>()?,
        kwargs: Map::new(),
        expected: serde_json::from_str(&test.output)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn columns(pairs: &[(&str, &str)]) -> TestColumns {
        let pairs = pairs
            .iter()
            .map(|(key, column)| ((*key).to_owned(), (*column).to_owned()));
        TestColumns::new(pairs.collect()).unwrap()
    }

    fn made(pairs: &[(&str, &str)], row: &str) -> Result<CodeTests, String> {
        let row = parse(row.as_bytes(), "d.jsonl").unwrap().remove(0);
        match columns(pairs).target(&row) {
            Ok(Target::Tests(tests)) => Ok(tests),
            Ok(Target::Text(text)) => panic!("{text}"),
            Err(e) => Err(e.to_string()),
        }
    }

    #[test]
    fn published_columns_make_tests() {
        let humaneval = [
            ("prompt", "prompt"),
            ("entry_point", "entry_point"),
            ("test", "test"),
        ];
        let row = r#"{"task_id": "H/0", "prompt": "def f(x):\n", "entry_point": "f", "canonical_solution": "    return x", "test": "def check(c): assert c(1) == 1"}"#;
        assert_eq!(
            made(&humaneval, row).unwrap(),
            CodeTests::Check {
                prompt: "def f(x):\n".to_owned(),
                entry_point: "f".to_owned(),
                test: "def check(c): assert c(1) == 1".to_owned(),
            }
        );
        let mbpp = [("asserts", "test_list"), ("setup", "test_imports")];
        let row = r#"{"test_list": ["assert f(1) == 1", "assert f(2) == 2"], "test_imports": ["import math", "import sys"]}"#;
        assert_eq!(
            made(&mbpp, row).unwrap(),
            CodeTests::Asserts {
                setup: "import math\nimport sys".to_owned(),
                asserts: vec!["assert f(1) == 1".to_owned(), "assert f(2) == 2".to_owned()],
            }
        );
        let row = r#"{"test_list": "[\"assert f(1) == 1\"]", "test_imports": []}"#;
        let one = CodeTests::asserts(vec!["assert f(1) == 1".to_owned()]);
        assert_eq!(made(&mbpp, row).unwrap(), one);
    }

    const LIVECODEBENCH: [(&str, &str); 2] = [
        ("test_cases", "public_test_cases"),
        ("entry_point", "metadata.func_name"),
    ];

    #[test]
    fn tests_of_livecodebench_are_of_two_kinds() {
        let row = r#"{"public_test_cases": "[{\"input\": \"1\\n\", \"output\": \"4\\n\", \"testtype\": \"stdin\"}]", "metadata": "{}", "private_test_cases": "eJxrYJmayQABUzkA"}"#;
        let stdio = vec![InputOutput {
            input: "1\n".to_owned(),
            output: "4\n".to_owned(),
        }];
        assert_eq!(
            made(&LIVECODEBENCH, row).unwrap(),
            CodeTests::Stdio { stdio }
        );
        let row = r#"{"public_test_cases": "[{\"input\": \"[1, 2]\\n\\\"a\\\"\", \"output\": \"3\", \"testtype\": \"functional\"}]", "metadata": {"func_name": "run"}}"#;
        let CodeTests::Cases {
            entry_point,
            prompt,
            cases,
            ..
        } = made(&LIVECODEBENCH, row).unwrap()
        else {
            panic!("not cases")
        };
        assert_eq!(entry_point, "run");
        assert!(prompt.starts_with("from string import *\n"));
        assert_eq!(
            cases,
            [Case {
                args: vec![serde_json::json!([1, 2]), serde_json::json!("a")],
                kwargs: Map::new(),
                expected: serde_json::json!(3),
            }]
        );
    }

    #[test]
    fn what_makes_no_tests_is_named() {
        let say = |pairs: &[(&str, &str)], row: &str| made(pairs, row).unwrap_err();
        let check = [("entry_point", "e"), ("test", "t")];
        insta::assert_snapshot!(say(&check, r#"{"e": "", "t": "def check(c): pass"}"#), @"the columns `e`, `t` make no tests of a program: tests with `test` need `entry_point`");
        insta::assert_snapshot!(say(&check, r#"{"e": 1, "t": ""}"#), @"column `e` holds a number instead of a text or a list of texts");
        insta::assert_snapshot!(say(&check, r#"{"t": ""}"#), @"no column `e`; this row has `t` (`question`, `target` and `id` in the part say which columns to use)");
        insta::assert_snapshot!(say(&[("asserts", "a")], r#"{"a": []}"#), @"the columns `a` make no tests of a program: the list of tests is empty");
        insta::assert_snapshot!(say(&[("asserts", "a")], r#"{"a": "assert f(1)"}"#), @"column `a` holds no JSON list: expected value at line 1 column 1");
        insta::assert_snapshot!(say(&[("cases", "c")], r#"{"c": {}}"#), @"column `c` holds an object instead of a list, or the JSON text of one");
        insta::assert_snapshot!(say(&LIVECODEBENCH, r#"{"public_test_cases": "[{\"input\": \"1\"}]", "metadata": "{}"}"#), @"column `public_test_cases` holds no list of tests, each with `input`, `output` and `testtype`: missing field `output`");
        insta::assert_snapshot!(say(&LIVECODEBENCH, r#"{"public_test_cases": [{"input": "x", "output": "1", "testtype": "functional"}], "metadata": "{}"}"#), @"column `public_test_cases` holds no list of tests, each with `input`, `output` and `testtype`: test 1: expected value at line 1 column 1");
        insta::assert_snapshot!(say(&LIVECODEBENCH, r#"{"public_test_cases": [{"input": "1", "output": "1", "testtype": "functional"}], "metadata": "{}"}"#), @"the columns `public_test_cases`, `metadata.func_name` make no tests of a program: tests with `cases` need `entry_point`");
        insta::assert_snapshot!(say(&LIVECODEBENCH, r#"{"public_test_cases": [{"input": "1", "output": "1", "testtype": "file"}], "metadata": "{"}"#), @"column `public_test_cases` holds no list of tests, each with `input`, `output` and `testtype`: `testtype` must be `stdin` in all tests, or `functional` in all");
        assert_eq!(
            TestColumns::new(vec![("tests".to_owned(), "x".to_owned())]),
            Err("tests".to_owned())
        );
    }
}
