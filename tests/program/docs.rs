//! The pages tell of commands that there are, and of files that there are.

use std::path::Path;

use crate::common::run;

const PAGES: &[&str] = &[
    "README.md",
    "docs/architecture.md",
    "docs/checking.md",
    "docs/import.md",
    "docs/probes.md",
    "docs/strategies.md",
    "docs/suites.md",
    "docs/models.md",
    "docs/optimize.md",
    "docs/performance.md",
    "docs/pull.md",
    "datasets/README.md",
];

fn page(name: &str) -> String {
    fs_err::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn commands_on_the_pages_exist() {
    let folder = tempfile::tempdir().unwrap();
    let mut n_found = 0;
    for name in PAGES {
        let text = page(name);
        for rest in text.split("overthink ").skip(1) {
            let verb: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect();
            let (code, _, err) = run(folder.path(), &[&verb, "--help"]);
            assert_eq!(code, 0, "{name}: `overthink {verb}`: {err}");
            n_found += 1;
        }
    }
    assert!(n_found > 10, "{n_found}");
}

#[test]
fn links_between_pages_lead_somewhere() {
    for name in PAGES {
        let text = page(name);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if !link.contains("://") {
                let file = link.split('#').next().unwrap();
                let target = folder.parent().unwrap().join(file);
                assert!(target.exists(), "{name}: `{link}`");
            }
        }
    }
}
