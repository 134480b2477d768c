//! Memory of our own for caches that grow with every step.
//!
//! In ONNX Runtime's arena no cache fits where the last one was, because each
//! is a little longer: it held three to four caches at a time. Here a step
//! writes into what the cache before the last one left, so there are two.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ffi::c_void;
use std::ptr::{NonNull, null_mut};
use std::sync::{Arc, Mutex, PoisonError};

use ort::AsPointer as _;
use ort::memory::{Allocator, MemoryInfo};
use ort::value::{DynValue, TensorElementType};

use super::cache::Cache;
use super::signature::{CacheTensor, Float, Signature};

/// Tensors begin at multiples of so many bytes, as the library's own do.
const ALIGNMENT: usize = 64;

/// A block has room for a cache longer by a part of this size, so that the
/// next steps find it large enough. The system counts memory only once it is
/// written to.
const HEADROOM: usize = 8;

/// A block that is larger than needed by more than a part of this size is
/// given back instead of used again.
const EXCESS: usize = 2;

/// Blocks below this size are used again whatever is needed.
const SMALL: usize = 1 << 20;

/// Hands out memory for caches, and keeps one block that is free.
#[derive(Debug, Clone, Default)]
pub(super) struct Buffers {
    spare: Arc<Mutex<Option<Block>>>,
}

/// Memory in one piece, zeros at first. The system counts it as it is written
/// to: tensors that ort makes are filled with zeros at once.
#[derive(Debug)]
struct Block {
    memory: NonNull<u8>,
    layout: Layout,
    bytes: usize,
}

#[expect(
    unsafe_code,
    reason = "a pointer is not sent to other threads without it"
)]
// SAFETY: the block is the only owner of its memory.
unsafe impl Send for Block {}

/// A tensor with memory of its own.
#[derive(Debug)]
pub(super) struct Buffer {
    /// It comes before its memory, so that it goes first.
    pub(super) value: DynValue,
    #[expect(dead_code, reason = "it is kept for as long as the tensor is there")]
    block: Block,
}

impl Buffer {
    /// Zeros for `rows` texts of `length` tokens.
    ///
    /// # Errors
    /// When there is no memory.
    pub(super) fn new(tensor: &CacheTensor, rows: usize, length: usize) -> ort::Result<Self> {
        let mut block = Block::new(bytes(tensor, rows, length))?;
        let value = view(&mut block, 0, tensor, rows, length)?;
        Ok(Self { value, block })
    }
}

impl Block {
    fn new(bytes: usize) -> ort::Result<Self> {
        let failed = || ort::Error::new(format!("Failed to allocate {bytes} bytes"));
        // More alignment would make the allocator write the zeros itself.
        let layout = Layout::from_size_align(bytes.saturating_add(ALIGNMENT), 16);
        let layout = layout.map_err(|_| failed())?;
        #[expect(unsafe_code, reason = "no safe way to allocate may fail")]
        // SAFETY: the layout has more than 0 bytes.
        let memory = unsafe { alloc_zeroed(layout) };
        let memory = NonNull::new(memory).ok_or_else(failed)?;
        Ok(Self {
            memory,
            layout,
            bytes,
        })
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        #[expect(unsafe_code, reason = "it was allocated by hand")]
        // SAFETY: it was allocated with this layout, and goes once.
        unsafe {
            dealloc(self.memory.as_ptr(), self.layout);
        }
    }
}

/// The memory of one cache; it goes back when the cache goes.
#[derive(Debug)]
pub(super) struct Home {
    block: Option<Block>,
    /// Where it goes back to; shared buffers have no use for it.
    buffers: Option<Buffers>,
}

impl Buffers {
    /// A cache for `rows` texts of `length` tokens. What is in it is left over
    /// from others.
    ///
    /// # Errors
    /// When there is no memory.
    pub(super) fn cache(
        &self,
        signature: &Signature,
        rows: usize,
        length: usize,
    ) -> ort::Result<Cache> {
        let sizes = signature.cache.iter().map(|t| bytes(t, rows, length));
        let needed: usize = sizes.sum();
        let mut block = self.block(needed)?;
        let mut tensors = Vec::with_capacity(signature.cache.len());
        let mut start = 0;
        for t in &signature.cache {
            tensors.push(view(&mut block, start, t, rows, length)?);
            start += bytes(t, rows, length);
        }
        let home = Home {
            block: Some(block),
            buffers: (!signature.shared_buffers).then(|| self.clone()),
        };
        Ok(Cache {
            tensors,
            length,
            home: Some(home),
        })
    }

