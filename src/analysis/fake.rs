//! A made-up run, for tests, benches, and people who write templates: seeded,
//! so that it is the same everywhere.

use crate::check::{Judgement, Verdict};
use crate::engine::{Completion, StopReason, Timing};
use crate::extract::{Extraction, Rule};
use crate::plan::{Attempt, Mode, Strategy};
use crate::store::{Draw, Outcome, Record};
use crate::suite::{Search, TaskType};
use crate::text::Span;

mod probes;
mod text;

pub use probes::{probed, probed_run};
use text::{question, thinking, wrong};

/// The made-up run's plan and records.
#[derive(Debug, Clone, Default)]
pub struct FakeRun {
    /// The plan.
    pub planned: Vec<Attempt>,
    /// What became of it.
    pub records: Vec<Record>,
    /// Prompt and target of each item, by suite, part and item.
    pub items: Vec<([String; 3], String, String)>,
}

/// How a task type goes in the made-up run.
struct Kind {
    name: &'static str,
    suite: &'static str,
    /// Percent correct of the instruct model, and of the reasoning model unforced.
    instruct: u64,
    reasoning: u64,
    /// Thinking tokens that half of the items need.
    needs: u64,
}

const KINDS: [Kind; 6] = [
    kind("arithmetic", "demo-math", 28, 93, 48),
    kind("search", "demo-math", 15, 78, 90),
    kind("logic", "demo-logic", 41, 88, 60),
    kind("code", "demo-code", 35, 72, 70),
    kind("lookup", "demo-direct", 97, 96, 5),
    kind("format", "demo-direct", 94, 88, 5),
];

const fn kind(
    name: &'static str,
    suite: &'static str,
    instruct: u64,
    reasoning: u64,
    needs: u64,
) -> Kind {
    Kind {
        name,
        suite,
        instruct,
        reasoning,
        needs,
    }
}

/// A run of two models on six task types with `n_items` items each. The
/// reasoning model meets each of `budgets` besides the unforced attempt. A few
/// attempts fail, are cut off, ungraded, or not run.
pub fn run(n_items: usize, budgets: &[u32], epochs: u32) -> FakeRun {
    let mut fake = FakeRun::default();
    for kind in &KINDS {
        for n in 1..=n_items {
            let item = format!("{}-{n:03}", kind.name);
            let (prompt, target) = question(kind.name, n as u64);
            let key = [kind.suite.to_owned(), kind.name.to_owned(), item];
            fake.items.push((key, prompt, target));
        }
    }
    for mode in [Mode::Reasoning, Mode::Instruct] {
        let forced: &[u32] = if mode == Mode::Reasoning {
            budgets
        } else {
            &[]
        };
        for (k, kind) in KINDS.iter().enumerate() {
            let free = std::iter::once(None).chain(forced.iter().copied().map(Some));
            for budget in free {
                for n in 0..n_items {
                    for epoch in 1..=epochs {
                        let (key, prompt, target) = &fake.items[k * n_items + n];
                        let attempt = attempt(mode, key, kind.name, budget, epoch);
                        let mut outcome = outcome(kind, &attempt, target);
                        if let Some(Outcome::Done { completion, .. }) = &mut outcome {
                            completion.prompt = templated(prompt);
                        }
                        fake.planned.push(attempt.clone());
                        if let Some(outcome) = outcome {
                            fake.records.push(Record { attempt, outcome });
                        }
                    }
                }
            }
        }
    }
    fake
}

/// A prompt as the made-up models see it.
fn templated(prompt: &str) -> String {
    format!("<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n")
}

/// One planned attempt of the made-up models.
pub fn attempt(
    mode: Mode,
    [suite, part, item]: &[String; 3],
    task_type: &str,
    budget: Option<u32>,
    epoch: u32,
) -> Attempt {
    let model = match mode {
        Mode::Reasoning => "tiny-reasoner",
        Mode::Instruct => "tiny-instruct",
    };
    let strategy = budget.map_or(Strategy::Direct, |_| Strategy::BudgetForcing);
    let budget_text = budget.map_or_else(|| "free".to_owned(), |b| b.to_string());
    Attempt {
        id: format!("{model}/{suite}/{part}/{item}/{strategy}/{budget_text}/{epoch}"),
        model: model.to_owned(),
        mode,
        suite: suite.clone(),
        part: part.clone(),
        task_type: TaskType(task_type.to_owned()),
        item: item.clone(),
        strategy,
        budget,
        epoch,
        seed: draw(&[item, "seed", &epoch.to_string()]) >> 11,
    }
}

