use super::{reason, render};
use crate::text::jinja::hostile::growing;

/// Templates are foreign: none may take all time or memory.
#[test]
fn hostile_templates_are_bounded() {
    let own = [
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}"
                .to_owned(),
            "fuel",
        ),
        (
            "{% set ns = namespace(s='x' * 1000) %}".to_owned()
                + &"{% set ns.s = ns.s.replace('x', 'xx') %}".repeat(60),
            "8 MiB",
        ),
        (
            "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}".to_owned(),
            "recursion",
        ),
        ("{{ ([1] * 99000000) | string }}".to_owned(), "8 MiB"),
        (
            "{{ 'x'.center(999999999) }}{{ 'x' | center(999999999) }}".to_owned(),
            "8 MiB",
        ),
        ("{{ '%999999999d' % 1 }}".to_owned(), "million"),
        ("{{ '{:999999999}'.format(1) }}".to_owned(), "million"),
        ("{{ '{:{}}'.format(1, 999999999) }}".to_owned(), "million"),
        (format!("{{{{ {}1 }}}}", "9 * ".repeat(9)), "in one tag"),
        (
            format!("{{{{ {}0{} }}}}", "x[".repeat(101), "]".repeat(101)),
            "levels of brackets",
        ),
        (
            format!("{{% raw %}}{}", "{% x\n".repeat(60_000)),
            "syntax error",
        ),
        (format!("{{{{ {}", "x ~\n".repeat(60_000)), "syntax error"),
        (
            format!("{{{{ {}x }}}}", "x ~\n".repeat(60_000)),
            "words in one tag",
        ),
        (format!("{{{{ x{} }}}}", ".x\n".repeat(60_000)), "words"),
        (
            format!(
                "{{% if x %}}{}{{% endif %}}",
                "{% elif x %}\n".repeat(60_000)
            ),
            "`elif`",
        ),
        (
            format!("{{{{ '{}' }}}}", "x".repeat(70_000)),
            "the longest of",
        ),
        ("\n".repeat(70_000), "lines"),
        ("x".repeat(2 << 20), "bytes"),
        (
            format!(
                "{{% set s %}}{{% for i in range(9999) %}}{}{{% endfor %}}{{% endset %}}",
                ("x".repeat(99) + "\n").repeat(1000)
            ),
            "fuel",
        ),
        (
            "{% for i in range(3000) %}{{ 'x' * 50000 }}{% endfor %}".to_owned(),
            "64 MiB",
        ),
        ("{% include 'chat_template' %}".to_owned(), "recursion"),
    ];
    for (source, limit) in growing().into_iter().chain(own) {
        let error = reason(&source);
        assert!(
            error.contains(limit),
            "{}: {error}",
            source.get(..200).unwrap_or(&source)
        );
    }
}

/// What is just allowed does not exhaust the stack of a small thread.
#[test]
fn the_largest_templates_are_read() {
    for source in [
        format!("{{{{ {}x }}}}hi", "x ~ ".repeat(255)),
        format!("{{{{ {}x }}}}hi", "x and ".repeat(999)),
        format!("{{{{ x{} is defined }}}}hi", " | default('')".repeat(330)),
        format!("{{% if x %}}{}{{% endif %}}hi", "{% elif x %}".repeat(500)),
        format!("{{{{ [{}] | length }}}}hi", "1,".repeat(900)),
        format!(
            "{{% set a = 0 %}}{}hi",
            "{% set a = a + 1 %}\n".repeat(3000)
        ),
    ] {
        let short = source.get(..40).unwrap_or("");
        assert!(render(&source).ends_with("hi"), "{short}");
    }
}
