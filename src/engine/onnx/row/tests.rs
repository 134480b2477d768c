use super::*;
use crate::engine::builtin;
use crate::engine::model_dir::ModelDir;
use crate::engine::{Completion, Request};
use crate::plan::Mode;
use crate::suite::{Sampling, Thinking};

struct Case {
    open: bool,
    budget: Option<u32>,
    max_thinking: u32,
    max_answer: u32,
    context: u32,
    stop: &'static [&'static str],
    thinking: Thinking,
    logprobs: bool,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            open: false,
            budget: None,
            max_thinking: 99,
            max_answer: 99,
            context: 1000,
            stop: &[],
            thinking: Thinking::default(),
            logprobs: false,
        }
    }
}

impl Case {
    /// Lets a model write `pieces` one after the other, each a text of one or
    /// more tokens, and then end.
    fn write(&self, pieces: &[&str]) -> Completion {
        let model = ModelDir::built_in(builtin::find("tiny-reasoner").unwrap(), None).unwrap();
        let vocabulary = Vocabulary::new(&model, None).unwrap();
        let request = Request {
            prompt: String::new(),
            mode: Mode::Reasoning,
            budget: self.budget,
            sampling: Sampling {
                max_answer_tokens: self.max_answer,
                max_thinking_tokens: self.max_thinking,
                stop: self.stop.iter().map(|&s| s.to_owned()).collect(),
                thinking: self.thinking.clone(),
                ..Sampling::default()
            },
            seed: 0,
            logprobs: self.logprobs,
            probes: None,
        };
        let chat = RenderedChat {
            text: String::new(),
            thinking_open: self.open,
        };
        let guide = Guide::new(&request, &vocabulary).unwrap();
        let limits = Limits::of(&request, 3, self.context, guide.n_forced()).unwrap();
        let mut row = Row::new(0, chat, vec![5, 6, 7], limits, guide);
        let mut tokens: Vec<u32> = Vec::new();
        for piece in pieces {
            tokens.extend(vocabulary.encode(piece).unwrap());
        }
        let end = model.config.eos_tokens[0];
        let mut wanted = tokens.into_iter();
        loop {
            // What is forced does not take from what the model would write.
            let token = match row.control.clone().forced() {
                Some(_) => 0,
                None => wanted.next().unwrap_or(end),
            };
            let mut logits = vec![0.0; 1000];
            logits[token as usize] = 1.0;
            if let After::End(reason) = row.advance(&logits, &vocabulary).unwrap() {
                return row.finish(reason, &vocabulary).unwrap();
            }
        }
    }
}

fn counts(done: &Completion) -> (u32, u32, StopReason) {
    (
        done.n_thinking_tokens,
        done.n_answer_tokens,
        done.stop_reason,
    )
}

#[test]
fn thinking_and_answer_are_counted_apart() {
    let done = Case::default().write(&["<think>", "1", "2", "3", "</think>", "4", "5"]);
    assert_eq!(done.text, "<think>123</think>45");
    assert_eq!(counts(&done), (3, 2, StopReason::EndOfText));
    let plain = Case::default().write(&["4", "5"]);
    assert_eq!(counts(&plain), (0, 2, StopReason::EndOfText));
    let open = Case {
        open: true,
        ..Case::default()
    };
    let done = open.write(&["1", "2", "</think>", "4"]);
    assert_eq!(counts(&done), (2, 1, StopReason::EndOfText));
    // Ending inside the thinking is the model's own choice.
    assert_eq!(counts(&open.write(&["1"])), (1, 0, StopReason::EndOfText));
}

#[test]
fn a_budget_forces_the_end_and_lets_the_answer_follow() {
    let case = Case {
        budget: Some(2),
        ..Case::default()
    };
    let done = case.write(&["<think>", "1", "2", "7", "8"]);
    assert_eq!(done.text, "<think>12\n</think>\n\n78");
    assert_eq!(counts(&done), (2, 2, StopReason::Budget));
    let under = case.write(&["<think>", "1", "</think>", "7"]);
    assert_eq!(counts(&under), (1, 1, StopReason::EndOfText));
    let cut = Case {
        max_answer: 1,
        ..case
    };
    let done = cut.write(&["<think>", "1", "2", "7", "8"]);
    assert_eq!(counts(&done), (2, 1, StopReason::MaxTokens));
}

#[test]
fn thinking_again_after_a_forced_end_is_ended_at_once() {
    let case = Case {
        budget: Some(2),
        ..Case::default()
    };
    let done = case.write(&["<think>", "1", "2", "<think>", "7"]);
    assert_eq!(done.text, "<think>12\n</think>\n\n<think>\n</think>\n\n7");
    assert_eq!(counts(&done), (2, 1, StopReason::Budget));
    // A model that only opens tags comes to an end.
    let done = case.write(&["<think>"; 100]);
    assert_eq!(done.stop_reason, StopReason::MaxTokens);
    assert!(done.text.matches("<think>").count() < 20, "{}", done.text);
}

