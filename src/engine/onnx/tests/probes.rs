//! Probes inside one request, alone and along a budget curve.

use super::steering::steered;
use super::*;
use crate::engine::Probe;
use crate::plan::Probes;

/// Requests of every kind: free and with a budget, greedy and drawn, plain and
/// steered.
pub(super) fn kinds() -> Vec<Request> {
    let mut kinds: Vec<Request> = mixture().into_iter().take(7).collect();
    kinds.extend(steered().into_iter().take(4));
    kinds
}

pub(super) fn probed(requests: &[Request], probes: &str) -> Vec<Request> {
    let probes: Option<Probes> = Some(probes.parse().unwrap());
    let requests = requests.iter().cloned();
    requests
        .map(|request| Request {
            probes: probes.clone(),
            ..request
        })
        .collect()
}

pub(super) fn done(engine: &mut OnnxEngine, requests: &[Request]) -> Vec<Completion> {
    let results = run(engine, requests).into_iter();
    results.map(Result::unwrap).collect()
}

/// What comes out where memory holds three texts: what was lost is computed again,
/// so that more is counted than is charged.
pub(super) fn done_in_little_memory(
    engine: &mut OnnxEngine,
    requests: &[Request],
) -> Vec<Completion> {
    engine.decoder.texts_in_memory = Some(3);
    let mut results = vec![None; requests.len()];
    engine
        .generate(requests, &mut |event| {
            if let Event::Done { index, result } = event {
                results[index] = Some(result.unwrap());
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    results.into_iter().map(Option::unwrap).collect()
}

pub(super) fn without_probes(completion: &Completion) -> Completion {
    Completion {
        probes: Vec::new(),
        ..without_work(completion.clone())
    }
}

/// A probe without what its work depends on.
pub(super) fn said(probe: &Probe) -> Probe {
    Probe {
        n_computed_tokens: 0,
        ..probe.clone()
    }
}

#[test]
fn probes_change_nothing_and_say_what_budgets_say() {
    let plain = kinds();
    let mut n_probes = 0;
    for (probes, sizes) in [("every:5", [1, 3]), ("1,3,8,17,40", [3, 16])] {
        let requests = probed(&plain, probes);
        for batch_size in sizes {
            for mut engine in both_ways(batch_size) {
                let without = done(&mut engine, &plain);
                let with = done(&mut engine, &requests);
                for ((request, without), with) in plain.iter().zip(&without).zip(&with) {
                    assert_eq!(without_work(without.clone()), without_probes(with));
                    let work = with.n_computed_tokens - with.n_probe_tokens();
                    assert_eq!(work, without.n_computed_tokens, "{probes} {batch_size}");
                    n_probes += with.probes.len();
                    if batch_size == 3 {
                        check_against_budgets(&mut engine, request, with);
                    }
                }
            }
        }
    }
    assert!(n_probes > 200, "{n_probes}");
}

/// Each probe is what a run with its position as the budget says.
pub(super) fn check_against_budgets(engine: &mut OnnxEngine, request: &Request, with: &Completion) {
    let budgets: Vec<Request> = with
        .probes
        .iter()
        .map(|probe| Request {
            budget: Some(probe.position),
            ..request.clone()
        })
        .collect();
    for (probe, forced) in with.probes.iter().zip(done(engine, &budgets)) {
        assert_eq!(with.probed_text(probe), forced.text);
        assert_eq!(probe.position, forced.n_thinking_tokens);
        assert_eq!(probe.n_answer_tokens, forced.n_answer_tokens);
        assert_eq!(probe.stop_reason, forced.stop_reason);
        assert!(forced.text.ends_with(&probe.answer), "{probe:?}");
        assert!(probe.forced_end.ends_with("</think>\n\n"), "{probe:?}");
        assert!(probe.n_computed_tokens > 0, "{probe:?}");
    }
}

#[test]
fn probes_are_where_the_thinking_goes_on() {
    let mut engine = engine("tiny-reasoner", 8);
    let budget = Request {
        budget: Some(20),
        ..request("What is 3 + 4 + 5 + 6 + 7?")
    };
    let free = Request {
        budget: None,
        ..budget.clone()
    };
    let cut = Request {
        sampling: Sampling {
            max_thinking_tokens: 12,
            ..free.sampling.clone()
        },
        ..free.clone()
    };
    let instruct = Request {
        mode: Mode::Instruct,
        ..free.clone()
    };
    let all = done(
        &mut engine,
        &probed(&[budget, cut, free, instruct], "every:4"),
    );
    let positions = |completion: &Completion| -> Vec<u32> {
        completion.probes.iter().map(|p| p.position).collect()
    };
    // Where the budget ends, the completion is what a probe would say.
    assert_eq!(positions(&all[0]), [4, 8, 12, 16]);
    assert_eq!(positions(&all[1]), [4, 8]);
    let n = all[2].n_thinking_tokens;
    assert!(n > 20, "{:?}", all[2]);
    let wanted: Vec<u32> = (4..=n).step_by(4).collect();
    assert_eq!(positions(&all[2]), wanted);
    assert_eq!(positions(&all[3]), [0_u32; 0]);
    for probe in &all[2].probes {
        let before = all[2].text.get(..probe.offset).unwrap();
        // Digits, signs and words are tokens: the text grows with the position.
        assert!(before.len() >= probe.position as usize, "{probe:?}");
    }
}

#[test]
fn a_curve_shares_its_probes() {
    let budgets = [Some(3), Some(8), Some(10), Some(16), Some(25), None];
    for kind in [&mixture()[6], &mixture()[3], &steered()[0]] {
        let plain = budgets.map(|budget| Request {
            budget,
            ..kind.clone()
        });
        let requests = probed(&plain, "every:4");
        for mut engine in both_ways(3) {
            let together = done(&mut engine, &requests);
            let without = done(&mut engine, &plain);
            for (i, request) in requests.iter().enumerate() {
                let alone = done(&mut engine, std::slice::from_ref(request)).remove(0);
                assert_eq!(without_probes(&without[i]), without_probes(&together[i]));
                let probes = |c: &Completion| c.probes.iter().map(said).collect::<Vec<_>>();
                assert_eq!(probes(&alone), probes(&together[i]));
                let own = together[i].n_computed_tokens - together[i].n_probe_tokens();
                assert_eq!(own, without[i].n_computed_tokens);
                // The trunk's probes are charged to it alone.
                if i < 5 {
                    assert_eq!(together[i].n_probe_tokens(), 0);
                }
            }
            let trunk = &together[5];
            assert!(trunk.probes.len() > 3, "{trunk:?}");
            for probe in &trunk.probes {
                // The budgets 8 and 16 say what the probes there would.
                let is_free = [8, 16].contains(&probe.position);
                assert_eq!(probe.n_computed_tokens == 0, is_free, "{probe:?}");
            }
        }
    }
}

#[test]
fn draws_and_small_caches_change_no_probe() {
    let mut first = request("What is 3 + 4 + 5 + 6?");
    first.sampling.temperature = 1.0;
    let draws: Vec<Request> = (0..6)
        .map(|seed| Request {
            seed,
            ..first.clone()
        })
        .collect();
    let draws = probed(&draws, "every:2");
    let usual = done(&mut engine("tiny-reasoner", 1), &draws);
    assert!(usual.iter().map(|c| c.probes.len()).sum::<usize>() > 40);
    for batch_size in [2, 16] {
        for mut engine in both_ways(batch_size) {
            for cache_bytes in [4 << 30, 1 << 21, 1] {
                engine.cache_bytes = cache_bytes;
                let now = done(&mut engine, &draws);
                for (usual, now) in usual.iter().zip(now) {
                    assert_eq!(without_times(usual.clone()), without_times(now));
                }
            }
        }
    }
}

#[test]
fn no_more_copies_live_at_once_than_memory_is_set_aside_for() {
    let requests: Vec<Request> = mixture()
        .into_iter()
        .take(9)
        .map(|request| Request {
            budget: None,
            ..request
        })
        .collect();
    let requests = probed(&requests, "every:1");
    for mut engine in both_ways(3) {
        let rows = requests.iter().enumerate();
        let rows: Vec<Row> = rows.map(|(i, r)| engine.prepare(i, r).unwrap()).collect();
        let most_probes = rows[0].most_probes_at_once();
        let is_slots = engine.decoder.signature.shared_buffers;
        let mut pool = Pool::new(rows, &engine.decoder, 3, 4 << 30);
        let (mut n_parked, mut n_live) = (0, 0);
        while !pool.is_done() {
            let mut events = Vec::new();
            pool.step(&mut Tools {
                decoder: &mut engine.decoder,
                vocabulary: &engine.vocabulary,
                events: &mut events,
            })
            .unwrap();
            n_parked = n_parked.max(pool.n_parked());
            n_live = n_live.max(pool.n_live());
        }
        // Probes begin at every token and answers take several.
        assert!(n_live > 2, "{n_live}");
        if is_slots {
            assert!((1..=3).contains(&n_parked), "{n_parked}");
            assert!(n_live <= 3, "{n_live}");
        } else {
            assert!(n_live <= 9 * (1 + most_probes), "{n_live} {most_probes}");
        }
    }
}

#[test]
fn memory_that_runs_out_costs_no_probe() {
    let requests = probed(&mixture()[..8], "every:6");
    for mut engine in both_ways(16) {
        let usual = done(&mut engine, &requests);
        let results = done_in_little_memory(&mut engine, &requests);
        for (usual, result) in usual.iter().zip(results) {
            let probes = |c: &Completion| c.probes.iter().map(said).collect::<Vec<_>>();
            assert_eq!(probes(usual), probes(&result));
            assert_eq!(without_probes(usual), without_probes(&result));
        }
    }
}

#[test]
fn too_many_probes_are_refused_before_anything_runs() {
    let engine = engine("tiny-reasoner", 1);
    let mut request = probed(&[request("What is 1 + 1?")], "every:1").remove(0);
    assert!(engine.admit(&request).is_ok());
    request.sampling.max_thinking_tokens = 700;
    let refusal = engine.admit(&request).unwrap_err().to_string();
    insta::assert_snapshot!(refusal, @"the probes `every:1` are 700 in up to 700 thinking tokens, and a completion has at most 256; take `every:3` or more, or fewer positions");
}
