//! Fenced code blocks, as far as the parser must know them.

use super::lex::Wait;

/// Walks the fence lines of a text that may still grow, front to back. Lines
/// are read only as far as somebody asks.
#[derive(Debug, Default)]
pub(super) struct GrowingFences {
    /// The line that opened the block which the walk is in.
    open: Option<FenceLine>,
    /// Where the first line that is not yet read begins.
    at: usize,
    /// Whether `at` is within a line that is to be left out.
    within: bool,
    /// Before it no line ends that begins at `at`.
    searched: usize,
    /// A fence line that was read and not yet walked past.
    next: Option<FenceLine>,
}

impl GrowingFences {
    /// Forgets the open block and goes on at `position`: what was opened inside
    /// thinking does not reach into the answer.
    pub(super) fn restart(&mut self, text: &str, position: usize) {
        self.open = None;
        if self.next.is_some_and(|line| line.start < position) {
            self.next = None;
        }
        if self.at < position {
            self.at = position;
            self.searched = position;
            self.within = !text.get(..position).unwrap_or("").ends_with('\n');
        }
    }

    /// Whether `position`, which never goes back, is inside a block. With
    /// `must_close`, a block counts only if the next fence line closes it.
    ///
    /// # Errors
    /// More text must tell.
    pub(super) fn cover(
        &mut self,
        text: (&str, bool),
        position: usize,
        must_close: bool,
    ) -> Result<bool, Wait> {
        loop {
            self.read(text, position)?;
            let Some(line) = self.next.filter(|line| line.start < position) else {
                break;
            };
            self.next = None;
            self.open = match self.open {
                None => Some(line),
                Some(open) if line.closes(open) => None,
                unchanged => unchanged,
            };
        }
        let Some(open) = self.open else {
            return Ok(false);
        };
        if must_close {
            self.read(text, usize::MAX)?;
            return Ok(self.next.is_some_and(|line| line.closes(open)));
        }
        Ok(true)
    }

    /// Reads lines that begin before `end` up to the next fence line, unless one
    /// is read already.
    fn read(&mut self, (text, is_whole): (&str, bool), end: usize) -> Result<(), Wait> {
        while self.next.is_none() && self.at < end.min(text.len()) {
            let rest = text.get(self.searched..).unwrap_or("");
            let after = match memchr::memchr(b'\n', rest.as_bytes()) {
                Some(place) => self.searched + place + 1,
                None if is_whole => text.len(),
                None => {
                    self.searched = text.len();
                    let line = text.get(self.at..).unwrap_or("");
                    let is_other = self.within || !FenceLine::may_begin(line);
                    return known(is_other && end <= text.len());
                }
            };
            if !self.within {
                let line = text.get(self.at..after).unwrap_or("");
                self.next = FenceLine::read(line, self.at);
            }
            (self.at, self.searched, self.within) = (after, after, false);
        }
        known(self.next.is_some() || end <= text.len() || is_whole)
    }
}

fn known(is_known: bool) -> Result<(), Wait> {
    if is_known { Ok(()) } else { Err(Wait) }
}

/// Walks the fence lines of a text, front to back.
#[derive(Debug)]
pub(super) struct Fences {
    lines: Vec<FenceLine>,
    /// The first line not yet walked past.
    next: usize,
    /// The line that opened the block which the walk is in.
    open: Option<FenceLine>,
}

/// A line that can open or close a block.
#[derive(Debug, Clone, Copy)]
struct FenceLine {
    start: usize,
    mark: char,
    length: usize,
    /// Whether nothing follows the marks: only such a line closes a block.
    bare: bool,
}

impl Fences {
    pub(super) fn new(text: &str) -> Self {
        let mut start = 0;
        let lines = text
            .split_inclusive('\n')
            .filter_map(|line| {
                let at = start;
                start += line.len();
                FenceLine::read(line, at)
            })
            .collect();
        Self {
            lines,
            next: 0,
            open: None,
        }
    }

    /// Whether `position`, which never goes back, is inside a block. With
    /// `must_close`, a block counts only if the next fence line closes it.
    pub(super) fn cover(&mut self, position: usize, must_close: bool) -> bool {
        while let Some(line) = self.upcoming().filter(|line| line.start < position) {
            self.next += 1;
            self.open = match self.open {
                None => Some(line),
                Some(open) if line.closes(open) => None,
                unchanged => unchanged,
            };
        }
        self.open
            .is_some_and(|open| !must_close || self.upcoming().is_some_and(|l| l.closes(open)))
    }

    fn upcoming(&self) -> Option<FenceLine> {
        self.lines.get(self.next).copied()
    }
}

impl FenceLine {
    fn read(line: &str, start: usize) -> Option<Self> {
        let content = line.trim_start_matches(' ');
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = content.trim_start_matches(mark);
        let length = content.len() - info.len();
        // A line such as ```x``` is code within a line, not a fence.
        (length >= 3 && line.len() - content.len() <= 3 && !info.contains('`')).then(|| Self {
            start,
            mark,
            length,
            bare: info.trim().is_empty(),
        })
    }

    /// Whether a line that begins so can become a fence line.
    fn may_begin(line: &str) -> bool {
        let content = line.trim_start_matches(' ');
        let Some(mark) = content.chars().next() else {
            return true;
        };
        let marks = content.len() - content.trim_start_matches(mark).len();
        matches!(mark, '`' | '~')
            && line.len() - content.len() <= 3
            && (marks >= 3 || marks == content.len())
    }

    fn closes(self, open: Self) -> bool {
        self.bare && self.mark == open.mark && self.length >= open.length
    }
}
