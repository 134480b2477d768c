use proptest::prelude::*;

use super::*;

fn draws(sampling: &Sampling, seed: u64, logits: &[f32], n: usize) -> Vec<u32> {
    let mut sampler = Sampler::new(Decoding::try_from(sampling).unwrap(), seed);
    (0..n).map(|_| sampler.next(logits).unwrap()).collect()
}

fn warm(temperature: f32, top_k: u32, top_p: f32) -> Sampling {
    Sampling {
        temperature,
        top_k,
        top_p,
        ..Sampling::default()
    }
}

/// The softmax of 0, 1, 2, 3, 4 is 0.012, 0.032, 0.086, 0.234, 0.636.
const RAMP: [f32; 5] = [0.0, 1.0, 2.0, 3.0, 4.0];

#[test]
fn impossible_sampling_is_refused() {
    for (sampling, error) in [
        (warm(-0.5, 0, 1.0), SamplerError::Temperature(-0.5)),
        (
            warm(f32::INFINITY, 0, 1.0),
            SamplerError::Temperature(f32::INFINITY),
        ),
        (warm(1.0, 0, 0.0), SamplerError::TopP(0.0)),
        (warm(0.0, 0, 1.5), SamplerError::TopP(1.5)),
    ] {
        assert_eq!(Decoding::try_from(&sampling), Err(error));
    }
    assert!(Decoding::try_from(&warm(f32::NAN, 0, 1.0)).is_err());
    assert!(Decoding::try_from(&warm(1.0, 0, f32::NAN)).is_err());
}

#[test]
fn greedy_takes_the_lowest_of_equal_ids() {
    let greedy = Sampling::default;
    assert_eq!(draws(&greedy(), 0, &[1.0, 3.0, 3.0, -0.0], 1), [1]);
    assert_eq!(draws(&greedy(), 0, &[-0.0, 0.0], 1), [0]);
    assert_eq!(draws(&greedy(), 0, &[f32::NEG_INFINITY, -9.0], 1), [1]);
}

#[test]
fn damaged_logits_are_an_error() {
    for sampling in [Sampling::default(), warm(1.0, 3, 0.9)] {
        let mut sampler = Sampler::new(Decoding::try_from(&sampling).unwrap(), 1);
        assert!(matches!(
            sampler.next(&[0.0, f32::NAN]),
            Err(SamplerError::Logit { token: 1, .. })
        ));
        assert!(matches!(
            sampler.next(&[f32::INFINITY, 0.0]),
            Err(SamplerError::Logit { token: 0, .. })
        ));
        let nothing = [f32::NEG_INFINITY; 3];
        assert_eq!(sampler.next(&nothing), Err(SamplerError::NoCandidate));
        assert_eq!(sampler.next(&[]), Err(SamplerError::NoCandidate));
    }
}

#[test]
fn the_same_seed_gives_the_same_tokens() {
    let all = draws(&warm(1.0, 0, 1.0), 7, &RAMP, 16);
    insta::assert_compact_debug_snapshot!(all, @"[4, 4, 0, 3, 4, 3, 3, 3, 4, 4, 4, 4, 4, 3, 4, 4]");
    let cut = draws(&warm(1.0, 3, 0.95), 7, &RAMP, 16);
    insta::assert_compact_debug_snapshot!(cut, @"[4, 4, 2, 3, 4, 4, 4, 3, 4, 4, 4, 4, 4, 3, 4, 4]");
    assert_ne!(all, draws(&warm(1.0, 0, 1.0), 8, &RAMP, 16));
}

/// Rows as wide as real ones, cut in the middle of a crowd.
#[test]
fn the_same_seed_gives_the_same_tokens_of_wide_rows() {
    let share = |id: u32| f64::from(id.wrapping_mul(2_654_435_769)) / f64::from(u32::MAX);
    let flat: Vec<f32> = (0..151_936).map(|id| share(id) as f32).collect();
    let steps: Vec<f32> = (0..151_936).map(|id| (id % 40) as f32 / 50.0).collect();
    let of = |sampling| [&flat, &steps].map(|row| draws(&sampling, 7, row, 4));
    insta::assert_compact_debug_snapshot!(of(warm(0.8, 0, 1.0)), @"[[116096, 70793, 863, 45790], [116096, 70793, 866, 45791]]");
    insta::assert_compact_debug_snapshot!(of(warm(0.8, 0, 0.9)), @"[[116096, 70795, 863, 45790], [115635, 70343, 863, 45501]]");
    insta::assert_compact_debug_snapshot!(of(warm(0.8, 50_000, 1.0)), @"[[116100, 70797, 864, 45790], [115715, 69949, 833, 44674]]");
    insta::assert_compact_debug_snapshot!(of(warm(0.8, 50_000, 0.4)), @"[[116102, 70805, 864, 45787], [110836, 67596, 837, 43718]]");
}

