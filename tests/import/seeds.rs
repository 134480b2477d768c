//! The fuzzer's seeds: each is found out as what it is named after, and together
//! they reach every format and every kind of file.

use std::collections::BTreeSet;
use std::path::Path;

use overthink::import::Format;

use super::{fixture, import};

#[test]
fn seeds_of_the_fuzzer_reach_every_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/seeds");
    let mut reached = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (format, _) = name.split_once('.').unwrap();
        let (samples, report) = import(&std::fs::read(&path).unwrap(), &name);
        assert_eq!(report.format.name(), format, "{name}");
        assert!(!samples.is_empty(), "{name}");
        let is_whole = !name.contains(".cut.") && !name.contains(".bad.");
        assert_eq!(
            report.n_issues == 0,
            is_whole,
            "{name}: {:?}",
            report.issues
        );
        reached.insert(report.format);
    }
    // Seeds that are files of other tests.
    for name in ["inspect.eval", TABLE] {
        let (bytes, path) = fixture(name);
        reached.insert(import(&bytes, &path).1.format);
    }
    let all: BTreeSet<Format> = Format::all().collect();
    assert_eq!(reached, all);
}

pub(crate) const TABLE: &str = "details/me/echo/2026-01-02T03-04-05.000000/details_lighteval_sums_0_2026-01-02T03-04-05.000000.parquet";
