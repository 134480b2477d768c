//! Where inside the thinking the answer is forced, to see what the model would
//! say there, and how that is written.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Most probes of one completion.
pub const MOST_PROBES: u32 = 256;

/// Where completions are probed. As a text: `every:64`, positions such as
/// `64,128,256`, both in thinking tokens, or `thoughts`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Probes {
    /// After each so many thinking tokens; at least 1.
    Every(u32),
    /// After so many thinking tokens each: from 1, ascending, none twice, at
    /// least one and at most [`MOST_PROBES`].
    At(Vec<u32>),
    /// At the end of each thought but the last, whose end is the completion's
    /// own answer; of the first [`MOST_PROBES`] where there are more. They are
    /// known when the text is finished.
    Thoughts,
}

/// A text that names no probes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` names no probes: {why}")]
pub struct ProbesError {
    /// What was given.
    text: String,
    /// What would be right.
    why: String,
}

impl Probes {
    /// The first position from `from` on that is known before the text is;
    /// `None` where there is none.
    pub fn next_from(&self, from: u32) -> Option<u32> {
        match self {
            Self::Thoughts => None,
            Self::Every(step) => from.max(1).checked_next_multiple_of(*step),
            Self::At(positions) => positions.iter().copied().find(|&p| p >= from.max(1)),
        }
    }

    /// How many positions there are at most up to `end`, `end` included.
    pub fn count_up_to(&self, end: u32) -> u32 {
        match self {
            Self::Thoughts => end.min(MOST_PROBES),
            Self::Every(step) => end.checked_div(*step).unwrap_or(0),
            Self::At(positions) => positions.iter().filter(|&&p| p <= end).count() as u32,
        }
    }

    /// Most positions that lie within `window` tokens that follow each other,
    /// of those up to `end` that are known before the text is.
    pub fn most_within(&self, window: u32, end: u32) -> u32 {
        let most = match self {
            Self::Thoughts => 0,
            Self::Every(step) => window.div_ceil((*step).max(1)),
            Self::At(positions) => {
                let from_here = positions.iter().map(|&p| {
                    let last = p.saturating_add(window.saturating_sub(1));
                    self.count_up_to(last) - self.count_up_to(p.saturating_sub(1))
                });
                from_here.max().unwrap_or(0)
            }
        };
        most.min(self.count_up_to(end))
    }
}

impl fmt::Display for Probes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(step) => write!(f, "every:{step}"),
            Self::At(positions) => {
                let positions: Vec<String> = positions.iter().map(u32::to_string).collect();
                f.write_str(&positions.join(","))
            }
            Self::Thoughts => f.write_str(THOUGHTS),
        }
    }
}

impl FromStr for Probes {
    type Err = ProbesError;

    fn from_str(text: &str) -> Result<Self, ProbesError> {
        parse(text).map_err(|why| ProbesError {
            text: crate::text::start_of(text),
            why,
        })
    }
}

/// The name of [`Probes::Thoughts`].
const THOUGHTS: &str = "thoughts";

fn parse(text: &str) -> Result<Probes, String> {
    if text == THOUGHTS {
        return Ok(Probes::Thoughts);
    }
    if let Some(step) = text.strip_prefix("every:") {
        return Ok(Probes::Every(position(step)?));
    }
    let mut positions = text
        .split(',')
        .map(position)
        .collect::<Result<Vec<_>, _>>()?;
    positions.sort_unstable();
    if let Some(twice) = positions
        .windows(2)
        .find(|pair| pair.first() == pair.last())
    {
        let twice = twice.first().copied().unwrap_or_default();
        return Err(format!("position {twice} is given twice"));
    }
    if positions.len() > MOST_PROBES as usize {
        return Err(format!(
            "there are {} positions; a completion has at most {MOST_PROBES} probes",
            positions.len()
        ));
    }
    Ok(Probes::At(positions))
}

fn position(text: &str) -> Result<u32, String> {
    // Digits only, and no zero before them: one position has one name.
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    if plain && text == "0" {
        return Err(
            "after 0 thinking tokens there is no thinking; to ask without it, run the model \
             with `,mode=instruct`"
                .to_owned(),
        );
    }
    text.parse()
        .ok()
        .filter(|_| plain && !text.starts_with('0'))
        .ok_or_else(|| {
            "expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1"
                .to_owned()
        })
}

