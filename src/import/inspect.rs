//! Inspect's logs: `.eval` archives, and `.json` documents.

use std::fmt;
use std::io::{Read, Seek};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::value::{str_at, text_at};
use super::{File, ImportError, Out, Place, Sample, json};

mod archive;
mod sample;

use archive::{Archive, Packed};
use sample::Raw;

/// What the log says about all of its samples.
#[derive(Debug, Default)]
struct About {
    task: Option<String>,
    model: Option<String>,
}

impl About {
    /// From the header, or from what a run writes at its start.
    fn of(value: &Value) -> Self {
        Self {
            task: text_at(value, "eval.task"),
            model: text_at(value, "eval.model"),
        }
    }

    /// The sample with what its log says about all.
    fn complete(&self, sample: Sample) -> Sample {
        Sample {
            suite: sample.suite.or_else(|| self.task.clone()),
            // A sample's own output may name the model otherwise than the log.
            model: self.model.clone().or(sample.model),
            ..sample
        }
    }
}

/// Reads an archive: a few members at a time, on all threads.
pub(super) fn read_archive<R: Read + Seek>(
    input: R,
    file: &File<'_>,
    out: &mut Out<'_>,
) -> Result<(), ImportError> {
    let mut archive = Archive::open(input, out)?;
    if !archive.has_samples() {
        let found = archive.describe();
        return Err(ImportError::Unknown { found });
    }
    let about = about(&mut archive, out);
    let wanted = file.options.score.as_deref();
    archive.each_sample(
        &|packed: &Packed, bytes: &[u8]| {
            let place = || Place::member(&packed.name);
            let read = json::parse::<Raw>(bytes)?;
            let (sample, complaint) = read.value.into_sample(place(), wanted);
            let bare = (read.n_bare > 0).then(|| json::bare_message(read.n_bare));
            Ok((about.complete(sample), bare.or(complaint)))
        },
        out,
    );
    Ok(())
}

/// The header, or in a run that did not finish what it wrote at its start.
fn about<R: Read + Seek>(archive: &mut Archive<R>, out: &mut Out<'_>) -> About {
    let mut from = |name: &str, out: &mut Out<'_>| -> Option<Value> {
        let bytes = match archive.member(name)? {
            Ok(bytes) => bytes,
            Err(message) => {
                out.issue(Place::member(name), message);
                return None;
            }
        };
        match json::parse::<Value>(&bytes) {
            // Headers hold NaN among their metrics, which are not read.
            Ok(read) => Some(read.value),
            Err(message) => {
                out.issue(Place::member(name), message);
                None
            }
        }
    };
    if let Some(header) = from("header.json", out) {
        if let Some(status @ ("error" | "cancelled" | "started")) = str_at(&header, "status") {
            out.note(format!("the log's status is `{status}`"));
        }
        return About::of(&header);
    }
    let message = "there is no `header.json`: the run did not finish, or the file is cut";
    out.issue(Place::File, message);
    from("_journal/start.json", out).map_or_else(About::default, |start| About::of(&start))
}

/// Reads a document, sample for sample: what stands before a break is read.
pub(super) fn read_document(
    bytes: &[u8],
    file: &File<'_>,
    out: &mut Out<'_>,
) -> Result<(), ImportError> {
    let cleaned = json::cleaned(bytes);
    let n_bare = cleaned.as_ref().map_or(0, |(_, n)| *n);
    if n_bare > 0 {
        out.issue(Place::File, json::bare_message(n_bare));
    }
    let bytes = cleaned.as_ref().map_or(bytes, |(cleaned, _)| cleaned);
    let mut log = Log {
        about: About::default(),
        n_samples: 0,
        wanted: file.options.score.as_deref(),
        out,
    };
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let ended = deserializer.deserialize_map(&mut log);
    let n_samples = log.n_samples;
    match ended {
        Ok(()) => Ok(()),
        Err(e) => {
            let message = json::describe(bytes, &e);
            if n_samples == 0 {
                return Err(ImportError::Broken {
                    format: super::Format::Inspect,
                    found: message,
                });
            }
            out.issue(Place::File, message);
            Ok(())
        }
    }
}

/// The document while it is read: Inspect writes `eval` before `samples`.
struct Log<'a, 'o> {
    about: About,
    n_samples: usize,
    wanted: Option<&'a str>,
    out: &'a mut Out<'o>,
}

impl<'de> Visitor<'de> for &mut Log<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a log of Inspect")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "eval" => {
                    let eval: Value = map.next_value()?;
                    self.about = About {
                        task: text_at(&eval, "task"),
                        model: text_at(&eval, "model"),
                    };
                }
                "samples" => map.next_value_seed(Samples(self))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The list of samples.
struct Samples<'l, 'a, 'o>(&'l mut Log<'a, 'o>);

impl<'de> DeserializeSeed<'de> for Samples<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Samples<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of samples")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let log = self.0;
        while let Some(raw) = seq.next_element::<Raw>()? {
            log.n_samples += 1;
            let place = Place::Entry(log.n_samples);
            let (sample, complaint) = raw.into_sample(place.clone(), log.wanted);
            if let Some(complaint) = complaint {
                log.out.issue(place, complaint);
            }
            log.out.sample(log.about.complete(sample));
        }
        Ok(())
    }
}
