//! The wire format of protocol buffers: fields of a number and a content.

use std::io::{BufReader, Read, Seek};

use crate::engine::model_dir::error::Problem;

/// Longest text that is read; the rest of a longer one is stepped over.
const MAX_TEXT: u64 = 4096;

/// Walks through a protocol buffer without keeping it.
pub(super) struct Wire<R> {
    reader: BufReader<R>,
    position: u64,
    size: u64,
}

/// What a field holds.
pub(super) enum Content {
    Number(u64),
    /// Bytes from the current position up to this one.
    Bytes(u64),
}

impl<R: Read + Seek> Wire<R> {
    pub(super) fn new(reader: R, size: u64) -> Self {
        Self {
            reader: BufReader::new(reader),
            position: 0,
            size,
        }
    }

    /// Where the file ends.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// The next field of a message that ends at `end`: its number and content.
    /// `None` at the end. Bytes must then be read or skipped by the caller.
    pub(super) fn field(&mut self, end: u64) -> Result<Option<(u64, Content)>, Problem> {
        if self.position >= end {
            return Ok(None);
        }
        let key = self.number()?;
        let content = match key & 7 {
            0 => Content::Number(self.number()?),
            1 => Content::Bytes(self.end_after(8)?),
            2 => {
                let length = self.number()?;
                Content::Bytes(self.end_after(length)?)
            }
            5 => Content::Bytes(self.end_after(4)?),
            _ => return Err(not_onnx()),
        };
        let reached = match content {
            Content::Number(_) => self.position,
            Content::Bytes(end) => end,
        };
        if reached > end {
            // A part that is longer than the whole.
            return Err(not_onnx());
        }
        Ok(Some((key >> 3, content)))
    }

    /// Steps over what is not wanted.
    pub(super) fn skip(&mut self, content: &Content) -> Result<(), Problem> {
        match content {
            Content::Number(_) => Ok(()),
            Content::Bytes(end) => self.skip_to(*end),
        }
    }

    /// Numbers packed one behind the other up to `end`.
    pub(super) fn numbers(&mut self, end: u64, mut each: impl FnMut(u64)) -> Result<(), Problem> {
        while self.position < end {
            each(self.number()?);
        }
        if self.position == end {
            Ok(())
        } else {
            Err(not_onnx())
        }
    }

    /// The text up to `end`.
    pub(super) fn text(&mut self, end: u64) -> Result<String, Problem> {
        let length = end.saturating_sub(self.position).min(MAX_TEXT);
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        self.reader
            .read_exact(&mut bytes)
            .map_err(Problem::Unreadable)?;
        self.position += length;
        self.skip_to(end)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Moves inside the buffer where that is enough: graphs have many small parts.
    fn skip_to(&mut self, end: u64) -> Result<(), Problem> {
        let distance = end
            .checked_sub(self.position)
            .and_then(|n| i64::try_from(n).ok())
            .ok_or_else(not_onnx)?;
        self.reader
            .seek_relative(distance)
            .map_err(Problem::Unreadable)?;
        self.position = end;
        Ok(())
    }

    fn end_after(&self, length: u64) -> Result<u64, Problem> {
        let end = self.position.checked_add(length).ok_or_else(not_onnx)?;
        if end > self.size {
            return Err(Problem::Truncated {
                has: self.size,
                needs: end,
            });
        }
        Ok(end)
    }

    fn number(&mut self) -> Result<u64, Problem> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            self.end_after(1)?;
            let mut byte = [0];
            self.reader
                .read_exact(&mut byte)
                .map_err(Problem::Unreadable)?;
            self.position += 1;
            let [byte] = byte;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(value);
            }
        }
        Err(not_onnx())
    }
}

/// For bytes that no exporter writes.
pub(super) fn not_onnx() -> Problem {
    Problem::Malformed("it is no ONNX file".to_owned())
}
