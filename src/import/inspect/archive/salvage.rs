//! Finds the members of an archive whose directory is cut off.
//!
//! Each member has a header of its own before its bytes, with its name, and with
//! its size unless it was written to a pipe: then the size follows the bytes,
//! and the member goes as far as the next header.

use std::collections::HashMap;
use std::io::{Read, Seek};

use super::super::super::{ImportError, Out, Place, limits};
use super::{Method, Packed, too_large};

const HEADER: &[u8; 4] = b"PK\x03\x04";
const DIRECTORY: &[u8; 4] = b"PK\x01\x02";
const DESCRIPTOR: &[u8; 4] = b"PK\x07\x08";
/// Bytes of a header without name and extra field.
const HEADER_BYTES: usize = 30;
/// Bytes of the longest descriptor.
const DESCRIPTOR_BYTES: usize = 24;

/// The members that are whole, each name once: the last one counts.
pub(super) fn members<R: Read + Seek>(
    mut input: R,
    out: &mut Out<'_>,
) -> Result<Vec<Packed>, ImportError> {
    let mut bytes = Vec::new();
    input
        .by_ref()
        .take(limits::DOCUMENT_BYTES)
        .read_to_end(&mut bytes)?;
    let mut found: Vec<Packed> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rest = bytes.as_slice();
    while rest.starts_with(HEADER) {
        let Some((member, after)) = member(rest) else {
            out.issue(Place::File, "the last member is cut in its header");
            break;
        };
        rest = after;
        match member {
            Ok(packed) => {
                let earlier = places.get(&packed.name).and_then(|i| found.get_mut(*i));
                if let Some(earlier) = earlier {
                    *earlier = packed;
                } else {
                    places.insert(packed.name.clone(), found.len());
                    found.push(packed);
                }
            }
            Err((name, message)) => out.issue(Place::member(&name), message),
        }
    }
    Ok(found)
}

type Found = Result<Packed, (String, String)>;

/// The member that `bytes` begins with, and what follows it; `None` where its
/// header is not whole.
fn member(bytes: &[u8]) -> Option<(Found, &[u8])> {
    let two = |at: usize| {
        let pair = bytes.get(at..at + 2)?;
        Some(u16::from_le_bytes([*pair.first()?, *pair.last()?]))
    };
    let four = |at: usize| Some(u64::from(two(at)?) | u64::from(two(at + 2)?) << 16);
    let (flags, method) = (two(6)?, Method::of(two(8)?));
    let (checksum, packed, unpacked) = (four(14)? as u32, four(18)?, four(22)?);
    let name_end = HEADER_BYTES + usize::from(two(26)?);
    let name = String::from_utf8_lossy(bytes.get(HEADER_BYTES..name_end)?).into_owned();
    let start = name_end + usize::from(two(28)?);
    let body = bytes.get(start..)?;
    let follows = flags & 8 != 0 && packed == 0;
    let n_packed = if follows {
        end_of(body)
    } else {
        packed as usize
    };
    let Some(own) = body.get(..n_packed) else {
        let message = "the file breaks off in this member".to_owned();
        return Some((Err((name, message)), &[]));
    };
    let after = body.get(n_packed..).unwrap_or_default();
    // A descriptor or nothing stands between a member and the next one.
    let near = after
        .get(..DESCRIPTOR_BYTES + HEADER.len())
        .unwrap_or(after);
    let gap = near
        .windows(HEADER.len())
        .position(|window| window == HEADER);
    let after = gap.and_then(|gap| after.get(gap..)).unwrap_or_default();
    let n_unpacked = if follows || unpacked == 0 && packed > 0 {
        // Unknown: text seldom shrinks to less than a fiftieth.
        (n_packed as u64)
            .saturating_mul(50)
            .clamp(1 << 16, limits::MEMBER_BYTES)
    } else {
        unpacked
    };
    if n_unpacked > limits::MEMBER_BYTES {
        return Some((Err((name, too_large(n_unpacked))), after));
    }
    let packed = Packed {
        name,
        method,
        bytes: own.to_vec(),
        n_unpacked,
        checksum: (!follows).then_some(checksum),
    };
    Some((Ok(packed), after))
}

/// Where a member of unknown size ends: at its descriptor, the next header or
/// the directory. Looks no further than that, so that a file of many such
/// members is gone through once.
fn end_of(body: &[u8]) -> usize {
    let is_end = |window: &[u8]| {
        let marks = [DESCRIPTOR, HEADER, DIRECTORY];
        window.first() == Some(&b'P') && marks.iter().any(|mark| window == mark.as_slice())
    };
    let found = body.windows(HEADER.len()).position(is_end);
    found.unwrap_or(body.len())
}
