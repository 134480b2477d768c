//! Replies of APIs, batch files and rows that are written here.

use overthink::import::{Format, Grade, Options, Thinking};
use serde_json::{Value, json};

use super::{import, import_with};

fn lines(values: &[Value]) -> Vec<u8> {
    let lines: Vec<String> = values.iter().map(Value::to_string).collect();
    lines.join("\n").into_bytes()
}

fn apart(text: &str) -> Thinking {
    Thinking::Apart(text.to_owned())
}

#[test]
fn a_batch_file_is_joined_by_its_ids() {
    let (samples, report) = import(
        &lines(&[
            json!({"id": "b1", "custom_id": "gsm-17", "response": null, "error": {"code": "x", "message": "too busy"}}),
            json!({"id": "b2", "custom_id": "gsm-18", "response": {"status_code": 200, "body": {
                "object": "chat.completion", "model": "m", "choices": [{"index": 0,
                "message": {"role": "assistant", "content": "4", "reasoning_content": "2+2 is 4"}, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 9, "completion_tokens": 12, "completion_tokens_details": {"reasoning_tokens": 8}}}}, "error": null}),
            json!({"custom_id": "gsm-18", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "m",
                "messages": [{"role": "user", "content": "2+2?"}]}}),
        ]),
        "batch.jsonl",
    );
    assert_eq!(report.format, Format::OpenAi);
    assert_eq!(report.n_issues, 0, "{:?}", report.issues);
    assert_eq!(samples[0].error.as_deref(), Some("too busy"));
    let reply = samples[1].reply.as_ref().unwrap();
    assert_eq!(samples[1].id.as_deref(), Some("gsm-18"));
    assert_eq!(reply.thinking, apart("2+2 is 4"));
    assert_eq!(samples[2].prompt.as_deref(), Some("2+2?"));
    assert!(samples[2].reply.is_none() && samples[2].error.is_none());
}

#[test]
fn what_stands_around_a_reply_is_kept_for_all_apis() {
    let gemini = |key: &str, text: &str| {
        json!({"key": key, "request": {"contents": [{"role": "user", "parts": [{"text": "q?"}]}]},
            "response": {"responseId": key, "candidates": [{"content": {"parts": [{"text": text}]}, "finishReason": "STOP"}]}})
    };
    let (samples, report) = import(&lines(&[gemini("a", "7"), gemini("b", "8")]), "batch.jsonl");
    assert_eq!((report.format, report.n_issues), (Format::Gemini, 0));
    let read: Vec<_> = samples
        .iter()
        .map(|s| (s.id.as_deref(), s.prompt.as_deref()))
        .collect();
    assert_eq!(read, [(Some("a"), Some("q?")), (Some("b"), Some("q?"))]);
}

