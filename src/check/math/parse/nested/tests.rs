use super::super::super::read::read;
use super::*;

#[test]
fn endless_expressions_have_values() {
    for (text, expected) in [
        (r"\sqrt{2+\sqrt{2+\cdots}}", Some(2.0)),
        (r"\sqrt{6+\sqrt{6+\sqrt{6+\cdots}}}", Some(3.0)),
        (r"\sqrt{12-\sqrt{12-\sqrt{12-\cdots}}}", Some(3.0)),
        (r"\sqrt{3\sqrt{3\sqrt{3\cdots}}}", Some(3.0)),
        (r"\sqrt[3]{6+\sqrt[3]{6+\cdots}}", Some(2.0)),
        (r"1+\frac{1}{1+\frac{1}{1+\cdots}}", Some(1.618_033_988_75)),
        (r"\cfrac{1}{2+\cfrac{1}{2+\ddots}}", Some(0.414_213_562_37)),
        (r"\sqrt{2}^{\sqrt{2}^{\sqrt{2}^{\cdots}}}", Some(2.0)),
        ("3 + sqrt(2 + sqrt(2 + ...))", Some(5.0)),
        // Each step differs, or there is only one.
        (r"\sqrt{1+2\sqrt{1+3\sqrt{1+\cdots}}}", None),
        (r"\sqrt{2+\cdots}", None),
        (r"1+\frac{1}{2+\frac{1}{3+\cdots}}", None),
        (r"1 + \cdots", None),
    ] {
        let found = read(text, false);
        let value = found.readings.first().and_then(|answer| match answer {
            super::super::super::answer::Answer::Expr(expr) => {
                equal::approximate(expr, &mut Budget::new(STEPS))
            }
            _ => None,
        });
        let is_right = match (value, expected) {
            (Some(value), Some(expected)) => (value - expected).abs() < 1e-9,
            (None, None) => true,
            _ => false,
        };
        assert!(is_right, "{text}: {value:?}");
    }
}
