//! Functions and constants by name.

use super::expr::Constant;

/// A function that can be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    /// Two arguments: radicand and degree.
    Root,
    Sin,
    Cos,
    Tan,
    Cot,
    Sec,
    Csc,
    Arcsin,
    Arccos,
    Arctan,
    Sinh,
    Cosh,
    Tanh,
    Arcsinh,
    Arccosh,
    Arctanh,
    /// Natural, or with a second argument as base.
    Log,
    Exp,
    Abs,
    Floor,
    Ceil,
    Factorial,
    /// Two arguments.
    Binomial,
    /// Two arguments.
    Mod,
    /// Any number of arguments, as the three below.
    Gcd,
    Lcm,
    Min,
    Max,
}

impl Function {
    /// The function of this name, in LaTeX (without the backslash), plain text
    /// or sympy style.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "sqrt" => Self::Root,
            "sin" => Self::Sin,
            "cos" => Self::Cos,
            "tan" | "tg" => Self::Tan,
            "cot" => Self::Cot,
            "sec" => Self::Sec,
            "csc" => Self::Csc,
            "arcsin" | "asin" => Self::Arcsin,
            "arccos" | "acos" => Self::Arccos,
            "arctan" | "atan" => Self::Arctan,
            "sinh" => Self::Sinh,
            "cosh" => Self::Cosh,
            "tanh" => Self::Tanh,
            "arcsinh" | "asinh" | "arsinh" => Self::Arcsinh,
            "arccosh" | "acosh" | "arcosh" => Self::Arccosh,
            "arctanh" | "atanh" | "artanh" => Self::Arctanh,
            "ln" | "log" => Self::Log,
            "exp" => Self::Exp,
            "abs" | "Abs" => Self::Abs,
            "floor" => Self::Floor,
            "ceil" | "ceiling" => Self::Ceil,
            "factorial" => Self::Factorial,
            "binomial" => Self::Binomial,
            "gcd" => Self::Gcd,
            "lcm" => Self::Lcm,
            "min" | "Min" => Self::Min,
            "max" | "Max" => Self::Max,
            _ => return None,
        })
    }

    /// What `f^{-1}` means for this function, if it has a name.
    pub(super) fn inverse(self) -> Option<Self> {
        Some(match self {
            Self::Sin => Self::Arcsin,
            Self::Cos => Self::Arccos,
            Self::Tan => Self::Arctan,
            Self::Sinh => Self::Arcsinh,
            Self::Cosh => Self::Arccosh,
            Self::Tanh => Self::Arctanh,
            _ => return None,
        })
    }

    /// How many arguments it takes; `None` for one or more.
    pub(super) fn arity(self) -> Option<usize> {
        match self {
            Self::Binomial | Self::Mod => Some(2),
            Self::Gcd | Self::Lcm | Self::Min | Self::Max => None,
            _ => Some(1),
        }
    }
}

/// The constant of this name.
pub(super) fn constant(name: &str) -> Option<Constant> {
    Some(match name {
        "pi" | "Pi" => Constant::Pi,
        "e" => Constant::E,
        "i" => Constant::I,
        "infty" | "inf" | "infinity" | "Infinity" | "oo" => Constant::Infinity,
        _ => return None,
    })
}

/// Whether `name` is a Greek letter as LaTeX and people spell it.
pub(super) fn is_greek(name: &str) -> bool {
    const GREEK: [&str; 32] = [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "varepsilon",
        "zeta",
        "eta",
        "theta",
        "vartheta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "varphi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Sigma",
        "Phi",
        "Omega",
    ];
    GREEK.contains(&name)
}

/// Whether a short word behind a number is a unit rather than a product.
pub(super) fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 40] = [
        "mm", "cm", "dm", "km", "ft", "in", "yd", "mi", "kg", "mg", "lb", "lbs", "oz", "ml", "mL",
        "cL", "dl", "hr", "hrs", "min", "sec", "ms", "mph", "kph", "Hz", "kHz", "kJ", "kW", "Pa",
        "kPa", "USD", "EUR", "am", "pm", "cents", "deg", "rad", "mol", "bits", "sq",
    ];
    UNITS.contains(&word)
}
