//! Complaints about checkers and sampling.

use super::*;

#[test]
fn wrong_sampling() {
    let sampling = |line: &str| complaint(&format!("{GOOD}\n[sampling]\n{line}\n"), ROWS);
    insta::assert_snapshot!(sampling("temperature = -0.5"), @r#"
    error: suites/s.toml:10:15: `temperature` must be a finite number, 0 (greedy) or more, got -0.5
       |
    10 | temperature = -0.5
       |               ^^^^
    "#);
    insta::assert_snapshot!(sampling("temperature = nan"), @r#"
    error: suites/s.toml:10:15: `temperature` must be a finite number, 0 (greedy) or more, got NaN
       |
    10 | temperature = nan
       |               ^^^
    "#);
    insta::assert_snapshot!(sampling("temperature = 1e300"), @r#"
    error: suites/s.toml:10:15: `temperature` must be a finite number, 0 (greedy) or more, got inf
       |
    10 | temperature = 1e300
       |               ^^^^^
    "#);
    insta::assert_snapshot!(sampling("top_p = 0"), @r#"
    error: suites/s.toml:10:9: `top_p` must be above 0 and at most 1, got 0
       |
    10 | top_p = 0
       |         ^
    "#);
    insta::assert_snapshot!(sampling("top_p = 1.01"), @r#"
    error: suites/s.toml:10:9: `top_p` must be above 0 and at most 1, got 1.01
       |
    10 | top_p = 1.01
       |         ^^^^
    "#);
    insta::assert_snapshot!(sampling("top_k = -1"), @r#"
    error: suites/s.toml:10:9: invalid value: integer `-1`, expected a whole number from 0 to 4294967295
       |
    10 | top_k = -1
       |         ^^
    "#);
    insta::assert_snapshot!(sampling("max_answer_tokens = 0"), @r#"
    error: suites/s.toml:10:21: `max_answer_tokens` must be at least 1, got 0
       |
    10 | max_answer_tokens = 0
       |                     ^
    "#);
    insta::assert_snapshot!(sampling("max_thinking_tokens = 0"), @r#"
    error: suites/s.toml:10:23: `max_thinking_tokens` must be at least 1, got 0
       |
    10 | max_thinking_tokens = 0
       |                       ^
    "#);
    for (line, words) in [
        ("min_p = 1.5", "10:9: `min_p` must be from 0 to 1, got 1.5"),
        (
            "repetition_penalty = 0",
            "10:22: `repetition_penalty` must be a finite number above 0, got 0",
        ),
        (
            "presence_penalty = 200",
            "10:20: `presence_penalty` must be a number from -100 to 100, got 200",
        ),
        (
            "logit_bias = { \"7\" = inf }",
            "10:22: `logit_bias` must be a finite number, got inf",
        ),
        (
            "stop = \"x\"",
            "expected a list of texts such as `[\"one\", \"two\"]`",
        ),
        (
            "stop = [\"x\", \"\"]",
            "10:14: `stop` must be texts of 1 to 256 bytes, got one of 0",
        ),
        (
            "thinking = { loops = 1 }",
            "10:22: `loops` must be 0 (off) or at least 2, got 1",
        ),
        (
            "thinking = { tip = { alpha = -1 } }",
            "10:30: `alpha` must be a number from 0 to 100, got -1",
        ),
        (
            "thinking = { wait = 1 }",
            "unknown key `wait`, expected one of `min_tokens`, `waits`, `tip`, `loops`, `format`, `forced_end`",
        ),
    ] {
        let complaint = sampling(line);
        assert!(complaint.contains(words), "{complaint}");
    }
    insta::assert_snapshot!(sampling("max_tokens = 5"), @r#"
    error: suites/s.toml:10:1: unknown key `max_tokens`, expected one of `temperature`, `top_k`, `top_p`, `min_p`, `repetition_penalty`, `presence_penalty`, `frequency_penalty`, `logit_bias`, `stop`, `max_answer_tokens`, `max_thinking_tokens`, `thinking`
       |
    10 | max_tokens = 5
       | ^^^^^^^^^^
    "#);
}

#[test]
fn wrong_checkers() {
    let checker = |new| changed("{ kind = \"math\" }", new);
    insta::assert_snapshot!(checker("{ kind = \"maths\" }"), @r#"
    error: suites/s.toml:7:20: part `plus`: unknown checker kind `maths`, expected one of `math`, `exact`, `choice`, `set`, `list`, `json`, `code`, `source`
      |
    7 | checker = { kind = "maths" }
      |                    ^^^^^^^
    "#);
    insta::assert_snapshot!(checker("{ kind = \"exact\", case = true }"), @r#"
    error: suites/s.toml:7:29: part `plus`: checker `exact`: unknown option `case`, expected `case_sensitive`
      |
    7 | checker = { kind = "exact", case = true }
      |                             ^^^^
    "#);
    insta::assert_snapshot!(checker("{ kind = \"math\", digits = 3 }"), @r#"
    error: suites/s.toml:7:28: part `plus`: checker `math`: unknown option `digits`, expected `policies`
      |
    7 | checker = { kind = "math", digits = 3 }
      |                            ^^^^^^
    "#);
    insta::assert_snapshot!(checker("{ kind = \"code\", timeout_s = \"5\" }"), @r#"
    error: suites/s.toml:7:40: part `plus`: checker `code`: invalid type: string "5", expected a number
      |
    7 | checker = { kind = "code", timeout_s = "5" }
      |                                        ^^^
    "#);
    insta::assert_snapshot!(checker("{ kind = \"code\", timeout_s = 0 }"), @r#"
    error: suites/s.toml:7:40: part `plus`: `timeout_s` must be above 0 and at most 3600 seconds, got 0
      |
    7 | checker = { kind = "code", timeout_s = 0 }
      |                                        ^
    "#);
    insta::assert_snapshot!(checker("{ kind = \"choice\" }"), @r#"
    error: suites/s.toml:7:11: part `plus`: checker `choice`: missing option `letters`
      |
    7 | checker = { kind = "choice" }
      |           ^^^^^^^^^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(checker("{ kind = \"choice\", letters = \"AA\" }"), @r#"
    error: suites/s.toml:7:40: part `plus`: `letters` must hold two or more different letters, such as `ABCD`
      |
    7 | checker = { kind = "choice", letters = "AA" }
      |                                        ^^^^
    "#);
    insta::assert_snapshot!(checker("{ kind = 1 }"), @r#"
    error: suites/s.toml:7:20: part `plus`: `kind` must be the checker's name in quotes, such as `kind = "exact"`
      |
    7 | checker = { kind = 1 }
      |                    ^
    "#);
    insta::assert_snapshot!(checker("{ }"), @r#"
    error: suites/s.toml:7:11: part `plus`: missing key `kind`: the checker's name, such as `kind = "exact"`
      |
    7 | checker = { }
      |           ^^^
    "#);
    insta::assert_snapshot!(checker("\"math\""), @r#"
    error: suites/s.toml:7:11: invalid type: string "math", expected a table such as `{ kind = "math" }`
      |
    7 | checker = "math"
      |           ^^^^^^
    "#);
}
