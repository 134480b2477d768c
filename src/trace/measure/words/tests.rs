use super::*;
use proptest::prelude::*;

fn tokens(text: &str) -> Vec<&str> {
    let words = Words::read(text, &[Span::new(0, text.len())]);
    let of = |t: &Token| Span::new(t.start, t.end).of(text);
    words.tokens.iter().map(of).collect()
}

fn n_words(text: &str) -> usize {
    Words::read(text, &[Span::new(0, text.len())]).n_words
}

#[test]
fn texts_fall_into_words_and_signs() {
    for (text, expected, words) in [
        ("", vec![], 0),
        ("So, x = 12.", vec!["So", ",", "x", "=", "12", "."], 3),
        ("don't 'quote'", vec!["don't", "'", "quote", "'"], 2),
        ("0.333333", vec!["0", ".", "333", "333"], 2),
        ("x2 3x", vec!["x2", "3", "x"], 2),
        ("答案是 5。", vec!["答", "案", "是", "5", "。"], 4),
        ("Ответ: да", vec!["Ответ", ":", "да"], 2),
        ("नमस्ते दुनिया", vec!["नमस्ते", "दुनिया"], 2),
        ("!!! ==", vec!["!!!", "=="], 0),
        ("abcdefghijklmnopqrs", vec!["abcdefghijklmnop", "qrs"], 1),
    ] {
        assert_eq!(tokens(text), expected, "{text}");
        assert_eq!(n_words(text), words, "{text}");
    }
    assert_eq!(tokens(&"-".repeat(100)).len(), 2);
}

#[test]
fn spans_are_read_one_after_another() {
    let text = "one two<x>three";
    let words = Words::read(text, &[Span::new(0, 7), Span::new(10, 15)]);
    assert_eq!(words.n_words, 3);
    assert_eq!(words.tokens.last().map(|t| t.start), Some(10));
}

proptest! {
    #[test]
    fn tokens_are_the_text_without_white_space(text in "[ a-c0-9.,'’\n答あ́]{0,60}") {
        let joined: String = tokens(&text).concat();
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        prop_assert_eq!(joined, plain);
    }

    #[test]
    fn equal_tokens_and_no_others_share_a_hash(text in "[a-c,. ]{0,80}") {
        let words = Words::read(&text, &[Span::new(0, text.len())]);
        let of = |t: &Token| Span::new(t.start, t.end).of(&text).to_owned();
        for a in &words.tokens {
            for b in &words.tokens {
                prop_assert_eq!(a.hash == b.hash, of(a) == of(b));
            }
        }
    }
}
