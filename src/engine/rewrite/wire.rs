//! Protocol buffers, read without a schema: every field is kept as the bytes
//! that it came in, so what is not understood is written back unchanged.

/// The content of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Content<'a> {
    /// A number of variable length.
    Number(u64),
    /// A length and as many bytes: text, a message, packed numbers.
    Bytes(&'a [u8]),
    /// 4 or 8 bytes of fixed length.
    Fixed(&'a [u8]),
}

/// One field of a message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Field<'a> {
    /// The field's number.
    pub(super) number: u64,
    /// What it holds.
    pub(super) content: Content<'a>,
    /// The whole field, key included, as it stands in the file.
    pub(super) raw: &'a [u8],
}

impl<'a> Field<'a> {
    /// The bytes of a text, message or packed field; empty for others.
    pub(super) fn bytes(&self) -> &'a [u8] {
        match self.content {
            Content::Bytes(bytes) => bytes,
            Content::Number(_) | Content::Fixed(_) => &[],
        }
    }

    /// The field as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }

    /// The number of a field that holds one.
    pub(super) fn number_value(&self) -> Option<u64> {
        match self.content {
            Content::Number(value) => Some(value),
            Content::Bytes(_) | Content::Fixed(_) => None,
        }
    }
}

/// The fields of `message` in order; `None` where it is no such message.
pub(super) fn fields(message: &[u8]) -> Option<Vec<Field<'_>>> {
    let mut rest = message;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let start = rest;
        let key = take_number(&mut rest)?;
        let content = match key & 7 {
            0 => Content::Number(take_number(&mut rest)?),
            1 => Content::Fixed(take(&mut rest, 8)?),
            2 => {
                let length = usize::try_from(take_number(&mut rest)?).ok()?;
                Content::Bytes(take(&mut rest, length)?)
            }
            5 => Content::Fixed(take(&mut rest, 4)?),
            _ => return None,
        };
        let raw = start.get(..start.len() - rest.len())?;
        found.push(Field {
            number: key >> 3,
            content,
            raw,
        });
    }
    Some(found)
}

/// The numbers of repeated fields, packed or one by one.
pub(super) fn numbers(field: &Field<'_>) -> Option<Vec<u64>> {
    match field.content {
        Content::Number(value) => Some(vec![value]),
        Content::Bytes(mut packed) => {
            let mut found = Vec::new();
            while !packed.is_empty() {
                found.push(take_number(&mut packed)?);
            }
            Some(found)
        }
        Content::Fixed(_) => None,
    }
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

fn take_number(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

/// Writes a message field by field.
#[derive(Debug, Default)]
pub(super) struct Message(pub(super) Vec<u8>);

impl Message {
    /// A field as it was read.
    pub(super) fn raw(&mut self, raw: &[u8]) -> &mut Self {
        self.0.extend_from_slice(raw);
        self
    }

    /// A number of variable length.
    pub(super) fn number(&mut self, number: u64, value: u64) -> &mut Self {
        self.key(number << 3);
        self.key(value);
        self
    }

    /// A 32-bit float.
    pub(super) fn float(&mut self, number: u64, value: f32) -> &mut Self {
        self.key(number << 3 | 5);
        self.raw(&value.to_le_bytes())
    }

    /// Text, a message, or packed numbers.
    pub(super) fn bytes(&mut self, number: u64, bytes: &[u8]) -> &mut Self {
        self.key(number << 3 | 2);
        self.key(bytes.len() as u64);
        self.raw(bytes)
    }

    fn key(&mut self, mut value: u64) {
        while value > 127 {
            self.0.push((value & 127) as u8 | 128);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            parts in prop::collection::vec((1_u64..3000, any::<u64>(), any::<Vec<u8>>(), 0..3), 0..20),
        ) {
            let mut message = Message::default();
            for (number, value, bytes, kind) in &parts {
                match kind {
                    0 => message.number(*number, *value),
                    1 => message.bytes(*number, bytes),
                    _ => message.float(*number, *value as f32),
                };
            }
            let read = fields(&message.0).unwrap();
            prop_assert_eq!(read.len(), parts.len());
            let mut again = Message::default();
            for (field, (number, value, bytes, kind)) in read.iter().zip(&parts) {
                prop_assert_eq!(field.number, *number);
                match kind {
                    0 => prop_assert_eq!(field.number_value(), Some(*value)),
                    1 => prop_assert_eq!(field.bytes(), bytes.as_slice()),
                    _ => prop_assert_eq!(field.content, Content::Fixed(&(*value as f32).to_le_bytes())),
                }
                again.raw(field.raw);
            }
            prop_assert_eq!(&again.0, &message.0);
        }

        #[test]
        fn foreign_bytes_do_no_harm(bytes in any::<Vec<u8>>()) {
            if let Some(read) = fields(&bytes) {
                let raw: Vec<u8> = read.iter().flat_map(|field| field.raw).copied().collect();
                prop_assert_eq!(raw, bytes);
            }
        }
    }

    #[test]
    fn repeated_numbers_may_be_packed() {
        let mut message = Message::default();
        message.number(1, 300).bytes(1, &[3, 0xac, 2]);
        let read = fields(&message.0).unwrap();
        let all: Vec<u64> = read.iter().filter_map(numbers).flatten().collect();
        assert_eq!(all, [300, 3, 300]);
        assert_eq!(fields(&[0x0a, 5, 1]), None, "cut off");
    }
}
