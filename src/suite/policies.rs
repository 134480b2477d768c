//! What graders disagree about, as named options with defaults.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How answers are taken where a rule of taste decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option with a name of its own"
)]
pub struct MathPolicies {
    /// A decimal also equals what it is a correct rounding of, if it shows at
    /// least so many significant digits; 0 for never. The other side must not
    /// be a decimal itself that shows more digits than twice as many.
    pub rounding: u32,
    /// `50 %` equals `50` as well as `0.5`.
    pub bare_percent: bool,
    /// A unit that one side lacks is forgiven.
    pub missing_unit: bool,
    /// Units of the same dimension are converted: `5 m` is `500 cm`.
    pub convert_units: bool,
    /// Lists without brackets are compared in order.
    pub ordered_lists: bool,
    /// A tuple equals the set or list of its parts.
    pub tuple_as_set: bool,
    /// Texts are compared with their capitals.
    pub case_sensitive: bool,
}

impl Default for MathPolicies {
    fn default() -> Self {
        Self {
            rounding: 4,
            bare_percent: true,
            missing_unit: true,
            convert_units: true,
            ordered_lists: false,
            tuple_as_set: false,
            case_sensitive: false,
        }
    }
}

impl MathPolicies {
    /// Whether all are as they are where nothing is said.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Name, meaning in one line, of each option.
    pub const OPTIONS: [(&'static str, &'static str); 7] = [
        (
            "rounding",
            "least significant digits of a rounded decimal that is accepted; 0 for never",
        ),
        ("bare-percent", "50 % also equals a bare 50"),
        ("missing-unit", "a unit that one side lacks is forgiven"),
        ("convert-units", "5 m equals 500 cm"),
        (
            "ordered-lists",
            "lists without brackets are compared in order",
        ),
        ("tuple-as-set", "a tuple equals the set of its parts"),
        ("case-sensitive", "capitals count in texts"),
    ];

    /// Sets one option from text: `rounding=0`, `missing-unit=no`.
    ///
    /// # Errors
    /// What is wrong, and what there is.
    pub fn set(&mut self, option: &str) -> Result<(), PolicyError> {
        let error = || PolicyError {
            option: option.to_owned(),
        };
        let (name, value) = option.split_once('=').ok_or_else(error)?;
        if name == "rounding" {
            self.rounding = value.parse().map_err(|_| error())?;
            return Ok(());
        }
        let value = match value {
            "yes" | "true" => true,
            "no" | "false" => false,
            _ => return Err(error()),
        };
        *match name {
            "bare-percent" => &mut self.bare_percent,
            "missing-unit" => &mut self.missing_unit,
            "convert-units" => &mut self.convert_units,
            "ordered-lists" => &mut self.ordered_lists,
            "tuple-as-set" => &mut self.tuple_as_set,
            "case-sensitive" => &mut self.case_sensitive,
            _ => return Err(error()),
        } = value;
        Ok(())
    }
}

impl fmt::Display for MathPolicies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |set: bool| if set { "yes" } else { "no" };
        write!(
            f,
            "rounding={} bare-percent={} missing-unit={} convert-units={} ordered-lists={} tuple-as-set={} case-sensitive={}",
            self.rounding,
            word(self.bare_percent),
            word(self.missing_unit),
            word(self.convert_units),
            word(self.ordered_lists),
            word(self.tuple_as_set),
            word(self.case_sensitive),
        )
    }
}

/// An option that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{option}` is no policy; write NAME=VALUE with a number for `rounding` and yes or no for the others ({})",
    names()
)]
pub struct PolicyError {
    option: String,
}

fn names() -> String {
    MathPolicies::OPTIONS.map(|(name, _)| name).join(", ")
}
