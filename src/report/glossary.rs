//! The words of a report, each explained once.

/// Word and meaning, in reading order.
pub const WORDS: [(&str, &str); 22] = [
    (
        "suite",
        "a named set of items, with how they are asked and checked",
    ),
    ("item", "one question with its target"),
    ("target", "the right answer, as the dataset gives it"),
    (
        "task type",
        "what kind of work an item is, such as arithmetic or lookup",
    ),
    (
        "mode",
        "reasoning or instruct: whether the model was let think before it answers",
    ),
    (
        "attempt",
        "one item, one model, one strategy, one budget, one epoch: the unit of work",
    ),
    (
        "strategy",
        "how an attempt spends its compute: direct is one completion, vote, best-of and pass take several",
    ),
    (
        "draw",
        "one of the completions that a strategy takes within an attempt",
    ),
    ("epoch", "the n-th repetition of an item"),
    (
        "budget",
        "the limit on thinking tokens; at it, the thinking is ended by force and the answer asked for; free means no limit but the suite's",
    ),
    ("completion", "what the model wrote in one draw"),
    ("trace", "a completion, parsed into thinking and answer"),
    ("thought", "a stretch of thinking between two switches"),
    (
        "move",
        "a marked point in the thinking: switch, backtrack, verify, hesitate",
    ),
    (
        "probe",
        "an answer that was forced at a point inside the thinking, to see what the model would say there",
    ),
    (
        "extraction",
        "finding the answer in a trace, by a rule that is named",
    ),
    (
        "checker",
        "decides whether an answer means the same as the target",
    ),
    (
        "verdict",
        "correct, incorrect, no answer, or ungraded; an attempt without one failed or was not run",
    ),
    (
        "truncated",
        "cut off by a limit on tokens; counted beside accuracy, whatever the verdict",
    ),
    (
        "accuracy",
        "share of graded attempts that are correct; no answer counts as not correct, ungraded is left out and shown",
    ),
    (
        "interval",
        "the range that holds the true value in the stated share of such reports",
    ),
    (
        "margin",
        "the difference of accuracy that is too small to matter",
    ),
];
