//! Boxes that make one answer together.

use std::sync::LazyLock;

use regex::Regex;

use super::TexBox;
use crate::extract::{Found, Rule};

/// Boxes joined into one list.
const MOST_JOINED: usize = 64;
/// Bytes between two boxes beyond which they are never one list.
const LONGEST_JOINT: usize = 120;
/// Words beside the "and" between two boxes.
const MOST_WORDS: usize = 5;

/// How a box follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// Both belong to one list.
    List,
    /// The second rounds or rewords the first.
    Approximation,
    /// The second is an answer of its own.
    Apart,
}

/// Each group of boxes as one answer, in order.
pub(super) fn joined(text: &str, boxes: &[TexBox]) -> Vec<Found> {
    let mut groups: Vec<(Vec<&TexBox>, usize)> = Vec::new();
    for next in boxes {
        let Some((group, end)) = groups.last_mut() else {
            groups.push((vec![next], next.outer.end));
            continue;
        };
        if next.outer.start < *end {
            // Inside the box before: that one is no answer, this one is.
            group.pop();
            group.push(next);
            *end = (*end).max(next.outer.end);
            continue;
        }
        let between = text.get(*end..next.outer.start).unwrap_or("");
        match relation(between) {
            Relation::List if group.len() < MOST_JOINED => {
                group.push(next);
                *end = next.outer.end;
            }
            Relation::Approximation => *end = next.outer.end,
            _ => groups.push((vec![next], next.outer.end)),
        }
    }
    groups
        .iter()
        .filter_map(|(group, _)| found(text, group))
        .collect()
}

fn found(text: &str, group: &[&TexBox]) -> Option<Found> {
    let (first, last) = (group.first()?, group.last()?);
    let mut found = Found::new(Rule::Boxed, first.content.start..last.content.end);
    if group.len() > 1 {
        let parts: Vec<&str> = group
            .iter()
            .filter_map(|b| text.get(b.content.clone()))
            .collect();
        let names: Vec<&str> = group
            .iter()
            .filter_map(|b| name_before(text, b.outer.start))
            .collect();
        let mut distinct = names.clone();
        distinct.sort_unstable();
        distinct.dedup();
        found.joined = Some(if distinct.len() == group.len() {
            let named = names.iter().zip(&parts).map(|(n, p)| format!("{n} = {p}"));
            named.collect::<Vec<_>>().join(", ")
        } else {
            parts.join(", ")
        });
    }
    Some(found)
}

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[\s$(,;{:])(\\?[[:alpha:]][[:alpha:]]?(?:_(?:[[:alnum:]]|\{[[:alnum:]]{1,4}\}))?(?:\([[:alnum:]]{1,3}\))?)\s*=\s*[\s${(\\]*$",
    )
    .expect("the pattern is constant")
});

/// `(b)` or `Part (b):` at the end.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\bpart\s*)?\(?(?:\b[a-h]|\bi{1,3})\)\s*[:.]?\s*$")
        .expect("the pattern is constant")
});

/// `y_1` in `y_1 = \boxed{…}`.
fn name_before(text: &str, at: usize) -> Option<&str> {
    const MOST_BYTES: usize = 24;
    let mut start = at.saturating_sub(MOST_BYTES);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let captures = NAME.captures(text.get(start..at)?)?;
    Some(captures.get(1)?.as_str())
}

fn relation(between: &str) -> Relation {
    // Longer than any joint: not worth the replacements below.
    if between.len() > LONGEST_JOINT || between.contains("\n\n") {
        return Relation::Apart;
    }
    let unnamed = match NAME.captures(between).and_then(|c| c.get(1)) {
        Some(name) => between.get(..name.start()).unwrap_or(""),
        None => between,
    };
    let plain = without_markup(unnamed);
    let unlabelled = LABEL.replace(&plain, "");
    let is_labelled = unlabelled.len() < plain.len();
    let joint = unlabelled.trim().to_lowercase();
    match joint.as_str() {
        // Boxes beside each other without a word are said twice, unless they are labelled.
        "" | "." if is_labelled => Relation::List,
        "," | ";" | "，" | "、" | "；" => Relation::List,
        "\\approx"
        | "≈"
        | "\\simeq"
        | "\\sim"
        | "\\doteq"
        | "≃"
        | "or approximately"
        | "or about"
        | ", or approximately"
        | ", or about"
        | ", approximately"
        | "which is approximately"
        | ", which is approximately"
        | "or equivalently"
        | ", or equivalently"
        | "约等于"
        | "约为"
        | "即约" => Relation::Approximation,
        _ if is_list(&joint) => Relation::List,
        _ => Relation::Apart,
    }
}

/// Words that join the parts of a list.
const JOINTS: [&str; 18] = [
    "and", "or", "&", "und", "oder", "et", "ou", "y", "o", "e", "и", "или", "和", "或", "或者",
    "与", "及", "と",
];

/// `and`, or one "and" among a few words that carry no argument on: "papers
/// and", "for part (a) and".
fn is_list(joint: &str) -> bool {
    const CARRY_ON: [&str; 38] = [
        "so",
        "then",
        "thus",
        "hence",
        "therefore",
        "but",
        "we",
        "it",
        "this",
        "that",
        "these",
        "which",
        "gives",
        "give",
        "get",
        "gets",
        "have",
        "not",
        "no",
        "add",
        "adding",
        "now",
        "next",
        "finally",
        "because",
        "since",
        "if",
        "when",
        "from",
        "into",
        "total",
        "sum",
        "altogether",
        "new",
        "subtract",
        "multiply",
        "divide",
        "also",
    ];
    if joint.contains(['.', '=', '\n', '?', '!', '\\']) {
        return false;
    }
    let words: Vec<&str> = joint
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，'))
        .filter(|word| !word.is_empty())
        .collect();
    let n_joints = words.iter().filter(|word| JOINTS.contains(word)).count();
    n_joints == 1
        && words.len() <= MOST_WORDS + 1
        && !words.iter().any(|word| CARRY_ON.contains(word))
}

/// Without dollars, braces, spacing and text commands.
fn without_markup(text: &str) -> String {
    let mut rest = text.to_owned();
    for markup in [
        "\\textbf", "\\textit", "\\text", "\\mbox", "\\mathrm", "\\qquad", "\\quad", "\\(", "\\)",
        "\\[", "\\]", "\\,", "\\ ", "\\;", "\\!", "$", "{", "}", "*", "~",
    ] {
        rest = rest.replace(markup, " ");
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    words.join(" ")
}
