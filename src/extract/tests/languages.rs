//! Announcements in many languages.

use super::*;

/// Each text announces its answer in the language named.
const ANNOUNCEMENTS: &[(&str, &str, &str)] = &[
    ("English", "So the answer is 5.", "5"),
    (
        "English",
        "The final answer is: $5$. I hope it is correct.",
        "5",
    ),
    ("English", "The answer to the first question is 5.", "5"),
    ("English", "**Final Answer**\n\n5", "5"),
    ("English", "**Answer:** 5", "5"),
    ("English", "**Answer: 5**", "5"),
    ("English", "The correct answer would be 5.", "5"),
    ("English", "The answer is therefore $x = 5$.", "x = 5"),
    ("English", "{\"reason\": \"2+3\", \"answer\": \"5\"}", "5"),
    ("English", "The answer is $$\n5\n$$", "5"),
    ("English", "The answer is not 4 but 5.", "5"),
    ("simplified Chinese", "所以答案是5。", "5"),
    ("simplified Chinese", "因此，最终答案为：5", "5"),
    ("simplified Chinese", "正确答案应该是 5。", "5"),
    ("simplified Chinese", "答：5", "5"),
    ("traditional Chinese", "所以答案為 5。", "5"),
    ("traditional Chinese", "最終答案是：5", "5"),
    ("Japanese", "したがって、答えは5です。", "5"),
    ("Japanese", "答え：5", "5"),
    ("Korean", "따라서 정답은 5입니다.", "5"),
    ("Korean", "최종 답: 5", "5"),
    ("German", "Die Antwort ist 5.", "5"),
    ("German", "Das Ergebnis lautet $5$.", "5"),
    ("German", "Endergebnis: 5", "5"),
    ("French", "La réponse est 5.", "5"),
    ("French", "Réponse finale : 5", "5"),
    ("Spanish", "La respuesta es 5.", "5"),
    ("Spanish", "La respuesta correcta es la 5", "5"),
    ("Portuguese", "A resposta é 5.", "5"),
    ("Portuguese", "Resposta final: 5", "5"),
    ("Italian", "La risposta è 5.", "5"),
    ("Russian", "Ответ: 5.", "5"),
    ("Russian", "Окончательный ответ — 5", "5"),
    ("Arabic", "الجواب هو 5", "5"),
    ("Arabic", "الإجابة النهائية: 5", "5"),
    ("Hindi", "उत्तर 5 है।", "5"),
    ("Hindi", "अंतिम उत्तर: 5", "5"),
    ("Turkish", "Cevap 5'tir.", "5"),
    ("Turkish", "Cevap: 5", "5"),
    ("Vietnamese", "Đáp án là 5.", "5"),
    ("Vietnamese", "Vậy đáp số: 5", "5"),
    ("Polish", "Odpowiedź: 5", "5"),
    ("Dutch", "Het antwoord is 5.", "5"),
    ("Indonesian", "Jawabannya adalah 5.", "5"),
    ("Swedish", "Svaret är 5.", "5"),
    ("Thai", "คำตอบคือ 5", "5"),
];

#[test]
fn answers_are_announced() {
    for (language, said, expected) in ANNOUNCEMENTS {
        // Numbers before and after must not matter, strict or not.
        let text = format!("First 12 + 3 = 15.\n\n{said}\n\nThat took 7 steps and 8 lines.");
        for strictness in [Strictness::Lenient, Strictness::Strict] {
            let search = Search {
                strictness,
                thinking: false,
            };
            let found = extract(&text, &parse(&text, false), &CheckerSpec::math(), search);
            let shown = found.map(|f| (f.answer, f.rule));
            let expected = ((*expected).to_owned(), Rule::Phrase);
            assert_eq!(shown, Some(expected), "{language}: {said}");
        }
    }
}

#[test]
fn letters_are_announced() {
    for (text, letter) in [
        ("故选B。", "B"),
        ("故選：C", "C"),
        ("所以选 (D)。", "D"),
        ("不选B，选D", "D"),
        ("答案选A。", "A"),
        ("A不是，B也不是，因此应选C。", "C"),
        ("Antwort B", "B"),
        ("La respuesta correcta es la opción B", "B"),
        ("正解はBです", "B"),
        ("Ответ: B", "B"),
    ] {
        let choice = CheckerSpec::Choice {
            letters: "ABCD".to_owned(),
        };
        for spec in [choice, CheckerSpec::math()] {
            let found = extract(text, &parse(text, false), &spec, Search::default());
            let answer = found.map(|f| f.answer.trim_matches(['(', ')']).to_owned());
            assert_eq!(answer.as_deref(), Some(letter), "{text} {spec:?}");
        }
    }
}

#[test]
fn what_only_mentions_an_answer_announces_nothing() {
    for text in [
        "I answered 5 questions.",
        "The answer is correct.",
        "My answer is not 5.",
        "答案不是5。",
        "What is the answer? Think of 5.",
        "The unanswered are 5.",
        "Please answer 5 of them.",
    ] {
        let strict = Search {
            strictness: Strictness::Strict,
            thinking: false,
        };
        let found = extract(text, &parse(text, false), &CheckerSpec::math(), strict);
        assert_eq!(found, None, "{text}");
    }
}

#[test]
fn the_table_is_sound() {
    let mut nouns: Vec<&str> = Vec::new();
    for language in &phrases::LANGUAGES {
        for (noun, _) in language.nouns {
            assert_eq!(
                *noun,
                noun.to_lowercase(),
                "nouns are compared in lower case"
            );
            nouns.push(noun);
        }
    }
    let n = nouns.len();
    nouns.sort_unstable();
    nouns.dedup();
    assert_eq!(nouns.len(), n, "a noun stands in one language only");
}
