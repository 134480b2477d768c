//! What a person sees while a run goes on: attempts, tokens a second, time left.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use overthink::run::Progress;
use overthink::store::Outcome;

use super::output::to_stderr;

/// A bar for the attempts of one model. Draws on stderr, and only on a terminal.
pub(crate) struct Bar {
    drawn: ProgressBar,
    model: String,
    began: Instant,
    n_tokens: AtomicU64,
    n_failed: AtomicU64,
    n_half_done: AtomicUsize,
    n_dropped: AtomicUsize,
    notices: Mutex<Vec<String>>,
    quiet: bool,
}

impl Bar {
    /// A bar for `n` attempts of `model`.
    pub(crate) fn new(model: &str, n: usize, quiet: bool) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(n as u64), target);
        let template = "{prefix:<16} {bar:30} {pos}/{len} attempts  {msg}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.set_prefix(model.to_owned());
        Self {
            drawn: bar,
            model: model.to_owned(),
            began: Instant::now(),
            n_tokens: AtomicU64::new(0),
            n_failed: AtomicU64::new(0),
            n_half_done: AtomicUsize::new(0),
            n_dropped: AtomicUsize::new(0),
            notices: Mutex::new(Vec::new()),
            quiet,
        }
    }

    /// Hears one event.
    pub(crate) fn observe(&self, event: &Progress<'_>) {
        match event {
            Progress::Tokens(n) => {
                self.n_tokens.fetch_add(*n, Ordering::Relaxed);
                self.drawn
                    .set_message(format!("{:.0} tokens/s", self.tokens_per_second()));
            }
            Progress::Notice(text) => {
                self.drawn.suspend(|| to_stderr(&format!("note: {text}\n")));
                if let Ok(mut notices) = self.notices.lock() {
                    notices.push(format!("{}: {text}", self.model));
                }
            }
            Progress::Stored(record) => {
                if matches!(record.outcome, Outcome::Failed { .. }) {
                    self.n_failed.fetch_add(1, Ordering::Relaxed);
                }
                self.drawn.inc(1);
            }
            Progress::Dropped {
                n_attempts,
                n_draws,
            } => {
                // Said once, when the bar is gone.
                self.n_half_done.store(*n_attempts, Ordering::Relaxed);
                self.n_dropped.store(*n_draws, Ordering::Relaxed);
            }
        }
    }

    /// Ends the bar with a line that stays, also where no bar was drawn.
    pub(crate) fn finish(&self) {
        let n_done = self.drawn.position();
        self.drawn.finish_and_clear();
        if self.quiet {
            return;
        }
        let failed = match self.n_failed.load(Ordering::Relaxed) {
            0 => String::new(),
            n => format!(", {n} failed"),
        };
        to_stderr(&format!(
            "{:<16} {n_done} attempts in {:.1} s, {:.0} tokens/s{failed}\n",
            self.model,
            self.began.elapsed().as_secs_f64(),
            self.tokens_per_second(),
        ));
        let n_dropped = self.n_dropped.load(Ordering::Relaxed);
        if n_dropped > 0 {
            to_stderr(&format!(
                "{n_dropped} draws of {} unfinished attempts were dropped: an attempt is kept \
                 when all its draws are done\n",
                self.n_half_done.load(Ordering::Relaxed)
            ));
        }
    }

    /// What a reader of the results should know.
    pub(crate) fn into_notices(self) -> Vec<String> {
        self.notices.into_inner().unwrap_or_default()
    }

    fn tokens_per_second(&self) -> f64 {
        self.n_tokens.load(Ordering::Relaxed) as f64 / self.began.elapsed().as_secs_f64().max(1e-3)
    }
}
