//! The sandbox on Linux: a helper process, and what it keeps programs in.

mod helper;
mod init;
mod landlock;
mod namespaces;
mod refusal;
mod rights;
mod seccomp;
mod view;

pub use helper::sandbox_helper;
pub(super) use refusal::{remedy, why};
pub(super) use seccomp::{Filter, bytes as filter_bytes};
