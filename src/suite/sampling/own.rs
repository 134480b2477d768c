//! The settings that a model brings along in `generation_config.json`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Sampling;

/// How a model's makers want it to be drawn from, in place of what a suite
/// says. `None` leaves a value to the suite.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnSampling {
    /// See [`Sampling::temperature`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f32>,
    /// See [`Sampling::top_k`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_k: Option<u32>,
    /// See [`Sampling::top_p`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_p: Option<f32>,
    /// See [`Sampling::min_p`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_p: Option<f32>,
    /// See [`Sampling::repetition_penalty`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repetition_penalty: Option<f32>,
    /// See [`Sampling::presence_penalty`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presence_penalty: Option<f32>,
    /// See [`Sampling::frequency_penalty`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency_penalty: Option<f32>,
}

impl OwnSampling {
    /// What `generation_config.json` says, with the defaults of transformers'
    /// `GenerationConfig` for what it leaves out: greedy without `do_sample`,
    /// else temperature 1, top-k 50, top-p 1.
    ///
    /// # Errors
    /// A sentence that names the key whose value is none.
    pub fn from_generation_config(config: &Value) -> Result<Self, String> {
        let samples = match config.get("do_sample") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(yes)) => *yes,
            Some(other) => return Err(wrong("do_sample", "true or false", other)),
        };
        let drawn = |value: f32, greedy: f32| if samples { value } else { greedy };
        let temperature = number(config, "temperature", 1.0, |v| v >= 0.0)?;
        let top_p = number(config, "top_p", 1.0, |v| v > 0.0 && v <= 1.0)?;
        let min_p = number(config, "min_p", 0.0, |v| (0.0..=1.0).contains(&v))?;
        let top_k = match config.get("top_k") {
            None | Some(Value::Null) => 50,
            Some(value) => value
                .as_u64()
                .and_then(|k| u32::try_from(k).ok())
                .ok_or_else(|| wrong("top_k", "a whole number", value))?,
        };
        let repetition = number(config, "repetition_penalty", 1.0, |v| v > 0.0)?;
        Ok(Self {
            temperature: Some(drawn(temperature, 0.0)),
            top_k: Some(if samples { top_k } else { 0 }),
            top_p: Some(drawn(top_p, 1.0)),
            min_p: Some(drawn(min_p, 0.0)),
            repetition_penalty: Some(repetition),
            presence_penalty: Some(0.0),
            frequency_penalty: Some(0.0),
        })
    }

    /// These settings; where there are none, those of `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            temperature: self.temperature.or(other.temperature),
            top_k: self.top_k.or(other.top_k),
            top_p: self.top_p.or(other.top_p),
            min_p: self.min_p.or(other.min_p),
            repetition_penalty: self.repetition_penalty.or(other.repetition_penalty),
            presence_penalty: self.presence_penalty.or(other.presence_penalty),
            frequency_penalty: self.frequency_penalty.or(other.frequency_penalty),
        }
    }

    /// Puts these settings in the place of those of `sampling`.
    pub fn put_into(&self, sampling: &mut Sampling) {
        let put = |to: &mut f32, own: Option<f32>| *to = own.unwrap_or(*to);
        put(&mut sampling.temperature, self.temperature);
        sampling.top_k = self.top_k.unwrap_or(sampling.top_k);
        put(&mut sampling.top_p, self.top_p);
        put(&mut sampling.min_p, self.min_p);
        put(&mut sampling.repetition_penalty, self.repetition_penalty);
        put(&mut sampling.presence_penalty, self.presence_penalty);
        put(&mut sampling.frequency_penalty, self.frequency_penalty);
    }

    /// In words: `temperature 0.6, top-k 20, top-p 0.95`; what changes nothing
    /// is left out.
    pub fn words(&self) -> String {
        let temperature = match self.temperature {
            Some(t) if t <= 0.0 => Some("greedy".to_owned()),
            Some(t) => Some(format!("temperature {t}")),
            None => None,
        };
        let unless = |name: &str, value: Option<f32>, idle: f32| {
            let value = value.filter(|v| v.to_bits() != idle.to_bits())?;
            Some(format!("{name} {value}"))
        };
        let parts = [
            temperature,
            self.top_k.filter(|&k| k > 0).map(|k| format!("top-k {k}")),
            unless("top-p", self.top_p, 1.0),
            unless("min-p", self.min_p, 0.0),
            unless("repetition penalty", self.repetition_penalty, 1.0),
            unless("presence penalty", self.presence_penalty, 0.0),
            unless("frequency penalty", self.frequency_penalty, 0.0),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn number(
    config: &Value,
    key: &str,
    default: f32,
    good: impl Fn(f32) -> bool,
) -> Result<f32, String> {
    match config.get(key) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => value
            .as_f64()
            .map(|v| v as f32)
            .filter(|&v| v.is_finite() && good(v))
            .ok_or_else(|| wrong(key, "a number that fits", value)),
    }
}

fn wrong(key: &str, expected: &str, got: &Value) -> String {
    let shown: String = got.to_string().chars().take(40).collect();
    let shown = crate::text::for_terminal(&shown);
    format!("`{key}` should be {expected}, got {shown}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_models_settings_are_read_as_transformers_reads_them() {
        let read = |json| OwnSampling::from_generation_config(&json);
        for (json, words) in [
            (json!({}), "greedy"),
            (
                json!({"do_sample": false, "temperature": 0.6, "top_p": 0.9}),
                "greedy",
            ),
            (json!({"do_sample": true}), "temperature 1, top-k 50"),
            (
                json!({"do_sample": true, "temperature": 0.6, "top_k": 20, "top_p": 0.95}),
                "temperature 0.6, top-k 20, top-p 0.95",
            ),
            (
                json!({"do_sample": true, "top_k": 0, "min_p": 0.05, "repetition_penalty": 1.1}),
                "temperature 1, min-p 0.05, repetition penalty 1.1",
            ),
            (
                json!({"repetition_penalty": 1.05, "top_p": null}),
                "greedy, repetition penalty 1.05",
            ),
        ] {
            assert_eq!(read(json.clone()).unwrap().words(), words, "{json}");
        }
        for (json, words) in [
            (
                json!({"do_sample": "yes"}),
                "`do_sample` should be true or false, got \"yes\"",
            ),
            (
                json!({"top_k": -1}),
                "`top_k` should be a whole number, got -1",
            ),
            (
                json!({"top_p": 0}),
                "`top_p` should be a number that fits, got 0",
            ),
            (
                json!({"temperature": "hot"}),
                "`temperature` should be a number that fits, got \"hot\"",
            ),
            (
                json!({"repetition_penalty": 0.0}),
                "`repetition_penalty` should be a number that fits, got 0.0",
            ),
        ] {
            assert_eq!(read(json).unwrap_err(), words);
        }
    }

    #[test]
    fn settings_replace_those_of_a_suite() {
        let own = OwnSampling::from_generation_config(&json!({"do_sample": true, "top_k": 20}));
        let flags = OwnSampling {
            temperature: Some(0.3),
            ..OwnSampling::default()
        };
        let mut sampling = Sampling {
            presence_penalty: 1.0,
            max_answer_tokens: 7,
            ..Sampling::default()
        };
        flags.or(own.unwrap()).put_into(&mut sampling);
        let expected = Sampling {
            temperature: 0.3,
            top_k: 20,
            max_answer_tokens: 7,
            ..Sampling::default()
        };
        assert_eq!(sampling, expected);
        OwnSampling::default().put_into(&mut sampling);
        assert_eq!(sampling, expected);
    }
}
