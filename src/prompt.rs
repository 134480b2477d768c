//! Dataset row + template → user message.
//!
//! Templates are minijinja, strict: a variable that the row does not have is an
//! error, never an empty text.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use serde_json::{Map, Value};

use crate::text::jinja::{self, limit};
use crate::text::{Place, start_of};

/// Longest message, in bytes.
const MAX_PROMPT_BYTES: usize = 1 << 24;
/// Steps of the template engine that one message may take, at most.
const MAX_STEPS: u64 = 1_000_000;
/// Name of the one template in its environment.
const NAME: &str = "template";

/// A parsed template of user messages.
pub struct Template<'t> {
    environment: Environment<'t>,
}

impl<'t> Template<'t> {
    /// Parses `source`; the error points into it. What it may use up is bounded
    /// as for chat templates.
    pub fn parse(source: &'t str) -> Result<Self, PromptError> {
        if let Some(reason) = limit::too_large(source).or_else(|| limit::too_long(source)) {
            return Err(PromptError::new(
                source,
                format!("the template {reason}"),
                None,
            ));
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // Messages are plain text whatever they look like: nothing is escaped.
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        let steps = limit::fuel(jinja::longest_text(source)).min(MAX_STEPS);
        environment.set_fuel(Some(steps));
        environment.set_debug(true);
        environment
            .add_template(NAME, source)
            .map_err(|e| PromptError::new(source, describe(&e), e.range()))?;
        Ok(Self { environment })
    }

    /// The message for a row. One line end at the end of the template is dropped.
    pub fn render(&self, columns: &Map<String, Value>) -> Result<String, PromptError> {
        let template = self
            .environment
            .get_template(NAME)
            .map_err(|e| PromptError::new("", describe(&e), None))?;
        let mut message = limit::Output::new(MAX_PROMPT_BYTES);
        let context = minijinja::Value::from(Serde(columns));
        let rendered = template.render_captured_to(context, &mut message);
        let source = template.source();
        if let Err(e) = rendered {
            let what = match e.kind() {
                ErrorKind::UndefinedError => {
                    let there = column_list(columns);
                    format!("{}; the row has {there}", describe(&e))
                }
                ErrorKind::OutOfFuel => "takes too many steps".to_owned(),
                ErrorKind::WriteFailure => {
                    format!("writes more than the limit of {MAX_PROMPT_BYTES} bytes")
                }
                _ => describe(&e),
            };
            return Err(PromptError::new(source, what, e.range()));
        }
        let message = message.into_text();
        if message.trim().is_empty() {
            let what = "gives an empty message".to_owned();
            return Err(PromptError::new(source, what, None));
        }
        Ok(message)
    }
}

/// Why a template gives no message. Place and excerpt are those of the template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}{}", .place.as_ref().map(Place::excerpt_in_template).unwrap_or_default())]
pub struct PromptError {
    /// What is wrong, and what there would be.
    pub what: String,
    /// Where in the template, if that is known.
    pub place: Option<Place>,
}

impl PromptError {
    fn new(source: &str, what: String, range: Option<std::ops::Range<usize>>) -> Self {
        Self {
            what,
            place: range.map(|range| Place::new(source, range)),
        }
    }
}

/// The engine's complaint in one line.
fn describe(error: &minijinja::Error) -> String {
    match error.detail() {
        // Such details name what is undefined, and say so.
        Some(detail) if error.kind() == ErrorKind::UndefinedError => detail.to_owned(),
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}

/// The column names in backticks, for messages; the first few if there are many.
pub(crate) fn column_list(columns: &Map<String, Value>) -> String {
    const SHOWN: usize = 20;
    let mut names: Vec<String> = columns
        .keys()
        .take(SHOWN)
        .map(|name| format!("`{}`", start_of(name)))
        .collect();
    if columns.len() > SHOWN {
        names.push(format!("{} more", columns.len() - SHOWN));
    }
    if names.is_empty() {
        return "no columns".to_owned();
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let endless =
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
        insta::assert_snapshot!(complaint(endless, row), @r#"
        takes too many steps
        (line 1 of the template)
          |
        1 | {% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}
          |                                        ^^^^^^^^^^^^
        "#);
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
}