#[test]
fn thinking_of_every_api_is_found() {
    let hidden = Thinking::Hidden;
    for (format, value, expected) in [
        (
            Format::Gemini,
            json!({"candidates": [{"content": {"parts": [{"text": "so", "thought": true}, {"text": "7"}]}}]}),
            apart("so"),
        ),
        (
            Format::Gemini,
            json!({"candidates": [{"content": {"parts": [{"text": "7"}]}}], "usageMetadata": {"thoughtsTokenCount": 5}}),
            hidden.clone(),
        ),
        (
            Format::Ollama,
            json!({"model": "q", "message": {"role": "assistant", "content": "7", "thinking": "so"}, "done": true, "eval_count": 5}),
            apart("so"),
        ),
        (
            Format::Ollama,
            json!({"model": "q", "response": "7", "thinking": "so", "done": true}),
            apart("so"),
        ),
        (
            Format::Responses,
            json!({"object": "response", "output": [{"type": "reasoning", "content": [{"type": "reasoning_text", "text": "so"}], "summary": []},
            {"type": "message", "content": [{"type": "output_text", "text": "7"}]}]}),
            apart("so"),
        ),
        (
            Format::Responses,
            json!({"object": "response", "output": [{"type": "reasoning", "summary": []},
            {"type": "message", "content": [{"type": "output_text", "text": "7"}]}]}),
            hidden.clone(),
        ),
        (
            Format::OpenAi,
            json!({"choices": [{"message": {"content": "7", "reasoning_details": [{"type": "reasoning.encrypted", "data": "x"}]}}]}),
            hidden.clone(),
        ),
        (
            Format::OpenAi,
            json!({"choices": [{"message": {"content": "7"}}], "usage": {"completion_tokens_details": {"reasoning_tokens": 3}}}),
            hidden.clone(),
        ),
        (
            Format::OpenAi,
            json!({"choices": [{"message": {"content": "<think>so</think>7"}}]}),
            Thinking::InText,
        ),
        (
            Format::OpenAi,
            json!({"choices": [{"text": "so</think>7"}]}),
            Thinking::InText,
        ),
        (
            Format::Anthropic,
            json!({"type": "message", "content": [{"type": "redacted_thinking", "data": "x"}, {"type": "text", "text": "7"}]}),
            hidden,
        ),
    ] {
        let (samples, report) = import(value.to_string().as_bytes(), "reply.json");
        assert_eq!(report.format, format, "{value}");
        assert_eq!(samples.len(), 1, "{value}");
        assert_eq!(
            samples[0].reply.as_ref().unwrap().thinking,
            expected,
            "{value}"
        );
    }
}

#[test]
fn streams_are_put_together() {
    let ollama = |text: &str, thinking: &str, done: bool| json!({"model": "q", "message": {"content": text, "thinking": thinking}, "done": done, "done_reason": if done { "stop" } else { "" }});
    let bedrock =
        |delta: Value| json!({"contentBlockDelta": {"delta": delta, "contentBlockIndex": 0}});
    let gemini = |part: Value| json!({"responseId": "r", "candidates": [{"content": {"parts": [part]}, "finishReason": "STOP"}]});
    let streams = [
        vec![
            ollama("", "s", false),
            ollama("", "o", false),
            ollama("7", "", false),
            ollama("", "", true),
        ],
        vec![
            json!({"messageStart": {"role": "assistant"}}),
            bedrock(json!({"reasoningContent": {"text": "s"}})),
            bedrock(json!({"reasoningContent": {"text": "o"}})),
            bedrock(json!({"text": "7"})),
            json!({"messageStop": {"stopReason": "end_turn"}}),
            json!({"metadata": {"usage": {"inputTokens": 1, "outputTokens": 3}}}),
        ],
        vec![
            gemini(json!({"text": "s", "thought": true})),
            gemini(json!({"text": "o", "thought": true})),
            gemini(json!({"text": "7"})),
        ],
        vec![
            json!({"type": "response.created", "response": {"id": "r"}}),
            json!({"type": "response.output_text.delta", "delta": "7"}),
            json!({"type": "response.completed", "response": {"object": "response", "output": [
                {"type": "reasoning", "content": [{"type": "reasoning_text", "text": "so"}]},
                {"type": "message", "content": [{"type": "output_text", "text": "7"}]}]}}),
        ],
    ];
    for events in streams {
        let (samples, report) = import(&lines(&events), "stream.jsonl");
        assert_eq!(report.issues, [], "{events:?}");
        assert_eq!(samples.len(), 1, "{events:?}");
        let reply = samples[0].reply.as_ref().unwrap();
        assert_eq!(
            (&reply.thinking, reply.text.as_str()),
            (&apart("so"), "7"),
            "{events:?}"
        );
    }
}

#[test]
fn events_of_a_server_are_read_as_they_were_sent() {
    let text = "event: x\ndata: {\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"7\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n";
    let (samples, report) = import(text.as_bytes(), "sse.txt");
    assert_eq!(report.issues, []);
    assert_eq!(samples[0].reply.as_ref().unwrap().text, "7");
}

