//! A file that is one completion and nothing else.

use std::io::Read;

use super::reply::Reply;
use super::{ImportError, Out, Place, Sample, limits};

/// Reads the whole file as a completion's text.
pub(super) fn read<R: Read>(input: R, out: &mut Out<'_>) -> Result<(), ImportError> {
    let mut bytes = Vec::new();
    let most = limits::LINE_BYTES as u64;
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        bytes.truncate(limits::LINE_BYTES);
        out.issue(
            Place::File,
            format!("only the first {most} bytes were read"),
        );
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => {
            let at = e.utf8_error().valid_up_to() + 1;
            out.issue(
                Place::File,
                format!("invalid UTF-8 at byte {at}; read as \u{fffd}"),
            );
            String::from_utf8_lossy(e.as_bytes()).into_owned()
        }
    };
    out.sample(Sample {
        reply: Some(Reply::of_text(text).settled()),
        ..Sample::default()
    });
    Ok(())
}
