use super::*;
use MoveKind::{Backtrack, Hesitate, Switch, Verify};
use proptest::prelude::*;

mod chinese;

fn found(text: &str) -> Vec<(MoveKind, &str)> {
    find_moves(text, &[Span::new(0, text.len())])
        .iter()
        .map(|m| (m.kind, m.span.of(text)))
        .collect()
}

fn all(text: &str) -> Vec<Found> {
    explain(text, &[Span::new(0, text.len())])
}

#[test]
fn every_rule_holds_in_its_examples_alone() {
    for rule in rules() {
        assert!(
            !rule.fires.is_empty() && !rule.silent.is_empty(),
            "{}",
            rule.name
        );
        assert!(rule.reason.ends_with('.'), "{}", rule.name);
        for text in rule.fires {
            let names: Vec<_> = all(text).iter().map(|f| f.rule.name).collect();
            assert!(
                names.contains(&rule.name),
                "{} in {text:?}: {names:?}",
                rule.name
            );
        }
        for text in rule.silent {
            let kinds: Vec<_> = all(text).iter().map(|f| f.kind).collect();
            assert!(!kinds.contains(&rule.kind), "{} in {text:?}", rule.name);
        }
    }
}

#[test]
fn every_pattern_compiles_and_has_a_name_of_its_own() {
    let built = automaton::Automaton::new(rules()).expect("the tables");
    for row in built.rows() {
        assert!(row.compiles(), "{}", row.rule.name);
    }
    let mut names: Vec<_> = rules().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), rules().count());
}

