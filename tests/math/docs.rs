//! The examples of `docs/checking.md` come out as the page says.

use overthink::suite::MathPolicies;

use crate::table::cells;
use crate::verdict;

const PAGE: &str = include_str!("../../docs/checking.md");

#[test]
fn examples_come_out_as_the_page_says() {
    let mut wrong = Vec::new();
    let mut n = 0;
    for row in PAGE.lines().filter_map(cells).filter(|row| row.len() == 4) {
        let [_, target, equal, unequal] = row.each_code();
        let Some(target) = target.first() else {
            continue;
        };
        for (answers, wanted) in [(equal, "yes"), (unequal, "no")] {
            assert!(!answers.is_empty(), "{target}");
            for answer in answers {
                n += 1;
                for (a, b) in [(target, &answer), (&answer, target)] {
                    if verdict(a, b) != wanted {
                        wrong.push(format!("{a} | {b} | {}", verdict(a, b)));
                    }
                }
            }
        }
    }
    assert!(n > 100, "{n}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_page_lists_all_policies_with_their_defaults() {
    let defaults = MathPolicies::default().to_string();
    for setting in defaults.split(' ') {
        let (name, value) = setting.split_once('=').unwrap();
        assert!(
            PAGE.contains(&format!("| `{name}` | `{value}` |")),
            "{setting}"
        );
    }
    assert_eq!(defaults.split(' ').count(), MathPolicies::OPTIONS.len());
}

trait Codes {
    /// What stands between backticks in each cell.
    fn each_code(&self) -> [Vec<String>; 4];
}

impl Codes for Vec<String> {
    fn each_code(&self) -> [Vec<String>; 4] {
        let code = |cell: &String| {
            let parts = cell.split('`').skip(1).step_by(2);
            parts.map(str::to_owned).collect()
        };
        std::array::from_fn(|i| code(&self[i]))
    }
}
