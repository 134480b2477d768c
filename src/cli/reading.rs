//! How texts of other programs are to be read.

use clap::Args;
use overthink::text::for_terminal;
use overthink::trace::{Form, Policy, ReadAs, Reading};

/// What the user says about the reading of texts.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReadingArgs {
    /// The format in which the thinking is marked: think, magistral, harmony, plain and others, or
    /// auto to find it out from each text [default: auto, or as the run has it].
    #[arg(long, value_name = "NAME", value_parser = format)]
    thinking_format: Option<Named>,
    /// What is done where programs that read thinking disagree: overthink, vllm, vllm-olmo3, sglang,
    /// mistral, ollama, llama-cpp, evalscope, or choices such as `unclosed=answer,blocks=first`
    /// [default: overthink, or as the run has it].
    #[arg(long, value_name = "POLICY", value_parser = policy)]
    policy: Option<Policy>,
}

/// A format by its name; `None` is `auto`.
#[derive(Debug, Clone, Copy)]
struct Named(Option<&'static Form>);

fn format(name: &str) -> Result<Named, String> {
    if name == "auto" {
        return Ok(Named(None));
    }
    let unknown = || format!("expected auto, {}", Form::names());
    Form::named(name)
        .map(|form| Named(Some(form)))
        .ok_or_else(unknown)
}

fn policy(text: &str) -> Result<Policy, String> {
    text.parse()
        .map_err(|e: overthink::text::thinking::PolicyError| for_terminal(&e.to_string()))
}

impl ReadingArgs {
    /// What was chosen, in the place of what was chosen before.
    pub(crate) fn over(&self, before: ReadAs) -> ReadAs {
        ReadAs {
            format: self.thinking_format.map_or(before.format, |named| named.0),
            policy: self.policy.unwrap_or(before.policy),
        }
    }

    /// The reading of a text with these choices in the place of its own.
    pub(crate) fn reading(&self, before: Reading) -> Reading {
        Reading {
            chosen: self.over(before.chosen),
            ..before
        }
    }
}
