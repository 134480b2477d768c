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

/// What became of a completion: `right`, `wrong` or `cut`; empty where nothing
/// was graded.
pub const OUTCOME: &str = "outcome";
/// Characters of the thinking.
pub const N_THINKING_CHARS: &str = "n_thinking_chars";
/// Words of the thinking.
pub const N_THINKING_WORDS: &str = "n_thinking_words";
/// Paragraphs of the thinking.
pub const N_THINKING_STEPS: &str = "n_thinking_steps";
/// Characters of the answer.
pub const N_ANSWER_CHARS: &str = "n_answer_chars";
/// Words of the answer.
pub const N_ANSWER_WORDS: &str = "n_answer_words";
/// Paragraphs of the answer.
pub const N_ANSWER_STEPS: &str = "n_answer_steps";
/// Thinking tokens for each token of the answer.
pub const THINKING_PER_ANSWER_TOKEN: &str = "thinking_per_answer_token";
/// Mean characters of a thought.
pub const MEAN_THOUGHT_CHARS: &str = "mean_thought_chars";
/// Steps taken back.
pub const N_BACKTRACKS: &str = "n_backtracks";
/// Results checked.
pub const N_VERIFICATIONS: &str = "n_verifications";
/// Doubts spoken.
pub const N_HESITATIONS: &str = "n_hesitations";
/// Switches per 1,000 thinking tokens.
pub const SWITCHES_PER_1000_TOKENS: &str = "switches_per_1000_tokens";
/// Mean thinking tokens from one switch to the next.
pub const SWITCH_INTERVAL_TOKENS: &str = "switch_interval_tokens";
/// Share of the thinking's n-grams of four words that stood before.
pub const REPEATED_4GRAMS_SHARE: &str = "repeated_4grams_share";
/// Share of them that stood within the 512 words before.
pub const REPEATED_4GRAMS_NEAR_SHARE: &str = "repeated_4grams_near_share";
/// Exact loops of the thinking.
pub const N_LOOPS: &str = "n_loops";
/// Share of the thinking's characters in loops.
pub const LOOPS_SHARE: &str = "loops_share";
/// Where the first loop begins, in characters of the text.
pub const FIRST_LOOP_CHAR: &str = "first_loop_char";
/// Repetitions of the first loop.
pub const FIRST_LOOP_REPETITIONS: &str = "first_loop_repetitions";
/// Whether the thinking ends in a loop.
pub const ENDS_IN_LOOP: &str = "ends_in_loop";
/// Whether the answer ends in a loop.
pub const ANSWER_ENDS_IN_LOOP: &str = "answer_ends_in_loop";
/// Language of most of the thinking's words, as its script tells it.
pub const LANGUAGE: &str = "language";
/// Language of most of the answer's words.
pub const ANSWER_LANGUAGE: &str = "answer_language";
/// Language of most of the prompt's words.
pub const QUESTION_LANGUAGE: &str = "question_language";
/// Share of the thinking's words in other languages than most.
pub const MIXED_SHARE: &str = "mixed_share";
/// Share of the thinking's words in the prompt's language.
pub const QUESTION_LANGUAGE_SHARE: &str = "question_language_share";
/// Where the thinking first changes its language, in characters of the text.
pub const FIRST_CHANGE_CHAR: &str = "first_change_char";
/// Whether the thinking stands between its tags, once, at the start, before an
/// answer.
pub const THINKS_IN_FORM: &str = "thinks_in_form";
/// Whether moreover the answer is one `<answer>`.
pub const ANSWERS_IN_FORM: &str = "answers_in_form";
/// What is wrong with the form, parted by spaces.
pub const FORMAT_FINDINGS: &str = "format_findings";
/// Answers that the thinking states.
pub const N_STATED_ANSWERS: &str = "n_stated_answers";
/// How often one of them differs from the one before.
pub const N_ANSWER_CHANGES: &str = "n_answer_changes";
/// Where the answer given in the end was first stated, in characters of the
/// text.
pub const ANSWER_STATED_CHAR: &str = "answer_stated_char";
/// Share of the thinking's characters after that.
pub const AFTER_ANSWER_SHARE: &str = "after_answer_share";
/// Thinking tokens after that.
pub const AFTER_ANSWER_TOKENS: &str = "after_answer_tokens";

/// Whose a row of the table `traces` is: its first columns.
pub const TRACE_KEYS: [&str; 19] = [
    RUN,
    MODEL,
    MODE,
    SUITE,
    TASK_TYPE,
    ITEM,
    STRATEGY,
    BUDGET,
    EPOCH,
    ID,
    PART,
    DRAW,
    CHOSEN,
    CORRECT,
    VERDICT,
    TRUNCATED,
    STOP_REASON,
    N_THINKING_TOKENS,
    N_ANSWER_TOKENS,
];

/// The columns that the table `traces` has behind those of [`TRACE_KEYS`].
pub const TRACE_MEASURES: [&str; 38] = [
    OUTCOME,
    N_THINKING_CHARS,
    N_THINKING_WORDS,
    N_THINKING_STEPS,
    N_ANSWER_CHARS,
    N_ANSWER_WORDS,
    N_ANSWER_STEPS,
    THINKING_PER_ANSWER_TOKEN,
    N_THOUGHTS,
    MEAN_THOUGHT_CHARS,
    N_SWITCHES,
    N_BACKTRACKS,
    N_VERIFICATIONS,
    N_HESITATIONS,
    SWITCHES_PER_1000_TOKENS,
    SWITCH_INTERVAL_TOKENS,
    REPEATED_4GRAMS_SHARE,
    REPEATED_4GRAMS_NEAR_SHARE,
    N_LOOPS,
    LOOPS_SHARE,
    FIRST_LOOP_CHAR,
    FIRST_LOOP_REPETITIONS,
    ENDS_IN_LOOP,
    ANSWER_ENDS_IN_LOOP,
    LANGUAGE,
    ANSWER_LANGUAGE,
    QUESTION_LANGUAGE,
    MIXED_SHARE,
    QUESTION_LANGUAGE_SHARE,
    FIRST_CHANGE_CHAR,
    THINKS_IN_FORM,
    ANSWERS_IN_FORM,
    FORMAT_FINDINGS,
    N_STATED_ANSWERS,
    N_ANSWER_CHANGES,
    ANSWER_STATED_CHAR,
    AFTER_ANSWER_SHARE,
    AFTER_ANSWER_TOKENS,
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
