//! Fenced code blocks, as far as the parser must know them.

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

    /// Forgets the open block and goes on at `position`: what was opened inside
    /// thinking does not reach into the answer.
    pub(super) fn restart(&mut self, position: usize) {
        self.open = None;
        while self.upcoming().is_some_and(|line| line.start < position) {
            self.next += 1;
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

    fn closes(self, open: Self) -> bool {
        self.bare && self.mark == open.mark && self.length >= open.length
    }
}
