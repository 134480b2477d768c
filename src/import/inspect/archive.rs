//! An archive whose members are read a few at a time, unpacked on all threads.

use std::borrow::Cow;
use std::io::{Read, Seek};

use rayon::prelude::*;
use zip::{CompressionMethod, ZipArchive};

use super::super::{ImportError, Out, Place, Sample, limits};

mod salvage;
mod unpack;

use unpack::Unpacker;

/// A member as it stands in the archive.
pub(super) struct Packed {
    pub(super) name: String,
    method: Method,
    bytes: Vec<u8>,
    /// Size that the archive declares; nothing larger is unpacked.
    n_unpacked: u64,
    /// Checksum of what it unpacks to; `None` where the archive tells none.
    checksum: Option<u32>,
}

/// How a member is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Stored,
    Deflate,
    Zstd,
    /// Another one, by its number.
    Other(u16),
}

impl Method {
    fn of(number: u16) -> Self {
        match number {
            0 => Self::Stored,
            8 => Self::Deflate,
            93 => Self::Zstd,
            other => Self::Other(other),
        }
    }
}

/// What a sample's bytes become: it, and what could not be read of it.
type Parsed = Result<(Sample, Option<String>), String>;

/// An archive, or what is left of one.
pub(super) enum Archive<R> {
    /// With its directory at the end.
    Whole(Box<ZipArchive<R>>),
    /// Without: the members that were found one after the other.
    Salvaged(Vec<Packed>),
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive; one whose directory is cut off is searched for members.
    pub(super) fn open(mut input: R, out: &mut Out<'_>) -> Result<Self, ImportError> {
        match ZipArchive::new(&mut input) {
            Ok(_) => {}
            Err(e) => {
                out.issue(Place::File, format!(
                    "the archive has no whole directory ({e}): it is cut or damaged; its members were searched one by one"
                ));
                input.rewind()?;
                return Ok(Self::Salvaged(salvage::members(input, out)?));
            }
        }
        input.rewind()?;
        let archive = ZipArchive::new(input).map_err(|e| ImportError::Unknown {
            found: format!("the archive cannot be opened: {e}"),
        })?;
        Ok(Self::Whole(Box::new(archive)))
    }

    fn names(&self) -> Vec<Cow<'_, str>> {
        match self {
            Self::Whole(archive) => archive.file_names().filter_map(Result::ok).collect(),
            Self::Salvaged(members) => {
                let names = members.iter().map(|m| m.name.as_str().into());
                names.collect()
            }
        }
    }

    /// Whether it looks like a log of Inspect.
    pub(super) fn has_samples(&self) -> bool {
        let own =
            |name: &str| is_sample(name) || name == "header.json" || name.starts_with("_journal/");
        self.names().iter().any(|name| own(name))
    }

    /// What is in it instead, for a message.
    pub(super) fn describe(&self) -> String {
        let names = self.names();
        let shown: Vec<String> = names
            .iter()
            .take(3)
            .map(|name| {
                format!(
                    "`{}`",
                    name.chars().take(60).collect::<String>().escape_debug()
                )
            })
            .collect();
        format!(
            "a zip archive of {} members, such as {}, and no `samples/` of Inspect",
            names.len(),
            if shown.is_empty() {
                "none".to_owned()
            } else {
                shown.join(", ")
            }
        )
    }

    /// A member, unpacked; `None` if there is none of that name.
    pub(super) fn member(&mut self, name: &str) -> Option<Result<Vec<u8>, String>> {
        let unpack = |packed: &Packed| Unpacker::default().unpack(packed).map(<[u8]>::to_vec);
        match self {
            Self::Whole(archive) => {
                let index = archive.index_for_name(name)?;
                Some(packed(archive, index).and_then(|packed| unpack(&packed)))
            }
            // Names can repeat; the last one counts.
            Self::Salvaged(members) => members.iter().rfind(|m| m.name == name).map(unpack),
        }
    }

    /// Hands all samples to `parse` and what becomes of them to `out`, in the
    /// order of the directory.
    pub(super) fn each_sample(
        &mut self,
        parse: &(dyn Fn(&Packed, &[u8]) -> Parsed + Sync),
        out: &mut Out<'_>,
    ) {
        let mut batch = Batch::new(parse);
        match self {
            Self::Whole(archive) => {
                for index in 0..archive.len() {
                    if !is_sample(&name_of(archive, index)) {
                        continue;
                    }
                    match packed(archive, index) {
                        Ok(packed) => batch.add(packed, out),
                        Err(message) => {
                            batch.flush(out);
                            out.issue(Place::member(&name_of(archive, index)), message);
                        }
                    }
                }
            }
            Self::Salvaged(members) => {
                for packed in members.drain(..) {
                    if is_sample(&packed.name) {
                        batch.add(packed, out);
                    }
                }
            }
        }
        batch.flush(out);
    }
}

