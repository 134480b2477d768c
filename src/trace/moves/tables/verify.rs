//! A result is checked.

use crate::trace::MoveKind::Verify;
use crate::trace::moves::lead::Lead;
use crate::trace::moves::rule::Place::Clause;
use crate::trace::moves::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(Verify, "let-me-check", r"(?:<hedge>,? )?(?:(?:let me|let us|let's|lets|we should|i should|just) )(?:just |now |also |quickly |at least |try to |go back and )*(?:verify|confirm|double[- ]?check|cross[- ]?check|sanity[- ]?check|re-?check|re-?verify|re-?examine|re-?evaluate|re-?compute|re-?calculate|re-?do|re-?read|re-?assess|re-?visit|validate|make sure|ensure|check)\b")
        .at(Clause)
        .unless(r"<program>|^i(?:'ll| will| need to| should| can| could| want to|'d better| must| have to) (?:also |now |just )*(?:check|ensure|make sure|validate|verify|confirm)(?: (?:if|whether|that|for|the (?:input|condition)) (?:the |each |a |such |all )(?:\w+ )*(?:is|are|exists|isn't|aren't|program|code|function|has|was)\b)|options? provided|make sure to\b")
        .why(
            "A check is announced by who makes it. 'Need to' and 'will' plan one, 'make sure to' asks for something.",
            &[
                "Let me verify this.",
                "But let's double-check.",
                "Let me make sure there is no trick.",
            ],
            &["I need to check the input.", "Let me make sure to explain it."],
        ),
    Rule::new(Verify, "do-it-over", r"(?:<hedge>,? )?(?:<lets> |we )(?:just |now |also |to )*(?:double[- ]?check|cross[- ]?check|re-?check|re-?verify|re-?examine|re-?evaluate|re-?compute|re-?calculate|re-?read|re-?assess|verify (?:it |this |that )?again|check (?:it |this |that )?again|confirm (?:it |this |that )?again)\b")
        .at(Clause)
        .unless(r"<program>")
        .why(
            "Words with 're-' or 'again' look at something a second time, whoever plans it.",
            &["So I need to re-examine the steps.", "We re-evaluate the sum."],
            &["We need to check each case."],
        ),
    Rule::new(Verify, "wait-make-sure", r"(?:i|we) (?:need to|must|have to|should|want to) (?:check|verify|confirm|make sure)\b")
        .led(Lead::WAIT)
        .unless(r"make sure to\b|<program>")
        .why(
            "A plan to check, led by a stop, is carried out at once.",
            &["Wait, I need to make sure that no case is lost."],
            &["I need to make sure that no case is lost."],
        ),
    Rule::new(Verify, "to-be-thorough", r"(?:just )?(?:to be (?:thorough|sure|safe|certain|extra sure|careful|absolutely \w+|completely \w+)|to (?:double[- ]?check|verify|confirm|make sure|ensure (?:thoroughness|accuracy|it's|this|the (?:answer|result)))|for (?:good measure|thoroughness|a sanity check))\b")
        .at(Clause)
        .unless(r"<program>")
        .why(
            "The purpose of what follows is certainty.",
            &["Just to be thorough, consider the rest.", "To verify, put x = 3."],
            &["To be sure of a seat, book early, `book()` says."],
        ),
    Rule::new(Verify, "to-confirm-end", r"(?:let me|let us|let's) [^.,;:?!]{1,60}? to (?:double[- ]?check|verify|confirm)\b")
        .why(
            "A supposition made for the sake of a check.",
            &["Let's take n = 3 to confirm the answer."],
            &["He came to confirm the booking."],
        ),
    Rule::new(Verify, "check-colon", r"(?:double[- ]?check|check|verify|checking|verifying|verification|sanity check|proof|quick check)\b")
        .only(r"^[a-z]+(?:[- ][a-z]+)?(?:[:,.!?\n]|\z| (?:that|this|it|again|by|with)\b)")
        .why(
            "A heading or an imperative over a check.",
            &["Check: 3 + 4 = 7.", "Double-check this: 3 + 4 = 7.", "Sanity check."],
            &["Check if the list is empty.", "The check bounced; a checkmate."],
        ),
    Rule::new(Verify, "is-that-correct", r"(?:is|does|do|did) (?:that|this|it|the answer|my answer|everything) (?:correct|right|true|make sense|work|hold|fit|match|add up|check out|satisfy|all \w+)\b")
        .at(Clause)
        .only(r"\?")
        .why(
            "A result is questioned and looked at.",
            &["Is that correct? 3 + 4 = 7.", "Does this satisfy the first equation?"],
            &["Ask him whether that is correct."],
        ),
    Rule::new(Verify, "read-again", r"(?:<hedge>,? )?(?:let me|let's|i should|i need to) (?:just |try to )*(?:read|look at|see|look over|go over|go through|run through|walk through|look back|look|go back to|revisit|count|check|list|map|work|use|compute|think through|clarify)\b.{0,60}?\b(?:again|carefully|once more|one more time|back)\b")
        .why(
            "The task or a chain of steps is gone through a second time.",
            &["Let me read the question again.", "Let's go through the steps once more."],
            &["Let me read the letter to you."],
        ),
    Rule::new(Verify, "think-carefully", r"(?:<hedge>,? )?(?:let me|let's|i should|i need to) (?:think|go|do|take|look|consider|clarify|see|parse)\b(?: (?:about|through|over|at|it|this|that|the \w+))*(?: (?:again|carefully|more carefully|step by step|once more|slowly))")
        .led(Lead::WAIT.or(Lead::BUT).or(Lead::HMM))
        .why(
            "Care is called for after a stop.",
            &["Wait, but let's think about it step by step."],
            &["Let's think about it step by step."],
        ),
    Rule::new(Verify, "think-again", r"(?:let me|let us|let's) (?:think again|reconsider|go (?:through|over) (?:it|this|that|them)(?: again)?|clarify)\b")
        .before(r"<dead>")
        .why(
            "Thought again after a line that failed or puzzled.",
            &["That is not right. Let me think again."],
            &["It is 7. Let me think about dinner."],
        ),
    Rule::new(Verify, "think-carefully-after-doubt", r"(?:<hedge>,? )?(?:let me|let's|i need to|i should) (?:think|consider|look)\b[^.]{0,40}?carefully")
        .before(r"<dead>")
        .why(
            "Care is called for after a doubt.",
            &["This is confusing. Let me think about it carefully."],
            &["Let me think about it carefully."],
        ),
    Rule::new(Verify, "any-other", r"(?:but )?(?:is|are|were|was|could|might|would) there (?:be )?(?:any|some|another|anything|a)(?: other)? (?:way|chance|reason|possibility|possible|relationship|relationships|case|cases|scenario|indirect|unsafe|other|trick|exception|more)\w*")
        .at(Clause)
        .only(r"\?|any")
        .why(
            "Other possibilities are looked for to test the one found.",
            &["Is there any other way to read it?", "Could there be another possibility?"],
            &["There is another bus."],
        ),
    Rule::new(Verify, "perhaps-other-relation", r"<hedge>,? there(?:'s| is| are) (?:another|other|some other|any other) (?:relationships?|connections?|solutions?|answers?)\b")
        .why(
            "The same as a guess.",
            &["Alternatively, perhaps there's another solution."],
            &["There is another bus."],
        ),
    Rule::new(Verify, "see-if-other", r"(?:let me|let's|i should|i need to) (?:see|check|consider|think about|look|explore|verify) (?:if|whether|for) (?:there(?:'s| is| are| might be| could be)? ?)?(?:any|other|another)\b")
        .why(
            "The same as a plan.",
            &["But let's see if there's any other case."],
            &["Let's see if it rains."],
        ),
    Rule::new(Verify, "wait-the-task-says", r"wait[,.]? (?:but )?(?:(?:statement|option|point|clue|condition|rule|step) (?:\d+|one|two|three)|<task>) (?:says?|said|states?|stated|is[:,]? ?[\x22“]|mentions?|specif\w+)")
        .not_before(r"\?\W*$|^\W*<hedge>")
        .unless(r"maybe|perhaps")
        .why(
            "A stop and the task's words: the result is held against them. After a question or a guess they only answer it.",
            &["So it is 5. Wait, the problem says three days.", "Wait, but option 2 says aunt."],
            &["Is it poison? Wait, the question says all were poisoned."],
        ),
    Rule::new(Verify, "but-the-task-says", r"but <task> (?:says?|said|states?|stated)\b")
        .before(r"(?:the answer (?:is|would be)|perfect|fits|matches|answer is)")
        .unless(r"select|enclose")
        .why(
            "The task's words against an answer just given.",
            &["So the answer is 12. But the question says one rabbit."],
            &[
                "But the question says to select one, so the answer is 1.",
                "We start with a pair. But the question says one rabbit.",
            ],
        ),
    Rule::new(Verify, "test-with", r"(?:(?:let me|let's|we can|i'll) (?:(?:test|plug|substitute)\b[^.]{0,30}?\b(?:with|in|into|on|back|out|numbers|values|example|case)|try (?:it |this |that )?with)\b|(?:plugging|substituting)\b[^.]{0,30}? back\b|as a (?:check|sanity check|test)\b|testing (?:this|it|the)\b)")
        .unless(r"<program>")
        .why(
            "Values are put in.",
            &["Let me test this with n = 2.", "Plugging x = 3 back gives 7."],
            &["They test cars in winter."],
        ),
    Rule::new(Verify, "checks-out", r"(?:so )?(?:that|this|it|which|everything) (?:all )?(?:checks out|adds up|is consistent with)\b")
        .at(Clause)
        .why(
            "The outcome of a comparison is stated as one.",
            &["So that checks out."],
            &["He checks out of the hotel."],
        ),
    Rule::new(Verify, "reread", r"(?:re-?reading|on re-?reading|re-?checking|double[- ]?checking|re-?examining)\b")
        .why(
            "Something is read a second time.",
            &["Rereading the task, x is even.", "On re-reading, x is even."],
            &["Reading is fun."],
        ),
    Rule::new(Verify, "wait-what-about", r"(?:wait,? )?what (?:if|about) (?:both|one of|an? (?:\w+ )?(?:case|square|hexagon|triangle|pentagon)|the case|n ?=|x ?=)\b[^.?]*")
        .only(r"\?")
        .why(
            "A small case is tried on a result.",
            &["What if both numbers are negative?", "What about a triangle?"],
            &["What about lunch?"],
        ),
];
