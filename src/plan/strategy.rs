//! How an attempt spends its compute, and how that is written.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Most draws of one attempt: their completions are held in memory together.
pub const MOST_DRAWS: u32 = 256;

/// How an attempt spends its compute. As a text: `direct`, `budget-forcing`,
/// `vote@5`, `best-of@5:shortest`, `best-of@5:longest`, `best-of@5:logprob`,
/// `pass@8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Strategy {
    /// One completion, as the model gives it.
    Direct,
    /// One completion whose thinking is ended by force at the budget: what
    /// [`Strategy::Direct`] is called where there is a budget.
    BudgetForcing,
    /// The answer that most of `n` draws agree on, by the checker's equality
    /// (self-consistency, X. Wang et al., 2022, arXiv 2203.11171).
    Vote {
        /// How many draws.
        n: u32,
    },
    /// One of `n` draws, chosen without knowing the target.
    BestOf {
        /// How many draws.
        n: u32,
        /// By what it is chosen.
        by: Criterion,
    },
    /// Correct if one of `n` draws is: what a perfect choice would reach.
    Pass {
        /// How many draws.
        n: u32,
    },
}

/// By what the best of several draws is chosen. Draws without an answer are
/// passed over; of equals the first is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Criterion {
    /// Fewest tokens, thinking and answer together.
    Shortest,
    /// Most tokens.
    Longest,
    /// Highest mean log-probability of the answer's tokens.
    Logprob,
}

/// A text that names no strategy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no strategy: {why}")]
pub struct StrategyError {
    /// What was given.
    text: String,
    /// What would be right.
    why: String,
}

impl Strategy {
    /// Completions that it takes within an attempt.
    pub fn n_draws(self) -> u32 {
        match self {
            Self::Direct | Self::BudgetForcing => 1,
            Self::Vote { n } | Self::BestOf { n, .. } | Self::Pass { n } => n,
        }
    }

    /// The strategy as it is named at a budget, or without one: a direct
    /// attempt whose thinking is ended by force is called budget forcing. The
    /// others keep their name, and the budget is forced on each of their draws.
    #[must_use]
    pub fn at(self, budget: Option<u32>) -> Self {
        match (self, budget) {
            (Self::Direct | Self::BudgetForcing, None) => Self::Direct,
            (Self::Direct | Self::BudgetForcing, Some(_)) => Self::BudgetForcing,
            (other, _) => other,
        }
    }
}

impl fmt::Display for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direct => f.write_str("direct"),
            Self::BudgetForcing => f.write_str("budget-forcing"),
            Self::Vote { n } => write!(f, "vote@{n}"),
            Self::BestOf { n, by } => write!(f, "best-of@{n}:{by}"),
            Self::Pass { n } => write!(f, "pass@{n}"),
        }
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shortest => "shortest",
            Self::Longest => "longest",
            Self::Logprob => "logprob",
        })
    }
}

impl FromStr for Strategy {
    type Err = StrategyError;

    fn from_str(text: &str) -> Result<Self, StrategyError> {
        parse(text).map_err(|why| StrategyError {
            text: crate::text::start_of(text),
            why,
        })
    }
}

fn parse(text: &str) -> Result<Strategy, String> {
    match (text, text.split_once('@')) {
        ("direct", _) => Ok(Strategy::Direct),
        ("budget-forcing", _) => Ok(Strategy::BudgetForcing),
        (_, Some(("vote", n))) => Ok(Strategy::Vote { n: count(n)? }),
        (_, Some(("pass", n))) => Ok(Strategy::Pass { n: count(n)? }),
        (_, Some(("best-of", rest))) => {
            let (n, by) = rest.split_once(':').unwrap_or((rest, ""));
            let by = match by {
                "shortest" => Criterion::Shortest,
                "longest" => Criterion::Longest,
                "logprob" => Criterion::Logprob,
                _ => {
                    return Err(format!(
                        "say by what the best is chosen: `best-of@{n}:shortest`, \
                         `best-of@{n}:longest` or `best-of@{n}:logprob`"
                    ));
                }
            };
            Ok(Strategy::BestOf { n: count(n)?, by })
        }
        _ => Err(
            "expected `direct`, `vote@N`, `best-of@N:shortest|longest|logprob` or `pass@N`"
                .to_owned(),
        ),
    }
}

