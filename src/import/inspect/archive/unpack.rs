//! Unpacks members into memory that is used again.

use std::io::Read;

use super::super::super::limits;
use super::{Method, Packed, too_large};

/// Unpacks one member after the other.
#[derive(Default)]
pub(super) struct Unpacker {
    /// Made when the first member needs it.
    zstd: Option<zstd::bulk::Decompressor<'static>>,
    unpacked: Vec<u8>,
}

impl Unpacker {
    /// The bytes of a member: never more than the archive declared, and those
    /// that were packed, by their checksum.
    pub(super) fn unpack<'u>(&'u mut self, packed: &'u Packed) -> Result<&'u [u8], String> {
        if packed.n_unpacked > limits::MEMBER_BYTES {
            return Err(too_large(packed.n_unpacked));
        }
        let bytes = match packed.method {
            Method::Stored => &packed.bytes,
            Method::Deflate => self.inflate(packed)?,
            Method::Zstd => self.zstd(packed)?,
            Method::Other(number) => {
                return Err(format!("packed by method {number}, which is not read"));
            }
        };
        if packed.checksum.is_some_and(|told| told != checksum(bytes)) {
            return Err("damaged: its checksum is another".to_owned());
        }
        Ok(bytes)
    }

    fn inflate(&mut self, packed: &Packed) -> Result<&[u8], String> {
        self.unpacked.clear();
        let most = packed.n_unpacked;
        flate2::read::DeflateDecoder::new(packed.bytes.as_slice())
            .take(most + 1)
            .read_to_end(&mut self.unpacked)
            .map_err(|e| damaged(&e))?;
        if self.unpacked.len() as u64 > most {
            return Err(format!(
                "holds more than the {most} bytes that the archive declares"
            ));
        }
        Ok(&self.unpacked)
    }

    fn zstd(&mut self, packed: &Packed) -> Result<&[u8], String> {
        let decompressor = match &mut self.zstd {
            Some(decompressor) => decompressor,
            empty => empty.insert(zstd::bulk::Decompressor::new().map_err(|e| damaged(&e))?),
        };
        self.unpacked.clear();
        self.unpacked.reserve(packed.n_unpacked as usize);
        decompressor
            .decompress_to_buffer(&packed.bytes, &mut self.unpacked)
            .map_err(|e| damaged(&e))?;
        Ok(&self.unpacked)
    }
}

fn damaged(e: &std::io::Error) -> String {
    format!("cannot be unpacked: {e}")
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
