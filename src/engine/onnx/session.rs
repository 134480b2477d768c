//! A model in ONNX Runtime, on the device that was asked for.

use ort::ep;
use ort::ep::ExecutionProviderDispatch;
use ort::memory::{AllocationDevice, AllocatorType, MemoryInfo, MemoryType};
use ort::session::Session;
use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};

use crate::engine::EngineError;
use crate::engine::error::one_line;
use crate::engine::model_dir::{Graph, ModelError, Problem};
use crate::engine::runtime::{self, Flavor, Library};
use crate::engine::{Device, EngineOptions};

/// Models with fewer parameters gain nothing from a second thread.
const SMALL: u64 = 1_000_000;

/// Bytes from which a block of memory is the system's.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE_BLOCK: libc::c_int = 1 << 20;

/// A session, and what runs it.
pub(super) struct Opened {
    pub(super) session: Session,
    pub(super) provider: &'static str,
    pub(super) version: String,
    /// Memory of its own, if it has any.
    pub(super) device: Option<MemoryInfo<'static>>,
}

/// Loads the library if need be, then `graph` into it.
pub(super) fn open(
    graph: &Graph,
    n_parameters: Option<u64>,
    options: &EngineOptions,
    problem: &dyn Fn(Problem) -> ModelError,
) -> Result<Opened, EngineError> {
    let library = library(options)?;
    let loaded = runtime::load(&library)?;
    keep_large_blocks_apart();
    let devices: &[Device] = match &options.device {
        Device::Auto => &[Device::Cuda, Device::Cpu],
        device => std::slice::from_ref(device),
    };
    let threads = options.threads.unwrap_or_else(|| threads(n_parameters));
    let mut refused = (Device::Cpu, String::new());
    for &device in devices {
        let provider = provider(device);
        let builder = match builder(&loaded.environment, threads, provider.as_ref()) {
            Ok(builder) => builder,
            Err(reason) => {
                refused = (device, reason);
                continue;
            }
        };
        let session = commit(builder, graph).map_err(|reason| {
            problem(Problem::Refused {
                version: loaded.version.clone(),
                reason,
            })
        })?;
        give_back_memory();
        return Ok(Opened {
            session,
            device: memory_of(device)?,
            provider: device.name(),
            version: loaded.version.clone(),
        });
    }
    let (device, reason) = refused;
    Err(EngineError::Device {
        device: device.name(),
        reason: reason.trim_end_matches('.').to_owned(),
        library: loaded.path.clone(),
        remedy: device.remedy(),
    })
}

/// The library that fits the device.
fn library(options: &EngineOptions) -> Result<Library, EngineError> {
    let flavors: &[Flavor] = match options.device {
        Device::Cuda | Device::TensorRt => &[Flavor::Cuda],
        // A GPU build runs on the CPU too; only the CPU build is installed unasked.
        Device::Auto if has(Flavor::Cuda) => &[Flavor::Cuda, Flavor::Cpu],
        _ => &[Flavor::Cpu, Flavor::Cuda],
    };
    let given = options.onnxruntime.as_deref();
    Ok(if options.install {
        runtime::ensure(given, flavors)?
    } else {
        runtime::locate(given, flavors)?
    })
}

/// Threads for a model of so many parameters.
fn threads(n_parameters: Option<u64>) -> usize {
    match n_parameters {
        Some(n) if n < SMALL => 1,
        // The library's own choice looks past the limits of containers.
        _ => std::thread::available_parallelism().map_or(1, usize::from),
    }
}

/// What the library calls the device; `None` for the processor, which needs no
/// name.
fn provider(device: Device) -> Option<ExecutionProviderDispatch> {
    Some(match device {
        Device::Auto | Device::Cpu => return None,
        Device::Cuda => ep::CUDA::default().build(),
        Device::TensorRt => ep::TensorRT::default().build(),
        Device::CoreMl => ep::CoreML::default().build(),
        Device::OpenVino => ep::OpenVINO::default().build(),
        Device::DirectMl => ep::DirectML::default().build(),
        Device::Rocm => ep::ROCm::default().build(),
        Device::MiGraphX => ep::MIGraphX::default().build(),
        Device::Qnn => ep::QNN::default().build(),
        Device::WebGpu => ep::WebGPU::default().build(),
        Device::Xnnpack => ep::XNNPACK::default().build(),
        Device::Dnnl => ep::OneDNN::default().build(),
        Device::Cann => ep::CANN::default().build(),
    })
}

/// Gives back what loading a model took and freed: as much as its weights, if
/// they lie in the graph's own file.
fn give_back_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "the C library has no safe binding for it")]
    // SAFETY: it takes no pointer, and may be called from any thread at any time.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// Lets the C library take each block of a megabyte or more from the system and
/// give it back whole. Left to itself it raises that limit to 32 MB once such a
/// block was freed, and then freed caches stay behind as holes in its heap.
fn keep_large_blocks_apart() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "the C library has no safe binding for it")]
    // SAFETY: it takes no pointer, and may be called from any thread at any time.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE_BLOCK);
    }
}

/// The memory in which a provider leaves its results.
fn memory_of(device: Device) -> Result<Option<MemoryInfo<'static>>, EngineError> {
    if device != Device::Cuda {
        return Ok(None);
    }
    let (place, kind) = (AllocationDevice::CUDA, AllocatorType::Device);
    let memory = MemoryInfo::new(place, 0, kind, MemoryType::Default);
    memory.map(Some).map_err(|error| EngineError::Compute {
        model: device.name().to_owned(),
        what: "memory of its own".to_owned(),
        reason: one_line(&error.to_string()),
    })
}

fn has(flavor: Flavor) -> bool {
    runtime::library_path(flavor).is_some_and(|path| path.is_file())
}

fn builder(
    environment: &ort::environment::Environment,
    threads: usize,
    provider: Option<&ExecutionProviderDispatch>,
) -> Result<SessionBuilder, String> {
    let configured = || -> ort::Result<SessionBuilder> {
        let mut builder = Session::builder(environment)?
            .with_optimization_level(GraphOptimizationLevel::All)?
            .with_intra_threads(threads)?
            // A step is many small pieces; threads that sleep between them cost
            // a third of the speed and more.
            .with_intra_op_spinning(true)?
            // Shapes grow with every token; patterns of them would pile up.
            .with_memory_pattern(false)?;
        if let Some(provider) = provider {
            // Without this a missing provider is passed over in silence.
            let loud = provider.clone().error_on_failure();
            builder = builder.with_execution_providers([loud])?;
        }
        Ok(builder)
    };
    configured().map_err(|error| one_line(&error.to_string()))
}

fn commit(mut builder: SessionBuilder, graph: &Graph) -> Result<Session, String> {
    match graph {
        Graph::File(path) => builder.commit_from_file(path),
        Graph::Memory(bytes) => builder.commit_from_memory(bytes),
    }
    .map_err(|error| one_line(&error.to_string()))
}
