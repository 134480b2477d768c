//! The table `traces` as a frame.

use polars::prelude::{Column, DataFrame, IntoLazy, NamedFrom, PolarsResult, Series};

use super::{Line, each as each_line, frame, make};
use crate::analysis::rows::Row;
use crate::analysis::thinking::Measured;
use crate::analysis::{column, metric};
use crate::trace::measure::{Language, Measures};

/// One row per completion, with the columns of [`column::TRACE_KEYS`] and then
/// those of [`column::TRACE_MEASURES`], in the order of the attempts and of their
/// draws. What is not known is empty, never 0: of hidden thinking all that is
/// measured on it.
pub fn traces(run: &str, rows: &[Row<'_>], measured: &[Vec<Measured>]) -> PolarsResult<DataFrame> {
    let with_draws = rows.iter().filter(|row| !row.draws.is_empty());
    let lines: Vec<Line<'_>> = with_draws.flat_map(Line::of_draws).collect();
    let measured: Vec<&Measured> = measured.iter().flatten().collect();
    let keys = frame(run, &lines)?
        .select(column::TRACE_KEYS)?
        .lazy()
        .with_column(metric::fate().alias(column::OUTCOME))
        .collect()?;
    let mut columns = keys.columns().to_vec();
    let tokens = Tokens::of(&lines, &measured);
    let of = Columns(&measured);
    columns.extend(of.lengths(&tokens));
    columns.extend(of.moves(&tokens));
    columns.extend(of.repetition());
    columns.extend(of.languages());
    columns.extend(of.format());
    columns.extend(of.answers());
    let order = column::TRACE_KEYS.iter().chain(&column::TRACE_MEASURES);
    DataFrame::new(lines.len(), columns)?.select(order.copied())
}

/// Known token counts of each line.
struct Tokens {
    thinking: Vec<Option<f64>>,
    answer: Vec<Option<f64>>,
}

impl Tokens {
    fn of(lines: &[Line<'_>], measured: &[&Measured]) -> Self {
        use crate::engine::Fact;
        let known = |fact, get: fn(&crate::engine::Completion) -> u32| {
            each_line(lines, |l| {
                l.total(fact, |d| get(d.completion)).map(f64::from)
            })
        };
        debug_assert_eq!(lines.len(), measured.len());
        Self {
            thinking: known(Fact::ThinkingTokens, |c| c.n_thinking_tokens),
            answer: known(Fact::AnswerTokens, |c| c.n_answer_tokens),
        }
    }
}

/// Makes columns of what was measured.
struct Columns<'a>(&'a [&'a Measured]);

impl Columns<'_> {
    fn count(&self, name: &str, get: impl Fn(&Measured) -> Option<usize>) -> Column {
        let values: Vec<Option<u64>> = self.0.iter().map(|m| get(m).map(|n| n as u64)).collect();
        Series::new(name.into(), values).into()
    }

    fn number(&self, name: &str, get: impl Fn(&Measured) -> Option<f64>) -> Column {
        let values: Vec<Option<f64>> = self.0.iter().map(|m| get(m)).collect();
        Series::new(name.into(), values).into()
    }

    fn flag(&self, name: &str, get: impl Fn(&Measured) -> Option<bool>) -> Column {
        let values: Vec<Option<bool>> = self.0.iter().map(|m| get(m)).collect();
        Series::new(name.into(), values).into()
    }

    fn language(&self, name: &str, get: impl Fn(&Measured) -> Option<Language>) -> Column {
        let of = |m: &&Measured| get(m).map(Language::name);
        let values: Vec<Option<&str>> = self.0.iter().map(of).collect();
        Series::new(name.into(), values).into()
    }

    /// A count of what the text tells.
    fn told(&self, name: &str, get: impl Fn(&Measures) -> usize) -> Column {
        self.count(name, |m| m.measures.as_ref().map(&get))
    }

    fn lengths(&self, tokens: &Tokens) -> Vec<Column> {
        let pairs = tokens.thinking.iter().zip(&tokens.answer);
        let ratio = |(thinking, answer): (&Option<f64>, &Option<f64>)| {
            answer
                .filter(|n| *n > 0.0)
                .and_then(|n| Some((*thinking)? / n))
        };
        let ratios: Vec<Option<f64>> = pairs.map(ratio).collect();
        vec![
            self.told(column::N_THINKING_CHARS, |m| m.thinking.n_chars),
            self.told(column::N_THINKING_WORDS, |m| m.thinking.n_words),
            self.told(column::N_THINKING_STEPS, |m| m.thinking.n_steps),
            self.count(column::N_ANSWER_CHARS, |m| m.answer.map(|a| a.n_chars)),
            self.count(column::N_ANSWER_WORDS, |m| m.answer.map(|a| a.n_words)),
            self.count(column::N_ANSWER_STEPS, |m| m.answer.map(|a| a.n_steps)),
            make(column::THINKING_PER_ANSWER_TOKEN, ratios),
        ]
    }

    fn moves(&self, tokens: &Tokens) -> Vec<Column> {
        let rate = |(m, tokens): (&&Measured, &Option<f64>)| {
            let n_switches = m.measures.as_ref()?.moves.n_switches;
            let tokens = tokens.filter(|n| *n > 0.0)?;
            Some(n_switches as f64 / tokens * 1000.0)
        };
        let rates: Vec<Option<f64>> = self.0.iter().zip(&tokens.thinking).map(rate).collect();
        let mean_thought = |m: &Measured| {
            let m = m.measures.as_ref()?;
            (m.n_thoughts > 0).then(|| m.thinking.n_chars as f64 / m.n_thoughts as f64)
        };
        vec![
            self.told(column::N_THOUGHTS, |m| m.n_thoughts),
            self.number(column::MEAN_THOUGHT_CHARS, mean_thought),
            self.told(column::N_SWITCHES, |m| m.moves.n_switches),
            self.told(column::N_BACKTRACKS, |m| m.moves.n_backtracks),
            self.told(column::N_VERIFICATIONS, |m| m.moves.n_verifications),
            self.told(column::N_HESITATIONS, |m| m.moves.n_hesitations),
            make(column::SWITCHES_PER_1000_TOKENS, rates),
            self.number(column::SWITCH_INTERVAL_TOKENS, |m| {
                m.tokens(m.switch_interval_chars?)
            }),
        ]
    }

    fn repetition(&self) -> Vec<Column> {
        let told = |m: &Measured, get: fn(&Measures) -> Option<f64>| get(m.measures.as_ref()?);
        let ends = |m: &Measured, get: fn(&Measures) -> Option<bool>| {
            m.measures.as_ref().map(|m| get(m).unwrap_or(false))
        };
        vec![
            self.number(column::REPEATED_4GRAMS_SHARE, |m| {
                told(m, |m| m.repetition.share())
            }),
            self.number(column::REPEATED_4GRAMS_NEAR_SHARE, |m| {
                told(m, |m| m.repetition.near_share())
            }),
            self.told(column::N_LOOPS, |m| m.thinking_loops.len()),
            self.number(column::LOOPS_SHARE, |m| m.loops_share),
            self.count(column::FIRST_LOOP_CHAR, |m| m.first_loop_char),
            self.count(column::FIRST_LOOP_REPETITIONS, |m| {
                let first = m.measures.as_ref()?.thinking_loops.first()?;
                Some(first.n_repetitions)
            }),
            self.flag(column::ENDS_IN_LOOP, |m| {
                ends(m, |m| Some(m.thinking_loops.last()?.at_end))
            }),
            self.flag(column::ANSWER_ENDS_IN_LOOP, |m| {
                ends(m, |m| Some(m.answer_loops.last()?.at_end))
            }),
        ]
    }

    fn languages(&self) -> Vec<Column> {
        let in_question = |m: &Measured| {
            let languages = &m.measures.as_ref()?.thinking_languages;
            languages.share_of(m.question?)
        };
        vec![
            self.language(column::LANGUAGE, |m| {
                m.measures.as_ref()?.thinking_languages.main()
            }),
            self.language(column::ANSWER_LANGUAGE, |m| {
                m.measures.as_ref()?.answer_languages.main()
            }),
            self.language(column::QUESTION_LANGUAGE, |m| m.question),
            self.number(column::MIXED_SHARE, |m| {
                m.measures.as_ref()?.thinking_languages.mixed_share()
            }),
            self.number(column::QUESTION_LANGUAGE_SHARE, in_question),
            self.count(column::FIRST_CHANGE_CHAR, |m| m.first_change_char),
        ]
    }

    fn format(&self) -> Vec<Column> {
        let flag = |m: &Measured, get: fn(&Measures) -> bool| m.measures.as_ref().map(get);
        let words = |m: &&Measured| m.measures.as_ref().map(|m| m.format.words());
        let findings: Vec<Option<String>> = self.0.iter().map(words).collect();
        vec![
            self.flag(column::THINKS_IN_FORM, |m| {
                flag(m, |m| m.format.thinks_in_form())
            }),
            self.flag(column::ANSWERS_IN_FORM, |m| {
                flag(m, |m| m.format.answers_in_form())
            }),
            make(column::FORMAT_FINDINGS, findings),
        ]
    }

    fn answers(&self) -> Vec<Column> {
        vec![
            self.count(column::N_STATED_ANSWERS, |m| {
                Some(m.answers.as_ref()?.stated.len())
            }),
            self.count(column::N_ANSWER_CHANGES, |m| {
                Some(m.answers.as_ref()?.n_changes)
            }),
            self.count(column::ANSWER_STATED_CHAR, |m| m.answer_stated_char),
            self.number(column::AFTER_ANSWER_SHARE, |m| m.after_answer_share),
            self.number(column::AFTER_ANSWER_TOKENS, |m| {
                let chars = m.measures.as_ref()?.thinking.n_chars as f64;
                m.tokens(chars * m.after_answer_share?)
            }),
        ]
    }
}
