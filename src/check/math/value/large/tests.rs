use super::*;
use dashu_float::ConstCache;

/// Against the functions of `dashu-float`, which are slower and correctly
/// rounded.
#[test]
fn functions_are_right_up_to_epsilon() {
    let mut cache = ConstCache::new();
    for precision in [64, 192, 448, 1_152] {
        let mut reals = Larges::new(precision);
        let context = reals.context;
        for k in 1..60_i64 {
            let value = Rational::new((k * k * 37 + 5).into(), (k * 13 + 2).into()).unwrap();
            let value = value.times(&Rational::integer(10).power((k % 7) as i32 * 3 - 9).unwrap());
            let a = reals.rational(&value.unwrap()).unwrap();
            let b = reals.rational(&Rational::integer(17 - k)).unwrap();
            let minus = reals.negated(&a);
            let (sin, cos) = reals.sin_cos(&a).unwrap();
            let found = [
                reals.ln(&a),
                Some(sin),
                Some(cos),
                reals.atan2(&a, &b),
                reals.atan2(&minus, &b),
                reals.exp(&a),
                reals.exp(&minus),
            ];
            let wanted = [
                context.ln(&a, Some(&mut cache)),
                context.sin(&a, Some(&mut cache)),
                context.cos(&a, Some(&mut cache)),
                context.atan2(&a, &b, Some(&mut cache)),
                context.atan2(&minus, &b, Some(&mut cache)),
                context.exp(&a, Some(&mut cache)),
                context.exp(&minus, Some(&mut cache)),
            ];
            for (which, (found, wanted)) in found.into_iter().zip(wanted).enumerate() {
                let (found, wanted) = (found.unwrap(), sound(wanted).unwrap());
                let difference = sound(context.sub(&found, &wanted)).unwrap();
                let scale = if which < 3 {
                    exponent(&wanted).max(0)
                } else {
                    exponent(&wanted)
                };
                let is_close = difference.significand().is_zero()
                    || exponent(&difference) <= scale + 1 - precision as i64;
                assert!(is_close, "function {which} at {k}, {precision} bits");
            }
        }
    }
}
