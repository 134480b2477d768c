//! What can go wrong while generating.

/// Why an engine could not be made, or a request not be answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The request could never be answered.
    #[error("{0}")]
    Refused(String),
}
