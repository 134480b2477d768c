use super::*;
use crate::text::jinja::hostile::growing;

fn columns(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).unwrap()
}

fn render(template: &str, json: &str) -> Result<String, PromptError> {
    Template::parse(template)?.render(&columns(json))
}

fn complaint(template: &str, json: &str) -> String {
    render(template, json).unwrap_err().to_string()
}

#[test]
fn messages_are_the_text_of_the_template() {
    let row = r#"{"question": "1 < 2 & \"x\"?", "choices": ["a", "b"], "n": 7}"#;
    let cases = [
        ("{{ question }}", "1 < 2 & \"x\"?"),
        (
            "{{ question }}\nIn \\boxed{}.",
            "1 < 2 & \"x\"?\nIn \\boxed{}.",
        ),
        ("{% for c in choices %}({{ c }}){% endfor %}", "(a)(b)"),
        (
            "{{ n }}{% if hint is defined %}{{ hint }}{% endif %}\n",
            "7",
        ),
        ("  kept  ", "  kept  "),
    ];
    for (template, message) in cases {
        assert_eq!(render(template, row).unwrap(), message);
    }
}

#[test]
fn a_wrong_template_shows_where() {
    let row = r#"{"question": "x", "target": "y"}"#;
    insta::assert_snapshot!(complaint("One.\nAsk {{ qestion }}!", row), @r#"
    `qestion` is undefined; the row has `question`, `target`
    (line 2 of the template)
      |
    2 | Ask {{ qestion }}!
      |        ^^^^^^^
    "#);
    insta::assert_snapshot!(complaint("{% for x in list %}{{ x }}{% endfor %}", row), @r#"
    `list` is undefined; the row has `question`, `target`
    (line 1 of the template)
      |
    1 | {% for x in list %}{{ x }}{% endfor %}
      |             ^^^^
    "#);
    insta::assert_snapshot!(complaint("{{ hint | upper }}{{ question + 1 }}", row), @r#"
    `hint` is undefined; the row has `question`, `target`
    (line 1 of the template)
      |
    1 | {{ hint | upper }}{{ question + 1 }}
      |           ^^^^^
    "#);
    insta::assert_snapshot!(complaint("{{ question.text }}", row), @r#"
    `question.text` is undefined; the row has `question`, `target`
    (line 1 of the template)
      |
    1 | {{ question.text }}
      |    ^^^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(complaint("a {{ question", row), @r#"
    syntax error: unexpected end of input, expected end of variable block
    (line 1 of the template)
      |
    1 | a {{ question
      |      ^^^^^^^^
    "#);
    insta::assert_snapshot!(complaint("a {% for %}", row), @r#"
    syntax error: unexpected end of block, expected in
    (line 1 of the template)
      |
    1 | a {% for %}
      |          ^^
    "#);
    insta::assert_snapshot!(complaint("{{ question | shout }}", row), @r#"
    unknown filter: filter shout is unknown
    (line 1 of the template)
      |
    1 | {{ question | shout }}
      |               ^^^^^
    "#);
    insta::assert_snapshot!(complaint("{% include 'x' %}", row), @r#"
    template not found: tried to include non-existing template 'x'
    (line 1 of the template)
      |
    1 | {% include 'x' %}
      |    ^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(complaint("{{ '' }}", row), @"gives an empty message");
}

#[test]
fn time_and_space_are_bounded() {
    let row = r#"{"question": "x"}"#;
    let endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
    insta::assert_snapshot!(complaint(endless, row), @"takes too many steps");
    let open = |n| format!("{{{{ {}1 }}}}", "(".repeat(n));
    let deep = complaint(&open(100_000), row);
    assert!(deep.contains("the longest of"), "{deep}");
    let deep = complaint(&open(60_000), row);
    assert!(deep.contains("recursion limits"), "{deep}");
    let closed = format!("{{{{ {}1{} }}}}", "(".repeat(150), ")".repeat(150));
    let deep = complaint(&closed, row);
    assert!(deep.contains("levels of brackets"), "{deep}");
    for (source, limit) in [
        ("x".repeat(2 << 20), "bytes"),
        ("\n".repeat(70_000), "lines"),
        (format!("{{{{ {}1 }}}}", "1 + ".repeat(300)), "in one tag"),
        (
            format!(
                "{{% if x %}}{}{{% endif %}}",
                "{% elif x %}\n".repeat(60_000)
            ),
            "`elif`",
        ),
    ] {
        let error = complaint(&source, row);
        assert!(
            error.contains(limit) && error.starts_with("the template has"),
            "{error}"
        );
    }
    let long = r#"{% for a in range(99999) %}{{ "0123456789" * 1000 }}{% endfor %}"#;
    insta::assert_snapshot!(complaint(long, row), @"writes more than the limit of 16777216 bytes");
}

/// Few steps make much of little; each way to do so ends with an error
/// instead of the machine's memory.
#[test]
fn values_cannot_grow_without_bounds() {
    let row = r#"{"question": "x"}"#;
    let own = [
        (
            "{% set x = 'x' * 9999 %}".to_owned() + &"{% set x = x ~ x %}".repeat(60),
            "8 MiB",
        ),
        ("{{ 'x' * 10 ** 9 }}".to_owned(), "too large"),
        ("{{ range(10 ** 9) | length }}".to_owned(), "range"),
        ("{{ [1, 2] | join('x' * 9000000) }}".to_owned(), "8 MiB"),
        ("{{ range(99999) | join('x' * 1000) }}".to_owned(), "8 MiB"),
        (
            "{{ ('x' * 9999) | replace('x', 'y' * 9999) | length }}".to_owned(),
            "8 MiB",
        ),
        ("{{ 'x' | indent(width=999999999) }}".to_owned(), "8 MiB"),
    ];
    for (source, limit) in growing().into_iter().chain(own) {
        let error = complaint(&source, row);
        let start = source.get(..200).unwrap_or(&source);
        assert!(error.contains(limit), "{start}: {error}");
    }
    // Errors behind a check point into the template as it was written.
    insta::assert_snapshot!(complaint("{% set a = 1 + 1 %}{{ a + b }}", row), @r"
    invalid operation: tried to use + operator on unsupported types number and undefined (`b` is undefined)
    (line 1 of the template)
      |
    1 | {% set a = 1 + 1 %}{{ a + b }}
      |                       ^^^^^
    ");
    // Ordinary templates do not notice.
    let ordinary = "{% set a = ['b', 'a'] | sort %}{% macro m(x) %}<{{ x }}>{% endmacro %}\
        {% for x in a + ['c'] %}{{ m(x ~ loop.index) }}{% endfor %}{{ a | map('upper') | join(', ') }}";
    assert_eq!(render(ordinary, row).unwrap(), "<a1><b2><c3>A, B");
}

proptest::proptest! {
    #[test]
    fn any_template_is_a_message_or_an_error(template in "[{}%# a-z.|()'\"0-9*\n]{0,60}") {
        let _ = render(&template, r#"{"question": "x", "a": [1, 2]}"#);
    }

    #[test]
    fn a_question_arrives_unchanged(question in "\\PC*[a-z]\\PC*") {
        let row = serde_json::json!({ "question": question }).to_string();
        proptest::prop_assert_eq!(render("{{ question }}", &row).unwrap(), question);
    }
}
