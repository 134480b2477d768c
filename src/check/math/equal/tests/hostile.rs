//! Input that is made to be slow.

use super::super::*;
use super::budget;
use crate::check::math::tree::tree;

/// Whatever comes in, the budget ends it and the stack holds.
#[test]
fn hostile_input() {
    let mut nested = tree("x+1");
    let mut fraction = tree("x");
    let mut tower = tree("2");
    let mut roots = tree("2");
    for _ in 0..200 {
        nested = crate::check::math::expr::negative(Expr::Sum(vec![nested, tree("1")]));
        fraction =
            crate::check::math::expr::quotient(tree("1"), Expr::Sum(vec![tree("1"), fraction]));
        tower = crate::check::math::expr::power(tree("2"), tower);
        roots = Expr::Call(
            crate::check::math::function::Function::Root,
            vec![roots, tree("2")],
        );
    }
    let trees = [
        nested,
        fraction,
        tower,
        roots,
        tree("9^9^9^9"),
        tree("9^9^9^9^9"),
        tree("100000000!"),
        tree("10000000000000!"),
        tree("5000!!"),
        tree("binomial(1000000,500000)"),
        tree("binomial(100000000000,50000000000)"),
        tree("sum(k,1,1000000000,1/k)"),
        tree("sum(k,1,10000,1/k)"),
        tree("sum(k,1,10000,sum(j,1,10000,j^k))"),
        tree("prod(k,1,10000,k^k)"),
        tree("sum(k,1,n,1/k^5000)"),
        tree("x^(10^30)"),
        tree("x^9^9^9"),
        tree("sin(10^(10^9))"),
        tree("sin(e^(e^30))"),
        tree("e^(e^(e^e^e))"),
        tree("gamma(10^20)"),
        tree("gamma(-10^20+1/3)"),
        tree("gamma(i)"),
        tree("floor(10^1000*pi)"),
        tree("mod(10^5000,7)"),
        tree("sum(k,0,oo,1)"),
        tree("sum(k,1,oo,1/k)"),
        tree("log(2^60000,2)"),
        tree("[x,y;y,x]^1000"),
        tree("[1,1;1,0]^1000"),
        tree("0^0"),
        tree("0^(-1)"),
        tree("ln(0)"),
        tree("1/(sqrt(2)*sqrt(3)-sqrt(6))"),
    ];
    let worker = std::thread::Builder::new().stack_size(2 << 20);
    let checked = worker.spawn(move || {
        for a in &trees {
            for b in trees.iter().chain([&tree("x+1"), &tree("pi")]) {
                let outcome = expressions(a, b, &mut budget());
                assert_eq!(outcome, expressions(b, a, &mut budget()));
            }
            assert!(expressions(a, a, &mut budget()).is_equal());
            order(a, &tree("pi"), &mut budget());
            let _ = proportional(a, &tree("x*pi"), &mut budget());
        }
        trees.len()
    });
    assert!(checked.unwrap().join().unwrap() > 30);
}
