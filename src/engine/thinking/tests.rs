use proptest::prelude::*;

use super::*;
use crate::suite::Tip;

const END: u32 = 0;
const OPEN: u32 = 1;
const CLOSE: u32 = 2;
/// What the model writes where it may not write what it wants.
const FILLER: u32 = 9;
const FORCED: [u32; 3] = [90, CLOSE, 91];
const WAITS: [u32; 2] = [80, 81];

#[derive(Clone)]
struct Case {
    open: bool,
    n_prompt: usize,
    limits: Limits,
    steering: Steering,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            open: true,
            n_prompt: 3,
            limits: Limits {
                thinking: ThinkingLimit::Cut(1000),
                answer: 1000,
                context: 5000,
                longest: 5000,
            },
            steering: Steering {
                forced_end: FORCED.to_vec(),
                wait: WAITS.to_vec(),
                ways_out: vec![CLOSE, END],
                ..Steering::default()
            },
        }
    }
}

/// What came of a text.
#[derive(Debug, PartialEq)]
struct Text {
    tokens: Vec<u32>,
    n_thinking: u32,
    n_answer: u32,
    stop: StopReason,
}

impl Case {
    fn budget(budget: u32) -> Self {
        let mut case = Self::default();
        case.limits.thinking = ThinkingLimit::Budget(budget);
        case
    }

    /// Lets a model write `wanted` as far as it may, and then end.
    fn write(&self, wanted: &[u32]) -> Text {
        self.write_and(wanted, |_| None)
    }

    fn write_and(&self, wanted: &[u32], part: impl Fn(&mut Control) -> Option<After>) -> Text {
        let steering = Arc::new(self.steering.clone());
        let mut control = Control::new(self.open, self.n_prompt, self.limits, steering);
        let mut wanted = wanted.iter().copied();
        let mut tokens = Vec::new();
        let stop = loop {
            if let Some(After::End(reason)) = part(&mut control) {
                break reason;
            }
            if let Some((token, after)) = control.forced() {
                tokens.push(token);
                match after {
                    After::More => continue,
                    After::End(reason) => break reason,
                }
            }
            let mut changes = Vec::new();
            control.changes(&mut changes);
            let banned = |t: u32| changes.contains(&(t, f32::NEG_INFINITY));
            let token = wanted.next().unwrap_or(END);
            let token = if banned(token) { FILLER } else { token };
            let seen = match token {
                END => Seen::End,
                OPEN => Seen::Tag(Tag::Open, 1),
                CLOSE => Seen::Tag(Tag::Close, 1),
                _ => Seen::Plain,
            };
            match control.take(token, seen, 0) {
                Decision::Write(token, after) => {
                    tokens.push(token);
                    if let After::End(reason) = after {
                        break reason;
                    }
                }
                Decision::Again => panic!("{token} was not banned and yet refused"),
                Decision::End(reason) => break reason,
            }
        };
        Text {
            tokens,
            n_thinking: control.n_thinking(),
            n_answer: control.n_answer(),
            stop,
        }
    }
}

fn text(tokens: &[u32], n_thinking: u32, n_answer: u32, stop: StopReason) -> Text {
    Text {
        tokens: tokens.to_vec(),
        n_thinking,
        n_answer,
        stop,
    }
}

#[test]
fn a_budget_ends_the_thinking_with_the_exact_text() {
    use StopReason::{Budget, EndOfText, MaxTokens};
    let case = Case::budget(2);
    for (wanted, expected) in [
        (
            vec![10, 11, 20],
            text(&[10, 11, 90, CLOSE, 91, 20], 2, 1, Budget),
        ),
        (vec![10, CLOSE, 20], text(&[10, CLOSE, 20], 1, 1, EndOfText)),
        (vec![10], text(&[10], 1, 0, EndOfText)),
        // Thinking again after a forced end is ended at once.
        (
            vec![10, 11, OPEN, 20],
            text(
                &[10, 11, 90, CLOSE, 91, OPEN, 90, CLOSE, 91, 20],
                2,
                1,
                Budget,
            ),
        ),
    ] {
        assert_eq!(case.write(&wanted), expected, "{wanted:?}");
    }
    let mut narrow = case.clone();
    narrow.limits.context = 3 + 4;
    assert_eq!(
        narrow.write(&[10, 11, 20]),
        text(&[10, 11, 90, CLOSE], 2, 0, MaxTokens)
    );
    let mut short = case;
    short.limits.answer = 1;
    let cut = text(&[10, 11, 90, CLOSE, 91, 20], 2, 1, MaxTokens);
    assert_eq!(short.write(&[10, 11, 20, 21]), cut);
}