/// A member's name; empty where it is none.
fn name_of<R: Read + Seek>(archive: &ZipArchive<R>, index: usize) -> String {
    let name = archive.name_for_index(index).and_then(Result::ok);
    name.map_or_else(String::new, Cow::into_owned)
}

fn is_sample(name: &str) -> bool {
    name.starts_with("samples/") && name.strip_suffix(".json").is_some()
}

/// The packed bytes of a member.
fn packed<R: Read + Seek>(archive: &mut ZipArchive<R>, index: usize) -> Result<Packed, String> {
    let mut member = archive
        .by_index_raw(index)
        .map_err(|e| format!("cannot be found in the archive: {e}"))?;
    let n_packed = member.compressed_size();
    let n_unpacked = member.size();
    let checksum = Some(member.crc32());
    if n_packed.max(n_unpacked) > limits::MEMBER_BYTES {
        return Err(too_large(n_packed.max(n_unpacked)));
    }
    let method = match member.compression() {
        CompressionMethod::Stored => Method::Stored,
        CompressionMethod::Deflated => Method::Deflate,
        CompressionMethod::ZSTD => Method::Zstd,
        other => return Err(format!("packed as {other}, which is not read")),
    };
    let name = member
        .name()
        .map_or_else(|_| String::new(), Cow::into_owned);
    // What the archive claims is not trusted with memory before it is there.
    let mut bytes = Vec::with_capacity(n_packed.min(1 << 20) as usize);
    (&mut member)
        .take(n_packed)
        .read_to_end(&mut bytes)
        .map_err(|e| format!("cannot be read: {e}"))?;
    Ok(Packed {
        name,
        method,
        bytes,
        n_unpacked,
        checksum,
    })
}

fn too_large(n: u64) -> String {
    format!(
        "{n} bytes, and at most {} of a member are unpacked",
        limits::MEMBER_BYTES
    )
}

/// Members that are unpacked together.
struct Batch<'p> {
    parse: &'p (dyn Fn(&Packed, &[u8]) -> Parsed + Sync),
    members: Vec<Packed>,
    n_bytes: u64,
    /// Of all batches.
    n_total: u64,
}

impl<'p> Batch<'p> {
    fn new(parse: &'p (dyn Fn(&Packed, &[u8]) -> Parsed + Sync)) -> Self {
        Self {
            parse,
            members: Vec::new(),
            n_bytes: 0,
            n_total: 0,
        }
    }

    fn add(&mut self, packed: Packed, out: &mut Out<'_>) {
        self.n_total = self.n_total.saturating_add(packed.n_unpacked);
        if self.n_total > limits::ARCHIVE_BYTES {
            let message = "left out: the archive is larger than is unpacked";
            out.issue(Place::member(&packed.name), message);
            return;
        }
        let full = self.n_bytes.saturating_add(packed.n_unpacked) > limits::BATCH_BYTES;
        if full || self.members.len() >= limits::BATCH_MEMBERS {
            self.flush(out);
        }
        self.n_bytes += packed.n_unpacked;
        self.members.push(packed);
    }

    /// Unpacks and parses what waits, and hands it on in order.
    fn flush(&mut self, out: &mut Out<'_>) {
        self.n_bytes = 0;
        let parse = self.parse;
        let members = std::mem::take(&mut self.members);
        let parsed: Vec<(String, Parsed)> = members
            .into_par_iter()
            .map_init(Unpacker::default, |unpacker, packed| {
                let parsed = unpacker
                    .unpack(&packed)
                    .and_then(|bytes| parse(&packed, bytes));
                (packed.name, parsed)
            })
            .collect();
        for (name, parsed) in parsed {
            match parsed {
                Ok((sample, complaint)) => {
                    if let Some(complaint) = complaint {
                        out.issue(Place::member(&name), complaint);
                    }
                    out.sample(sample);
                }
                Err(message) => out.issue(Place::member(&name), message),
            }
        }
    }
}
