use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::engine::model_dir::config::ModelConfig;
use crate::engine::model_dir::facts::{Dim, Element, Port, Quantization};

fn skim(bytes: &[u8]) -> Result<Sketch, Problem> {
    walk::model(Cursor::new(bytes), bytes.len() as u64)
}

/// A field of bytes.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![number << 3 | 2];
    let mut length = content.len();
    while length > 127 {
        bytes.push(length as u8 & 127 | 128);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(content);
    bytes
}

/// A field whose number is 16 or more.
fn far_field(number: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = field(0, content);
    bytes.splice(0..1, [(number & 15) << 3 | 2 | 128, number >> 4]);
    bytes
}

fn number(field: u8, value: u8) -> Vec<u8> {
    vec![field << 3, value]
}

fn node(operator: &str, domain: &str, inputs: &[&str], attributes: &[(&str, u8)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for input in inputs {
        bytes.extend(field(1, input.as_bytes()));
    }
    // Attributes before the operator: the order is free.
    for (name, value) in attributes {
        let attribute = [field(1, name.as_bytes()), number(3, *value)].concat();
        bytes.extend(field(5, &attribute));
    }
    bytes.extend(field(4, operator.as_bytes()));
    bytes.extend(field(7, domain.as_bytes()));
    field(1, &bytes)
}

fn tensor(name: &str, element: u8, dims: &[u8]) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|&d| number(1, d)).collect();
    let bytes = [dims, number(2, element), field(8, name.as_bytes())].concat();
    field(5, &bytes)
}

/// A graph's input (11) or output (12).
fn port(kind: u8, name: &str, element: u8, dims: &[&[u8]]) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|d| field(1, d)).collect();
    let tensor = [number(1, element), field(2, &dims)].concat();
    let bytes = [field(1, name.as_bytes()), field(2, &field(1, &tensor))].concat();
    field(kind, &bytes)
}

fn model(graph: &[Vec<u8>]) -> Vec<u8> {
    field(7, &graph.concat())
}

/// ir_version 8; a graph with one float tensor of 3 × 2 and one outside.
const WHOLE: &[u8] = &[
    0x08, 8, // ir_version
    0x3a, 33, // graph
    0x2a, 6, 0x0a, 2, 3, 2, 0x10, 1, // packed dims, type
    0x2a, 23, 0x08, 4, 0x10, 1, // a dim, type
    0x6a, 17, 0x0a, 8, b'l', b'o', b'c', b'a', b't', b'i', b'o', b'n', 0x12, 5, b'w', b'.', b'b',
    b'i', b'n',
];

#[test]
fn weights_are_counted_and_located() {
    let weights = skim(WHOLE).unwrap().weights;
    let external: Vec<_> = weights.external.keys().collect();
    assert_eq!(external, ["w.bin"]);
    assert_eq!(weights.bytes(), 40);
    let mut config = ModelConfig::default();
    assert_eq!(weights.count(&config), Some(10));
    config.tied_embedding = Some(6);
    assert_eq!(weights.count(&config), Some(10));
}

#[test]
fn files_of_weights_say_how_far_they_reach() {
    let entry = |key: &str, value: &str| {
        let pair = [field(1, key.as_bytes()), field(2, value.as_bytes())];
        field(13, &pair.concat())
    };
    let outside = |offset: &str, length: &str| {
        let place = [
            entry("location", "w.bin"),
            entry("offset", offset),
            entry("length", length),
        ];
        field(5, &place.concat())
    };
    let graph = [outside("100", "28"), outside("0", "64"), outside("x", "")];
    let external = skim(&model(&graph)).unwrap().weights.external;
    assert_eq!(
        external.into_iter().collect::<Vec<_>>(),
        [("w.bin".to_owned(), 128)]
    );
}

#[test]
fn a_shared_embedding_counts_once() {
    let graph = [tensor("embed", 1, &[5, 4]), tensor("head", 1, &[4, 5])];
    let weights = skim(&model(&graph)).unwrap().weights;
    let mut config = ModelConfig::default();
    assert_eq!(weights.count(&config), Some(40));
    config.tied_embedding = Some(20);
    assert_eq!(weights.count(&config), Some(20));
    assert_eq!(weights.bytes(), 160);
    assert_eq!(weights.main_element(), Some(Element::FLOAT32));
}

