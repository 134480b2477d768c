//! Fenced blocks of Markdown.

use std::ops::Range;

/// A fenced block.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Block<'t> {
    /// The first word after the opening marks.
    pub(in crate::extract) language: &'t str,
    /// The lines between the marks. A block that is not closed reaches to the end.
    pub(in crate::extract) content: Range<usize>,
}

impl Block<'_> {
    /// Python, or no language at all.
    pub(super) fn is_python(&self) -> bool {
        const NAMES: [&str; 6] = ["", "py", "py3", "python", "python3", "python-repl"];
        let language = self.language.to_ascii_lowercase();
        let name = language.trim_matches(|c: char| "{}.:".contains(c));
        NAMES.contains(&name)
    }
}

/// A fence whose end is looked for.
struct Open<'t> {
    marks: &'t str,
    indent: usize,
    language: &'t str,
    content: usize,
}

impl<'t> Open<'t> {
    fn closed(&self, end: usize) -> Block<'t> {
        Block {
            language: self.language,
            content: self.content..end,
        }
    }

    /// Whether blocks within are blocks of their own, although the rules of
    /// Markdown have none there: models wrap whole answers so.
    fn is_wrapper(&self) -> bool {
        let language = self.language.to_ascii_lowercase();
        matches!(language.as_str(), "markdown" | "md")
    }
}

/// All fenced blocks of `text`, in order.
pub(in crate::extract) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<Open<'_>> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let Fence {
            marks,
            info,
            indent,
        } = fence(line);
        let opened = || Open {
            marks,
            indent,
            language: info.split_whitespace().next().unwrap_or(""),
            content: end,
        };
        match &open {
            None if !marks.is_empty() => open = Some(opened()),
            // A fence that stands deeper belongs to a description in the program.
            Some(opening)
                if info.is_empty()
                    && marks.starts_with(opening.marks)
                    && indent <= opening.indent + 3 =>
            {
                found.push(opening.closed(start));
                open = None;
            }
            Some(opening) if !marks.is_empty() && !info.is_empty() && opening.is_wrapper() => {
                open = Some(opened());
            }
            _ => {}
        }
        start = end;
    }
    if let Some(open) = open {
        found.push(open.closed(text.len()));
    }
    found
}

/// What a line is as a fence.
struct Fence<'t> {
    /// Empty if it is none.
    marks: &'t str,
    /// What follows them.
    info: &'t str,
    /// Bytes of white space before them.
    indent: usize,
}

fn fence(line: &str) -> Fence<'_> {
    let indent = line.len() - line.trim_start().len();
    let content = line.trim();
    for mark in ['`', '~'] {
        let info = content.trim_start_matches(mark);
        let length = content.len() - info.len();
        if length >= 3 && !info.contains('`') {
            let marks = content.get(..length).unwrap_or("");
            return Fence {
                marks,
                info,
                indent,
            };
        }
    }
    Fence {
        marks: "",
        info: content,
        indent,
    }
}
