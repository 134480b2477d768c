use super::*;
use crate::check::math::tree::tree;

#[test]
fn findings() {
    use Finding::{Equal, Open, Unequal};
    for (a, b, expected) in [
        ("(x+y)^2", "x^2+2*x*y+y^2", Equal),
        ("(x+y)^2", "x^2+2*x*y+y^2+1", Unequal),
        ("(x+i)*(x-i)", "x^2+1", Equal),
        ("pi*e", "e*pi", Equal),
        ("pi", "e", Unequal),
        ("x^n*x^2", "x^(n+2)", Equal),
        ("2^(n+1)", "2^n", Unequal),
        ("sin(2*x)+1", "1+sin(x+x)", Equal),
        ("sin(2*x)", "2*sin(x)*cos(x)", Open),
        ("sqrt(x)*sqrt(x)", "x", Open),
        ("sqrt(x^2)", "x", Open),
        ("f(x+y)", "f(y+x)", Equal),
        ("sum(k,1,n,k)", "sum(j,1,n,j)", Equal),
        ("sum(k,1,3,x^k)", "x+x^2+x^3", Equal),
        ("1/(x-x)", "1", Open),
        ("oo", "1", Open),
    ] {
        let mut budget = Budget::new(Budget::COMPARISON);
        assert_eq!(
            compare(&tree(a), &tree(b), &mut budget),
            expected,
            "{a} and {b}"
        );
    }
}
