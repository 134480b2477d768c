//! Families of generated items, with answers known by construction.
//!
//! [`generate`] is a pure function: the same family, seed and count give the
//! same rows on every machine and in every version. The embedded models are
//! trained on the same families, so only items that training never sees are
//! generated: [`Family::is_held_back`] is the rule that both sides follow.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::Row;
use crate::suite::Target;
use dice::Dice;

mod algebra;
mod arithmetic;
mod code;
mod dice;
mod format;
mod logic;
mod lookup;
mod pools;

/// Draws without a new item before the generator concludes that there is none.
/// The rarest item of the small families turns up once in about 2,000 draws.
const PATIENCE: usize = 20_000;

/// The first `n` items of `family` under `seed`, as dataset rows with the
/// columns `id`, `question` and `target`.
///
/// Row `i` depends on the rows before it only by not repeating them, so a
/// larger `n` extends a smaller one. Questions are distinct; the idea behind a
/// question (such as the pair of numbers or the pattern of statements) comes
/// again only after all others have been used.
pub fn generate(family: Family, seed: u64, n: usize) -> Result<Vec<Row>, FamilyError> {
    let mut used = Used::default();
    (0..n)
        .map(|index| {
            let mut dice = Dice::new(family.name(), seed, index);
            let draft = used
                .next_new(family, &mut dice)
                .ok_or(FamilyError::Exhausted {
                    family,
                    wanted: n,
                    found: index,
                })?;
            let id = format!("{family}-{seed}-{:04}", index + 1);
            Ok(draft.into_row(id))
        })
        .collect()
}

/// Why items could not be generated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FamilyError {
    /// No family has this name.
    #[error("no family is called `{name}`; there are {}", Family::names())]
    Unknown {
        /// The name that was asked for.
        name: String,
    },
    /// The family is too small for that many distinct items.
    #[error(
        "family `{family}` has only {found} distinct held-back items, {wanted} were asked for; \
         ask for at most {found}"
    )]
    Exhausted {
        /// The family.
        family: Family,
        /// How many items were asked for.
        wanted: usize,
        /// How many there are.
        found: usize,
    },
}

/// A kind of generated item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// A chain of additions, subtractions and multiplications.
    Arithmetic,
    /// Two whole numbers from their sum and product.
    Algebra,
    /// Knights and knaves.
    Logic,
    /// A Python function from three of its values.
    Code,
    /// A value looked up in a list that the question gives.
    Lookup,
    /// Words to be written as a JSON list.
    Format,
}

impl Family {
    /// All families, in the order of lists and tables.
    pub const ALL: [Self; 6] = [
        Self::Arithmetic,
        Self::Algebra,
        Self::Logic,
        Self::Code,
        Self::Lookup,
        Self::Format,
    ];

    /// The name that users type; also the task type of the items.
    pub fn name(self) -> &'static str {
        match self {
            Self::Arithmetic => "arithmetic",
            Self::Algebra => "algebra",
            Self::Logic => "logic",
            Self::Code => "code",
            Self::Lookup => "lookup",
            Self::Format => "format",
        }
    }

    /// One line for lists.
    pub fn about(self) -> &'static str {
        match self {
            Self::Arithmetic => "the result of a chain of four to six operations",
            Self::Algebra => "two whole numbers from their sum and their product",
            Self::Logic => "who of four is a knight and who a knave, from what they say",
            Self::Code => "a Python function from three of its values",
            Self::Lookup => "the value of a key in a list that the question gives",
            Self::Format => "words written as a JSON list",
        }
    }

    /// The template of the user message that the family is meant for.
    pub fn template(self) -> String {
        format!("{{{{ question }}}}{}", self.instruction())
    }

    /// Whether the item with this key is kept out of the training of the
    /// embedded models. `key` is what tells items of the family apart: the
    /// numbers or the pattern of a small family, else the whole user message.
    pub fn is_held_back(self, key: &str) -> bool {
        // The training script has the same rule. Small families hold back a
        // quarter of their ideas, the open ones a sixteenth of their messages.
        let limit = match self {
            Self::Algebra | Self::Logic | Self::Code => 64,
            Self::Arithmetic | Self::Lookup | Self::Format => 16,
        };
        let hash = Sha256::digest(format!("{self}:{key}"));
        hash.first().is_some_and(|&byte| byte < limit)
    }

    /// What the template adds after the question.
    fn instruction(self) -> &'static str {
        match self {
            Self::Arithmetic | Self::Algebra => "\nPut the final answer in \\boxed{}.",
            Self::Logic => "",
            Self::Code => "\nWrite the Python function f in a code block.",
            Self::Lookup => " Answer with key=value.",
            Self::Format => "\nAnswer with the list only.",
        }
    }

    fn draw(self, dice: &mut Dice) -> Draft {
        match self {
            Self::Arithmetic => arithmetic::draw(dice),
            Self::Algebra => algebra::draw(dice),
            Self::Logic => logic::draw(dice),
            Self::Code => code::draw(dice),
            Self::Lookup => lookup::draw(dice),
            Self::Format => format::draw(dice),
        }
    }

    fn names() -> String {
        Self::ALL.map(|family| format!("`{family}`")).join(", ")
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Family {
    type Err = FamilyError;

    fn from_str(name: &str) -> Result<Self, FamilyError> {
        Self::ALL
            .into_iter()
            .find(|family| family.name() == name)
            .ok_or_else(|| FamilyError::Unknown {
                name: name.to_owned(),
            })
    }
}

/// An item before it has an id.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    question: String,
    target: Target,
    /// What is asked, whatever the wording; `None` where that is the whole message.
    idea: Option<String>,
}

impl Draft {
    fn key(&self, family: Family) -> String {
        match &self.idea {
            Some(idea) => idea.clone(),
            None => format!("{}{}", self.question, family.instruction()),
        }
    }

    fn into_row(self, id: String) -> Row {
        let target = match self.target {
            Target::Text(text) => Value::String(text),
            Target::Tests(tests) => {
                serde_json::to_value(tests).expect("tests are texts and JSON values")
            }
        };
        Row(Map::from_iter([
            ("id".to_owned(), Value::String(id)),
            ("question".to_owned(), Value::String(self.question)),
            ("target".to_owned(), target),
        ]))
    }
}

/// What a file already holds.
#[derive(Default)]
struct Used {
    questions: BTreeSet<String>,
    /// Keys of this round. A round ends when no unused key turns up any more.
    keys: BTreeSet<String>,
}

impl Used {
    /// Draws until an item is held back and new; `None` if there is none left.
    fn next_new(&mut self, family: Family, dice: &mut Dice) -> Option<Draft> {
        for _round in 0..2 {
            for _ in 0..PATIENCE {
                let draft = family.draw(dice);
                let key = draft.key(family);
                if !self.keys.contains(&key)
                    && !self.questions.contains(&draft.question)
                    && family.is_held_back(&key)
                {
                    self.questions.insert(draft.question.clone());
                    self.keys.insert(key);
                    return Some(draft);
                }
            }
            self.keys.clear();
        }
        None
    }
}

#[cfg(test)]
mod tests;
