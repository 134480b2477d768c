//! How much memory a piece of work holds at most, by thread.

#![expect(
    unsafe_code,
    reason = "an allocator can only be counted by standing in for it"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counted;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn held(change: isize) {
    // A thread that ends has no counters any more.
    let _ = HELD.try_with(|held| {
        held.set(held.get() + change);
        let _ = MOST.try_with(|most| most.set(most.get().max(held.get())));
    });
}

// SAFETY: all calls are passed on unchanged to the system's allocator; the
// counters are plain cells that allocate nothing.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        held(layout.size() as isize);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        held(-(layout.size() as isize));
        // SAFETY: the pointer came from `System` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counted = Counted;

/// The most bytes that `work` held at a time beyond what was held before.
pub(crate) fn most_bytes<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    MOST.set(before);
    let result = work();
    let most = MOST.get() - before;
    (result, usize::try_from(most).unwrap_or(0))
}

#[test]
fn what_is_held_is_counted() {
    let (length, most) = most_bytes(|| std::hint::black_box(vec![0_u8; 1_000_000]).len());
    assert_eq!(length, 1_000_000);
    assert!((1_000_000..1_100_000).contains(&most), "{most}");
}
