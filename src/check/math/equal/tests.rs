mod answers;
mod calculus;
mod constants;
mod hostile;
mod properties;

use super::*;
use crate::check::math::tree::tree;

/// Compares in both directions and demands the same outcome.
fn compare(a: &str, b: &str) -> Outcome {
    let (left, right) = (tree(a), tree(b));
    let new = || Budget::new(Budget::COMPARISON);
    let outcome = expressions(&left, &right, &mut new());
    let reverse = expressions(&right, &left, &mut new());
    assert_eq!(outcome, reverse, "symmetric: {a} and {b}");
    outcome
}

fn check(cases: &[(&str, &str)], is_equal: bool) {
    let mut wrong = Vec::new();
    for (a, b) in cases {
        let outcome = compare(a, b);
        let right = match outcome {
            Outcome::Equal(_) => is_equal,
            Outcome::Unequal => !is_equal,
            Outcome::Undecided(_) => false,
        };
        if !right {
            wrong.push(format!("{a}  vs  {b}: {outcome:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn equal_constants() {
    check(
        &[
            ("1/2", "0.5"),
            ("2^10", "1024"),
            ("sqrt(2)*sqrt(3)", "sqrt(6)"),
            ("sqrt(8)", "2*sqrt(2)"),
            ("1/sqrt(2)", "sqrt(2)/2"),
            ("sqrt(3+2*sqrt(2))", "1+sqrt(2)"),
            ("sqrt(2)*sqrt(3)-sqrt(6)", "0"),
            ("sin(pi/3)", "sqrt(3)/2"),
            ("cos(pi)", "-1"),
            ("sin(pi)", "0"),
            ("tan(pi/4)", "1"),
            ("arctan(1)", "pi/4"),
            ("arcsin(1)", "pi/2"),
            ("arccos(0)", "pi/2"),
            ("arccos(-1/2)", "2*pi/3"),
            ("e^(i*pi)", "-1"),
            ("e^(i*pi/3)", "1/2+i*sqrt(3)/2"),
            ("i^2", "-1"),
            ("(1+i)^2", "2*i"),
            ("1/(1+i)", "(1-i)/2"),
            ("sqrt(-4)", "2*i"),
            ("(-8)^(1/3)", "-2"),
            ("abs(3+4*i)", "5"),
            ("arg(1+i)", "pi/4"),
            ("conj(1+2*i)", "1-2*i"),
            ("ln(8)/ln(2)", "3"),
            ("log(8,2)", "3"),
            ("ln(e^2)", "2"),
            ("exp(1)", "e"),
            ("ln(6)", "ln(2)+ln(3)"),
            ("e^(ln(5)/2)", "sqrt(5)"),
            ("gamma(1/2)", "sqrt(pi)"),
            ("gamma(5/2)", "3*sqrt(pi)/4"),
            ("gamma(1/3)*gamma(2/3)", "2*pi/sqrt(3)"),
            ("gamma(1/4)*gamma(3/4)", "pi*sqrt(2)"),
            ("10!", "3628800"),
            ("binomial(10,3)", "120"),
            ("floor(pi)", "3"),
            ("ceil(e)", "3"),
            ("floor(sqrt(2)*sqrt(2))", "2"),
            ("gcd(12,18)", "6"),
            ("lcm(4,6)", "12"),
            ("max(sqrt(2),1)", "sqrt(2)"),
            ("mod(17,5)", "2"),
            ("sum(k,1,100,k)", "5050"),
            ("prod(k,1,5,k)", "120"),
            ("sum(k,0,oo,1/2^k)", "2"),
            ("sum(k,0,oo,1/k!)", "e"),
            ("sum(k,1,10,sqrt(k))", "sqrt(10)+sum(k,1,9,sqrt(k))"),
            ("2^5000*sqrt(2)", "2^5001/sqrt(2)"),
            ("10^400*pi", "pi*10^399*10"),
            ("e^1000", "(e^500)^2"),
            ("1/1000!", "1/(1000*999!)"),
            ("cosh(1)^2-sinh(1)^2", "1"),
            ("arcsinh(1)", "ln(1+sqrt(2))"),
            ("arctanh(1/2)", "ln(3)/2"),
            ("100000001!/100000001", "100000000!"),
            ("sin(i)", "i*sinh(1)"),
            ("2^(1/2)", "sqrt(2)"),
            ("4^(3/2)", "8"),
            ("(sqrt(5)+2)^(1/3)-(sqrt(5)-2)^(1/3)", "1"),
            ("9^9^9^9", "9^(9^9^9)"),
            ("oo", "oo"),
            ("-2*oo", "-oo"),
            ("cot(pi/6)", "sqrt(3)"),
            ("sec(0)", "1"),
            ("cos(2*pi/7)+cos(4*pi/7)+cos(6*pi/7)", "-1/2"),
            ("det([1,2;3,4])", "-2"),
            ("sin(10^10*pi)", "0"),
        ],
        true,
    );
}

#[test]
fn unequal_constants() {
    check(
        &[
            ("1/52!", "1/51!"),
            ("1/2004!", "1/2006!"),
            ("1/52!", "0"),
            ("e^(pi*sqrt(163))", "262537412640768744"),
            ("sqrt(2)", "1.41421356237309504880"),
            ("pi", "22/7"),
            ("pi", "e"),
            ("1-1/e", "1+1/e"),
            ("i", "-i"),
            ("2*i", "2"),
            ("oo", "-oo"),
            ("oo", "10^100"),
            ("undefined", "0"),
            ("undefined", "oo"),
            ("1/0", "5"),
            ("cos(10^(-50))", "1"),
            ("1+e^(-200)", "1"),
            ("10^400+1", "10^400"),
            ("10^400*pi", "10^400*pi+1"),
            ("2^5000*sqrt(2)", "2^5000*sqrt(3)"),
            ("9^9^9^9", "9^9^9^8"),
            ("9^9^9^9", "5"),
            ("100000000!", "100000001!"),
            ("sqrt(-4)", "2"),
            ("sqrt(-4)", "-2*i"),
            ("ln(2)+ln(3)", "ln(5)"),
            ("sum(k,1,100,k)", "5051"),
            ("sin(1)", "cos(1)"),
            ("sin(30)", "1/2"),
            ("gamma(1/3)", "2.678938534707747633"),
        ],
        false,
    );
}

#[test]
fn equal_functions() {
    check(
        &[
            ("(x+1)^2", "x^2+2*x+1"),
            ("(x-a)^6000", "(a-x)^6000"),
            ("x/x", "1"),
            ("(x^2-1)/(x-1)", "x+1"),
            ("2^(n+1)", "2*2^n"),
            ("x^n*x^m", "x^(n+m)"),
            ("e^(2*x)", "(e^x)^2"),
            ("exp(x)", "e^x"),
            ("4^n", "2^(2*n)"),
            ("(-1)^(2*n)", "1"),
            ("cos(n*pi)", "(-1)^n"),
            ("sin(x)^2+cos(x)^2", "1"),
            ("sin(2*x)", "2*sin(x)*cos(x)"),
            ("tan(x)", "sin(x)/cos(x)"),
            ("cos(x)", "cos(-x)"),
            ("abs(x)", "sqrt(x^2)"),
            ("ln(a)+ln(b)", "ln(a*b)"),
            ("ln(x^2)", "2*ln(x)"),
            ("sqrt(x)*sqrt(y)", "sqrt(x*y)"),
            ("ln(x-5)+ln(x-6)", "ln((x-5)*(x-6))"),
            ("x^(1/3)*x^(1/3)*x^(1/3)", "x"),
            ("1/sqrt(x)", "sqrt(x)/x"),
            ("arcsin(x)+arccos(x)", "pi/2"),
            ("f(x)+f(x)", "2*f(x)"),
            ("f(x+y)", "f(y+x)"),
            ("int(2*x,x,0,1)", "int(2*t,t,0,1)"),
            ("int(sin(x)^2,x)", "int(1-cos(x)^2,x)"),
            ("sum(k,1,n,k)", "n*(n+1)/2"),
            ("sum(k,1,n,k^2)", "n*(n+1)*(2*n+1)/6"),
            ("sum(k,0,n,x^k)", "(x^(n+1)-1)/(x-1)"),
            ("prod(k,1,n,k)", "n!"),
            ("(n+1)!/n!", "n+1"),
            ("binomial(n,2)", "n*(n-1)/2"),
            ("binomial(n,k)", "n!/(k!*(n-k)!)"),
            ("floor(n/2)+ceil(n/2)", "n"),
            ("(e^(i*x)+e^(-i*x))/2", "cos(x)"),
            ("(a+b*i)*(a-b*i)", "a^2+b^2"),
            ("abs(a+b*i)", "sqrt(a^2+b^2)"),
            ("x^0.5", "sqrt(x)"),
            ("sqrt(1-x^2)", "sqrt((1-x)*(1+x))"),
            ("sqrt(-x^2-1)", "sqrt(-1-x^2)"),
            ("max(x,y)", "(x+y+abs(x-y))/2"),
            ("e^(x*ln(2))", "2^x"),
            ("x^2/(x^2)", "1"),
            ("gcd(n,m)", "gcd(m,n)"),
            ("x*10^400", "10^399*x*10"),
            ("ln(x)/ln(10)", "log(x,10)"),
            ("arctan(x)+arctan(1/x)", "sgn(x)*pi/2"),
        ],
        true,
    );
}

#[test]
fn unequal_functions() {
    check(
        &[
            ("(x+1)^2", "x^2+2*x+2"),
            ("(x-a)^6000", "(x+a)^6000"),
            ("sqrt(x^2)", "x"),
            ("f(x)", "f(y)"),
            ("f(x)", "g(x)"),
            ("f(x)", "x"),
            ("f(-x)", "f(x)"),
            ("f(2*x)", "2*f(x)"),
            ("f(x,y)", "f(y,x)"),
            ("x", "y"),
            ("x", "1"),
            ("x+1", "9^9^9^9"),
            ("x+1", "10^400"),
            ("2^n", "2*n"),
            ("2^n", "n^2"),
            ("(-1)^n", "1"),
            ("sin(x)", "x"),
            ("sin(x)^2-cos(x)^2", "1"),
            ("floor(x)", "x"),
            ("ceil(x)", "floor(x)"),
            ("ln(x)", "log(x,10)"),
            ("ln(a+b)", "ln(a)+ln(b)"),
            ("int(x,x,0,1)", "int(x,x,0,2)"),
            ("int(x,x,0,1)", "int(x^2,x,0,1)"),
            ("sum(k,1,n,k)", "n*(n+1)/3"),
            ("n!", "n"),
            ("x^(1/3)", "x^(1/5)"),
            ("x^2", "x^2+10^(-30)"),
            ("sqrt(-x^2-1)", "2*sqrt(-x^2-1)"),
            ("abs(x)", "x"),
            ("x", "x*10^400"),
            ("x*y'", "x*y"),
            ("e^x", "10^x"),
        ],
        false,
    );
}

#[test]
fn matrices() {
    check(
        &[
            ("[1,2;3,4]", "[1,2;3,8/2]"),
            ("[1,2;3,4]*[1;1]", "[3;7]"),
            ("[1,1;0,1]^5", "[1,5;0,1]"),
            ("[x,1;1,x]^(-1)*[x,1;1,x]", "[1,0;0,1]"),
            ("2*[1,2]", "[2,4]"),
            ("[1,2]+[x,y]", "[x+1,y+2]"),
            ("transpose([1,2;3,4])", "[1,3;2,4]"),
            ("det([a,b;c,d])", "a*d-b*c"),
            ("[sin(pi/6)]", "[1/2]"),
            ("det([2,0,0;0,3,0;0,0,4])", "24"),
            ("det([0,1,0;0,0,1;1,0,0])", "1"),
        ],
        true,
    );
    check(
        &[
            ("[1,2;3,4]", "[1,2;3,5]"),
            ("[1,2]", "[1;2]"),
            ("[5]", "5"),
            ("[1,2]", "3"),
        ],
        false,
    );
}

fn budget() -> Budget {
    Budget::new(Budget::COMPARISON)
}
