//! Replies of APIs: each alone, as a stream, or as a line of a batch file.

use serde_json::Value;

use super::reply::Reply;
use super::{File, Format, Out, Place, Sample};

pub(super) mod envelope;
mod families;
mod stream;
mod usage;

use envelope::Inner;
use stream::Streams;

/// A reply as an API gives it: one, or several of one request.
#[derive(Debug, Default)]
struct Told {
    model: Option<String>,
    id: Option<String>,
    replies: Vec<Reply>,
    /// What the API says instead of a reply.
    error: Option<String>,
}

/// Takes the values of a file and gives samples: whole replies at once, streams
/// when they end.
#[derive(Default)]
pub(super) struct Assembler {
    streams: Streams,
}

impl Assembler {
    /// Takes a value: a reply, an event of a stream, a line of a batch file.
    pub(super) fn add(
        &mut self,
        format: Format,
        place: Place,
        value: &Value,
        file: &File<'_>,
        out: &mut Out<'_>,
    ) {
        let chosen = file.options.fields.chosen(super::Role::Text);
        let shown = chosen.map_or(Some(value), |path| super::value::at(value, path));
        let Some(shown) = shown else {
            let path = chosen.unwrap_or_default();
            out.issue(place, format!("there is no field `{path}`"));
            return;
        };
        let envelope = envelope::open(shown);
        let base = Sample {
            place: place.clone(),
            id: envelope.id,
            prompt: envelope.prompt,
            model: envelope.model,
            ..Sample::default()
        };
        match envelope.inner {
            Inner::Request => out.sample(base),
            Inner::Failed(error) => out.sample(Sample {
                error: Some(error),
                ..base
            }),
            Inner::Reply(inner) if stream::is_event(format, inner) => {
                for told in self.streams.add(format, &base, inner, out) {
                    emit(told.0, told.1, out);
                }
            }
            Inner::Reply(inner) => match families::whole(format, inner) {
                Some(told) => emit(base, told, out),
                None => out.issue(place, format!("no reply of format `{format}`")),
            },
        }
    }

    /// Ends the streams that are still open.
    pub(super) fn finish(mut self, out: &mut Out<'_>) {
        for (base, told) in self.streams.finish(out) {
            emit(base, told, out);
        }
    }
}

fn emit(base: Sample, told: Told, out: &mut Out<'_>) {
    let sample = Sample {
        id: base.id.clone().or(told.id),
        model: told.model.or_else(|| base.model.clone()),
        ..base
    };
    if told.replies.is_empty() {
        let error = told
            .error
            .unwrap_or_else(|| "the reply holds no choice".to_owned());
        out.sample(Sample {
            error: Some(error),
            ..sample
        });
        return;
    }
    for reply in told.replies {
        out.sample(Sample {
            reply: Some(reply),
            ..sample.clone()
        });
    }
}
