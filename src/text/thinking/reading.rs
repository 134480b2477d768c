//! How a text is to be read: what is known of it, and what was chosen.

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::policy::Policy;

/// How a text is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// Whether the prompt opened the thinking, so that the text begins inside it.
    pub open: bool,
    /// What was chosen.
    pub chosen: ReadAs,
}

/// What was chosen about the reading of texts; kept with each completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadAs {
    /// The format; found out from each text where it is `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<&'static Form>,
    /// What is done where programs disagree.
    #[serde(default)]
    pub policy: Policy,
}

impl ReadAs {
    /// Whether nothing was chosen.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl From<bool> for Reading {
    /// The reading of a text that begins inside thinking, or does not.
    fn from(open: bool) -> Self {
        Self {
            open,
            ..Self::default()
        }
    }
}
