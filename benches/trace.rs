//! Megabytes of traces a second on one core: `cargo bench --bench trace`.
//!
//! The texts are made from a seed: sentences of working, and about one in four
//! that makes a move or looks like one, in English and Chinese. `--chinese` makes
//! Chinese ones alone, and `--input FILE…` reads completions from files of any
//! format that `overthink import` knows.
//! `--peer` runs `benches/peers/trace_re.py` on the same texts with `python3`, and
//! prints how many times faster ours is; `--write PATH` writes what it reads, a
//! JSON string a line.
//! Times are the least of several rounds for each text: other work on the
//! machine interrupts some rounds of any.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Parser;
use overthink::import::{Options, read};
use overthink::text::Span;
use overthink::trace::moves::explain;
use overthink::trace::parse;

const TEXTS: usize = 400;
const ROUNDS: usize = 30;

/// What is measured.
#[derive(Parser)]
struct Args {
    /// Make Chinese texts alone.
    #[arg(long)]
    chinese: bool,
    /// Read completions from these files instead.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    input: Vec<PathBuf>,
    /// Measure Python's `re` on the same texts.
    #[arg(long)]
    peer: bool,
    /// Write the texts, a JSON string a line.
    #[arg(long, value_name = "PATH")]
    write: Option<PathBuf>,
    /// What cargo adds.
    #[arg(long, hide = true)]
    bench: bool,
}

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
fn trace(draw: &mut Draw, tables: [&[&str]; 2]) -> String {
    let mut text = "<think>\n".to_owned();
    for _ in 0..40 + draw.below(160) {
        let [moves, work] = tables;
        let table = if draw.below(4) == 0 { moves } else { work };
        text.push_str(draw.one(table));
        text.push_str(if draw.below(3) == 0 { "\n\n" } else { " " });
    }
    text.push_str("\n</think>\nThe answer is \\boxed{42}.\n");
    text
}

/// The texts that the arguments ask for.
fn texts(args: &Args) -> Vec<String> {
    if !args.input.is_empty() {
        return args.input.iter().flat_map(|path| texts_of(path)).collect();
    }
    let chinese = |table: &[&'static str]| -> Vec<&'static str> {
        let all = table.iter().copied();
        all.filter(|text| !args.chinese || !text.is_ascii())
            .collect()
    };
    let (moves, work) = (chinese(MOVES), chinese(WORK));
    let mut draw = Draw(1);
    (0..TEXTS)
        .map(|_| trace(&mut draw, [&moves, &work]))
        .collect()
}

/// The completions of a file.
fn texts_of(path: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    let file = fs_err::File::open(path).expect("a file");
    let name = path.to_string_lossy();
    read(file, &name, &Options::default(), &mut |sample| {
        texts.extend(sample.reply.map(|reply| reply.whole_text()));
    })
    .expect("a file that can be read");
    texts
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

/// Parses, finds the moves, and counts the characters of each segment.
fn whole(text: &str) -> usize {
    let trace = parse(text, false);
    for segment in &trace.segments {
        black_box(segment.span.of(text).chars().count());
    }
    trace.moves.len()
}

/// Seconds that Python takes for the same.
fn peer(path: &Path) -> f64 {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/trace_re.py");
    let output = Command::new("python3").arg(script).arg(path).output();
    let text = String::from_utf8(output.expect("python3").stdout).expect("a text");
    print!("{text}");
    let seconds = text
        .split(" s, ")
        .next()
        .and_then(|start| start.rsplit(' ').next());
    seconds.and_then(|n| n.parse().ok()).expect("seconds")
}

fn main() {
    let args = Args::parse();
    let texts = texts(&args);
    let mut lines = String::new();
    for text in &texts {
        let _ = writeln!(lines, "{}", serde_json::json!(text));
    }
    if let Some(path) = &args.write {
        fs_err::write(path, &lines).expect("a file to write to");
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let began = Instant::now();
    black_box(explain("Wait.", &[Span::new(0, 5)]));
    let first = began.elapsed();
    println!("{} texts, {:.1} MB", texts.len(), bytes as f64 / 1e6);
    println!("{:<24} {:>8} {:>10}", "what", "MB/s", "found");
    let row = |what: &str, (time, n): (Duration, usize)| {
        let rate = bytes as f64 / 1e6 / time.as_secs_f64();
        println!("{what:<24} {rate:>8.0} {n:>10}");
        time
    };
    // The same texts without tags are all answer, where no moves are looked for.
    let plain = texts.iter().map(|text| text.replace("think>", "open!>"));
    let plain: Vec<String> = plain.collect();
    let segments = |text: &str| parse(text, false).segments.len();
    row("parse", best(&plain, segments));
    let moves = |text: &str| explain(text, &[Span::new(0, text.len())]).len();
    row("moves", best(&texts, moves));
    let ours = row("parse, moves, lengths", best(&texts, whole));
    println!(
        "first use of the rules: {:.1} ms",
        first.as_secs_f64() * 1e3
    );
    if args.peer {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("traces.jsonl");
        fs_err::write(&path, &lines).expect("a file to write to");
        println!("times faster: {:.0}", peer(&path) / ours.as_secs_f64());
    }
}
