//! The pieces that a text is made of.

use std::fmt;

/// A token, and whether white space stood before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) spaced: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, perhaps with a decimal point and an exponent, separators left out.
    Number(String),
    /// ASCII letters that stand together, outside `\text{…}`.
    Word(String),
    /// `\name`.
    Command(String),
    /// Words inside `\text{…}`, and words of other scripts.
    Text(String),
    /// A relation, operator, bracket or separator. Set braces are `«` and `»`,
    /// relations of two signs are one character: `≤`, `≥`, `≠`.
    Sign(char),
    /// `°`.
    Degree,
    /// `\\` within a matrix or an aligned block.
    Row,
    /// `\begin{…}` and `\end{…}` of this environment.
    Begin(String),
    End(String),
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(text) | Self::Word(text) | Self::Command(text) | Self::Text(text) => {
                f.write_str(text)
            }
            Self::Sign(sign) => write!(f, "{sign}"),
            Self::Degree => f.write_str("°"),
            Self::Row => f.write_str("\\\\"),
            Self::Begin(name) => write!(f, "begin{{{name}}}"),
            Self::End(name) => write!(f, "end{{{name}}}"),
        }
    }
}

impl Kind {
    /// Adds what it is shown as to `text`.
    fn add_to(&self, text: &mut String) {
        match self {
            Self::Number(word) | Self::Word(word) | Self::Command(word) | Self::Text(word) => {
                text.push_str(word);
            }
            Self::Sign(sign) => text.push(*sign),
            Self::Degree | Self::Row | Self::Begin(_) | Self::End(_) => {
                text.push_str(&self.to_string());
            }
        }
    }
}

impl Token {
    pub(super) fn is(&self, sign: char) -> bool {
        matches!(self.kind, Kind::Sign(found) if found == sign)
    }

    pub(super) fn is_command(&self, name: &str) -> bool {
        matches!(&self.kind, Kind::Command(found) if found == name)
    }

    /// The word, inside `\text{…}` or outside.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) | Kind::Text(word) => Some(word),
            _ => None,
        }
    }

    /// 1 where a bracket opens, -1 where one closes.
    pub(super) fn step(&self) -> i32 {
        match &self.kind {
            Kind::Sign('(' | '[' | '{' | '«') | Kind::Begin(_) => 1,
            Kind::Sign(')' | ']' | '}' | '»') | Kind::End(_) => -1,
            Kind::Command(name) => match name.as_str() {
                "lfloor" | "lceil" | "langle" => 1,
                "rfloor" | "rceil" | "rangle" => -1,
                _ => 0,
            },
            _ => 0,
        }
    }
}

/// The tokens outside all brackets (and the brackets), with their positions.
/// What stands between two bars counts as inside, too.
pub(super) fn at_top_level(tokens: &[Token]) -> impl Iterator<Item = (usize, &Token)> {
    let mut depth = 0_i32;
    tokens.iter().enumerate().filter(move |(_, token)| {
        let before = depth;
        depth += token.step();
        before.min(depth) <= 0
    })
}

/// The tokens split where `at` holds outside all brackets.
pub(super) fn split(tokens: &[Token], at: impl Fn(&Token) -> bool) -> Vec<&[Token]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (here, _) in at_top_level(tokens).filter(|(_, token)| at(token)) {
        pieces.push(tokens.get(start..here).unwrap_or(&[]));
        start = here + 1;
    }
    pieces.push(tokens.get(start..).unwrap_or(&[]));
    pieces
}

/// The brackets around all of the tokens, and what is inside.
pub(super) fn enclosed(tokens: &[Token]) -> Option<(char, char, &[Token])> {
    let [first, inside @ .., last] = tokens else {
        return None;
    };
    let (open, close) = match (&first.kind, &last.kind) {
        (Kind::Sign(open), Kind::Sign(close)) => (*open, *close),
        (Kind::Command(open), Kind::Command(close)) if open == "langle" && close == "rangle" => {
            ('⟨', '⟩')
        }
        _ => return None,
    };
    let fits = match open {
        // An interval may be half open.
        '(' | '[' => matches!(close, ')' | ']'),
        '{' => close == '}',
        '«' => close == '»',
        '⟨' => true,
        _ => false,
    };
    // The first bracket must not be closed before the end: `(1)(2)`.
    let mut depth = 0_i32;
    let stays_open = inside.iter().all(|token| {
        depth += token.step();
        depth >= 0
    });
    (fits && stays_open && depth == 0).then_some((open, close, inside))
}

/// The tokens as one text, for tables that read texts.
pub(super) fn text_of(tokens: &[Token]) -> String {
    let mut text = String::with_capacity(tokens.len() * 4);
    for (at, token) in tokens.iter().enumerate() {
        if at > 0 {
            text.push(' ');
        }
        token.kind.add_to(&mut text);
    }
    text
}