    /// Gives the spare block back to the system.
    pub(super) fn clear(&self) {
        self.replace(None);
    }

    fn block(&self, needed: usize) -> ort::Result<Block> {
        if let Some(spare) = self.replace(None)
            && fits(spare.bytes, needed)
        {
            return Ok(spare);
        }
        Block::new(needed + needed / HEADROOM)
    }

    /// Puts `block` in the place of the spare one, and returns that.
    fn replace(&self, block: Option<Block>) -> Option<Block> {
        // A panic elsewhere leaves the place as good as it was.
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *spare, block)
    }

    /// Bytes of the spare block.
    #[cfg(test)]
    pub(super) fn spare_bytes(&self) -> Option<usize> {
        let spare = self.spare.lock().unwrap();
        spare.as_ref().map(|block| block.bytes)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(buffers) = &self.buffers {
            buffers.replace(self.block.take());
        }
    }
}

/// Whether a block of `bytes` is to be used for what needs `needed`.
fn fits(bytes: usize, needed: usize) -> bool {
    bytes >= needed && (bytes <= SMALL || bytes - needed <= needed / EXCESS)
}

/// Bytes of a tensor, with what keeps the next one aligned.
fn bytes(tensor: &CacheTensor, rows: usize, length: usize) -> usize {
    let elements: usize = tensor.shape(rows, length).iter().product();
    (elements * tensor.float.bytes() as usize).next_multiple_of(ALIGNMENT)
}

/// A tensor whose numbers lie in `block` from `start` on.
fn view(
    block: &mut Block,
    start: usize,
    tensor: &CacheTensor,
    rows: usize,
    length: usize,
) -> ort::Result<DynValue> {
    let size = bytes(tensor, rows, length);
    if start + size > block.bytes {
        return Err(ort::Error::new("a cache is larger than its memory"));
    }
    let element = match tensor.float {
        Float::F32 => TensorElementType::Float32,
        Float::F16 => TensorElementType::Float16,
    };
    let shape = tensor.shape(rows, length).into_iter().map(|n| n as i64);
    let shape: Vec<i64> = shape.collect();
    let memory = MemoryInfo::default();
    let allocator = Allocator::default();
    let mut value = null_mut();
    #[expect(
        unsafe_code,
        reason = "ort has no tensor over a part of memory that can be bound as input and output"
    )]
    // SAFETY: `start + size` lies within the block, which has `ALIGNMENT` bytes
    // more than `block.bytes` for its first aligned address. Views of one cache do not overlap, and the cache keeps the
    // block until its tensors are gone; the library writes to it only while
    // the cache is not yet handed out. Every pattern of bits is a number. The
    // library copies the shape, takes no possession of the memory, and the
    // value that it made is handed to nobody else.
    unsafe {
        let base = block.memory.as_ptr();
        let data = base
            .add(base.align_offset(ALIGNMENT) + start)
            .cast::<c_void>();
        let status = (ort::api().CreateTensorWithDataAsOrtValue)(
            memory.ptr(),
            data,
            size,
            shape.as_ptr(),
            shape.len(),
            element.into(),
            &raw mut value,
        );
        ort::Error::result_from_status(status)?;
        let value = NonNull::new(value).ok_or_else(|| ort::Error::new("no tensor was made"))?;
        Ok(DynValue::from_ptr(value, Some(&allocator)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_used_again_where_they_fit() {
        for (bytes, needed, expected) in [
            (100, 100, true),
            (100, 101, false),
            (SMALL, 1, true),
            (SMALL + 1, 1, false),
            (30 << 20, 20 << 20, true),
            (31 << 20, 20 << 20, false),
        ] {
            assert_eq!(fits(bytes, needed), expected, "{bytes} {needed}");
        }
    }
}
