//! Another candidate, reading or assumption is put up.

use crate::trace::MoveKind::Switch;
use crate::trace::moves::lead::Lead;
use crate::trace::moves::rule::Place::{Clause, Paragraph};
use crate::trace::moves::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(Switch, "go-with", r"(?:i think )?(?:i'll|i will|i should|i'd|let me|let's|i might|i'm going to|i'd rather)(?: just| probably| rather| simply)* (?:go with|accept|settle (?:on|for)|stick with|proceed (?:under|with|on|assuming)|fall back|go for|opt for|stay with|choose the|assume the (?:standard|classic|original|user))\b")
        .at(Clause)
        .left(160)
        .unless(r"`|^[^.]*(?:go|proceed) with (?:that|this)\W*$")
        .why(
            "One of several options is adopted in the middle of the work; at its end it is the conclusion.",
            &[
                "I think I should go with the first reading. Then the sum is taken over all of the days, and each day has its own count. Then the sum is taken over all of the days, and each day has its own count. Then the sum is taken over all of the days, and each day has its own count. ",
            ],
            &["I'll go with the first reading."],
        ),
    Rule::new(Switch, "must-assume", r"(?:i think )?(?:i|we) (?:need|have|should|could|might need|can)(?: to)? assume\b")
        .left(160)
        .at(Clause)
        .head(r"^\W*(?:wait|but|so|maybe|perhaps|hmm|\W)*$")
        .unless(r"<program>|for the first|^(?:\w+ ){3,6}that the input")
        .why(
            "An assumption that changes the reading of the task.",
            &[
                "I think I need to assume that the rabbit has a mate. Then there are two of them at the start, and each pair has two young ones a year. Then there are two of them at the start, and each pair has two young ones a year. Then there are two of them at the start, and each pair has two young ones a year. ",
            ],
            &["We assume nothing."],
        ),
    Rule::new(Switch, "unless", r"unless [\w\x22“]+(?: \w+){0,3}")
        .unless(r"^unless (?:there(?:'s| is| are) (?:something|another|some connection|any|over|more|some trick|a trick|no)|something|i'm|i am|i (?:mis|made)|otherwise|[\x22“]|specified|stated|noted)")
        .why(
            "A concrete condition under which all would be otherwise.",
            &["Unless we take both ropes at once."],
            &["Unless there's something else going on.", "He stays unless it rains."],
        ),
    Rule::new(Switch, "what-if", r"what if (?:\w+ ){0,3}\w+")
        .unless(r"<program>|^what if (?:both|one of|someone|n\b|x\b|there are no|the (?:numbers?|list|sentence|matrix|file|word|user (?:enters|inputs)))")
        .why(
            "A supposition of one's own; not a case that a program must handle.",
            &["What if we light it from both ends?"],
            &["What if the input is empty?"],
        ),
    Rule::new(Switch, "what-about", r"what about [\x22“'‘]?\w+")
        .only(r"^what about (?:[\x22“‘]|the (?:letter|word|case|idea))")
        .why(
            "Another candidate, quoted.",
            &["Not E. What about \"O\"?"],
            &["What about lunch?"],
        ),
    Rule::new(Switch, "could-it-be", r"(?:could|might) (?:it|this|the answer|that) be\b")
        .only(r"^(?:\w+ ){2,4}(?:that|a|an|the|something|[\x22“])")
        .unless(r"<program>")
        .why(
            "A candidate as a question.",
            &["Could it be a shadow?"],
            &["Could it be sorted in place?"],
        ),
    Rule::new(Switch, "recall-similar", r"(?:i (?:think )?(?:i )?(?:recall|remember|have seen|'ve seen|'ve heard|have heard|found)|i think i've (?:seen|heard)|i found|the (?:most )?common answer i)\b(?: (?:a|an|that|this|the|similar|seeing|hearing) ?\w*)?")
        .only(r"solution|riddle|approach|puzzle|trick|answer")
        .before(r"<dead>|online|remember")
        .why(
            "Something remembered is taken up after a line that failed.",
            &["Not helpful. I recall a similar puzzle."],
            &["I recall a similar puzzle."],
        ),
    Rule::new(Switch, "might-be-read-differently", r"(?:the|this|it|that)(?: \w+){0,3}? (?:can|could|might|may) (?:also )?be (?:interpreted|read|understood|viewed|meant|phrased|seen) (?:differently|another way|in (?:a different|another) way|to mean|as)")
        .led(Lead::BUT.or(Lead::WAIT))
        .why(
            "Another reading of the task, led by an objection.",
            &["However, the problem might be interpreted differently."],
            &["The word can be read as a noun."],
        ),
    Rule::new(Switch, "the-expected-answer", r"<hedge>,? (?:the|it's|its|a|they)\b(?: \w+){0,3}")
        .at(Clause)
        .head(r"^\W*(?:but |however,? |wait,? )*(?:since|given|in the|therefore|considering|because|if the (?:question|problem|user|puzzle)|and expects|expecting|for this)\b.*[,\x22”] *$|^therefore, $")
        .unless(r"<program>|or vice versa|too\b|<slip>")
        .why(
            "A reason, and the hypothesis that is drawn from it against the line so far.",
            &["But since the task asks for one, maybe the answer is 3."],
            &[
                "If the task is hard, maybe the answer is long.",
                "Since it rains, maybe the road is wet, or vice versa.",
            ],
        ),
    Rule::new(Switch, "maybe-typo", r"<hedge>,? (?:there's|there is|there was|it's|it is|this is) (?:a|an|some|some sort of) (?:typo|error|mistake|translation|misprint|misprinted|twist|wordplay|play on words|pun|metaphor|different|trick question)\b")
        .not_led(Lead::SO)
        .unless(r"in my")
        .why(
            "The task itself is thought to be other than it looks.",
            &["Perhaps there's a typo in the second line.", "Maybe it's a play on words."],
            &["Perhaps there's a mistake in my reasoning."],
        ),
    Rule::new(Switch, "i-found", r"i (?:have )?found (?:a|an|the|another) (?:\w+ )?(?:solution|approach|way|answer|trick)\b")
        .why(
            "A way was found.",
            &["I found a solution: light both ends."],
            &["I found a coin."],
        ),
    Rule::new(Switch, "maybe-i-need", r"<hedge>,? (?:i|we) (?:need(?: to)?|should|could|can|have to|must|might|just need to)(?: just| instead| to)? (?:try|use|think|consider|start|track|combine|look|interpret|assume|take|approach|adjust|find|set|ask|have|do|light|fill|pour|treat|count|model|work|split|rely|change|switch|rearrange|apply|measure|need)\b(?: \w+){0,3}")
        .unless(r"<program>|\b(?:also|carefully|first|verify|check|multiple steps|more steps|some assumptions?|think about|vertices)\b|more carefully|consider (?:if|whether)|if there (?:are|is)")
        .why(
            "Another course is proposed; not an addition, and not care.",
            &["Maybe I need to use both ropes.", "Perhaps we should assume a mate."],
            &["Maybe I should also add a test.", "Maybe I can use a `Vec`."],
        ),
    Rule::new(Switch, "wait-maybe", r"<hedge>,? (?:the|it|it's|its|this|these|they|he|she|you|your|my|each|all|a|an|one|some|someone|when|if|instead|after|by|through|using|in|both|two|only|we|another|\x22|“|[a-z]+)\b(?: [\w\x22“]+){0,3}")
        .led(Lead::WAIT.or(Lead::HMM))
        .unless(r"<slip>|^<hedge>,? (?:not|even|also|because|that's|there's (?:a|more|some)|i |we |this is)|^<hedge>,? <task> is (?:different|phrased)|<program>|^<hedge>,? i\b")
        .why(
            "A guess led by a stop leaves the line so far.",
            &["Wait, maybe the answer is a bed.", "Hmm, perhaps it's the other door."],
            &[
                "Wait, maybe I made a mistake.",
                "Wait, maybe not.",
                "Wait, maybe the riddle is different.",
            ],
        ),
    Rule::new(Switch, "but-maybe", r"<hedge>,? (?:the|it|it's|its|this|these|they|he|she|you|your|each|all|a|an|one|some|someone|when|if|instead|by|through|in|both|\x22|“|for)\b(?: [\w\x22“]+){0,3}")
        .led(Lead::BUT)
        .not_led(Lead::WAIT)
        .unless(r"<slip>|^<hedge>,? (?:not|even|also|because|that's|there's|there is|this is|i |we )|\b(?:that|it|this|both)(?: is| are)?(?: possible)?\W*$|^<hedge>,? they want|expects? us|wording|<program>|vice versa")
        .why(
            "A guess led by an objection; not one that only points back at what was said.",
            &["But maybe the ropes are equal."],
            &[
                "But maybe that's fine.",
                "But maybe the task expects that.",
                "But maybe there's a catch.",
            ],
        ),
    Rule::new(Switch, "maybe-paragraph", r"<hedge>,? (?:the|it|it's|its|this|these|they|he|she|you|your|each|all|a|an|one|some|someone|when|if|instead|by|through|in|both|using|[\x22“]|for|there(?:'s| is))\b(?: [\w\x22“]+){0,3}")
        .at(Paragraph)
        .before(r"\w")
        .not_led(Lead::SO.or(Lead::OR).or(Lead::BUT).or(Lead::WAIT).or(Lead::HMM))
        .not_before(r"<guess>[^.?]*[.]?\W*$")
        .unless(r"<slip>|^<hedge>,? (?:not|even|also|because|that's|this is|i |we )|there(?:'s| is) (?:a|more|some)|<program>")
        .why(
            "A guess that opens a paragraph, unless the sentence before was a guess of which it is a part.",
            &["It fails.\n\nPerhaps the user meant the other door."],
            &["It fails.\n\nSo perhaps the user meant it.", "Maybe the tea was cold."],
        ),
    Rule::new(Switch, "maybe-after-dead-end", r"<hedge>,? (?:the|it|it's|its|this|these|they|he|she|you|your|each|all|a|an|one|some|someone|when|if|instead|by|through|in|both|using|[\x22“]|for)\b(?: [\w\x22“]+){0,3}")
        .not_led(Lead::SO.or(Lead::OR).or(Lead::BUT).or(Lead::WAIT))
        .before(r"<dead>")
        .not_before(r"<guess>|<slip>")
        .unless(r"<slip>|^<hedge>,? (?:not|even|also|because|that's|this is|i |we )|there(?:'s| is) (?:a|more|some)|<program>|expects? that|because|(?:is|'s) the same|<task> is (?:different|phrased)")
        .why(
            "A guess after a line that failed.",
            &["That doesn't work. Maybe the rope is longer."],
            &[
                "It is a rope. Maybe the rope is long.",
                "That doesn't work. Maybe it's the same one.",
            ],
        ),
    Rule::new(Switch, "so-maybe-other", r"<hedge>,? (?:the (?:only|solution|answer is (?:possible|to))|i need a different)\b(?: \w+){0,2}")
        .led(Lead::SO)
        .unless(r"<program>|vice versa")
        .why(
            "Of the guesses led by 'so', most are consequences; these name another answer or way.",
            &["So maybe the answer is to take both.", "So perhaps I need a different method."],
            &["So maybe he is her uncle."],
        ),
];
