use std::ops::ControlFlow;

use super::*;
use crate::engine::testing::{OPTIONS, engine};
use crate::engine::{Completion, StopReason};
use crate::suite::Sampling;

fn request(prompt: &str) -> Request {
    Request {
        prompt: prompt.to_owned(),
        mode: Mode::Reasoning,
        budget: None,
        sampling: Sampling {
            max_answer_tokens: 24,
            max_thinking_tokens: 120,
            ..Sampling::default()
        },
        seed: 5,
        logprobs: false,
        probes: None,
    }
}

/// Prompts of many lengths, with and without budgets and draws.
fn mixture() -> Vec<Request> {
    let mut requests = Vec::new();
    for i in 0..24_u64 {
        let sum = (0..=i % 7).map(|k| (i + 3 * k).to_string());
        let prompt = format!("What is {}?", sum.collect::<Vec<_>>().join(" + "));
        let mut request = request(&prompt);
        request.budget = (i % 3 == 0).then_some(4 + i as u32);
        if i % 2 == 1 {
            request.sampling.temperature = 0.8;
            request.sampling.top_p = 0.95;
        }
        request.seed = i;
        requests.push(request);
    }
    requests
}

/// The same engine without shared buffers: its rows run in cohorts, as those
/// of graphs with spelled-out attention do.
fn in_cohorts(mut engine: OnnxEngine) -> OnnxEngine {
    assert!(engine.decoder.signature.shared_buffers);
    engine.decoder.signature.without_shared_buffers().unwrap();
    engine
}

fn both_ways(batch_size: usize) -> [OnnxEngine; 2] {
    let engine = || engine("tiny-reasoner", batch_size);
    [engine(), in_cohorts(engine())]
}

