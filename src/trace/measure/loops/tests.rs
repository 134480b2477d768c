use super::*;
use proptest::prelude::*;

fn of(text: &str) -> Vec<Loop> {
    loops(text, &Words::read(text, &[Span::new(0, text.len())]))
}

/// The text of the loop, its period, repetitions, and whether it ends the text.
fn only(text: &str) -> Option<(&str, usize, usize, bool)> {
    match of(text).as_slice() {
        [l] => Some((
            l.span.of(text),
            l.n_period_tokens,
            l.n_repetitions,
            l.at_end,
        )),
        _ => None,
    }
}

#[test]
fn a_text_ends_in_a_loop() {
    for (text, expected) in [
        (
            "So go on and on and on and",
            Some(("on and on and on and", 2, 3, true)),
        ),
        ("no, no, no", None),
        ("a b a b a", None),
        ("ha ha ha ha ha", None),
        (
            "so ha ha ha ha ha ha",
            Some(("ha ha ha ha ha ha", 1, 6, true)),
        ),
        // Cut off within a word.
        (
            "Wait, that is. Wait, that is. Wait, that is. Wait, th",
            Some((
                "Wait, that is. Wait, that is. Wait, that is. Wait, th",
                5,
                3,
                true,
            )),
        ),
        // White space is nothing; other words are.
        (
            "x = 1\nx = 1\n\n x =   1",
            Some(("x = 1\nx = 1\n\n x =   1", 3, 3, true)),
        ),
        ("x = 1. x = 2. x = 3.", None),
        (
            "等等，不对等等，不对等等，不对",
            Some(("等等，不对等等，不对等等，不对", 5, 3, true)),
        ),
    ] {
        assert_eq!(only(text), expected, "{text}");
    }
    // One word, one number, one sign without end.
    for text in ["ha".repeat(200), "3".repeat(200), "!".repeat(2000)] {
        let text = format!("So {text}");
        assert!(only(&text).is_some_and(|l| l.3), "{text}");
    }
}

#[test]
fn a_loop_may_end_again() {
    let phrase = "I should check this one more time. ";
    for n in [7, 8, 9] {
        let text = format!("First, {}Now the answer.", phrase.repeat(n));
        let found = of(&text);
        // 8 tokens each: the eighth repetition makes it 64.
        assert_eq!(found.len(), usize::from(n >= 8), "{n}");
        if let [l] = found.as_slice() {
            assert_eq!(l.span.start, 7);
            assert_eq!(
                (l.n_period_tokens, l.n_repetitions, l.at_end),
                (8, n, false)
            );
            assert_eq!(l.second, 7 + phrase.len());
        }
    }
    // Rows of a table and ruled lines are none.
    assert!(of(&format!("| a | b |\n|{}\n| 1 | 2 | end", "---|".repeat(12))).is_empty());
    assert!(of(&format!("{}\nend", "-".repeat(400))).is_empty());
}

#[test]
fn phrases_that_hold_repetitions_are_found_whole() {
    // Periods within the period come first and do not hold.
    let phrase = "a b c, a b c d, a b c e. ";
    let text = format!("{}x", phrase.repeat(9));
    let found = of(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].n_period_tokens, 14);
    assert_eq!(found[0].span, Span::new(0, text.len() - 2));
    // Two loops, one after the other.
    let two = format!(
        "{} stop {}",
        "go on then. ".repeat(20),
        "but why not? ".repeat(5)
    );
    let found = of(&two);
    let periods: Vec<_> = found
        .iter()
        .map(|l| (l.n_period_tokens, l.at_end))
        .collect();
    assert_eq!(periods, [(4, false), (4, true)]);
}

#[test]
fn a_phrase_of_repetitions_is_found_at_the_end() {
    let found = of(&"a b b a b b b b ".repeat(3));
    let told: Vec<_> = found
        .iter()
        .map(|l| (l.n_period_tokens, l.at_end))
        .collect();
    assert_eq!(told, [(8, true)]);
}

proptest! {
    #[test]
    fn loops_are_loops(text in "[ab]( [ab.]){0,120}") {
        let words = Words::read(&text, &[Span::new(0, text.len())]);
        let mut last = 0;
        for l in loops(&text, &words) {
            prop_assert!(last <= l.span.start && l.span.start < l.second && l.second < l.span.end);
            last = l.span.end;
            let within: Vec<&Token> = words
                .tokens
                .iter()
                .filter(|t| l.span.start <= t.start && t.end <= l.span.end)
                .collect();
            prop_assert!(l.n_repetitions >= FEWEST_REPETITIONS);
            prop_assert!(within.len() >= l.n_repetitions * l.n_period_tokens);
            for (a, b) in within.iter().zip(within.iter().skip(l.n_period_tokens)) {
                prop_assert_eq!(a.hash, b.hash);
            }
        }
    }

    /// Against the plain definition: some period holds for so many tokens at
    /// the end.
    #[test]
    fn loops_at_the_end_are_all_found(
        lead in prop::collection::vec("[abc]", 0..30),
        phrase in prop::collection::vec("[abc]", 1..12),
        more in 0_usize..40,
    ) {
        let tail = phrase.iter().cycle().take(more);
        let all: Vec<&str> = lead.iter().chain(tail).map(String::as_str).collect();
        let n = all.len();
        let holds = |period: usize| {
            let whole = FEWEST_REPETITIONS * period.max(SHORTEST_PHRASE);
            whole <= n && (n - whole + period..n).all(|i| all[i] == all[i - period])
        };
        let plain = (1..=n).any(holds);
        let found = of(&all.join(" "));
        prop_assert_eq!(found.last().is_some_and(|l| l.at_end), plain, "{:?}", all);
    }
}
