//! A part of a plan, for a run that is spread over several machines.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Most shards of one plan.
const MOST_SHARDS: u32 = 10_000;

/// One of the equal parts of a plan, written `2/4`. Items are dealt out in
/// turn, in the plan's order; every attempt at an item is in the same shard, for
/// every model, so that each shard holds pairs that can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Shard {
    /// Which one, from 1.
    index: u32,
    /// Out of how many.
    of: u32,
}

/// A text that names no shard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no shard, expected I/N with I from 1 to N, such as `1/4`, and N at most {MOST_SHARDS}"
)]
pub struct ShardError(String);

impl Shard {
    /// Which one, from 1.
    pub fn index(self) -> u32 {
        self.index
    }

    /// Out of how many.
    pub fn of(self) -> u32 {
        self.of
    }

    /// Whether it holds the item at `place`, from 0, in the plan's order.
    pub fn holds(self, place: usize) -> bool {
        place as u64 % u64::from(self.of) == u64::from(self.index - 1)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let number = |text: &str| -> Option<u32> {
            let plain = text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|_| plain)
        };
        text.split_once('/')
            .and_then(|(index, of)| Some((number(index)?, number(of)?)))
            .filter(|&(index, of)| index >= 1 && index <= of && of <= MOST_SHARDS)
            .map(|(index, of)| Self { index, of })
            .ok_or_else(|| ShardError(crate::text::start_of(text)))
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

impl TryFrom<String> for Shard {
    type Error = ShardError;

    fn try_from(text: String) -> Result<Self, ShardError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_shard_is_refused() {
        for text in [
            "", "1", "0/4", "5/4", "1/0", "-1/4", "+1/4", "1/4/2", "1/10001", "a/b",
        ] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        let refusal = "5/4".parse::<Shard>().unwrap_err().to_string();
        insta::assert_snapshot!(refusal, @"`5/4` is no shard, expected I/N with I from 1 to N, such as `1/4`, and N at most 10000");
    }

    proptest! {
        #[test]
        fn every_place_is_in_one_shard(of in 1..40_u32, place in 0..5_000_usize) {
            let shards = (1..=of).map(|index| format!("{index}/{of}").parse::<Shard>().unwrap());
            prop_assert_eq!(shards.clone().filter(|shard| shard.holds(place)).count(), 1);
            for shard in shards {
                prop_assert_eq!(shard.to_string().parse::<Shard>(), Ok(shard));
            }
        }
    }
}
