//! Flags that several commands share, and what they mean.

use std::path::{Path, PathBuf};

use anyhow::{bail, ensure};
use clap::Args;
use overthink::plan::Mode;

/// How the engine runs.
#[derive(Debug, Clone, Args)]
pub(crate) struct EngineArgs {
    /// Where the model runs: auto, cpu, cuda, tensorrt, coreml, openvino, directml, rocm, migraphx,
    /// qnn, webgpu, xnnpack, dnnl or cann; auto is CUDA where it can be used, else the
    /// processor. All but auto are had or are an error.
    #[arg(long, value_name = "DEVICE", default_value = "auto", value_parser = device)]
    pub(crate) device: Device,
    /// Most attempts decoded together.
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) batch_size: u16,
    /// Threads of the engine [default: one a processor].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// The same bytes at any batch size, also where kernels round otherwise: then one attempt at a time.
    #[arg(long)]
    pub(crate) deterministic: bool,
    /// Most memory for caches of keys and values, in GiB; it limits how many attempts are decoded together.
    #[arg(long, value_name = "GIB", default_value_t = 4.0, value_parser = gibibytes)]
    pub(crate) cache: f64,
    /// The ONNX Runtime library to load.
    #[arg(long, value_name = "PATH")]
    pub(crate) onnxruntime: Option<PathBuf>,
}

fn gibibytes(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(n) if (0.001..=1e6).contains(&n) => Ok(n),
        _ => Err("a number of GiB from 0.001 on".to_owned()),
    }
}

/// Columns of the terminal; 100 where there is none.
pub(crate) fn terminal_width() -> u16 {
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let width = columns.or_else(|| {
        console::Term::stdout()
            .size_checked()
            .map(|(_, columns)| columns)
    });
    width.unwrap_or(100).clamp(40, 160)
}

/// A device whose name is kept for the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    /// As the user gave it.
    pub(crate) name: String,
    /// What it means.
    pub(crate) device: overthink::engine::Device,
}

fn device(name: &str) -> Result<Device, String> {
    Ok(Device {
        name: name.to_owned(),
        device: name.parse()?,
    })
}

/// A model as the user gives it: `[NAME=]WHERE[,mode=reasoning|instruct]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ModelArg {
    /// Name in the run.
    pub(crate) name: String,
    /// A built-in name or a folder.
    pub(crate) location: String,
    /// Whether it is let think; `None` asks the model's chat template.
    pub(crate) mode: Option<Mode>,
}

impl std::str::FromStr for ModelArg {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (text, mode) = match text.rsplit_once(",mode=") {
            Some((rest, "reasoning")) => (rest, Some(Mode::Reasoning)),
            Some((rest, "instruct")) => (rest, Some(Mode::Instruct)),
            Some((_, other)) => bail!("unknown mode `{other}`, expected `reasoning` or `instruct`"),
            None => (text, None),
        };
        let (name, location) = match text.split_once('=') {
            Some((name, location)) => (name.to_owned(), location.to_owned()),
            None => (default_name(text), text.to_owned()),
        };
        ensure!(
            !location.is_empty(),
            "no place for the model is given, expected NAME=WHERE"
        );
        let fits = |c: char| c.is_alphanumeric() || "-_.:+".contains(c);
        ensure!(
            !name.is_empty() && name.chars().all(fits),
            "`{name}` cannot name a model: letters, digits and `-_.:+` can; give one as NAME=WHERE"
        );
        Ok(Self {
            name,
            location,
            mode,
        })
    }
}

/// The last part of a path, or the built-in name itself.
fn default_name(location: &str) -> String {
    Path::new(location).file_name().map_or_else(
        || location.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_named_or_named_after_their_place() {
        let parse = |text: &str| text.parse::<ModelArg>();
        let model = |name: &str, location: &str, mode| ModelArg {
            name: name.into(),
            location: location.into(),
            mode,
        };
        assert_eq!(
            parse("tiny-reasoner").unwrap(),
            model("tiny-reasoner", "tiny-reasoner", None)
        );
        assert_eq!(parse("a=/m/qwen").unwrap(), model("a", "/m/qwen", None));
        assert_eq!(parse("/m/qwen/").unwrap().name, "qwen");
        assert_eq!(
            parse("q=dir,mode=instruct").unwrap(),
            model("q", "dir", Some(Mode::Instruct))
        );
        assert!(
            parse("q=dir,mode=fast")
                .unwrap_err()
                .to_string()
                .contains("`fast`")
        );
        assert!(parse("a/b=dir").unwrap_err().to_string().contains("a/b"));
        assert!(parse("a=").is_err());
    }
}
