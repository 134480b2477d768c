//! The table `[sampling]`: values checked, each complaint with its place.

use toml::Spanned;

use super::File;
use crate::suite::raw::{RawSampling, RawThinking, RawTip};
use crate::suite::{Sampling, SuiteError, SuiteErrorKind, Thinking, Tip};

/// Most stop strings and phrases, and most bytes of each: they are looked for
/// after every token.
const MOST_TEXTS: usize = 64;
const LONGEST_TEXT: usize = 256;

/// What a number must be.
type Rule = (&'static str, fn(f32) -> bool);

const TEMPERATURE: Rule = ("a finite number, 0 (greedy) or more", |v| {
    v >= 0.0 && v.is_finite()
});
const SHARE: Rule = ("above 0 and at most 1", |v| v > 0.0 && v <= 1.0);
const SHARE_OR_NONE: Rule = ("from 0 to 1", |v| (0.0..=1.0).contains(&v));
const FACTOR: Rule = ("a finite number above 0", |v| v > 0.0 && v.is_finite());
const PENALTY: Rule = ("a number from -100 to 100", |v| {
    (-100.0..=100.0).contains(&v)
});
const ALPHA: Rule = ("a number from 0 to 100", |v| (0.0..=100.0).contains(&v));
const BIAS: Rule = ("a finite number", f32::is_finite);

impl File<'_> {
    pub(super) fn sampling(&self, raw: &RawSampling) -> Result<Sampling, SuiteError> {
        let default = Sampling::default();
        let number = |key, rule, value: &Option<Spanned<f32>>, default| match value {
            Some(value) => self.number(key, rule, value),
            None => Ok(default),
        };
        let mut logit_bias = default.logit_bias;
        for (token, value) in raw.logit_bias.iter().flatten() {
            if token.is_empty() {
                return Err(self.sampling_error(value, "logit_bias", "by token", "an empty one"));
            }
            logit_bias.insert(token.clone(), self.number("logit_bias", BIAS, value)?);
        }
        Ok(Sampling {
            temperature: number(
                "temperature",
                TEMPERATURE,
                &raw.temperature,
                default.temperature,
            )?,
            top_k: raw.top_k.unwrap_or(default.top_k),
            top_p: number("top_p", SHARE, &raw.top_p, default.top_p)?,
            min_p: number("min_p", SHARE_OR_NONE, &raw.min_p, default.min_p)?,
            repetition_penalty: number(
                "repetition_penalty",
                FACTOR,
                &raw.repetition_penalty,
                default.repetition_penalty,
            )?,
            presence_penalty: number(
                "presence_penalty",
                PENALTY,
                &raw.presence_penalty,
                default.presence_penalty,
            )?,
            frequency_penalty: number(
                "frequency_penalty",
                PENALTY,
                &raw.frequency_penalty,
                default.frequency_penalty,
            )?,
            logit_bias,
            stop: self.texts("stop", raw.stop.as_ref().map(|t| &t.0), default.stop)?,
            max_answer_tokens: self.limit(
                "max_answer_tokens",
                raw.max_answer_tokens.as_ref(),
                default.max_answer_tokens,
            )?,
            max_thinking_tokens: self.limit(
                "max_thinking_tokens",
                raw.max_thinking_tokens.as_ref(),
                default.max_thinking_tokens,
            )?,
            thinking: self.thinking(&raw.thinking)?,
        })
    }

    fn thinking(&self, raw: &RawThinking) -> Result<Thinking, SuiteError> {
        let loops = match &raw.loops {
            None => 0,
            Some(loops) if *loops.get_ref() == 1 => {
                return Err(self.sampling_error(loops, "loops", "0 (off) or at least 2", "1"));
            }
            Some(loops) => *loops.get_ref(),
        };
        Ok(Thinking {
            min_tokens: raw.min_tokens.unwrap_or(0),
            waits: raw.waits.unwrap_or(0),
            tip: raw.tip.as_ref().map(|tip| self.tip(tip)).transpose()?,
            loops,
            format: raw.format.clone(),
            forced_end: raw.forced_end.clone(),
        })
    }

    fn tip(&self, raw: &RawTip) -> Result<Tip, SuiteError> {
        let default = Tip::default();
        let alpha = raw.alpha.as_ref();
        Ok(Tip {
            alpha: alpha.map_or(Ok(default.alpha), |v| self.number("alpha", ALPHA, v))?,
            beta: raw.beta.unwrap_or(default.beta),
            phrases: self.texts(
                "phrases",
                raw.phrases.as_ref().map(|t| &t.0),
                default.phrases,
            )?,
        })
    }

    fn number(
        &self,
        key: &'static str,
        (rule, good): Rule,
        value: &Spanned<f32>,
    ) -> Result<f32, SuiteError> {
        let number = *value.get_ref();
        if good(number) {
            return Ok(number);
        }
        Err(self.sampling_error(value, key, rule, &number.to_string()))
    }

    fn limit(
        &self,
        key: &'static str,
        value: Option<&Spanned<u32>>,
        default: u32,
    ) -> Result<u32, SuiteError> {
        match value {
            None => Ok(default),
            Some(value) if *value.get_ref() == 0 => {
                Err(self.sampling_error(value, key, "at least 1", "0"))
            }
            Some(value) => Ok(*value.get_ref()),
        }
    }

    fn texts(
        &self,
        key: &'static str,
        texts: Option<&Vec<Spanned<String>>>,
        default: Vec<String>,
    ) -> Result<Vec<String>, SuiteError> {
        let Some(texts) = texts else {
            return Ok(default);
        };
        if let Some(more) = texts.get(MOST_TEXTS) {
            let got = texts.len().to_string();
            return Err(self.sampling_error(more, key, "at most 64 texts", &got));
        }
        for text in texts {
            let n = text.get_ref().len();
            if n == 0 || n > LONGEST_TEXT {
                let got = format!("one of {n}");
                return Err(self.sampling_error(text, key, "texts of 1 to 256 bytes", &got));
            }
        }
        Ok(texts.iter().map(|text| text.get_ref().clone()).collect())
    }

    fn sampling_error<T>(
        &self,
        place: &Spanned<T>,
        key: &'static str,
        rule: &'static str,
        got: &str,
    ) -> SuiteError {
        let got = got.to_owned();
        self.at(place, SuiteErrorKind::Sampling { key, rule, got })
    }
}
