//! Reads other harnesses' logs and the replies of APIs: bytes in, samples out.
//!
//! ```text
//! bytes ─► detect ─► a reader per format ─► Sample … ─► fold ─► suites, records
//! ```
//!
//! [`read`] hands each sample to the caller as soon as it is there, so that a
//! file larger than memory can be read. What cannot be read is an [`Issue`]
//! with its place, and the rest is read all the same. [`fold()`] turns samples
//! into what a run folder holds. Pure but for the reader that it is given.

use std::io::{Read, Seek};

mod api;
mod content;
mod detect;
mod error;
mod evalscope;
mod fields;
mod fold;
mod format;
mod inspect;
mod json;
mod lighteval;
mod limits;
mod lines;
mod lm_eval;
mod nemo;
mod reply;
mod rows;
mod score;
mod text;
mod value;

pub use error::{ImportError, Issue, Place, Report};
pub use fields::{FieldError, Fields, Role};
pub use fold::{FoldError, FoldOptions, Folded, Judging, completion, fold};
pub use format::Format;
pub use reply::{Reply, Stop, Thinking, Timing, Tokens};
pub use score::{Grade, Score};

/// One reply of a model, as another program stored it. What the source does not
/// tell is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    /// Where it stands in its file.
    pub place: Place,
    /// The task or dataset that it is of.
    pub suite: Option<String>,
    /// The question's name in it.
    pub id: Option<String>,
    /// Which repetition of the question it is, as the source counts.
    pub epoch: Option<u32>,
    /// The model.
    pub model: Option<String>,
    /// The question: what the user said, and the system.
    pub prompt: Option<String>,
    /// The right answer, as the source gives it.
    pub target: Option<String>,
    /// What the model wrote. `None` for a mere question, and for a failure.
    pub reply: Option<Reply>,
    /// Why there is no reply, where the source tells.
    pub error: Option<String>,
    /// What the source made of it.
    pub score: Option<Score>,
    /// The answer that the source took out of the text.
    pub answer: Option<String>,
    /// Whether it only adds score and target to a sample of another file.
    pub is_review: bool,
}

/// What the user may say about a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// The format; `None` finds it out.
    pub format: Option<Format>,
    /// Names of fields in rows.
    pub fields: Fields,
    /// Which of several scores decides; `None` takes the first.
    pub score: Option<String>,
}

/// Reads a file of any [`Format`]. `name` is its path: messages do not repeat
/// it, but harnesses put task and model there. `sink` gets each sample, in the
/// order of the file.
///
/// Memory is bounded by [`limits`](crate::import) on lines, members and
/// documents, and not by the file's size, except where a format is one JSON
/// document.
///
/// # Errors
/// [`ImportError`] when nothing of the file can be read: not readable at all,
/// empty, or of no known format. All else is an [`Issue`] of the report.
pub fn read<R: Read + Seek>(
    mut input: R,
    name: &str,
    options: &Options,
    sink: &mut dyn FnMut(Sample),
) -> Result<Report, ImportError> {
    let shape = detect::shape(&mut input, options)?;
    input.rewind()?;
    let mut out = Out {
        sink,
        report: Report::new(shape.format, shape.evidence),
    };
    let file = File {
        path: name,
        options,
        begins: shape.begins,
    };
    match shape.kind {
        detect::Kind::Zip => inspect::read_archive(input, &file, &mut out)?,
        detect::Kind::Parquet => lighteval::read(input, &file, &mut out)?,
        detect::Kind::Lines => lines::read(input, &file, &mut out)?,
        detect::Kind::Document => lines::read_document(input, &file, &mut out)?,
        detect::Kind::Text => text::read(input, &mut out)?,
    }
    Ok(out.report)
}

/// What readers know of their file.
struct File<'a> {
    /// Its path as the user gave it.
    path: &'a str,
    options: &'a Options,
    /// What its first readable value is like.
    begins: Format,
}

/// Where readers put what they find.
struct Out<'a> {
    sink: &'a mut dyn FnMut(Sample),
    report: Report,
}

impl Out<'_> {
    fn sample(&mut self, sample: Sample) {
        self.report.n_samples += 1;
        (self.sink)(sample);
    }

    fn issue(&mut self, place: Place, message: impl Into<String>) {
        self.report.add(Issue {
            place,
            message: message.into(),
        });
    }

    fn note(&mut self, note: String) {
        if !self.report.notes.contains(&note) {
            self.report.notes.push(note);
        }
    }
}
