//! The chat template, shown on an example.

use overthink::engine::chat::Message;
use overthink::engine::model_dir::Survey;
use overthink::text::for_terminal;

/// What the example asks.
const QUESTION: &str = "What is 2 + 3?";

/// Lines that are shown of one rendering: some templates write long rules.
const MAX_LINES: usize = 40;

pub(super) const TITLE: &str = "chat template, on the question \"What is 2 + 3?\"";

/// The question as the template renders it, or why it does not.
pub(super) fn rendered(survey: &Survey, thinking: bool) -> Option<Result<String, String>> {
    let chat = survey.chat.as_ref()?;
    let rendered = chat.render(&[Message::user(QUESTION)], Some(thinking));
    Some(rendered.map(|r| r.text).map_err(|e| e.to_string()))
}

/// Both renderings, each line behind a bar; one where they are equal.
pub(super) fn text(survey: &Survey) -> String {
    let (Some(on), Some(off)) = (rendered(survey, true), rendered(survey, false)) else {
        return String::new();
    };
    if on == off {
        return barred("with thinking on or off", &on);
    }
    barred("with thinking on", &on) + &barred("with thinking off", &off)
}

fn barred(title: &str, rendered: &Result<String, String>) -> String {
    let mut text = format!("  {title}\n");
    let rendered = match rendered {
        Ok(rendered) => rendered,
        Err(reason) => return text + &format!("    refused: {}\n", for_terminal(reason)),
    };
    let lines: Vec<&str> = rendered.split('\n').collect();
    for line in lines.iter().take(MAX_LINES) {
        text += format!("    | {}", for_terminal(line)).trim_end();
        text.push('\n');
    }
    if lines.len() > MAX_LINES {
        text += &format!("    … {} more lines\n", lines.len() - MAX_LINES);
    }
    text
}
