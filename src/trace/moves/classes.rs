//! Sets of words that several rules share.

/// A name, and the pattern that it stands for. A class may use those before it.
pub(super) const CLASSES: &[(&str, &str)] = &[
    ("hedge", r"(?:maybe|perhaps|possibly)"),
    // What a plan to do something else is called.
    (
        "way",
        r"(?:ways?|approach(?:es)?|methods?|angles?|strateg(?:y|ies)|techniques?|routes?|tack|tactic|perspective|interpretations?|reading|ideas?|thought|possibilit(?:y|ies)|options?|explanation|path|trick|viewpoint|line of (?:thought|attack|reasoning)|way of thinking)",
    ),
    (
        "other",
        r"(?:an?other|different|an? different|an? alternat(?:iv)?e|alternat(?:iv)?e|other|some other|an? new|new)",
    ),
    (
        "lets",
        r"(?:let me|let us|let's|lets|i'll|i will|i should|i need to|i want to|i'd better|i can|i could|we can|we could|we should|we need to|we must|we have to|i must|i have to)",
    ),
    // The writer owns up to a slip, without saying that it is one.
    (
        "slip",
        r"(?:i|we)(?:'m|'ve| am| have| may| might| must| could)?(?: have| be| just| still| really| simply)*(?: been)? (?:made|making|mis\w+|mess(?:ed|ing)|mix(?:ed|ing)|over\w+|got (?:this|that|it|the|them|something) ?\w* ?(?:wrong|backwards?|mixed|reversed)|getting|confus\w+|wrong|forgot\w*|missed|missing|wrote|counted wrong)",
    ),
    // Who set the task, and what it is called.
    (
        "task",
        r"(?:(?:the|this|that|your|their|its|user's|original|given|whole|actual|exact|initial) )*(?:problem|question|puzzle|riddle|user|prompt|task|message|scenario|statement|exercise|text|wording|description|query|premise)(?:'s (?:question|statement|message|query|wording|problem|riddle|prompt))?(?: statement)?",
    ),
    // A line of thought is given up, or puzzles.
    (
        "dead",
        r"(?:(?:n't|\bnot|\bnever|\bno|\bwithout) (?:\w+ )?(?:\w+ )?(?:help(?:ful|s)?|work(?:s|ing)?|possible|useful|fit(?:ting|s)?|right|correct|consistent|sure|enough|matter|quite|clear|make (?:any )?(?:sense|it)|satisfy\w*|good|allowed|valid|lead\w*|likely|growth|mention\w*|specif\w+|unless|better|related|directly|convinc\w*|the (?:case|same)|two|have|say|common|issue)|contradict\w*|impossible|\bstuck\b|confus\w+|complicat\w+|\bhmm+\b|\bno[.,]|mistake\b|\bwrong\b|incorrect|less likely|unclear|problematic|\bbad\b|ambiguous|unsatisf\w+|\bunsafe|inconsistent|\bi doubt|too (?:simple|straightforward|easy)|back to square)",
    ),
    // A supposition, for which others may follow.
    (
        "guess",
        r"^\W*(?:(?:wait|but|so|or|hmm|and|like|then),? ?)*(?:alternatively|maybe|perhaps|possibly|what if|another|suppose)\b",
    ),
    // What programs are about: there, "maybe" plans and does not guess.
    (
        "program",
        r"(?:`|\b(?:helper methods?|functions?|strings?|arrays?|input|inputs|code|class|parameters?|loops?|variables?|libraries|library|edge cases?|user input|data types?|output|implement\w*|exceptions?|validation|comments?|the data|csv|columns?|performance)\b)",
    ),
];

/// `pattern` with its classes in place, `'` for either apostrophe, and word
/// ends judged by ASCII alone, which keeps the automata fast.
pub(super) fn expand(pattern: &str) -> String {
    let mut expanded = pattern.to_owned();
    for (name, class) in CLASSES.iter().rev() {
        expanded = expanded.replace(&format!("<{name}>"), class);
    }
    expanded
        .replace('\'', "(?:'|’)")
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\w", "[a-z0-9]")
        .replace(r"\W", "[^a-z0-9]")
        .replace(r"\d", "[0-9]")
}
