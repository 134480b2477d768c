//! Another approach is announced.

use crate::trace::MoveKind::Switch;
use crate::trace::moves::rule::Place::Clause;
use crate::trace::moves::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(Switch, "alternatively", r"alternatively\b")
        .unless(r"^\w+,? (?:<hedge>,? )?(?:<slip>|there's (?:a|some) (?:mistake|error)|is there any|are there any|there(?:'s| is) (?:another|any other) (?:relationship|solution)|<task> is (?:different|phrased)|called|known|spelled|named|written|i'm (?:not|confused))")
        .why(
            "The word that names a switch, at a sentence's start; not where it leads a doubt about oneself, a check, or a second name.",
            &["Alternatively, use 4 and 19.", "Hmm. Alternatively, the two are equal."],
            &[
                "Alternatively, maybe I made a mistake.",
                "It is alternatively spelled with k.",
                "Alternatively known as Bob.",
            ],
        ),
    Rule::new(Switch, "alternative-noun", r"(?:an? )?alternative (?:\w+ )?<way>\b")
        .why(
            "The same as a noun.",
            &["Alternative approach: count from the end."],
            &["Alternative rock is loud."],
        ),
    Rule::new(Switch, "another-way", r"(?:yet )?(?:an?other|a different|one more) (?:\w+ )?<way>\b")
        .unless(r"^(?:\w+ ){1,3}(?:to consider|consideration)|^\w+ (?:\w+ )?thought[:,] (?:should|do|what|also)|^another way to (?:say|put|write|phrase|express)")
        .why(
            "Another way, idea or reading, first in its sentence.",
            &["Another idea: light both ends.", "Another way to see it: count the corners."],
            &[
                "Another way to say this is x = 3.",
                "Another thing to consider is cost.",
                "Another thought: should it be sorted?",
            ],
        ),
    Rule::new(Switch, "another-answer", r"another (?:\w+ )?(?:question|answer|candidate|answer is|riddle) (?:is|could|might|would|that)\b")
        .why(
            "Another candidate is named.",
            &["Another answer is a bed."],
            &["Another answer was rejected by the user."],
        ),
    Rule::new(Switch, "maybe-another-way", r"(?:<hedge>,? )?(?:there's|there is|there might be|there may be|there could be|here's|here is|i have|i found|i see|i think of|i've got|we have) (?:<other>|an|some|yet another) ?(?:\w+ )?<way>\b")
        .at(Clause)
        .announces()
        .unless(r"\bno\b|^\w+ \w+ \w+ (?:way|possibility) (?:that|to (?:know|tell|determine))")
        .why(
            "That there is another way is said, and taken.",
            &[
                "But maybe there's another way.",
                "Here's a different approach.",
                "I have another idea.",
            ],
            &["Is there another way?"],
        ),
    Rule::new(Switch, "use-another-way", r"(?:<hedge>,? )?(?:let me|let us|let's|lets|i'll|i will|i should|i need to|i can|we can|we could|i could|we need to|we should|i must|we must|we'll|i want to|i might|it's better to)(?: \w+){0,3} (?:use|try|take|find|consider|need|attempt|explore|think of|think about|look at (?:it|this) from|approach (?:it|this) from|come up with|switch to|move to|go with|look for|see|do) (?:(?:<other>|some other) (?:\w+ )?<way>|something (?:else|different))\b")
        .at(Clause)
        .announces()
        .unless(r"<program>")
        .why(
            "A plan to use another way, wherever it stands in the sentence.",
            &["However, we can also use a different approach.", "Let's try another method."],
            &["They use a different method in France.", "We can't consider other possibilities."],
        ),
    Rule::new(Switch, "think-differently", r"(?:<hedge>,? )?<lets> (?:try to )?(?:think|look at|approach|do|try|view|consider|see|interpret|tackle|solve|rephrase|reframe|combine|attack|frame|set up|arrange)\b[^.,;]{0,50}?\b(?:differently|another way|in a different way|from (?:a different|another|the other)|in terms of|the other way|in another way|from scratch)")
        .announces()
        .before(r".")
        .unless(r"^\w+ \w+ think in terms")
        .why(
            "Thought in another form: differently, in terms of, from another side.",
            &[
                "That fails. Let's think differently.",
                "It is stuck. Let me think of it in terms of probability.",
            ],
            &["Think of terms of office."],
        ),
    Rule::new(Switch, "start-over", r"(?:(?:let me|let's|i'll|i should|i need to) )?(?:start(?:ing)? (?:over|again|from scratch|afresh)|begin again|try (?:this |it |that )?again|restart|organi[sz]e (?:this|it|that|my)|re-?organi[sz]e|rethink|(?:try to )?be (?:more )?systematic)\b")
        .announces()
        .before(r"<dead>|try|again")
        .why(
            "A restart after a line that failed.",
            &["That doesn't work. Let me start over.", "I'm stuck. Let me try again."],
            &["It is 7. Start early tomorrow."],
        ),
    Rule::new(Switch, "think-of", r"(?:let me|let's|let us) (?:try to )?(?:think (?:of|about)|recall|remember|look for|search|brainstorm) (?:other|another|an?|some|similar|more|the (?:classic|standard|usual)|my memory)\b")
        .announces()
        .why(
            "The search is opened for other candidates or remembered ones.",
            &["Let me think of other riddles.", "Let me recall similar puzzles."],
            &["Let me think of you."],
        ),
    Rule::new(Switch, "restart-after-doubt", r"(?:let me|let's|let us|i need to|i should) (?:try to )?(?:draw|map|define|represent|denote|formali[sz]e|rewrite|express|set up|lay out|outline|think (?:generation|case|logically|in)|organi[sz]e|list)\b")
        .announces()
        .before(r"wait|hmm[.…]|\bno[.,]|\bmistake|confus|not (?:right|sure|clear)|n't (?:make sense|seem)|wrong|stuck|contradict|let me think again")
        .unless(r"again")
        .head(r"^(?:\W|wait|but|hmm|so|okay|ok|maybe|perhaps|well|no|hold on|then|now|alright)*$")
        .why(
            "A new form of the work (a drawing, a list, symbols) after doubt; at the beginning it is the first form, after a result it tests it.",
            &[
                "This is wrong. Let me draw a family tree.",
                "I'm stuck. Let's represent it in symbols.",
            ],
            &["We have three people. Let me draw a family tree.", "First, let's list the facts."],
        ),
    Rule::new(Switch, "instead-lets", r"(?:instead,? (?:of [^,.]{1,60}, )?(?:let me|let's|i'll|i could|we could|we can|perhaps|maybe|consider|suppose|try)|(?:let me|let's) instead|rather than [^,.]{1,60}, (?:let me|let's|i'll|we)|on second thought|back to the drawing board|switching (?:to|gears)|let's switch (?:to|gears)|suppose instead)\b")
        .why(
            "What comes takes the place of what was pursued.",
            &["Instead, let me count the rest.", "On second thought, use the first form."],
            &["He took tea instead."],
        ),
];
