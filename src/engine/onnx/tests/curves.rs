//! A curve of budgets is one trace with branches.

use super::*;

/// The same with eight budgets each, and with none.
fn curves() -> Vec<Request> {
    let budgets = [2, 4, 8, 12, 16, 24, 32, 48];
    let budgets = budgets.map(Some).into_iter().chain([None]);
    budgets
        .flat_map(|budget| {
            mixture()
                .into_iter()
                .take(8)
                .map(move |request| Request { budget, ..request })
        })
        .collect()
}

#[test]
fn a_curve_is_what_its_budgets_give_alone() {
    check_curves(&curves());
}

#[test]
fn a_curve_of_steered_thinking_is_too() {
    let mut requests = curves();
    for request in &mut requests {
        let thinking = &mut request.sampling.thinking;
        (thinking.waits, thinking.min_tokens, thinking.loops) = (2, 3, 3);
        request.sampling.repetition_penalty = 1.1;
    }
    check_curves(&requests);
}

fn check_curves(requests: &[Request]) {
    for mut engine in both_ways(16) {
        let together = run(&mut engine, requests);
        let mut computed_alone = 0;
        for (request, together) in requests.iter().zip(&together) {
            let alone = run(&mut engine, std::slice::from_ref(request)).remove(0);
            let (alone, together) = (alone.unwrap(), together.clone().unwrap());
            computed_alone += alone.n_computed_tokens;
            assert!(together.n_computed_tokens <= alone.n_computed_tokens);
            assert_eq!(
                without_work(alone),
                without_work(together),
                "{:?}",
                request.budget
            );
        }
        let together = together.iter().map(|done| done.as_ref().unwrap());
        let computed: u32 = together.map(|done| done.n_computed_tokens).sum();
        assert!(computed * 2 < computed_alone, "{computed} {computed_alone}");
    }
}

#[test]
fn a_curve_costs_its_longest_trace_and_its_answers() {
    let requests: Vec<Request> = curves()
        .into_iter()
        .filter(|request| request.seed == 6)
        .collect();
    assert_eq!(requests.len(), 9);
    let done = run(&mut engine("tiny-reasoner", 16), &requests);
    let done: Vec<Completion> = done.into_iter().map(Result::unwrap).collect();
    let trunk = done.last().unwrap();
    assert!(trunk.n_thinking_tokens > 24, "{trunk:?}");
    for (branch, request) in done[..8].iter().zip(&requests) {
        if request.budget < Some(trunk.n_thinking_tokens) {
            // The token at which they part was computed for the trunk.
            let forced = branch.n_computed_tokens - branch.n_answer_tokens;
            assert!(forced <= 4, "{branch:?}");
        } else {
            assert_eq!(branch.n_computed_tokens, 0, "{branch:?}");
        }
    }
    let tags = 2;
    let whole = trunk.n_prompt_tokens + trunk.n_thinking_tokens + trunk.n_answer_tokens + tags;
    assert!(trunk.n_computed_tokens <= whole, "{trunk:?}");
}
