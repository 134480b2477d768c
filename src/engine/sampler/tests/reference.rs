//! The sampler against plain definitions: whole rows changed, sorted and summed
//! in double precision.

use std::collections::BTreeMap;

use super::*;

/// A way to draw, with what was seen before.
#[derive(Debug, Clone)]
struct Case {
    sampling: Sampling,
    bias: Vec<Change>,
    changes: Vec<Change>,
    prompt: Vec<u32>,
    text: Vec<u32>,
}

impl Case {
    fn sampler(&self, seed: u64) -> Sampler {
        let mut sampler = Sampler::of(&self.sampling, &self.bias, seed).unwrap();
        sampler.read_prompt(&self.prompt);
        for &token in &self.text {
            sampler.take(token);
        }
        sampler
    }

    /// The logits after bias, penalties and changes.
    fn changed(&self, logits: &[f32]) -> Vec<f32> {
        let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
        for &token in &self.text {
            *counts.entry(token as usize).or_default() += 1;
        }
        let mut all = logits.to_vec();
        for &(token, value) in &self.bias {
            let bias = if value <= -100.0 {
                f32::NEG_INFINITY
            } else {
                value
            };
            if let Some(logit) = all.get_mut(token as usize) {
                *logit += bias;
            }
        }
        let penalty = self.sampling.repetition_penalty;
        for (token, logit) in all.iter_mut().enumerate() {
            let n = counts.get(&token).copied().unwrap_or(0);
            if n > 0 || self.prompt.contains(&(token as u32)) {
                *logit = if *logit > 0.0 {
                    *logit / penalty
                } else {
                    *logit * penalty
                };
            }
            if n > 0 {
                *logit -= n as f32 * self.sampling.frequency_penalty;
                *logit -= self.sampling.presence_penalty;
            }
        }
        for &(token, value) in &self.changes {
            if let Some(logit) = all.get_mut(token as usize) {
                *logit += value;
            }
        }
        all
    }

    /// The tokens that may be drawn, most likely first.
    fn kept(&self, logits: &[f32]) -> Vec<u32> {
        let Sampling {
            temperature,
            top_k,
            top_p,
            min_p,
            ..
        } = self.sampling;
        let mut all: Vec<(f32, u32)> = self.changed(logits).into_iter().zip(0..).collect();
        all.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap().then(a.1.cmp(&b.1)));
        let highest = f64::from(all[0].0);
        let weight = |l: f32| ((f64::from(l) - highest) / f64::from(temperature)).exp();
        if top_k > 0 {
            all.truncate(top_k as usize);
        }
        if top_p < 1.0 {
            let wanted = f64::from(top_p) * all.iter().map(|c| weight(c.0)).sum::<f64>();
            let mut sum = 0.0;
            let n = all.iter().take_while(|c| {
                let open = sum < wanted;
                sum += weight(c.0);
                open
            });
            let n = n.count();
            all.truncate(n);
        }
        all.retain(|c| weight(c.0) >= f64::from(min_p));
        all.into_iter().map(|c| c.1).collect()
    }
}

fn tokens(most: u32) -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(0..most, 0..20)
}

fn changes(most: u32) -> impl Strategy<Value = Vec<Change>> {
    let value = prop_oneof![Just(f32::NEG_INFINITY), Just(-100.0), -3.0_f32..3.0];
    prop::collection::btree_map(0..most, value, 0..8).prop_map(|m| m.into_iter().collect())
}

prop_compose! {
    fn sampling()(
        temperature in 0.3_f32..3.0,
        top_k in prop_oneof![Just(0_u32), 1_u32..40, 200_u32..2000],
        top_p in prop_oneof![Just(1.0_f32), 0.05_f32..0.999],
        min_p in prop_oneof![Just(0.0_f32), 0.001_f32..0.5],
        repetition_penalty in prop_oneof![Just(1.0_f32), 0.5_f32..2.0],
        presence_penalty in prop_oneof![Just(0.0_f32), -1.0_f32..2.0],
        frequency_penalty in prop_oneof![Just(0.0_f32), -0.5_f32..1.0],
    ) -> Sampling {
        Sampling {
            temperature, top_k, top_p, min_p, repetition_penalty, presence_penalty,
            frequency_penalty, ..Sampling::default()
        }
    }
}

prop_compose! {
    fn case()(
        sampling in sampling(), bias in changes(700), changes in changes(700),
        prompt in tokens(700), text in tokens(700),
    ) -> Case {
        Case { sampling, bias, changes, prompt, text }
    }
}

