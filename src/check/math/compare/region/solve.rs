//! Inequalities in one variable, up to the second degree or with one absolute
//! value.

use std::cmp::Ordering;

use super::super::super::answer::{SetOperator, Sign};
use super::super::super::equal;
use super::super::super::expr::{Expr, difference, negative, power, product, quotient, sum};
use super::super::super::function::Function;
use super::super::Comparison;
use super::super::relation::flip;
use super::super::symbols::{only_variable, reduced, substituted, symbols};
use super::condition::half_line;
use super::{End, Kind, Span, Tree};

impl Comparison<'_> {
    /// The one variable of `form`, and where `form` is less than 0, more than
    /// 0 … as `sign` says (or 0, or not 0).
    pub(super) fn solved_for_variable(
        &mut self,
        form: &Expr,
        sign: Sign,
    ) -> Option<(Expr, Tree<Expr>)> {
        let name = only_variable(form)?;
        let [a, b, c] = self.coefficients(form, &name)?;
        let variable = Expr::Symbol(name);
        let zero = Expr::integer(0);
        let tree = match equal::order(&a, &zero, self.budget)? {
            Ordering::Equal => match equal::order(&b, &zero, self.budget)? {
                Ordering::Equal => return None,
                order => {
                    let root = reduced(negative(quotient(c, b)), self.budget);
                    linear_solution(sign, &root, order == Ordering::Less)
                }
            },
            order => self.quadratic_solution(sign, [a, b, c], order == Ordering::Less)?,
        };
        Some((variable, tree))
    }

    /// `[a, b, c]` where the expression is `a x² + b x + c`.
    fn coefficients(&mut self, form: &Expr, name: &str) -> Option<[Expr; 3]> {
        let at = |x: i64| substituted(form, name, &Expr::integer(x));
        let [c, up, down] = [at(0), at(1), at(-1)].map(|value| reduced(value, self.budget));
        let half = |expr| quotient(expr, Expr::integer(2));
        let a = difference(half(sum(vec![up.clone(), down.clone()])), c.clone());
        let b = half(difference(up, down));
        let [a, b] = [a, b].map(|value| reduced(value, self.budget));
        let x = Expr::Symbol(name.to_owned());
        let square = power(x.clone(), Expr::integer(2));
        let polynomial = sum(vec![
            product(vec![a.clone(), square]),
            product(vec![b.clone(), x]),
            c.clone(),
        ]);
        self.exactly(form, &polynomial)
            .is_equal()
            .then_some([a, b, c])
    }

    fn quadratic_solution(
        &mut self,
        sign: Sign,
        [a, b, c]: [Expr; 3],
        is_falling: bool,
    ) -> Option<Tree<Expr>> {
        let four = product(vec![Expr::integer(4), a.clone(), c]);
        let square = power(b.clone(), Expr::integer(2));
        let discriminant = reduced(difference(square, four), self.budget);
        let below = product(vec![Expr::integer(2), a]);
        let sign = if is_falling { flip(sign) } else { sign };
        let root = |part: Expr| quotient(part, below.clone());
        match equal::order(&discriminant, &Expr::integer(0), self.budget)? {
            Ordering::Less => Some(match sign {
                Sign::Less | Sign::LessOrEqual | Sign::Equal => Tree::Points(Vec::new()),
                _ => Tree::Numbers(Kind::Reals),
            }),
            Ordering::Equal => {
                let point = vec![reduced(root(negative(b)), self.budget)];
                Some(match sign {
                    Sign::Less => Tree::Points(Vec::new()),
                    Sign::LessOrEqual | Sign::Equal => Tree::Points(point),
                    Sign::GreaterOrEqual => Tree::Numbers(Kind::Reals),
                    _ => not_points(point),
                })
            }
            Ordering::Greater => {
                let square_root = Expr::Call(Function::Root, vec![discriminant, Expr::integer(2)]);
                let first = root(difference(negative(b.clone()), square_root.clone()));
                let second = root(difference(square_root, b));
                let [first, second] = [first, second].map(|r| reduced(r, self.budget));
                let (low, high) = if is_falling {
                    (second, first)
                } else {
                    (first, second)
                };
                Some(around(sign, low, high))
            }
        }
    }

    /// `|g| < c` is `-c < g < c`; `|g| > c` is `g < -c` or `g > c`.
    pub(super) fn modulus(
        &mut self,
        left: &Expr,
        sign: Sign,
        right: &Expr,
    ) -> Option<(Expr, Tree<Expr>)> {
        let (inside, bound, sign) = match (left, right) {
            (Expr::Call(Function::Abs, inside), bound) => (inside, bound, sign),
            (bound, Expr::Call(Function::Abs, inside)) => (inside, bound, flip(sign)),
            _ => return None,
        };
        let [inside] = inside.as_slice() else {
            return None;
        };
        if !symbols(bound).is_empty() {
            return None;
        }
        let upper = difference(inside.clone(), bound.clone());
        let lower = sum(vec![inside.clone(), bound.clone()]);
        let (name, first) = self.solved_for_variable(&upper, sign)?;
        let (_, second) = self.solved_for_variable(&lower, flip(sign))?;
        let operator = match sign {
            Sign::Less | Sign::LessOrEqual => SetOperator::Intersection,
            _ => SetOperator::Union,
        };
        Some((name, Tree::Join(operator, vec![first, second])))
    }
}

fn linear_solution(sign: Sign, root: &Expr, is_falling: bool) -> Tree<Expr> {
    match sign {
        Sign::Equal => Tree::Points(vec![root.clone()]),
        Sign::NotEqual => not_points(vec![root.clone()]),
        sign if is_falling => half_line(flip(sign), root),
        sign => half_line(sign, root),
    }
}

/// Where an upward parabola with these roots is so.
fn around(sign: Sign, low: Expr, high: Expr) -> Tree<Expr> {
    let end = |at: Expr| {
        Some(End {
            at,
            is_closed: matches!(sign, Sign::LessOrEqual | Sign::GreaterOrEqual),
        })
    };
    match sign {
        Sign::Equal => Tree::Points(vec![low, high]),
        Sign::NotEqual => not_points(vec![low, high]),
        Sign::Less | Sign::LessOrEqual => Tree::Span(Span {
            low: end(low),
            high: end(high),
        }),
        _ => Tree::Join(
            SetOperator::Union,
            vec![
                Tree::Span(Span {
                    low: None,
                    high: end(low),
                }),
                Tree::Span(Span {
                    low: end(high),
                    high: None,
                }),
            ],
        ),
    }
}

fn not_points(points: Vec<Expr>) -> Tree<Expr> {
    Tree::Join(
        SetOperator::Difference,
        vec![Tree::Numbers(Kind::Reals), Tree::Points(points)],
    )
}
