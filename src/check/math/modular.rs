//! Identity testing modulo a prime (Schwartz 1980, Zippel 1979): expressions are
//! evaluated in a finite field at random places. Nothing is expanded, so
//! `(x - a)^{6000}` costs no more than its twelve squarings.
//!
//! Symbols, π, e and whatever is no rational operation stand for random
//! elements; `\sin(2x)` is the element that belongs to the sine and to the
//! element of `2x`. What agrees is then equal by the rules of algebra alone.
//! Exponents with symbols are taken modulo the order of the group, as integers.

mod atom;
mod exponent;
mod field;
mod power;

use super::budget::Budget;
use super::exact;
use super::expr::{Constant, Expr};
use super::function::Function;
use super::rational::Rational;
use super::value::mixed;
use crate::text::stable_hash;
use field::{Element, P, real};

/// How many places are tried.
const N_PLACES: u32 = 3;
/// Deeper trees are not evaluated, to save the stack.
const MOST_DEPTH: u32 = 256;

/// What the field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    Equal,
    /// Certainly different.
    Unequal,
    /// Not evaluable, or different in a way that need not mean anything.
    Open,
}

/// Whether two expressions are the same.
pub(super) fn compare(a: &Expr, b: &Expr, budget: &mut Budget) -> Finding {
    let mut evaluator = Evaluator::new(budget);
    for place in 0..N_PLACES {
        evaluator.go_to(place);
        let (Some(left), Some(right)) = (evaluator.value(a), evaluator.value(b)) else {
            return Finding::Open;
        };
        if left != right {
            return if evaluator.is_algebraic {
                Finding::Unequal
            } else {
                Finding::Open
            };
        }
        if !evaluator.varies {
            break;
        }
    }
    Finding::Equal
}

/// Whether one expression is a constant times the other; `Equal` also where
/// that constant may not be real.
pub(super) fn proportion(a: &Expr, b: &Expr, budget: &mut Budget) -> Finding {
    let mut first: Option<Element> = None;
    let mut evaluator = Evaluator::new(budget);
    for place in 0..N_PLACES {
        evaluator.go_to(place);
        let (Some(left), Some(right)) = (evaluator.value(a), evaluator.value(b)) else {
            return Finding::Open;
        };
        let different = if evaluator.is_algebraic {
            Finding::Unequal
        } else {
            Finding::Open
        };
        if left == Element::ZERO || right == Element::ZERO {
            return if left == right {
                Finding::Open
            } else {
                different
            };
        }
        let Some(ratio) = right.inverse().map(|inverse| left.times(inverse)) else {
            return Finding::Open;
        };
        if first.is_some_and(|first| first != ratio) {
            return different;
        }
        first = Some(ratio);
    }
    Finding::Equal
}

