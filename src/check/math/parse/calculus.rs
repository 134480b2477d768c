//! Sums, integrals, derivatives and limits in the style of program code, and
//! derivatives as fractions.

use super::super::expr::{Constant, Expr, Series, power, reciprocal};
use super::super::function;
use super::super::token::{Kind, Token};
use super::Parser;

/// Most variables of one call.
const MOST_RANGES: usize = 4;

/// Whether `word` is a call of this kind where a bracket follows.
pub(super) fn is_call(word: &str) -> bool {
    matches!(
        word,
        "Sum"
            | "summation"
            | "Product"
            | "Integral"
            | "integrate"
            | "Derivative"
            | "diff"
            | "Limit"
            | "limit"
    )
}

/// A sum or product; those without an end have no place in `Series`.
pub(super) fn series(is_product: bool, variable: String, from: Expr, to: Expr, body: Expr) -> Expr {
    if to == Expr::Constant(Constant::Infinity) {
        let name = if is_product { "prod" } else { "sum" };
        return Expr::Opaque(
            name.to_owned(),
            vec![Expr::Symbol(variable), from, to, body],
        );
    }
    Expr::Series(Box::new(Series {
        is_product,
        variable,
        from,
        to,
        body,
    }))
}

impl Parser<'_> {
    /// `Sum(k**2, (k, 1, 4))`, `integrate(x, x)`, `diff(x**3, x, 2)`,
    /// `limit(sin(x)/x, x, 0)`; the name is taken.
    pub(super) fn calculus(&mut self, name: &str) -> Option<Expr> {
        self.nested(|p| {
            p.close('(')?;
            let mut body = p.sum()?;
            let mut n_ranges = 0;
            while p.eat(',') {
                n_ranges += 1;
                if n_ranges > MOST_RANGES {
                    return None;
                }
                let range = p.range()?;
                if range.first() == Some(&Expr::Symbol("i".to_owned())) {
                    body = super::operator::with_index_i(body);
                }
                body = match (name, range.as_slice()) {
                    ("Sum" | "summation" | "Product", [Expr::Symbol(variable), from, to]) => {
                        series(
                            name == "Product",
                            variable.clone(),
                            from.clone(),
                            to.clone(),
                            body,
                        )
                    }
                    ("Integral" | "integrate", [Expr::Symbol(_), ..]) => {
                        let mut parts = vec![body];
                        parts.extend(range);
                        Expr::Opaque("int".to_owned(), parts)
                    }
                    ("Derivative" | "diff", [variable @ Expr::Symbol(_), rest @ ..]) => {
                        let order = match rest {
                            [] if p.number_follows_comma() => {
                                p.at += 1;
                                p.primary()?
                            }
                            [] => Expr::integer(1),
                            [order] => order.clone(),
                            _ => return None,
                        };
                        Expr::Opaque("diff".to_owned(), vec![body, variable.clone(), order])
                    }
                    ("Limit" | "limit", [variable @ Expr::Symbol(_)]) => {
                        p.close(',')?;
                        let point = p.sum()?;
                        Expr::Opaque("lim".to_owned(), vec![variable.clone(), point, body])
                    }
                    _ => return None,
                };
            }
            p.close(')')?;
            (n_ranges > 0).then_some(body)
        })
    }

    /// `x` or `(x, 0, 1)`
    fn range(&mut self) -> Option<Vec<Expr>> {
        if !self.eat('(') {
            return Some(vec![self.variable()?]);
        }
        let mut parts = vec![self.variable()?];
        while self.eat(',') {
            parts.push(self.sum()?);
        }
        self.close(')')?;
        Some(parts)
    }

    /// A letter that is bound here: `i` is no imaginary unit.
    fn variable(&mut self) -> Option<Expr> {
        match self.next()? {
            Kind::Word(word) if word.len() == 1 || function::is_greek(word) => {
                Some(Expr::Symbol(word.clone()))
            }
            _ => None,
        }
    }

    fn number_follows_comma(&self) -> bool {
        self.token(0).is_some_and(|t| t.is(','))
            && self
                .token(1)
                .is_some_and(|t| matches!(t.kind, Kind::Number(_)))
    }

    /// `{d}{dx} f`, `{d^2}{dx^2} f`, the fraction sign itself taken; also with
    /// `\partial`.
    pub(super) fn derivative_of(&mut self) -> Option<Expr> {
        let rest = self.tokens.get(self.at..)?;
        let (above, used) = group(rest)?;
        let (below, more) = group(rest.get(used..)?)?;
        let (first, above) = above.split_first()?;
        let is_partial = first.is_command("partial");
        if !(is_partial || first.word() == Some("d")) {
            return None;
        }
        let order = exponent(above)?;
        let (variable, below) = if is_partial {
            let [sign, variable, below @ ..] = below else {
                return None;
            };
            (
                variable.word().filter(|_| sign.is_command("partial"))?,
                below,
            )
        } else {
            let (first, below) = below.split_first()?;
            (first.word()?.strip_prefix('d')?, below)
        };
        if variable.chars().count() != 1 || exponent(below)? != order {
            return None;
        }
        self.at += used + more;
        let body = self.nested(Self::product)?;
        let variable = Expr::Symbol(variable.to_owned());
        Some(Expr::Opaque(
            "diff".to_owned(),
            vec![body, variable, Expr::integer(order)],
        ))
    }

    /// `{\partial f}{\partial x}` as `f_x`.
    pub(super) fn partial_name(&mut self) -> Option<String> {
        let rest = self.tokens.get(self.at..)?;
        let (above, used) = group(rest)?;
        let (below, more) = group(rest.get(used..)?)?;
        let ([d, f], [e, x]) = (above, below) else {
            return None;
        };
        let are_partial = d.is_command("partial") && e.is_command("partial");
        let (f, x) = (f.word()?, x.word()?);
        (are_partial && f.len() == 1 && x.len() == 1).then(|| {
            self.at += used + more;
            format!("{f}_{x}")
        })
    }

    /// `\zeta(s)`, the name taken and a bracket open.
    pub(super) fn zeta(&mut self) -> Option<Expr> {
        self.close('(')?;
        let exponent = self.bracketed(')')?;
        let variable = Expr::Symbol("n".to_owned());
        let body = reciprocal(power(variable, exponent));
        let infinity = Expr::Constant(Constant::Infinity);
        Some(series(
            false,
            "n".to_owned(),
            Expr::integer(1),
            infinity,
            body,
        ))
    }
}

/// The inside of the group that begins here, and its length with the braces.
fn group(tokens: &[Token]) -> Option<(&[Token], usize)> {
    if !tokens.first()?.is('{') {
        return None;
    }
    let mut depth = 0_i32;
    let end = tokens.iter().position(|token| {
        depth += token.step();
        depth == 0
    })?;
    Some((tokens.get(1..end)?, end + 1))
}

/// The exponent that the tokens are: `^2`, `^{2}`; 1 if there are none.
fn exponent(tokens: &[Token]) -> Option<i64> {
    let number = match tokens {
        [] => return Some(1),
        [caret, number] if caret.is('^') => number,
        [caret, open, number, _] if caret.is('^') && open.is('{') => number,
        _ => return None,
    };
    match &number.kind {
        Kind::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}
