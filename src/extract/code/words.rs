//! Python text as lines of words: strings and comments are passed over. This is
//! no parser; what is not Python is read, too.

use std::ops::Range;

/// A line of the text.
#[derive(Debug, Clone)]
pub(super) struct Line<'t> {
    /// Where it stands in the text, its end mark included.
    pub(super) range: Range<usize>,
    /// White space at its start, in characters.
    pub(super) indent: usize,
    /// Whether it begins within a string or brackets that an earlier line opened.
    pub(super) continues: bool,
    pub(super) words: Vec<Word<'t>>,
    /// Whether it holds what no line of Python holds outside of strings.
    pub(super) is_odd: bool,
    /// The line without white space at its ends.
    pub(super) text: &'t str,
}

/// A name or a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// Whether it follows a dot, as an attribute does.
    pub(super) is_attribute: bool,
    /// What follows it on its line: nothing but white space lies between.
    pub(super) next: Option<char>,
    /// Whether a single `=` follows, or `:` and a type.
    pub(super) is_assigned: bool,
    /// Whether another word follows, with only white space between.
    pub(super) joins_next: bool,
    /// How many brackets around it are open.
    pub(super) depth: usize,
}

/// What carries over from line to line.
#[derive(Default)]
struct State {
    /// The three quotes of the string that is open.
    string: Option<&'static str>,
    depth: usize,
}

/// The lines of `text`, read one by one.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut state = State::default();
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let end = start + line.len();
        // No bracket reaches into a definition at the margin; one that does was
        // never closed.
        if state.string.is_none() && begins_definition(line) {
            state.depth = 0;
        }
        let read = read(line, start..end, &mut state);
        start = end;
        read
    })
}

fn begins_definition(line: &str) -> bool {
    ["def ", "class ", "async def ", "import ", "@"]
        .iter()
        .any(|start| line.starts_with(start))
}

fn read<'t>(line: &'t str, range: Range<usize>, state: &mut State) -> Line<'t> {
    let mut read = Line {
        range,
        indent: line.chars().take_while(|c| matches!(c, ' ' | '\t')).count(),
        continues: state.string.is_some() || state.depth > 0,
        words: Vec::new(),
        is_odd: false,
        text: line.trim(),
    };
    let mut rest = line;
    let mut last: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        if let Some(quotes) = state.string {
            rest = match rest.split_once(quotes) {
                Some((_, after)) => {
                    state.string = None;
                    after
                }
                None => "",
            };
            last = Some('"');
            continue;
        }
        match c {
            '#' => break,
            '"' | '\'' => {
                let prefix = read.words.last().map(|word| word.text);
                let follows_word = last.is_some_and(is_word);
                read.is_odd |= follows_word && !prefix.is_some_and(is_prefix);
                rest = after_quote(rest, c, state, &mut read.is_odd);
                last = Some(c);
                continue;
            }
            c if is_word(c) => {
                let after = rest.trim_start_matches(is_word);
                let text = rest.get(..rest.len() - after.len()).unwrap_or("");
                read.words.push(word(text, after, last, state.depth));
                last = Some(c);
                rest = after;
                continue;
            }
            '(' | '[' | '{' => state.depth += 1,
            ')' | ']' | '}' => state.depth = state.depth.saturating_sub(1),
            '`' | '$' | '?' => read.is_odd = true,
            '!' => read.is_odd |= !rest.starts_with("!="),
            c if !c.is_ascii() => read.is_odd |= !c.is_whitespace(),
            _ => {}
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        if !c.is_whitespace() {
            last = Some(c);
        } else if last.is_some_and(is_word) {
            last = Some(' ');
        }
    }
    read
}

fn word<'t>(text: &'t str, after: &'t str, last: Option<char>, depth: usize) -> Word<'t> {
    let following = after.trim_start_matches([' ', '\t']);
    let has_space = following.len() < after.len();
    let next = following.chars().next().filter(|c| !c.is_whitespace());
    Word {
        text,
        is_attribute: last == Some('.'),
        next,
        is_assigned: following.starts_with('=') && !following.starts_with("=="),
        joins_next: has_space && next.is_some_and(is_word),
        depth,
    }
}

/// What follows a string that begins with `quote`; one of three quotes that is
/// not closed stays open.
fn after_quote<'t>(text: &'t str, quote: char, state: &mut State, is_odd: &mut bool) -> &'t str {
    let triple = if quote == '"' { "\"\"\"" } else { "'''" };
    if let Some(rest) = text.strip_prefix(triple) {
        state.string = Some(triple);
        return rest;
    }
    let mut chars = text.chars();
    chars.next();
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '\n' => break,
            c if c == quote => return chars.as_str(),
            _ => {}
        }
    }
    *is_odd = true;
    ""
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a word makes a string of another kind, as in `f"…"`.
fn is_prefix(word: &str) -> bool {
    word.len() <= 2 && word.chars().all(|c| "rRbBfFuUtT".contains(c))
}
