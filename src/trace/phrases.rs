//! The phrases that mark moves: data, one row each.

use super::MoveKind::{self, Backtrack, Hesitate, Switch, Verify};

/// A phrase that marks a move.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Lower case, with plain apostrophes.
    pub(super) text: &'static str,
    pub(super) kind: MoveKind,
    pub(super) place: Place,
    pub(super) after: After,
    /// Who counted this phrase, or saw it, before us.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the table, and its test")
    )]
    pub(super) source: &'static str,
}

/// Where a phrase must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning of a sentence, a line, or a clause after a colon.
    SentenceStart,
    /// At the beginning of any word.
    Anywhere,
}

/// What must follow a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// No further letter or digit.
    WordEnd,
    /// Punctuation, or the end: "Wait," but not "Wait for".
    Pause,
}

const fn start(kind: MoveKind, text: &'static str, source: &'static str) -> Phrase {
    row(kind, Place::SentenceStart, After::WordEnd, text, source)
}

const fn pause(kind: MoveKind, text: &'static str, source: &'static str) -> Phrase {
    row(kind, Place::SentenceStart, After::Pause, text, source)
}

const fn any(kind: MoveKind, text: &'static str, source: &'static str) -> Phrase {
    row(kind, Place::Anywhere, After::WordEnd, text, source)
}

const fn row(
    kind: MoveKind,
    place: Place,
    after: After,
    text: &'static str,
    source: &'static str,
) -> Phrase {
    Phrase {
        text,
        kind,
        place,
        after,
        source,
    }
}

/// TIP, arXiv 2501.18585.
const TIP: &str = "TIP";
/// SEAL's lists for mathematics.
const SEAL: &str = "SEAL";
/// The thinkbench of EvalScope.
const EVALSCOPE: &str = "EvalScope";
/// The self-reflection words of oat-zero.
const OAT: &str = "oat-zero";
/// The words that simpleRL counts.
const SIMPLE_RL: &str = "simpleRL";
/// The words counted in the DeepSeek-R1 paper (Nature).
const R1: &str = "R1";
/// The words that NoWait suppresses.
const NO_WAIT: &str = "NoWait";
/// Written by the embedded demo models.
const DEMO: &str = "demo models";
/// The LongCat guard's Chinese list; traditional forms are conversions.
const LONGCAT: &str = "LongCat guard";
/// Seen in traces by us.
const OWN: &str = "own reading";

