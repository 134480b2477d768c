//! Files that harnesses made themselves.

use overthink::import::{Format, Grade, Options, Place, Stop, Thinking, Timing};

use super::{fixture, import, import_with};

#[test]
fn a_log_of_inspect_is_the_same_as_archive_and_as_document() {
    let mut read = Vec::new();
    for name in ["inspect.eval", "inspect.json"] {
        let (bytes, path) = fixture(name);
        let (mut samples, report) = import(&bytes, &path);
        assert_eq!(report.format, Format::Inspect);
        assert_eq!(
            (report.n_samples, report.issues.as_slice()),
            (8, [].as_slice())
        );
        for sample in &mut samples {
            sample.place = Place::File;
            sample.reply.as_mut().unwrap().timing = Timing::default();
        }
        samples.sort_by(|a, b| (&a.id, a.epoch).cmp(&(&b.id, b.epoch)));
        read.push(samples);
    }
    let document = read.pop().unwrap();
    let archive = read.pop().unwrap();
    assert_eq!(archive, document);
    let first = &archive[0];
    assert_eq!(first.suite.as_deref(), Some("sums"));
    assert_eq!(first.model.as_deref(), Some("mockllm/model"));
    assert_eq!(first.target.as_deref(), Some("7"));
    assert_eq!(first.score.as_ref().unwrap().grade, Grade::Share(1.0));
    // A long input stands among the attachments.
    let long = archive
        .iter()
        .find(|s| s.id.as_deref() == Some("d"))
        .unwrap();
    assert!(long.prompt.as_ref().unwrap().starts_with("6+2? Take"));
}

#[test]
fn what_inspect_says_about_thinking_is_kept() {
    let (bytes, path) = fixture("inspect.eval");
    let (samples, _) = import(&bytes, &path);
    let reply = |id: &str| {
        let found = samples.iter().find(|s| s.id.as_deref() == Some(id));
        found.unwrap().reply.clone().unwrap()
    };
    let apart = Thinking::Apart("3 and 4 make 7. Wait, let me check: 7.".to_owned());
    assert_eq!(reply("a").thinking, apart);
    assert_eq!(reply("a").tokens.thinking, Some(14));
    assert_eq!(reply("b").thinking, Thinking::Hidden);
    assert!(reply("b").is_hidden());
    assert_eq!(reply("c").stop, Some(Stop::MaxTokens));
    assert!(reply("c").unfinished && reply("c").has_trace());
    assert_eq!(reply("d").tokens.thinking, None);
}

const LM_EVAL: &str = "me__echo/samples_sums_2026-01-02T03-04-05.000000.jsonl";

#[test]
fn lm_eval_writes_one_line_a_filter_and_one_filter_is_read() {
    let (bytes, path) = fixture(LM_EVAL);
    let (samples, report) = import(&bytes, &path);
    assert_eq!(report.format, Format::LmEval);
    assert_eq!((report.n_samples, report.n_issues), (3, 0));
    assert!(
        report.notes[0].contains("flexible-extract"),
        "{:?}",
        report.notes
    );
    let first = &samples[0];
    assert_eq!(first.model.as_deref(), Some("me/echo"));
    assert_eq!(first.suite.as_deref(), Some("sums"));
    assert_eq!(first.prompt.as_deref(), Some("2+2?"));
    assert_eq!(first.target.as_deref(), Some("4"));
    assert_eq!(first.answer.as_deref(), Some("4"));
    let grades: Vec<_> = samples
        .iter()
        .map(|s| s.score.as_ref().unwrap().grade.clone())
        .collect();
    assert_eq!(
        grades,
        [Grade::Share(1.0), Grade::Share(0.0), Grade::Share(1.0)]
    );
}

#[test]
fn another_filter_and_an_unknown_metric_can_be_asked_for() {
    let (bytes, path) = fixture(LM_EVAL);
    let by = |score: &str| {
        let options = Options {
            score: Some(score.to_owned()),
            ..Options::default()
        };
        import_with(&bytes, &path, &options)
    };
    let (samples, report) = by("exact_match,flexible-extract");
    assert_eq!((samples.len(), report.n_issues), (3, 0));
    assert!(
        report.notes[0].contains("strict-match"),
        "{:?}",
        report.notes
    );
    let (_, report) = by("bleu");
    assert!(
        report.issues[0].to_string().contains("no score `bleu`"),
        "{:?}",
        report.issues
    );
}

#[test]
fn a_table_of_lighteval_is_read() {
    let (bytes, path) = fixture(
        "details/me/echo/2026-01-02T03-04-05.000000/details_lighteval_sums_0_2026-01-02T03-04-05.000000.parquet",
    );
    let (samples, report) = import(&bytes, &path);
    assert_eq!(report.format, Format::Lighteval);
    assert_eq!(samples.len(), 4);
    assert_eq!(samples[0].model.as_deref(), Some("me/echo"));
    assert_eq!(samples[0].suite.as_deref(), Some("lighteval|sums|0"));
    assert_eq!(samples[0].target.as_deref(), Some("4"));
    assert_eq!(samples[0].score.as_ref().unwrap().grade, Grade::Share(1.0));
    let replies: Vec<_> = samples.iter().map(|s| s.reply.as_ref().unwrap()).collect();
    assert_eq!(replies[0].thinking, Thinking::InText);
    assert_eq!(replies[0].tokens.output, Some(3));
    assert_eq!(
        replies[2].thinking,
        Thinking::Apart("I count 6.".to_owned())
    );
    // Two texts share a score, which is of neither; the last row's is no number.
    assert!(matches!(
        samples[1].score.as_ref().unwrap().grade,
        Grade::Unscored(_)
    ));
    assert!(replies[3].is_empty());
    assert_eq!(report.issues[0].place, Place::Row(3));
}