/// What a text under the larger limits comes to if it goes on under the smaller
/// ones where it reaches them.
fn parted(large: &Case, small: &Case, wanted: &[u32]) -> Text {
    let (ThinkingLimit::Budget(most) | ThinkingLimit::Cut(most)) = small.limits.thinking;
    large.write_and(wanted, |control| {
        let parts = control.is_thinking() && control.n_thinking() >= most;
        parts.then(|| control.change_limits(small.limits))
    })
}

#[test]
fn waits_take_the_place_of_ends() {
    use StopReason::{Budget, EndOfText};
    let mut case = Case::default();
    case.steering.waits = 2;
    for (wanted, expected) in [
        (
            vec![10, CLOSE, 11, CLOSE, 12, CLOSE, 20],
            text(&[10, 80, 81, 11, 80, 81, 12, CLOSE, 20], 7, 1, EndOfText),
        ),
        // Ending the text inside the thinking is an end of thinking too.
        (
            vec![10, END, 11, END, END],
            text(&[10, 80, 81, 11, 80, 81], 6, 0, EndOfText),
        ),
    ] {
        assert_eq!(case.write(&wanted), expected, "{wanted:?}");
    }
    // The budget comes before it, also in its middle.
    case.limits.thinking = ThinkingLimit::Budget(5);
    let tokens = [10, 80, 81, 11, 80, 90, CLOSE, 91, 20];
    assert_eq!(
        case.write(&[10, CLOSE, 11, CLOSE, 20]),
        text(&tokens, 5, 1, Budget)
    );
    let tokens = [10, 80, 81, 11, 12, 90, CLOSE, 91, 20];
    assert_eq!(
        case.write(&[10, CLOSE, 11, 12, 20]),
        text(&tokens, 5, 1, Budget)
    );
}

#[test]
fn thinking_has_its_fewest_tokens() {
    let mut case = Case::default();
    case.steering.min_tokens = 3;
    let tokens = [FILLER, 10, FILLER, CLOSE, 20];
    let expected = text(&tokens, 3, 1, StopReason::EndOfText);
    assert_eq!(case.write(&[CLOSE, 10, END, CLOSE, 20]), expected);
    // A budget comes before it.
    case.limits.thinking = ThinkingLimit::Budget(1);
    assert_eq!(case.write(&[CLOSE]).n_thinking, 1);
    // Outside the thinking nothing is banned.
    case.open = false;
    assert_eq!(case.write(&[20]), text(&[20], 0, 1, StopReason::EndOfText));
}

#[test]
fn an_end_that_is_spelled_out_is_refused_for_a_while() {
    let case = Case::default();
    let steering = Steering {
        min_tokens: 5,
        ..case.steering
    };
    let mut control = Control::new(true, 3, case.limits, Arc::new(steering));
    let spelled = Seen::Tag(Tag::Close, 3);
    assert_eq!(control.take(10, spelled, 0), Decision::Again);
    assert_eq!(control.take(10, spelled, MAX_REFUSALS - 1), Decision::Again);
    let written = Decision::Write(10, After::More);
    assert_eq!(control.take(10, spelled, MAX_REFUSALS), written);
    assert!(control.is_answering());
}

