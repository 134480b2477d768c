//! Small constants of a graph.

use half::f16;

use super::wire::{Content, Field, fields, numbers};

/// Most values of a constant that are looked at.
const SMALL: u64 = 64;

/// The values of a `TensorProto` of at most [`SMALL`] of them, stored inside.
pub(super) fn small_tensor(message: &[u8]) -> Option<Vec<f64>> {
    let parts = fields(message)?;
    let dims: Vec<u64> = parts
        .iter()
        .filter(|f| f.number == 1)
        .filter_map(numbers)
        .flatten()
        .collect();
    let n = dims.iter().try_fold(1_u64, |n, &dim| n.checked_mul(dim))?;
    let data_type = parts.iter().find(|f| f.number == 2)?.number_value()?;
    if n > SMALL || parts.iter().any(|f| f.number == 13) {
        return None;
    }
    let raw = parts.iter().find(|f| f.number == 9).map(Field::bytes);
    let values: Vec<f64> = match (data_type, raw) {
        (1, Some(raw)) => each::<4>(raw)
            .map(|b| f64::from(f32::from_le_bytes(b)))
            .collect(),
        (6, Some(raw)) => each::<4>(raw)
            .map(|b| f64::from(i32::from_le_bytes(b)))
            .collect(),
        (7, Some(raw)) => each::<8>(raw)
            .map(|b| i64::from_le_bytes(b) as f64)
            .collect(),
        (9, Some(raw)) => each::<1>(raw).map(|b| f64::from(b[0])).collect(),
        (10, Some(raw)) => each::<2>(raw)
            .map(|b| f16::from_le_bytes(b).to_f64())
            .collect(),
        (11, Some(raw)) => each::<8>(raw).map(f64::from_le_bytes).collect(),
        (1, None) => {
            let bytes = parts
                .iter()
                .filter(|f| f.number == 4)
                .flat_map(|f| match f.content {
                    Content::Bytes(bytes) | Content::Fixed(bytes) => bytes,
                    Content::Number(_) => &[],
                });
            let bytes: Vec<u8> = bytes.copied().collect();
            each::<4>(&bytes)
                .map(|b| f64::from(f32::from_le_bytes(b)))
                .collect()
        }
        (6 | 9 | 10, None) => listed(&parts, 5)
            .map(|v| match data_type {
                10 => f16::from_bits(v as u16).to_f64(),
                _ => f64::from(v as i32),
            })
            .collect(),
        (7, None) => listed(&parts, 7).map(|v| v as i64 as f64).collect(),
        _ => return None,
    };
    (values.len() as u64 == n).then_some(values)
}

fn each<const N: usize>(raw: &[u8]) -> impl Iterator<Item = [u8; N]> {
    raw.chunks_exact(N)
        .filter_map(|chunk| chunk.try_into().ok())
}

fn listed(parts: &[Field<'_>], number: u64) -> impl Iterator<Item = u64> {
    parts
        .iter()
        .filter(move |f| f.number == number)
        .filter_map(numbers)
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::node::Node;
    use super::super::wire::Message;
    use super::*;

    #[test]
    fn constants_are_read_in_every_spelling() {
        let node = Node::constant(&[2], &[-1, 7], "c");
        assert_eq!(node.constant_values(), Some(vec![-1.0, 7.0]));
        let mut tensor = Message::default();
        tensor
            .number(1, 2)
            .number(2, 1)
            .bytes(4, &[0, 0, 0, 63, 0, 0, 128, 191]);
        assert_eq!(small_tensor(&tensor.0), Some(vec![0.5, -1.0]));
        let mut halves = Message::default();
        halves.number(2, 10).number(5, 0x3c00);
        assert_eq!(small_tensor(&halves.0), Some(vec![1.0]));
        let mut cut = Message::default();
        cut.number(1, 2).number(2, 1).bytes(9, &[0; 4]);
        assert_eq!(small_tensor(&cut.0), None, "too few values");
    }
}