#[test]
fn phrases_are_found_where_they_mean_something() {
    let cases: &[(&str, &[(MoveKind, &str)])] = &[
        (
            "Alternatively 4 and 19: 4 * 19 = 76, too small.",
            &[(Switch, "Alternatively")],
        ),
        ("Check: 3 + 4 = 7.", &[(Verify, "Check")]),
        ("Wait, no, that fails.", &[(Backtrack, "Wait, no")]),
        (
            "x = 3.\nLet me try another approach.",
            &[(Switch, "Let me try another approach")],
        ),
        ("OK. Let’s check it", &[(Verify, "Let’s check")]),
        ("Go back to x.", &[(Backtrack, "Go back")]),
        ("所以是3。换个思路：设x", &[(Switch, "换个思路")]),
        // A weak word before a move belongs to it.
        (
            "x = 3. Hmm. Alternatively, y = 3.",
            &[(Switch, "Alternatively")],
        ),
        // An announcement and what it announces are one switch.
        (
            "It fails. Let's try another method. Maybe the rope is longer.",
            &[(Switch, "Let's try another method")],
        ),
        // What is taken back, and what takes its place.
        (
            "That's wrong, but here's another approach.",
            &[
                (Backtrack, "That's wrong"),
                (Switch, "here's another approach"),
            ],
        ),
        // A second check in the next sentence is the same one.
        (
            "But let me double-check. Let me check each step.",
            &[(Verify, "let me double-check")],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(&found(text), expected, "{text:?}");
    }
}

#[test]
fn other_uses_do_not_count() {
    for text in [
        "await x; the wait is long; they wait, then go",
        "Wait for the train.",
        "Waiting, waiter.",
        "But x = 3. Actually, y is 4 as well.",
        "The check bounced; a checkmate.",
        "This is used alternatively as a noun.",
        "In other words: another way to say 3.",
        "苹果、梨等等。",
        "换句话说，x = 3",
        "換句話說，x = 3",
    ] {
        assert_eq!(found(text), [], "{text:?}");
    }
}

#[test]
fn quotations_and_code_are_not_searched() {
    for text in [
        "He wrote \"Alternatively, wait, no.\" and left.",
        "He wrote “Alternatively, x” and left.",
        "老师说：“换个思路。”然后走了。",
        "老師說：「換個思路。」然後走了。",
        "The word `Alternatively` is printed.",
        "```\nAlternatively, x\n```\n",
        "~~~\nLet me check this.\n~~~\n",
    ] {
        assert_eq!(found(text), [], "{text:?}");
    }
    // A mark that nobody closes quotes nothing after its line.
    let open = "A screen of 5\" is small.\nAlternatively, take 6.";
    assert_eq!(found(open), [(Switch, "Alternatively")]);
}

#[test]
fn both_scripts_are_read_alike() {
    for (simplified, traditional, kind) in [
        ("等等，不对，应该是5。", "等等，不對，應該是5。", Backtrack),
        ("让我换个思路。", "讓我換個思路。", Switch),
        ("让我检查一下结果。", "讓我檢查一下結果。", Verify),
        ("这里有点奇怪。", "這裡有點奇怪。", Hesitate),
    ] {
        for text in [simplified, traditional] {
            let kinds: Vec<_> = found(text).iter().map(|f| f.0).collect();
            assert_eq!(kinds, [kind], "{text}");
        }
    }
}

#[test]
fn leading_white_space_is_no_thought() {
    let text = "\n Alternatively a.\nAlternatively b.";
    let whole = [Span::new(0, text.len())];
    let thoughts = split_thoughts(text, &whole, &find_moves(text, &whole));
    let shown: Vec<_> = thoughts.iter().map(|t| t.of(text)).collect();
    assert_eq!(shown, ["\n Alternatively a.\n", "Alternatively b."]);
}

/// The work grows with the text: a hostile text of twice the length takes no
/// more than about twice the looks at rules. Counted, not timed.
#[test]
fn hostile_texts_are_read_in_one_pass() {
    for part in [
        "wait ",
        "wait, no. ",
        "Wait, ",
        "maybe the ",
        "Maybe the x. ",
        "\"maybe ",
        "等等，",
        "。",
        "\n",
        "but maybe",
        "... ",
        "let me check `",
        "“",
        "```\n",
        "a.",
        "Hmm, ",
        "不对，",
    ] {
        let looks = |n: usize| {
            let text = part.repeat(n / part.len());
            scan::Scan::run(&text, AUTOMATON.as_ref().unwrap()).1
        };
        let (half, whole) = (looks(10_000), looks(20_000));
        assert!(whole <= 2 * half + 1000, "{part:?}: {half} then {whole}");
        assert!(whole <= 40 * 20_000, "{part:?}: {whole}");
    }
}

/// Every row whose phrase stands at a place is among those that the automaton
/// gives, and the place among those that the beginnings give.
#[test]
fn no_phrase_is_missed() {
    let automaton = AUTOMATON.as_ref().unwrap();
    let mut matchers = [0, 1].map(|script| automaton.matcher(script).unwrap());
    for text in rules().flat_map(|rule| rule.fires) {
        for (at, _) in text.char_indices() {
            let (_, rest) = text.split_at(at);
            let script = automaton::script_of(rest.as_bytes());
            let found = matchers[script].rows(rest);
            let found: Vec<_> = automaton.rows_of(found).map(|row| row.rule.name).collect();
            let start = automaton.start(rest.as_bytes());
            for row in automaton.rows().iter().filter(|r| r.length(rest).is_some()) {
                assert!(
                    found.contains(&row.rule.name),
                    "{} in {rest:?}",
                    row.rule.name
                );
                let in_clause = row.rule.place == rule::Place::Clause;
                let may = if in_clause {
                    start.in_clause
                } else {
                    start.in_sentence
                };
                assert!(may, "{} in {rest:?}", row.rule.name);
            }
        }
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "Alternatively",
            "maybe",
            "Wait",
            "no",
            "let me",
            "check",
            "another way",
            "Hmm",
            "but",
            "the answer",
            "等等",
            "不对",
            "换个思路",
            "\"",
            "`",
            "```\n",
            "“",
            "”",
            "。",
            ", ",
            ". ",
            "\n",
            "\n\n",
            "? ",
            "…",
            "'",
            "’",
            "e.g. ",
            "1. ",
            "é",
            "\u{301}",
            "😀",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_are_in_order_and_inside(text in pieces(), cut in 0_usize..200) {
        let at = (cut..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        let thinking = [Span::new(0, at), Span::new(at, text.len())];
        let moves = find_moves(&text, &thinking);
        let mut free_from = 0;
        for found in &moves {
            prop_assert!(free_from <= found.span.start);
            prop_assert!(!found.span.of(&text).is_empty());
            prop_assert!(thinking.iter().any(|t| t.start <= found.span.start && found.span.end <= t.end));
            free_from = found.span.end;
        }
        let thoughts = split_thoughts(&text, &thinking, &moves);
        let covered: String = thoughts.iter().map(|t| t.of(&text)).collect();
        prop_assert_eq!(covered, text);
    }
}