fn count(text: &str) -> Result<u32, String> {
    // Digits only, and no zero before them: one strategy has one name.
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse()
        .ok()
        .filter(|n| plain && (2..=MOST_DRAWS).contains(n))
        .ok_or_else(|| {
            format!("the number of draws after `@` is a whole number from 2 to {MOST_DRAWS}")
        })
}

impl From<Strategy> for String {
    fn from(strategy: Strategy) -> Self {
        strategy.to_string()
    }
}

impl TryFrom<String> for Strategy {
    type Error = StrategyError;

    fn try_from(text: String) -> Result<Self, StrategyError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::{Criterion, MOST_DRAWS, Strategy};
    use proptest::prelude::{Just, Strategy as Generator, prop_assert_eq, prop_oneof, proptest};

    fn any() -> impl Generator<Value = Strategy> {
        let by = prop_oneof![
            Just(Criterion::Shortest),
            Just(Criterion::Longest),
            Just(Criterion::Logprob)
        ];
        (0..5, 2..=MOST_DRAWS, by).prop_map(|(kind, n, by)| match kind {
            0 => Strategy::Direct,
            1 => Strategy::BudgetForcing,
            2 => Strategy::Vote { n },
            3 => Strategy::BestOf { n, by },
            _ => Strategy::Pass { n },
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(strategy in any()) {
            let text = strategy.to_string();
            prop_assert_eq!(text.parse::<Strategy>().unwrap(), strategy);
            let json = serde_json::to_string(&strategy).unwrap();
            prop_assert_eq!(&json, &format!("\"{text}\""));
            prop_assert_eq!(serde_json::from_str::<Strategy>(&json).unwrap(), strategy);
        }

        #[test]
        fn foreign_texts_are_refused_or_kept(text in "\\PC*") {
            if let Ok(strategy) = text.parse::<Strategy>() {
                prop_assert_eq!(strategy.to_string(), text);
            }
        }
    }

    #[test]
    fn refusals_say_what_would_be_right() {
        let refusal = |text: &str| text.parse::<Strategy>().unwrap_err().to_string();
        insta::assert_snapshot!(
            ["votes", "vote", "vote@", "vote@1", "vote@05", "pass@+8", "pass@257", "best-of@5", "best-of@x:longest", ""]
                .map(refusal)
                .join("\n"),
            @"
            `votes` is no strategy: expected `direct`, `vote@N`, `best-of@N:shortest|longest|logprob` or `pass@N`
            `vote` is no strategy: expected `direct`, `vote@N`, `best-of@N:shortest|longest|logprob` or `pass@N`
            `vote@` is no strategy: the number of draws after `@` is a whole number from 2 to 256
            `vote@1` is no strategy: the number of draws after `@` is a whole number from 2 to 256
            `vote@05` is no strategy: the number of draws after `@` is a whole number from 2 to 256
            `pass@+8` is no strategy: the number of draws after `@` is a whole number from 2 to 256
            `pass@257` is no strategy: the number of draws after `@` is a whole number from 2 to 256
            `best-of@5` is no strategy: say by what the best is chosen: `best-of@5:shortest`, `best-of@5:longest` or `best-of@5:logprob`
            `best-of@x:longest` is no strategy: the number of draws after `@` is a whole number from 2 to 256
            `` is no strategy: expected `direct`, `vote@N`, `best-of@N:shortest|longest|logprob` or `pass@N`
            "
        );
    }

    #[test]
    fn only_direct_changes_its_name_at_a_budget() {
        let vote = Strategy::Vote { n: 3 };
        assert_eq!(Strategy::Direct.at(Some(8)), Strategy::BudgetForcing);
        assert_eq!(Strategy::BudgetForcing.at(None), Strategy::Direct);
        assert_eq!((vote.at(Some(8)), vote.at(None)), (vote, vote));
        assert_eq!((vote.n_draws(), Strategy::BudgetForcing.n_draws()), (3, 1));
    }
}
