use super::*;

/// A model of 32.5 million parameters: 8 layers, 8 heads of 64 (2 for keys and values), 8,192 tokens.
fn measured(shared: bool) -> Needs {
    Needs {
        weights: 130_000_000,
        loading: 0,
        token: 8192,
        shared,
        heads: 8,
        head_dim: 64,
        narrow: 512,
        wide: 1536,
        vocabulary: 8192,
        float_bytes: 4,
    }
}

/// Peaks of `overthink model bench` on the peers' models (docs/performance.md),
/// in megabytes, and what the model of memory says. GenAI's files do not tell
/// the width of the feed-forward part.
#[test]
fn estimates_agree_with_what_was_measured() {
    let size = |weights, loading, token, heads, head_dim, narrow, vocabulary| Needs {
        weights,
        loading,
        token,
        shared: true,
        heads,
        head_dim,
        narrow,
        wide: 3 * narrow,
        vocabulary,
        float_bytes: 4,
    };
    let plain = |needs: &Needs, weights, loading, wide| Needs {
        weights,
        loading,
        wide,
        shared: false,
        ..needs.clone()
    };
    let small = size(11_200_000, 2_100_000, 3584, 4, 32, 128, 4096);
    let medium = size(125_700_000, 12_600_000, 12_288, 6, 64, 384, 8192);
    let large = size(503_700_000, 50_300_000, 32_768, 12, 64, 768, 16_384);
    let small_plain = plain(&small, 11_100_000, 4_200_000, 512);
    let medium_plain = plain(&medium, 125_400_000, 25_200_000, 1472);
    let large_plain = plain(&large, 503_300_000, 100_700_000, 2048);
    let cases = [
        (&small, load(32, 144, 128), 192.0),
        (&small, load(32, 288, 256), 234.0),
        (&small, load(32, 640, 512), 264.0),
        (&small_plain, load(32, 144, 128), 194.0),
        (&small_plain, load(32, 640, 512), 227.0),
        (&medium, load(1, 6, 4), 183.0),
        (&medium, load(32, 144, 128), 350.0),
        (&medium, load(32, 288, 256), 425.0),
        (&medium_plain, load(1, 6, 4), 206.0),
        (&large, load(32, 144, 128), 848.0),
        (&large, load(32, 288, 256), 989.0),
        (&large, load(32, 640, 512), 1262.0),
        (&large_plain, load(32, 144, 128), 946.0),
    ];
    for (needs, load, measured_mb) in cases {
        let ratio = needs.memory(load).total() as f64 / 1e6 / measured_mb;
        assert!((ratio - 1.0).abs() < 0.1, "{load:?}: {ratio}");
    }
}

fn load(batch: u64, context: u64, prompt: u64) -> Load {
    Load {
        context,
        batch,
        prompt,
    }
}

#[test]
fn shared_buffers_hold_the_cache_once() {
    let cache = |shared| measured(shared).memory(load(4, 500, 100)).cache;
    assert_eq!(cache(true), 4 * 500 * 8192);
    assert_eq!(cache(false), cache(true) * PLAIN_CACHES);
}

#[test]
fn logits_of_long_prompts_stay_within_their_limit() {
    let mut needs = measured(true);
    needs.vocabulary = 152_000;
    needs.wide = 0;
    needs.narrow = 0;
    // Less what moves into the shared buffer.
    let work = |n| needs.memory(load(1, n, n)).work - n * needs.token;
    assert_eq!(work(100), 100 * 152_000 * 4);
    // Two steps of a prompt may lie beside each other in part.
    assert!(work(1000) <= LOGIT_BYTES * 3 / 2);
    assert_eq!(work(1000), work(50_000));
}

#[test]
fn graphs_tell_their_cache() {
    use crate::engine::builtin::MODELS;
    use crate::engine::model_dir::ModelDir;
    let model = ModelDir::built_in(&MODELS[0], None).unwrap();
    let needs = Needs::of_graph(&model.facts, &model.config, model.weight_bytes).unwrap();
    // 4 layers, 3 heads of 32, keys and values, float32.
    assert_eq!(needs.token, 4 * 3 * 32 * 2 * 4);
    assert!(needs.shared);
    let of_shape = Needs::of_shape(&model.config.shape, 32, false, true).unwrap();
    assert_eq!(of_shape.token, needs.token);
    let half = |on_cpu| Needs::of_shape(&model.config.shape, 16, false, on_cpu).unwrap();
    assert_eq!(half(true).weights, of_shape.weights);
    assert_eq!(half(false).weights, of_shape.weights / 2);
    assert_eq!(half(true).token, needs.token / 2);
    assert_eq!(
        Needs::of_graph(&GraphFacts::default(), &model.config, 0),
        None
    );
}

#[test]
fn huge_sizes_do_not_overflow() {
    let mut needs = measured(false);
    needs.heads = u64::MAX;
    let memory = needs.memory(load(u64::MAX, u64::MAX, u64::MAX));
    assert_eq!(memory.total(), u64::MAX);
    assert_eq!(memory.work, u64::MAX);
}

#[test]
fn the_parts_add_up() {
    for shared in [false, true] {
        let needs = measured(shared);
        for batch in [1, 8, 32] {
            for (context, prompt) in [(10, 10), (1000, 1), (1000, 900), (1000, 5000)] {
                let memory = needs.memory(load(batch, context, prompt));
                let sum = memory.weights + memory.cache + memory.work + memory.base;
                assert_eq!(memory.total(), sum);
                assert_eq!((memory.weights, memory.base), (needs.weights, BASE_BYTES));
                // All that one step takes is there: over the prompts, when
                // their cache is all there is, and over full texts.
                let prompt = prompt.min(context);
                let prompts = needs.token * prompt * batch;
                let prefill = prompts + needs.prefill(prompt, batch);
                let copies = if shared { 1 } else { PLAIN_CACHES };
                let full = copies * needs.token * context * batch;
                let last = full + needs.step(batch, context, batch);
                // Or over a prompt that joins full texts.
                let joins = if shared && batch > 1 {
                    full + needs.prefill(prompt, 1)
                } else {
                    0
                };
                assert_eq!(memory.cache + memory.work, prefill.max(last).max(joins));
            }
        }
    }
}
