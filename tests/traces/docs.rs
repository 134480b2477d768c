//! `docs/traces.md` says what there is.

use overthink::text::thinking::{Form, PRESETS, Policy};

const PAGE: &str = include_str!("../../docs/traces.md");

/// The cells of the one row whose first cell is this, or begins with this code.
fn row(first: &str) -> Vec<String> {
    let rows = PAGE.lines().filter_map(|line| {
        let line = line.strip_prefix("| ")?.strip_suffix(" |")?;
        let line = line.replace(r"\|", "\u{0}");
        let cells = line
            .split(" | ")
            .map(|cell| cell.trim().replace('\u{0}', "|"));
        Some(cells.collect::<Vec<_>>())
    });
    let mut found = rows.filter(|cells| match first.strip_suffix('`') {
        Some(_) => cells[0].starts_with(first),
        None => cells[0] == first,
    });
    let one = found
        .next()
        .unwrap_or_else(|| panic!("`{first}` is not on the page"));
    assert!(found.next().is_none(), "`{first}` is there twice");
    one
}

#[test]
fn the_page_lists_all_formats() {
    for form in Form::all() {
        assert!(row(form.name).len() >= 4, "{}", form.name);
    }
}

#[test]
fn the_page_lists_all_questions_with_our_choices() {
    let own = Policy::default().words();
    for ((key, words), (_, own)) in Policy::questions().into_iter().zip(own) {
        let cells = row(&format!("`{key}`"));
        assert!(cells[1].starts_with(&format!("`{own}`")), "{key}");
        for word in words {
            let is_there = cells[1..]
                .iter()
                .any(|cell| cell.contains(&format!("`{word}`")));
            assert!(is_there, "{key}={word}");
        }
    }
}

/// A preset is what its row says over our choices and the four.
#[test]
fn the_page_says_what_presets_do() {
    const FOUR: &str = "blocks=first,tool-call=inside,malformed-end=text,quoted-tags=tags";
    assert!(PAGE.contains(&format!("The four are `{FOUR}`")));
    for preset in PRESETS.iter().skip(1) {
        let cells = row(preset.name);
        let choices = cells[1].split('`').nth(1).unwrap();
        let policy: Policy = format!("overthink,{FOUR},{choices}").parse().unwrap();
        assert_eq!(policy.to_string(), preset.name);
        let commit = preset.source.split(" at ").nth(1).unwrap();
        assert!(
            cells[2].contains(commit.split(':').next().unwrap()),
            "{}",
            preset.name
        );
    }
}
