//! What computes, by the names of ONNX Runtime's execution providers.

/// What computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Device {
    /// An NVIDIA GPU where one can be used, else the CPU.
    #[default]
    Auto,
    /// The CPU.
    Cpu,
    /// An NVIDIA GPU.
    Cuda,
    /// An NVIDIA GPU through TensorRT.
    TensorRt,
    /// Apple's Core ML.
    CoreMl,
    /// Intel's processors and GPUs.
    OpenVino,
    /// GPUs on Windows.
    DirectMl,
    /// AMD's GPUs.
    Rocm,
    /// AMD's GPUs through MIGraphX.
    MiGraphX,
    /// Qualcomm's neural processors.
    Qnn,
    /// GPUs through WebGPU.
    WebGpu,
    /// Kernels for processors, of ARM above all.
    Xnnpack,
    /// Intel's kernels for processors.
    Dnnl,
    /// Huawei's neural processors.
    Cann,
}

/// Every device, its name, and what to do where it cannot be had. All but
/// [`Device::Auto`] are had or are an error.
const DEVICES: [(Device, &str, &str); 14] = [
    (Device::Auto, "auto", ""),
    (Device::Cpu, "cpu", "take another build of the library"),
    (
        Device::Cuda,
        "cuda",
        "take `--device cpu`, or install CUDA and cuDNN and \
         `overthink runtime install --flavor cuda`",
    ),
    (
        Device::TensorRt,
        "tensorrt",
        "take `--device cuda`, or install CUDA, cuDNN and TensorRT and \
         `overthink runtime install --flavor cuda`",
    ),
    (
        Device::CoreMl,
        "coreml",
        "take `--device cpu`; Core ML is part of macOS alone",
    ),
    (
        Device::OpenVino,
        "openvino",
        "take `--device cpu`, or give the library of the Python package `onnxruntime-openvino` \
         with `--onnxruntime PATH`",
    ),
    (
        Device::DirectMl,
        "directml",
        "take `--device cpu`, or on Windows give the library of the Python package \
         `onnxruntime-directml` with `--onnxruntime PATH`",
    ),
    (
        Device::Rocm,
        "rocm",
        "take `--device cpu`, or install ROCm and give the library of the Python package \
         `onnxruntime-rocm` with `--onnxruntime PATH`",
    ),
    (
        Device::MiGraphX,
        "migraphx",
        "take `--device cpu`, or install ROCm with MIGraphX and give a library built with \
         `--use_migraphx` with `--onnxruntime PATH`",
    ),
    (
        Device::Qnn,
        "qnn",
        "take `--device cpu`, or give the library of the Python package `onnxruntime-qnn` with \
         `--onnxruntime PATH`",
    ),
    (
        Device::WebGpu,
        "webgpu",
        "take `--device cpu`, or give a library built with `--use_webgpu` with \
         `--onnxruntime PATH`",
    ),
    (
        Device::Xnnpack,
        "xnnpack",
        "take `--device cpu`, or give a library built with `--use_xnnpack` with \
         `--onnxruntime PATH`",
    ),
    (
        Device::Dnnl,
        "dnnl",
        "take `--device cpu`, or give a library built with `--use_dnnl` with \
         `--onnxruntime PATH`",
    ),
    (
        Device::Cann,
        "cann",
        "take `--device cpu`, or install CANN and give a library built with `--use_cann` with \
         `--onnxruntime PATH`",
    ),
];

impl Device {
    /// Its name, as `--device` takes it.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What to do where it cannot be had.
    pub(super) fn remedy(self) -> &'static str {
        self.row().2
    }

    /// Every device.
    pub fn all() -> impl Iterator<Item = Self> {
        DEVICES.iter().map(|row| row.0)
    }

    fn row(self) -> (Self, &'static str, &'static str) {
        let row = DEVICES.iter().find(|row| row.0 == self);
        row.copied().unwrap_or((self, "unknown", ""))
    }
}

impl std::str::FromStr for Device {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::all()
            .find(|device| device.name() == name)
            .ok_or_else(|| {
                let names: Vec<&str> = Self::all().map(Self::name).collect();
                format!(
                    "unknown device `{}`; there are {}",
                    crate::text::start_of(name),
                    names.join(", ")
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_go_by_their_names() {
        for device in Device::all() {
            assert_eq!(device.name().parse::<Device>(), Ok(device));
            assert_eq!(device.remedy().is_empty(), device == Device::Auto);
        }
        let names: std::collections::BTreeSet<&str> = Device::all().map(Device::name).collect();
        assert_eq!(names.len(), DEVICES.len());
        let refusal = "gpu".parse::<Device>().unwrap_err();
        insta::assert_snapshot!(refusal, @"unknown device `gpu`; there are auto, cpu, cuda, tensorrt, coreml, openvino, directml, rocm, migraphx, qnn, webgpu, xnnpack, dnnl, cann");
    }
}
