//! How far a file may go, so that a hostile one costs bounded memory.

/// Longest line of a file of lines, in bytes.
pub(super) const LINE_BYTES: usize = 64 << 20;
/// Largest file that is one JSON document, in bytes: it is held whole.
pub(super) const DOCUMENT_BYTES: u64 = 1 << 30;
/// Largest member of an archive, unpacked, in bytes.
pub(super) const MEMBER_BYTES: u64 = 128 << 20;
/// All members of an archive together, unpacked, in bytes.
pub(super) const ARCHIVE_BYTES: u64 = 64 << 30;
/// Members that are unpacked at one time: so many bytes, or one member.
pub(super) const BATCH_BYTES: u64 = 4 << 20;
/// Members that are unpacked at one time.
pub(super) const BATCH_MEMBERS: usize = 256;
/// Largest row group of a Parquet file, unpacked, in bytes.
pub(super) const ROW_GROUP_BYTES: i64 = 1 << 30;
/// Issues that are kept with their places; more are counted.
pub(super) const ISSUES: usize = 1000;
/// Bytes from which the form of a file is found out.
pub(super) const HEAD_BYTES: u64 = 8 << 20;
/// Lines from which the form of a file is found out.
pub(super) const HEAD_LINES: usize = 64;
/// Streams of one file that are put together at one time.
pub(super) const OPEN_STREAMS: usize = 4096;
