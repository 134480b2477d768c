//! How thinking is ended by force: data.

use crate::text::thinking::Format;

/// A text that ends thinking by force, in any format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForcedEnd {
    /// Name in suite files.
    pub name: &'static str,
    /// Written before the format's plain end.
    pub before: &'static str,
    /// Written behind it, in place of the white space at its end.
    pub after: &'static str,
    /// Where it is from.
    pub source: &'static str,
}

/// The texts that end thinking by force; the first is the default.
pub const FORCED_ENDS: &[ForcedEnd] = &[
    ForcedEnd {
        name: "plain",
        before: "",
        after: "",
        source: "the format itself",
    },
    ForcedEnd {
        name: "qwen3",
        before: "\n\nConsidering the limited time by the user, I have to give the solution \
                 based on the thinking directly now.",
        after: "",
        source: "Qwen3 technical report, arXiv 2505.09388, section 4.7; Qwen3's documentation",
    },
    ForcedEnd {
        name: "s1",
        before: "",
        after: "\nFinal Answer:",
        source: "s1, arXiv 2501.19393; simplescaling/s1 at 77272c6e: vllm_causallms.py",
    },
];

impl ForcedEnd {
    /// The text of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORCED_ENDS.iter().find(|end| end.name == name)
    }

    /// The text in `format`.
    pub fn text(&self, format: &Format) -> String {
        let plain = if self.after.is_empty() {
            format.plain
        } else {
            format.plain.trim_end()
        };
        format!("{}{plain}{}", self.before, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::thinking::FORMATS;

    #[test]
    fn ends_by_force_are_as_their_sources_have_them() {
        let text = |end: &str, format: &str| {
            let (end, format) = (ForcedEnd::named(end), Format::named(format));
            end.unwrap().text(format.unwrap())
        };
        assert_eq!(text("plain", "think"), "\n</think>\n\n");
        assert_eq!(
            text("qwen3", "think"),
            "\n\nConsidering the limited time by the user, I have to give the solution based on the thinking directly now.\n</think>\n\n"
        );
        assert_eq!(text("s1", "s1"), "\n<|im_start|>answer\nFinal Answer:");
        assert_eq!(text("s1", "think"), "\n</think>\nFinal Answer:");
        assert_eq!(text("plain", "magistral"), "\n[/THINK]\n\n");
    }

    #[test]
    fn every_format_closes_with_its_tag_and_has_one_name() {
        for (i, format) in FORMATS.iter().enumerate() {
            for end in FORCED_ENDS {
                assert!(end.text(format).contains(format.close), "{format:?}");
            }
            assert!(FORMATS[..i].iter().all(|other| other.name != format.name));
            assert!(!format.open.contains(format.close), "{format:?}");
        }
    }
}
