//! What a point of accuracy is worth: the price that a decision is made at.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::analysis::cell::Cell;

/// What one point of accuracy (one item more of a hundred) is worth, for each
/// attempt.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "unit", content = "per_point", rename_all = "kebab-case")]
pub enum Worth {
    /// So many completion tokens.
    Tokens(f64),
    /// So many seconds until the end of the completion.
    Seconds(f64),
}

/// A text that is no price.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no price of a point of accuracy: write a positive number of tokens or seconds for \
     each attempt, such as `20tokens` or `0.5s`"
)]
pub struct WorthError(String);

impl Worth {
    /// What an item cost, in the unit of accuracy: a share, so that 0.01 is a
    /// point. `None` where it was not measured.
    pub fn cost(self, cell: &Cell) -> Option<f64> {
        let points = match self {
            Self::Tokens(tokens) => cell.completion_tokens()? / tokens,
            Self::Seconds(seconds) => cell.elapsed_ms? / 1000.0 / seconds,
        };
        Some(points / 100.0)
    }
}

impl FromStr for Worth {
    type Err = WorthError;

    /// `20tokens`, `20 tokens`, `20t`, `0.5s`, `0.5 seconds`.
    fn from_str(text: &str) -> Result<Self, WorthError> {
        let fail = || WorthError(text.to_owned());
        let trimmed = text.trim();
        let end = trimmed
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .ok_or_else(fail)?;
        let (number, unit) = trimmed.split_at_checked(end).ok_or_else(fail)?;
        let number: f64 = number.parse().map_err(|_| fail())?;
        if !(number.is_finite() && number > 0.0) {
            return Err(fail());
        }
        match unit.trim() {
            "t" | "token" | "tokens" => Ok(Self::Tokens(number)),
            "s" | "second" | "seconds" => Ok(Self::Seconds(number)),
            _ => Err(fail()),
        }
    }
}

impl fmt::Display for Worth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tokens(n) => write!(f, "{n} tokens"),
            Self::Seconds(n) => write!(f, "{n} s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read() {
        assert_eq!("20tokens".parse(), Ok(Worth::Tokens(20.0)));
        assert_eq!(" 20 t ".parse(), Ok(Worth::Tokens(20.0)));
        assert_eq!("0.5s".parse(), Ok(Worth::Seconds(0.5)));
        assert_eq!("2 seconds".parse(), Ok(Worth::Seconds(2.0)));
        for text in [
            "",
            "20",
            "s",
            "-1s",
            "0s",
            "1.2.3s",
            "20 apples",
            "∞s",
            "1e400t",
        ] {
            let error = text.parse::<Worth>().unwrap_err();
            assert!(error.to_string().contains("20tokens"), "{text}");
        }
        assert_eq!(Worth::Tokens(20.0).to_string(), "20 tokens");
    }
}
