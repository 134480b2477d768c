//! Functions and constants by name.

use super::expr::Constant;

/// A function that can be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    Arccot,
    Arcsec,
    Arccsc,
    Coth,
    Sech,
    Csch,
    /// Natural, or with a second argument as base.
    Log,
    Exp,
    Abs,
    Floor,
    Ceil,
    Factorial,
    DoubleFactorial,
    Gamma,
    Round,
    Sgn,
    Re,
    Im,
    Conjugate,
    /// The angle of a complex number, from -π (excluded) to π.
    Arg,
    /// Of a matrix.
    Transpose,
    /// Of a matrix.
    Determinant,
    /// Two arguments.
    Binomial,
    /// Two arguments: n!/(n-k)!.
    Permutations,
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
            "cot" | "ctg" | "cotg" => Self::Cot,
            "sec" => Self::Sec,
            "csc" | "cosec" => Self::Csc,
            "arcsin" | "asin" => Self::Arcsin,
            "arccos" | "acos" => Self::Arccos,
            "arctan" | "atan" | "arctg" => Self::Arctan,
            "sinh" => Self::Sinh,
            "cosh" => Self::Cosh,
            "tanh" => Self::Tanh,
            "arcsinh" | "asinh" | "arsinh" => Self::Arcsinh,
            "arccosh" | "acosh" | "arcosh" => Self::Arccosh,
            "arctanh" | "atanh" | "artanh" => Self::Arctanh,
            "arccot" | "acot" | "arcctg" => Self::Arccot,
            "arcsec" | "asec" => Self::Arcsec,
            "arccsc" | "acsc" => Self::Arccsc,
            "coth" => Self::Coth,
            "sech" => Self::Sech,
            "csch" => Self::Csch,
            "ln" | "log" => Self::Log,
            "exp" => Self::Exp,
            "abs" | "Abs" => Self::Abs,
            "floor" => Self::Floor,
            "ceil" | "ceiling" => Self::Ceil,
            "factorial" => Self::Factorial,
            "factorial2" => Self::DoubleFactorial,
            "gamma" | "Gamma" => Self::Gamma,
            "round" => Self::Round,
            "sgn" | "sign" => Self::Sgn,
            "Re" | "re" => Self::Re,
            "Im" | "im" => Self::Im,
            "conjugate" | "conj" => Self::Conjugate,
            "arg" | "Arg" => Self::Arg,
            "transpose" => Self::Transpose,
            "det" => Self::Determinant,
            "binomial" | "binom" | "comb" | "nCr" => Self::Binomial,
            "perm" | "nPr" => Self::Permutations,
            "gcd" | "GCD" | "hcf" | "HCF" => Self::Gcd,
            "lcm" | "LCM" => Self::Lcm,
            "min" | "Min" => Self::Min,
            "max" | "Max" => Self::Max,
            _ => return None,
        })
    }

    /// The name by which [`named`](Self::named) finds it (`mod` apart).
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Root => "sqrt",
            Self::Sin => "sin",
            Self::Cos => "cos",
            Self::Tan => "tan",
            Self::Cot => "cot",
            Self::Sec => "sec",
            Self::Csc => "csc",
            Self::Arcsin => "arcsin",
            Self::Arccos => "arccos",
            Self::Arctan => "arctan",
            Self::Sinh => "sinh",
            Self::Cosh => "cosh",
            Self::Tanh => "tanh",
            Self::Arcsinh => "arcsinh",
            Self::Arccosh => "arccosh",
            Self::Arctanh => "arctanh",
            Self::Arccot => "arccot",
            Self::Arcsec => "arcsec",
            Self::Arccsc => "arccsc",
            Self::Coth => "coth",
            Self::Sech => "sech",
            Self::Csch => "csch",
            Self::Log => "log",
            Self::Exp => "exp",
            Self::Abs => "abs",
            Self::Floor => "floor",
            Self::Ceil => "ceil",
            Self::Factorial => "factorial",
            Self::DoubleFactorial => "factorial2",
            Self::Gamma => "gamma",
            Self::Round => "round",
            Self::Sgn => "sgn",
            Self::Re => "Re",
            Self::Im => "Im",
            Self::Conjugate => "conjugate",
            Self::Arg => "arg",
            Self::Transpose => "transpose",
            Self::Determinant => "det",
            Self::Binomial => "binomial",
            Self::Permutations => "perm",
            Self::Mod => "mod",
            Self::Gcd => "gcd",
            Self::Lcm => "lcm",
            Self::Min => "min",
            Self::Max => "max",
        }
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
            Self::Binomial | Self::Permutations | Self::Mod => Some(2),
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
        "zoo" => Constant::Undefined,
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
