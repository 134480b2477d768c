//! Penalties, stop strings and steered thinking inside the engine.

use super::*;
use crate::suite::{Thinking, Tip};

/// A few requests with everything switched on.
pub(super) fn steered() -> Vec<Request> {
    let requests = mixture().into_iter().take(6);
    let steered = requests.map(|mut request| {
        request.sampling.repetition_penalty = 1.1;
        request.sampling.frequency_penalty = 0.1;
        request.sampling.min_p = 0.02;
        request.sampling.stop = vec!["}".to_owned(), "\n\n\n".to_owned()];
        request.sampling.thinking = Thinking {
            min_tokens: 6,
            waits: 2,
            tip: Some(Tip {
                phrases: vec!["check".to_owned(), "wait".to_owned()],
                ..Tip::default()
            }),
            loops: 3,
            ..Thinking::default()
        };
        request.logprobs = true;
        request
    });
    steered.collect()
}

#[test]
fn steered_texts_share_their_way_without_a_difference() {
    let budgets = [Some(3), Some(7), Some(10), Some(11), Some(25), None];
    let requests: Vec<Request> = budgets
        .into_iter()
        .flat_map(|budget| {
            let steered = steered().into_iter();
            steered.map(move |request| Request { budget, ..request })
        })
        .collect();
    let mut engine = engine("tiny-reasoner", 16);
    let together = run(&mut engine, &requests);
    let mut n_waits = 0;
    for (request, together) in requests.iter().zip(together) {
        let alone = run(&mut engine, std::slice::from_ref(request)).remove(0);
        let (alone, together) = (alone.unwrap(), together.unwrap());
        let most = request.budget.unwrap_or(u32::MAX);
        assert!(together.n_thinking_tokens <= most, "{together:?}");
        if most > 6 {
            assert!(together.n_thinking_tokens >= 6, "{together:?}");
        }
        let has_answer = together.n_answer_tokens > 0;
        assert_eq!(together.mean_logprob.is_some(), has_answer, "{together:?}");
        assert!(together.mean_logprob.unwrap_or(0.0) <= 0.0, "{together:?}");
        n_waits += together.text.matches("Wait").count();
        assert_eq!(without_work(alone), without_work(together), "{request:?}");
    }
    assert!(n_waits > 0);
}
