use indexmap::IndexMap;

use super::*;
use crate::analysis::digest::{Facts, digests};

use crate::extract::{Extraction, Rule};
use crate::stats::Confidence;
use crate::suite::Search;
use crate::text::Span;
use crate::trace::measure::measure;
use crate::trace::parse;

const TEXT: &str = "<think>\n12 + 30 = 42 apples.\n\n\nWait, no, the box was counted twice: 40.\n\n\
                    Alternatively, maybe we can count the boxes and then multiply \u{1b}[31mby eight.\n\
                    </think>\nThe answer is 40.";

fn judgement(verdict: Verdict, answer: &str) -> Judgement {
    let at = TEXT.rfind(answer);
    Judgement {
        verdict,
        reason: "equal (exact)".to_owned(),
        extraction: at.map(|at| Extraction {
            answer: answer.to_owned(),
            span: Span::new(at, at + answer.len()),
            rule: Rule::Phrase,
        }),
        probes: Vec::new(),
        ran: None,
        search: Search::default(),
    }
}

fn probe(position: u32, before: &str, answer: &str) -> Probe {
    Probe {
        position,
        offset: TEXT.find(before).unwrap(),
        forced_end: "\n</think>\n".to_owned(),
        answer: answer.to_owned(),
        n_answer_tokens: 3,
        n_computed_tokens: 5,
        stop_reason: StopReason::Budget,
    }
}

fn shown<'t>(text: &'t str, trace: &'t Trace) -> Shown<'t> {
    Shown {
        id: "reply-7".into(),
        text,
        trace,
        thinking: Thinking::InText,
        n_tokens: (None, None),
        judgement: None,
        target: None,
        stop_reason: None,
        probes: &[],
    }
}

