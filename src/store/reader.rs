//! Reads `records.jsonl`, the way it may look after a crash.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};

use super::{Record, RunDir, StoreError};

/// The records of a run, as far as they got.
#[derive(Debug, Default)]
pub struct Records {
    /// Attempt id → its newest record.
    pub by_id: BTreeMap<String, Record>,
    /// Bytes of the file that hold whole lines; what follows was cut off.
    pub n_good_bytes: u64,
    /// Bytes of a truncated last line; 0 for a clean end.
    pub n_cut_bytes: u64,
}

/// Reads a run's records. A run without the file has none. A last line without
/// its end was cut by a crash: it is left out and counted. A later record of an
/// attempt replaces an earlier one (a failed attempt that was tried again).
///
/// # Errors
/// [`StoreError::Parse`] with the line for any other line that is no record.
pub fn read_records(run: &RunDir) -> Result<Records, StoreError> {
    read(run, &|line| !line.iter().all(u8::is_ascii_whitespace))
}

/// Reads the records of the attempts `ids` alone. All other lines are passed
/// over by their first bytes, so that looking for a few among many costs little
/// more than reading the file.
///
/// # Errors
/// As [`read_records`], for the lines of these attempts.
pub fn read_some(run: &RunDir, ids: &BTreeSet<&str>) -> Result<Records, StoreError> {
    read(run, &|line| {
        id_of(line).is_some_and(|id| ids.contains(id.as_str()))
    })
}

/// Reads the lines that are `wanted`, and counts the bytes of all.
fn read(run: &RunDir, wanted: &dyn Fn(&[u8]) -> bool) -> Result<Records, StoreError> {
    let path = run.records();
    let fail = |source| StoreError::Read {
        path: path.clone(),
        source,
    };
    let file = match fs_err::File::open(&path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Records::default()),
        Err(e) => return Err(fail(e)),
    };
    let mut reader = BufReader::new(file);
    let mut records = Records::default();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let n = reader.read_until(b'\n', &mut line).map_err(fail)?;
        if n == 0 {
            break;
        }
        if !line.ends_with(b"\n") {
            records.n_cut_bytes = n as u64;
            break;
        }
        records.n_good_bytes += n as u64;
        if !wanted(&line) {
            continue;
        }
        let record: Record = serde_json::from_slice(&line).map_err(|source| StoreError::Parse {
            path: path.clone(),
            line: Some(number),
            source,
        })?;
        records.by_id.insert(record.attempt.id.clone(), record);
    }
    Ok(records)
}

/// The attempt's id in a line as this program writes it: the first field of the
/// first field.
fn id_of(line: &[u8]) -> Option<String> {
    let rest = line.strip_prefix(br#"{"attempt":{"id":"#)?;
    let mut first = serde_json::Deserializer::from_slice(rest).into_iter::<String>();
    first.next()?.ok()
}

impl Records {
    /// The records of `order`, in that order; attempts without one are left out.
    pub fn in_order<'a>(&self, order: impl IntoIterator<Item = &'a str>) -> Vec<Record> {
        order
            .into_iter()
            .filter_map(|id| self.by_id.get(id).cloned())
            .collect()
    }
}