#[test]
fn limits_cut_the_text() {
    let case = Case {
        max_thinking: 2,
        max_answer: 3,
        ..Case::default()
    };
    let done = case.write(&["<think>", "1", "2", "3"]);
    assert_eq!(done.text, "<think>12");
    assert_eq!(counts(&done), (2, 0, StopReason::MaxTokens));
    let done = case.write(&["1", "2", "3", "4"]);
    assert_eq!(counts(&done), (0, 3, StopReason::MaxTokens));
    let narrow = Case {
        context: 6,
        ..Case::default()
    };
    let done = narrow.write(&["1", "2", "3", "4", "5"]);
    assert_eq!(counts(&done), (0, 3, StopReason::MaxTokens));
}

#[test]
fn tags_that_are_spelled_out_count_as_tags() {
    let spelled = |tag: &[&str]| {
        let mut pieces = vec!["<think>", "1", "2"];
        pieces.extend_from_slice(tag);
        pieces.push("7");
        Case::default().write(&pieces)
    };
    let whole = spelled(&["</think>"]);
    let parts = spelled(&["<", "/", "t", "h", "i", "n", "k", ">"]);
    assert_eq!(whole.text, parts.text);
    assert_eq!(counts(&whole), counts(&parts));
    let done = Case::default().write(&["<", "t", "h", "i", "n", "k", ">", "1", "</think>", "7"]);
    assert_eq!(counts(&done), (1, 1, StopReason::EndOfText));
}

#[test]
fn an_end_without_a_start_ends_what_came_before() {
    let done = Case::default().write(&["1", "2", "</think>", "7"]);
    assert_eq!(counts(&done), (2, 1, StopReason::EndOfText));
    let stray = Case::default().write(&["<think>", "1", "</think>", "7", "</think>", "8"]);
    assert_eq!(counts(&stray), (1, 3, StopReason::EndOfText));
}

#[test]
fn special_tokens_are_left_out_of_the_text() {
    let done = Case::default().write(&["1", "<|im_start|>", "2"]);
    assert_eq!(done.text, "12");
}

#[test]
fn stop_strings_end_the_answer_and_not_the_thinking() {
    let case = Case {
        stop: &["4+", "5"],
        ..Case::default()
    };
    let done = case.write(&["<think>", "5", "4", "+", "</think>", "7", "4", "+", "8"]);
    assert_eq!(done.text, "<think>54+</think>7");
    assert_eq!(counts(&done), (3, 3, StopReason::StopString));
    let open = Case {
        open: true,
        budget: Some(2),
        ..case
    };
    let done = open.write(&["5", "5", "7", "5", "8"]);
    assert_eq!(done.text, "55\n</think>\n\n7");
    assert_eq!(counts(&done), (2, 2, StopReason::StopString));
}

#[test]
fn waits_and_fewest_tokens_keep_the_model_thinking() {
    let thinking = Thinking {
        waits: 1,
        ..Thinking::default()
    };
    let case = Case {
        thinking,
        ..Case::default()
    };
    let done = case.write(&["<think>", "1", "</think>", "2", "</think>", "7"]);
    assert_eq!(done.text, "<think>1Wait2</think>7");
    // An end that is spelled out stays unfinished.
    let done = case.write(&[
        "<think>", "1", "<", "/", "t", "h", "i", "n", "k", ">", "2", "</think>", "7",
    ]);
    assert_eq!(done.text, "<think>1</thinkWait2</think>7");
    let case = Case {
        thinking: Thinking {
            min_tokens: 3,
            ..Thinking::default()
        },
        ..Case::default()
    };
    let done = case.write(&["<think>", "1", "</think>", "2", "3", "</think>", "7"]);
    assert_eq!(done.text.matches("</think>").count(), 1, "{done:?}");
    assert!(done.n_thinking_tokens >= 3, "{done:?}");
}

#[test]
fn formats_and_forced_ends_can_be_chosen() {
    let thinking = |format: Option<&str>, end: Option<&str>| Thinking {
        format: format.map(str::to_owned),
        forced_end: end.map(str::to_owned),
        ..Thinking::default()
    };
    let write = |thinking: Thinking, pieces: &[&str]| {
        let case = Case {
            budget: Some(2),
            thinking,
            ..Case::default()
        };
        case.write(pieces).text
    };
    let s1 = write(thinking(None, Some("s1")), &["<think>", "1", "2", "7"]);
    assert_eq!(s1, "<think>12\n</think>\nFinal Answer:7");
    let magistral = ["[", "T", "H", "I", "N", "K", "]", "1", "2", "7"];
    let magistral = write(thinking(Some("magistral"), None), &magistral);
    assert_eq!(magistral, "[THINK]12\n[/THINK]\n\n7");
}

