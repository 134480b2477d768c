//! Calls of tools, inside thinking and outside.

use super::{Phase, TagWalk, Text};
use crate::text::Span;
use crate::text::thinking::{Tool, ToolCall};
use crate::trace::lex::{Role, Wait};
use crate::trace::{Issue, SegmentKind};

/// White space that may stand before what a call of a tool must begin with.
const MOST_BLANK: usize = 16;

impl TagWalk {
    /// A call of a tool inside thinking: it lies within if the thinking has an
    /// end tag of its own, and ends it otherwise.
    pub(super) fn tool_in_thinking(
        &mut self,
        text: Text<'_>,
        i: usize,
        open: Span,
    ) -> Result<(), Wait> {
        let Some(tool) = self.tags.tools.get(i) else {
            return Ok(());
        };
        if !is_call(tool, text, open)? {
            return Ok(());
        }
        let next = self.next_tag(text)?;
        let closes = next.is_some_and(|mark| mark.role == Role::Close);
        if closes || self.policy.tool_call == ToolCall::Inside {
            let end = self.tool_end(text, i)?;
            let stays = next.map_or(text.0.len(), |mark| mark.span.start);
            if let Some(end) = end.filter(|end| *end <= stays) {
                self.out.issue(Issue::ToolCallInThinking);
                self.out.push(SegmentKind::Thinking, open.start);
                self.out.push(SegmentKind::ToolCall, end);
                self.at = end;
            }
            return Ok(());
        }
        let end = self.tool_end(text, i)?;
        self.out.issue(Issue::ToolCallEndsThinking);
        self.out.push(SegmentKind::Thinking, open.start);
        self.answer_from(text.0, open.start);
        self.tool_call(text.0, tool, end);
        Ok(())
    }

    /// A call of a tool outside thinking.
    pub(super) fn tool_in_answer(
        &mut self,
        text: Text<'_>,
        i: usize,
        open: Span,
    ) -> Result<(), Wait> {
        let Some(tool) = self.tags.tools.get(i) else {
            return Ok(());
        };
        if !is_call(tool, text, open)? || self.is_text(text, open, false)? {
            return Ok(());
        }
        // What stands before an end tag where nothing began is thinking.
        if self.phase == Phase::Start && self.closes_later(text)? {
            return Ok(());
        }
        let end = self.tool_end(text, i)?;
        self.out.push(SegmentKind::Answer, open.start);
        self.tool_call(text.0, tool, end);
        Ok(())
    }

    fn tool_call(&mut self, text: &str, tool: &Tool, end: Option<usize>) {
        if end.is_none() && !tool.close.is_empty() {
            self.out.issue(Issue::CutToolCall);
        }
        self.at = end.unwrap_or(text.len());
        self.out.push(SegmentKind::ToolCall, self.at);
    }

    /// Where the call of a tool that begins here ends, if something ends it.
    fn tool_end(&mut self, text: Text<'_>, i: usize) -> Result<Option<usize>, Wait> {
        let Some(ahead) = self.tool_ends.get_mut(i) else {
            return Ok(None);
        };
        let wanted = |role| role == Role::ToolClose(i);
        let end = ahead.find(self.lexicon, text, self.at, wanted)?;
        Ok(end.map(|mark| mark.span.end))
    }
}

/// Whether what follows makes it a call.
fn is_call(tool: &Tool, (text, is_whole): Text<'_>, open: Span) -> Result<bool, Wait> {
    if tool.then.is_empty() {
        return Ok(true);
    }
    let rest = text.get(open.end..).unwrap_or("");
    let content = rest.trim_start();
    if rest.len() - content.len() > MOST_BLANK {
        return Ok(false);
    }
    if tool.then.iter().any(|then| content.starts_with(then)) {
        return Ok(true);
    }
    let may = tool.then.iter().any(|then| then.starts_with(content));
    if is_whole || !may {
        Ok(false)
    } else {
        Err(Wait)
    }
}
