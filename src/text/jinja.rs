//! The tags of a template and what is in them, as Jinja2 cuts them.

pub(crate) mod growth;
#[cfg(test)]
pub(crate) mod hostile;
pub(crate) mod kept;
pub(crate) mod limit;

/// What kind of word a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A name, a keyword or a number.
    Name,
    /// A quoted text, with its quotes.
    Text,
    /// Anything else.
    Sign,
}

/// A word inside a tag.
#[derive(Debug)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'a str,
    /// Byte position in the template.
    pub(crate) start: usize,
    /// How many brackets are open around it; a bracket itself counts as outside.
    pub(crate) depth: usize,
}

impl Token<'_> {
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(crate) fn is_name(&self) -> bool {
        self.kind == TokenKind::Name
    }

    pub(crate) fn is_assignment(&self) -> bool {
        self.depth == 0 && self.text == "="
    }

    fn is_keyword(&self) -> bool {
        self.is_name()
            && matches!(
                self.text,
                "and"
                    | "or"
                    | "not"
                    | "in"
                    | "is"
                    | "if"
                    | "else"
                    | "elif"
                    | "for"
                    | "set"
                    | "with"
            )
    }

    /// Whether `[` behind it would be a subscript.
    pub(crate) fn ends_operand(&self) -> bool {
        match self.kind {
            TokenKind::Name => !self.is_keyword(),
            TokenKind::Text => true,
            TokenKind::Sign => matches!(self.text, ")" | "]" | "}"),
        }
    }

    /// Whether an operand of `~` ends before it and begins behind it.
    pub(crate) fn ends_operand_here(&self) -> bool {
        match self.kind {
            TokenKind::Name => self.is_keyword() && self.text != "is" || self.text == "recursive",
            TokenKind::Text => false,
            TokenKind::Sign => matches!(
                self.text,
                "~" | "+" | "-" | "," | ":" | "=" | "==" | "!=" | "<" | ">" | "<=" | ">="
            ),
        }
    }
}

/// One `{{ … }}` or `{% … %}`.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    pub(crate) is_statement: bool,
    pub(crate) tokens: Vec<Token<'a>>,
    /// Where it begins.
    pub(crate) start: usize,
    /// Where its closing mark is, with a sign for trimming.
    pub(crate) end: (usize, usize),
}

/// The tags of `source`, up to the first that does not end.
pub(crate) fn tags(source: &str) -> Vec<Tag<'_>> {
    cut(source).0
}

/// Where the first tag begins that does not end.
pub(crate) fn open_tag(source: &str) -> Option<usize> {
    cut(source).1
}

fn cut(source: &str) -> (Vec<Tag<'_>>, Option<usize>) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, mark)) = next_mark(source, at) {
        if mark == "{#" {
            let Some(end) = find(source, start + 2, "#}") else {
                break;
            };
            at = end + 2;
            continue;
        }
        let is_statement = mark == "{%";
        let Some(tag) = tag(source, start + 2, is_statement) else {
            return (found, Some(start));
        };
        at = tag.end.1;
        let raw = is_statement && matches!(tag.tokens.as_slice(), [only] if only.text == "raw");
        found.push(tag);
        if raw {
            at = end_of_raw(source, at);
        }
    }
    (found, None)
}

/// Bytes of the longest stretch between two tags.
pub(crate) fn longest_text(source: &str) -> usize {
    let mut longest = 0;
    let mut end = 0;
    for tag in tags(source) {
        longest = longest.max(tag.start.saturating_sub(end));
        end = tag.end.1;
    }
    longest.max(source.len().saturating_sub(end))
}

