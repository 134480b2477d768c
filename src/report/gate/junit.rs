//! The gate as JUnit XML, which build servers show.

use super::{GateReport, grown, lost, open, place};
use crate::analysis::gate::Verdict;

/// One test case for each number that was judged. Inconclusive accuracy is a
/// failure if `inconclusive_fails`, else it is skipped with its reason; an
/// inconclusive watched number is skipped.
pub fn junit(report: &GateReport, inconclusive_fails: bool) -> String {
    let gate = &report.gate;
    let mut cases = Vec::new();
    for a in &gate.accuracy {
        let name = format!("accuracy, {}", place(a.task_type.as_ref()));
        let outcome = match a.verdict {
            Verdict::Passed => Outcome::Passed,
            Verdict::Regressed => Outcome::Failure(lost(a)),
            Verdict::Inconclusive if inconclusive_fails => Outcome::Failure(open(a)),
            Verdict::Inconclusive => Outcome::Skipped(open(a)),
        };
        cases.push((name, outcome));
    }
    for g in &gate.guards {
        let name = format!("{}, {}", g.watched.name(), place(g.task_type.as_ref()));
        let outcome = match g.verdict {
            Verdict::Passed => Outcome::Passed,
            Verdict::Regressed => Outcome::Failure(grown(g, gate)),
            Verdict::Inconclusive => {
                Outcome::Skipped("neither kept nor exceeded is shown".to_owned())
            }
        };
        cases.push((name, outcome));
    }
    let count = |is: fn(&Outcome) -> bool| cases.iter().filter(|(_, o)| is(o)).count();
    let n_failures = count(|o| matches!(o, Outcome::Failure(_)));
    let n_skipped = count(|o| matches!(o, Outcome::Skipped(_)));
    let class = format!("overthink.gate.{}", gate.candidate.1.model);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"overthink \
         gate\" tests=\"{}\" failures=\"{n_failures}\" skipped=\"{n_skipped}\">\n",
        cases.len()
    );
    for (name, outcome) in &cases {
        let head = format!("classname={} name={}", quoted(&class), quoted(name));
        xml.push_str(&match outcome {
            Outcome::Passed => format!("    <testcase {head}/>\n"),
            Outcome::Failure(why) => format!(
                "    <testcase {head}>\n      <failure message={}/>\n    </testcase>\n",
                quoted(why)
            ),
            Outcome::Skipped(why) => format!(
                "    <testcase {head}>\n      <skipped message={}/>\n    </testcase>\n",
                quoted(why)
            ),
        });
    }
    xml.push_str("  </testsuite>\n</testsuites>\n");
    xml
}

enum Outcome {
    Passed,
    Failure(String),
    Skipped(String),
}

/// A text as the value of an attribute. Control characters, which XML does not
/// allow, are gone.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in crate::text::for_terminal(text).chars() {
        match c {
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '&' => quoted.push_str("&amp;"),
            '"' => quoted.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => quoted.push('\u{fffd}'),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