/// A record of an attempt with several draws, one per letter: `+` right, `-`
/// and `~` wrong in two ways, `.` without an answer, `?` ungraded. Each draw
/// thinks 10 tokens and answers in 2.
pub fn drawn(attempt: Attempt, letters: &str, chosen: usize) -> Record {
    let draws: Vec<Draw> = letters
        .chars()
        .enumerate()
        .filter_map(|(place, letter)| {
            let (answer, verdict, group) = match letter {
                '+' => ("4", Verdict::Correct, Some(1)),
                '-' => ("5", Verdict::Incorrect, Some(2)),
                '~' => ("6", Verdict::Incorrect, Some(3)),
                '?' => ("4 x", Verdict::Ungraded, Some(4)),
                _ => ("", Verdict::NoAnswer, None),
            };
            let text = format!("<think>\nSo. Alternatively, so.</think>\n{answer}");
            match done(&text, verdict, 10, 2) {
                Outcome::Done {
                    mut completion,
                    judgement,
                    ..
                } => {
                    completion.timing.elapsed_ms = place as f64;
                    completion.mean_logprob = Some(-0.5);
                    Some(Draw {
                        completion,
                        judgement,
                        group,
                        chosen: place == chosen,
                    })
                }
                Outcome::Failed { .. } => None,
            }
        })
        .collect();
    let outcome = match draws.get(chosen) {
        Some(draw) => Outcome::Done {
            completion: draw.completion.clone(),
            judgement: draw.judgement.clone(),
            draws,
        },
        None => Outcome::Failed {
            error: "draw 1 of 2: made to fail".to_owned(),
        },
    };
    Record { attempt, outcome }
}

/// A small run of strategies: five items of two task types, each by a direct
/// attempt, a vote of four and a pass of two, of which one attempt failed and
/// one was not run.
pub fn strategies() -> FakeRun {
    let mut fake = FakeRun::default();
    let items = ["++-.", "+--+", "....", "-~~+", "?+-+"];
    for strategy in ["direct", "vote@4", "pass@2"] {
        for (n, letters) in items.iter().enumerate() {
            let task_type = if n < 3 { "logic" } else { "arithmetic" };
            let key = ["s".to_owned(), task_type.to_owned(), format!("i{n}")];
            let mut attempt = attempt(Mode::Reasoning, &key, task_type, None, 1);
            attempt.id = attempt.id.replace("direct", strategy);
            attempt.strategy = strategy.parse().unwrap_or(Strategy::Direct);
            fake.planned.push(attempt.clone());
            if fake.items.len() < items.len() {
                fake.items.push((key, "2 + 2?".to_owned(), "4".to_owned()));
            }
            let record = match (strategy, n) {
                ("pass@2", 4) => continue,
                ("pass@2", 3) => drawn(attempt, "", 0),
                ("pass@2", _) => drawn(attempt, letters.get(..2).unwrap_or_default(), 0),
                // The winners of the votes.
                ("vote@4", _) => drawn(attempt, letters, [0, 0, 0, 1, 1][n]),
                _ => {
                    let one = drawn(attempt, letters.get(..1).unwrap_or_default(), 0);
                    alone(one)
                }
            };
            fake.records.push(record);
        }
    }
    fake
}

/// A record of one draw as a direct attempt has it.
fn alone(mut record: Record) -> Record {
    if let Outcome::Done { draws, .. } = &mut record.outcome {
        draws.clear();
    }
    record
}

