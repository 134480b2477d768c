//! How completions are drawn: the suite's way, the model's own, or by flags.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::ensure;
use clap::{Args, ValueEnum};
use overthink::engine::own_sampling;
use overthink::suite::sampling::OwnSampling;
use overthink::suite::{Sampling, Suite};

use super::settings::ModelArg;

/// What overrides a suite's sampling.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct SamplingArgs {
    /// Whose settings are taken: each suite's, or each model's own, from its generation_config.json.
    #[arg(long, value_name = "WHOSE", value_enum, default_value_t)]
    pub(crate) sampling: Whose,
    /// Temperature of the draws; 0 is greedy [default: as --sampling says].
    #[arg(long, value_name = "T")]
    pub(crate) temperature: Option<f32>,
    /// Draw from the K most likely tokens; 0 is all [default: as --sampling says].
    #[arg(long, value_name = "K")]
    pub(crate) top_k: Option<u32>,
    /// Draw from the likeliest tokens up to this total probability [default: as --sampling says].
    #[arg(long, value_name = "P")]
    pub(crate) top_p: Option<f32>,
    /// Draw from tokens with at least this share of the likeliest one's probability [default: as --sampling says].
    #[arg(long, value_name = "P")]
    pub(crate) min_p: Option<f32>,
    /// Divides the logits of tokens seen in prompt and text; 1 is none [default: as --sampling says].
    #[arg(long, value_name = "X")]
    pub(crate) repetition_penalty: Option<f32>,
    /// Taken once from the logits of tokens in the text; 0 is none [default: as --sampling says].
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub(crate) presence_penalty: Option<f32>,
    /// Taken from the logit of a token as often as it is in the text; 0 is none [default: as --sampling says].
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub(crate) frequency_penalty: Option<f32>,
    /// Most tokens of thinking where no budget is forced [default: the suite's].
    #[arg(long, value_name = "N")]
    pub(crate) max_thinking_tokens: Option<u32>,
    /// Most tokens of the answer [default: the suite's].
    #[arg(long, value_name = "N")]
    pub(crate) max_answer_tokens: Option<u32>,
    /// Fewest tokens of thinking before the model may end it [default: the suite's].
    #[arg(long, value_name = "N")]
    pub(crate) min_thinking_tokens: Option<u32>,
    /// So many times, write "Wait" where the model would end its thinking [default: the suite's].
    #[arg(long, value_name = "N")]
    pub(crate) waits: Option<u32>,
    /// What ends thinking by force: plain, qwen3 or s1 [default: the suite's].
    #[arg(long, value_name = "NAME")]
    pub(crate) forced_end: Option<String>,
}

/// Whether a number is one that a flag may have.
type Good<'g> = &'g dyn Fn(f32) -> bool;

/// Whose settings are taken where no flag says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Whose {
    /// Each suite's.
    #[default]
    Suite,
    /// Each model's own.
    Model,
}

/// The suites as they are to be run.
pub(crate) struct Asked {
    /// The suites, with the flags put in.
    pub(crate) suites: Vec<Suite>,
    /// Name of a model → its own settings, with the flags put in.
    pub(crate) own: BTreeMap<String, OwnSampling>,
}

impl From<Vec<Suite>> for Asked {
    /// Every model is drawn from as the suites say.
    fn from(suites: Vec<Suite>) -> Self {
        Self {
            suites,
            own: BTreeMap::new(),
        }
    }
}

impl Asked {
    /// What a reader of the plan should know about the draws; may be empty.
    pub(crate) fn words(own: &BTreeMap<String, OwnSampling>) -> String {
        let line = |(name, own): (&String, &OwnSampling)| {
            format!("model {name} is drawn from as it wants: {}\n", own.words())
        };
        own.iter().map(line).collect()
    }
}

/// The suites as a model with these settings of its own is asked them.
pub(crate) fn suites_for<'s>(suites: &'s [Suite], own: Option<&OwnSampling>) -> Cow<'s, [Suite]> {
    let Some(own) = own else {
        return Cow::Borrowed(suites);
    };
    let mut suites = suites.to_vec();
    for suite in &mut suites {
        own.put_into(&mut suite.sampling);
    }
    Cow::Owned(suites)
}

impl SamplingArgs {
    /// Puts the flags into the suites, and reads the models' settings if they
    /// are to be taken.
    ///
    /// # Errors
    /// A value that makes no sense, or a model without settings.
    pub(crate) fn apply(
        &self,
        mut suites: Vec<Suite>,
        models: &[ModelArg],
    ) -> anyhow::Result<Asked> {
        self.check()?;
        let flags = self.flags();
        for Suite { sampling, .. } in &mut suites {
            flags.put_into(sampling);
            self.put_limits_into(sampling);
        }
        let mut own = BTreeMap::new();
        if self.sampling == Whose::Model {
            for model in models {
                let settings = flags.or(own_sampling(&model.location)?);
                own.insert(model.name.clone(), settings);
            }
        }
        Ok(Asked { suites, own })
    }

