//! The memory that plain caches lie in.

use proptest::prelude::*;

use super::*;
use crate::engine::onnx::buffers::Buffers;
use crate::engine::onnx::cache::Cache;

/// Where each tensor begins, and its bytes.
fn places(cache: &Cache) -> Vec<(usize, usize)> {
    let tensors = cache.tensors.iter();
    let tensors = tensors.map(|t| t.try_extract_tensor::<f32>().unwrap().1);
    tensors
        .map(|t| (t.as_ptr() as usize, 4 * t.len()))
        .collect()
}

#[test]
fn a_step_writes_where_the_cache_before_the_last_was() {
    let mut engine = in_cohorts(engine("tiny-reasoner", 4));
    let decoder = &mut engine.decoder;
    let tokens: [&[u32]; 2] = [&[7], &[8]];
    let prompts: [Vec<u32>; 2] = [(0..32).collect(), (1..33).collect()];
    let prompts: Vec<&[u32]> = prompts.iter().map(Vec::as_slice).collect();
    let (_, first) = decoder.prefill(&prompts).unwrap();
    let (_, second) = decoder.step(&tokens, &first).unwrap();
    let began = places(&first)[0].0;
    assert_ne!(places(&second)[0].0, began);
    drop(first);
    let before: Vec<f32> = second.tensors[0].try_extract_tensor().unwrap().1.to_vec();
    let (_, third) = decoder.step(&tokens, &second).unwrap();
    assert_eq!(places(&third)[0].0, began);
    let after: Vec<f32> = second.tensors[0].try_extract_tensor().unwrap().1.to_vec();
    assert_eq!(before, after, "the past stays as it was");
    // Keys of the past are the first of the present.
    let present = third.tensors[0].try_extract_tensor::<f32>().unwrap().1;
    let head = 33 * 32;
    assert_eq!(present[..head], before[..head]);
}

#[test]
fn memory_is_given_back_after_the_work() {
    for mut engine in both_ways(4) {
        run(&mut engine, &mixture()[..6]);
        assert_eq!(engine.decoder.buffers.spare_bytes(), None);
        engine.measure(2, 10, 6).unwrap();
        assert_eq!(engine.decoder.buffers.spare_bytes(), None);
    }
}

/// A cache that is asked for, or one of those that are there to be dropped.
#[derive(Debug, Clone)]
enum Move {
    Take { rows: usize, length: usize },
    Drop(usize),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let take = (1..9_usize, 1..400_usize).prop_map(|(rows, length)| Move::Take { rows, length });
    let one = prop_oneof![take, (0..8_usize).prop_map(Move::Drop)];
    prop::collection::vec(one, 1..40)
}

#[test]
fn caches_never_share_memory() {
    let engine = in_cohorts(engine("tiny-reasoner", 1));
    let signature = &engine.decoder.signature;
    proptest!(|(moves in moves())| {
        let buffers = Buffers::default();
        let mut caches: Vec<Cache> = Vec::new();
        for step in moves {
            match step {
                Move::Take { rows, length } => {
                    let cache = buffers.cache(signature, rows, length).unwrap();
                    prop_assert_eq!((cache.rows(), cache.length), (rows, length));
                    caches.push(cache);
                }
                Move::Drop(i) if i < caches.len() => drop(caches.swap_remove(i)),
                Move::Drop(_) => {}
            }
            let mut all: Vec<(usize, usize)> = caches.iter().flat_map(places).collect();
            all.sort_unstable();
            for (place, _) in &all {
                prop_assert_eq!(place % 64, 0);
            }
            for pair in all.windows(2) {
                prop_assert!(pair[0].0 + pair[0].1 <= pair[1].0);
            }
        }
        drop(caches);
        buffers.clear();
        prop_assert_eq!(buffers.spare_bytes(), None);
    });
}