#[test]
fn cuts_keep_what_they_say() {
    let support = |sampling| {
        let mut seen = draws(&sampling, 3, &RAMP, 2000);
        seen.sort_unstable();
        seen.dedup();
        seen
    };
    assert_eq!(support(warm(5.0, 0, 1.0)), [0, 1, 2, 3, 4]);
    assert_eq!(support(warm(5.0, 2, 1.0)), [3, 4]);
    // 0.636 < 0.7 <= 0.636 + 0.234
    assert_eq!(support(warm(1.0, 0, 0.7)), [3, 4]);
    assert_eq!(support(warm(1.0, 0, 0.6)), [4]);
    // After top-k the probabilities count anew: 0.665, 0.245, 0.090.
    assert_eq!(support(warm(1.0, 3, 0.9)), [3, 4]);
    assert_eq!(support(warm(1.0, 1, 1.0)), [4]);
    assert_eq!(support(warm(1.0, 99, 1.0)), [0, 1, 2, 3, 4]);
}

#[test]
fn equal_logits_are_cut_by_id() {
    let flat = [1.0; 300];
    for (sampling, n) in [(warm(1.0, 4, 1.0), 4), (warm(1.0, 0, 0.5), 150)] {
        let seen = draws(&sampling, 5, &flat, 4000);
        assert!(seen.iter().all(|&id| id < n), "{seen:?}");
        assert!(seen.contains(&(n - 1)));
    }
}

/// Rows as wide as real ones, in which too many tokens are kept to list them,
/// and how many of `top_p` and `top_k` stay, the lowest ids of equal ones.
#[test]
fn wide_rows_are_cut_exactly() {
    const N: usize = 151_936;
    let half = |id: usize| {
        if id.is_multiple_of(2) {
            0.0
        } else {
            f32::NEG_INFINITY
        }
    };
    let row = |logit: &dyn Fn(usize) -> f32| (0..N).map(logit).collect::<Vec<f32>>();
    let cases: [(Vec<f32>, Sampling, Vec<usize>); 6] = [
        (row(&|_| 2.5), warm(1.0, 0, 0.5), (0..N / 2).collect()),
        (row(&|_| 2.5), warm(1.0, 20, 1.0), (0..20).collect()),
        (
            row(&|_| 2.5),
            warm(1.0, 100_000, 0.5),
            (0..50_000).collect(),
        ),
        (
            row(&half),
            warm(0.7, 0, 0.25),
            (0..N / 4).step_by(2).collect(),
        ),
        // The tokens from 9 on weigh e⁻⁵ each, nearly all of the weight.
        (
            row(&|id| if id < 9 { 5.0 } else { 0.0 }),
            warm(1.0, 0, 0.5),
            (0..75_305).collect(),
        ),
        (
            row(&|id| -((id % 1000) as f32) * 1e-3),
            warm(1.0, 0, 1.0),
            (0..N).collect(),
        ),
    ];
    for (i, (logits, sampling, kept)) in cases.into_iter().enumerate() {
        let least = Sampling {
            min_p: 1e-9,
            ..sampling
        };
        let mut sampler = Sampler::new(Decoding::try_from(&least).unwrap(), 1);
        let token = sampler.next(&logits).unwrap();
        let ids: Vec<usize> = sampler
            .candidates
            .ids(&logits)
            .iter()
            .map(|&id| id as usize)
            .collect();
        assert_eq!(ids.len(), kept.len(), "case {i}");
        assert!(ids == kept && kept.contains(&(token as usize)), "case {i}");
    }
}

/// χ² over 100,000 draws; 18.47 is the 0.1 % point at 4 degrees of freedom.
#[test]
fn frequencies_follow_the_softmax() {
    for (temperature, seed) in [(1.0, 11), (0.7, 12), (3.0, 13)] {
        let n = 100_000;
        let mut counts = [0_u32; 5];
        for id in draws(&warm(temperature, 0, 1.0), seed, &RAMP, n) {
            counts[id as usize] += 1;
        }
        let weights = RAMP.map(|l| f64::from(l / temperature).exp());
        let total: f64 = weights.iter().sum();
        let chi2: f64 = weights
            .iter()
            .zip(counts)
            .map(|(w, count)| {
                let expected = w / total * n as f64;
                (f64::from(count) - expected).powi(2) / expected
            })
            .sum();
        assert!(chi2 < 18.47, "T {temperature}: {counts:?}, {chi2}");
    }
}

proptest! {
    #[test]
    fn low_temperature_is_greedy(
        logits in prop::collection::vec(-8.0_f32..8.0, 1..50),
        seed: u64,
    ) {
        let greedy = draws(&Sampling::default(), seed, &logits, 1);
        for temperature in [1e-9, f32::from_bits(1)] {
            let cold = draws(&warm(temperature, 0, 1.0), seed, &logits, 1);
            prop_assert_eq!(&greedy, &cold);
        }
    }
}

mod reference;
