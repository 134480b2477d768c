//! What any template may use up: its source, its steps and what it writes.

use super::{Tag, tags};

/// Steps that one rendering may take; real templates need some thousands.
pub(crate) const FUEL: u64 = 2_000_000;
/// Bytes that one rendering may write.
pub(crate) const MAX_WRITTEN: usize = 64 << 20;
/// Bytes of a template.
pub(crate) const MAX_SOURCE: usize = 1 << 20;
/// Signs of one kind in a tag: each can add a value of full size.
const MAX_PLUS: usize = 256;
const MAX_TIMES: usize = 8;
/// Brackets inside brackets in a tag.
const MAX_DEPTH: usize = 100;
/// Words in a tag, and `elif` in a template: each can be a level of a tree
/// that minijinja walks by recursion.
const MAX_WORDS: usize = 2_000;
const MAX_ELIF: usize = 500;

/// Steps for a template whose longest plain text has `raw` bytes, as a step
/// can write it into a variable.
pub(crate) fn fuel(raw: usize) -> u64 {
    let bytes = 512 << 20;
    FUEL.min(bytes / (raw.max(1) as u64)).max(10_000)
}

/// Why the template `source` is not even started.
pub(crate) fn too_large(source: &str) -> Option<String> {
    if source.len() > MAX_SOURCE {
        return Some(format!(
            "has {} bytes, at most {MAX_SOURCE} are read",
            source.len()
        ));
    }
    let tags = tags(source);
    let words = tags.iter().map(|tag| tag.tokens.len()).max().unwrap_or(0);
    let is_elif =
        |tag: &&Tag<'_>| tag.is_statement && tag.tokens.first().is_some_and(|t| t.text == "elif");
    let elif = tags.iter().filter(is_elif).count();
    if words > MAX_WORDS || elif > MAX_ELIF {
        return Some(format!(
            "has {words} words in one tag and {elif} `elif`, at most {MAX_WORDS} and {MAX_ELIF} are read"
        ));
    }
    let signs = |tag: &Tag<'_>, sign| tag.tokens.iter().filter(|t| t.text == sign).count();
    let worst = |count: &dyn Fn(&Tag<'_>) -> usize| tags.iter().map(count).max().unwrap_or(0);
    let plus = worst(&|tag| signs(tag, "+") + signs(tag, "~"));
    let times = worst(&|tag| signs(tag, "*"));
    if plus > MAX_PLUS || times > MAX_TIMES {
        return Some(format!(
            "has {plus} `+` or `~` and {times} `*` in one tag, at most {MAX_PLUS} and {MAX_TIMES} are computed"
        ));
    }
    let depths = tags.iter().flat_map(|tag| &tag.tokens).map(|t| t.depth);
    let depth = depths.max().unwrap_or(0);
    (depth > MAX_DEPTH)
        .then(|| format!("has {depth} levels of brackets in one tag, at most {MAX_DEPTH} are read"))
}

/// Why `translated` cannot be parsed: minijinja counts lines and columns in
/// 16 bits, and would panic.
pub(crate) fn too_long(translated: &str) -> Option<String> {
    let most = usize::from(u16::MAX) - 1;
    let lines = translated.split('\n').count();
    let line = translated.split('\n').map(str::len).max().unwrap_or(0);
    (lines > most || line > most).then(|| {
        format!("has {lines} lines, the longest of {line} bytes; at most {most} of each are read")
    })
}

/// What a rendering writes, bounded.
#[derive(Debug)]
pub(crate) struct Output {
    bytes: Vec<u8>,
    most: usize,
}

impl Output {
    /// Takes at most so many bytes.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            bytes: Vec::new(),
            most,
        }
    }

    /// The text; templates write nothing else.
    pub(crate) fn into_text(self) -> String {
        String::from_utf8(self.bytes).unwrap_or_default()
    }
}

impl std::io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len().saturating_add(bytes.len()) > self.most {
            return Err(std::io::Error::other(format!(
                "the template writes more than {} MiB",
                self.most >> 20
            )));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
