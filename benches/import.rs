//! Reading an Inspect log of 10,000 samples: `cargo bench --bench import`.
//!
//! The samples are those of a real log (`tests/fixtures/import/inspect.json`),
//! events and messages included, with an id of their own, packed as Inspect
//! packs them. Prints seconds, the fastest of ten, and the process's peak memory.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::unwrap_used, reason = "a benchmark may fail where it stands")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use overthink::import::{Options, read};
use serde_json::{Value, json};

const N_SAMPLES: usize = 10_000;
const N_RUNS: usize = 10;
/// The number of zstd in zip archives.
const ZSTD: u16 = 93;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.eval");
    let (n_raw, n_packed) = make(&path);
    println!(
        "{N_SAMPLES} samples, {:.1} MB, {:.1} MB packed",
        n_raw as f64 / 1e6,
        n_packed as f64 / 1e6
    );
    let before = peak_mib();
    let mut times: Vec<f64> = (0..N_RUNS).map(|_| once(&path)).collect();
    times.sort_by(f64::total_cmp);
    println!(
        "fastest {:.3} s, median {:.3} s",
        times[0],
        times[N_RUNS / 2]
    );
    println!(
        "peak memory {:.1} MiB, of which making the file {before:.1} MiB",
        peak_mib()
    );
}

fn once(path: &Path) -> f64 {
    let began = Instant::now();
    let (mut n, mut n_bytes) = (0, 0);
    let report = read(
        File::open(path).unwrap(),
        "log.eval",
        &Options::default(),
        &mut |sample| {
            n += 1;
            n_bytes += sample.reply.map_or(0, |reply| reply.whole_text().len());
        },
    );
    let elapsed = began.elapsed().as_secs_f64();
    assert_eq!((n, report.unwrap().n_issues), (N_SAMPLES, 0));
    assert!(n_bytes > 0);
    elapsed
}

/// Writes the log; bytes of its samples, and of the file.
fn make(path: &Path) -> (u64, u64) {
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/import/inspect.json"
    );
    let log: Value = serde_json::from_reader(File::open(source).unwrap()).unwrap();
    let mut samples: Vec<Value> = log["samples"].as_array().unwrap().clone();
    let mut archive = Archive {
        out: BufWriter::new(File::create(path).unwrap()),
        at: 0,
        directory: Vec::new(),
        n_members: 0,
    };
    let mut n_raw = 0;
    for i in 0..N_SAMPLES {
        let n_kinds = samples.len();
        let sample = &mut samples[i % n_kinds];
        sample["id"] = json!(i);
        sample["epoch"] = json!(1);
        let bytes = serde_json::to_vec(sample).unwrap();
        n_raw += bytes.len() as u64;
        archive.add(&format!("samples/{i}_epoch_1.json"), &bytes);
    }
    let mut header = log;
    header.as_object_mut().unwrap().remove("samples");
    archive.add("header.json", &serde_json::to_vec(&header).unwrap());
    (n_raw, archive.finish())
}

/// Writes zip archives with members packed by zstd, which the crate `zip` is
/// built without.
struct Archive {
    out: BufWriter<File>,
    at: u64,
    directory: Vec<u8>,
    n_members: u16,
}

impl Archive {
    fn add(&mut self, name: &str, bytes: &[u8]) {
        let packed = zstd::bulk::compress(bytes, 3).unwrap();
        let mut checksum = flate2::Crc::new();
        checksum.update(bytes);
        let mut fields = Vec::new();
        // Version, flags, method, time, date.
        for n in [63, 0, ZSTD, 0, 0x21] {
            fields.extend_from_slice(&n.to_le_bytes());
        }
        for n in [checksum.sum(), packed.len() as u32, bytes.len() as u32] {
            fields.extend_from_slice(&n.to_le_bytes());
        }
        fields.extend_from_slice(&(name.len() as u16).to_le_bytes());
        fields.extend_from_slice(&[0, 0]);
        let local = [b"PK\x03\x04".as_slice(), &fields, name.as_bytes(), &packed].concat();
        self.directory.extend_from_slice(b"PK\x01\x02\x3f\x00");
        self.directory.extend_from_slice(&fields);
        // Comment, disk, attributes: none.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory
            .extend_from_slice(&(self.at as u32).to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        self.out.write_all(&local).unwrap();
        self.at += local.len() as u64;
        self.n_members += 1;
    }

    fn finish(mut self) -> u64 {
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend_from_slice(&self.n_members.to_le_bytes());
        end.extend_from_slice(&self.n_members.to_le_bytes());
        end.extend_from_slice(&(self.directory.len() as u32).to_le_bytes());
        end.extend_from_slice(&(self.at as u32).to_le_bytes());
        end.extend_from_slice(&[0, 0]);
        self.out.write_all(&self.directory).unwrap();
        self.out.write_all(&end).unwrap();
        self.out.flush().unwrap();
        self.at + (self.directory.len() + end.len()) as u64
    }
}

/// The process's peak resident memory; 0 where the system does not tell.
fn peak_mib() -> f64 {
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
