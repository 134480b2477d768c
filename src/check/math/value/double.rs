//! Doubles.

use std::f64::consts::PI;

use super::{Arithmetic, Magnitude};
use crate::check::math::rational::Rational;

/// Below this the relative error of a double grows.
const SMALLEST: f64 = 1e-290;

/// The arithmetic of doubles.
#[derive(Debug, Default)]
pub(in super::super) struct Doubles {
    steps: u64,
}

/// What neither overflows nor loses digits to underflow. Zeros lose their sign.
fn sound(value: f64) -> Option<f64> {
    (value.is_finite() && (value.abs() > SMALLEST || value == 0.0)).then_some(value + 0.0)
}

impl Arithmetic for Doubles {
    type Real = f64;

    fn epsilon(&self) -> Magnitude {
        // The functions of the library are right up to an ulp or two.
        Magnitude::new(2.0 * f64::EPSILON)
    }

    fn precision(&self) -> u32 {
        51
    }

    fn cost(&mut self) -> u64 {
        std::mem::take(&mut self.steps)
    }

    fn is_final(&self) -> bool {
        false
    }

    fn zero(&self) -> f64 {
        0.0
    }

    fn one(&self) -> f64 {
        1.0
    }

    fn pi(&mut self) -> f64 {
        PI
    }

    fn rational(&mut self, value: &Rational) -> Option<f64> {
        self.steps += 1 + value.bits() / 256;
        let double = value.to_f64();
        sound(double).filter(|_| double != 0.0 || value.is_zero())
    }

    fn is_zero(&self, a: &f64) -> bool {
        *a == 0.0
    }

    fn is_negative(&self, a: &f64) -> bool {
        *a < 0.0
    }

    fn size(&self, a: &f64) -> Magnitude {
        Magnitude::new(a.abs())
    }

    fn to_f64(&self, a: &f64) -> f64 {
        *a
    }

    fn nearest(&self, a: &f64) -> Option<Rational> {
        (a.abs() < 1e15).then(|| Rational::integer(a.round() as i64))
    }

    fn negated(&self, a: &f64) -> f64 {
        0.0 - a
    }

    fn plus(&mut self, a: &f64, b: &f64) -> Option<f64> {
        self.steps += 1;
        sound(a + b)
    }

    fn times(&mut self, a: &f64, b: &f64) -> Option<f64> {
        self.steps += 1;
        let product = a * b;
        sound(product).filter(|_| product != 0.0 || *a == 0.0 || *b == 0.0)
    }

    fn over(&mut self, a: &f64, b: &f64) -> Option<f64> {
        self.steps += 1;
        let quotient = a / b;
        sound(quotient).filter(|_| quotient != 0.0 || *a == 0.0)
    }

    fn sqrt(&mut self, a: &f64) -> Option<f64> {
        self.steps += 1;
        sound(a.sqrt())
    }

    fn exp(&mut self, a: &f64) -> Option<f64> {
        self.steps += 2;
        sound(a.exp()).filter(|&e| e > 0.0)
    }

    fn ln(&mut self, a: &f64) -> Option<f64> {
        self.steps += 2;
        sound(a.ln())
    }

    fn sin_cos(&mut self, a: &f64) -> Option<(f64, f64)> {
        self.steps += 3;
        Some((sound(a.sin())?, sound(a.cos())?))
    }

    fn atan2(&mut self, y: &f64, x: &f64) -> Option<f64> {
        self.steps += 3;
        sound(y.atan2(*x))
    }
}