/// Whether the template reads the variable `name` before it gives it a value
/// itself: then it is the caller's.
pub(crate) fn reads(tags: &[Tag<'_>], name: &str) -> bool {
    for tag in tags {
        let words = tag.tokens.as_slice();
        let keyword = words.first().filter(|_| tag.is_statement).map(|t| t.text);
        let targets = match keyword {
            Some("set") => words.iter().position(Token::is_assignment),
            Some("for") => words.iter().position(|t| t.depth == 0 && t.text == "in"),
            Some("macro") => Some(words.len()),
            _ => Some(0),
        };
        let targets = targets.unwrap_or(words.len());
        let is_read = |i: usize, token: &Token<'_>| {
            let before = i.checked_sub(1).and_then(|b| words.get(b));
            let keyword = words
                .get(i + 1)
                .is_some_and(|t| t.text == "=" && t.depth > 0);
            token.is_name()
                && token.text == name
                && before.is_none_or(|b| b.text != ".")
                && !keyword
        };
        let mut found = words
            .iter()
            .enumerate()
            .filter(|&(i, token)| is_read(i, token));
        if found.clone().any(|(i, _)| i >= targets) {
            return true;
        }
        if found.next().is_some() {
            return false;
        }
    }
    false
}

fn find(source: &str, from: usize, what: &str) -> Option<usize> {
    source.get(from..)?.find(what).map(|at| from + at)
}

fn next_mark(source: &str, from: usize) -> Option<(usize, &str)> {
    let mut at = from;
    loop {
        let start = find(source, at, "{")?;
        match source.get(start..start + 2) {
            Some(mark @ ("{{" | "{%" | "{#")) => return Some((start, mark)),
            _ => at = start + 1,
        }
    }
}

/// Where the raw text that begins at `from` has ended, with its closing tag.
fn end_of_raw(source: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(start) = find(source, at, "{%") {
        at = start + 2;
        let rest = source.get(at..).unwrap_or("");
        if let Some(behind) = closes_raw(rest) {
            return source.len() - behind.len();
        }
    }
    source.len()
}

/// What stands behind `endraw %}`, with signs for trimming.
fn closes_raw(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    let rest = rest.trim_start().strip_prefix("endraw")?.trim_start();
    rest.strip_prefix(['-', '+'])
        .unwrap_or(rest)
        .strip_prefix("%}")
}

/// The tag whose inside begins at `from`; `None` when it does not end.
fn tag(source: &str, from: usize, is_statement: bool) -> Option<Tag<'_>> {
    let close = if is_statement { "%}" } else { "}}" };
    let bytes = source.as_bytes();
    let mut at = from;
    // A sign for trimming in front is no operator.
    if matches!(bytes.get(at), Some(b'-' | b'+')) {
        at += 1;
    }
    let mut tokens = Vec::new();
    let mut depth = 0_usize;
    loop {
        let rest = source.get(at..)?;
        let first = rest.chars().next()?;
        if depth == 0 {
            let signed =
                rest.starts_with(['-', '+']) && rest.get(1..).is_some_and(|r| r.starts_with(close));
            if signed || rest.starts_with(close) {
                let end = (at, at + close.len() + usize::from(signed));
                return Some(Tag {
                    is_statement,
                    tokens,
                    start: from.saturating_sub(2),
                    end,
                });
            }
        }
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) = match first {
            '\'' | '"' => (TokenKind::Text, text_length(rest)?),
            c if c.is_alphanumeric() || c == '_' => (TokenKind::Name, name_length(rest)),
            _ => (TokenKind::Sign, sign_length(rest)),
        };
        let text = rest.get(..length)?;
        if matches!(text, ")" | "]" | "}") {
            depth = depth.saturating_sub(1);
        }
        tokens.push(Token {
            kind,
            text,
            start: at,
            depth,
        });
        if matches!(text, "(" | "[" | "{") {
            depth += 1;
        }
        at += length;
    }
}

fn text_length(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices();
    let (_, quote) = chars.next()?;
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == quote {
            return Some(at + c.len_utf8());
        }
    }
    None
}

fn name_length(rest: &str) -> usize {
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        let inside = c.is_alphanumeric()
            || c == '_'
            || (is_number
                && c == '.'
                && rest
                    .get(at + 1..)
                    .is_some_and(|r| r.starts_with(|d: char| d.is_ascii_digit())))
            || (is_number && matches!(c, '+' | '-') && matches!(before, 'e' | 'E'));
        if !inside {
            return at;
        }
        before = c;
    }
    rest.len()
}

fn sign_length(rest: &str) -> usize {
    let two = rest.get(..2).unwrap_or("");
    if matches!(two, "**" | "//" | "==" | "!=" | "<=" | ">=") {
        2
    } else {
        rest.chars().next().map_or(1, char::len_utf8)
    }
}
