//! Sums and products over a variable, integrals and limits.

use super::super::expr::{Constant, Expr, Series};
use super::super::token::{Kind, Token};
use super::Parser;

impl Parser<'_> {
    /// `\sum_{k=1}^{n} body`, the sign itself taken.
    pub(super) fn series(&mut self, is_product: bool) -> Option<Expr> {
        let (mut below, mut above) = (None, None);
        for _ in 0..2 {
            if self.eat('_') && below.is_none() {
                below = Some(self.start()?);
            } else if self.eat('^') && above.is_none() {
                above = Some(self.exponent()?);
            }
        }
        let body = self.nested(Self::product)?;
        let name = if is_product { "prod" } else { "sum" };
        let body = match &below {
            Some((variable, _)) if variable == "i" => with_index_i(body),
            _ => body,
        };
        let Some((variable, from)) = below else {
            return Some(Expr::Opaque(name.to_owned(), vec![body]));
        };
        let to = above?;
        Some(super::calculus::series(
            is_product, variable, from, to, body,
        ))
    }

    /// `{k=1}`: the variable and where it starts.
    fn start(&mut self) -> Option<(String, Expr)> {
        self.close('{')?;
        let variable = match self.next()? {
            Kind::Word(word) if word.len() == 1 => word.clone(),
            Kind::Text(word) if word.len() == 1 => word.clone(),
            _ => return None,
        };
        self.close('=')?;
        let from = self.sum()?;
        self.close('}')?;
        Some((variable, from))
    }

    /// `\int_a^b f(x) dx`: the integrand, its variable, and the bounds if any.
    pub(super) fn integral(&mut self, name: &str) -> Option<Expr> {
        let (mut below, mut above) = (None, None);
        for _ in 0..2 {
            if self.eat('_') {
                below = Some(self.argument()?);
            } else if self.eat('^') {
                above = Some(self.exponent()?);
            }
        }
        let rest = self.tokens.get(self.at..)?;
        let is_end = |t: &Token| match &t.kind {
            Kind::Word(word) => word.len() == 2 && word.starts_with('d'),
            _ => false,
        };
        // Each integral inside takes the first differential for itself.
        let mut n_inside = 0_usize;
        let length = rest.iter().position(|t| {
            n_inside += usize::from(t.is_command("int"));
            let ends = is_end(t) && n_inside == 0;
            n_inside -= usize::from(is_end(t) && n_inside > 0);
            ends
        })?;
        let variable = rest.get(length)?.word()?.get(1..)?.to_owned();
        let body = match rest.get(..length)? {
            [] => Expr::integer(1),
            inside => self.nested(|p| super::whole_within(inside, p.depth))?,
        };
        self.at += length + 1;
        let mut parts = vec![body, Expr::Symbol(variable)];
        parts.extend(below);
        parts.extend(above);
        Some(Expr::Opaque(name.to_owned(), parts))
    }

    /// `\lim_{x \to a} f(x)`
    pub(super) fn limit(&mut self) -> Option<Expr> {
        self.close('_')?;
        self.close('{')?;
        let variable = self.primary()?;
        match self.next()? {
            Kind::Command(name) if matches!(name.as_str(), "to" | "rightarrow") => {}
            _ => return None,
        }
        let (point, side) = self.approached()?;
        let body = self.nested(Self::product)?;
        let mut parts = vec![variable, point, body];
        parts.extend(side);
        Some(Expr::Opaque("lim".to_owned(), parts))
    }

    /// `0}` or `0^+}`, where a limit goes to, and from which side.
    fn approached(&mut self) -> Option<(Expr, Option<Expr>)> {
        let rest = self.tokens.get(self.at..)?;
        let end = rest.iter().position(|t| t.is('}'))?;
        let sign = |at: usize| match rest.get(at).map(|t| &t.kind) {
            Some(Kind::Sign('+')) => Some(1),
            Some(Kind::Sign('-')) => Some(-1),
            _ => None,
        };
        let is = |at: usize, wanted: char| rest.get(at).is_some_and(|t| t.is(wanted));
        let marked = end.checked_sub(2).and_then(|at| {
            // `0^+}` and `0^{+}}`
            match sign(at + 1) {
                Some(side) if is(at, '^') => Some((at, end, side)),
                Some(side) if is(at, '{') && at > 0 && is(at - 1, '^') && is(end + 1, '}') => {
                    Some((at - 1, end + 1, side))
                }
                _ => None,
            }
        });
        let Some((until, end, side)) = marked else {
            let point = self.sum()?;
            self.close('}')?;
            return Some((point, None));
        };
        let point = super::whole_within(rest.get(..until)?, self.depth)?;
        self.at += end + 1;
        Some((point, Some(Expr::integer(side))))
    }
}

/// The body of a series over i, which is no imaginary unit there.
pub(super) fn with_index_i(expr: Expr) -> Expr {
    let all = |parts: Vec<Expr>| parts.into_iter().map(with_index_i).collect();
    let boxed = |expr: Expr| Box::new(with_index_i(expr));
    match expr {
        Expr::Constant(Constant::I) => Expr::Symbol("i".to_owned()),
        Expr::Sum(parts) => Expr::Sum(all(parts)),
        Expr::Product(parts) => Expr::Product(all(parts)),
        Expr::Call(function, parts) => Expr::Call(function, all(parts)),
        Expr::Apply(name, parts) => Expr::Apply(name, all(parts)),
        Expr::Opaque(name, parts) => Expr::Opaque(name, all(parts)),
        Expr::Quotient(a, b) => Expr::Quotient(boxed(*a), boxed(*b)),
        Expr::Power(a, b) => Expr::Power(boxed(*a), boxed(*b)),
        Expr::Negative(a) => Expr::Negative(boxed(*a)),
        Expr::Series(series) => Expr::Series(Box::new(Series {
            body: with_index_i(series.body),
            from: with_index_i(series.from),
            to: with_index_i(series.to),
            ..*series
        })),
        other => other,
    }
}