    fn flags(&self) -> OwnSampling {
        OwnSampling {
            temperature: self.temperature,
            top_k: self.top_k,
            top_p: self.top_p,
            min_p: self.min_p,
            repetition_penalty: self.repetition_penalty,
            presence_penalty: self.presence_penalty,
            frequency_penalty: self.frequency_penalty,
        }
    }

    fn put_limits_into(&self, sampling: &mut Sampling) {
        let put = |to: &mut u32, flag: Option<u32>| *to = flag.unwrap_or(*to);
        put(&mut sampling.max_thinking_tokens, self.max_thinking_tokens);
        put(&mut sampling.max_answer_tokens, self.max_answer_tokens);
        put(&mut sampling.thinking.min_tokens, self.min_thinking_tokens);
        put(&mut sampling.thinking.waits, self.waits);
        if let Some(name) = &self.forced_end {
            sampling.thinking.forced_end = Some(name.clone());
        }
    }

    fn check(&self) -> anyhow::Result<()> {
        let penalty = |v: f32| (-100.0..=100.0).contains(&v);
        let positive = |v: f32| v.is_finite() && v > 0.0;
        let numbers: [(&str, Option<f32>, &str, Good<'_>); 6] = [
            ("--temperature", self.temperature, "0 or more", &|v| {
                v.is_finite() && v >= 0.0
            }),
            ("--top-p", self.top_p, "above 0 and at most 1", &|v| {
                v > 0.0 && v <= 1.0
            }),
            ("--min-p", self.min_p, "from 0 to 1", &|v| {
                (0.0..=1.0).contains(&v)
            }),
            (
                "--repetition-penalty",
                self.repetition_penalty,
                "a finite number above 0",
                &positive,
            ),
            (
                "--presence-penalty",
                self.presence_penalty,
                "from -100 to 100",
                &penalty,
            ),
            (
                "--frequency-penalty",
                self.frequency_penalty,
                "from -100 to 100",
                &penalty,
            ),
        ];
        for (flag, value, rule, good) in numbers {
            if let Some(value) = value {
                ensure!(good(value), "`{flag}` must be {rule}, got {value}");
            }
        }
        for (flag, value) in [
            ("--max-thinking-tokens", self.max_thinking_tokens),
            ("--max-answer-tokens", self.max_answer_tokens),
        ] {
            ensure!(value != Some(0), "`{flag}` must be at least 1, got 0");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suites() -> Vec<Suite> {
        vec![
            overthink::suite::builtin::load("demo-math")
                .unwrap()
                .unwrap(),
        ]
    }

    fn models() -> Vec<ModelArg> {
        vec!["tiny-reasoner".parse().unwrap()]
    }

    #[test]
    fn flags_come_before_model_and_suite() {
        let flags = SamplingArgs {
            sampling: Whose::Model,
            temperature: Some(0.5),
            top_k: Some(3),
            waits: Some(2),
            ..SamplingArgs::default()
        };
        let asked = flags.apply(suites(), &models()).unwrap();
        assert_eq!(
            asked.own["tiny-reasoner"].words(),
            "temperature 0.5, top-k 3"
        );
        let for_model = suites_for(&asked.suites, asked.own.get("tiny-reasoner"));
        let sampling = &for_model[0].sampling;
        assert_eq!((sampling.top_k, sampling.thinking.waits), (3, 2));
        assert_eq!(
            Asked::words(&asked.own),
            "model tiny-reasoner is drawn from as it wants: temperature 0.5, top-k 3\n"
        );
        let plain = SamplingArgs::default().apply(suites(), &models()).unwrap();
        assert_eq!(plain.suites, suites());
        assert!(plain.own.is_empty());
        assert!(matches!(suites_for(&plain.suites, None), Cow::Borrowed(_)));
    }

    #[test]
    fn flags_that_make_no_sense_are_refused() {
        let refusal = |flags: SamplingArgs| {
            let asked = flags.apply(suites(), &models());
            asked.err().unwrap().to_string()
        };
        let flags = SamplingArgs {
            top_p: Some(0.0),
            ..SamplingArgs::default()
        };
        assert_eq!(
            refusal(flags),
            "`--top-p` must be above 0 and at most 1, got 0"
        );
        let flags = SamplingArgs {
            max_answer_tokens: Some(0),
            ..SamplingArgs::default()
        };
        assert_eq!(
            refusal(flags),
            "`--max-answer-tokens` must be at least 1, got 0"
        );
    }
}
