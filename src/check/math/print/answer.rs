//! Answers as text.

use std::fmt::{self, Display, Formatter};

use super::super::answer::{
    Answer, Date, Domain, DomainKind, DomainPart, Half, Relation, SetOperator, Sign, Special, Time,
};
use super::super::expr::Expr;

impl Display for Answer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "\\text{{{text}}}"),
            Self::Expr(expr) => write!(f, "{expr}"),
            Self::Quantity(value, unit) => match value {
                Expr::Sum(_) => write!(f, "({value}) {}", unit.name),
                _ => write!(f, "{value} {}", unit.name),
            },
            Self::Ratio(parts) => listed(f, parts, " : "),
            Self::Based { value, base } => write!(f, "{value} (written in base {base})"),
            Self::Relation(relation) => write!(f, "{relation}"),
            Self::Congruence {
                subject,
                residues,
                modulus,
            } => {
                if let Some(subject) = subject {
                    write!(f, "{subject} \\equiv ")?;
                }
                listed(f, residues, ", ")?;
                write!(f, " \\pmod{{{modulus}}}")
            }
            Self::All(parts) => listed(f, parts, " and "),
            Self::Any(parts) => listed(f, parts, " or "),
            Self::List(parts) => listed(f, parts, ", "),
            Self::Set(parts) => {
                f.write_str("\\{")?;
                listed(f, parts, ", ")?;
                f.write_str("\\}")
            }
            Self::Builder {
                element,
                conditions,
            } => {
                write!(f, "\\{{{element} : ")?;
                listed(f, conditions, ", ")?;
                f.write_str("\\}")
            }
            Self::Bracketed { open, close, parts } => {
                write!(f, "{open}")?;
                listed(f, parts, ", ")?;
                write!(f, "{close}")
            }
            Self::Combined(operator, parts) => listed(f, parts, joint(*operator)),
            Self::Domain(domain) => write!(f, "{domain}"),
            Self::Time(time) => write!(f, "{time}"),
            Self::Date(date) => write!(f, "{date}"),
            Self::Special(special) => f.write_str(in_words(*special)),
        }
    }
}

/// What stands between the sets.
fn joint(operator: SetOperator) -> &'static str {
    match operator {
        SetOperator::Union => " \\cup ",
        SetOperator::Intersection => " \\cap ",
        SetOperator::Difference => " \\setminus ",
    }
}

fn in_words(special: Special) -> &'static str {
    match special {
        Special::NoSolution => "no solution",
        Special::Undefined => "undefined",
        Special::AllReals => "all real numbers",
        Special::InfinitelyMany => "infinitely many",
        Special::True => "true",
        Special::False => "false",
    }
}

fn listed<T: Display>(f: &mut Formatter<'_>, parts: &[T], joint: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(joint)?;
        }
        write!(f, "{part}")?;
    }
    Ok(())
}

impl Display for Relation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, side) in self.sides.iter().enumerate() {
            if let Some(sign) = at.checked_sub(1).and_then(|at| self.signs.get(at)) {
                write!(f, " {sign} ")?;
            }
            write!(f, "{side}")?;
        }
        Ok(())
    }
}

impl Display for Sign {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::NotEqual => "\\ne",
            Self::Less => "<",
            Self::LessOrEqual => "\\le",
            Self::Greater => ">",
            Self::GreaterOrEqual => "\\ge",
            Self::About => "\\approx",
            Self::In => "\\in",
            Self::NotIn => "\\notin",
            Self::Subset => "\\subset",
        })
    }
}

impl Display for Domain {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let letter = match self.kind {
            DomainKind::Naturals => 'N',
            DomainKind::Integers => 'Z',
            DomainKind::Rationals => 'Q',
            DomainKind::Reals => 'R',
            DomainKind::Complexes => 'C',
        };
        let part = match self.part {
            DomainPart::All => "",
            DomainPart::Positive => "_{>0}",
            DomainPart::Negative => "_{<0}",
            DomainPart::NotNegative => "_{\\ge 0}",
            DomainPart::NotPositive => "_{\\le 0}",
            DomainPart::NotZero => "_{\\ne 0}",
        };
        write!(f, "\\mathbb{{{letter}}}{part}")
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (
            self.seconds / 3600,
            self.seconds / 60 % 60,
            self.seconds % 60,
        );
        let shown = match self.half {
            Some(_) => (hours + 11) % 12 + 1,
            None => hours,
        };
        write!(f, "{shown}:{minutes:02}")?;
        if seconds > 0 {
            write!(f, ":{seconds:02}")?;
        }
        f.write_str(match self.half {
            Some(Half::Am) => " am",
            Some(Half::Pm) => " pm",
            None => "",
        })
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = usize::from(self.month).checked_sub(1);
        let month = month.and_then(|m| MONTHS.get(m)).unwrap_or(&"");
        match self.year {
            Some(year) => write!(f, "{month} {}, {year}", self.day),
            None => write!(f, "{month} {}", self.day),
        }
    }
}
