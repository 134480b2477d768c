//! Which languages a text is in, as far as their scripts tell, and where they mix.

use serde::Serialize;

use crate::text::Span;

use super::prose;

mod script;

pub use script::Script;

/// Words of another language in a row from which on a change is told: a name or
/// a single term is none.
pub const FEWEST_IN_A_ROW: usize = 3;
/// The share of Kana among Kana and Han from which on Han is taken for Japanese.
const KANA_OF_JAPANESE: f64 = 0.1;

/// A language, as far as its script tells it: English and French are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Any in Latin letters.
    Latin,
    /// Han without Kana.
    Chinese,
    /// Kana, and the Han beside it.
    Japanese,
    /// Hangul.
    Korean,
    /// Any in Cyrillic letters.
    Cyrillic,
    /// Any in Arabic letters.
    Arabic,
    /// Any in Devanagari.
    Devanagari,
    /// Greek.
    Greek,
    /// Hebrew.
    Hebrew,
    /// Thai.
    Thai,
    /// Any in other letters.
    Other,
}

impl Language {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Self::Latin,
        Self::Chinese,
        Self::Japanese,
        Self::Korean,
        Self::Cyrillic,
        Self::Arabic,
        Self::Devanagari,
        Self::Greek,
        Self::Hebrew,
        Self::Thai,
        Self::Other,
    ];

    /// Its word in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::Chinese => "chinese",
            Self::Japanese => "japanese",
            Self::Korean => "korean",
            Self::Cyrillic => "cyrillic",
            Self::Arabic => "arabic",
            Self::Devanagari => "devanagari",
            Self::Greek => "greek",
            Self::Hebrew => "hebrew",
            Self::Thai => "thai",
            Self::Other => "other",
        }
    }
}

/// The languages of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Languages {
    /// Words of each language, most first, none with 0; of equals the first of
    /// [`Language::ALL`].
    pub n_words: Vec<(Language, usize)>,
    /// Where the text first goes over to another language than its main one, for
    /// [`FEWEST_IN_A_ROW`] words or more: bytes of the text.
    pub first_change: Option<usize>,
}

impl Languages {
    /// The language of most words; `None` without words.
    pub fn main(&self) -> Option<Language> {
        self.n_words.first().map(|(language, _)| *language)
    }

    /// Words that were counted.
    pub fn n_counted(&self) -> usize {
        self.n_words.iter().map(|(_, n)| n).sum()
    }

    /// The share of words of one language: R1's reward for language consistency,
    /// where it is the one that was asked in (DeepSeek-AI, 2025, arXiv
    /// 2501.12948, section 2.3.2). `None` without words.
    pub fn share_of(&self, language: Language) -> Option<f64> {
        let total = self.n_counted();
        let of_it = self.n_words.iter().find(|(other, _)| *other == language);
        (total > 0).then(|| of_it.map_or(0.0, |(_, n)| *n as f64 / total as f64))
    }

    /// Mixing: the share of words that are not of the main language. `None`
    /// without words.
    pub fn mixed_share(&self) -> Option<f64> {
        let (_, n_main) = self.n_words.first()?;
        let total = self.n_counted();
        Some((total - n_main) as f64 / total as f64)
    }
}

/// Counts the languages of the spans' prose.
pub fn languages(text: &str, spans: &[Span]) -> Languages {
    let mut stretches = Stretches::default();
    for span in spans {
        prose::each_word(span.of(text), |script, at| {
            stretches.add(script, span.start + at);
        });
    }
    let has_kana = stretches.is_japanese();
    let language = |script: Script| script.language(has_kana);
    let mut n_words: Vec<(Language, usize)> = Language::ALL.map(|l| (l, 0)).to_vec();
    for stretch in &stretches.0 {
        let of = language(stretch.script);
        if let Some((_, n)) = n_words.iter_mut().find(|(other, _)| *other == of) {
            *n += stretch.n_words;
        }
    }
    n_words.retain(|(_, n)| *n > 0);
    n_words.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let main = n_words.first().map(|(main, _)| *main);
    Languages {
        first_change: stretches.first_not(|script| Some(language(script)) == main),
        n_words,
    }
}

