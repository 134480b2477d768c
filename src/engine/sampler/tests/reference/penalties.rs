//! Penalties and biases, case by case.

use super::*;

#[test]
fn penalties_do_what_their_sources_say() {
    let case = |sampling, prompt: &[u32], text: &[u32]| Case {
        sampling,
        bias: vec![],
        changes: vec![],
        prompt: prompt.to_vec(),
        text: text.to_vec(),
    };
    let chosen = |case: &Case, logits: &[f32]| case.sampler(0).next(logits).unwrap();
    let ctrl = Sampling {
        repetition_penalty: 2.0,
        ..Sampling::default()
    };
    // 3 ÷ 2 falls behind 2, also when only the prompt holds it.
    assert_eq!(chosen(&case(ctrl.clone(), &[0], &[]), &[3.0, 2.0]), 1);
    assert_eq!(chosen(&case(ctrl.clone(), &[], &[0]), &[3.0, 2.0]), 1);
    // −1 × 2 falls behind −1.5.
    assert_eq!(chosen(&case(ctrl, &[0], &[]), &[-1.0, -1.5]), 1);
    let once = Sampling {
        presence_penalty: 1.0,
        ..Sampling::default()
    };
    assert_eq!(
        chosen(&case(once.clone(), &[0], &[]), &[2.0, 1.5]),
        0,
        "the prompt is no text"
    );
    assert_eq!(chosen(&case(once.clone(), &[], &[0]), &[2.0, 1.5]), 1);
    assert_eq!(
        chosen(&case(once, &[], &[0, 0, 0]), &[2.0, 0.5]),
        0,
        "once is enough"
    );
    let often = Sampling {
        frequency_penalty: 0.5,
        ..Sampling::default()
    };
    assert_eq!(chosen(&case(often.clone(), &[], &[0, 0]), &[2.0, 0.9]), 0);
    assert_eq!(chosen(&case(often, &[], &[0, 0, 0]), &[2.0, 0.9]), 1);
}

#[test]
fn impossible_penalties_and_biases_are_refused() {
    let of = |sampling: &Sampling, bias: &[Change]| Sampler::of(sampling, bias, 0).unwrap_err();
    let plain = Sampling::default();
    for sampling in [
        Sampling {
            repetition_penalty: 0.0,
            ..plain.clone()
        },
        Sampling {
            repetition_penalty: f32::NAN,
            ..plain.clone()
        },
        Sampling {
            presence_penalty: f32::INFINITY,
            ..plain.clone()
        },
        Sampling {
            frequency_penalty: 101.0,
            ..plain.clone()
        },
    ] {
        assert!(
            matches!(of(&sampling, &[]), SamplerError::Penalty { .. }),
            "{sampling:?}"
        );
    }
    let min_p = Sampling {
        min_p: 1.5,
        ..plain.clone()
    };
    assert_eq!(of(&min_p, &[]), SamplerError::MinP(1.5));
    assert!(matches!(
        of(&plain, &[(3, f32::INFINITY)]),
        SamplerError::Bias { token: 3, .. }
    ));
    let mut fine = Sampler::of(&plain, &[(3, f32::NEG_INFINITY), (900, 5.0)], 0).unwrap();
    assert_eq!(fine.next(&[0.0, 1.0, 0.0, 2.0]).unwrap(), 1);
    assert!(fine.logprob(&[0.0], 7).is_err());
}