impl From<Probes> for String {
    fn from(probes: Probes) -> Self {
        probes.to_string()
    }
}

impl TryFrom<String> for Probes {
    type Error = ProbesError;

    fn try_from(text: String) -> Result<Self, ProbesError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_PROBES, Probes};
    use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

    fn any() -> impl Strategy<Value = Probes> {
        let at = proptest::collection::btree_set(1..400_u32, 1..=20);
        prop_oneof![
            (1..50_u32).prop_map(Probes::Every),
            at.prop_map(|at| Probes::At(at.into_iter().collect())),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(probes in any()) {
            let text = probes.to_string();
            prop_assert_eq!(text.parse::<Probes>().unwrap(), probes.clone());
            let json = serde_json::to_string(&probes).unwrap();
            prop_assert_eq!(serde_json::from_str::<Probes>(&json).unwrap(), probes);
        }

        #[test]
        fn foreign_texts_are_refused_or_read(text in "\\PC*") {
            if let Ok(probes) = text.parse::<Probes>() {
                prop_assert_eq!(probes.to_string().parse::<Probes>().unwrap(), probes);
            }
        }

        #[test]
        fn counts_are_those_of_the_positions(probes in any(), end in 0..500_u32, window in 1..90_u32) {
            let mut positions = Vec::new();
            while let Some(next) = probes.next_from(positions.last().map_or(0, |p| p + 1)) {
                if next > end {
                    break;
                }
                positions.push(next);
            }
            prop_assert_eq!(probes.count_up_to(end) as usize, positions.len());
            let within = |from: u32| positions.iter().filter(|&&p| p >= from && p < from + window).count();
            let most = (0..=end).map(within).max().unwrap();
            prop_assert!(probes.most_within(window, end) as usize >= most);
        }
    }

    #[test]
    fn thoughts_are_not_known_before_the_text_is() {
        let thoughts: Probes = "thoughts".parse().unwrap();
        assert_eq!(thoughts, Probes::Thoughts);
        assert_eq!(thoughts.to_string(), "thoughts");
        assert_eq!(thoughts.next_from(1), None);
        assert_eq!(thoughts.most_within(64, 1000), 0);
        assert_eq!(thoughts.count_up_to(100), 100);
        assert_eq!(thoughts.count_up_to(1000), MOST_PROBES);
    }

    #[test]
    fn positions_come_in_order() {
        assert_eq!(Probes::Every(64).next_from(0), Some(64));
        assert_eq!(Probes::Every(64).next_from(65), Some(128));
        assert_eq!(Probes::Every(64).next_from(u32::MAX), None);
        let at: Probes = "128,64,256".parse().unwrap();
        assert_eq!(at, Probes::At(vec![64, 128, 256]));
        assert_eq!(at.next_from(65), Some(128));
        assert_eq!(at.next_from(257), None);
        assert_eq!(at.most_within(65, 1000), 2);
        assert_eq!(at.most_within(64, 1000), 1);
    }

    #[test]
    fn refusals_say_what_would_be_right() {
        let refusal = |text: &str| text.parse::<Probes>().unwrap_err().to_string();
        let many: Vec<String> = (1..=MOST_PROBES + 1).map(|n| n.to_string()).collect();
        insta::assert_snapshot!(
            ["", "thought", "thoughts:2", "every", "every:", "every:0", "every:-1", "64,", "64,0", "064", "64,32,64", "1.5", &many.join(",")]
                .map(refusal)
                .join("\n"),
            @"
            `` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `thought` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `thoughts:2` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `every` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `every:` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `every:0` names no probes: after 0 thinking tokens there is no thinking; to ask without it, run the model with `,mode=instruct`
            `every:-1` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `64,` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `64,0` names no probes: after 0 thinking tokens there is no thinking; to ask without it, run the model with `,mode=instruct`
            `064` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `64,32,64` names no probes: position 64 is given twice
            `1.5` names no probes: expected `thoughts`, `every:N` or positions `N,N,…`, in whole thinking tokens from 1
            `1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,…` names no probes: there are 257 positions; a completion has at most 256 probes
            "
        );
    }
}