#[test]
fn the_field_of_a_row_can_be_chosen() {
    let rows = lines(&[
        json!({"id": 1, "text": "no", "reply": {"words": "<think>a</think>7"}, "gold": "7", "ok": true}),
        json!({"id": 2, "text": "no", "gold": "7", "ok": false}),
    ]);
    let mut options = Options::default();
    for choice in ["reply.words", "score=ok"] {
        options.fields.choose_by(choice).unwrap();
    }
    let (samples, report) = import_with(&rows, "rows.jsonl", &options);
    assert_eq!(samples.len(), 1);
    assert_eq!(samples[0].reply.as_ref().unwrap().text, "<think>a</think>7");
    assert_eq!(samples[0].score.as_ref().unwrap().grade, Grade::Share(1.0));
    let issue = report.issues[0].to_string();
    assert!(
        issue.starts_with("line 2: there is no field `reply.words`"),
        "{issue}"
    );
}

#[test]
fn rows_of_nemo_skills_keep_what_was_cut_off() {
    let (samples, report) = import(
        &lines(&[
            json!({"problem": "3+4?", "expected_answer": "7", "generation": "7", "_full_generation": "<think>so</think>7", "num_generated_tokens": 9, "predicted_answer": "7", "is_correct": true}),
            json!({"problem": "3+4?", "expected_answer": "7", "generation": "I go on", "_generation_finished_thinking": false, "num_generated_tokens": 9, "predicted_answer": null}),
        ]),
        "output-rs0.jsonl",
    );
    assert_eq!(report.format, Format::NemoSkills);
    let replies: Vec<_> = samples.iter().map(|s| s.reply.as_ref().unwrap()).collect();
    assert_eq!(replies[0].text, "<think>so</think>7");
    assert!(!replies[0].thinking_open && replies[1].thinking_open);
    assert_eq!(samples[0].score.as_ref().unwrap().grade, Grade::Share(1.0));
    assert_eq!(samples[1].score, None);
}

#[test]
fn a_thinking_without_an_answer_and_an_empty_reply_differ() {
    let (samples, _) = import(
        &lines(&[
            json!({"id": 1, "thinking": "so", "output": "7"}),
            json!({"id": 2, "thinking": "so", "output": null}),
            json!({"id": 3, "thinking": null, "output": ""}),
        ]),
        "rows.jsonl",
    );
    let replies: Vec<_> = samples.iter().map(|s| s.reply.as_ref().unwrap()).collect();
    assert_eq!(replies[0].whole_text(), "<think>so</think>7");
    assert_eq!(replies[1].whole_text(), "<think>so");
    assert!(!replies[1].is_empty() && replies[2].is_empty());
}

#[test]
fn completions_of_a_row_are_texts_or_objects_and_each_bad_one_is_named() {
    let (samples, report) = import(
        &lines(&[
            json!({"id": 1, "completions": ["<think>a</think>7", {"text": "8", "score": 0}, {"x": 1}, 3, {"y": 1}]}),
            json!({"id": 2, "completions": []}),
            json!({"id": 3, "text": []}),
        ]),
        "rows.jsonl",
    );
    let texts: Vec<_> = samples
        .iter()
        .map(|s| &s.reply.as_ref().unwrap().text)
        .collect();
    assert_eq!(texts, ["<think>a</think>7", "8"]);
    let issues: Vec<String> = report.issues.iter().map(ToString::to_string).collect();
    let missing = "there is no field with a completion";
    let choose = "choose one with `--field NAME`";
    assert_eq!(
        issues,
        [
            format!("line 1: completion 3: {missing}; the fields are `x`; {choose}"),
            format!(
                "line 1: completion 4: {missing}; it is a number, expected an object; {choose}"
            ),
            format!("line 1: completion 5: {missing}; the fields are `y`; {choose}"),
            "line 2: there is no completion: the list is empty".to_owned(),
            "line 3: there is no completion: the list is empty".to_owned(),
        ]
    );
}
