//! Answers that are words.

use super::super::answer::Answer;
use super::super::function::{self, Function};
use super::super::token::{Kind, Token};
use super::Taste;

mod meaning;

/// The words of an answer that is only words, folded.
pub(super) fn as_words(tokens: &[Token], taste: Taste) -> Option<String> {
    let mut words = Vec::new();
    let mut has_word = false;
    for token in tokens {
        match &token.kind {
            Kind::Text(word) => {
                has_word = true;
                words.push(word.clone());
            }
            Kind::Word(word) if !is_mathematical(word) => {
                has_word = true;
                words.push(word.clone());
            }
            // `a` or `I` among words is one of them.
            Kind::Word(word) if tokens.len() > 1 => words.push(word.clone()),
            Kind::Sign(',' | '\'' | '-' | '!') => {}
            _ => return None,
        }
    }
    // `even, odd` is a list of words, not a text.
    let is_list = tokens
        .iter()
        .any(|t| t.is(',') || t.is(';') || t.word().is_some_and(is_joint));
    let is_text = has_word && !is_list && words.iter().any(|w| !is_letter(w));
    is_text.then(|| folded(&words, taste))
}

fn is_letter(word: &str) -> bool {
    word.len() == 1
}

fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "or" | "和" | "或")
}

/// Lower case, without articles.
fn folded(words: &[String], taste: Taste) -> String {
    let is_article = |w: &&String| matches!(w.to_lowercase().as_str(), "the" | "a" | "an");
    let kept: Vec<&String> = if words.len() > 1 {
        words.iter().filter(|w| !is_article(w)).collect()
    } else {
        words.iter().collect()
    };
    let joined: Vec<String> = kept
        .into_iter()
        .map(|w| {
            if taste.keep_case {
                w.clone()
            } else {
                w.to_lowercase()
            }
        })
        .map(|w| day(&w).map_or(w, str::to_owned))
        .collect();
    joined.join(" ")
}

/// Words with a meaning of their own.
pub(super) fn special(tokens: &[Token]) -> Option<Answer> {
    const MOST_WORDS: usize = 8;
    if tokens.len() > MOST_WORDS {
        return None;
    }
    let is_word = |t: &Token| t.word().is_some() || t.is('!') || t.is('\'');
    if !tokens.iter().all(is_word) {
        return None;
    }
    let words: Option<Vec<String>> = tokens
        .iter()
        .filter(|t| !t.is('!'))
        .map(|t| match t.kind {
            Kind::Sign('\'') => Some("'".to_owned()),
            _ => t.word().map(str::to_lowercase),
        })
        .collect();
    let words = words?.join(" ").replace(" ' ", "'");
    let words = words.strip_prefix("the ").unwrap_or(&words);
    meaning::of(words)
}

fn is_short_word(word: &str) -> bool {
    matches!(
        word,
        "no" | "go" | "up" | "it" | "he" | "we" | "me" | "is" | "am" | "us" | "in" | "on" | "of"
    )
}

/// Whether a word by itself is mathematics.
fn is_mathematical(word: &str) -> bool {
    let is_vowel = |c: char| "aeiouAEIOU".contains(c);
    word.len() == 1
        // `ab`, `xyz`: letters that no word is made of.
        || (word.len() < 4 && !word.contains(is_vowel) && word.chars().all(char::is_lowercase))
        || (word.len() == 2 && word.chars().all(char::is_lowercase) && !is_short_word(word))
        || (word.len() < 4 && word.chars().all(char::is_uppercase))
        || (word.len() == 2 && word.ends_with(char::is_uppercase))
        || Function::named(word).is_some()
        || function::constant(word).is_some()
        || function::is_greek(word)
}

/// The English name of a day of the week that is written short or in Chinese.
fn day(word: &str) -> Option<&'static str> {
    Some(match word {
        "mon" | "星期一" | "周一" => "monday",
        "tue" | "tues" | "星期二" | "周二" => "tuesday",
        "wed" | "星期三" | "周三" => "wednesday",
        "thu" | "thur" | "thurs" | "星期四" | "周四" => "thursday",
        "fri" | "星期五" | "周五" => "friday",
        "sat" | "星期六" | "周六" => "saturday",
        "sun" | "星期日" | "星期天" | "周日" => "sunday",
        _ => return None,
    })
}
