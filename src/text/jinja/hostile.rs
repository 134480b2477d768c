//! Templates that make much of little in few steps. Whatever renders templates
//! is tested with them.

/// Templates that let a value grow, and what the complaint says.
pub(crate) fn growing() -> Vec<(String, &'static str)> {
    let mut all: Vec<(String, &str)> = DOUBLING
        .iter()
        .map(|&(body, limit)| (doubling(body), limit))
        .collect();
    all.extend(
        GROWING
            .iter()
            .map(|&(source, limit)| (source.to_owned(), limit)),
    );
    all.push((
        format!("{{{{ {}'x' }}}}", "'x' ~ ".repeat(300)),
        "in one tag",
    ));
    all
}

/// A template that does `body` sixty times, which is to double `ns.s`.
fn doubling(body: &str) -> String {
    format!(
        "{{% set ns = namespace(s='x' * 1000) %}}{{% for i in range(60) %}}{body}{{% endfor %}}{{{{ ns.s | length }}}}"
    )
}

const DOUBLING: [(&str, &str); 8] = [
    ("{% set ns.s = ns.s ~ ns.s %}", "8 MiB"),
    ("{% set ns.s = ns.s + ns.s %}", "8 MiB"),
    ("{% set ns.s = [ns.s, ns.s] %}", "8 MiB"),
    ("{% set ns.s = ns.s | replace('x', 'xx') %}", "8 MiB"),
    ("{% set ns.s = [ns.s, ns.s] | join %}", "8 MiB"),
    ("{% set ns.s = ns.s | tojson | tojson %}", "8 MiB"),
    ("{% set ns.s %}{{ ns.s }}{{ ns.s }}{% endset %}", "64 MiB"),
    (
        "{% with s = ns.s + ns.s %}{% set ns.s = s %}{% endwith %}",
        "8 MiB",
    ),
];

const GROWING: [(&str, &str); 11] = [
    (
        "{% macro f(x) %}{{ f(x + x) }}{% endmacro %}{{ f('xxxxxxxx') }}",
        "8 MiB",
    ),
    (
        "{% for a in ['xxxxxxxx'] recursive %}{{ loop([a + a]) }}{% endfor %}",
        "8 MiB",
    ),
    (
        "{% for y in ['x' * 50000000] %}{{ y | length }}{% endfor %}",
        "8 MiB",
    ),
    ("{{ 'x' * 99000000 }}", "64 MiB"),
    ("{{ ([1] * 99000000) | list | length }}", "8 MiB"),
    ("{{ 'x' | indent(999999999) }}", "8 MiB"),
    ("{{ '%999999999d' | format(1) }}", "million"),
    ("{{ '%*d' | format(999999999, 1) }}", "million"),
    ("{{ [1] | slice(999999999) | list | length }}", "8 MiB"),
    ("{{ [1] | batch(999999999, 0) | length }}", "8 MiB"),
    (
        "{{ range(99999) | map('replace', '1', 'x' * 100000) | list | length }}",
        "8 MiB",
    ),
];
