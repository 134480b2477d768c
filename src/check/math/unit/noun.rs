//! Nouns that are no unit of measurement: apples, students.

/// Longest noun, in letters.
const LONGEST: usize = 24;

/// Words that are part of no unit: functions, Greek letters, numbers, and words
/// that join or say something of their own.
const NOT_NOUNS: &[&str] = &[
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "sinh",
    "cosh",
    "tanh",
    "arcsin",
    "arccos",
    "arctan",
    "log",
    "exp",
    "sqrt",
    "max",
    "mod",
    "gcd",
    "lcm",
    "det",
    "dim",
    "deg",
    "arg",
    "floor",
    "ceil",
    "abs",
    "inf",
    "sup",
    "lim",
    "sum",
    "prod",
    "int",
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "omicron",
    "rho",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "chi",
    "psi",
    "omega",
    "infinity",
    "infty",
    "undefined",
    "true",
    "false",
    "yes",
    "dne",
    "none",
    "nan",
    "null",
    "and",
    "but",
    "for",
    "from",
    "with",
    "when",
    "where",
    "which",
    "that",
    "this",
    "these",
    "those",
    "then",
    "than",
    "are",
    "was",
    "were",
    "not",
    "any",
    "all",
    "only",
    "more",
    "less",
    "about",
    "approximately",
    "approx",
    "exactly",
    "answer",
    "equal",
    "plus",
    "minus",
    "over",
    "divided",
    "multiplied",
    "choose",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "half",
    "third",
    "quarter",
    "und",
    "oder",
    "because",
    "since",
    "so",
    "iff",
    "if",
    "is",
    "empty",
    "squared",
    "per",
    "pro",
    "par",
    "por",
    "each",
    "every",
    "the",
    "cubed",
];

/// The noun in the singular and in lower case, if the word may be one.
pub(super) fn singular(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    if lower.chars().count() > LONGEST || NOT_NOUNS.contains(&lower.as_str()) {
        return None;
    }
    let noun = if lower.is_ascii() {
        // Twice for `peoples`.
        of_plural(&of_plural(&lower))
    } else {
        lower
    };
    let letters = noun.chars().count();
    let is_noun = if noun.is_ascii() {
        letters >= 3 && noun.contains(['a', 'e', 'i', 'o', 'u'])
    } else {
        letters >= 2 || noun.chars().all(super::lex::is_han)
    };
    (is_noun && !NOT_NOUNS.contains(&noun.as_str())).then_some(noun)
}

const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("persons", "person"),
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("mice", "mouse"),
    ("teeth", "tooth"),
    ("geese", "goose"),
    ("dice", "die"),
    ("knives", "knife"),
    ("wives", "wife"),
    ("lives", "life"),
    ("leaves", "leaf"),
    ("loaves", "loaf"),
    ("shelves", "shelf"),
    ("wolves", "wolf"),
    ("buses", "bus"),
    ("shoes", "shoe"),
    ("toes", "toe"),
    ("canoes", "canoe"),
    ("vertices", "vertex"),
    ("matrices", "matrix"),
    ("cookies", "cookie"),
    ("movies", "movie"),
    ("pies", "pie"),
    ("brownies", "brownie"),
    ("smoothies", "smoothie"),
];

/// The singular of an English noun; the same from the singular.
fn of_plural(noun: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == noun) {
        return (*singular).to_owned();
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() >= 2) {
        return format!("{stem}y");
    }
    for (plural, kept) in [
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("oes", "o"),
    ] {
        if let Some(stem) = noun.strip_suffix(plural) {
            return format!("{stem}{kept}");
        }
    }
    match noun.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => noun.to_owned(),
    }
}
