//! `overthink model bench`: how fast a model computes on this machine.

use clap::Args;
use comfy_table::Table;
use overthink::engine::{Engine as _, onnx::Measured, open_onnx};
use serde_json::json;

use super::Format;
use crate::cli::run::engine_options;
use crate::cli::settings::EngineArgs;

/// Options of `overthink model bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// A built-in name or a folder.
    location: String,
    /// Texts computed together, one measurement each.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1,8,32", value_parser = clap::value_parser!(u16).range(1..=512))]
    batch: Vec<u16>,
    /// Tokens of each prompt.
    #[arg(long, value_name = "N", default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..))]
    prompt: u32,
    /// Tokens decoded after each prompt.
    #[arg(long, value_name = "N", default_value_t = 128, value_parser = clap::value_parser!(u32).range(2..))]
    new: u32,
    /// Measurements of which the fastest counts.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    rounds: u16,
    /// How the answer is written.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    engine: EngineArgs,
}

/// Measures, and words what was measured.
pub(crate) fn bench(args: &BenchArgs) -> anyhow::Result<String> {
    let mut engine = open_onnx(&args.location, &engine_options(&args.engine))?;
    let mut all = Vec::new();
    for &batch in &args.batch {
        let mut rounds = Vec::new();
        for _ in 0..args.rounds {
            rounds.push(engine.measure(usize::from(batch), args.prompt as usize, args.new)?);
        }
        all.extend(fastest(&rounds));
    }
    if args.format == Format::Json {
        let rows: Vec<serde_json::Value> = all.iter().map(as_json).collect();
        return Ok(serde_json::to_string_pretty(&rows)? + "\n");
    }
    let info = engine.info();
    Ok(format!(
        "{} on {}, {}; prompts of {} tokens, {} new ones, fastest of {}\n{}\n",
        args.location,
        info.provider,
        info.runtime,
        args.prompt,
        args.new,
        args.rounds,
        table(&all)
    ))
}

/// Prefill and decoding are noisy apart, so the fastest of each counts.
fn fastest(rounds: &[Measured]) -> Option<Measured> {
    let prefill = rounds.iter().min_by_key(|m| m.prefill)?;
    let decode = rounds.iter().min_by_key(|m| m.decode)?;
    Some(Measured {
        prefill: prefill.prefill,
        ..*decode
    })
}

fn table(all: &[Measured]) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_header([
        "batch",
        "prefill tokens/s",
        "first token ms",
        "decode tokens/s",
        "outside the library",
    ]);
    for m in all {
        table.add_row([
            m.batch.to_string(),
            format!("{:.0}", prefill_speed(m)),
            format!("{:.1}", m.prefill.as_secs_f64() * 1e3),
            format!("{:.0}", decode_speed(m)),
            format!("{:.1} %", 100.0 * outside(m)),
        ]);
    }
    for column in table.column_iter_mut() {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    table
}

fn as_json(m: &Measured) -> serde_json::Value {
    json!({
        "batch": m.batch,
        "prefill_tokens_per_s": prefill_speed(m),
        "first_token_ms": m.prefill.as_secs_f64() * 1e3,
        "decode_tokens_per_s": decode_speed(m),
        "outside_library": outside(m),
    })
}

fn prefill_speed(m: &Measured) -> f64 {
    m.prompt_tokens as f64 / m.prefill.as_secs_f64()
}

fn decode_speed(m: &Measured) -> f64 {
    m.decoded_tokens as f64 / m.decode.as_secs_f64()
}

/// The share of the decoding time that is not the library's.
fn outside(m: &Measured) -> f64 {
    1.0 - m.decode_library.as_secs_f64() / m.decode.as_secs_f64()
}
