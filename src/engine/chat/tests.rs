mod hostile;

use super::*;

fn compile(source: &str) -> Result<ChatTemplate, ChatError> {
    let specials = [("bos_token", "<s>"), ("eos_token", "</s>")];
    let specials = specials.map(|(name, token)| (name.to_owned(), token.to_owned()));
    let today = jiff::civil::date(2026, 3, 9);
    ChatTemplate::new("test", source, BTreeMap::from(specials), Some(today))
}

fn render_with(
    source: &str,
    messages: &[(&str, &str)],
    thinking: Option<bool>,
) -> Result<RenderedChat, ChatError> {
    let messages: Vec<Message<'_>> = messages
        .iter()
        .map(|&(role, content)| Message::new(role, content))
        .collect();
    compile(source)?.render(&messages, thinking)
}

fn render(source: &str) -> String {
    render_with(source, &[("user", "hi")], None).unwrap().text
}

fn reason(source: &str) -> String {
    render_with(source, &[("system", "x"), ("user", "hi")], None)
        .unwrap_err()
        .to_string()
}

#[test]
fn thinking_can_be_switched() {
    let source = "{{ messages[0].content }}{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% else %}<think>\n{% endif %}";
    for (switch, text, open) in [
        (None, "hi<think>\n", true),
        (Some(true), "hi<think>\n", true),
        (Some(false), "hi<think>\n\n</think>\n\n", false),
    ] {
        let chat = render_with(source, &[("user", "hi")], switch).unwrap();
        assert_eq!((chat.text.as_str(), chat.thinking_open), (text, open));
    }
    // What the user writes does not open the thinking.
    let chat = render_with(
        "{{ messages[0].content }}[/INST]",
        &[("user", "<think>")],
        None,
    );
    assert!(!chat.unwrap().thinking_open);
}

#[test]
fn templates_tell_their_switches() {
    let flag = |name| Switch::Variable {
        name,
        on: Setting::Flag(true),
        off: Setting::Flag(false),
    };
    let words = |on, off| Switch::SystemMessage { on, off };
    for (source, switches) in [
        ("{{ messages }}", vec![]),
        ("{{ '<think>\n' }}", vec![]),
        ("{# enable_thinking #}", vec![]),
        ("{% set thinking = true %}{{ thinking }}", vec![]),
        (
            "{% if enable_thinking %}{% endif %}",
            vec![flag("enable_thinking")],
        ),
        (
            "{% set enable_thinking = enable_thinking | default(true) %}{% if '/no_think' in messages[0].content %}{% endif %}",
            vec![flag("enable_thinking")],
        ),
        (
            "{% if not thinking is defined %}{% set thinking = false %}{% endif %}",
            vec![flag("thinking")],
        ),
        (
            "{% if '/no_think' in messages[0].content %}{% endif %}",
            vec![words("/think", "/no_think")],
        ),
        (
            "{{ reasoning_effort | default('medium') }}",
            vec![Switch::Effort {
                name: "reasoning_effort",
            }],
        ),
    ] {
        assert_eq!(compile(source).unwrap().switches(), switches, "{source}");
    }
}

#[test]
fn templates_tell_whether_the_model_thinks() {
    for (source, thinks) in [
        ("{{ messages }}", false),
        ("{% if enable_thinking %}{% endif %}", true),
        ("{{ '<think>\n' }}", true),
        ("{{ '[THINK]' }}", true),
        ("{{ m.content.split('</think>')[-1] }}", false),
    ] {
        assert_eq!(compile(source).unwrap().thinks(), thinks, "{source}");
    }
}

#[test]
fn each_switch_is_set_in_its_own_words() {
    for (source, on, off) in [
        ("{{ thinking_mode }} hi", "enabled hi", "disabled hi"),
        ("{{ thinking_option }} hi", "on hi", "off hi"),
        ("{{ thinking_budget }} hi", " hi", "0 hi"),
        ("{{ thinking }} hi", "True hi", "False hi"),
        (
            "{% set s = 'detailed thinking off' %}{{ messages[0].content }} hi",
            "detailed thinking on hi",
            "detailed thinking off hi",
        ),
        (
            "{% set s = '/no_think' in 'x' %}{% for m in messages %}{{ m.role }}:{{ m.content }};{% endfor %}",
            "system:/think;user:hi;",
            "system:/no_think;user:hi;",
        ),
    ] {
        for (thinking, expected) in [(true, on), (false, off)] {
            let chat = render_with(source, &[("user", "hi")], Some(thinking)).unwrap();
            assert_eq!(chat.text, expected, "{source}");
        }
    }
    // A system message that is there stays, behind the words.
    let source = "{% set s = '/no_think' %}{{ messages[0].content }}|hi";
    let chat = render_with(
        source,
        &[("system", "Be brief."), ("user", "hi")],
        Some(false),
    );
    assert_eq!(chat.unwrap().text, "/no_think\n\nBe brief.|hi");
    // What is passed by name wins.
    let options = RenderOptions {
        thinking: Some(true),
        variables: BTreeMap::from([("thinking".to_owned(), serde_json::json!("deep"))]),
        ..RenderOptions::default()
    };
    let chat = compile("{{ thinking }} hi").unwrap();
    let chat = chat.render_with(&[Message::user("hi")], &options).unwrap();
    assert_eq!(chat.text, "deep hi");
}

