//! What an answer is: a number, a quantity, a set, an equation, a text.

use super::expr::Expr;
use super::unit::Unit;

/// An answer as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// Words, folded: lower case, single spaces, no articles or punctuation.
    Text(String),
    /// A number, an expression, a matrix.
    Expr(Expr),
    /// A number or expression with a unit; percent and currencies are units.
    Quantity(Expr, Unit),
    /// Two numbers or more with colons between them: `3:4`.
    Ratio(Vec<Expr>),
    /// A number in a base that was named: `1011_2`, `(1011)_2`, `0xff`.
    Based {
        value: Expr,
        base: u32,
    },
    /// Sides with the relations between them, as in `0 < x ≤ 1`. `x = 5` too.
    Relation(Relation),
    /// `x ≡ 3, 4 (mod 7)`; `subject` is what stands left of the sign, if anything does.
    Congruence {
        subject: Option<Expr>,
        residues: Vec<Expr>,
        modulus: Expr,
    },
    /// Relations joined by "and" (all hold).
    All(Vec<Answer>),
    /// Relations joined by "or" (any holds).
    Any(Vec<Answer>),
    /// Parts without brackets around them, joined by commas or "and" or "or",
    /// where they are no relations in one variable. `a ± b` is a list of two.
    List(Vec<Answer>),
    /// Parts in set braces.
    Set(Vec<Answer>),
    /// `{x ∈ domain : conditions}`; what stands left of the bar is `element`.
    Builder {
        element: Box<Answer>,
        conditions: Vec<Answer>,
    },
    /// Two parts or more in brackets: a tuple, a point, a vector, an interval.
    Bracketed {
        open: char,
        close: char,
        parts: Vec<Answer>,
    },
    /// `A ∪ B`, `A ∩ B`, `A ∖ B` of two or more.
    Combined(SetOperator, Vec<Answer>),
    /// `ℝ`, `ℤ⁺` …
    Domain(Domain),
    /// Hours, minutes, seconds of a day, or a length of time given like that.
    Time(Time),
    Date(Date),
    /// Answers that are words with a meaning of their own.
    Special(Special),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Relation {
    /// One more than there are signs.
    pub(super) sides: Vec<Answer>,
    pub(super) signs: Vec<Sign>,
    /// Whether the first side only names what the next one is: `x`, `f(x)`, `AB`.
    pub(super) is_named: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sign {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// `≈`, `≅`, `∼`
    About,
    In,
    NotIn,
    /// `⊂`, `⊆`
    Subset,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum SetOperator {
    Union,
    Intersection,
    Difference,
}

/// A set of numbers with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Domain {
    pub(super) kind: DomainKind,
    pub(super) part: DomainPart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum DomainKind {
    Naturals,
    Integers,
    Rationals,
    Reals,
    Complexes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum DomainPart {
    All,
    Positive,
    Negative,
    NotNegative,
    NotPositive,
    NotZero,
}

/// A time of day, or a length of time written with colons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Time {
    /// Seconds since midnight, in the order written: `14:30` is 52,200.
    pub(super) seconds: u32,
    /// Whether a.m. or p.m. was said (and is counted in). `None`: not said.
    pub(super) half: Option<Half>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Half {
    Am,
    Pm,
}

/// A date; what was not written is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Date {
    pub(super) year: Option<i32>,
    pub(super) month: u8,
    pub(super) day: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Special {
    /// "no solution", "none", the empty set in words.
    NoSolution,
    /// "undefined", "does not exist", DNE.
    Undefined,
    /// "all real numbers".
    AllReals,
    /// "infinitely many (solutions)".
    InfinitelyMany,
    True,
    False,
}