#[test]
fn a_cut_at_any_byte_is_noticed() {
    for n in 0..WHOLE.len() {
        // Cut after a whole field it is still no graph.
        assert!(skim(&WHOLE[..n]).is_err(), "{n}");
    }
    assert!(matches!(
        skim(&WHOLE[..20]),
        Err(Problem::Truncated { has: 20, needs: 37 })
    ));
    let rich = rich();
    for n in 0..rich.len() {
        assert!(skim(&rich[..n]).is_err(), "{n}");
    }
}

#[test]
fn a_part_longer_than_the_whole_is_noticed() {
    let mut bytes = WHOLE.to_vec();
    // The second tensor's length, one more than its graph holds; a byte follows.
    bytes[13] += 1;
    bytes.push(0);
    assert!(matches!(skim(&bytes), Err(Problem::Malformed(_))));
}

#[test]
fn weights_outside_the_folder_are_refused() {
    let mut bytes = WHOLE.to_vec();
    let place = bytes.len() - 4;
    bytes[place] = b'/';
    assert!(matches!(skim(&bytes), Err(Problem::Unsupported(_))));
}

/// A graph of two attention layers out of order, quantized weights, inputs,
/// outputs, and a node in a sub-graph.
fn rich() -> Vec<u8> {
    let ms = "com.microsoft";
    let gqa = |layer: u8, attributes: &[(&str, u8)]| {
        let past = format!("past_key_values.{layer}.key");
        node(
            "GroupQueryAttention",
            ms,
            &["q", "k", "v", &past, "", "", "", "cos", "sin"],
            attributes,
        )
    };
    let branch = field(6, &node("Gelu", "", &["x"], &[]));
    let inner = [
        field(4, b"If"),
        field(5, &[field(1, b"then_branch"), branch].concat()),
    ];
    let graph = [
        gqa(1, &[]),
        gqa(0, &[("local_window_size", 16), ("sliding_window_cache", 1)]),
        field(1, &inner.concat()),
        node("MatMul", "", &["x", "w"], &[]),
        node(
            "MatMulNBits",
            ms,
            &["x", "q4", "q4s", "q4z"],
            &[
                ("K", 30),
                ("N", 4),
                ("block_size", 32),
                ("accuracy_level", 4),
            ],
        ),
        node(
            "GatherBlockQuantized",
            ms,
            &["e", "ids", "es"],
            &[("bits", 8), ("block_size", 16)],
        ),
        node("MatMulInteger", "", &["x", "i8"], &[]),
        node("DequantizeLinear", "", &["d", "ds"], &[]),
        node("DequantizeLinear", "", &["activation", "as"], &[]),
        tensor("w", 1, &[10, 2]),
        tensor("q4", 2, &[4, 1, 16]),
        tensor("q4s", 1, &[4, 1]),
        tensor("q4z", 2, &[4, 1]),
        tensor("e", 2, &[7, 16]),
        tensor("es", 10, &[7, 1]),
        tensor("cos", 1, &[9, 2]),
        tensor("i8", 3, &[5, 5]),
        tensor("d", 22, &[3, 3]),
        tensor("ds", 1, &[3]),
        port(11, "input_ids", 7, &[&field(2, b"batch"), b""]),
        port(11, "w", 1, &[&number(1, 10), &number(1, 2)]),
        port(12, "logits", 10, &[&field(2, b"batch"), &number(1, 9)]),
    ];
    let opset = [field(1, b""), number(2, 17)].concat();
    let function = far_field(25, &field(7, &node("Celu", "", &[], &[])[2..]));
    [
        field(2, b"tool"),
        field(3, b"1.2"),
        field(8, &opset),
        function,
        model(&graph),
    ]
    .concat()
}

