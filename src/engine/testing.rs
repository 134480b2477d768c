//! What the engine's tests share.

use std::sync::LazyLock;

use super::onnx::OnnxEngine;
use super::runtime::{self, Flavor};
use super::{Device, EngineOptions, open_onnx};

/// Options with the library that is there, or else is installed now.
pub(super) static OPTIONS: LazyLock<EngineOptions> = LazyLock::new(|| {
    let library = runtime::ensure(None, &[Flavor::Cpu]).unwrap();
    EngineOptions {
        device: Device::Cpu,
        threads: Some(1),
        onnxruntime: Some(library.path),
        ..EngineOptions::default()
    }
});

/// A built-in model.
pub(super) fn engine(name: &str, batch_size: usize) -> OnnxEngine {
    let options = EngineOptions {
        batch_size,
        ..OPTIONS.clone()
    };
    open_onnx(name, &options).unwrap()
}
