//! Dataset row + template → user message.
//!
//! Templates are minijinja, strict: a variable that the row does not have is an
//! error, never an empty text.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use serde_json::{Map, Value};

use crate::text::jinja::kept::{self, Checked, KEPT};
use crate::text::jinja::{self, growth, limit};
use crate::text::{Place, start_of};

/// Longest message, in bytes.
const MAX_PROMPT_BYTES: usize = 1 << 24;
/// Steps of the template engine that one message may take, at most.
const MAX_STEPS: u64 = 1_000_000;
/// Name of the one template in its environment.
const NAME: &str = "template";

/// A parsed template of user messages.
pub struct Template<'t> {
    environment: Environment<'static>,
    source: &'t str,
    checked: Checked,
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
        let checked = kept::checked(source);
        if let Some(reason) = limit::too_long(&checked.text) {
            let what = format!("the template {reason}");
            return Err(PromptError::new(source, what, None));
        }
        let mut environment = environment();
        let steps = limit::fuel(jinja::longest_text(source)).min(MAX_STEPS);
        environment.set_fuel(Some(steps));
        environment
            .add_template_owned(NAME, checked.text.clone())
            .map_err(|e| {
                let range = e.range().map(|range| checked.original(range));
                PromptError::new(source, describe(&e), range)
            })?;
        Ok(Self {
            environment,
            source,
            checked,
        })
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
        let source = self.source;
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
            let range = e.range().map(|range| self.checked.original(range));
            return Err(PromptError::new(source, what, range));
        }
        let message = message.into_text();
        if message.trim().is_empty() {
            let what = "gives an empty message".to_owned();
            return Err(PromptError::new(source, what, None));
        }
        Ok(message)
    }
}

/// Strict, with all bounded that a template can let grow.
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Messages are plain text whatever they look like: nothing is escaped.
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_debug(true);
    // What is written into a variable counts as written, too.
    environment.set_formatter(|out, state, value| {
        let bytes = match value.as_str() {
            Some(text) => text.len(),
            None => growth::size(value)?,
        };
        growth::write(state, bytes)?;
        minijinja::escape_formatter(out, state, value)
    });
    environment.add_function(KEPT, |value: minijinja::Value| {
        growth::check_value(&value)?;
        Ok::<_, minijinja::Error>(value)
    });
    growth::bound_filters(&mut environment);
    environment
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
        let doubling = |body: &str| {
            format!(
                "{{% set ns = namespace(s='x' * 1000) %}}{{% for i in range(60) %}}{body}{{% endfor %}}{{{{ ns.s | length }}}}"
            )
        };
        for (source, limit) in [
            (doubling("{% set ns.s = ns.s ~ ns.s %}"), "8 MiB"),
            (doubling("{% set ns.s = ns.s + ns.s %}"), "8 MiB"),
            (doubling("{% set ns.s = [ns.s, ns.s] %}"), "8 MiB"),
            (
                doubling("{% set ns.s = ns.s | replace('x', 'xx') %}"),
                "8 MiB",
            ),
            (doubling("{% set ns.s = [ns.s, ns.s] | join %}"), "8 MiB"),
            (doubling("{% set ns.s = ns.s | tojson | tojson %}"), "8 MiB"),
            (
                doubling("{% set ns.s %}{{ ns.s }}{{ ns.s }}{% endset %}"),
                "64 MiB",
            ),
            (
                doubling("{% with s = ns.s + ns.s %}{% set ns.s = s %}{% endwith %}"),
                "8 MiB",
            ),
            (
                "{% set x = 'x' * 9999 %}".to_owned() + &"{% set x = x ~ x %}".repeat(60),
                "8 MiB",
            ),
            (
                "{% macro f(x) %}{{ f(x + x) }}{% endmacro %}{{ f('xxxxxxxx') }}".to_owned(),
                "8 MiB",
            ),
            (
                "{% for a in ['xxxxxxxx'] recursive %}{{ loop([a + a]) }}{% endfor %}".to_owned(),
                "8 MiB",
            ),
            (
                "{% for y in ['x' * 50000000] %}{{ y | length }}{% endfor %}".to_owned(),
                "8 MiB",
            ),
            ("{{ 'x' * 10 ** 9 }}".to_owned(), "too large"),
            ("{{ 'x' * 99000000 }}".to_owned(), "64 MiB"),
            ("{{ range(10 ** 9) | length }}".to_owned(), "range"),
            ("{{ ([1] * 99000000) | list | length }}".to_owned(), "8 MiB"),
            ("{{ [1, 2] | join('x' * 9000000) }}".to_owned(), "8 MiB"),
            ("{{ range(99999) | join('x' * 1000) }}".to_owned(), "8 MiB"),
            (
                "{{ ('x' * 9999) | replace('x', 'y' * 9999) | length }}".to_owned(),
                "8 MiB",
            ),
            ("{{ 'x' | indent(999999999) }}".to_owned(), "8 MiB"),
            ("{{ 'x' | indent(width=999999999) }}".to_owned(), "8 MiB"),
            ("{{ '%999999999d' | format(1) }}".to_owned(), "million"),
            ("{{ '%*d' | format(999999999, 1) }}".to_owned(), "million"),
            (
                "{{ [1] | slice(999999999) | list | length }}".to_owned(),
                "8 MiB",
            ),
            (
                "{{ [1] | batch(999999999, 0) | length }}".to_owned(),
                "8 MiB",
            ),
            (
                "{{ range(99999) | map('replace', '1', 'x' * 100000) | list | length }}".to_owned(),
                "8 MiB",
            ),
            (
                format!("{{{{ {}'x' }}}}", "'x' ~ ".repeat(300)),
                "in one tag",
            ),
        ] {
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
}
