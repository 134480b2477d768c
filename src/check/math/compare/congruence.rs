//! Congruences and other sets of numbers at equal distances: `x ≡ 3 (mod 7)`,
//! `3 + 7k`, `π/4 + kπ`.

mod period;

use super::super::answer::{Answer, Domain, DomainKind, DomainPart, Relation, Sign};
use super::super::equal;
use super::super::exact;
use super::super::expr::{Constant, Expr, difference, negative, product, quotient, sum};
use super::super::outcome::{self, Outcome, Stage};
use super::parts::MOST_MATCHED;
use super::symbols::{is_name, occurs, only_variable, reduced, substituted};
use super::{Comparison, both, either, same_if};

/// Letters that stand for an integer where nothing is said.
const PARAMETERS: [&str; 7] = ["k", "n", "m", "l", "j", "N", "K"];
/// Those that are as often a number that is given: (n - 2) π is not n π.
const GIVEN: [&str; 3] = ["n", "m", "N"];

/// All `residue + k × step` for integers k.
#[derive(Clone)]
struct Progression {
    /// What is congruent: `x`.
    subject: Option<Expr>,
    residues: Vec<Expr>,
    step: Expr,
    /// Whether it was said that k is an integer.
    is_stated: bool,
    /// What k is called here, if it has a name.
    parameter: Option<String>,
}

