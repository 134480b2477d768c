//! Whether two runs were made under the same conditions: only then does a
//! difference of accuracy say something about the models.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::store::{Manifest, ModelEntry};
use crate::suite::{Item, Part, Sampling};

/// One condition that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is about.
    pub condition: Condition,
    /// Where, and both values, for a person.
    pub what: String,
}

/// What must be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// What the items ask, and their targets.
    Prompts,
    /// The chat template.
    Template,
    /// Whether the model was let think.
    Mode,
    /// The limits on thinking and answer tokens.
    Budget,
    /// How tokens are drawn, and how the thinking is steered.
    Sampling,
    /// The checker of a part, its policies, or the checkers' version.
    Checker,
}

impl Condition {
    /// All of them, in the order in which they are named.
    pub const ALL: [Self; 6] = [
        Self::Prompts,
        Self::Template,
        Self::Mode,
        Self::Budget,
        Self::Sampling,
        Self::Checker,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prompts => "prompts",
            Self::Template => "template",
            Self::Mode => "mode",
            Self::Budget => "budget",
            Self::Sampling => "sampling",
            Self::Checker => "checker",
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What differs between a model in one run and a model in another, in the order
/// of [`Condition::ALL`]. Items that only one of the runs has are no difference:
/// they are not paired.
pub fn differences(a: (&Manifest, &ModelEntry), b: (&Manifest, &ModelEntry)) -> Vec<Difference> {
    let mut found = Vec::new();
    of_models(a.1, b.1, &mut found);
    of_suites(a, b, &mut found);
    of_checkers(a.0, b.0, &mut found);
    found.sort_by_key(|d| d.condition);
    found
}

/// The first part whose items ask otherwise in two runs, in words; `None` if
/// what both have is the same.
pub fn differing_items(a: &Manifest, b: &Manifest) -> Option<String> {
    let parts = |manifest: &'_ Manifest| -> BTreeMap<(String, String), Part> {
        let mut parts = BTreeMap::new();
        for suite in &manifest.suites {
            for part in &suite.parts {
                parts.insert((suite.name.clone(), part.name.clone()), part.clone());
            }
        }
        parts
    };
    let of_b = parts(b);
    for (key, part) in parts(a) {
        let Some(other) = of_b.get(&key) else {
            continue;
        };
        let mut found = Vec::new();
        let place = format!("part `{}` of suite `{}`", key.1, key.0);
        of_items(&part, other, &place, &mut found);
        if let Some(first) = found.pop() {
            return Some(first.what);
        }
    }
    None
}

fn push(found: &mut Vec<Difference>, condition: Condition, what: String) {
    found.push(Difference { condition, what });
}

fn of_models(a: &ModelEntry, b: &ModelEntry, found: &mut Vec<Difference>) {
    if a.mode != b.mode {
        let what = format!(
            "mode is `{}` in the baseline, `{}` in the candidate",
            a.mode, b.mode
        );
        push(found, Condition::Mode, what);
    }
    if let (Some(ours), Some(theirs)) = (&a.info.chat_template, &b.info.chat_template)
        && ours != theirs
    {
        let what = format!(
            "the chat templates of `{}` and `{}` differ (SHA-256 {}… and {}…)",
            a.name,
            b.name,
            short(ours),
            short(theirs)
        );
        push(found, Condition::Template, what);
    }
}

fn short(hash: &str) -> String {
    hash.chars().take(8).collect()
}

/// Suite and part → the part, with the suite's sampling as the model met it.
fn parts<'a>(
    (manifest, model): (&'a Manifest, &ModelEntry),
) -> BTreeMap<(&'a str, &'a str), (&'a Part, Sampling)> {
    let own = manifest.settings.own_sampling.get(&model.name);
    let mut parts = BTreeMap::new();
    for suite in &manifest.suites {
        let sampling = own.map_or_else(
            || suite.sampling.clone(),
            |own| {
                let mut sampling = suite.sampling.clone();
                own.put_into(&mut sampling);
                sampling
            },
        );
        for part in &suite.parts {
            let key = (suite.name.as_str(), part.name.as_str());
            parts.insert(key, (part, sampling.clone()));
        }
    }
    parts
}

fn of_suites(
    a: (&Manifest, &ModelEntry),
    b: (&Manifest, &ModelEntry),
    found: &mut Vec<Difference>,
) {
    let (of_a, of_b) = (parts(a), parts(b));
    let mut settings = Settings::new();
    for (key, (part, sampling)) in &of_a {
        let Some((other, others)) = of_b.get(key) else {
            continue;
        };
        let place = format!("part `{}` of suite `{}`", key.1, key.0);
        of_items(part, other, &place, found);
        if (&part.checker, &part.search) != (&other.checker, &other.search) {
            let what = format!(
                "{place} is checked in another way: {}",
                two(&part.checker, &other.checker)
            );
            push(found, Condition::Checker, what);
        }
        of_sampling(sampling, others, key.0, &mut settings);
    }
    for ((name, x, y), suites) in settings {
        let condition = if name.starts_with("max_") {
            Condition::Budget
        } else {
            Condition::Sampling
        };
        let suites: Vec<String> = suites.iter().map(|s| format!("`{s}`")).collect();
        let what = format!(
            "`{name}` is {x} in the baseline, {y} in the candidate (suite {})",
            suites.join(", ")
        );
        push(found, condition, what);
    }
}

fn two<T: Serialize>(a: &T, b: &T) -> String {
    let text = |value: &T| serde_json::to_string(value).unwrap_or_default();
    format!("{} in the baseline, {} in the candidate", text(a), text(b))
}

fn of_items(a: &Part, b: &Part, place: &str, found: &mut Vec<Difference>) {
    let known: BTreeMap<&str, &Item> = b.items.iter().map(|i| (i.id.as_str(), i)).collect();
    let shared = a
        .items
        .iter()
        .filter_map(|i| Some((i, *known.get(i.id.as_str())?)));
    let differ: Vec<&str> = shared
        .filter(|(x, y)| x.prompt != y.prompt || x.target != y.target)
        .map(|(x, _)| x.id.as_str())
        .collect();
    if let Some(first) = differ.first() {
        let what = format!(
            "{place} asks otherwise, or has another target, in {} of its items, such as `{first}`",
            differ.len()
        );
        push(found, Condition::Prompts, what);
    }
}

/// A setting's name, its value in the baseline and in the candidate → the suites
/// where it is so.
type Settings<'a> = BTreeMap<(String, String, String), BTreeSet<&'a str>>;

fn of_sampling<'a>(a: &Sampling, b: &Sampling, suite: &'a str, found: &mut Settings<'a>) {
    let fields = |s: &Sampling| match serde_json::to_value(s) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let (of_a, of_b) = (fields(a), fields(b));
    let names: BTreeSet<&String> = of_a.keys().chain(of_b.keys()).collect();
    for name in names {
        let (x, y) = (of_a.get(name), of_b.get(name));
        if x != y {
            let text = |value: Option<&serde_json::Value>| {
                value.map_or_else(|| "not set".to_owned(), ToString::to_string)
            };
            let key = (name.clone(), text(x), text(y));
            found.entry(key).or_default().insert(suite);
        }
    }
}

fn of_checkers(a: &Manifest, b: &Manifest, found: &mut Vec<Difference>) {
    if a.checkers != b.checkers {
        let what = format!(
            "the answers were checked by version {} of the checkers in the baseline, by version \
             {} in the candidate; `overthink grade RUN` checks a run again without generating",
            a.checkers, b.checkers
        );
        push(found, Condition::Checker, what);
    }
}
