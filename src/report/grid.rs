//! A small table of texts, for the terminal and for Markdown.

use super::terminal;
use crate::text::for_terminal;

/// A table under a title: texts only, no markup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// One line; may be empty.
    pub title: String,
    /// Headings, as many as each row has values.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// How many of the first columns are texts that are never broken; the
    /// others are numbers.
    pub n_texts: usize,
}

impl Grid {
    /// A table without rows.
    pub fn new(title: impl Into<String>, heads: &[&str], n_texts: usize) -> Self {
        Self {
            title: title.into(),
            heads: heads.iter().map(|head| (*head).to_owned()).collect(),
            rows: Vec::new(),
            n_texts,
        }
    }

    /// For a terminal `width` columns wide; no line end at the end.
    pub fn terminal(&self, width: u16) -> String {
        terminal::grid(self, width)
    }

    /// As Markdown, with what Markdown or HTML would act on escaped; ends with a
    /// line end.
    pub fn markdown(&self) -> String {
        let line = |cells: &mut dyn Iterator<Item = String>| {
            let cells: Vec<String> = cells.collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let mut text = String::new();
        if !self.title.is_empty() {
            text.push_str(&format!("{}\n\n", escaped(&self.title)));
        }
        text.push_str(&line(&mut self.heads.iter().map(|head| escaped(head))));
        let rules = (0..self.heads.len()).map(|i| {
            let rule = if i < self.n_texts { "---" } else { "---:" };
            rule.to_owned()
        });
        text.push_str(&line(&mut { rules }));
        for row in &self.rows {
            text.push_str(&line(&mut row.iter().map(|cell| escaped(cell))));
        }
        text
    }
}

/// A text that Markdown shows as it is, on one line.
pub fn escaped(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in for_terminal(text).chars() {
        match c {
            '<' => clean.push_str("&lt;"),
            '>' => clean.push_str("&gt;"),
            '&' => clean.push_str("&amp;"),
            '\n' => clean.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '#' => {
                clean.push('\\');
                clean.push(c);
            }
            c => clean.push(c),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_cannot_be_broken_by_its_texts() {
        let mut grid = Grid::new("a | b", &["x", "n"], 1);
        grid.rows.push(vec!["<b>|`\n".to_owned(), "1".to_owned()]);
        assert_eq!(
            grid.markdown(),
            "a \\| b\n\n| x | n |\n| --- | ---: |\n| &lt;b&gt;\\|\\`  | 1 |\n"
        );
    }
}
