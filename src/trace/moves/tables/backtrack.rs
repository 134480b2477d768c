//! A step is taken back.

use crate::trace::MoveKind::Backtrack;
use crate::trace::moves::lead::Lead;
use crate::trace::moves::rule::Place::Clause;
use crate::trace::moves::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(Backtrack, "wait-no", r"(?:wait|hold on|oh|but wait)[,.]? (?:actually[,]? )?no\b")
        .unless(r"^\w+,? no (?:one|other|matter|problem|need|more|such|idea)\b")
        .why(
            "A refusal right after a stop takes back what was just said.",
            &["So x = 3. Wait, no, x = 4.", "Hold on, no. The sum is 7."],
            &["Wait, no one else was there.", "There is no wait, no delay."],
        ),
    Rule::new(Backtrack, "no-wait", r"(?:no|actually)[,.]? (?:wait|hold on)\b")
        .why(
            "The same in the other order.",
            &["So x = 3. No, wait, x = 4."],
            &["There is no waiting room."],
        ),
    Rule::new(Backtrack, "actually-no", r"actually,? (?:no|that's (?:not|wrong)|that is (?:not|wrong)|that isn't)\b")
        .why(
            "'Actually' with a refusal corrects; without one it only stresses.",
            &["Actually, no, it is 7."],
            &["Actually, the sum is 7 as computed."],
        ),
    Rule::new(Backtrack, "wait-not", r"wait,? (?:<hedge> )?not (?:directly|exactly|quite|really|necessarily)")
        .why(
            "A refusal softened by an adverb is still one.",
            &["They are cousins. Wait, maybe not directly."],
            &["Wait, nothing changes."],
        ),
    Rule::new(Backtrack, "wait-actually", r"wait,? actually\b")
        .unless(r"might|could|\?")
        .why(
            "A stop with 'actually' puts something in the place of the last claim.",
            &["Wait, actually, there are four of them."],
            &["Actually, there are four of them.", "Wait, actually, might there be four?"],
        ),
    Rule::new(Backtrack, "that-is-wrong", r"(?:that|this|it|which)(?:'s| is| was| must be) (?:actually |clearly |obviously |still |also |completely |just )?(?:wrong|incorrect|not (?:quite |actually )?(?:right|correct|true|accurate|the correct answer)|a mistake|an error|my mistake|false reasoning)\b")
        .at(Clause)
        .unless(r"\?\W*$|^\w+('s| is) (?:not|in)correct (?:to|if)|^which|^it'?s? ")
        .head(r"\bi\b|earlier|^(?:\W|but|however|wait|so|no|and|oh|hmm|actually|hold on)*$")
        .why(
            "A claim is judged wrong by who made it. In a subordinate clause or about an option it is a result, so the sentence must begin with it or speak of 'I' or 'earlier'.",
            &[
                "That's wrong.",
                "But earlier I had 7, but that was a mistake.",
                "So 3 + 4 = 8. But that's not right.",
            ],
            &[
                "The option says he is an uncle, but that is not accurate.",
                "Is that wrong?",
                "It is wrong to steal.",
            ],
        ),
    Rule::new(Backtrack, "no-that-is", r"(?:oh )?no,? (?:that|this|it)(?:'s| is|n't| isn't| doesn't| can't) (?:not |a )?(?:right|wrong|correct|true|make sense|a problem|problem)")
        .why(
            "A refusal with a judgement.",
            &["So it is 8. No, that's not right."],
            &["No, that person is not here."],
        ),
    Rule::new(Backtrack, "that-makes-no-sense", r"(?:that|this) (?:does not|doesn't|can't|cannot|makes no|wouldn't|would not)(?: quite| really| seem| even| look| be| sound)? ?(?:make sense|makes sense|sense|sound right|seem right|look right|quite right|be right|right|correct|add up)")
        .led(Lead::WAIT.or(Lead::BUT).or(Lead::HMM).or(Lead::NO))
        .not_before(r"\?\W*$")
        .unless(r"\?\W*$|make sense to")
        .why(
            "Nonsense is found in the claim just made, if a small word of objection leads; after a question it judges a candidate.",
            &[
                "So the total is -3. Wait, that doesn't make sense.",
                "But that doesn't sound right.",
            ],
            &[
                "Could he be her son? No, that wouldn't make sense.",
                "It may not make sense to you.",
            ],
        ),
    Rule::new(Backtrack, "can-not-be-right-because", r"(?:that|this) (?:can't|cannot|can not) be (?:right|correct|true) (?:because|since|as)\b")
        .at(Clause)
        .head(r"\bi\b|^\W*(?:wait|but)\W*$")
        .why(
            "A claim of one's own is refuted with a reason.",
            &["I thought he was her son, but that can't be right because he is older."],
            &["Option 2 says he is her son, but that can't be right because he is older."],
        ),
    Rule::new(Backtrack, "made-a-mistake", r"i(?:'ve|'d| have| had| must have| definitely| clearly| actually| just| think i| think i've)? (?:made|have) (?:a|an|some|another) (?:\w+ )?(?:mistake|error|slip|miscalculation)\b")
        .at(Clause)
        .head(r"^(?:\W|wait|oh|hold on|no|so|but|yes|ah|hmm|actually|okay|and|i see|looks like|it seems|it looks like|i think)*$")
        .why(
            "The writer owns up. With 'maybe' it is a doubt, which the sentence's beginning excludes.",
            &["I made a mistake.", "Oh, I made an error in step 2."],
            &["Did he say that I made a mistake?", "Maybe I made a mistake."],
        ),
    Rule::new(Backtrack, "must-have-misread", r"i (?:must have|must've|had|just|clearly|actually|completely) (?:mis\w+|overlooked|forgotten|forgot|messed up|mixed up|confused)\b")
        .at(Clause)
        .why(
            "The writer owns up to a misreading.",
            &["Oh, I see, I must have misread it earlier."],
            &["They must have misread it."],
        ),
    Rule::new(Backtrack, "misdid", r"i (?:misread|misinterpreted|misunderstood|miscalculated|miscounted|misremembered|mixed up|messed up|mis-?\w+ed)\b")
        .led(Lead::WAIT.or(Lead::NO).or(Lead::OTHER))
        .unless(r"\?\W*$")
        .why(
            "The same as a bare past, led by a stop.",
            &["Wait, I misread the second line."],
            &["Did I misread it?"],
        ),
    Rule::new(Backtrack, "i-was-wrong", r"i(?: was| am|'m| think i was| realize i was)? (?:wrong|mistaken|incorrect|off by one)\b")
        .unless(r"\?\W*$")
        .why(
            "The writer was wrong; a question would be a doubt.",
            &["I was wrong about the first step."],
            &["Was I wrong?"],
        ),
    Rule::new(Backtrack, "got-backwards", r"i(?:'ve| have)? (?:got|had) (?:this|that|it|them|the \w+) (?:backwards?|wrong|reversed|mixed up|the wrong way)")
        .at(Clause)
        .why(
            "A relation was taken the wrong way round.",
            &["I got that backwards."],
            &["He walked backwards."],
        ),
    Rule::new(Backtrack, "scratch-that", r"(?:scratch that|strike that|never ?mind|correction\b|my mistake|my bad|oops|whoops|i take that back|i stand corrected|let me correct (?:that|this|myself|it))")
        .why(
            "Set phrases of withdrawal.",
            &["Scratch that.", "Oops, the sign is negative.", "Correction: it is 12."],
            &["The cat wants to scratch that post."],
        ),
    Rule::new(Backtrack, "go-back", r"(?:go(?:ing)? back|let me go back|let's go back|backtrack(?:ing)?)\b")
        .unless(r"^\w+ back (?:and forth|home|in time|with|alone)")
        .why(
            "The search returns to an earlier point.",
            &["Go back to x = 2.", "Let's go back to the second step."],
            &["They go back and forth.", "Trains go back home."],
        ),
];
