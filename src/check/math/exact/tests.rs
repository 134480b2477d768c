use super::*;
use crate::check::math::tree::tree;

#[test]
fn fractions() {
    for (text, expected) in [
        ("1/2+1/3", Some("5/6")),
        ("2^(-3)", Some("1/8")),
        ("4^(3/2)", Some("8")),
        ("(-8)^(1/3)", Some("-2")),
        ("sqrt(9/4)", Some("3/2")),
        ("5!", Some("120")),
        ("0!", Some("1")),
        ("(-1)!", None),
        ("factorial2(7)", Some("105")),
        ("factorial2(8)", Some("384")),
        ("gamma(5)", Some("24")),
        ("binomial(5,2)", Some("10")),
        ("binomial(2,5)", Some("0")),
        ("binomial(1/2,2)", Some("-1/8")),
        ("binomial(-2,3)", Some("-4")),
        ("perm(5,2)", Some("20")),
        ("perm(3,5)", Some("0")),
        ("gcd(12,18,27)", Some("3")),
        ("lcm(4,6,10)", Some("60")),
        ("gcd(0,0)", Some("0")),
        ("mod(-7,5)", Some("3")),
        ("mod(7,0)", None),
        ("floor(-7/2)", Some("-4")),
        ("ceil(-7/2)", Some("-3")),
        ("round(-7/2)", Some("-4")),
        ("round(7/3)", Some("2")),
        ("max(1,2,3/2)", Some("2")),
        ("min(1,2,3/2)", Some("1")),
        ("sgn(-3)", Some("-1")),
        ("log(8,4)", Some("3/2")),
        ("log(1/9,3)", Some("-2")),
        ("sum(k,1,100,k)", Some("5050")),
        ("sum(k,5,4,k)", Some("0")),
        ("prod(k,1,5,k)", Some("120")),
        ("sum(k,1,3,sum(j,1,k,j))", Some("10")),
        ("det([1,2;3,4])", Some("-2")),
        ("det([0,0,1;1,0,0;0,1,0])", Some("1")),
        ("det([1,2;2,4])", Some("0")),
        ("det([1,2])", None),
        ("1/0", None),
        ("0^0", Some("1")),
        ("x", None),
        ("pi", None),
        ("sqrt(2)", None),
        ("5001!", None),
        ("sum(k,1,10001,k)", None),
        ("2^70000", None),
    ] {
        let found = value(&tree(text), &mut Budget::new(Budget::COMPARISON));
        let found = found.map(|v| v.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}
