//! Megabytes of traces a second on one core: `cargo bench --bench trace`.
//!
//! The texts are made from a seed: sentences of working, and about one in four
//! that makes a move or looks like one, in English and Chinese. `--write PATH`
//! writes them, a JSON string a line, for `benches/peers/trace_re.py`.
//! Times are the least of several rounds for each text: other work on the
//! machine interrupts some rounds of any.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use overthink::text::Span;
use overthink::trace::moves::explain;
use overthink::trace::parse;

const TEXTS: usize = 400;
const ROUNDS: usize = 30;

/// Sentences of working: no moves.
const WORK: &[&str] = &[
    "The total number of apples is 12 + 30 = 42, and each box holds 6 of them.",
    "So the remaining part is $\\frac{3}{4}$ of the whole, which gives 31.5 meters.",
    "Dividing both sides by 7 gives x = 6, and then y = 13 follows from the second line.",
    "If Anna is Ben's parent and Ben is Carl's parent, Anna is Carl's grandparent.",
    "The first train covers 240 kilometers in three hours, the second one 210.",
    "Now the second case: n is odd, so n + 1 is even and the product is even as well.",
    "That means the probability of the event is 5/36, since the dice are independent.",
    "First, let me write down what is given, step by step.",
    "This gives a list of five values, but only two of them are below the bound.",
    "He says that the check arrived, and the wait was long, but the users may be late.",
    "因此，每一个人都得到三个苹果，一共是十五个。",
    "接下来计算第二部分的面积，它等于底乘以高的一半。",
];

/// Sentences that make a move, or begin like one.
const MOVES: &[&str] = &[
    "Wait, no, that's not right, because the second box was already counted.",
    "Alternatively, maybe we can count the complement and subtract it from the total.",
    "Hmm, let me think about this again.",
    "But let me double-check the sum: 12 + 30 is 42, and 42 / 6 is 7.",
    "Maybe there's another way to look at it, from the point of view of the last step.",
    "Wait, maybe the answer is 14 instead, if the boxes are counted twice.",
    "But maybe I misread the second sentence of the problem.",
    "Let me verify this with a small case, n = 3.",
    "I'm not sure that this holds for all n.",
    "Actually, the same argument works for the other side.",
    "But the speed is constant, so the time is proportional to the distance.",
    "等等，不对，应该是十二个。",
    "让我换个思路，从最后一步开始。",
    "再检查一遍：三乘四等于十二。",
];

struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        let step = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = step.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

/// A trace of some thousand bytes: `<think>`, working, `</think>`, an answer.
fn trace(draw: &mut Draw) -> String {
    let mut text = "<think>\n".to_owned();
    for _ in 0..40 + draw.below(160) {
        let table = if draw.below(4) == 0 { MOVES } else { WORK };
        text.push_str(draw.one(table));
        text.push_str(if draw.below(3) == 0 { "\n\n" } else { " " });
    }
    text.push_str("\n</think>\nThe answer is \\boxed{42}.\n");
    text
}

/// The least time of several rounds, over all texts.
fn best(texts: &[String], mut work: impl FnMut(&str) -> usize) -> (Duration, usize) {
    let mut times = vec![Duration::MAX; texts.len()];
    let mut n = 0;
    for _ in 0..ROUNDS {
        n = 0;
        for (text, time) in texts.iter().zip(&mut times) {
            let began = Instant::now();
            n += black_box(work(black_box(text)));
            *time = began.elapsed().min(*time);
        }
    }
    (times.iter().sum(), n)
}

fn main() {
    let mut draw = Draw(1);
    let texts: Vec<String> = (0..TEXTS).map(|_| trace(&mut draw)).collect();
    let mut args = std::env::args().skip_while(|arg| arg != "--write").skip(1);
    if let Some(path) = args.next() {
        let lines = texts
            .iter()
            .map(|text| serde_json::json!(text).to_string() + "\n");
        fs_err::write(path, lines.collect::<String>()).expect("a file to write to");
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let began = Instant::now();
    black_box(explain("Wait.", &[Span::new(0, 5)]));
    let first = began.elapsed();
    // The same texts without tags are all answer, where no moves are looked for.
    let plain: Vec<String> = texts
        .iter()
        .map(|text| {
            text.replace("<think>", "[open]!")
                .replace("</think>", "[close]!")
        })
        .collect();
    println!("{TEXTS} texts, {:.1} MB", bytes as f64 / 1e6);
    println!("{:<20} {:>8} {:>10}", "what", "MB/s", "found");
    let row = |what: &str, (time, n): (Duration, usize)| {
        println!(
            "{what:<20} {:>8.0} {n:>10}",
            bytes as f64 / 1e6 / time.as_secs_f64()
        );
    };
    row(
        "parse",
        best(&plain, |text| parse(text, false).segments.len()),
    );
    row(
        "moves",
        best(&texts, |text| {
            explain(text, &[Span::new(0, text.len())]).len()
        }),
    );
    row(
        "parse and moves",
        best(&texts, |text| parse(text, false).moves.len()),
    );
    println!(
        "first use of the rules: {:.1} ms",
        first.as_secs_f64() * 1e3
    );
}
