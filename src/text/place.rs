//! A place in a text file, shown to a person: line, column, and the line itself
//! with a mark under the part that is meant.

use std::fmt;
use std::ops::Range;

/// How many characters of a line are shown.
const WIDTH: usize = 90;
/// How many of them stand before the mark in a line that is longer.
const LEAD: usize = 30;

/// A place in a text, with the line to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line, or the part of it around the mark; without control characters.
    shown: String,
    /// Characters of `shown` before the mark.
    indent: usize,
    /// Characters under the mark. At least 1.
    width: usize,
}

impl Place {
    /// The place of a byte range of `text`. A range that does not fit is moved
    /// to the nearest one that does; of several lines the first is shown.
    pub fn new(text: &str, range: Range<usize>) -> Self {
        let start = boundary(text, range.start);
        let end = boundary(text, range.end).max(start);
        let (before, rest) = text.split_at(start);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let head = before.get(line_start..).unwrap_or("");
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let tail = rest.get(..line_end).unwrap_or("").trim_end_matches('\r');
        let meant = rest.get(..(end - start).min(tail.len())).unwrap_or("");

        let column = head.chars().count();
        let skipped = if column + tail.chars().count() > WIDTH {
            column.saturating_sub(LEAD)
        } else {
            0
        };
        let line: String = head
            .chars()
            .chain(tail.chars())
            .skip(skipped)
            .take(WIDTH)
            .collect();
        let shown = crate::text::for_terminal(&line);
        let indent = column - skipped;
        let room = shown.chars().count().saturating_sub(indent);
        Self {
            line: before.matches('\n').count() + 1,
            column: column + 1,
            indent,
            width: meant.chars().count().min(room).max(1),
            shown,
        }
    }

    /// The excerpt of a template: the lines are counted from the template's first.
    pub(crate) fn excerpt_in_template(&self) -> String {
        format!("\n(line {} of the template){}", self.line, self.excerpt())
    }

    /// The line with its number and the mark below, each on a new line.
    pub fn excerpt(&self) -> String {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let indent = " ".repeat(self.indent);
        let mark = "^".repeat(self.width);
        let line = format!("{number} | {}", self.shown);
        let line = line.trim_end();
        format!("\n{margin} |\n{line}\n{margin} | {indent}{mark}")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The nearest character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, range: Range<usize>) -> String {
        let place = Place::new(text, range);
        format!("{place}{}", place.excerpt())
    }

    #[test]
    fn the_mark_stands_under_what_is_meant() {
        insta::assert_snapshot!(show("a = 1\n\tbé = 22\r\nc", 12..14), @r#"
        2:6
          |
        2 |  bé = 22
          |      ^^
        "#);
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let text = format!("{}WRONG{}", "x".repeat(300), "y".repeat(300));
        insta::assert_snapshot!(show(&text, 300..305), @r#"
        1:301
          |
        1 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxWRONGyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
          |                               ^^^^^
        "#);
    }

    #[test]
    fn the_end_of_a_text_has_a_place() {
        insta::assert_snapshot!(show("a\n", 2..2), @r#"
        2:1
          |
        2 |
          | ^
        "#);
        assert_eq!(Place::new("", 5..9).to_string(), "1:1");
    }

    proptest::proptest! {
        #[test]
        fn any_range_of_any_text_has_a_place(text in "(?s).{0,200}", a in 0usize..900, b in 0usize..900) {
            let place = Place::new(&text, a..b);
            proptest::prop_assert!(place.excerpt().lines().count() <= 4);
        }
    }
}
