//! Sizes and tables as `overthink model` shows them.

use std::ops::Range;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};

/// Bytes in units of 1,000, as disks and package sizes are given.
pub(super) fn bytes(n: u64) -> String {
    scaled(n as f64, &["B", "kB", "MB", "GB", "TB"], 1)
}

/// Parameters: `1.4M`, `14.8B`.
pub(super) fn parameters(n: Option<u64>) -> String {
    n.map_or_else(
        || "unknown".to_owned(),
        |n| scaled(n as f64, &["", "K", "M", "B", "T"], 1).replace(' ', ""),
    )
}

fn scaled(mut value: f64, units: &[&str], decimals: usize) -> String {
    let mut unit = units.first().copied().unwrap_or("");
    for &larger in units.iter().skip(1) {
        // What would be rounded to 1,000 goes to the next unit.
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        unit = larger;
    }
    let decimals = if units.first() == Some(&unit) {
        0
    } else {
        decimals
    };
    format!("{value:.decimals$} {unit}").trim_end().to_owned()
}

/// A count with commas.
pub(super) fn count(n: u64) -> String {
    overthink::report::words::count(usize::try_from(n).unwrap_or(usize::MAX))
}

/// Labels and values below each other, values wrapped; every line indented by
/// two spaces.
pub(super) fn pairs(rows: &[(String, String)], width: u16) -> String {
    let mut table = plain(width);
    let longest = rows.iter().map(|(label, _)| label.chars().count()).max();
    for (label, value) in rows {
        table.add_row([label, value]);
    }
    if let Some(column) = table.column_mut(0) {
        let label = u16::try_from(longest.unwrap_or(0)).unwrap_or(20) + 2;
        column.set_constraint(ColumnConstraint::Absolute(comfy_table::Width::Fixed(label)));
    }
    text(&table)
}

/// A table with a head; the columns of `numbers` are aligned right.
pub(super) fn columns(
    head: &[&str],
    rows: &[Vec<String>],
    numbers: Range<usize>,
    width: u16,
) -> String {
    let mut table = plain(width);
    table.set_header(head);
    for row in rows {
        table.add_row(row.iter().map(Cell::new));
    }
    for column in table
        .column_iter_mut()
        .skip(numbers.start)
        .take(numbers.len())
    {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let broken = text(&table);
    for column in table.column_iter_mut() {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    // Cells are broken only where whole ones do not fit.
    let whole = text(&table);
    let fits = |line: &str| line.chars().count() <= usize::from(width);
    if whole.lines().all(fits) {
        whole
    } else {
        broken
    }
}

fn plain(width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.saturating_sub(2));
    table
}

/// The table's lines, indented, without spaces at their ends.
fn text(table: &Table) -> String {
    let lines = table.lines();
    lines
        .map(|line| format!(" {line}").trim_end().to_owned() + "\n")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(2_825_491), "2.8 MB");
        assert_eq!(bytes(999_960_000), "1.0 GB");
        assert_eq!(parameters(Some(14_770_000_000)), "14.8B");
        assert_eq!(parameters(Some(519)), "519");
        assert_eq!(parameters(None), "unknown");
    }
}
