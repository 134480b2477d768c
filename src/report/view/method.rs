//! Method and provenance: how to repeat the run, and what it cannot show.

use serde::Serialize;

use super::block::{Fact, Table, plain};
use crate::analysis::Analysis;
use crate::report::{ModelFacts, RunFacts, words};

/// Method and provenance.
#[derive(Debug, Serialize)]
pub struct Method {
    /// The command that repeats the run.
    pub command: String,
    /// Run, date, version, machine, settings.
    pub facts: Vec<Fact>,
    /// The suites with their hashes.
    pub suites: Table,
    /// The models.
    pub models: Table,
    /// The files of the models with their hashes.
    pub files: Table,
    /// How numbers were made.
    pub numbers: Vec<String>,
    /// What the run cannot show.
    pub limits: Vec<String>,
}

/// Builds the part.
pub fn method(facts: &RunFacts, analysis: &Analysis<'_>) -> Method {
    Method {
        command: facts.command.clone(),
        facts: run_facts(facts),
        suites: suites(facts),
        models: models(facts),
        files: files(facts),
        numbers: numbers(analysis),
        limits: limits(facts, analysis),
    }
}

fn run_facts(facts: &RunFacts) -> Vec<Fact> {
    let mut list = vec![
        Fact::new("Run", &facts.run),
        Fact::new("Begun", &super::answer::date(&facts.started)),
        Fact::new("Took", &words::seconds(facts.elapsed_s)),
        Fact::new("Overthink", &facts.version),
        Fact::new("Machine", &facts.machine),
        Fact::new("System", &facts.os),
    ];
    list.extend(
        facts
            .settings
            .iter()
            .map(|(name, value)| Fact::new(name, value)),
    );
    let isolation = facts.isolation.as_deref();
    list.push(Fact::new(
        "Programs of a model",
        isolation.unwrap_or("none were run"),
    ));
    list
}

fn suites(facts: &RunFacts) -> Table {
    let mut table = Table::new(
        "What was asked",
        &[
            "Suite",
            "Title",
            "Parts, with their checkers",
            "#Items",
            "SHA-256",
        ],
    );
    for s in &facts.suites {
        let parts: Vec<String> = s
            .parts
            .iter()
            .map(|p| format!("{} ({}, {})", p.name, p.task_type, p.checker))
            .collect();
        table.push(vec![
            plain(&s.name),
            plain(&s.title),
            plain(parts.join("; ")),
            plain(words::count(s.n_items)),
            plain(&s.hash),
        ]);
    }
    table
}

fn models(facts: &RunFacts) -> Table {
    let mut table = Table::new(
        "Who was asked",
        &[
            "Model",
            "Mode",
            "From",
            "Architecture",
            "#Parameters",
            "Provider",
            "Runtime",
        ],
    );
    for m in &facts.models {
        table.push(vec![
            plain(&m.name),
            plain(m.mode.to_string()),
            plain(&m.origin),
            plain(&m.architecture),
            plain(parameters(m)),
            plain(&m.provider),
            plain(&m.runtime),
        ]);
    }
    table
}

fn parameters(m: &ModelFacts) -> String {
    m.n_parameters.map_or_else(
        || "–".to_owned(),
        |n| words::count(usize::try_from(n).unwrap_or(usize::MAX)),
    )
}

fn files(facts: &RunFacts) -> Table {
    let mut table = Table::new("Files of the models", &["Model", "File", "SHA-256"]);
    for m in &facts.models {
        for (file, hash) in &m.files {
            table.push(vec![plain(&m.name), plain(file), plain(hash)]);
        }
    }
    table
}

fn numbers(analysis: &Analysis<'_>) -> Vec<String> {
    let percent = (analysis.options.confidence.share() * 1000.0).round() / 10.0;
    let margin = words::size(analysis.options.margin);
    let mut numbers = vec![
        format!("Accuracy: correct over graded attempts, with Wilson's score interval at {percent}%. Where several epochs share an item, each item's epochs are averaged first and the interval is made for the effective number of attempts."),
        "Differences: paired by suite, part and item, epochs averaged, with Tango's score interval; with several epochs Student's t with the smoothing of Agresti and Min. p: McNemar's test in its exact unconditional form (sign flips by item with several epochs), and Holm's adjustment over the task types. As good as equal: two one-sided tests against the margin.".to_owned(),
        format!("Decisions, per task type: the whole interval within ± {margin} points is \"either\", even if it leaves 0 out; above 0 is \"reasoning\"; below 0 is \"instruct\"; anything else is \"too little data\", with the number of items that would settle it with 80% probability if difference and spread stay as they are."),
        "Mean tokens: Student's t over item means. Token ratios: delta method on the logarithm, paired by item. Times are medians; they depend on the machine and on what ran beside.".to_owned(),
        "Thinking tokens are those between the thinking tags, tags not counted; answer tokens are those after them.".to_owned(),
    ];
    if analysis.has_draws() {
        numbers.push(format!("Strategies: models are compared by the strategy {}; the table of strategies holds the others. An attempt of several draws has one verdict, that of the chosen draw: of a vote the first draw of the largest group of answers that the checker takes for equal (a draw without an answer has no vote; of groups of one size that which came first); of best-of the best draw that has an answer; of pass a correct draw if there is one, which is no strategy that could be used, but the bound of all.", analysis.strategy));
        numbers.push("Costs of several draws: tokens, switches and thoughts are sums over the draws; computed tokens count work that draws share once; times are the longest among the draws. pass@k: unbiased from all graded draws (Chen et al., 2021); maj@k: the vote of each k draws that follow each other.".to_owned());
    }
    numbers
}

fn limits(facts: &RunFacts, analysis: &Analysis<'_>) -> Vec<String> {
    let mut limits = vec![
        "Intervals say how far the result would change with other items of the same kind. They do not cover other prompts, other wordings of the template, or other kinds of work.".to_owned(),
        "A difference between two models is a fact about these two models with these settings, not about thinking as such.".to_owned(),
        "Each task type is decided at its own confidence. Among many task types one may be decided wrongly by chance; the column \"p, Holm\" allows for that.".to_owned(),
        "The line \"all task types\" weighs every item the same, so it depends on how many items each task type has.".to_owned(),
        "Answers are found by rules and judged by checkers; both can err. Every attempt with its answer, rule and reason is in the table above.".to_owned(),
    ];
    let c = analysis.counts();
    if c.ungraded > 0 {
        limits.push(format!(
            "{} could not be graded and are left out of every accuracy.",
            words::counted(c.ungraded, "answer", "answers")
        ));
    }
    limits.extend(facts.notices.iter().map(|notice| format!("{notice}.")));
    if let Some(isolation) = &facts.isolation {
        limits.push(format!(
            "Programs written by a model were run: {isolation}."
        ));
    }
    limits
}