/// Words of one script in a row.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    script: Script,
    start: usize,
    n_words: usize,
}

/// A text as stretches.
#[derive(Debug, Default)]
struct Stretches(Vec<Stretch>);

impl Stretches {
    fn add(&mut self, script: Script, start: usize) {
        match self.0.last_mut() {
            Some(last) if last.script == script => last.n_words += 1,
            _ => self.0.push(Stretch {
                script,
                start,
                n_words: 1,
            }),
        }
    }

    fn is_japanese(&self) -> bool {
        let of = |wanted: Script| -> usize {
            let same = self.0.iter().filter(|s| s.script == wanted);
            same.map(|s| s.n_words).sum()
        };
        let (han, kana) = (of(Script::Han), of(Script::Kana));
        kana > 0 && kana as f64 >= KANA_OF_JAPANESE * (han + kana) as f64
    }

    /// Where [`FEWEST_IN_A_ROW`] words or more begin that are not of the main
    /// language.
    fn first_not(&self, is_main: impl Fn(Script) -> bool) -> Option<usize> {
        let mut began = None;
        let mut n_words = 0;
        for stretch in &self.0 {
            if is_main(stretch.script) {
                (began, n_words) = (None, 0);
                continue;
            }
            began = began.or(Some(stretch.start));
            n_words += stretch.n_words;
            if n_words >= FEWEST_IN_A_ROW {
                return began;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Languages {
        languages(text, &[Span::new(0, text.len())])
    }

    #[test]
    fn languages_are_counted_by_words() {
        use Language::{Arabic, Chinese, Cyrillic, Greek, Japanese, Korean, Latin};
        for (text, expected) in [
            ("", vec![]),
            ("12 + 3 = 15", vec![]),
            ("The answer is 5", vec![(Latin, 3)]),
            ("La réponse est là", vec![(Latin, 4)]),
            ("答案是五", vec![(Chinese, 4)]),
            ("答えは五です", vec![(Japanese, 6)]),
            ("답은 오", vec![(Korean, 1)]),
            ("Ответ да", vec![(Cyrillic, 2)]),
            ("الجواب خمسة", vec![(Arabic, 2)]),
            ("απάντηση the answer", vec![(Latin, 2), (Greek, 1)]),
            ("设 x 为 AMC 的解", vec![(Chinese, 4), (Latin, 1)]),
        ] {
            assert_eq!(of(text).n_words, expected, "{text}");
        }
    }

    #[test]
    fn a_change_is_told_where_it_begins() {
        let text = "So the number is even. 所以答案是 five, which is right.";
        let mixed = of(text);
        assert_eq!(mixed.main(), Some(Language::Latin));
        assert_eq!(mixed.first_change, text.find('所'));
        assert_eq!(mixed.mixed_share(), Some(5.0 / 14.0));
        assert_eq!(mixed.share_of(Language::Chinese), Some(5.0 / 14.0));
        assert_eq!(mixed.share_of(Language::Korean), Some(0.0));
        // A term is no change, but counts.
        let term = of("The word 答案 means answer");
        assert_eq!(term.first_change, None);
        assert_eq!(term.mixed_share(), Some(2.0 / 6.0));
        assert_eq!(of("").mixed_share(), None);
        // What is in code is not counted.
        assert_eq!(of("The output is `答案是五`.").mixed_share(), Some(0.0));
    }

    proptest! {
        #[test]
        fn shares_add_up(text in "[a-c 答あаか한α.\n]{0,60}") {
            let found = of(&text);
            if found.n_counted() > 0 {
                let sum: f64 = Language::ALL.iter().filter_map(|l| found.share_of(*l)).sum();
                prop_assert!((sum - 1.0).abs() < 1e-9);
                let mixed = found.mixed_share().unwrap();
                prop_assert!((0.0..=1.0).contains(&mixed));
                prop_assert!(found.first_change.is_none() || mixed > 0.0);
            } else {
                prop_assert_eq!(found.mixed_share(), None);
            }
        }
    }
}
