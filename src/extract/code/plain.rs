//! Programs without a fence: where among sentences they stand.

use std::ops::Range;

use super::fences::Block;
use super::words::{Line, lines};

/// The stretches of `text` outside of `fenced` that hold no sentence, in order.
/// Each begins with a line, whose indentation belongs to it.
pub(super) fn regions(text: &str, fenced: &[Block<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for block in fenced {
        // The lines of the marks are sentences to Python.
        add_regions(text, start..block.content.start, &mut found);
        start = block.content.end;
    }
    add_regions(text, start..text.len(), &mut found);
    found
}

fn add_regions(text: &str, within: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(part) = text.get(within.clone()) else {
        return;
    };
    let mut rest = part;
    // A quote or a bracket among the sentences must not swallow the program, so
    // reading begins anew with it.
    while let Some(start) = first_code(rest) {
        let code = rest.get(start..).unwrap_or("");
        let offset = within.start + (part.len() - code.len());
        let length = end_of_code(code);
        let content = code.get(..length).unwrap_or("").trim_end();
        found.push(offset..offset + content.len());
        rest = code.get(length..).unwrap_or("");
    }
}

/// Where the first line begins that is no sentence.
fn first_code(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let is_code = lines(line).next().is_some_and(|line| begins_code(&line));
        if is_code {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// A heading of Markdown looks like a comment; neither begins a program.
fn begins_code(line: &Line<'_>) -> bool {
    !line.text.is_empty() && !line.text.starts_with('#') && !is_prose(line)
}

/// Where the first sentence at the margin begins.
fn end_of_code(text: &str) -> usize {
    lines(text)
        .skip(1)
        .find(|line| line.indent == 0 && !line.continues && is_prose(line))
        .map_or(text.len(), |line| line.range.start)
}

/// Whether a line cannot be Python, or is a word alone.
fn is_prose(line: &Line<'_>) -> bool {
    const MARKS: [&str; 8] = ["**", "- ", "* ", "+ ", "> ", ">>>", "```", "~~~"];
    const ENDS: [char; 3] = ['.', '!', '?'];
    let text = line.text;
    if text.is_empty() || text.starts_with('#') {
        return false;
    }
    let is_marked = MARKS.iter().any(|mark| text.starts_with(mark));
    // `1.` is a number.
    let is_number = text
        .strip_suffix('.')
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let ends_sentence = text.ends_with(ENDS) && !text.ends_with("...") && !is_number;
    if line.is_odd || is_marked || ends_sentence && !text.contains(['"', '\'', '#']) {
        return true;
    }
    let words = &line.words;
    let joins = |pair: &[super::words::Word<'_>]| match pair {
        [a, b] => a.joins_next && !may_precede(a.text) && !may_follow(b.text),
        _ => false,
    };
    if words.windows(2).any(joins) {
        return true;
    }
    let Some(first) = words.first() else {
        return false;
    };
    let is_alone = words.len() == 1 && text == first.text;
    let is_heading = text.ends_with(':')
        && !text.contains(['"', '\'', '=', '#'])
        && !BEFORE.contains(&first.text);
    let is_numbered = first.text.chars().all(|c| c.is_ascii_digit())
        && (text.contains(". ") || text.contains(") "));
    (is_alone && !BEFORE.contains(&first.text)) || is_heading || is_numbered
}

fn may_precede(word: &str) -> bool {
    BEFORE.contains(&word)
}

fn may_follow(word: &str) -> bool {
    const AFTER: [&str; 11] = [
        "and", "or", "not", "in", "is", "if", "else", "for", "as", "import", "async",
    ];
    AFTER.contains(&word)
}

/// Words of Python that another word may follow, or that stand alone.
const BEFORE: [&str; 37] = [
    "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "match", "nonlocal", "not", "or", "pass", "print", "raise", "return", "try", "type",
    "while", "with", "yield", "exec",
];
