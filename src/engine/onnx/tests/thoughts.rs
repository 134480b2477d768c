//! Probes at the ends of thoughts, which the finished text tells.

use super::probes::{
    check_against_budgets, done, done_in_little_memory, kinds, probed, said, without_probes,
};
use super::*;
use crate::engine::Probe;
use crate::run::thought_ends;

/// Requests whose thinking has several thoughts.
fn switching() -> Vec<Request> {
    let mut requests = Vec::new();
    for (i, prompt) in [
        "Two whole numbers add up to 14 and multiply to 49. What are they?\nPut the final answer in \\boxed{}.",
        "Two whole numbers add up to 13 and multiply to 30. What are they?\nPut the final answer in \\boxed{}.",
        "f(1) = 22, f(3) = 40, f(9) = 94.\nWrite the Python function f in a code block.",
    ]
    .into_iter()
    .enumerate()
    {
        let mut greedy = request(prompt);
        greedy.seed = i as u64;
        let mut drawn = greedy.clone();
        (drawn.sampling.temperature, drawn.sampling.top_p) = (0.9, 0.95);
        let mut steered = drawn.clone();
        steered.sampling.repetition_penalty = 1.05;
        steered.sampling.thinking.waits = 1;
        steered.sampling.thinking.loops = 3;
        requests.extend([greedy, drawn, steered]);
    }
    requests
}

fn told(mut engine: OnnxEngine) -> OnnxEngine {
    engine.thoughts = Some(thought_ends);
    engine
}

/// The positions at which a text of tokens that are counted one by one should
/// have probes.
fn check_places(completion: &Completion) {
    let ends = thought_ends(&completion.text, completion.thinking_open);
    let offsets: Vec<usize> = completion.probes.iter().map(|p| p.offset).collect();
    for offset in &offsets {
        // The last token before a switch may hold its first byte, a space or an
        // end of line.
        let near = ends.iter().any(|end| (*offset..=offset + 1).contains(end));
        assert!(near, "{offset} {ends:?} {}", completion.text);
    }
    // All have a probe, but those that stand before the first token.
    let n = ends.iter().filter(|&&end| end > "<think>\n".len()).count();
    assert_eq!(offsets.len(), n, "{ends:?} {}", completion.text);
}

#[test]
fn thoughts_are_probed_where_they_end_and_say_what_budgets_say() {
    let plain: Vec<Request> = switching()
        .into_iter()
        .chain(kinds().into_iter().take(3))
        .collect();
    let requests = probed(&plain, "thoughts");
    let mut first: Option<Vec<Completion>> = None;
    for batch_size in [1, 3, 16] {
        for engine in both_ways(batch_size) {
            let mut engine = told(engine);
            let without = done(&mut engine, &plain);
            let with = done(&mut engine, &requests);
            for ((request, without), with) in plain.iter().zip(&without).zip(&with) {
                assert_eq!(without_work(without.clone()), without_probes(with));
                let work = with.n_computed_tokens - with.n_probe_tokens();
                assert_eq!(work, without.n_computed_tokens, "{batch_size}");
                check_places(with);
                if batch_size == 3 {
                    check_against_budgets(&mut engine, request, with);
                }
            }
            let with: Vec<Completion> = with.into_iter().map(without_times).collect();
            assert!(with.iter().map(|c| c.probes.len()).sum::<usize>() > 20);
            assert_eq!(first.get_or_insert_with(|| with.clone()), &with);
        }
    }
}