#[test]
fn the_answers_probabilities_are_measured_on_request() {
    let case = Case {
        logprobs: true,
        ..Case::default()
    };
    let done = case.write(&["<think>", "1", "</think>", "7", "8"]);
    // Logits are 1 for the chosen token and 0 for the 999 others.
    let e = std::f64::consts::E;
    let right = 1.0 - (e + 999.0).ln();
    let mean = done.mean_logprob.unwrap();
    assert!((mean - right).abs() < 1e-5, "{mean} {right}");
    assert_eq!(Case::default().write(&["7"]).mean_logprob, None);
    assert_eq!(case.write(&["<think>", "1"]).mean_logprob, None);
}

#[test]
fn names_that_are_not_known_are_refused_with_those_that_are() {
    let model = ModelDir::built_in(builtin::find("tiny-reasoner").unwrap(), None).unwrap();
    let vocabulary = Vocabulary::new(&model, None).unwrap();
    let refusal = |sampling: Sampling| {
        let request = Request {
            prompt: String::new(),
            mode: Mode::Reasoning,
            budget: None,
            sampling,
            seed: 0,
            logprobs: false,
            probes: None,
        };
        Guide::new(&request, &vocabulary).unwrap_err().to_string()
    };
    let thinking = |thinking: Thinking| Sampling {
        thinking,
        ..Sampling::default()
    };
    insta::assert_snapshot!(refusal(thinking(Thinking { format: Some("xml".to_owned()), ..Thinking::default() })), @"unknown thinking format `xml`, expected one of `magistral`, `seed`, `minimax-m3`, `kimi`, `cohere`, `apertus`, `gemma4`, `harmony`, `sky-t1`, `marco-o1`, `hunyuan`, `s1`, `think`");
    insta::assert_snapshot!(refusal(thinking(Thinking { forced_end: Some("now".to_owned()), ..Thinking::default() })), @"unknown forced end `now`, expected one of `plain`, `qwen3`, `s1`");
    let bias = |token: &str| Sampling {
        logit_bias: [(token.to_owned(), 1.0)].into(),
        ..Sampling::default()
    };
    insta::assert_snapshot!(refusal(bias("12345678")), @"`logit_bias` names the token 12345678, which the vocabulary does not have");
    insta::assert_snapshot!(refusal(bias("the answer")), @"`logit_bias` names the text `the answer`, which is 4 tokens; name one token by its id or its text");
}

#[test]
fn a_probe_that_fails_takes_its_completion_along() {
    let model = ModelDir::built_in(builtin::find("tiny-reasoner").unwrap(), None).unwrap();
    let vocabulary = Vocabulary::new(&model, None).unwrap();
    let request = Request {
        prompt: String::new(),
        mode: Mode::Reasoning,
        budget: None,
        sampling: Sampling::default(),
        seed: 0,
        logprobs: false,
        probes: Some("2".parse().unwrap()),
    };
    let chat = RenderedChat {
        text: String::new(),
        thinking_open: true,
    };
    let guide = Guide::new(&request, &vocabulary).unwrap();
    let limits = Limits::of(&request, 3, 1000, guide.n_forced()).unwrap();
    let mut row = Row::new(4, chat, vec![5, 6, 7], limits, guide);
    for text in ["1", "2"] {
        assert!(row.part().is_empty());
        let mut logits = vec![0.0; 1000];
        logits[vocabulary.encode(text).unwrap()[0] as usize] = 1.0;
        row.advance(&logits, &vocabulary).unwrap();
    }
    let (probe, _) = row.part().remove(0);
    assert!(probe.is_probe());
    // The trunk ends first and waits.
    let completion = row.finish(StopReason::EndOfText, &vocabulary).unwrap();
    assert!(row.hand_over(completion, &vocabulary).is_empty());
    let done = probe.hand_over_failure(&Failure::Unreadable("torn".to_owned()));
    let [(4, Err(failure))] = &done[..] else {
        panic!("{done:?}");
    };
    let error = EngineError::from(failure.clone()).to_string();
    insta::assert_snapshot!(error, @"`the model` failed to compute a text: torn");
}

/// The graph would look such a token up outside its weights.
#[test]
fn tokens_that_the_graph_does_not_know_are_refused() {
    let model = ModelDir::built_in(builtin::find("tiny-reasoner").unwrap(), None).unwrap();
    let text = "What is 3 + 4?";
    let largest = |vocabulary: &Vocabulary| vocabulary.encode(text).unwrap().into_iter().max();
    let whole = Vocabulary::new(&model, None).unwrap();
    let largest = largest(&whole).unwrap();
    let with = |width: u32| Vocabulary::new(&model, Some(u64::from(width))).unwrap();
    assert_eq!(
        with(largest + 1).encode(text).unwrap(),
        whole.encode(text).unwrap()
    );
    let narrow = with(largest);
    let complaint = narrow.encode(text).unwrap_err().to_string();
    for part in [
        "tokenizer of `built in`".to_owned(),
        format!("the token {largest}, `"),
        format!("begins `{text}`"),
        format!("tokens 0 to {} only", largest - 1),
    ] {
        assert!(complaint.contains(&part), "{complaint}");
    }
    assert!(whole.has(largest) && !narrow.has(largest));
}
