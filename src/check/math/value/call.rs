//! Known functions.

use std::cmp::Ordering;

use super::complex::Value;
use super::{Arithmetic, Evaluator, Fail};
use crate::check::math::exact;
use crate::check::math::expr::Expr;
use crate::check::math::function::Function;
use crate::check::math::rational::Rational;

impl<'a, A: Arithmetic> Evaluator<'a, '_, A> {
    #[inline(never)]
    pub(super) fn call(
        &mut self,
        whole: &'a Expr,
        function: Function,
        arguments: &'a [Expr],
    ) -> Result<Value<A>, Fail> {
        use Function as F;
        let is_discrete = matches!(
            function,
            F::Factorial
                | F::DoubleFactorial
                | F::Gamma
                | F::Binomial
                | F::Permutations
                | F::Gcd
                | F::Lcm
                | F::Mod
                | F::Floor
                | F::Ceil
                | F::Round
        );
        if is_discrete && let Some(value) = exact::value_in(whole, &mut self.scope, self.budget) {
            return self.field.rational(&value);
        }
        if let (F::Factorial | F::Gamma, [argument]) = (function, arguments)
            && let Some(value) = exact::value_in(argument, &mut self.scope, self.budget)
            && value.as_integer().is_some()
            && value.is_less(&Rational::integer(i64::from(function == F::Gamma)))
        {
            // A pole.
            return Err(Fail::Undefined);
        }
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.value(argument)?);
        }
        match values.as_slice() {
            [] => Err(Fail::Unknown),
            [x] => self.unary(function, x),
            [x, y] => self.binary(function, x, y),
            _ => self.extreme(function, &values),
        }
    }

    #[inline(never)]
    fn unary(&mut self, function: Function, x: &Value<A>) -> Result<Value<A>, Fail> {
        use Function as F;
        let field = &mut self.field;
        match function {
            F::Sin => Ok(field.sin_cos(x)?.0),
            F::Cos => Ok(field.sin_cos(x)?.1),
            F::Tan | F::Cot | F::Sec | F::Csc => self.circular(function, x),
            F::Sinh => Ok(field.sinh_cosh(x)?.0),
            F::Cosh => Ok(field.sinh_cosh(x)?.1),
            F::Tanh | F::Coth | F::Sech | F::Csch => self.hyperbolic(function, x),
            F::Arcsin => field.arcsin(x),
            F::Arccos => field.arccos(x),
            F::Arctan => field.arctan(x),
            F::Arccot => {
                let (quarter, angle) = (field.half_pi()?, field.arctan(x)?);
                field.minus(&quarter, &angle)
            }
            F::Arcsec | F::Arccsc => {
                let one = field.one();
                let inverse = field.over(&one, x)?;
                if function == F::Arcsec {
                    field.arccos(&inverse)
                } else {
                    field.arcsin(&inverse)
                }
            }
            F::Arcsinh => field.arsinh(x),
            F::Arccosh => field.arcosh(x),
            F::Arctanh => field.artanh(x),
            F::Log => field.ln(x),
            F::Exp => field.exp(x),
            F::Root => field.sqrt(x),
            F::Min | F::Max => self.extreme(function, std::slice::from_ref(x)),
            F::Factorial => {
                let one = field.one();
                let next = field.plus(x, &one)?;
                field.gamma(&next)
            }
            F::Gamma => field.gamma(x),
            _ => self.part_of(function, x),
        }
    }

    fn circular(&mut self, function: Function, x: &Value<A>) -> Result<Value<A>, Fail> {
        let (sin, cos) = self.field.sin_cos(x)?;
        let one = self.field.one();
        match function {
            Function::Tan => self.field.over(&sin, &cos),
            Function::Cot => self.field.over(&cos, &sin),
            Function::Sec => self.field.over(&one, &cos),
            _ => self.field.over(&one, &sin),
        }
    }

    fn hyperbolic(&mut self, function: Function, x: &Value<A>) -> Result<Value<A>, Fail> {
        let (sinh, cosh) = self.field.sinh_cosh(x)?;
        let one = self.field.one();
        match function {
            Function::Tanh => self.field.over(&sinh, &cosh),
            Function::Coth => self.field.over(&cosh, &sinh),
            Function::Sech => self.field.over(&one, &cosh),
            _ => self.field.over(&one, &sinh),
        }
    }

    /// Parts of complex numbers, and steps.
    fn part_of(&mut self, function: Function, x: &Value<A>) -> Result<Value<A>, Fail> {
        use Function as F;
        let zero = self.field.reals.zero();
        match function {
            F::Abs => self.field.modulus(x),
            F::Re => Ok(Value::<A> {
                im: zero,
                ..x.clone()
            }),
            F::Im => Ok(Value::<A> {
                re: x.im.clone(),
                im: zero,
                ..x.clone()
            }),
            F::Conjugate => Ok(self.field.conjugate(x)),
            F::Arg => self.field.argument(x),
            F::Sgn => self.sign(x),
            F::Floor => self.floor(x),
            F::Ceil => {
                let floor = self.floor(&self.field.negated(x))?;
                Ok(self.field.negated(&floor))
            }
            F::Round => {
                let is_negative = self.field.reals.is_negative(&x.re);
                let half = self.field.small(if is_negative { -1 } else { 1 }, 2)?;
                let shifted = self.field.plus(x, &half)?;
                self.part_of(if is_negative { F::Ceil } else { F::Floor }, &shifted)
            }
            _ => Err(Fail::Unknown),
        }
    }

    #[inline(never)]
    fn binary(&mut self, function: Function, x: &Value<A>, y: &Value<A>) -> Result<Value<A>, Fail> {
        match function {
            Function::Root => {
                let degree = self.small_integer(y);
                if let Some(degree) = degree.and_then(|d| u32::try_from(d).ok()) {
                    return self.field.root(x, degree);
                }
                let one = self.field.one();
                let exponent = self.field.over(&one, y)?;
                self.field.power(x, &exponent)
            }
            Function::Log => {
                let (x, y) = (self.field.ln(x)?, self.field.ln(y)?);
                self.field.over(&x, &y)
            }
            Function::Mod => {
                let quotient = self.field.over(x, y)?;
                let floor = self.floor(&quotient)?;
                let part = self.field.times(&floor, y)?;
                self.field.minus(x, &part)
            }
            Function::Binomial | Function::Permutations => self.falling(function, x, y),
            Function::Min | Function::Max => self.extreme(function, &[x.clone(), y.clone()]),
            _ => Err(Fail::Unknown),
        }
    }

    fn extreme(&mut self, function: Function, values: &[Value<A>]) -> Result<Value<A>, Fail> {
        let wanted = match function {
            Function::Min => Ordering::Less,
            Function::Max => Ordering::Greater,
            _ => return Err(Fail::Unknown),
        };
        let (first, rest) = values.split_first().ok_or(Fail::Unknown)?;
        let mut best = first.clone();
        for value in rest {
            if !self.field.may_be_real(value) || !self.field.may_be_real(&best) {
                return Err(Fail::Undefined);
            }
            let difference = self.field.minus(value, &best)?;
            // Between values that may be equal either will do, with its error.
            let order = if self.field.reals.is_negative(&difference.re) {
                Ordering::Less
            } else {
                Ordering::Greater
            };
            if order == wanted {
                best = value.clone();
            }
        }
        Ok(best)
    }
}
