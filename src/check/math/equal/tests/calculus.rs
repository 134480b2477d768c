//! Integrals, limits and endless sums.

use super::super::*;
use super::budget;
use crate::check::math::tree::tree;

fn outcome(a: &str, b: &str) -> Outcome {
    let outcome = expressions(&tree(a), &tree(b), &mut budget());
    let back = expressions(&tree(b), &tree(a), &mut budget());
    assert_eq!(outcome, back, "{a} | {b}");
    outcome
}

#[test]
fn integrals_have_values() {
    for (integral, value, other) in [
        ("int(x^2,x,0,1)", "1/3", "1/2"),
        ("int(1/sqrt(x),x,0,1)", "2", "1"),
        ("int(ln(x),x,0,1)", "-1", "1"),
        ("int(e^(-x^2),x,-oo,oo)", "sqrt(pi)", "sqrt(pi)/2"),
        ("int(1/(1+x^2),x,0,oo)", "pi/2", "pi"),
        ("int(x,x,0,a)", "a^2/2", "a^2"),
    ] {
        assert_eq!(outcome(integral, value), Outcome::Equal(Stage::Numeric));
        assert_eq!(outcome(integral, other), Outcome::Unequal);
    }
}

#[test]
fn what_diverges_has_no_value() {
    for text in [
        "int(1/x,x,0,1)",
        "int(1/x,x,-1,1)",
        "int(1/x,x,1,oo)",
        "sum(k,1,oo,1/k)",
        "sum(k,0,oo,(-1)^k)",
        "sum(k,0,oo,2^k)",
        "sum(k,1,oo,1/sqrt(k))",
        "lim(x,0,sin(1/x))",
        "lim(x,0,abs(x)/x)",
    ] {
        let outcome = outcome(text, "3/7");
        assert!(matches!(outcome, Outcome::Undecided(_)), "{text}");
    }
}

#[test]
fn endless_sums_and_limits_have_values() {
    for (text, value, other) in [
        ("sum(k,1,oo,1/k^2)", "pi^2/6", "pi^2/8"),
        ("sum(k,1,oo,(-1)^(k+1)/k)", "ln(2)", "-ln(2)"),
        ("sum(k,1,oo,k/2^k)", "2", "1"),
        ("prod(k,2,oo,1-1/k^2)", "1/2", "1/3"),
        ("lim(x,0,sin(x)/x)", "1", "0"),
        ("lim(n,oo,(1+1/n)^n)", "e", "1"),
    ] {
        assert_eq!(outcome(text, value), Outcome::Equal(Stage::Numeric));
        assert_eq!(outcome(text, other), Outcome::Unequal);
    }
}

/// Whatever is nested, the budget ends it.
#[test]
fn nested_forms_end() {
    for text in [
        "int(int(int(int(e^(x*y*z*w),x,0,1),y,0,1),z,0,1),w,0,1)",
        "sum(a,1,oo,sum(b,1,oo,sum(c,1,oo,1/(a^2+b^2+c^2))))",
        "lim(x,0,lim(y,0,lim(z,0,sin(x*y*z)/(x*y*z))))",
        "int(x^x^x^x,x,0,oo)",
        "int(x^5000*(1-x)^5000,x,0,1)",
    ] {
        outcome(text, "3/7");
    }
}