/// Rows of every shape: smooth, with many equal logits (steps of a quarter, two
/// values, one), in order, nearly all in one place with a few far from it, over
/// all floats, crowded towards the top, with holes.
fn logits() -> impl Strategy<Value = Vec<f32>> {
    let n = 1..1500_usize;
    let of = |logit: BoxedStrategy<f32>| prop::collection::vec(logit, n.clone()).boxed();
    let rare = |often: BoxedStrategy<f32>, rare: BoxedStrategy<f32>| {
        of(prop_oneof![50 => often, 1 => rare].boxed())
    };
    let two = (-3.0_f32..3.0, -3.0_f32..3.0)
        .prop_flat_map(move |(a, b)| prop::collection::vec(prop_oneof![Just(a), Just(b)], 1..1500));
    let sorted = of((-4.0_f32..4.0).boxed()).prop_map(|mut all| {
        all.sort_by(f32::total_cmp);
        all
    });
    prop_oneof![
        of((-8.0_f32..8.0).boxed()),
        of((-20_i8..20).prop_map(|n| f32::from(n) / 4.0).boxed()),
        two,
        (-9.0_f32..9.0, 1..1500_usize).prop_map(|(logit, n)| vec![logit; n]),
        sorted,
        rare((1.0_f32..1.00001).boxed(), (-80.0_f32..6.0).boxed()),
        of((f32::MIN..=f32::MAX).boxed()),
        of((0.0_f32..1.0).prop_map(|u| -u.powi(30)).boxed()),
        rare((-1.0_f32..1.0).boxed(), Just(f32::NEG_INFINITY).boxed()),
        rare(Just(f32::NEG_INFINITY).boxed(), (-1.0_f32..1.0).boxed()),
        rare(Just(-0.0_f32).boxed(), Just(0.0_f32).boxed()),
    ]
}

/// Few tokens are listed, more are not: both ways must do for any row.
fn listed() -> impl Strategy<Value = Candidates> {
    let most = prop_oneof![Just(0_usize), Just(30), Just(4096)];
    most.prop_map(Candidates::listing)
}

proptest! {
    #[test]
    fn cuts_equal_their_definitions(case in case(), logits in logits(), listed in listed()) {
        let changed = case.changed(&logits);
        prop_assume!(changed.iter().any(|l| *l > f32::NEG_INFINITY));
        prop_assume!(changed.iter().all(|l| *l < f32::INFINITY));
        let mut sampler = case.sampler(0);
        sampler.candidates = listed;
        let token = sampler.choose(&logits, &case.changes).unwrap();
        let plain = case.kept(&logits);
        if sampler.decoding != (Decoding::Draw { temperature: case.sampling.temperature, cuts: Cuts::default() }) {
            let mut kept = sampler.candidates.ids(&changed);
            prop_assert!(kept.is_sorted());
            kept.sort_by(|&a, &b| {
                let logit = |id: u32| changed[id as usize];
                let order = logit(b).partial_cmp(&logit(a)).unwrap();
                order.then(a.cmp(&b))
            });
            // The two round differently, which may move each cut by one.
            prop_assert!(kept.len().abs_diff(plain.len()) <= 2, "{} {}", kept.len(), plain.len());
            prop_assert!(kept.iter().zip(&plain).all(|(a, b)| a == b));
            prop_assert!(kept.contains(&token));
        }
        let best = Case {
            sampling: Sampling { temperature: 0.0, ..case.sampling.clone() },
            ..case.clone()
        };
        prop_assert_eq!(best.sampler(0).choose(&logits, &case.changes).unwrap(), plain[0]);
    }

    /// One seed gives the same tokens on every machine.
    #[test]
    fn all_builds_draw_the_same(case in case(), logits in logits(), most in 0_usize..40) {
        let changed = case.changed(&logits);
        prop_assume!(changed.iter().any(|l| *l > f32::NEG_INFINITY));
        prop_assume!(changed.iter().all(|l| *l < f32::INFINITY));
        let mut draws = Wide::all().map(|wide| {
            let mut sampler = case.sampler(7);
            sampler.wide = wide;
            sampler.candidates = Candidates::listing(most);
            let draw = |_| sampler.choose(&logits, &case.changes).unwrap();
            (0..6).map(draw).collect::<Vec<u32>>()
        });
        let base = draws.next();
        for others in draws {
            prop_assert_eq!(Some(others), base.clone());
        }
    }

    #[test]
    fn banned_tokens_are_never_chosen(
        case in case(),
        logits in prop::collection::vec(-3.0_f32..3.0, 2..300),
        banned in prop::collection::btree_set(0_u32..300, 1..100),
        seed: u64,
    ) {
        let (bias, changes): (Vec<_>, Vec<_>) = banned.iter().partition(|&&id| id % 2 == 0);
        let bias: Vec<Change> = bias.into_iter().map(|id| (id, -100.0)).collect();
        let changes: Vec<Change> = changes.into_iter().map(|id| (id, f32::NEG_INFINITY)).collect();
        let mut sampler = Case { bias, ..case }.sampler(seed);
        let all_banned = (0..logits.len() as u32).all(|id| banned.contains(&id));
        for _ in 0..8 {
            match sampler.choose(&logits, &changes) {
                Ok(token) => prop_assert!(!banned.contains(&token), "{token}"),
                Err(error) => {
                    prop_assert_eq!(error, SamplerError::NoCandidate);
                    prop_assert!(all_banned);
                }
            }
        }
    }

    #[test]
    fn probabilities_add_up_to_one(
        logits in prop::collection::vec(-8.0_f32..8.0, 1..300),
    ) {
        let mut sampler = Sampler::new(Decoding::Greedy, 0);
        let mut total = 0.0;
        for token in 0..logits.len() as u32 {
            total += sampler.logprob(&logits, token).unwrap().exp();
        }
        prop_assert!((total - 1.0).abs() < 1e-5, "{total}");
    }
}

mod penalties;
