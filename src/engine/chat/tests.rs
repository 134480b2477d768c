use super::*;

fn render_with(
    source: &str,
    messages: &[(&str, &str)],
    enable_thinking: Option<bool>,
) -> Result<RenderedChat, ChatError> {
    let specials = BTreeMap::from([
        ("bos_token".to_owned(), "<s>".to_owned()),
        ("eos_token".to_owned(), "</s>".to_owned()),
    ]);
    let messages: Vec<Message<'_>> = messages
        .iter()
        .map(|&(role, content)| Message { role, content })
        .collect();
    ChatTemplate::new(
        "test",
        source,
        specials,
        Some(jiff::civil::date(2026, 3, 9)),
    )?
    .render(&messages, enable_thinking)
}

fn render(source: &str) -> String {
    render_with(source, &[("user", "hi")], None).unwrap().text
}

/// Expected texts were made with `apply_chat_template` of transformers 4.57.
#[test]
fn renders_as_transformers_does() {
    for (source, expected) in [
        (
            "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}",
            "<s>hi</s>",
        ),
        ("{{ bos_token }}{{ messages[0]['content'] }}\n", "<s>hi"),
        (
            "a\n  {% if true %}\n  b hi\n  {% endif %}\nc",
            "a\n  b hi\nc",
        ),
        (
            "{{ True }} {{ None }} {{ 1.0 }} {{ tools is none }} hi",
            "True None 1.0 True hi",
        ),
        (
            "{{ tools is iterable }} {{ 'a' is iterable }} {{ nothing is iterable }} hi",
            "False True True hi",
        ),
        ("{{ unk_token }}{{ messages | length }}hi", "1hi"),
        (
            "{{ {'a': [1, 'é<'], 'b': None} | tojson }}hi",
            "{\"a\": [1, \"é<\"], \"b\": null}hi",
        ),
        (
            "{{ {'b': {}, 'a': [1, true]} | tojson(indent=2) }}hi",
            "{\n  \"b\": {},\n  \"a\": [\n    1,\n    true\n  ]\n}hi",
        ),
        (
            "{{ {'b': 1, 'a': 'é'} | tojson(sort_keys=true, ensure_ascii=true, separators=(',', ':')) }}hi",
            "{\"a\":\"\\u00e9\",\"b\":1}hi",
        ),
        ("{{ strftime_now('%d %b %Y') }} hi", "09 Mar 2026 hi"),
        (
            "{% for m in messages %}{% generation %}\n{{ m.content }}{% endgeneration %}\n{% endfor %}",
            "hi",
        ),
        (
            "{% for i in [1,2,3,4] %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}hi",
            "13hi",
        ),
        (
            "{{ 'a</think>b</think> c'.split('</think>')[-1].lstrip() }}hi",
            "chi",
        ),
        (
            "{{ 'a-b-c'.rsplit('-', 1) | join('+') }}{{ 'xhi'.removeprefix('x') }}",
            "a-b+chi",
        ),
        (
            "{{ messages[0].get('name', 'no') }}{{ messages[::-1][0].content }}",
            "nohi",
        ),
        (
            "{% set ns = namespace(n=0) %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}hi",
            "1hi",
        ),
        (
            "{{ 'hi'.startswith('h') }}{{ ' hi '.strip() }}{{ 'hi'.upper() }}",
            "TruehiHI",
        ),
        (
            "{% for k, v in {'a': 1}.items() %}{{ k ~ v }}{% endfor %}hi",
            "a1hi",
        ),
        ("{{ messages[0].role == 'user' and 'hi' or 'no' }}", "hi"),
        (
            "{%- if add_generation_prompt %}hi{{ '<|assistant|>\\n' }}{%- endif %}",
            "hi<|assistant|>\n",
        ),
    ] {
        assert_eq!(render(source), expected, "{source}");
    }
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
fn templates_tell_whether_the_model_thinks() {
    for (source, thinks) in [
        ("{{ messages }}", false),
        ("{% if enable_thinking %}{% endif %}", true),
        ("{{ '<think>\n' }}", true),
        ("{{ m.content.split('</think>')[-1] }}", false),
    ] {
        let template = ChatTemplate::new("test", source, BTreeMap::new(), None).unwrap();
        assert_eq!(template.thinks(), thinks, "{source}");
    }
}

#[test]
fn content_as_parts_where_the_template_wants_parts() {
    let source = "{% for m in messages %}{% for p in m.content %}{% if p.type == 'text' %}[{{ p.text }}]{% endif %}{% endfor %}{% endfor %}";
    assert_eq!(render(source), "[hi]");
}

#[test]
fn complaints_say_what_and_where() {
    let reason = |source: &str| {
        render_with(source, &[("system", "x"), ("user", "hi")], None)
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(reason("{% if messages[0].role == 'system' %}\n{{ raise_exception('no system role') }}{% endif %}"), @"chat template of `test`: invalid operation: no system role (in chat_template:2)");
    insta::assert_snapshot!(reason("{% if %}"), @"chat template of `test`: syntax error: unexpected end of block (in chat_template:1)");
    insta::assert_snapshot!(reason("{{ nothing.at_all }}"), @"chat template of `test`: undefined value: `nothing` is undefined (in chat_template:1)");
    insta::assert_snapshot!(reason("{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}"), @"chat template of `test`: engine ran out of fuel (in chat_template:1)");
}

/// Templates of real models, where the reference material is at hand.
#[test]
fn real_templates_render() {
    let Ok(folder) = fs_err::read_dir("../shared/chat_templates") else {
        return;
    };
    let mut n = 0;
    for entry in folder {
        let path = entry.unwrap().path();
        let text = fs_err::read_to_string(&path).unwrap();
        let source = match path.extension().and_then(|e| e.to_str()) {
            Some("md") => continue,
            Some("json") => {
                let json: serde_json::Value = serde_json::from_str(&text).unwrap();
                json["chat_template"].as_str().unwrap().to_owned()
            }
            _ => text,
        };
        for switch in [None, Some(true), Some(false)] {
            let chat = render_with(&source, &[("user", "What is 2 < 3?")], switch);
            let chat = chat.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            assert!(
                chat.text.contains("What is 2 < 3?"),
                "{}: {chat:?}",
                path.display()
            );
        }
        n += 1;
    }
    assert!(n > 10, "{n}");
}
