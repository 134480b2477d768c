use crate::engine::EngineError;
use crate::engine::builtin;
use crate::engine::testing::OPTIONS;

const FLOAT: u64 = 1;
const INT32: u64 = 6;
const INT64: u64 = 7;

/// A graph that only passes its inputs on, written as a protocol buffer.
#[derive(Default)]
struct Graph(Vec<u8>);

fn number(mut n: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while n > 127 {
        bytes.push((n & 127) as u8 | 128);
        n >>= 7;
    }
    bytes.push(n as u8);
    bytes
}

fn integer(field: u64, n: u64) -> Vec<u8> {
    [number(field << 3), number(n)].concat()
}

fn bytes(field: u64, content: &[u8]) -> Vec<u8> {
    let length = number(content.len() as u64);
    [number(field << 3 | 2), length, content.to_vec()].concat()
}

fn value_info(name: &str, data_type: u64, dims: &[u64]) -> Vec<u8> {
    let dims = dims.iter().map(|&n| match n {
        0 => bytes(1, &bytes(2, b"some")),
        n => bytes(1, &integer(1, n)),
    });
    let shape = bytes(2, &dims.collect::<Vec<_>>().concat());
    let tensor = bytes(1, &[integer(1, data_type), shape].concat());
    [bytes(1, name.as_bytes()), bytes(2, &tensor)].concat()
}

impl Graph {
    /// A graph with input ids and logits.
    fn basic() -> Self {
        Self::default()
            .passing("input_ids", INT64, &[0, 0], "unused")
            .passing(
                "past_key_values.0.key",
                FLOAT,
                &[0, 2, 0, 8],
                "present.0.key",
            )
            .with_logits()
    }

    fn with_logits(self) -> Self {
        self.passing("attention_mask", INT64, &[0, 0], "unused too")
            .output("logits", FLOAT, &[0, 0, 99], "past_key_values.0.key")
    }

    fn passing(mut self, input: &str, data_type: u64, dims: &[u64], output: &str) -> Self {
        self.0
            .extend(bytes(11, &value_info(input, data_type, dims)));
        self.output(output, data_type, dims, input)
    }

    fn output(mut self, output: &str, data_type: u64, dims: &[u64], from: &str) -> Self {
        let node = [
            bytes(1, from.as_bytes()),
            bytes(2, output.as_bytes()),
            bytes(4, b"Identity"),
        ];
        self.0.extend(bytes(1, &node.concat()));
        // Shapes of a rank that the input has not would be refused.
        let dims = if output == "logits" {
            &[0; 4][..]
        } else {
            dims
        };
        self.0
            .extend(bytes(12, &value_info(output, data_type, dims)));
        self
    }

    /// What opening a model with this graph says.
    fn open(self) -> Result<(), String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in builtin::MODELS[0].files {
            fs_err::write(folder.path().join(name), content).unwrap();
        }
        let graph = bytes(7, &[self.0, bytes(2, b"test")].concat());
        let opset = bytes(8, &integer(2, 18));
        let model = [integer(1, 8), graph, opset].concat();
        fs_err::write(folder.path().join("model.onnx"), model).unwrap();
        let place = folder.path().display().to_string();
        match crate::engine::open_onnx(&place, &OPTIONS) {
            Ok(_) => Ok(()),
            Err(EngineError::Model(error)) => Err(error.problem.to_string()),
            Err(error) => Err(format!("another error: {error}")),
        }
    }
}

#[test]
fn graphs_of_many_forms_are_taken() {
    let conv = Graph::basic().passing("past_conv.0", FLOAT, &[0, 2, 3], "present_conv.0");
    let narrow = Graph::basic().passing("position_ids", INT32, &[0, 0], "y");
    let half = Graph::basic().passing("past_key_values.1.key", 10, &[0, 2, 0, 8], "present.1.key");
    for graph in [Graph::basic(), conv, narrow, half] {
        assert_eq!(graph.open(), Ok(()));
    }
}

#[test]
fn graphs_that_cannot_be_run_say_why() {
    let unknown = Graph::basic().passing("token_type_ids", INT64, &[0, 0], "more");
    insta::assert_snapshot!(unknown.open().unwrap_err(), @"wants the input `token_type_ids`, which is not known (known are `input_ids`, `attention_mask`, `position_ids`, `num_logits_to_keep`, `use_cache_branch`, `past_key_values.N.key` and `past_key_values.N.value`); export the model with `optimum-cli export onnx --task text-generation-with-past`");
    let endless = Graph::basic().passing("past_conv.0", FLOAT, &[0, 0], "present_conv.0");
    insta::assert_snapshot!(endless.open().unwrap_err(), @"cannot be run: the graph does not tell the size of its input `past_conv.0`");
    let lonely = Graph::basic().passing("past_key_values.0.value", FLOAT, &[0, 2, 0, 8], "x");
    insta::assert_snapshot!(lonely.open().unwrap_err(), @"cannot be run: the input `past_key_values.0.value` has no output `present.0.value` to it; export the model with `optimum-cli export onnx --task text-generation-with-past`");
    let wrong = Graph::basic().passing("position_ids", FLOAT, &[0, 0], "y");
    insta::assert_snapshot!(wrong.open().unwrap_err(), @"cannot be run: the input `position_ids` is of type f32, not int64 or int32");
    let deep = Graph::basic().passing("position_ids", INT64, &[3, 0, 0], "y");
    insta::assert_snapshot!(deep.open().unwrap_err(), @"cannot be run: the input `position_ids` has 3 dimensions, not 2");
    let flat = Graph::basic().passing("past_key_values.1.key", FLOAT, &[0, 8], "present.1.key");
    insta::assert_snapshot!(flat.open().unwrap_err(), @"cannot be run: the input `past_key_values.1.key` has 2 dimensions, not 4");
    let no_cache = Graph::default().passing("input_ids", INT64, &[0, 0], "z");
    insta::assert_snapshot!(no_cache.open().unwrap_err(), @"cannot be run: it has no inputs `past_key_values.N.key`, so it keeps no cache; export the model with `optimum-cli export onnx --task text-generation-with-past`");
    let no_ids = Graph::default()
        .passing(
            "past_key_values.0.key",
            FLOAT,
            &[0, 2, 0, 8],
            "present.0.key",
        )
        .with_logits();
    insta::assert_snapshot!(no_ids.open().unwrap_err(), @"cannot be run: it has no input `input_ids`; export the model with `optimum-cli export onnx --task text-generation-with-past`");
    let no_logits = Graph::default()
        .passing("input_ids", INT64, &[0, 0], "unused")
        .passing(
            "past_key_values.0.key",
            FLOAT,
            &[0, 2, 0, 8],
            "present.0.key",
        );
    insta::assert_snapshot!(no_logits.open().unwrap_err(), @"cannot be run: it has no output `logits`; export the model with `optimum-cli export onnx --task text-generation-with-past`");
    // Whole, but no graph that makes sense.
    let refused = Graph::basic().output("other", FLOAT, &[0], "nowhere");
    let text = refused.open().unwrap_err();
    assert!(text.starts_with("is refused by ONNX Runtime 1."), "{text}");
}
