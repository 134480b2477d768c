//! The whole page: what it holds, what it must not hold.

use std::collections::BTreeSet;

use super::*;
use crate::analysis::{self, fake::FakeRun};
use crate::check::Verdict;
use crate::plan::Attempt;
use crate::store::Record;
use crate::suite::TaskType;

mod probes;

fn analyzed<'a>(run: &'a FakeRun, facts: &'a RunFacts) -> Analysis<'a> {
    let input = analysis::Input {
        run: &facts.run,
        planned: &run.planned,
        records: &run.records,
        suites: &[],
        probes: None,
    };
    analysis::analyze(input, analysis::Options::default()).unwrap()
}

fn page(run: &FakeRun, facts: &RunFacts) -> String {
    html(facts, &analyzed(run, facts), Options::default()).unwrap()
}

fn small() -> (FakeRun, RunFacts) {
    let run = analysis::fake::run(8, &[16, 64], 1);
    let facts = fake::facts(&run);
    (run, facts)
}

/// Writes a page to look at: `OVERTHINK_PAGE=page.html cargo test look`.
#[test]
fn look() {
    if let Ok(path) = std::env::var("OVERTHINK_PAGE") {
        let run = analysis::fake::run(60, &[16, 32, 64, 128, 256], 1);
        fs_err::write(path, page(&run, &fake::facts(&run))).unwrap();
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let (run, facts) = small();
    assert_eq!(page(&run, &facts), page(&run, &facts));
}

#[test]
fn the_page_names_nothing_outside_itself() {
    let (run, facts) = small();
    let page = page(&run, &facts);
    for address in [
        "http:", "https:", "//", "src=", "url(", "@import", "<iframe", "<object",
    ] {
        // Comments of the script begin with two slashes and a space.
        let found = page.replace("// ", "");
        assert!(!found.contains(address), "{address}");
    }
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page.matches("<script").count(), 2);
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let (run, facts) = small();
    let page = page(&run, &facts);
    let after = |mark: &str| -> BTreeSet<String> {
        let parts = page.split(mark).skip(1);
        parts
            .filter_map(|p| p.split('"').next())
            .map(str::to_owned)
            .collect()
    };
    let ids = after(" id=\"");
    for link in after("href=\"#") {
        // Links with `=` set the filters above the table of attempts.
        assert!(link.contains('=') || ids.contains(&link), "#{link}");
    }
    assert!(ids.contains("budgets") && ids.contains("comparison") && ids.contains("thinking"));
}

#[test]
fn tags_are_balanced() {
    let (run, facts) = small();
    check_tags(&page(&run, &facts));
}

