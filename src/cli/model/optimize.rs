//! `overthink model optimize`: rewrites a plain graph to the operator with a
//! shared cache.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use overthink::engine::EngineOptions;
use overthink::engine::rewrite::{Optimized, Reach, optimize as rewrite};

/// Batch sizes and contexts that are measured.
const SIZES: [(usize, usize); 4] = [(1, 128), (8, 128), (1, 1024), (8, 1024)];

/// Flags of `overthink model optimize`.
#[derive(Debug, Args)]
pub(crate) struct OptimizeArgs {
    /// A folder, an `.onnx` file in one, or a built-in name.
    location: String,
    /// The new folder.
    #[arg(short, long, value_name = "FOLDER")]
    out: PathBuf,
    /// Measure the tokens a second of both graphs.
    #[arg(long)]
    measure: bool,
    /// Threads of the comparison [default: one a processor].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// The ONNX Runtime library to load.
    #[arg(long, value_name = "PATH")]
    onnxruntime: Option<PathBuf>,
}

/// Rewrites, checks and writes; what there is to say about it.
pub(crate) fn optimize(args: &OptimizeArgs) -> anyhow::Result<String> {
    let options = EngineOptions {
        threads: args.threads.map(usize::from),
        onnxruntime: args.onnxruntime.clone(),
        ..EngineOptions::default()
    };
    let sizes = if args.measure { &SIZES[..] } else { &[] };
    let done = rewrite(&args.location, &args.out, &options, sizes)
        .with_context(|| format!("`{}` is not optimized", args.location))?;
    Ok(describe(&done))
}

fn describe(done: &Optimized) -> String {
    let rewritten = &done.rewritten;
    let agreement = &rewritten.agreement;
    let mut text = format!(
        "written        {}\nattention      {}\nrotations      {} as one operator each\nnodes          {} instead of {}\n",
        done.path.display(),
        reaches(&rewritten.reaches),
        rewritten.n_rotations,
        rewritten.n_nodes.1,
        rewritten.n_nodes.0,
    );
    let _ = writeln!(
        text,
        "compared       {} positions: the same most likely tokens, logits within {:.1e} (the largest is {:.1}; {} of it is allowed)",
        agreement.n_positions, agreement.max_difference, agreement.max_logit, agreement.tolerance,
    );
    for speed in &done.speeds {
        let _ = writeln!(
            text,
            "speed          batch {}, context {}: {:.0} tokens/s instead of {:.0}, {:.2} times as fast",
            speed.batch,
            speed.context,
            speed.after,
            speed.before,
            speed.after / speed.before,
        );
    }
    text
}

/// `4 layers look at everything before, 2 at the last 512 tokens`.
fn reaches(reaches: &[Reach]) -> String {
    let mut counts: BTreeMap<Option<u64>, usize> = BTreeMap::new();
    for reach in reaches {
        let window = match reach {
            Reach::All => None,
            Reach::Window(size) => Some(*size),
        };
        *counts.entry(window).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(window, n)| match window {
            None => format!("{n} that see everything before"),
            Some(size) => format!("{n} that see the last {size} tokens"),
        })
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_counted() {
        let mixed = [Reach::Window(512), Reach::All, Reach::Window(512)];
        assert_eq!(
            reaches(&mixed),
            "1 that see everything before, 2 that see the last 512 tokens"
        );
    }
}
