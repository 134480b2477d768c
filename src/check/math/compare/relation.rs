//! Equations and inequalities.

use super::super::answer::{Answer, Relation, Sign};
use super::super::equal;
use super::super::expr::{Expr, difference};
use super::super::outcome::{self, Outcome, Stage};
use super::chain::Chain;
use super::symbols::{occurs, substituted, symbols};
use super::{Comparison, both, either, same_if};

impl Comparison<'_> {
    /// Compares answers of which at least one is a relation. `None` if none is.
    pub(super) fn statements(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        if let Some(outcome) = self.assignments(a, b) {
            return Some(outcome);
        }
        match (a, b) {
            (Answer::Relation(a), Answer::Relation(b)) => Some(self.relations(a, b)),
            (Answer::Relation(curve), Answer::List(parts) | Answer::Any(parts))
            | (Answer::List(parts) | Answer::Any(parts), Answer::Relation(curve))
                if parts.iter().all(|part| matches!(part, Answer::Relation(_))) =>
            {
                Some(self.branches(curve, parts))
            }
            (Answer::Relation(relation), other) | (other, Answer::Relation(relation)) => {
                Some(self.solved(relation, other))
            }
            _ => None,
        }
    }

    /// `y^2 = x` against `y = ±√x`: a curve against its branches, by the product
    /// of what is 0 on each.
    fn branches(&mut self, curve: &Relation, parts: &[Answer]) -> Outcome {
        let factors: Option<Vec<Expr>> = parts
            .iter()
            .map(|part| match part {
                Answer::Relation(branch) if branch.signs == [Sign::Equal] => zero_form(branch),
                _ => None,
            })
            .collect();
        let (Some(factors), Some(form)) = (factors, zero_form(curve)) else {
            return Outcome::Unequal;
        };
        // In one variable the branches are solutions, and the equation is none.
        if curve.signs != [Sign::Equal] || symbols(&form).len() < 2 {
            return Outcome::Unequal;
        }
        match equal::proportional(&form, &Expr::Product(factors), self.budget) {
            Ok(_) => Outcome::Equal(Stage::Identity),
            Err(outcome) => outcome,
        }
    }

    /// `x = 5`, `x ∈ S` or `2 + 3 = 5` against 5 or S. The name is forgiven.
    fn solved(&mut self, relation: &Relation, other: &Answer) -> Outcome {
        let Some(chain) = self.chain(relation) else {
            return Outcome::Unequal;
        };
        // `x = y` is no answer `y` that was given a name: `f(y) = y`.
        let value = outcome::any(chain.values.iter().map(|value| self.answers(value, other)));
        both(value, || chain.agreement)
    }

    /// Two relations.
    fn relations(&mut self, a: &Relation, b: &Relation) -> Outcome {
        if let Some(outcome) = self.sequences(a, b).or_else(|| self.named_ratios(a, b)) {
            return outcome;
        }
        self.statement_pair(a, b)
    }

    /// Two relations as they stand.
    pub(super) fn statement_pair(&mut self, a: &Relation, b: &Relation) -> Outcome {
        let outcome = self.side_by_side(a, b);
        let outcome = either(outcome, || self.side_by_side(a, &flipped(b)));
        let outcome = either(outcome, || self.proportional(a, b));
        let outcome = either(outcome, || self.chains(a, b));
        let outcome = either(outcome, || self.solved_for(a, b));
        either(outcome, || self.solved_for(b, a))
    }

    fn side_by_side(&mut self, a: &Relation, b: &Relation) -> Outcome {
        if a.signs == b.signs {
            self.in_order(&a.sides, &b.sides)
        } else {
            Outcome::Unequal
        }
    }

    /// Whether both chains give the same name the same value.
    fn chains(&mut self, a: &Relation, b: &Relation) -> Outcome {
        let (Some(a), Some(b)) = (self.chain(a), self.chain(b)) else {
            return Outcome::Unequal;
        };
        let outcome = match (a.name, b.name) {
            (Some(name), Some(other)) => {
                let names = either(self.answers(name, other), || names(name, other, &a, &b));
                let same = both(names, || self.any_value(&a, &b));
                either(same, || self.renamed(name, other, &a, &b))
            }
            _ => self.any_value(&a, &b),
        };
        both(outcome, || outcome::all([a.agreement, b.agreement]))
    }

    fn any_value(&mut self, a: &Chain<'_>, b: &Chain<'_>) -> Outcome {
        let pairs = a
            .values
            .iter()
            .flat_map(|a| b.values.iter().map(move |b| (a, b)));
        outcome::any(pairs.map(|(a, b)| self.answers(a, b)))
    }

    /// `y = 6/x` against `xy = 6`: an equation solved for a variable in which
    /// the other is linear.
    fn solved_for(&mut self, a: &Relation, b: &Relation) -> Outcome {
        let (&[Sign::Equal], &[Sign::Equal]) = (a.signs.as_slice(), b.signs.as_slice()) else {
            return Outcome::Unequal;
        };
        let [Answer::Expr(Expr::Symbol(name)), Answer::Expr(value)] = a.sides.as_slice() else {
            return Outcome::Unequal;
        };
        let variable = Expr::Symbol(name.clone());
        let Some(left) = zero_form(b).filter(|left| occurs(&variable, left)) else {
            return Outcome::Unequal;
        };
        if occurs(&variable, value) || !value.has_symbol() {
            return Outcome::Unequal;
        }
        let zero = Expr::integer(0);
        let solves = self.exactly(&substituted(&left, name, value), &zero);
        both(solves, || {
            let step = |n: i64| Expr::Sum(vec![variable.clone(), Expr::integer(n)]);
            let (more, less) = (
                substituted(&left, name, &step(1)),
                substituted(&left, name, &step(-1)),
            );
            let twice = Expr::Product(vec![Expr::integer(2), left.clone()]);
            self.exactly(&Expr::Sum(vec![more, less]), &twice)
        })
    }

    /// `f(t) = t^2` and `f(x) = x^2` are the same function.
    fn renamed(&mut self, a: &Answer, b: &Answer, left: &Chain<'_>, right: &Chain<'_>) -> Outcome {
        let (Answer::Expr(Expr::Apply(f, variables)), Answer::Expr(Expr::Apply(g, others))) =
            (a, b)
        else {
            return Outcome::Unequal;
        };
        let ([Expr::Symbol(x)], [Expr::Symbol(t)]) = (variables.as_slice(), others.as_slice())
        else {
            return Outcome::Unequal;
        };
        let ([Answer::Expr(body)], [Answer::Expr(other)]) = (
            left.values
                .first()
                .map(|v| std::slice::from_ref(*v))
                .unwrap_or_default(),
            right
                .values
                .first()
                .map(|v| std::slice::from_ref(*v))
                .unwrap_or_default(),
        ) else {
            return Outcome::Unequal;
        };
        let is_new = !symbols(other).contains(x.as_str()) && !symbols(body).contains(t.as_str());
        if f != g || x == t || !is_new {
            return Outcome::Unequal;
        }
        let other = substituted(other, t, &Expr::Symbol(x.clone()));
        self.numbers(body, &other)
    }

    /// Whether two equations or inequalities, each brought to `… = 0`, differ
    /// only by a constant factor; a negative one turns inequalities around.
    pub(super) fn proportional(&mut self, a: &Relation, b: &Relation) -> Outcome {
        let (&[sign], &[other]) = (a.signs.as_slice(), b.signs.as_slice()) else {
            return Outcome::Unequal;
        };
        let (Some(left), Some(right)) = (zero_form(a), zero_form(b)) else {
            return Outcome::Unequal;
        };
        let is_turned = sign == flip(other);
        if !is_comparison(sign) || !(sign == other || is_turned) {
            return Outcome::Unequal;
        }
        if symbols(&left).is_empty() || symbols(&right).is_empty() {
            return Outcome::Unequal;
        }
        match equal::proportional(&left, &right, self.budget) {
            Err(outcome) => outcome,
            Ok(factor) => {
                let wanted = if factor.is_negative {
                    flip(other)
                } else {
                    other
                };
                same_if(sign == wanted, Stage::Identity)
            }
        }
    }
}

