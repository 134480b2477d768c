//! How an error is shown: what failed, why, and what to do about it.

use std::fmt::Write as _;

use overthink::import::ImportError;
use overthink::run::RunError;
use overthink::store::StoreError;

/// `error: …`, each cause indented below, then the advice of the innermost
/// error that has some.
pub(crate) fn render(error: &anyhow::Error) -> String {
    let mut text = String::new();
    let mut last = String::new();
    for (depth, cause) in error.chain().enumerate() {
        let message = cause.to_string();
        // Wrappers that repeat their source word for word say nothing new.
        if message == last {
            continue;
        }
        let label = if depth == 0 {
            "error: "
        } else {
            "  caused by: "
        };
        let _ = writeln!(text, "{label}{}", indent(message.trim_end()));
        last = message;
    }
    if let Some(hint) = error.chain().filter_map(hint).last() {
        let _ = writeln!(text, "\nhint: {hint}");
    }
    text
}

/// Further lines stand below the first.
fn indent(message: &str) -> String {
    message.replace('\n', "\n    ")
}

fn hint(cause: &(dyn std::error::Error + 'static)) -> Option<String> {
    // A transparent wrapper hides its source from the chain.
    if let Some(RunError::Store(error)) = cause.downcast_ref::<RunError>() {
        return error.hint();
    }
    if let Some(error) = cause.downcast_ref::<ImportError>() {
        return error.hint();
    }
    cause
        .downcast_ref::<StoreError>()
        .and_then(StoreError::hint)
}