fn run(engine: &mut OnnxEngine, requests: &[Request]) -> Vec<Result<Completion, String>> {
    let mut results: Vec<Option<Result<Completion, String>>> = vec![None; requests.len()];
    let mut tokens = 0;
    engine
        .generate(requests, &mut |event| {
            match event {
                Event::Tokens(n) => tokens += n,
                Event::Notice(_) => {}
                Event::Done { index, result } => {
                    assert!(results[index].is_none(), "{index} came twice");
                    results[index] = Some(result.map_err(|e| e.to_string()));
                }
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    let results: Vec<_> = results.into_iter().map(Option::unwrap).collect();
    let computed: u64 = results
        .iter()
        .flatten()
        .map(|c| u64::from(c.n_computed_tokens))
        .sum();
    assert_eq!(tokens, computed, "progress adds up to the work");
    results
}

fn without_times(mut completion: Completion) -> Completion {
    completion.timing = crate::engine::Timing::default();
    completion
}

/// What must not depend on the company: all but times and shared work.
fn without_work(completion: Completion) -> Completion {
    Completion {
        n_computed_tokens: 0,
        ..without_times(completion)
    }
}

#[test]
fn batches_change_nothing() {
    let requests = mixture();
    let alone: Vec<Completion> = {
        let mut engine = engine("tiny-reasoner", 1);
        let results = run(&mut engine, &requests);
        results
            .into_iter()
            .map(|r| without_times(r.unwrap()))
            .collect()
    };
    for batch_size in [1, 3, 16] {
        for mut engine in both_ways(batch_size) {
            for (one, other) in alone.iter().zip(run(&mut engine, &requests)) {
                assert_eq!(*one, without_times(other.unwrap()), "batch {batch_size}");
            }
        }
    }
    // Neither do the neighbors.
    let mut engine = engine("tiny-reasoner", 16);
    let some = run(&mut engine, &requests[7..9]);
    for (one, other) in alone[7..9].iter().zip(some) {
        assert_eq!(*one, without_times(other.unwrap()));
    }
}

#[test]
fn draws_share_their_prompt() {
    let mut first = request("What is 3 + 4 + 5?");
    first.sampling.temperature = 1.0;
    let draws: Vec<Request> = (0..5)
        .map(|seed| Request {
            seed,
            ..first.clone()
        })
        .collect();
    let mut engine = engine("tiny-reasoner", 3);
    let together = run(&mut engine, &draws);
    for (i, (draw, together)) in draws.iter().zip(together).enumerate() {
        let alone = run(&mut engine, std::slice::from_ref(draw))
            .remove(0)
            .unwrap();
        let together = together.unwrap();
        let shared = if i == 0 { 0 } else { alone.n_prompt_tokens };
        assert_eq!(together.n_computed_tokens + shared, alone.n_computed_tokens);
        assert_eq!(without_work(together), without_work(alone));
    }
}

#[test]
fn budgets_end_the_thinking_by_force() {
    let mut engine = engine("tiny-reasoner", 4);
    for budget in [1, 5] {
        let mut request = request("What is 3 + 4 + 5 + 6 + 7?");
        request.budget = Some(budget);
        let done = run(&mut engine, &[request]).remove(0).unwrap();
        if done.n_thinking_tokens == budget {
            assert!(done.text.contains("\n</think>\n\n"), "{done:?}");
            assert_ne!(done.stop_reason, StopReason::EndOfText);
        }
        assert!(done.n_thinking_tokens <= budget, "{done:?}");
        assert_eq!(done.text.matches("</think>").count(), 1, "{done:?}");
    }
}

#[test]
fn thinking_without_a_budget_is_cut_at_its_limit() {
    let mut engine = engine("tiny-reasoner", 4);
    let mut request = request("What is 3 + 4 + 5 + 6 + 7?");
    request.sampling.max_thinking_tokens = 3;
    let done = run(&mut engine, &[request]).remove(0).unwrap();
    assert_eq!(done.stop_reason, StopReason::MaxTokens);
    assert_eq!((done.n_thinking_tokens, done.n_answer_tokens), (3, 0));
    assert!(!done.text.contains("</think>"));
    assert_eq!(done.timing.first_answer_ms, None);
}

#[test]
fn an_instruct_request_switches_the_thinking_off() {
    let mut engine = engine("tiny-reasoner", 4);
    let mut request = request("What is 3 + 4?");
    let thinking = run(&mut engine, &[request.clone()]).remove(0).unwrap();
    request.mode = Mode::Instruct;
    let done = run(&mut engine, &[request]).remove(0).unwrap();
    assert!(!thinking.prompt.contains("</think>"), "{thinking:?}");
    assert!(done.prompt.ends_with("</think>\n\n"), "{done:?}");
    assert!(!done.thinking_open);
    assert!(!done.text.contains("<|im_end|>"), "{done:?}");
}

#[test]
fn impossible_requests_do_not_stop_the_others() {
    let mut engine = engine("tiny-reasoner", 4);
    let mut zero = request("What is 1 + 1?");
    zero.budget = Some(0);
    let mut large = request("What is 1 + 1?");
    large.budget = Some(5000);
    let long = request(&"1 + ".repeat(2000));
    let mut cold = request("What is 1 + 1?");
    cold.sampling.temperature = -1.0;
    let requests = [zero, request("What is 1 + 1?"), large, long, cold];
    let results = run(&mut engine, &requests);
    assert!(results[1].is_ok());
    for (i, words) in [
        (0, "at least 1 thinking token, got 0"),
        (2, "the largest budget here is"),
        (3, "larger context"),
        (4, "`temperature`"),
    ] {
        let error = results[i].as_ref().unwrap_err();
        assert!(error.contains(words), "{error}");
        let admitted = engine.admit(&requests[i]);
        match admitted {
            Err(admitted) => assert_eq!(*error, admitted.to_string()),
            // A fact about one item does not end a run.
            Ok(()) => assert_eq!(i, 3),
        }
    }
    assert!(engine.admit(&requests[1]).is_ok());
}

#[test]
fn the_context_ends_a_text() {
    let mut engine = engine("tiny-reasoner", 4);
    let context = engine.info().context as usize;
    let fixed = engine.prepare(0, &request("")).unwrap().prompt.len();
    let mut request = request(&"7".repeat(context - fixed - 2));
    request.sampling.max_thinking_tokens = 8192;
    let done = run(&mut engine, &[request]).remove(0).unwrap();
    assert_eq!(
        done.n_prompt_tokens as usize,
        context - 2,
        "digits are tokens"
    );
    assert!(done.n_computed_tokens as usize <= context);
}

#[test]
fn the_sink_can_stop_the_work() {
    let mut engine = engine("tiny-reasoner", 2);
    let mut n = 0;
    let stopped = engine.generate(&mixture(), &mut |event| {
        n += usize::from(matches!(event, Event::Done { .. }));
        if n == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(stopped.is_ok());
    assert_eq!(n, 3);
}

#[test]
fn a_small_cache_only_makes_it_slower() {
    let requests = &mixture()[..6];
    let options = EngineOptions {
        cache_bytes: 1,
        ..OPTIONS.clone()
    };
    let mut small = crate::engine::open_onnx("tiny-reasoner", &options).unwrap();
    let mut usual = engine("tiny-reasoner", 16);
    let small = run(&mut small, requests);
    for (one, other) in small.into_iter().zip(run(&mut usual, requests)) {
        assert_eq!(without_times(one.unwrap()), without_times(other.unwrap()));
    }
}

#[test]
fn a_cache_that_stays_on_its_device_changes_nothing() {
    let requests = &mixture()[..8];
    let usual = run(&mut engine("tiny-reasoner", 4), requests);
    let mut bound = in_cohorts(engine("tiny-reasoner", 4));
    // The same way as on a GPU, with the processor's memory as the device.
    bound.decoder.device = Some(ort::memory::MemoryInfo::default());
    for (usual, bound) in usual.into_iter().zip(run(&mut bound, requests)) {
        assert_eq!(without_times(usual.unwrap()), without_times(bound.unwrap()));
    }
}

#[test]
fn memory_that_runs_out_makes_batches_smaller() {
    let requests = mixture();
    for mut engine in both_ways(16) {
        let usual = run(&mut engine, &requests);
        engine.decoder.texts_in_memory = Some(3);
        let mut notices = Vec::new();
        let mut results = vec![None; requests.len()];
        engine
            .generate(&requests, &mut |event| {
                match event {
                    Event::Notice(notice) => notices.push(notice),
                    Event::Done { index, result } => results[index] = Some(result.unwrap()),
                    Event::Tokens(_) => {}
                }
                ControlFlow::Continue(())
            })
            .unwrap();
        // 16, 8 and 4 do not fit.
        assert_eq!(notices.len(), 3, "{notices:?}");
        assert!(notices[2].contains("at most 2 texts"), "{notices:?}");
        for (usual, result) in usual.into_iter().zip(results) {
            assert_eq!(without_work(usual.unwrap()), without_work(result.unwrap()));
        }
        engine.decoder.texts_in_memory = Some(0);
        let mut sink = |_: Event| ControlFlow::Continue(());
        let error = engine.generate(&requests, &mut sink).unwrap_err();
        assert!(error.is_out_of_memory(), "{error}");
    }
}

#[test]
fn batches_of_plain_numbers_round_as_texts_alone() {
    let options = EngineOptions {
        deterministic: true,
        ..OPTIONS.clone()
    };
    let engine = crate::engine::open_onnx("tiny-reasoner", &options).unwrap();
    assert_eq!(engine.batch_size, options.batch_size);
    assert_eq!(engine.notice, None);
}

#[test]
fn what_is_measured_is_what_was_asked_for() {
    let mut engine = engine("tiny-reasoner", 1);
    let measured = engine.measure(3, 10, 6).unwrap();
    assert_eq!(measured.prompt_tokens, 30);
    // The first token comes with the prompt.
    assert!(measured.decoded_tokens >= 15, "{measured:?}");
    assert!(measured.decode_library <= measured.decode);
    let forked = engine.measure_fork(4, 20).unwrap();
    assert!(!forked.fork.is_zero() && !forked.step.is_zero());
    let error = engine.measure(1, 10, 100_000).unwrap_err().to_string();
    assert!(error.contains("context"), "{error}");
    engine.cache_bytes = 1 << 20;
    let error = engine.measure(3, 10, 900).unwrap_err().to_string();
    assert!(error.contains("and not 3"), "{error}");
}

#[test]
fn the_model_is_described() {
    let engine = engine("tiny-reasoner", 1);
    let info = engine.info();
    assert_eq!(info.origin, "built in");
    assert!(info.thinks);
    assert_eq!(info.provider, "cpu");
    assert!(
        info.runtime.starts_with("onnxruntime 1."),
        "{}",
        info.runtime
    );
    assert!(
        info.n_parameters
            .is_some_and(|n| (100_000..10_000_000).contains(&n))
    );
    assert_eq!(info.files.len(), 5);
}

#[test]
fn a_device_that_is_not_there_is_an_error() {
    use crate::engine::Device;
    // Where the library may be one for NVIDIA's GPUs, or Core ML is part of it.
    let may_be_there = [
        Device::Auto,
        Device::Cpu,
        Device::Cuda,
        Device::TensorRt,
        Device::CoreMl,
    ];
    let n_may = if cfg!(target_os = "macos") { 5 } else { 4 };
    let absent = Device::all().filter(|device| !may_be_there[..n_may].contains(device));
    for device in absent {
        let options = EngineOptions {
            device,
            ..OPTIONS.clone()
        };
        let error = crate::engine::open_onnx("tiny-reasoner", &options).unwrap_err();
        let text = error.to_string();
        let start = format!("`{}` cannot be used: ", device.name());
        assert!(text.starts_with(&start), "{text}");
        assert!(text.contains("--device cpu"), "{text}");
    }
}

mod buffers;
mod curves;
mod probes;
mod steering;
mod thoughts;