#[test]
fn loops_end_the_thinking_or_cut_the_answer() {
    let mut case = Case::default();
    case.steering.loops = 4;
    let circle: Vec<u32> = (0..400).map(|i| 10 + i % 20).collect();
    let done = case.write(&circle);
    assert_eq!(done.n_thinking, 80);
    assert_eq!(done.tokens[80..83], FORCED);
    // The model goes on with its circle in the answer.
    assert_eq!((done.n_answer, done.stop), (80, StopReason::Loop));
    let then = [&circle[..80], &[20]].concat();
    let done = case.write(&then);
    assert_eq!((done.n_answer, done.stop), (1, StopReason::ThinkingLoop));
    case.steering.loops = 0;
    let done = case.write(&circle);
    assert_eq!((done.n_thinking, done.stop), (400, StopReason::EndOfText));
}

#[test]
fn switches_are_penalized_inside_thinking_alone() {
    let tip = Tip {
        alpha: 2.0,
        beta: 2,
        phrases: vec!["7".to_owned()],
    };
    let encode = |text: &str| Ok::<_, ()>(text.chars().map(|c| c as u32).collect());
    let mut case = Case {
        open: false,
        ..Case::default()
    };
    case.steering.switches = Some(Switches::new(&tip, encode).unwrap());
    let steering = Arc::new(case.steering);
    let mut control = Control::new(false, 3, case.limits, steering);
    let n_changes = |control: &Control| {
        let mut changes = Vec::new();
        control.changes(&mut changes);
        changes.len()
    };
    let mut seen = Vec::new();
    for token in [OPEN, 10, 11, u32::from(b'7'), 12, CLOSE, 10] {
        seen.push(n_changes(&control));
        let what = match token {
            OPEN => Seen::Tag(Tag::Open, 1),
            CLOSE => Seen::Tag(Tag::Close, 1),
            _ => Seen::Plain,
        };
        control.take(token, what, 0);
    }
    assert_eq!(seen, [0, 1, 1, 0, 1, 0, 0]);
}

fn wanted() -> impl Strategy<Value = Vec<u32>> {
    let token = prop_oneof![
        6 => 10_u32..13,
        1 => Just(CLOSE),
        1 => Just(OPEN),
        1 => Just(END),
    ];
    prop::collection::vec(token, 0..200)
}

proptest! {
    /// Whatever the model wants: budget, context and answer limit hold, and
    /// "Wait" is written as often as the model was kept from ending.
    #[test]
    fn limits_hold_whatever_the_model_wants(
        wanted in wanted(),
        open: bool,
        budget in 1_u32..60,
        forces: bool,
        answer in 1_u32..60,
        context in 8_usize..200,
        min_tokens in 0_u32..40,
        waits in 0_u32..5,
        loops in prop_oneof![Just(0_u32), 2_u32..5],
    ) {
        let thinking = if forces { ThinkingLimit::Budget(budget) } else { ThinkingLimit::Cut(budget) };
        let mut case = Case { open, ..Case::default() };
        case.limits = Limits { thinking, answer, context, longest: context };
        case.steering = Steering { min_tokens, waits, loops, ..case.steering };
        let done = case.write(&wanted);
        if open || done.tokens.first() == Some(&OPEN) {
            prop_assert!(done.n_thinking <= budget, "{done:?}");
        }
        prop_assert!(done.n_answer <= answer.max(done.n_thinking), "{done:?}");
        prop_assert!(done.tokens.len() <= context - 3, "{done:?}");
        let n_waits = done.tokens.iter().filter(|&&t| t == WAITS[0]).count();
        prop_assert!(n_waits <= waits as usize);
        // Without other limits in the way, all waits are used before an end.
        let ended = done.tokens.contains(&CLOSE) && open && loops == 0;
        if ended && !forces && budget > 55 && context > 190 && done.n_thinking < 40 && min_tokens == 0 {
            prop_assert_eq!(n_waits, waits as usize);
        }
        // A text with a smaller budget is a longer one up to it.
        if forces && (open || done.tokens.first() == Some(&OPEN)) {
            let mut large = case.clone();
            large.limits.thinking = ThinkingLimit::Budget(budget + 20);
            prop_assert_eq!(parted(&large, &case, &wanted), case.write(&wanted));
        }
        for start in done.tokens.windows(2).filter(|w| w[0] == FORCED[0]) {
            prop_assert_eq!(start[1], FORCED[1]);
        }
    }
}