#[test]
fn operators_and_quantization_are_read() {
    let Sketch { facts, weights } = skim(&rich()).unwrap();
    let operators: Vec<(&str, u32)> = facts
        .operators
        .iter()
        .map(|(name, n)| (name.as_str(), *n))
        .collect();
    assert_eq!(
        operators,
        [
            ("Celu", 1),
            ("DequantizeLinear", 2),
            ("Gelu", 1),
            ("If", 1),
            ("MatMul", 1),
            ("MatMulInteger", 1),
            ("com.microsoft:GatherBlockQuantized", 1),
            ("com.microsoft:GroupQueryAttention", 2),
            ("com.microsoft:MatMulNBits", 1),
        ]
    );
    assert!(facts.group_query_attention());
    assert_eq!(facts.local_windows, [Some(16), None]);
    assert!(facts.sliding_window_cache);
    let kind = |operator: &str, bits, block_size| Quantization {
        operator: operator.to_owned(),
        bits,
        block_size,
        count: 1,
    };
    assert_eq!(
        facts.quantization,
        [
            kind("DequantizeLinear", 4, 0),
            kind("GatherBlockQuantized", 8, 16),
            kind("MatMulInteger", 8, 0),
            kind("MatMulNBits", 4, 32),
        ]
    );
    // 10·2, 30·4, 7·16, 5·5 and 3·3; scales, zero points and tables of rotations are none.
    assert_eq!(
        weights.count(&ModelConfig::default()),
        Some(20 + 120 + 112 + 25 + 9)
    );
    let bytes = 80 + 64 + 16 + 4 + 112 + 14 + 72 + 25 + 5 + 12;
    assert_eq!(weights.bytes(), bytes);
    // Half floats (14 bytes) are widened, packed weights (64) packed anew.
    let on_cpu = weights.on_cpu();
    assert_eq!(on_cpu.all, bytes + 14 + 24);
    // The largest is there in two orders, and twice more while it is loaded.
    assert_eq!((on_cpu.again, on_cpu.loading), (112, 2 * 112));
    assert_eq!(facts.producer, "tool 1.2");
    assert_eq!(facts.opsets["ai.onnx"], 17);
}

#[test]
fn inputs_and_outputs_are_read_without_weights() {
    let facts = skim(&rich()).unwrap().facts;
    let named = Dim::Named("batch".to_owned());
    assert_eq!(
        facts.inputs,
        [Port {
            name: "input_ids".to_owned(),
            element: Element(7),
            dims: vec![named.clone(), Dim::Unknown],
        }]
    );
    assert_eq!(
        facts.outputs,
        [Port {
            name: "logits".to_owned(),
            element: Element::FLOAT16,
            dims: vec![named, Dim::Size(9)],
        }]
    );
    assert_eq!(facts.logits_width(), Some(9));
}

#[test]
fn bytes_packed_in_an_unknown_way_are_not_counted() {
    let weights = skim(&model(&[tensor("q", 2, &[4, 1, 16])]))
        .unwrap()
        .weights;
    assert_eq!(weights.count(&ModelConfig::default()), None);
    assert_eq!(weights.bytes(), 64);
}

#[test]
fn graphs_nested_without_end_are_refused() {
    let mut graph = Vec::new();
    for _ in 0..40 {
        graph = field(1, &field(5, &field(6, &graph)));
    }
    assert!(matches!(
        skim(&field(7, &graph)),
        Err(Problem::Malformed(_))
    ));
}

#[test]
fn the_built_in_model_attends_by_one_operator() {
    let bytes = crate::engine::builtin::MODELS[0]
        .file("model.onnx")
        .unwrap();
    let facts = skim(bytes).unwrap().facts;
    assert!(facts.group_query_attention());
    assert!(facts.input("past_key_values.3.value").is_some());
    assert_eq!(facts.logits_width(), Some(519));
    assert!(facts.quantization.iter().all(|q| q.count > 0));
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = skim(&bytes);
        // As the content of a graph, they get further.
        let _ = skim(&field(7, &bytes));
    }

    #[test]
    fn a_changed_byte_never_panics(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = rich();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = skim(&bytes);
    }
}
