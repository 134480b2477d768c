//! What a plan holds, and what stays the same about it.

use std::collections::BTreeSet;

use super::*;
use crate::suite::builtin;

fn planned(strategies: &[&str], budgets: &[u32], mode: Mode) -> Vec<Attempt> {
    let suite = builtin::load("demo-math").unwrap().unwrap();
    let model = PlannedModel {
        name: "m".to_owned(),
        mode,
    };
    let options = PlanOptions {
        strategies: strategies.iter().map(|s| s.parse().unwrap()).collect(),
        budgets: budgets.to_vec(),
        limit: Some(1),
        epochs: 2,
        ..PlanOptions::default()
    };
    plan(&[suite], &[model], &options)
}

/// The ids of the first item's attempts, behind the item.
fn ways(attempts: &[Attempt]) -> Vec<&str> {
    let first = &attempts[0].item;
    let same = attempts.iter().filter(|a| a.item == *first);
    same.map(|a| a.id.rsplit_once(first.as_str()).unwrap().1)
        .collect()
}

#[test]
fn strategies_combine_with_budgets() {
    let attempts = planned(&["direct", "vote@3"], &[8], Mode::Reasoning);
    insta::assert_snapshot!(ways(&attempts).join("\n"), @"
    /direct/free/1
    /direct/free/2
    /budget-forcing/8/1
    /budget-forcing/8/2
    /vote@3/free/1
    /vote@3/free/2
    /vote@3/8/1
    /vote@3/8/2
    ");
    let ids: BTreeSet<&str> = attempts.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids.len(), attempts.len());
    // An instruct model has no thinking to limit.
    assert_eq!(ways(&planned(&["vote@3"], &[8], Mode::Instruct)).len(), 2);
}

#[test]
fn no_strategy_is_the_direct_one() {
    let none = planned(&[], &[8], Mode::Reasoning);
    assert_eq!(none, planned(&["direct"], &[8], Mode::Reasoning));
    let options: PlanOptions =
        serde_json::from_str(r#"{"budgets":[],"epochs":1,"limit":null,"filter":null,"seed":0}"#)
            .unwrap();
    assert_eq!(options.strategies(), [Strategy::Direct]);
}

#[test]
fn draws_have_seeds_of_their_own_that_strategies_share() {
    let attempts = planned(&["direct", "pass@4"], &[8], Mode::Reasoning);
    let of = |strategy: &str| {
        attempts
            .iter()
            .find(|a| a.strategy.to_string() == strategy)
            .unwrap()
    };
    let (direct, pass) = (of("direct"), of("pass@4"));
    assert_eq!(direct.seed, pass.draw_seed(1));
    assert_eq!(direct.draw_seed(3), pass.draw_seed(3));
    let seeds: BTreeSet<u64> = (1..=100).map(|k| pass.draw_seed(k)).collect();
    assert_eq!(seeds.len(), 100);
    assert!(seeds.iter().all(|seed| *seed < 1 << 53));
    // The second epoch draws anew.
    assert_ne!(attempts[1].epoch, direct.epoch);
    assert_ne!(attempts[1].draw_seed(2), direct.draw_seed(2));
}

#[test]
fn shards_share_out_the_items() {
    let suite = builtin::load("demo-math").unwrap().unwrap();
    let models = [("a", Mode::Reasoning), ("b", Mode::Instruct)].map(|(name, mode)| PlannedModel {
        name: name.to_owned(),
        mode,
    });
    let planned = |shard: Option<&str>, limit| {
        let options = PlanOptions {
            strategies: vec![Strategy::Direct, Strategy::Vote { n: 3 }],
            budgets: vec![8],
            limit: Some(limit),
            shard: shard.map(|shard| shard.parse().unwrap()),
            ..PlanOptions::default()
        };
        plan(std::slice::from_ref(&suite), &models, &options)
    };
    // One item of each part: they are dealt to different shards.
    assert_eq!(planned(Some("1/2"), 1).len(), planned(Some("2/2"), 1).len());
    let whole = planned(None, 5);
    let shards = ["1/3", "2/3", "3/3"].map(|shard| planned(Some(shard), 5));
    assert_eq!(whole[0], shards[0][0]);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for shard in &shards {
        assert!(shard.len().abs_diff(whole.len() / 3) <= whole.len() / 10);
        // All attempts at an item, in the order of the whole plan.
        let items: BTreeSet<&str> = shard.iter().map(|a| a.item.as_str()).collect();
        let ours = whole.iter().filter(|a| items.contains(a.item.as_str()));
        assert!(ours.eq(shard));
        seen.extend(items);
    }
    assert_eq!(shards.iter().map(Vec::len).sum::<usize>(), whole.len());
    assert_eq!(
        seen.len(),
        whole.iter().map(|a| &a.item).collect::<BTreeSet<_>>().len()
    );
}
