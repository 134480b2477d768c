//! What a template may use up: templates are foreign.

pub(super) use crate::text::jinja::growth::{check, check_value, widths, write};
pub(super) use crate::text::jinja::limit::{MAX_WRITTEN, Output, fuel, too_large, too_long};
