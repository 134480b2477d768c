//! The answer in a sentence: "There are 6 ways.", `顶点坐标为 (2,-5)`, "Yes,
//! because …", "(B) 12".

use regex::Regex;
use std::sync::LazyLock;

/// Longest text that is taken for a sentence, in bytes: the patterns take some
/// microseconds a byte.
const LONGEST: usize = 2_000;

/// Words that lead to an answer.
const CUES: &str = r"(?:\b(?:is|are|was|were|equals?|gives|yields|becomes|has|have|get|got|makes|be|ist|sind|lautet|beträgt|est|sont|vaut|égale?|es|son|sea|é|è|são|sono|är|er|jest|adalah|là|hasil|wynosi|равно|равна|равен|это)\b|=|:|是|为|等于|得到?|は|は、|：|은|는|هو|هي|है)";
/// What may follow an answer and says nothing.
const AFTER: &str = r"(?:입니다|이다|です|である|となります|になります|だ|है|'?t[ıiuü]r|\bis the (?:final |correct )?answer.*|\bi hope.*|, (?:because|since|as) .*|\b(?:because|since) .*|因为.*|</?\w+>|<\|[^|]*\|>|#+)\s*$";
/// What says that the answer is something else.
const DENIALS: &str = r"(?i)\b(?:not|isn't|aren't|never|nicht|kein|keine|pas|no es|non è|não|nie)\b|n't\b|不是|不为|不等|没有|ではありません|ではない|じゃない|아닙니다|не равно|नहीं|ليس";
/// Words without a digit or a sign of mathematics.
const WORDS: &str = r"^[^\d=+*/^_\\<>|()\[\]{}$%]*$";

struct Patterns {
    cue: Regex,
    after: Regex,
    denial: Regex,
    words: Regex,
    lead: Regex,
    gloss: Regex,
    verdict: Regex,
    clause: Regex,
    cjk: Regex,
}

/// The letter of an option. It is looked for more often than all the others, and
/// making a pattern takes longer than most checks.
static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:\(([A-J])\)|([A-J])(?:\)|\.|:|,? \\quad|, (?:because|since|as)\b))\s*\S").ok()
});

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let new = |pattern: &str| Regex::new(pattern).ok();
    Some(Patterns {
        cue: new(&format!("(?i){CUES}"))?,
        after: new(&format!("(?i){AFTER}"))?,
        denial: new(DENIALS)?,
        words: new(WORDS)?,
        lead: new(
            r"(?i)^(?:(?:the|series|sequence|limit|integral|function|colou?r|graph|statement|(?-i:an?)|at|on|in|by|year|exactly|both|only|just|exactly|option|choice|environ|ungefähr|etwa|circa|ca\.|примерно|около|cerca de|aproximadamente|about|around|to|odpowiedź|ответ|jawabannya|cevap|đáp án là|정답은|답은|उत्तर|الجواب هو|选|故选|選|选择|应选)\b\s*:?\s*|(?:选|故选|選|应选)\s*:?\s*)+",
        )?,
        gloss: new(r"\s*\((?:[^()\d]*\p{L}{3,}[^()]*)\)\s*$")?,
        verdict: new(r"(?i)^(yes|no|true|false)\b\s*[,.;:—-]")?,
        clause: new(
            r"(?i),?\s*(?:\\text\{)?\s*\b(?:for (?:all|any|some|every|each)|where|with|when|such that|(?:whenever))\b.*$|\\forall.*$",
        )?,
        cjk: new(r"^[\p{Han}\p{Hiragana}\p{Katakana}，、:：\s]+")?,
    })
});