#[test]
fn a_thought_that_no_switch_closes_is_closed_empty() {
    for (opening, closed) in [
        ("<think>", "<think>\n\n</think>\n\n"),
        ("<think>\n", "<think>\n\n</think>\n\n"),
        ("[THINK]", "[THINK]\n\n[/THINK]\n\n"),
        ("<seed:think>\n", "<seed:think>\n\n</seed:think>\n\n"),
        ("◁think▷", "◁think▷\n\n◁/think▷\n\n"),
        ("<|START_THINKING|>", "<|START_THINKING|><|END_THINKING|>"),
        ("<|channel>thought\n", "<|channel>thought\n<channel|>"),
        (
            "<|begin_of_thought|>\n",
            "<|begin_of_thought|>\n<|end_of_thought|>\n\n<|begin_of_solution|>\n",
        ),
        ("<assistant>", "<assistant>"),
    ] {
        let source = format!("hi{{{{ {opening:?} }}}}");
        let chat = |thinking| render_with(&source, &[("user", "hi")], thinking).unwrap();
        assert_eq!(chat(Some(false)).text, format!("hi{closed}"));
        assert!(!chat(Some(false)).thinking_open);
        assert_eq!(chat(Some(true)).thinking_open, opening != "<assistant>");
        assert_eq!(chat(None).thinking_open, opening != "<assistant>");
        assert_eq!(chat(Some(true)).text, format!("hi{opening}"));
        assert_eq!(chat(None).text, format!("hi{opening}"));
    }
}

#[test]
fn content_as_parts_where_the_template_wants_parts() {
    let source = "{% for m in messages %}{% for p in m.content %}{% if p.type == 'text' %}[{{ p.text }}]{% endif %}{% endfor %}{% endfor %}";
    assert_eq!(render(source), "[hi]");
}

#[test]
fn complaints_quote_the_template() {
    insta::assert_snapshot!(reason("{% if messages[0].role == 'system' %}\n  {{ raise_exception('no system role') }}{% endif %}"), @"chat template of `test`: it refuses: no system role (line 2: `{{ raise_exception('no system role') }}{% endif %}`)");
    insta::assert_snapshot!(reason("\n{% if %}"), @"chat template of `test`: syntax error: unexpected end of block (line 2: `{% if %}`)");
    insta::assert_snapshot!(reason("{{ nothing.at_all }}"), @"chat template of `test`: undefined value: `nothing` is undefined (line 1: `{{ nothing.at_all }}`)");
    insta::assert_snapshot!(reason("{% macro f(x) %}\n{% for t in x %}{{ t }}{% endfor %}\n{% endmacro %}\n\n{{ f(tools) }}"), @"chat template of `test`: invalid operation: None is not iterable (line 2: `{% for t in x %}{{ t }}{% endfor %}`)");
    insta::assert_snapshot!(reason("{{ messages[0].content.nope() }}"), @"chat template of `test`: unknown method: a str has no method `nope` (line 1: `{{ messages[0].content.nope() }}`)");
    insta::assert_snapshot!(reason("{{ 1 | nope }}"), @"chat template of `test`: unknown filter: filter nope is unknown (line 1: `{{ 1 | nope }}`)");
}

#[test]
fn a_refusal_is_kept_word_for_word() {
    let error = render_with(
        "{{ raise_exception('No  \"such\"\nrole') }}",
        &[("user", "hi")],
        None,
    );
    assert_eq!(
        error.unwrap_err().refusal.as_deref(),
        Some("No  \"such\"\nrole")
    );
    let error = render_with("{{ nothing.at_all }}", &[("user", "hi")], None);
    assert_eq!(error.unwrap_err().refusal, None);
}

#[test]
fn numbers_of_ordinary_templates_are_within_bounds() {
    // A conversation of 500 turns with 4 KB each.
    let text = "word ".repeat(800);
    let turns: Vec<(&str, &str)> = (0..500)
        .map(|i| (["user", "assistant"][i % 2], text.as_str()))
        .collect();
    let source = include_str!("../../../tests/chat/fixtures/switched.jinja");
    let chat = render_with(source, &turns, None).unwrap();
    assert!(chat.text.len() > 500 * 4000);
}

proptest::proptest! {
    /// Whatever the template, there is a text or an error, and no panic.
    #[test]
    fn any_template_ends(source in "(\\{\\{|\\{%|\\}\\}|%\\}|\\{#|#\\}|'|\"|for |in |set |macro |x|=|~|\\[1:\\]|\\\\|%|if |raw |endraw|\\(|\\)|,|\n|é| |-){0,30}") {
        if let Ok(template) = compile(&source) {
            let _ = template.render(&[Message::user("hi")], Some(false));
        }
    }

    #[test]
    fn any_date_format_is_shown(format in "(%[-_0^#]?.|.){0,12}") {
        clock::show(jiff::civil::date(2026, 3, 9), &format);
    }

    /// The source that minijinja reads has the author's lines.
    #[test]
    fn translation_keeps_lines(source in "(\\{\\{ | \\}\\}|\\{% | %\\}|x|'a\\\\n'|~|\\[1:\\]|\n|for x in y|set x = 1|macro f\\(a\\)){0,30}") {
        proptest::prop_assert_eq!(translate::translate(&source).lines().count(), source.lines().count());
    }
}
