//! Every column name, once.

/// Id of the run.
pub const RUN: &str = "run";
/// Name of the model in the run.
pub const MODEL: &str = "model";
/// `reasoning` or `instruct`.
pub const MODE: &str = "mode";
/// Name of the suite.
pub const SUITE: &str = "suite";
/// What kind of work the item is.
pub const TASK_TYPE: &str = "task_type";
/// Id of the item in its suite.
pub const ITEM: &str = "item";
/// How the attempt spent its compute.
pub const STRATEGY: &str = "strategy";
/// Limit on thinking tokens; empty where the model ended by itself.
pub const BUDGET: &str = "budget";
/// Which repetition, from 1.
pub const EPOCH: &str = "epoch";
/// `true`, `false`, or empty where there is no verdict on the answer.
pub const CORRECT: &str = "correct";
/// `correct`, `incorrect`, `no-answer`, `ungraded`, `failed` or `not-run`.
pub const VERDICT: &str = "verdict";
/// The extracted answer.
pub const ANSWER: &str = "answer";
/// Tokens of the prompt.
pub const N_PROMPT_TOKENS: &str = "n_prompt_tokens";
/// Tokens of the thinking.
pub const N_THINKING_TOKENS: &str = "n_thinking_tokens";
/// Tokens of the answer.
pub const N_ANSWER_TOKENS: &str = "n_answer_tokens";
/// Tokens that the engine really computed.
pub const N_COMPUTED_TOKENS: &str = "n_computed_tokens";
/// Why the completion ended.
pub const STOP_REASON: &str = "stop_reason";
/// How often the thinking switched to another approach.
pub const N_SWITCHES: &str = "n_switches";
/// Stretches of thinking between switches.
pub const N_THOUGHTS: &str = "n_thoughts";
/// Milliseconds until the first token.
pub const FIRST_TOKEN_MS: &str = "first_token_ms";
/// Milliseconds until the first token of the answer.
pub const FIRST_ANSWER_MS: &str = "first_answer_ms";
/// Milliseconds until the end.
pub const ELAPSED_MS: &str = "elapsed_ms";
/// Seed of the attempt's first draw; in the table of draws the draw's own.
pub const SEED: &str = "seed";
/// Id of the attempt.
pub const ID: &str = "id";
/// Name of the suite's part.
pub const PART: &str = "part";
/// `done`, `failed` or `not-run`.
pub const STATUS: &str = "status";
/// Whether a limit on tokens cut the completion off.
pub const TRUNCATED: &str = "truncated";
/// The rule that found the answer.
pub const RULE: &str = "rule";
/// Why the verdict is what it is, or what the engine's failure was.
pub const REASON: &str = "reason";

/// Draws that the strategy takes in an attempt.
pub const N_DRAWS: &str = "n_draws";
/// Mean natural logarithm of the probability of the answer's tokens; empty
/// where it was not computed.
pub const MEAN_LOGPROB: &str = "mean_logprob";
/// Which draw of its attempt, from 1.
pub const DRAW: &str = "draw";
/// Whether the attempt's answer is this draw's.
pub const CHOSEN: &str = "chosen";
/// Draws of an attempt with the same number have answers that mean the same.
pub const GROUP: &str = "group";

/// The part of the computed tokens that probes took.
pub const N_PROBE_TOKENS: &str = "n_probe_tokens";
/// Thinking tokens before a probe.
pub const POSITION: &str = "position";
/// Where a probe is in the completion's text, in characters.
pub const OFFSET: &str = "offset";
/// What the model wrote at a probe.
pub const TEXT: &str = "text";

/// Probes of a completion.
pub const N_PROBES: &str = "n_probes";
/// Thinking tokens up to the first right answer, at a probe or at the end;
/// empty without one.
pub const FIRST_RIGHT: &str = "first_right";
/// Milliseconds up to there, in proportion to the thinking tokens.
pub const FIRST_RIGHT_MS: &str = "first_right_ms";
/// Whether a right answer was followed by another one.
pub const LEFT_AGAIN: &str = "left_again";
/// How often the answer was not that of the probe before.
pub const N_CHANGES: &str = "n_changes";
/// Thinking tokens from which on the answer stayed what it is at the end; empty
/// without an answer.
pub const STABLE_FROM: &str = "stable_from";

/// The columns of the table `attempts`, in order. Scripts stand on the names;
/// new ones are added at the end.
pub const ATTEMPTS: [&str; 32] = [
    RUN,
    MODEL,
    MODE,
    SUITE,
    TASK_TYPE,
    ITEM,
    STRATEGY,
    BUDGET,
    EPOCH,
    CORRECT,
    VERDICT,
    ANSWER,
    N_PROMPT_TOKENS,
    N_THINKING_TOKENS,
    N_ANSWER_TOKENS,
    N_COMPUTED_TOKENS,
    STOP_REASON,
    N_SWITCHES,
    N_THOUGHTS,
    FIRST_TOKEN_MS,
    FIRST_ANSWER_MS,
    ELAPSED_MS,
    SEED,
    ID,
    PART,
    STATUS,
    TRUNCATED,
    RULE,
    REASON,
    N_DRAWS,
    MEAN_LOGPROB,
    N_PROBE_TOKENS,
];

/// The columns that the table `draws` has behind those of [`ATTEMPTS`].
pub const DRAWS: [&str; 3] = [DRAW, CHOSEN, GROUP];

/// The columns of the table `probes`, in order.
pub const PROBES: [&str; 21] = [
    RUN,
    MODEL,
    ITEM,
    ID,
    POSITION,
    OFFSET,
    ANSWER,
    VERDICT,
    N_ANSWER_TOKENS,
    N_COMPUTED_TOKENS,
    CORRECT,
    REASON,
    STOP_REASON,
    TEXT,
    SUITE,
    PART,
    TASK_TYPE,
    STRATEGY,
    BUDGET,
    EPOCH,
    DRAW,
];

/// The columns of the table `trails`, in order.
pub const TRAILS: [&str; 20] = [
    RUN,
    MODEL,
    ITEM,
    ID,
    CORRECT,
    N_THINKING_TOKENS,
    N_PROBES,
    N_PROBE_TOKENS,
    FIRST_RIGHT,
    FIRST_RIGHT_MS,
    LEFT_AGAIN,
    N_CHANGES,
    STABLE_FROM,
    SUITE,
    PART,
    TASK_TYPE,
    STRATEGY,
    BUDGET,
    EPOCH,
    DRAW,
];