struct Evaluator<'a, 'b> {
    place: u32,
    budget: &'b mut Budget,
    depth: u32,
    /// Whether only rational operations, integer powers and free symbols occurred.
    is_algebraic: bool,
    /// Whether a value depends on the place.
    varies: bool,
    /// Variables of series that are written out.
    bound: Vec<(&'a str, Bound)>,
    /// Hashes of names.
    known: Vec<(&'a str, u64)>,
}

/// What a bound variable stands for.
#[derive(Debug, Clone, Copy)]
enum Bound {
    Integer(i64),
    /// The same random element under any name.
    Hidden(u64),
}

impl<'a, 'b> Evaluator<'a, 'b> {
    fn new(budget: &'b mut Budget) -> Self {
        Self {
            place: 0,
            budget,
            depth: 0,
            is_algebraic: true,
            varies: false,
            bound: Vec::new(),
            known: Vec::new(),
        }
    }

    /// Begins anew at another place; the names are known already.
    fn go_to(&mut self, place: u32) {
        self.place = place;
        self.is_algebraic = true;
        self.varies = false;
    }

    fn value(&mut self, expr: &'a Expr) -> Option<Element> {
        if self.depth > MOST_DEPTH {
            return None;
        }
        self.budget.spend(2).ok()?;
        self.depth += 1;
        let value = self.dispatch(expr);
        self.depth -= 1;
        value
    }

    fn dispatch(&mut self, expr: &'a Expr) -> Option<Element> {
        match expr {
            Expr::Number(number) => Element::rational(&number.value),
            Expr::Symbol(name) => Some(self.symbol(name)),
            Expr::Constant(Constant::Pi) => Some(element(0x0050_4900)),
            Expr::Constant(Constant::E) => Some(element(0x0045_0000)),
            Expr::Constant(Constant::I) => Some(Element::I),
            Expr::Constant(Constant::Infinity | Constant::Undefined) | Expr::Matrix(_) => None,
            Expr::Sum(terms) => self.fold(terms, Element::ZERO, Element::plus),
            Expr::Product(factors) => self.fold(factors, Element::ONE, Element::times),
            Expr::Quotient(a, b) => {
                self.budget.spend(30).ok()?;
                let (a, b) = (self.value(a)?, self.value(b)?);
                Some(a.times(b.inverse()?))
            }
            Expr::Negative(a) => Some(self.value(a)?.negated()),
            Expr::Power(base, exponent) => self.power(expr, base, exponent),
            Expr::Call(function, arguments) => self.call(expr, *function, arguments),
            Expr::Apply(name, arguments) => {
                let tag = stable_hash(&["math apply", name]);
                self.atom(tag, arguments)
            }
            Expr::Opaque(name, parts) => self.opaque(name, parts),
            Expr::Series(series) => self.series(series),
        }
    }

    fn fold(
        &mut self,
        parts: &'a [Expr],
        start: Element,
        join: fn(Element, Element) -> Element,
    ) -> Option<Element> {
        let mut total = start;
        for part in parts {
            total = join(total, self.value(part)?);
        }
        Some(total)
    }

    fn symbol(&mut self, name: &'a str) -> Element {
        match self.bound(name) {
            Some(Bound::Integer(k)) => real(k.rem_euclid(P as i64) as u64),
            Some(Bound::Hidden(seed)) => element(seed),
            None => element(self.seed(name)),
        }
    }

    fn bound(&self, name: &str) -> Option<Bound> {
        let mut innermost_first = self.bound.iter().rev();
        let found = innermost_first.find(|(bound, _)| *bound == name)?;
        Some(found.1)
    }

    /// What a free variable is made of at this place.
    fn seed(&mut self, name: &'a str) -> u64 {
        self.varies = true;
        let known = self.known.iter().find(|(known, _)| *known == name);
        let hash = if let Some((_, hash)) = known {
            *hash
        } else {
            let hash = stable_hash(&["math symbol", name]);
            self.known.push((name, hash));
            hash
        };
        mixed(hash ^ u64::from(self.place))
    }

    #[inline(never)]
    fn call(
        &mut self,
        whole: &'a Expr,
        function: Function,
        arguments: &'a [Expr],
    ) -> Option<Element> {
        if let Some(value) = self.constant(whole) {
            return Element::rational(&value);
        }
        match (function, arguments) {
            (Function::Exp, [exponent]) => {
                let base = element(0x0045_0000);
                return self.raised(base, exponent);
            }
            (Function::Root, [radicand]) => return self.root(radicand, 2),
            (Function::Root, [radicand, degree]) => {
                if let Some(degree) = self.constant(degree).and_then(|d| d.as_i64())
                    && degree > 0
                {
                    return self.root(radicand, degree.unsigned_abs());
                }
            }
            _ => {}
        }
        self.is_algebraic = false;
        self.atom(mixed(0x4341_4c4c ^ function as u64), arguments)
    }

    /// The expression as a fraction, the variables of series counted in.
    fn constant(&mut self, expr: &'a Expr) -> Option<Rational> {
        if let Expr::Number(number) = expr {
            return Some(number.value.clone());
        }
        let mut scope = exact::Scope::empty();
        for (name, bound) in &self.bound {
            if let Bound::Integer(k) = bound {
                scope.bind(name, Rational::integer(*k));
            }
        }
        exact::value_in(expr, &mut scope, self.budget)
    }
}

/// A random element, not 0.
fn element(seed: u64) -> Element {
    real(mixed(seed) % (P - 1) + 1)
}

fn combined(seed: u64, value: Element) -> u64 {
    mixed(mixed(seed ^ value.re).wrapping_add(value.im.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

#[cfg(test)]
mod tests;
