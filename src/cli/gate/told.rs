//! What both models said on items that changed sides.

use std::collections::BTreeSet;

use overthink::analysis::gate::{Flip, Flips};
use overthink::plan::Attempt;
use overthink::report::gate::{Told, ToldFlip};
use overthink::store::{Outcome, Record, Records, read_some};
use overthink::suite::{Item, Target};

use super::attempts_of;
use super::side::Chosen;

/// The first `most` flipped items, the lost ones first, with what was said.
pub(super) fn told(
    flips: &Flips,
    before: &Chosen<'_>,
    now: &Chosen<'_>,
    most: usize,
) -> anyhow::Result<Vec<ToldFlip>> {
    let chosen: Vec<&Flip> = flips.lost.iter().chain(&flips.gained).take(most).collect();
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let (of_before, of_now) =
        rayon::join(|| Said::read(before, &chosen), || Said::read(now, &chosen));
    let (of_before, of_now) = (of_before?, of_now?);
    let told = chosen.into_iter().map(|flip| {
        let item = item(before, flip);
        ToldFlip {
            flip: flip.clone(),
            prompt: item.map_or_else(String::new, |i| i.prompt.clone()),
            target: item.map_or_else(String::new, |i| match &i.target {
                Target::Text(text) => text.clone(),
                Target::Tests(tests) => tests.text(),
            }),
            before: of_before.of(before, flip, true),
            now: of_now.of(now, flip, false),
        }
    });
    // Lost items were right before and are wrong now; for gained ones the
    // choice among epochs turns around.
    Ok(told.collect())
}

fn item<'a>(side: &Chosen<'a>, flip: &Flip) -> Option<&'a Item> {
    let [suite, part, item] = &flip.item;
    let suite = side
        .loaded
        .manifest
        .suites
        .iter()
        .find(|s| s.name == *suite)?;
    let part = suite.parts.iter().find(|p| p.name == *part)?;
    part.items.iter().find(|i| i.id == *item)
}

/// The plan and the records of the chosen items.
struct Said {
    plan: Vec<Attempt>,
    records: Records,
}

impl Said {
    fn read(side: &Chosen<'_>, flips: &[&Flip]) -> anyhow::Result<Self> {
        let mut plan = side.loaded.manifest.attempts();
        let items: BTreeSet<[&str; 3]> = flips
            .iter()
            .map(|flip| flip.item.each_ref().map(String::as_str))
            .collect();
        // Of many attempts only those of a few items are looked at again.
        plan.retain(|a| items.contains(&[a.suite.as_str(), &a.part, &a.item]));
        let group = side.side(&[]);
        let ids: BTreeSet<&str> = flips
            .iter()
            .flat_map(|flip| attempts_of(&plan, &group, &flip.item))
            .map(|a| a.id.as_str())
            .collect();
        let records = read_some(&side.loaded.run, &ids)?;
        Ok(Self { plan, records })
    }

    /// What was said in the first epoch that shows the side's majority.
    fn of(&self, side: &Chosen<'_>, flip: &Flip, is_before: bool) -> Option<Told> {
        let share = if is_before {
            flip.baseline
        } else {
            flip.candidate
        };
        let wanted = share > 0.5;
        let group = side.side(&[]);
        let records = attempts_of(&self.plan, &group, &flip.item)
            .filter_map(|a| self.records.by_id.get(&a.id));
        let all: Vec<Told> = records.filter_map(said).collect();
        let fits = |told: &&Told| (told.verdict == "correct") == wanted;
        all.iter().find(fits).or(all.first()).cloned()
    }
}

fn said(record: &Record) -> Option<Told> {
    let Outcome::Done {
        completion,
        judgement,
        ..
    } = &record.outcome
    else {
        return None;
    };
    Some(Told {
        attempt: record.attempt.id.clone(),
        verdict: judgement.verdict.word().to_owned(),
        reason: judgement.reason.clone(),
        answer: judgement.extraction.as_ref().map(|e| e.answer.clone()),
        text: completion.text.clone(),
    })
}