#[test]
fn a_curve_shares_the_probes_of_its_thoughts() {
    let budgets = [Some(9), Some(16), Some(25), Some(30), Some(48), None];
    for kind in switching().iter().step_by(4) {
        // A budget at a thought's end says what a probe there would.
        let free = probed(std::slice::from_ref(kind), "thoughts");
        let free = done(&mut told(engine("tiny-reasoner", 1)), &free).remove(0);
        let own = free.probes.first().map(|p| Some(p.position));
        let mut budgets: Vec<Option<u32>> = budgets.into_iter().chain(own).collect();
        budgets.sort_by_key(|b| b.unwrap_or(u32::MAX));
        budgets.dedup();
        let plain: Vec<Request> = budgets
            .iter()
            .map(|&budget| Request {
                budget,
                ..kind.clone()
            })
            .collect();
        let requests = probed(&plain, "thoughts");
        let mut first: Option<Vec<Completion>> = None;
        for batch_size in [2, 16] {
            for engine in both_ways(batch_size) {
                let mut engine = told(engine);
                let together = done(&mut engine, &requests);
                let without = done(&mut engine, &plain);
                for (i, request) in requests.iter().enumerate() {
                    let alone = done(&mut engine, std::slice::from_ref(request)).remove(0);
                    assert_eq!(without_probes(&without[i]), without_probes(&together[i]));
                    let probes = |c: &Completion| c.probes.iter().map(said).collect::<Vec<_>>();
                    assert_eq!(probes(&alone), probes(&together[i]));
                    check_places(&together[i]);
                    let own = together[i].n_computed_tokens - together[i].n_probe_tokens();
                    assert_eq!(own, without[i].n_computed_tokens);
                }
                let trunk = together.last().unwrap();
                for probe in &trunk.probes {
                    let is_free = budgets.contains(&Some(probe.position));
                    assert_eq!(probe.n_computed_tokens == 0, is_free, "{probe:?}");
                }
                let together: Vec<_> = together.into_iter().map(without_times).collect();
                assert_eq!(first.get_or_insert_with(|| together.clone()), &together);
            }
        }
    }
}

#[test]
fn memory_that_runs_out_costs_no_probe_of_a_thought() {
    let requests = probed(&switching(), "thoughts");
    for engine in both_ways(16) {
        let mut engine = told(engine);
        let usual = done(&mut engine, &requests);
        for cache_bytes in [1 << 21, 1] {
            engine.cache_bytes = cache_bytes;
            let now = done(&mut engine, &requests);
            for (usual, now) in usual.iter().zip(now) {
                assert_eq!(without_times(usual.clone()), without_times(now));
            }
        }
        let results = done_in_little_memory(&mut engine, &requests);
        let probes = |c: &Completion| c.probes.iter().map(said).collect::<Vec<Probe>>();
        for (usual, result) in usual.iter().zip(results) {
            assert_eq!(probes(usual), probes(&result));
        }
    }
}

#[test]
fn thinking_that_is_cut_has_no_probe_at_its_end() {
    let mut engine = told(engine("tiny-reasoner", 4));
    let mut request = switching().remove(0);
    let whole = done(&mut engine, &probed(&[request.clone()], "thoughts")).remove(0);
    let second = whole.probes[1].position;
    request.sampling.max_thinking_tokens = second;
    let cut = done(&mut engine, &probed(&[request], "thoughts")).remove(0);
    assert_eq!(cut.stop_reason, StopReason::MaxTokens);
    assert_eq!(cut.probes, whole.probes[..1]);
}

#[test]
fn an_engine_that_cannot_probe_thoughts_says_so() {
    let request = probed(&[request("What is 1 + 1?")], "thoughts").remove(0);
    let untold = engine("tiny-reasoner", 1);
    let refusal = untold.admit(&request).unwrap_err().to_string();
    insta::assert_snapshot!(refusal, @"the engine was not told where thoughts end (`EngineOptions::thoughts`)");
    let mut stateful = told(engine("tiny-reasoner", 1));
    assert!(stateful.admit(&request).is_ok());
    for tensor in &mut stateful.decoder.signature.cache {
        tensor.sizes.clear();
    }
    let refusal = stateful.admit(&request).unwrap_err().to_string();
    insta::assert_snapshot!(refusal, @"this model hands on states that cannot be cut back to where a thought ended; take `--probes every:64` or the like, which probe on the way");
}