#[test]
fn one_trace_with_all_that_was_found() {
    let trace = parse(TEXT, false);
    let mut judged = judgement(Verdict::Correct, "40");
    judged.probes = vec![
        judgement(Verdict::Incorrect, "42"),
        judgement(Verdict::Correct, "40"),
    ];
    let probes = [
        probe(8, "\n\n\nWait", "So 42."),
        probe(24, "count the boxes", "So 40."),
    ];
    let text = one(
        &Shown {
            n_tokens: (Some(48), Some(5)),
            judgement: Some(&judged),
            target: Some("40"),
            stop_reason: Some(StopReason::EndOfText),
            probes: &probes,
            ..shown(TEXT, &trace)
        },
        72,
    );
    insta::assert_snapshot!(text, @r"
    ── reply-7
       correct: answered 40; target 40 · ended by itself
       thinking 48 tokens, 143 characters · answer 5 tokens, 18 characters
       2 thoughts · switch 1, backtrack 1, verify 0, hesitate 0
       2 probes: first right after 24 of 48 thinking tokens (50.0%)
       format think (a tag at the beginning)

             tag │ <think>
       thought 1 │ 12 + 30 = 42 apples.
         probe 8 ┤ would answer 42 – incorrect
                 │ ⟦backtrack: Wait, no⟧, the box was counted twice: 40.
       thought 2 │ ⟦switch: Alternatively⟧, maybe we can
        probe 24 ┤ would answer 40 – correct
                 │ count the boxes and then multiply �[31mby eight.
             tag │ </think>
          answer │ The answer is ⟦answer: 40⟧.
    ");
}

#[test]
fn what_is_missing_is_said() {
    let trace = parse("", false);
    let empty = Shown {
        thinking: Thinking::Empty,
        ..shown("", &trace)
    };
    assert!(one(&empty, 80).contains("the reply is empty"));
    let trace = parse("42", false);
    let hidden = Shown {
        thinking: Thinking::Hidden,
        n_tokens: (Some(7681), None),
        ..shown("42", &trace)
    };
    let text = one(&hidden, 80);
    assert!(
        text.contains("thinking hidden, 7,681 tokens · answer 2 characters"),
        "{text}"
    );
    let cells = line(&hidden);
    assert_eq!(cells[2..5], ["7,681", "–", "–"]);
}

#[test]
fn lists_have_a_line_for_each() {
    let trace = parse(TEXT, false);
    let unfinished = parse("<think>so", false);
    let lines = [
        line(&shown(TEXT, &trace)),
        line(&shown("<think>so", &unfinished)),
    ];
    insta::assert_snapshot!(list(lines.into_iter()).terminal(100), @r"

    trace   verdict thinking tokens characters thoughts switch backtrack verify hesitate         odd
    reply-7 –                     –        143        2      1         1      0        0
    reply-7 –                     –          2        1      0         0      0        0 missing-end
    ");
}

#[test]
fn every_word_of_the_text_is_shown() {
    for width in [40, 57, 100] {
        let trace = parse(TEXT, false);
        let probes = [probe(9, "ait, no", "7")];
        let text = one(
            &Shown {
                probes: &probes,
                ..shown(TEXT, &trace)
            },
            width,
        );
        let body: String = (text.lines().skip_while(|l| !l.is_empty()))
            .filter_map(|l| l.split_once('│'))
            .flat_map(|(_, l)| l.chars())
            .filter(|c| !c.is_whitespace())
            .collect();
        let mut unmarked = body.replace('⟧', "");
        for (_, word) in KINDS {
            unmarked = unmarked.replace(&format!("⟦{word}:"), "");
        }
        let all: String = for_terminal(TEXT)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        assert_eq!(unmarked, all);
        assert!(
            text.lines()
                .all(|l| l.chars().count() <= usize::from(width)),
            "{text}"
        );
    }
}

#[test]
fn many_traces_are_summed_up() {
    let texts = [TEXT, "<think>so", "<think>我们先算一下这个题目。</think>4"];
    let facts = texts.iter().zip(["a", "b", "b"]).map(|(text, item)| {
        let trace = parse(text, false);
        Facts {
            item: item.to_owned(),
            readable: true,
            n_thinking_tokens: Some(text.len() as u64 / 4),
            measures: measure(text, &trace),
            issues: trace.issues,
            correct: Some(item == "a"),
        }
    });
    let one = vec![Facts {
        readable: false,
        ..facts.clone().next_back().unwrap()
    }];
    let groups = IndexMap::from([
        ("r1 (reasoning)".to_owned(), facts.collect::<Vec<_>>()),
        ("hidden\u{1b}[0m".to_owned(), one),
    ]);
    let digests = digests(&groups, Confidence::default());
    insta::assert_snapshot!(summary(&digests, 100), @r"
    r1 (reasoning): 3 traces, 3 with a thinking that can be read; 1 of 3 right
                              n mean (95% interval)  10%  25% median  75%   90%
    thinking tokens           3 25.5 (0.0 to 260.6)  4.0  7.0   12.0 28.0  37.6
    thinking characters       3 74.8 (0.0 to 941.9)  3.8  6.5   11.0 77.0 116.6
    steps (paragraphs)        3   2.0 (0.0 to 14.7)  1.0  1.0    1.0  2.0   2.6
    thoughts                  3    1.5 (0.0 to 7.9)  1.0  1.0    1.0  1.5   1.8
    characters a thought      3 39.0 (0.0 to 452.0)  3.8  6.5   11.0 41.3  59.4
    switches per 1,000 tokens 3 11.4 (0.0 to 155.8)  0.0  0.0    0.0 11.4  18.2
    backtracks                3    0.5 (0.0 to 6.9)  0.0  0.0    0.0  0.5   0.8
    checks                    3     0.0 (all equal)  0.0  0.0    0.0  0.0   0.0
    doubts                    3     0.0 (all equal)  0.0  0.0    0.0  0.0   0.0
    repeated phrases          2    0.0% (all equal) 0.0% 0.0%   0.0% 0.0%  0.0%
    answer characters         3  9.3 (0.0 to 120.4)  0.2  0.5    1.0  9.5  14.6
    of these: 1 missing-end

    hidden�[0m: 1 trace, 0 with a thinking that can be read; 0 of 1 right
                      n   mean (95% interval)  10%  25% median  75%  90%
    thinking tokens   1 12.0 (one value only) 12.0 12.0   12.0 12.0 12.0
    answer characters 1  1.0 (one value only)  1.0  1.0    1.0  1.0  1.0
    of these: 1 hidden or empty
    ");
}