/// Whether two different names may stand for the same: a word and a letter, or
/// `y` and `f(x)` where the values are no constants.
fn names(a: &Answer, b: &Answer, left: &Chain<'_>, right: &Chain<'_>) -> Outcome {
    let forgiven = match (a, b) {
        (Answer::Text(_), Answer::Expr(_)) | (Answer::Expr(_), Answer::Text(_)) => true,
        (Answer::Expr(Expr::Apply(_, arguments)), Answer::Expr(symbol @ Expr::Symbol(_)))
        | (Answer::Expr(symbol @ Expr::Symbol(_)), Answer::Expr(Expr::Apply(_, arguments))) => {
            let same = matches!((a, b), (Answer::Expr(Expr::Apply(f, _)), _) | (_, Answer::Expr(Expr::Apply(f, _))) if Expr::Symbol(f.clone()) == *symbol);
            same || (!arguments.contains(symbol) && varies(left, symbol) && varies(right, symbol))
        }
        (Answer::Expr(Expr::Symbol(a)), Answer::Expr(Expr::Symbol(b))) => {
            is_slope(a, b) || is_slope(b, a)
        }
        _ => false,
    };
    same_if(forgiven, Stage::Exact)
}

/// `dy/dx` and `y'` are the same.
fn is_slope(fraction: &str, primed: &str) -> bool {
    let above = fraction.split_once('/').map(|(above, _)| above);
    above.and_then(|above| above.strip_prefix('d')) == primed.strip_suffix('\'') && above.is_some()
}

/// Whether the value has variables, `name` not among them.
fn varies(chain: &Chain<'_>, name: &Expr) -> bool {
    match chain.values.first() {
        Some(Answer::Expr(value)) => value.has_symbol() && !occurs(name, value),
        _ => false,
    }
}

/// The relation read from right to left.
fn flipped(relation: &Relation) -> Relation {
    Relation {
        sides: relation.sides.iter().rev().cloned().collect(),
        signs: relation.signs.iter().rev().map(|&s| flip(s)).collect(),
        is_named: false,
    }
}

/// The sign seen from the other side. What has no such sign stays: read from
/// right to left it meets no relation that was written that way.
pub(super) fn flip(sign: Sign) -> Sign {
    match sign {
        Sign::Less => Sign::Greater,
        Sign::Greater => Sign::Less,
        Sign::LessOrEqual => Sign::GreaterOrEqual,
        Sign::GreaterOrEqual => Sign::LessOrEqual,
        sign => sign,
    }
}

/// Whether the sign compares two numbers.
fn is_comparison(sign: Sign) -> bool {
    !matches!(sign, Sign::In | Sign::NotIn | Sign::Subset | Sign::About)
}

/// The first side minus the second.
fn zero_form(relation: &Relation) -> Option<Expr> {
    match relation.sides.as_slice() {
        // With units the sides must be compared as they stand.
        [Answer::Expr(a), Answer::Expr(b)] => Some(difference(a.clone(), b.clone())),
        _ => None,
    }
}
