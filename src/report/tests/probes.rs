//! The section and the tables of probes.

use super::*;

/// A run that was probed every 10 tokens.
fn probed_page() -> (String, String) {
    let run = analysis::fake::probed_run();
    let facts = fake::facts(&run);
    let probes = crate::plan::Probes::Every(10);
    let input = analysis::Input {
        run: &facts.run,
        planned: &run.planned,
        records: &run.records,
        suites: &[],
        probes: Some(&probes),
    };
    let analysis = analysis::analyze(input, analysis::Options::default()).unwrap();
    let page = html(&facts, &analysis, Options::default()).unwrap();
    (page, terminal::summary(&analysis, 100))
}

#[test]
fn probes_have_a_section_and_tables() {
    let (page, text) = probed_page();
    check_tags(&page);
    assert!(page.contains("<section id=\"probes\"") && page.contains("href=\"#probes\""));
    for words in ["Outcome efficiency", "2 in a row agree", "0.300"] {
        assert!(page.contains(words), "{words}");
    }
    let (run, facts) = small();
    assert!(!self::page(&run, &facts).contains("id=\"probes\""));
    let probes = text.split("\n\n").filter(|part| {
        ["Probes:", "Accuracy where", "Where it", "tiny-reasoner:"]
            .iter()
            .any(|start| part.starts_with(start))
    });
    let probes = probes.collect::<Vec<_>>().join("\n\n");
    insta::assert_snapshot!(probes, @"
    Probes: UT is the share of the thinking after a right answer, of those incorrect in the end; outcome
    and process efficiency the shares up to the first right answer and up to new answers, of all; the
    report has the intervals
    task type  model         n          UT (interval) incorrect outcome process first right
    logic      tiny-reasoner 3 0.300 (0.000 to 1.000)         2   32.9%   47.0%        15.0
    arithmetic tiny-reasoner 3                      –         0   78.6%   90.5%        10.0
    all        tiny-reasoner 6 0.300 (0.000 to 1.000)         2   55.8%   68.7%        12.0

    Accuracy where the thinking is ended after so many tokens, from probes; the report has the intervals
    task type  model             10    20     30     40    all
    logic      tiny-reasoner  33.3% 66.7%  33.3%  33.3%  33.3%
    arithmetic tiny-reasoner 100.0% 66.7% 100.0% 100.0% 100.0%
    all        tiny-reasoner  60.0% 66.7%  66.7%  66.7%  66.7%

    Where it could have stopped, over all task types: at the first right answer, which nobody knows, and
    when k probes in a row agree; the report has the intervals
    model         stops        accuracy (interval) points thinking saved right there of
    tiny-reasoner first right 83.3% (43.6 to 97.0)  +16.7     17.5 30.9%      100.0%  3
    tiny-reasoner k = 1       50.0% (18.8 to 81.2)  −16.7     11.3 55.3%       40.0%  5
    tiny-reasoner k = 2       83.3% (43.6 to 97.0)  +16.7     21.3 15.8%       66.7%  3
    tiny-reasoner k = 3       66.7% (30.0 to 90.3)    0.0     25.3  0.0%           –  0
    tiny-reasoner k = 4       66.7% (30.0 to 90.3)    0.0     25.3  0.0%           –  0

    tiny-reasoner: 60 tokens for 12 probes, 464 tokens computed in all, 1.15 times what the run takes
    without probes.
    ");
}