/// A graded outcome with the given counts of tokens.
pub fn done(text: &str, verdict: Verdict, n_thinking: u32, n_answer: u32) -> Outcome {
    let answer = text.rsplit("</think>").next().unwrap_or_default().trim();
    let start = text.len() - answer.len();
    let extraction = (verdict != Verdict::NoAnswer && !answer.is_empty()).then(|| Extraction {
        answer: answer.to_owned(),
        span: Span::new(start, text.len()),
        rule: Rule::Whole,
    });
    let reason = match verdict {
        Verdict::Correct => "equal (exact)",
        Verdict::Incorrect => "differs from the target",
        Verdict::NoAnswer => "thinking never ended",
        Verdict::Ungraded => "the answer is too large to compare",
    };
    Outcome::Done {
        completion: Completion {
            prompt: String::new(),
            text: text.to_owned(),
            thinking_open: false,
            read_as: crate::text::thinking::ReadAs::default(),
            n_prompt_tokens: 40,
            n_thinking_tokens: n_thinking,
            n_answer_tokens: n_answer,
            n_computed_tokens: 40 + n_thinking + n_answer,
            stop_reason: StopReason::EndOfText,
            unknown: Vec::new(),
            mean_logprob: None,
            probes: Vec::new(),
            timing: Timing {
                first_token_ms: 2.0,
                first_answer_ms: Some(2.0 + f64::from(n_thinking) * 0.75),
                elapsed_ms: 3.0 + f64::from(n_thinking + n_answer) * 0.75,
            },
        },
        judgement: Judgement {
            verdict,
            reason: reason.to_owned(),
            extraction,
            probes: Vec::new(),
            ran: None,
            search: Search::default(),
        },
        draws: Vec::new(),
    }
}

fn outcome(kind: &Kind, attempt: &Attempt, target: &str) -> Option<Outcome> {
    let luck = draw(&[&attempt.id, "fate"]) % 1000;
    match luck {
        0..5 => return None,
        5..10 => {
            return Some(Outcome::Failed {
                error: "the engine ran out of memory after 512 tokens".to_owned(),
            });
        }
        _ => {}
    }
    let skill = draw(&[&attempt.item, "hard"]) % 100;
    let noise = draw(&[&attempt.id, "noise"]) % 12;
    let need = kind.needs / 2 + draw(&[&attempt.item, "need"]) % kind.needs.max(2);
    let (chance, n_thinking) = match (attempt.mode, attempt.budget) {
        (Mode::Instruct, _) => (kind.instruct, 0),
        (Mode::Reasoning, None) => (kind.reasoning, need + noise),
        (Mode::Reasoning, Some(b)) if u64::from(b) >= need => (kind.reasoning, need),
        (Mode::Reasoning, Some(b)) => (kind.instruct / 3, u64::from(b)),
    };
    let right = (skill * 88 + noise * 100) / 100 < chance;
    let mut verdict = if right {
        Verdict::Correct
    } else {
        Verdict::Incorrect
    };
    if luck > 992 {
        verdict = Verdict::Ungraded;
    }
    let n_thinking = n_thinking as u32;
    let mut outcome = answered(attempt, target, verdict, right, n_thinking);
    if let Outcome::Done {
        completion,
        judgement,
        ..
    } = &mut outcome
    {
        if attempt.budget.is_some_and(|b| u64::from(b) < need) {
            completion.stop_reason = StopReason::Budget;
        }
        if luck > 980 && luck <= 992 && attempt.mode == Mode::Reasoning {
            cut_off(completion, judgement);
        }
    }
    Some(outcome)
}

/// A completion that answers right or wrong, with its verdict.
fn answered(
    attempt: &Attempt,
    target: &str,
    verdict: Verdict,
    right: bool,
    n_thinking: u32,
) -> Outcome {
    let answer = if right {
        target.to_owned()
    } else {
        wrong(target)
    };
    let mut text = if attempt.mode == Mode::Reasoning {
        let thinking = thinking(&attempt.item, u64::from(n_thinking));
        format!("<think>\n{thinking}</think>\n")
    } else {
        String::new()
    };
    text.push_str("The answer is ");
    let start = text.len();
    text.push_str(&answer);
    let n_answer = 4 + target.len() as u32;
    let mut outcome = done(&text, verdict, n_thinking, n_answer);
    if let Outcome::Done { judgement, .. } = &mut outcome
        && let Some(extraction) = &mut judgement.extraction
    {
        *extraction = Extraction {
            answer,
            span: Span::new(start, text.len()),
            rule: Rule::Phrase,
        };
    }
    outcome
}

fn cut_off(completion: &mut Completion, judgement: &mut Judgement) {
    completion.text = completion.text.replace("</think>", "Hmm, wait.");
    completion.stop_reason = StopReason::MaxTokens;
    completion.n_thinking_tokens = 512;
    completion.timing.first_answer_ms = None;
    *judgement = Judgement {
        verdict: Verdict::NoAnswer,
        reason: "thinking never ended".to_owned(),
        extraction: None,
        probes: Vec::new(),
        ran: None,
        search: Search::default(),
    };
}

/// A number that depends on `parts` only.
fn draw(parts: &[&str]) -> u64 {
    crate::text::stable_hash(parts)
}