impl Comparison<'_> {
    /// Compares progressions, of which at least one says that it is one, or
    /// which both have π in their steps. `None` if that is not what they are.
    pub(super) fn progressions(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        let is_stated = says_integer(a) || says_integer(b);
        if !(is_stated || may_be_periodic(a) && may_be_periodic(b)) {
            return None;
        }
        match (self.progression(a), self.progression(b)) {
            (Some(a), Some(b)) if a.is_stated || b.is_stated || are_periodic(&a, &b) => {
                Some(self.same_progression(&a, &b))
            }
            (Some(found), _) if matches!(a, Answer::Congruence { .. }) => {
                self.with_residues(&found, b)
            }
            (_, Some(found)) if matches!(b, Answer::Congruence { .. }) => {
                self.with_residues(&found, a)
            }
            _ => None,
        }
    }

    /// `π/4 + kπ` and `5π/4 + nπ`: with π in the step, k is an integer. `None`
    /// for all other expressions.
    pub(super) fn periodic_values(&mut self, a: &Expr, b: &Expr) -> Option<Outcome> {
        if !(has_periodic_form(a) && has_periodic_form(b)) {
            return None;
        }
        let (a, b) = (self.linear(a, &[])?, self.linear(b, &[])?);
        are_periodic(&a, &b).then(|| self.same_progression(&a, &b))
    }

    /// An answer as one progression. All of several congruences hold at once,
    /// any of other parts.
    fn progression(&mut self, answer: &Answer) -> Option<Progression> {
        let (parts, bound): (Vec<&Answer>, bool) = match answer {
            Answer::All(parts) if parts.iter().all(is_congruence) => {
                return self.common_residues(parts);
            }
            Answer::All(parts) | Answer::Any(parts) | Answer::List(parts) | Answer::Set(parts) => {
                (parts.iter().collect(), false)
            }
            Answer::Builder {
                element,
                conditions,
            } => {
                let element = std::iter::once(element.as_ref());
                let has_equation = conditions.iter().any(|c| integer_parameter(c).is_none());
                let parts = conditions.iter();
                (
                    element.filter(|_| !has_equation).chain(parts).collect(),
                    true,
                )
            }
            part => (vec![part], false),
        };
        let parameters: Vec<&str> = parts.iter().filter_map(|p| integer_parameter(p)).collect();
        let mut members = Vec::new();
        for part in parts
            .into_iter()
            .filter(|part| integer_parameter(part).is_none())
        {
            self.collect_members(part, &parameters, &mut members)?;
        }
        let mut found = self.united(members)?;
        if bound {
            found.subject = None;
        }
        Some(found)
    }

    /// The progressions that a part names: several for `x = ±π/3 + 2kπ`.
    fn collect_members(
        &mut self,
        part: &Answer,
        parameters: &[&str],
        found: &mut Vec<Progression>,
    ) -> Option<()> {
        if found.len() > MOST_MATCHED {
            return None;
        }
        match part {
            Answer::Congruence {
                subject,
                residues,
                modulus,
            } => found.push(Progression {
                subject: subject.clone(),
                residues: residues.clone(),
                step: modulus.clone(),
                is_stated: true,
                parameter: None,
            }),
            Answer::Expr(expr) => found.push(self.linear(expr, parameters)?),
            Answer::List(parts) | Answer::Set(parts) | Answer::Any(parts) => {
                for part in parts {
                    self.collect_members(part, parameters, found)?;
                }
            }
            Answer::Relation(relation) => {
                let ([Answer::Expr(name), value], [Sign::Equal | Sign::In]) =
                    (relation.sides.as_slice(), relation.signs.as_slice())
                else {
                    return None;
                };
                if !relation.is_named && !is_name(name) {
                    return None;
                }
                let n_known = found.len();
                self.collect_members(value, parameters, found)?;
                for member in found.iter_mut().skip(n_known) {
                    member.subject = Some(name.clone());
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// `residue + k × step` in the one variable k of an expression.
    fn linear(&mut self, expr: &Expr, parameters: &[&str]) -> Option<Progression> {
        let name = only_variable(expr)?;
        let is_stated = parameters.contains(&name.as_str());
        let fits = is_stated || PARAMETERS.contains(&name.as_str());
        if !fits {
            return None;
        }
        let at = |k: i64| substituted(expr, &name, &Expr::integer(k));
        let residue = reduced(at(0), self.budget);
        let step = reduced(difference(at(1), at(0)), self.budget);
        let k = Expr::Symbol(name.clone());
        let line = sum(vec![residue.clone(), product(vec![step.clone(), k])]);
        let is_linear = self.exactly(expr, &line).is_equal();
        let is_moving = self.exactly(&step, &Expr::integer(0)) == Outcome::Unequal;
        (is_linear && is_moving).then_some(Progression {
            subject: None,
            residues: vec![residue],
            step,
            is_stated,
            parameter: Some(name),
        })
    }

    fn same_progression(&mut self, a: &Progression, b: &Progression) -> Outcome {
        let subjects = match (&a.subject, &b.subject) {
            (Some(a), Some(b)) => self.exactly(a, b),
            _ => Outcome::Equal(Stage::Exact),
        };
        if subjects == Outcome::Unequal {
            return self.same_difference(a, b);
        }
        both(subjects, || {
            let steps = self.exactly(&a.step, &b.step);
            let steps = either(steps, || self.exactly(&a.step, &negative(b.step.clone())));
            match steps {
                Outcome::Unequal => self.over_common_period(a, b),
                outcome => both(outcome, || self.same_residues(a, b)),
            }
        })
    }

    /// `a ≡ b (mod m)` and `a - b ≡ 0 (mod m)` say the same.
    fn same_difference(&mut self, a: &Progression, b: &Progression) -> Outcome {
        let form = |p: &Progression| match (&p.subject, p.residues.as_slice()) {
            (Some(subject), [residue]) => Some(difference(subject.clone(), residue.clone())),
            _ => None,
        };
        let (Some(left), Some(right)) = (form(a), form(b)) else {
            return Outcome::Unequal;
        };
        let steps = self.exactly(&a.step, &b.step);
        both(steps, || {
            let forms = self.exactly(&left, &right);
            either(forms, || self.exactly(&left, &negative(right)))
        })
    }

    /// Whether the residues are the same, the step being so.
    fn same_residues(&mut self, a: &Progression, b: &Progression) -> Outcome {
        let there = self.covers(a, &b.residues);
        both(there, || self.covers(b, &a.residues))
    }

    /// Whether each of the numbers is in the progression.
    fn covers(&mut self, progression: &Progression, numbers: &[Expr]) -> Outcome {
        outcome::all(numbers.iter().map(|number| {
            outcome::any(progression.residues.iter().map(|residue| {
                let distance = difference(number.clone(), residue.clone());
                let same = self.exactly(number, residue);
                either(same, || {
                    self.is_integer(&quotient(distance, progression.step.clone()))
                })
            }))
        }))
    }

    fn is_integer(&mut self, expr: &Expr) -> Outcome {
        if let Some(value) = exact::value(expr, self.budget) {
            return same_if(value.as_integer().is_some(), Stage::Exact);
        }
        if expr.has_symbol() {
            return Outcome::Unequal;
        }
        match equal::approximate(expr, self.budget) {
            Some(value) if value.abs() < 1e9 => {
                self.exactly(expr, &Expr::integer(value.round() as i64))
            }
            _ => Outcome::Undecided("a residue could not be evaluated"),
        }
    }
}

/// Whether both steps have π, so that the factors of it can only be integers.
fn are_periodic(a: &Progression, b: &Progression) -> bool {
    let pi = Expr::Constant(Constant::Pi);
    let is_given = |name: &String| GIVEN.contains(&name.as_str());
    let may_be_formula = a.parameter == b.parameter && a.parameter.as_ref().is_some_and(is_given);
    !may_be_formula && occurs(&pi, &a.step) && occurs(&pi, &b.step)
}

fn is_congruence(answer: &Answer) -> bool {
    matches!(answer, Answer::Congruence { .. })
}

/// Whether something in it is said to be an integer.
fn says_integer(answer: &Answer) -> bool {
    match answer {
        Answer::Congruence { .. } => true,
        Answer::All(parts)
        | Answer::Any(parts)
        | Answer::List(parts)
        | Answer::Builder {
            conditions: parts, ..
        } => parts
            .iter()
            .any(|part| is_congruence(part) || integer_parameter(part).is_some()),
        _ => false,
    }
}

/// Whether it has π and a parameter everywhere.
fn may_be_periodic(answer: &Answer) -> bool {
    match answer {
        Answer::Expr(expr) => has_periodic_form(expr),
        Answer::All(parts) | Answer::Any(parts) | Answer::List(parts) | Answer::Set(parts) => {
            !parts.is_empty() && parts.iter().all(may_be_periodic)
        }
        Answer::Relation(relation) => relation.sides.last().is_some_and(may_be_periodic),
        _ => false,
    }
}

fn has_periodic_form(expr: &Expr) -> bool {
    occurs(&Expr::Constant(Constant::Pi), expr) && has_parameter(expr)
}

/// The letter of `k ∈ ℤ`.
pub(super) fn integer_parameter(answer: &Answer) -> Option<&str> {
    let Answer::Relation(Relation { sides, signs, .. }) = answer else {
        return None;
    };
    let integers = Answer::Domain(Domain {
        kind: DomainKind::Integers,
        part: DomainPart::All,
    });
    match (sides.as_slice(), signs.as_slice()) {
        ([Answer::Expr(Expr::Symbol(name)), domain], [Sign::In]) if *domain == integers => {
            Some(name)
        }
        _ => None,
    }
}

fn has_parameter(expr: &Expr) -> bool {
    matches!(expr, Expr::Symbol(name) if PARAMETERS.contains(&name.as_str()))
        || expr.children().into_iter().any(has_parameter)
}
