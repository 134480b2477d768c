//! The estimates as a table.

use overthink::engine::model_dir::memory::PLAIN_CACHES;
use overthink::engine::model_dir::{MachineMemory, Survey};
use overthink::text::for_terminal;

use super::{FitArgs, Kind, Line};
use crate::cli::model::words::{bytes, columns, count, parameters};

/// The model in a line, the machine in another, and the table.
pub(super) fn human(
    args: &FitArgs,
    survey: &Survey,
    kinds: &[Kind],
    lines: &[Line],
    machine: Option<MachineMemory>,
    width: u16,
) -> String {
    let shape = survey.config.as_ref().and_then(|c| c.shape.parameters());
    let mut text = format!(
        "{}: {} parameters",
        for_terminal(&args.place),
        parameters(survey.n_parameters.or(shape))
    );
    if let [Kind { needs, .. }] = kinds {
        let held = if needs.shared {
            String::new()
        } else {
            format!(", {PLAIN_CACHES} times while a step runs")
        };
        let cache = bytes(needs.token);
        text += &format!(", {cache} of cache a token{held}");
    }
    text += &match (machine, args.memory) {
        (Some(m), Some(_)) => format!("\nto compare with: {}\n\n", bytes(m.total)),
        (Some(m), None) => format!(
            "\nthis machine: {} of memory, {} of it free\n\n",
            bytes(m.total),
            bytes(m.available)
        ),
        (None, _) => {
            "\nthe memory to compare with is not known; `--memory GB` gives it\n\n".to_owned()
        }
    };
    text += &table(lines, width);
    text + "\n  work: what one step computes; largest batch: texts at once that fit into what is free;\n  \
            tight: fits if other programs end. `docs/models.md` has the formulas.\n"
}

fn table(lines: &[Line], width: u16) -> String {
    let several = lines.iter().any(|line| !line.kind.is_empty());
    let known = lines.iter().any(|line| line.verdict.is_some());
    let mut head = vec![
        "context", "batch", "weights", "cache", "work", "base", "total",
    ];
    if several {
        head.insert(0, "kind");
    }
    if known {
        head.extend(["largest batch", ""]);
    }
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            let memory = &line.memory;
            let mut cells = vec![count(line.load.context), count(line.load.batch)];
            let sizes = [memory.weights, memory.cache, memory.work, memory.base];
            cells.extend(sizes.map(bytes));
            cells.push(bytes(memory.total()));
            if several {
                cells.insert(0, line.kind.clone());
            }
            if let (Some(verdict), Some(largest)) = (line.verdict, line.largest_batch) {
                cells.extend([count(largest), verdict.words().to_owned()]);
            }
            cells
        })
        .collect();
    let numbers = usize::from(several)..head.len() - usize::from(known);
    columns(&head, &rows, numbers, width)
}
