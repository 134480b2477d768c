//! What checkers there are, in words.

/// A checker as `overthink explain` shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The name in suite files and on the command line.
    pub name: &'static str,
    /// One line for lists.
    pub summary: &'static str,
    /// A paragraph: what it finds, what it takes as equal, what it cannot see.
    pub explanation: &'static str,
}

/// All checkers, in the order of lists.
pub fn kinds() -> &'static [Kind] {
    &KINDS
}

const KINDS: [Kind; 7] = [
    Kind {
        name: "math",
        summary: "the same mathematical value",
        explanation: "Finds the last \\boxed{}, line after ####, <answer> tag or final announcement, else \
            what follows \"the answer is\" (in any of twenty languages), else a last line or bold text \
            that is a value, else the formula or number of the last sentence that has one. \
            Reads LaTeX, plain text, sympy style, Unicode and words as one notation, on both \
            sides alike, and compares what they mean. Numbers are compared exactly, as fractions: 0.5, \
            1/2, \\frac{1}{2} and 50% are equal. A decimal equals what does not end if it is its \
            correct rounding and shows at least 4 significant digits: 0.3333 is 1/3, 0.333 is not. \
            Formulas are equal when they are the same function, equations up to a constant factor, \
            inequalities, intervals and sets as sets of numbers, lists without brackets in any order, \
            tuples in their order, matrices entry by entry. Units are converted (5 m is 500 cm), one \
            that a side lacks is forgiven, and so is the name in x = 5. What can be read as neither \
            mathematics nor words, or needs more work than is allowed, is ungraded and never wrong. \
            An equal answer names the stage that decided: text, exact, identity (modulo a prime), \
            numeric (to 40 digits or at all points tried) or rounded. Nothing is run and no clock is \
            read, so the verdict is the same everywhere; target and answer may be exchanged. Policies \
            decide where graders differ; `--policy NAME=VALUE` or `policies` in a suite sets them. \
            `overthink grade --checker math --target T --answer A` shows how one pair is read.",
    },
    Kind {
        name: "exact",
        summary: "the same text",
        explanation: "Finds what stands in <answer> tags, in \\boxed{} or after \"answer:\", else \
            takes the whole answer. Quotes, backticks and bold marks around it and a final period \
            are taken off, runs of white space are one space, and capitals do not count unless \
            `case_sensitive = true`. No word more or less is forgiven.",
    },
    Kind {
        name: "choice",
        summary: "one letter out of the given ones",
        explanation: "Finds the letter in \\boxed{}, in <answer> tags or after \"the answer is\", \
            else the letter that the answer begins with, else the last letter that stands alone. \
            Letters that are denied (\"not B\", \"rather than B\") are passed over, and so are the \
            words A and I.",
    },
    Kind {
        name: "set",
        summary: "the same parts in any order",
        explanation: "Finds what stands in \\boxed{}, in <answer> tags or after \"answer:\", else \
            the last line. It is split at commas, semicolons and a last \"and\", outside brackets. \
            Parts are compared as texts (capitals and quotes do not count), numbers as numbers. A \
            part that comes twice in the target must come twice in the answer.",
    },
    Kind {
        name: "list",
        summary: "the same parts in the same order",
        explanation: "As the checker set, except that the order counts.",
    },
    Kind {
        name: "json",
        summary: "the same JSON value",
        explanation: "Finds the last fenced block that is JSON, else the last object or array in \
            the text. Values are compared: white space, the order of keys and 1 against 1.0 do not \
            count, the order of arrays does. An answer that is no JSON is incorrect.",
    },
    Kind {
        name: "code",
        summary: "a Python program that passes the tests",
        explanation: "Finds the fenced block that defines what the tests ask for, else the last that \
            is Python or has no language, joined with earlier blocks that it needs; without a fence the \
            lines that are code. Blocks that only show how it is used, and output, are passed over. \
            The answer may be a whole program, a function, a method of `class Solution`, or the rest \
            of a function that the tests' prompt begins. Tests are asserts (MBPP), a function \
            `check(candidate)` (HumanEval), inputs and outputs of a whole program, or calls with \
            expected values (LiveCodeBench); docs/suites.md has their form. Programs run in Python, with its \
            standard library alone, in a sandbox: namespaces of their own, a read-only view of the \
            system, a filter on system calls, limits on processor time, wall clock, memory, \
            processes, files and output. The level that was reached (full, partial or none) is in \
            the manifest and in every record. The tests run in another process, which sends inputs \
            and compares values itself: the program never holds what is expected or what the verdict \
            is written on. Exiting early, printing \"passed\" or an object that equals everything \
            does not pass. The reason of an incorrect answer begins with wrong, error, timeout, \
            memory or forbidden. Where the sandbox itself failed or is refused, the answer is \
            ungraded. `vote@n` groups programs by what they do on the tests' inputs, right or wrong. \
            docs/sandbox.md has the whole.",
    },
];