/// Other texts that `text` may stand for, the likeliest first.
pub(super) fn unglued(text: &str) -> Vec<String> {
    if text.len() > LONGEST || is_one_word(text) {
        return Vec::new();
    }
    let Some(patterns) = &*PATTERNS else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if patterns.denial.is_match(text) && !patterns.verdict.is_match(&without_text(text)) {
        return found;
    }
    let bare = without_text(text);
    if let Some(verdict) = patterns.verdict.captures(&bare).and_then(|c| c.get(1)) {
        found.push(verdict.as_str().to_owned());
    }
    // `\text{CAT}` is a word and no product.
    let is_word = bare.chars().all(char::is_uppercase);
    let word = bare.clone();
    if bare != text && !is_word {
        found.push(super::phrase::in_signs(&bare));
    }
    // "a = 1, so the minimum is -4": what follows last is meant.
    let bare = match ["so", "therefore", "thus", "hence"]
        .iter()
        .filter_map(|word| {
            bare.rfind(&format!(", {word} "))
                .map(|at| at + word.len() + 3)
        })
        .max()
    {
        Some(at) => bare.get(at..).unwrap_or("").to_owned(),
        None => bare,
    };
    let trimmed = patterns.after.replace(&bare, "").trim().to_owned();
    let trimmed = patterns.gloss.replace(&trimmed, "").trim().to_owned();
    let mut rest = trimmed.as_str();
    if let Some(cue) = cue(patterns, rest) {
        rest = rest.get(cue..).unwrap_or("").trim();
    }
    let equation = equation_cue(patterns, &trimmed);
    let rest = patterns.cjk.replace(rest, "");
    let rest = patterns.lead.replace(&rest, "");
    let rest = patterns.after.replace(&rest, "").trim().to_owned();
    found.extend(equation);
    found.push(trimmed.clone());
    found.push(rest);
    found.push(patterns.clause.replace(text, "").trim().to_owned());
    found.retain(|other| !other.is_empty() && other != text && !(is_word && *other == word));
    found.dedup();
    found
}

/// Whether the text is one English word, in which there is nothing to take apart.
fn is_one_word(text: &str) -> bool {
    // The copula of Turkish is an ending, which may be written in ASCII.
    let is_ending = |c: char| c.eq_ignore_ascii_case(&'r');
    text.chars().all(|c| c.is_ascii_alphabetic()) && !text.ends_with(is_ending)
}

/// The letter and the text of an option: `(B) 12`, `B. Paris`.
pub(super) fn lettered(text: &str) -> Option<(char, String)> {
    let begins = |text: &str| {
        text.trim_start_matches('(')
            .starts_with(|c: char| ('A'..='J').contains(&c))
    };
    // Words of a command may stand first.
    let start = text.trim_start().trim_start_matches('(');
    if !(begins(start) || start.starts_with('\\')) {
        return None;
    }
    let bare = without_text(text);
    if !begins(&bare) {
        return None;
    }
    let found = LETTER.as_ref()?.captures(&bare)?;
    let letter = found.get(1).or_else(|| found.get(2))?;
    let rest = bare.get(letter.end()..).unwrap_or("");
    let rest = rest.trim_start_matches([')', '.', ':', ',', '}', ' ', '-', '—']);
    let rest = ["\\ ", "\\quad"]
        .iter()
        .find_map(|space| rest.strip_prefix(space))
        .unwrap_or(rest);
    let denied = ["incorrect", "wrong", "false", "not "]
        .iter()
        .any(|no| rest.contains(no));
    (!denied).then(|| Some((letter.as_str().chars().next()?, rest.to_owned())))?
}

/// Where the answer begins: behind the last cue before which there are only words.
fn cue(patterns: &Patterns, text: &str) -> Option<usize> {
    let ends = patterns.cue.find_iter(text).filter(|cue| {
        let before = text.get(..cue.start()).unwrap_or("");
        let words = before.trim();
        patterns.words.is_match(before) && words.chars().count() > 1
    });
    ends.last().map(|cue| cue.end())
}

/// "The line is y = 4x - 7": the equation behind the verb.
fn equation_cue(patterns: &Patterns, text: &str) -> Option<String> {
    let at = cue(patterns, text)?;
    let before = text.get(..at)?.strip_suffix('=')?;
    let verb = patterns.cue.find_iter(before).last()?;
    let equation = text.get(verb.end()..)?.trim();
    let name = before.get(verb.end()..)?.trim();
    (1..=4).contains(&name.len()).then(|| equation.to_owned())
}

