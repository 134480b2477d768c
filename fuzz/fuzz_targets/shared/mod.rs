//! What holds of every file that is imported.

use std::collections::BTreeSet;
use std::io::Cursor;

use overthink::import::{Issue, Options, Sample, read};

/// Longest message about a file, in bytes: what it quotes is cut.
const MOST_MESSAGE: usize = 4096;

/// Reads `bytes`, and holds what comes of them: as many samples as reported, no
/// text longer than the `most` bytes that the file can hold, nothing said twice,
/// and no message of any length.
pub fn hold(bytes: &[u8], path: &str, options: &Options, most: usize) {
    let mut n = 0;
    let read = read(Cursor::new(bytes), path, options, &mut |sample| {
        n += 1;
        texts(&sample, most);
    });
    match read {
        Ok(report) => {
            assert_eq!(report.n_samples, n);
            assert!(report.issues.len() <= report.n_issues);
            let said: BTreeSet<String> = report.issues.iter().map(Issue::to_string).collect();
            assert_eq!(said.len(), report.issues.len(), "{:?}", report.issues);
            let notes: BTreeSet<&String> = report.notes.iter().collect();
            assert_eq!(notes.len(), report.notes.len(), "{:?}", report.notes);
            let messages = said.iter().chain(&report.notes);
            for message in messages.chain([&report.evidence]) {
                assert!(message.len() <= MOST_MESSAGE, "{message}");
            }
        }
        Err(e) => {
            assert_eq!(n, 0, "{e}");
            assert!(e.to_string().len() <= MOST_MESSAGE, "{e}");
            let _ = e.hint();
        }
    }
}

/// Holds the texts of a sample to the size of its file.
fn texts(sample: &Sample, most: usize) {
    let parts = [&sample.suite, &sample.id, &sample.model, &sample.prompt];
    let more = [&sample.target, &sample.error, &sample.answer];
    for text in parts.into_iter().chain(more).flatten() {
        assert!(text.len() <= most, "{text}");
    }
    let Some(reply) = &sample.reply else {
        return;
    };
    assert!(!(reply.has_trace() && reply.is_hidden()));
    // Thinking and answer are apart in the file; the tags between them are ours.
    assert!(reply.whole_text().len() <= most + 64);
}
