//! What shows a format: the marks of the table, by where they count.

use std::sync::LazyLock;

use crate::text::thinking::{Form, Shape, Shown};
use crate::trace::lex::{Lexicon, marks};

/// A mark that shows a format.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    pub(super) form: &'static Form,
    pub(super) is_start: bool,
    /// Whether it shows its format where no other tag of it stands before.
    pub(super) alone: bool,
}

/// The signs that count wherever they stand as tags.
pub(super) static SIGNS: LazyLock<Lexicon<Sign>> = LazyLock::new(|| {
    let signs = Form::all().flat_map(|form| {
        let sign = move |is_start, alone| Sign {
            form,
            is_start,
            alone,
        };
        let (open, close, shown): (&[_], &[_], _) = match &form.shape {
            Shape::Plain => (&[], &[], Shown::Asked),
            Shape::Tags(tags) => (tags.open, tags.close, tags.shown),
            Shape::Channels(channels) => (channels.shown, channels.end, Shown::Anywhere),
        };
        let open = if shown == Shown::Anywhere { open } else { &[] };
        let counts = matches!(shown, Shown::Anywhere | Shown::AtStart);
        let close = if counts { close } else { &[] };
        let open = open.iter().map(move |&word| (word, sign(true, true)));
        let alone = shown == Shown::Anywhere;
        open.chain(close.iter().map(move |&word| (word, sign(false, alone))))
    });
    Lexicon::new(signs.collect::<Vec<_>>())
});

/// The signs that count where the text begins with them, white space aside.
pub(super) static STARTS: LazyLock<Lexicon<&'static Form>> = LazyLock::new(|| {
    let starts = Form::all().flat_map(|form| {
        let (open, more): (&[_], &[_]) = match &form.shape {
            Shape::Tags(tags) if tags.shown != Shown::Asked => (tags.open, &[]),
            Shape::Plain | Shape::Tags(_) => (&[], &[]),
            Shape::Channels(channels) => (channels.shown, channels.shown_at_start),
        };
        open.iter().chain(more).map(move |&word| (word, form))
    });
    Lexicon::new(starts.collect::<Vec<_>>())
});

/// The marks of all formats, tool calls and the like included.
pub(super) static MARKS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    let marks = Form::all().filter(|form| !is_pair(form)).flat_map(marks);
    Lexicon::new(marks.map(|(word, _)| (word, ())).collect::<Vec<_>>())
});

/// Whether only both headings together show the format.
pub(super) fn is_pair(form: &Form) -> bool {
    matches!(&form.shape, Shape::Tags(tags) if tags.shown == Shown::AsPair)
}