fn check_tags(page: &str) {
    let mut open = Vec::new();
    let mut rest = page;
    while let Some((_, tail)) = rest.split_once('<') {
        let (tag, tail) = tail.split_once('>').unwrap();
        rest = tail;
        let name: String = tag.chars().take_while(|c| !c.is_whitespace()).collect();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else if name == "script" || name == "style" {
            rest = rest.split_once(&format!("</{name}>")).unwrap().1;
        } else {
            let void = ["!DOCTYPE", "meta", "link", "input"].contains(&name.as_str());
            if !void && !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// A run in which every text that comes from outside is hostile.
fn hostile(text: &str) -> (FakeRun, RunFacts) {
    let mut run = analysis::fake::run(2, &[16], 1);
    let spoil = |attempt: &mut Attempt| {
        attempt.model = format!("{text}{}", attempt.model);
        attempt.task_type = TaskType(format!("{}{text}", attempt.task_type));
        attempt.suite = format!("{}{text}", attempt.suite);
        attempt.part = format!("{}{text}", attempt.part);
        attempt.item = format!("{}{text}", attempt.item);
        attempt.id = format!("{text}/{}", attempt.id);
    };
    run.planned.iter_mut().for_each(spoil);
    for Record { attempt, outcome } in &mut run.records {
        spoil(attempt);
        let answer = format!("<think>{text} Alternatively, {text}</think>{text}");
        *outcome = analysis::fake::done(&answer, Verdict::Incorrect, 5, 5);
    }
    for (key, prompt, target) in &mut run.items {
        for part in key.iter_mut() {
            part.push_str(text);
        }
        prompt.push_str(text);
        target.push_str(text);
    }
    let mut facts = fake::facts(&run);
    for model in &mut facts.models {
        model.name = format!("{text}{}", model.name);
        model.origin = text.to_owned();
        model.files.insert(text.to_owned(), text.to_owned());
    }
    for field in [
        &mut facts.run,
        &mut facts.command,
        &mut facts.started,
        &mut facts.version,
        &mut facts.machine,
        &mut facts.os,
    ] {
        *field = text.to_owned();
    }
    facts.isolation = Some(text.to_owned());
    facts.settings.push((text.to_owned(), text.to_owned()));
    (run, facts)
}

#[test]
fn hostile_texts_run_nothing() {
    let texts = [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "]]><!--",
        "\u{2028}\u{2029}\u{202e}\0\u{1b}[31m",
        "{{ 7 * 7 }}{% raw %}",
        "&lt;b&gt;",
    ];
    for text in texts {
        let (run, facts) = hostile(text);
        let page = page(&run, &facts);
        assert_eq!(page.matches("<script").count(), 2, "{text}");
        assert_eq!(page.matches("</script").count(), 2, "{text}");
        // Inside the data only `<` could do harm; elsewhere quotes could, too.
        let markup = page.split_once("<script").unwrap().0;
        let marks = ['\u{202e}', '\0', '\u{1b}'];
        assert!(!markup.contains(&marks[..]), "{text}");
        for bad in [
            "<img",
            "<svg onload",
            "<b>alert",
            "' onmouseover",
            "<!--",
            "]]>",
        ] {
            assert!(!markup.contains(bad), "{text}: {bad}");
        }
        // Attributes with quotes of the text would end there.
        assert!(!markup.contains("\"\"><"), "{text}");
        let template = text.contains("{{");
        assert!(!template || (page.contains("{{ 7 * 7 }}") && !page.contains("49{%")));
        let analysis = analyzed(&run, &facts);
        let terminal = terminal::summary(&analysis, 100);
        assert!(!terminal.contains(['\u{1b}', '\u{202e}', '\0']), "{text}");
    }
}

#[test]
fn the_embedded_data_are_the_exported_table() {
    let (run, facts) = small();
    let analysis = analyzed(&run, &facts);
    let data: serde_json::Value =
        serde_json::from_str(&data::embedded(&facts, &analysis, Options::default()).unwrap())
            .unwrap();
    let table = export::attempts(&analysis).unwrap();
    let rows = data["rows"].as_array().unwrap();
    assert_eq!(rows.len(), run.planned.len());
    for (i, row) in rows.iter().enumerate() {
        let exported: Vec<_> = table.row(i).map(export::Field::to_json).collect();
        assert_eq!(row.as_array().unwrap(), &exported);
    }
    assert_eq!(data["items"].as_array().unwrap().len(), run.items.len());
    assert_eq!(data["traces"].as_array().unwrap().len(), rows.len());
    // What models saw: one frame around every prompt, stored once.
    assert_eq!(data["seen"].as_array().unwrap().len(), 1);
    let saw = data["saw"].as_array().unwrap().iter();
    assert_eq!(
        saw.filter(|s| !s.is_null()).count(),
        data["traces"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|t| !t.is_null())
            .count()
    );
}

#[test]
fn a_run_of_one_model_has_no_verdict_and_is_no_error() {
    let (mut run, facts) = small();
    run.planned.retain(|a| a.mode == Mode::Instruct);
    run.records.retain(|r| r.attempt.mode == Mode::Instruct);
    let page = page(&run, &facts);
    assert!(page.contains("What the run shows"));
    for id in ["id=\"comparison\"", "id=\"budgets\"", "id=\"thinking\""] {
        assert!(!page.contains(id), "{id}");
    }
    // Nothing at all was run.
    run.records.clear();
    assert!(self::page(&run, &facts).contains("A partial run."));
    assert!(self::page(&FakeRun::default(), &RunFacts::default()).contains("0 planned"));
}

#[test]
fn being_equally_bad_is_no_praise() {
    let (mut run, facts) = small();
    for record in &mut run.records {
        record.outcome = analysis::fake::done("x", Verdict::Incorrect, 3, 1);
    }
    let page = page(&run, &facts);
    // Eight items are too few for "either", so the words need more of them.
    assert!(page.contains("Too little data"));
    run = analysis::fake::run(80, &[16], 1);
    for record in &mut run.records {
        record.outcome = analysis::fake::done("x", Verdict::Incorrect, 3, 1);
    }
    let page = self::page(&run, &facts);
    assert!(page.contains("Neither model solves arithmetic, search, logic, code"));
    assert!(page.contains("Neither solves it") && !page.contains("Either will do"));
    assert!(page.contains("nothing solved at any budget"));
}

#[test]
fn the_first_screen_reads_well() {
    let run = analysis::fake::run(40, &[16, 64, 256], 1);
    let facts = fake::facts(&run);
    let analysis = analyzed(&run, &facts);
    let answer = view::answer::answer(&facts, &analysis);
    let lines: Vec<String> = answer.pairs[0]
        .decisions
        .iter()
        .map(|d| format!("{} {}: {}. {}", d.sign, d.task_type, d.headline, d.sentence))
        .collect();
    let shown = format!(
        "{}\n{}\n{}\n{}\n{}",
        view::answer::title(&analysis),
        answer.asked,
        answer.summary.join("\n"),
        lines.join("\n"),
        answer.equation
    );
    insta::assert_snapshot!(shown, @r"
    tiny-reasoner or tiny-instruct?
    For which kind of work does letting a model think before it answers pay? The same 240 items of 6 task types were put to a model that reasons and to one that answers at once.
    Let it think for arithmetic, search, logic and code.
    Too little data to tell for lookup and format.
    ▲ arithmetic: Let it think. Of 40 items graded for both, tiny-reasoner is right on 97.5%, tiny-instruct on 37.5%: 60 points more with thinking (95% interval +44.6 to +73.7), for 9.6 times the tokens.
    ▲ search: Let it think. Of 38 items graded for both, tiny-reasoner is right on 89.5%, tiny-instruct on 5.3%: 84.2 points more with thinking (95% interval +67.3 to +92.6), for 12.0 times the tokens.
    ▲ logic: Let it think. Of 38 items graded for both, tiny-reasoner is right on 89.5%, tiny-instruct on 39.5%: 50 points more with thinking (95% interval +30.5 to +65.9), for 14.3 times the tokens.
    ▲ code: Let it think. Of 40 items graded for both, tiny-reasoner is right on 75.0%, tiny-instruct on 40.0%: 35 points more with thinking (95% interval +22.1 to +50.5), for 3.8 times the tokens.
    ? lookup: Too little data. Of 40 items graded for both, tiny-reasoner is right on 100.0%, tiny-instruct on 100.0%. The difference of 0.0 points (95% interval −8.8 to +8.8) could go either way. About 75 items would settle it.
    ? format: Too little data. Of 39 items graded for both, tiny-reasoner is right on 87.2%, tiny-instruct on 97.4%. The difference of −10.3 points (95% interval −23.6 to −0.4) is among several task types not yet shown (p 0.1065). About 130 items would settle it.
    ▲ all task types: Let it think. Of 235 items graded for both, tiny-reasoner is right on 89.8%, tiny-instruct on 53.6%: 36.2 points more with thinking (95% interval +29.5 to +42.9), for 5.9 times the tokens.
    1,200 planned = 778 correct + 397 incorrect + 13 no answer + 4 ungraded + 6 failed + 2 not run
    ");
}

#[test]
fn the_terminal_reads_well() {
    let run = analysis::fake::run(40, &[16, 64, 256], 1);
    let facts = fake::facts(&run);
    let text = terminal::summary(&analyzed(&run, &facts), 110);
    assert!(text.lines().all(|l| l.chars().count() <= 110));
    insta::assert_snapshot!(text, @r"
    Accuracy without a forced budget; mean tokens
    task type  model         accuracy (95% interval)   n no answer ungraded truncated thinking answer
    arithmetic tiny-reasoner    97.5% (87.1 to 99.6)  40         0        0         0     53.6    6.2
    arithmetic tiny-instruct    37.5% (24.2 to 53.0)  40         0        0         0      0.0    6.2
    search     tiny-reasoner    87.2% (73.3 to 94.4)  39         0        0         0    100.4    9.1
    search     tiny-instruct      7.7% (2.7 to 20.3)  39         0        0         0      0.0    9.1
    logic      tiny-reasoner    89.7% (76.4 to 95.9)  39         2        1         2     92.9    7.0
    logic      tiny-instruct    41.0% (27.1 to 56.6)  39         0        0         0      0.0    7.0
    code       tiny-reasoner    75.0% (59.8 to 85.8)  40         1        0         1     86.0   31.1
    code       tiny-instruct    40.0% (26.3 to 55.4)  40         0        0         0      0.0   31.1
    lookup     tiny-reasoner  100.0% (91.2 to 100.0)  40         0        0         0      9.6    5.6
    lookup     tiny-instruct  100.0% (91.2 to 100.0)  40         0        0         0      0.0    5.6
    format     tiny-reasoner    87.2% (73.3 to 94.4)  39         1        0         1     22.4   14.1
    format     tiny-instruct    97.5% (87.1 to 99.6)  40         0        0         0      0.0   14.1
    all        tiny-reasoner    89.5% (84.9 to 92.8) 237         4        1         4     60.8   12.2
    all        tiny-instruct    54.2% (47.9 to 60.4) 238         0        0         0      0.0   12.2

    Accuracy at each thinking budget in tokens; the report has the intervals
    task type  model           n     16    64   256   free enough
    arithmetic tiny-reasoner  40   7.5% 72.5% 97.5%  97.5%    256
    search     tiny-reasoner  40   0.0% 17.5% 86.8%  87.2%    256
    logic      tiny-reasoner  40   5.0% 37.5% 92.5%  89.7%    256
    code       tiny-reasoner  39   5.1% 42.5% 76.9%  75.0%    256
    lookup     tiny-reasoner  39 100.0% 97.5% 94.9% 100.0%     16
    format     tiny-reasoner  39  87.2% 87.5% 97.5%  87.2%    256
    all        tiny-reasoner 237  33.8% 59.2% 91.1%  89.5%    256

    arithmetic: Let it think. Of 40 items graded for both, tiny-reasoner is right on 97.5%, tiny-instruct on
      37.5%: 60 points more with thinking (95% interval +44.6 to +73.7), for 9.6 times the tokens.
    search: Let it think. Of 38 items graded for both, tiny-reasoner is right on 89.5%, tiny-instruct on 5.3%:
      84.2 points more with thinking (95% interval +67.3 to +92.6), for 12.0 times the tokens.
    logic: Let it think. Of 38 items graded for both, tiny-reasoner is right on 89.5%, tiny-instruct on 39.5%: 50
      points more with thinking (95% interval +30.5 to +65.9), for 14.3 times the tokens.
    code: Let it think. Of 40 items graded for both, tiny-reasoner is right on 75.0%, tiny-instruct on 40.0%: 35
      points more with thinking (95% interval +22.1 to +50.5), for 3.8 times the tokens.
    lookup: Too little data. Of 40 items graded for both, tiny-reasoner is right on 100.0%, tiny-instruct on
      100.0%. The difference of 0.0 points (95% interval −8.8 to +8.8) could go either way. About 75 items would
      settle it.
    format: Too little data. Of 39 items graded for both, tiny-reasoner is right on 87.2%, tiny-instruct on 97.4%.
      The difference of −10.3 points (95% interval −23.6 to −0.4) is among several task types not yet shown (p
      0.1065). About 130 items would settle it.
    all task types: Let it think. Of 235 items graded for both, tiny-reasoner is right on 89.8%, tiny-instruct on
      53.6%: 36.2 points more with thinking (95% interval +29.5 to +42.9), for 5.9 times the tokens.

    1,200 planned = 778 correct + 397 incorrect + 13 no answer + 4 ungraded + 6 failed + 2 not run
    ");
}

#[test]
fn strategies_stand_beside_each_other() {
    let run = analysis::fake::strategies();
    let facts = fake::facts(&run);
    let analysis = analyzed(&run, &facts);
    let text = terminal::summary(&analysis, 100);
    assert!(text.lines().all(|l| l.chars().count() <= 100));
    insta::assert_snapshot!(text, @r"
    Accuracy of strategy direct without a forced budget; mean tokens
    task type  model         accuracy (95% interval) n no answer ungraded truncated thinking answer
    logic      tiny-reasoner    66.7% (20.8 to 93.9) 3         1        0         0     10.0    2.0
    arithmetic tiny-reasoner      0.0% (0.0 to 79.3) 1         0        1         0     10.0    2.0
    all        tiny-reasoner    50.0% (15.0 to 85.0) 4         1        1         0     10.0    2.0

    Strategies over all task types; mean tokens of an attempt with all its draws, and tokens per correct
    answer; pass@n is correct if one draw is
    strategy model         budget             accuracy n tokens per correct
    direct   tiny-reasoner   free 50.0% (15.0 to 85.0) 4   12.0        30.0
    vote@4   tiny-reasoner   free 60.0% (23.1 to 88.2) 5   48.0        80.0
    pass@2   tiny-reasoner   free 66.7% (20.8 to 93.9) 3   24.0        36.0

    What k draws come to: one of them correct (pass@k), their vote correct (maj@k)
    draws of model         budget k               pass@k                maj@k n
    vote@4   tiny-reasoner   free 1 38.3% (10.5 to 76.7) 38.3% (10.5 to 76.7) 5
    vote@4   tiny-reasoner   free 2 63.3% (19.5 to 92.5)  20.0% (2.8 to 68.4) 5
    vote@4   tiny-reasoner   free 4 75.0% (30.1 to 95.4) 60.0% (23.1 to 88.2) 4

    15 planned = 7 correct + 2 incorrect + 3 no answer + 1 ungraded + 1 failed + 1 not run
    ");
    let page = html(&facts, &analysis, Options::default()).unwrap();
    // Counts lead to the attempts of the strategy that they count.
    assert!(page.contains("&strategy=direct") || page.contains("&amp;strategy=direct"));
    assert!(page.contains("<select name=\"strategy\">"));
    for told in [
        "best draw that has an answer",
        "maj@k",
        "<option value=\"vote@4\">",
    ] {
        assert!(page.contains(told), "{told}");
    }
    // A run of single draws has none of this.
    let (run, facts) = small();
    let page = self::page(&run, &facts);
    assert!(!page.contains("maj@k") && !page.contains("name=\"strategy\""));
}
