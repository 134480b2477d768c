//! The answer to a mathematical question.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, boxed, choice, marked, plain, trimmed, values};

mod last;
mod narrow;
mod unsaid;

use narrow::{is_bare, narrowed};

/// Letters of choices: mathematics has no list of them.
const LETTERS: &str = "ABCDEFGHIJ";

/// All candidates, the best first.
///
/// 1. What the model marked as its answer: boxes, `####`, answer tags, and
///    announcements that are final and announce a bare value. The last one wins.
/// 2. What it announced otherwise, the last one first.
/// 3. What stands where answers stand: a last line that is nothing but a value,
///    a yes or no or a choice letter at the beginning, the last bold value, the
///    value of the last sentence that has one, the last choice letter.
/// 4. A few words that are all there is.
///
/// A text that breaks off where its answer would have to stand has only what was
/// marked before.
pub(super) fn candidates(text: &str) -> Vec<Found> {
    let (mut firm, mut told, mut idle) = (boxed::groups(text), Vec::new(), Vec::new());
    firm.extend(marked::hashes(text).into_iter().map(|f| narrowed(text, f)));
    firm.extend(
        marked::answer_tags(text)
            .into_iter()
            .filter(|found| !holds_box(text, &found.range))
            .map(|found| narrowed(text, found)),
    );
    let last_value = values::values(text).last().map_or(0, |v| v.range.start);
    for said in marked::announcements(text) {
        if holds_box(text, &said.range) {
            continue;
        }
        let content = text.get(said.range.clone()).unwrap_or("");
        let is_list = said.joined.is_some();
        let is_firm = said.is_final && (is_list || is_bare(content));
        let has_value = is_list || is_bare(content) || narrow::has_value(content);
        let end = said.range.end;
        let found = narrowed(text, said.into());
        if is_firm {
            firm.push(found);
        } else if has_value || last_value < end {
            told.push(found);
        } else {
            // "Answer: Let us see. 3 + 4 = 7": what follows says more.
            idle.push(found);
        }
    }
    let by_place = |found: &mut Vec<Found>| {
        found.sort_by_key(|f| std::cmp::Reverse(f.range.start));
    };
    by_place(&mut firm);
    by_place(&mut told);
    by_place(&mut idle);
    firm.extend(told);
    if !unsaid::ends_before_answer(text) {
        firm.extend(last::candidates(text));
        firm.extend(idle);
        firm.extend(last::few_words(text));
    }
    firm
}

/// Whether a box stands in the range: it says more than the words around it.
fn holds_box(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(boxed::has_box)
}

/// Words of two letters or more that are neither commands, functions nor joints.
fn n_words(content: &str) -> usize {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\\?\p{Alphabetic}{2,}\(?").expect("the pattern is constant"));
    const NO_WORDS: [&str; 34] = [
        "and", "or", "und", "oder", "et", "ou", "и", "или", "pi", "sin", "cos", "tan", "cot",
        "sec", "csc", "log", "ln", "lg", "exp", "sqrt", "arcsin", "arccos", "arctan", "sinh",
        "cosh", "tanh", "mod", "gcd", "lcm", "max", "min", "det", "inf", "infinity",
    ];
    WORD.find_iter(content)
        .map(|m| m.as_str())
        .filter(|w| !w.starts_with('\\') && !w.ends_with('(') && !NO_WORDS.contains(w))
        .map(|word| {
            // Scripts without spaces: two characters or so are a word.
            let wide = word.chars().filter(|&c| u32::from(c) >= 0x2e80).count();
            if wide > 0 { wide.div_ceil(3) } else { 1 }
        })
        .sum()
}
