//! What is no rational operation: random elements, and series.

use super::field::Element;
use super::{Bound, Evaluator, combined, element};
use crate::check::math::expr::{Constant, Expr, Series};
use crate::check::math::value::mixed;
use crate::text::stable_hash;

/// Most terms of a series that is written out.
const MOST_TERMS: i64 = 1_000;

impl<'a> Evaluator<'a, '_> {
    /// A random element for a function of its arguments.
    pub(super) fn atom(&mut self, tag: u64, arguments: &'a [Expr]) -> Option<Element> {
        let mut seed = mixed(tag ^ arguments.len() as u64);
        for argument in arguments {
            seed = match argument {
                Expr::Constant(Constant::Infinity) => mixed(seed ^ 0x4f4f),
                argument => combined(seed, self.value(argument)?),
            };
        }
        Some(element(seed))
    }

    #[inline(never)]
    pub(super) fn opaque(&mut self, name: &'a str, parts: &'a [Expr]) -> Option<Element> {
        self.is_algebraic = false;
        let tag = stable_hash(&["math opaque", name]);
        if let [body, Expr::Symbol(variable), rest @ ..] = parts
            && !rest.is_empty()
        {
            let factor = self.atom(tag, rest)?;
            let body = self.hidden(body, variable)?;
            return Some(body.times(factor));
        }
        self.atom(tag, parts)
    }

    /// The value of `body` with its variable hidden.
    fn hidden(&mut self, body: &'a Expr, variable: &'a str) -> Option<Element> {
        let seed = mixed(0x4849_4445 ^ self.bound.len() as u64);
        self.bound.push((variable, Bound::Hidden(seed)));
        let value = self.value(body);
        self.bound.pop();
        value
    }

    #[inline(never)]
    pub(super) fn series(&mut self, series: &'a Series) -> Option<Element> {
        let from = self.constant(&series.from).and_then(|v| v.as_i64());
        let to = self.constant(&series.to).and_then(|v| v.as_i64());
        if let (Some(from), Some(to)) = (from, to)
            && to.checked_sub(from).is_some_and(|n| n < MOST_TERMS)
        {
            return self.written_out(series, from, to);
        }
        self.is_algebraic = false;
        let mut seed = mixed(0x5345_5249 ^ u64::from(series.is_product));
        for bound in [&series.from, &series.to] {
            seed = match bound {
                Expr::Constant(Constant::Infinity) => mixed(seed ^ 0x4f4f),
                bound => combined(seed, self.value(bound)?),
            };
        }
        let body = self.hidden(&series.body, &series.variable)?;
        Some(element(combined(seed, body)))
    }

    fn written_out(&mut self, series: &'a Series, from: i64, to: i64) -> Option<Element> {
        let mut total = if series.is_product {
            Element::ONE
        } else {
            Element::ZERO
        };
        for k in from..=to {
            self.bound.push((&series.variable, Bound::Integer(k)));
            let term = self.value(&series.body);
            self.bound.pop();
            total = if series.is_product {
                total.times(term?)
            } else {
                total.plus(term?)
            };
        }
        Some(total)
    }
}
