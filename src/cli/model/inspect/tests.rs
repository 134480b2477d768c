use super::*;

/// The built-in model without its hashes, which change when it is trained again.
fn tiny() -> Survey {
    engine::survey("tiny-reasoner", None, false).unwrap()
}

#[test]
fn the_built_in_model_for_people() {
    let text = human("tiny-reasoner", &tiny(), 100);
    insta::assert_snapshot!(text, @r#"
tiny-reasoner

  runs           yes, as far as its files tell
  form           optimum
  architecture   Qwen3ForCausalLM: 4 layers, 6 heads of 32 (3 for keys and values)
  parameters     1.3M, 2.6 MB of weights
  number format  float16 (from float32)
  context        1,024 tokens
  attention      GroupQueryAttention × 4
  cache          3.1 kB a token, past and present can share a buffer
  thinks         yes, between <think> (3) and </think> (4)

graph model.onnx (pytorch 2.15.0, opset 18)
          name                     type     dimensions
  input   input_ids                int64    batch_size × sequence_length
  input   attention_mask           int64    batch_size × total_sequence_length
  input   position_ids             int64    batch_size × sequence_length
  input   past_key_values.N.key    float32  batch_size × 3 × past_sequence_length × 32     × 4
  input   past_key_values.N.value  float32  batch_size × 3 × past_sequence_length × 32     × 4
  output  logits                   float32  batch_size × sequence_length × 519
  output  present.N.key            float32  batch_size × 3 × present_sequence_length × 32  × 4
  output  present.N.value          float32  batch_size × 3 × present_sequence_length × 32  × 4

tokens
  vocabulary   519 tokens, the graph knows 519
  end of text  <|im_end|> (2), <|endoftext|> (0)
  pad          <|endoftext|> (0)

chat template, on the question "What is 2 + 3?"
  with thinking on
    | <|im_start|>user
    | What is 2 + 3?<|im_end|>
    | <|im_start|>assistant
    |
  with thinking off
    | <|im_start|>user
    | What is 2 + 3?<|im_end|>
    | <|im_start|>assistant
    | <think>
    |
    | </think>
    |
    |

sampling that the model's makers propose
  do_sample  false

files
  config.json                812 B
  generation_config.json      84 B
  model.onnx                2.7 MB
  tokenizer.json           11.3 kB
  tokenizer_config.json     1.6 kB
"#);
}

#[test]
fn obstacles_come_first_and_empty_parts_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    let survey = engine::survey(&place, None, true).unwrap();
    let text = human("here\u{1b}[31m", &survey, 80);
    insta::assert_snapshot!(text, @r"
here�[31m

  cannot run  `model.onnx` is missing; export the model with `optimum-cli
              export onnx --task text-generation-with-past`
  cannot run  `tokenizer.json` is missing; copy it from the original model, or
              save it with transformers'
              `AutoTokenizer.from_pretrained(…).save_pretrained(…)`
  cannot run  `config.json` is missing; copy it from the original model
  cannot run  `chat_template.jinja` is missing; and `tokenizer_config.json`
              has no `chat_template` either; copy one from the original model
");
}

#[test]
fn programs_get_the_same_facts() {
    let json = json::json(&tiny());
    assert_eq!(json["runs"], true);
    assert_eq!(json["form"], "optimum");
    assert_eq!(json["graph"]["inputs"][0]["name"], "input_ids");
    assert_eq!(json["tokens"]["thinking"][1]["text"], "</think>");
    let off = json["chat"]["thinking_off"]["text"].as_str().unwrap();
    assert!(off.ends_with("<think>\n\n</think>\n\n"), "{off}");
    assert_eq!(json["cache_bytes_per_token"], 3072);
}
