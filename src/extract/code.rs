//! Programs: fenced blocks, or the bare text.

use std::ops::Range;

use super::{Found, MOST_KEPT, Rule, trimmed};

/// The fenced blocks that are not empty, the last first, Python or unnamed before
/// any other language; without one the whole text if it looks like Python.
pub(super) fn candidates(text: &str) -> Vec<Found> {
    let blocks = blocks(text);
    let (python, other): (Vec<_>, Vec<_>) = blocks
        .into_iter()
        .rev()
        .filter(|b| trimmed(text, b.content.clone()).is_some())
        .partition(Block::is_python);
    let found: Vec<Found> = python
        .into_iter()
        .chain(other)
        .take(MOST_KEPT)
        .map(|block| Found::new(Rule::CodeBlock, block.content))
        .collect();
    if found.is_empty() {
        return whole(text).into_iter().collect();
    }
    found
}

fn whole(text: &str) -> Option<Found> {
    let range = trimmed(text, 0..text.len())?;
    // The indentation of the first line belongs to the program.
    let line = text.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
    looks_like_python(text).then(|| Found::new(Rule::Whole, line..range.end))
}

/// A fenced block.
#[derive(Debug, Clone)]
pub(super) struct Block<'t> {
    /// The first word after the opening marks.
    pub(super) language: &'t str,
    /// The lines between the marks. A block that is not closed reaches to the end.
    pub(super) content: Range<usize>,
}

impl Block<'_> {
    fn is_python(&self) -> bool {
        let language = self.language.to_ascii_lowercase();
        matches!(language.as_str(), "" | "py" | "python" | "python3")
    }
}

/// All fenced blocks of `text`, in order.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    // Marks, language, and where the content begins.
    let mut open: Option<(&str, &str, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let (marks, info) = fence(line);
        match open {
            None if !marks.is_empty() => {
                let language = info.split_whitespace().next().unwrap_or("");
                open = Some((marks, language, end));
            }
            Some((opening, language, content)) if info.is_empty() && marks.starts_with(opening) => {
                found.push(Block {
                    language,
                    content: content..start,
                });
                open = None;
            }
            _ => {}
        }
        start = end;
    }
    if let Some((_, language, content)) = open {
        found.push(Block {
            language,
            content: content..text.len(),
        });
    }
    found
}

/// The fence marks that a line begins with (empty if it is no fence), and what
/// follows them.
fn fence(line: &str) -> (&str, &str) {
    let content = line.trim();
    for mark in ['`', '~'] {
        let info = content.trim_start_matches(mark);
        let length = content.len() - info.len();
        if length >= 3 && !info.contains('`') {
            return (content.get(..length).unwrap_or(""), info);
        }
    }
    ("", content)
}

fn looks_like_python(text: &str) -> bool {
    const STARTS: [&str; 9] = [
        "def ",
        "import ",
        "from ",
        "class ",
        "async def ",
        "@",
        "return ",
        "print(",
        "lambda ",
    ];
    text.lines().any(|line| {
        let line = line.trim_start();
        STARTS.iter().any(|start| line.starts_with(start)) || line.contains("= lambda")
    })
}
