//! The pinned wheels: one a platform and flavor.

use super::Flavor;

/// A wheel of the Python package index and what we want from it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wheel {
    /// Name of the package.
    pub(super) package: &'static str,
    /// SHA-256 (hex) of the wheel for CPython 3.12.
    pub(super) sha256: &'static str,
    /// Platform tag, as pip wants it.
    pub(super) platform: &'static str,
    /// Whether the libraries that GPUs need come along.
    pub(super) flavor: Flavor,
}

/// The interpreter tag that is asked for, whatever Python there is: the
/// library is the same for all, and one hash a platform is enough.
pub(super) const PYTHON: (&str, &str) = ("3.12", "cp312");

const CPU: &str = "onnxruntime";
const GPU: &str = "onnxruntime-gpu";

const LINUX_X64_CPU: Wheel = Wheel {
    package: CPU,
    sha256: "1f3dea47f2f0e5117c2404cea7d21fd253ae7836a3bf167a501cdfbb2600d536",
    platform: "manylinux_2_28_x86_64",
    flavor: Flavor::Cpu,
};
const LINUX_X64_GPU: Wheel = Wheel {
    package: GPU,
    sha256: "05d548956197b9d01f59b625de740e0d6be3593f874e241a12dc0362650ecdf7",
    platform: "manylinux_2_28_x86_64",
    flavor: Flavor::Cuda,
};
const LINUX_ARM64_CPU: Wheel = Wheel {
    package: CPU,
    sha256: "0b9a492176886992e0e875f06bc0367e333f5fff11711a2d642e18b02f3009cc",
    platform: "manylinux_2_28_aarch64",
    flavor: Flavor::Cpu,
};
const MACOS_ARM64_CPU: Wheel = Wheel {
    package: CPU,
    sha256: "96dd2564b10ea7153ad9c207e7cd8e5917cb3ba521e0e0a62ac03486fdc8d56c",
    platform: "macosx_14_0_arm64",
    flavor: Flavor::Cpu,
};
const WINDOWS_X64_CPU: Wheel = Wheel {
    package: CPU,
    sha256: "ae8a9a351efda685cc59a66226cdefaa37a126c1d66872ca23a2de9425326130",
    platform: "win_amd64",
    flavor: Flavor::Cpu,
};
const WINDOWS_X64_GPU: Wheel = Wheel {
    package: GPU,
    sha256: "2bb1e9373baba88f6415257f5b6a589d23e23c16004f7d89adf4344eada5749e",
    platform: "win_amd64",
    flavor: Flavor::Cuda,
};

/// The wheel for the platform that this program was built for.
pub(super) fn for_this_platform(flavor: Flavor) -> Option<&'static Wheel> {
    for_platform(std::env::consts::OS, std::env::consts::ARCH, flavor)
}

fn for_platform(os: &str, arch: &str, flavor: Flavor) -> Option<&'static Wheel> {
    match (os, arch, flavor) {
        ("linux", "x86_64", Flavor::Cpu) => Some(&LINUX_X64_CPU),
        ("linux", "x86_64", Flavor::Cuda) => Some(&LINUX_X64_GPU),
        ("linux", "aarch64", Flavor::Cpu) => Some(&LINUX_ARM64_CPU),
        ("macos", "aarch64", Flavor::Cpu) => Some(&MACOS_ARM64_CPU),
        ("windows", "x86_64", Flavor::Cpu) => Some(&WINDOWS_X64_CPU),
        ("windows", "x86_64", Flavor::Cuda) => Some(&WINDOWS_X64_GPU),
        _ => None,
    }
}

/// Operating system and processor, for messages.
pub(super) fn platform() -> String {
    format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH)
}

impl Wheel {
    /// Base names of the files to keep; the first is the library itself.
    pub(super) fn files(&self) -> Vec<String> {
        let mut files = vec![super::cache::library_name()];
        if self.flavor == Flavor::Cuda {
            for name in ["shared", "cuda"] {
                files.push(if cfg!(windows) {
                    format!("onnxruntime_providers_{name}.dll")
                } else {
                    format!("libonnxruntime_providers_{name}.so")
                });
            }
        }
        files
    }

    /// Most bytes that one unpacked file may have.
    pub(super) fn max_file_size(&self) -> u64 {
        match self.flavor {
            Flavor::Cpu => 128 << 20,
            Flavor::Cuda => 1 << 30,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pin_is_a_digest_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for os in ["linux", "macos", "windows", "freebsd"] {
            for arch in ["x86_64", "aarch64"] {
                for flavor in [Flavor::Cpu, Flavor::Cuda] {
                    if let Some(wheel) = for_platform(os, arch, flavor) {
                        assert_eq!(wheel.sha256.len(), 64);
                        assert!(seen.insert(wheel.sha256), "{os} {arch}");
                        assert_eq!(wheel.flavor, flavor);
                    }
                }
            }
        }
        assert_eq!(seen.len(), 6);
    }
}