/// With the words of `\text{…}` in their places.
fn without_text(text: &str) -> String {
    let mut out = text.to_owned();
    for command in ["\\textbf{", "\\text{", "\\mathrm{", "\\textit{"] {
        while out.contains(command)
            && let Some(at) = out.find(command)
        {
            let start = at + command.len();
            let Some(length) = out.get(start..).and_then(|rest| rest.find('}')) else {
                break;
            };
            let inside = out.get(start..start + length).unwrap_or("").to_owned();
            out.replace_range(at..=start + length, &format!("{inside} "));
        }
    }
    out.trim().to_owned()
}

/// One letter out of a few, where the text says which: "not A, B", `Option (B)`,
/// "I would choose D".
pub(super) fn choice(text: &str) -> Option<char> {
    const MOST_BYTES: usize = 200;
    let text = without_text(text);
    let signs = |c: char| "=+*/^_\\<>|$%".contains(c) || c.is_ascii_digit();
    if text.len() > MOST_BYTES || text.contains(signs) {
        return None;
    }
    let mut kept: Option<char> = None;
    let mut denied = false;
    let mut n_words = 0;
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '\'')) {
        let lower = word.to_lowercase();
        match word {
            "" => continue,
            _ if matches!(
                lower.as_str(),
                "not" | "except" | "excluding" | "neither" | "isn't" | "nicht" | "non" | "pas"
            ) =>
            {
                denied = true;
            }
            _ if matches!(lower.as_str(), "but" | "sondern" | "mais") => denied = false,
            _ if matches!(lower.as_str(), "incorrect" | "wrong" | "false") => return None,
            // `I` and `A` are words of a sentence, more often than not.
            "I" => n_words += 1,
            _ if lower.contains(['不', '非']) => denied = !word.contains('选') || kept.is_none(),
            _ if word.len() == 1 && word.starts_with(|c: char| ('A'..='J').contains(&c)) => {
                if denied {
                    denied = false;
                } else if kept.is_some() {
                    return None;
                } else {
                    kept = word.chars().next();
                }
            }
            _ => n_words += 1,
        }
        let ends_in_letter = word.chars().next_back().filter(|c| ('A'..='J').contains(c));
        let is_foreign = word.chars().count() > 1 && word.chars().any(|c| u32::from(c) > 0x2e80);
        if let (Some(letter), true, None) = (ends_in_letter, is_foreign, kept) {
            if !word.contains(['不', '非']) {
                kept = Some(letter);
            }
            denied = false;
        }
    }
    // `A` alone is no sentence, and reads as itself.
    kept.filter(|_| n_words > 0 || text.to_lowercase().contains("not"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_sentences() {
        for (text, expected) in [
            ("There are 6 ways", "6 ways"),
            ("顶点坐标为 (2,-5)", "(2,-5)"),
            ("Yes, because 5 > 3", "Yes"),
            ("The ratio is 2:3", "2:3"),
            ("정답은 5입니다", "5"),
            ("42 is the answer", "42"),
            ("n=4m+1 \\text{ for some integer } m", "n=4m+1"),
        ] {
            assert!(
                unglued(text).contains(&expected.to_owned()),
                "{text}: {:?}",
                unglued(text)
            );
        }
        assert!(unglued("答えは5ではありません").is_empty());
        assert_eq!(lettered("(B) 12"), Some(('B', "12".to_owned())));
        assert_eq!(lettered("(B)"), None);
    }

    #[test]
    fn letters_in_sentences() {
        for (text, expected) in [
            ("not A, B", Some('B')),
            ("It is not D but B", Some('B')),
            ("Option (B)", Some('B')),
            ("I would choose D", Some('D')),
            ("Choice (B) is incorrect", None),
            ("A or B", None),
            ("A", None),
        ] {
            assert_eq!(choice(text), expected, "{text}");
        }
    }
}
