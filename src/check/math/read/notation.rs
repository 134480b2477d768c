//! How commas, points and letters of a text are meant.

use super::super::lex::{Commas, lex};
use super::super::token::{Kind, Token};

/// The tokens of `text`, once for each way that its commas and points may be
/// meant.
pub(super) fn token_lists(text: &str) -> Vec<Vec<Token>> {
    let mut kinds = vec![Commas::Thousands];
    if text.contains(',') && !is_grouped(text) {
        kinds.push(Commas::Separate);
    }
    if may_be_decimal(text) || text.matches('.').nth(1).is_some() {
        kinds.push(Commas::Decimal);
    }
    let mut lexed: Vec<Vec<Token>> = Vec::new();
    for mut tokens in kinds.into_iter().filter_map(|commas| lex(text, commas)) {
        code_constants(text, &mut tokens);
        if !lexed.contains(&tokens) {
            lexed.push(tokens);
        }
    }
    lexed
}

/// `27,000,001`: a number with all of its separators, and no list.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.trim_start_matches(['-', '+']).split(',');
    let is_digits = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    let first = groups.next().unwrap_or("");
    let mut n = 0;
    let rest = groups.all(|group| {
        n += 1;
        group.len() == 3 && is_digits(group)
    });
    let starts = (1..=3).contains(&first.len()) && is_digits(first) && !first.starts_with('0');
    // `1,234` may still be two numbers; `100,200` in a list is unlikely enough.
    starts && rest && (n > 1 || text.contains(",0"))
}

/// Whether the text is written as programs are.
pub(super) fn is_code(text: &str) -> bool {
    !text.contains('\\') && (text.contains('*') || text.contains("sqrt("))
}

/// In program code `I` and `E` are constants; behind a number `I` and `j` may
/// be the imaginary unit of engineers.
fn code_constants(text: &str, tokens: &mut [Token]) {
    let is_name =
        |t: &Token| matches!(&t.kind, Kind::Word(word) if matches!(word.as_str(), "I" | "j" | "E"));
    if !tokens.iter().any(is_name) {
        return;
    }
    let is_code = is_code(text);
    let has = |word: &str| tokens.iter().any(|t| t.word() == Some(word));
    let engineers = !has("i") && !has("k") && !text.contains("\\sum") && !text.contains("\\prod");
    let behind: Vec<bool> =
        std::iter::once(false)
            .chain(tokens.windows(2).map(
                |pair| matches!(pair, [a, b] if matches!(a.kind, Kind::Number(_)) && !b.spaced),
            ))
            .collect();
    // `I_2` is the identity matrix.
    let indexed: Vec<bool> = (0..tokens.len())
        .map(|at| tokens.get(at + 1).is_some_and(|next| next.is('_')))
        .collect();
    for ((token, behind), indexed) in tokens.iter_mut().zip(behind).zip(indexed) {
        if indexed {
            continue;
        }
        let name = match &token.kind {
            Kind::Word(word) if word == "I" && (is_code || (behind && engineers)) => "i",
            Kind::Word(word) if word == "j" && behind && engineers => "i",
            Kind::Word(word) if word == "E" && is_code => "e",
            _ => continue,
        };
        token.kind = Kind::Word(name.to_owned());
    }
}

/// Whether a comma of the text may be a decimal comma: `12,5`, `0,111`, but not
/// `1,234` (thousands) and not in brackets, where commas separate.
fn may_be_decimal(text: &str) -> bool {
    if !text.contains(',') {
        return false;
    }
    let text = text.replace("{,}", ",");
    if text.contains('|') || has_enclosed_comma(&text) {
        return false;
    }
    let only_or_apart = text.matches(',').count() == 1 || text.contains(';') || text.contains('.');
    let Some((left, right)) = text.split_once(',').filter(|_| only_or_apart) else {
        return false;
    };
    let digits = |c: char| c.is_ascii_digit();
    let before = left.len() - left.trim_end_matches(digits).len();
    let after = right.len() - right.trim_start_matches(digits).len();
    let is_zero = left.ends_with('0') && before == 1;
    let dotted = left.contains('.');
    before > 0 && after > 0 && (is_zero || dotted || after != 3)
}

/// Whether a comma stands within brackets.
fn has_enclosed_comma(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().any(|c| {
        depth += match c {
            '(' | '[' | '{' => 1,
            ')' | ']' | '}' => -1,
            _ => 0,
        };
        c == ',' && depth != 0
    })
}