/// All phrases. Where several fit at one place, the longest counts.
pub(super) const PHRASES: &[Phrase] = &[
    // Another approach begins.
    start(Switch, "alternatively", TIP),
    start(Switch, "another approach", EVALSCOPE),
    start(Switch, "another method", EVALSCOPE),
    start(Switch, "another angle", EVALSCOPE),
    pause(Switch, "another way", EVALSCOPE),
    start(Switch, "another way to solve", OWN),
    start(Switch, "another way to do", OWN),
    start(Switch, "another strategy", SEAL),
    start(Switch, "another technique", SEAL),
    start(Switch, "another idea", OWN),
    start(Switch, "another option", OWN),
    start(Switch, "a different approach", OWN),
    any(Switch, "let me try another", OWN),
    any(Switch, "let's try another", OWN),
    any(Switch, "let me try a different", OWN),
    any(Switch, "let's try a different", OWN),
    any(Switch, "let me try something else", OWN),
    any(Switch, "let's try something else", OWN),
    any(Switch, "try another approach", SEAL),
    any(Switch, "try another way", SEAL),
    any(Switch, "try another method", SEAL),
    any(Switch, "try a different approach", OWN),
    any(Switch, "try a different way", OWN),
    any(Switch, "think differently", SEAL),
    any(Switch, "maybe there's another way", OWN),
    any(Switch, "maybe there is another way", OWN),
    any(Switch, "let me approach this differently", OWN),
    any(Switch, "let's approach this differently", OWN),
    any(Switch, "let me think of another", OWN),
    any(Switch, "let me consider another", OWN),
    row(Switch, Place::Anywhere, After::WordEnd, "换个思路", LONGCAT),
    any(Switch, "換個思路", LONGCAT),
    any(Switch, "换一种思路", OWN),
    any(Switch, "换一种方法", OWN),
    any(Switch, "換一種方法", OWN),
    any(Switch, "换个方法", OWN),
    start(Switch, "另一种方法", OWN),
    start(Switch, "或者，我们可以", OWN),
    // A step is taken back.
    start(Backtrack, "go back", DEMO),
    any(Backtrack, "let me go back", OWN),
    any(Backtrack, "let's go back", OWN),
    start(Backtrack, "going back", OWN),
    start(Backtrack, "wait, no", OWN),
    start(Backtrack, "wait no", OWN),
    start(Backtrack, "wait, that's not", OWN),
    start(Backtrack, "wait, that's wrong", OWN),
    start(Backtrack, "no, wait", OWN),
    start(Backtrack, "no wait", OWN),
    start(Backtrack, "that's wrong", R1),
    start(Backtrack, "that is wrong", R1),
    start(Backtrack, "that's not right", OWN),
    start(Backtrack, "that is not right", OWN),
    start(Backtrack, "that doesn't work", OWN),
    start(Backtrack, "this doesn't work", OWN),
    any(Backtrack, "i made a mistake", R1),
    any(Backtrack, "i made an error", R1),
    start(Backtrack, "my mistake", R1),
    any(Backtrack, "start over", OWN),
    any(Backtrack, "try again", OAT),
    start(Backtrack, "scratch that", OWN),
    any(Backtrack, "let me redo", OWN),
    any(Backtrack, "let me reconsider", EVALSCOPE),
    any(Backtrack, "let me rethink", OAT),
    start(Backtrack, "backtrack", OWN),
    any(Backtrack, "等等，不对", LONGCAT),
    any(Backtrack, "等等，不對", LONGCAT),
    any(Backtrack, "等一下，不对", LONGCAT),
    any(Backtrack, "不对，等等", LONGCAT),
    any(Backtrack, "让我重新考虑", LONGCAT),
    any(Backtrack, "讓我重新考慮", LONGCAT),
    // A result is checked.
    pause(Verify, "check", DEMO),
    pause(Verify, "checking", OWN),
    start(Verify, "check that", OWN),
    start(Verify, "check if", OWN),
    start(Verify, "check whether", OWN),
    any(Verify, "let me check", SEAL),
    any(Verify, "let's check", OWN),
    any(Verify, "let me double-check", NO_WAIT),
    any(Verify, "let me double check", NO_WAIT),
    any(Verify, "let's double-check", NO_WAIT),
    start(Verify, "double-check", NO_WAIT),
    start(Verify, "double check", NO_WAIT),
    any(Verify, "sanity check", OWN),
    start(Verify, "verify", SEAL),
    start(Verify, "verifying", OWN),
    any(Verify, "let me verify", SEAL),
    any(Verify, "let's verify", SEAL),
    start(Verify, "to verify", OWN),
    start(Verify, "recheck", OAT),
    any(Verify, "let me recheck", OAT),
    any(Verify, "let me re-check", OAT),
    any(Verify, "check again", OAT),
    any(Verify, "go over the steps", OAT),
    any(Verify, "let me re-examine", OAT),
    any(Verify, "let me reexamine", OAT),
    any(Verify, "let me make sure", SEAL),
    any(Verify, "let's make sure", SEAL),
    any(Verify, "检查一下", OWN),
    any(Verify, "檢查一下", OWN),
    any(Verify, "验证一下", OWN),
    any(Verify, "驗證一下", OWN),
    any(Verify, "重新检查", OWN),
    any(Verify, "重新檢查", OWN),
    any(Verify, "重新审视", LONGCAT),
    // A doubt is spoken.
    pause(Hesitate, "wait", SIMPLE_RL),
    start(Hesitate, "wait but", OWN),
    start(Hesitate, "wait a minute", OWN),
    start(Hesitate, "wait a second", OWN),
    start(Hesitate, "hold on", SEAL),
    start(Hesitate, "hmm", NO_WAIT),
    pause(Hesitate, "hm", OWN),
    pause(Hesitate, "actually", OWN),
    start(Hesitate, "i'm not sure", OWN),
    start(Hesitate, "not sure", OWN),
    any(Hesitate, "think again", OAT),
    pause(Hesitate, "等等", LONGCAT),
    pause(Hesitate, "等一下", LONGCAT),
    any(Hesitate, "再想想", LONGCAT),
];
