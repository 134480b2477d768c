//! A doubt is spoken.

use crate::trace::MoveKind::Hesitate;
use crate::trace::moves::lead::Lead;
use crate::trace::moves::rule::Place::Clause;
use crate::trace::moves::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(Hesitate, "maybe-my-slip", r"<hedge>,? <slip>\w*(?: (?:a|an) (?:mistake|error))?")
        .unless(r"i (?:might|may|could) (?:use|try|need)|got (?:that|it|this) backwards")
        .why(
            "A slip of one's own is thought possible, and nothing is withdrawn.",
            &[
                "Maybe I made a mistake.",
                "Wait, perhaps I misread it.",
                "Maybe I'm overcomplicating this.",
            ],
            &["Maybe he made a mistake.", "Maybe I might use a loop."],
        ),
    Rule::new(Hesitate, "maybe-a-mistake", r"<hedge>,? (?:there's|there is|there was) (?:a|an|some|something) ?(?:mistake|error|confusion|misunderstanding|wrong|flaw)\b(?: (?:in|with) my \w+)?")
        .unless(r"(?:error|mistake) in (?:the|this) (?:\w+ )?(?:<task>|relationships?|statements?|options?)")
        .why(
            "A flaw in the reasoning is thought possible; one in the task would be a hypothesis.",
            &["Maybe there's a mistake in my reasoning."],
            &["Perhaps there is an error in the statements."],
        ),
    Rule::new(Hesitate, "maybe-more-to-it", r"<hedge>,? (?:there's|there is) (?:more to (?:it|this)|something (?:i'm|i am|else|more|off|missing|we're))")
        .why(
            "Something is felt to be missing, without a word on what.",
            &["But wait, maybe there's more to it.", "Maybe there's something I'm missing here."],
            &["Maybe there's a train at six."],
        ),
    Rule::new(Hesitate, "not-sure", r"(?:i'm|i am|im)(?: still| really| just| also| now| a (?:bit|little)| getting| not| quite)* (?:not (?:\w+ )?(?:sure|certain|convinced)|unsure|uncertain|confused|stuck|lost|puzzled|torn)\b")
        .at(Clause)
        .head(r"^(?:\W|wait|but|so|hmm|and|or|also|actually|though|however|still|honestly|well|now|oh|okay|again|no|hold on|yeah|maybe)*$")
        .unless(r"not sure (?:if|whether) (?:the|it) (?:user|code|program)")
        .why(
            "Doubt in the first person, as the main clause.",
            &["I'm not sure about that.", "Wait, I'm confused.", "I'm stuck."],
            &["The user said that I'm not sure.", "She is stuck."],
        ),
    Rule::new(Hesitate, "not-sure-bare", r"not (?:\w+ )?(?:sure|certain)(?: (?:how|why|what|if|about)\b)?")
        .why(
            "The same without a subject.",
            &["A clock? Not sure.", "Hmm, not sure."],
            &["It is surely not."],
        ),
    Rule::new(Hesitate, "confusing", r"(?:this|that|it|which)(?:'s| is| seems| sounds| feels| looks)(?: all| really| very| a (?:bit|little)| getting| so| becoming| quite| too| still| just| rather| pretty| somewhat| like)* (?:confus\w+|complicated|tangled|contradictory|messy|tricky|weird|strange|odd|puzzling|ambiguous|unclear|unsatisf\w+|too (?:simple|easy|straightforward|complicated|trivial|obvious)|overcomplicat\w+|a (?:problem|contradiction)|inconsistent)\b")
        .at(Clause)
        .head(r"^(?:\W|wait|but|so|hmm|and|maybe|perhaps|also|actually|though|however|still|well|now|oh|okay|again|hold on|yeah|no)*$|dead.*$")
        .unless(r"\?\W*$")
        .why(
            "What was found is called odd, too simple or tangled, and nothing is drawn from it.",
            &["This is confusing.", "But that seems too simple.", "Wait, this is getting tangled."],
            &["Is this confusing?", "Confusing signs are common."],
        ),
    Rule::new(Hesitate, "overcomplicating", r"(?:<hedge> )?(?:i think )?i(?:'m| am| might be| may be) (?:overcomplicating|overthinking|missing something|going in circles|going around in circles|making (?:this|it) too|misunderstanding|not getting)")
        .why(
            "Doubt about one's own course.",
            &["I think I'm overcomplicating it.", "I might be missing something."],
            &["He is overthinking it."],
        ),
    Rule::new(Hesitate, "but-why", r"but (?:why|how)\b")
        .only(r"^but (?:why|how)(?: (?:does|did|do|would|can|could|is|should) (?:that|this|it|i)\b[^.?]*)?\?")
        .why(
            "A bare question after 'but' that nobody answers in the sentence.",
            &["But why?", "But how does that work?"],
            &["But why not, since it is free, take it."],
        ),
    Rule::new(Hesitate, "how-does-that", r"(?:how|why) (?:does|do|did|would|could|can|is) (?:that|this|it|i)\b")
        .at(Clause)
        .only(r"\?\W*$")
        .led(Lead::BUT.or(Lead::WAIT).or(Lead::HMM))
        .why(
            "A question about one's own claim.",
            &["Wait, how is that possible?", "Hmm, how does that help me?"],
            &["How does that machine work, the user asks."],
        ),
    Rule::new(Hesitate, "can-not-be", r"(?:that|this|it) (?:can't|cannot|can not|couldn't) be(?: right| correct| true| the case)?\b")
        .at(Clause)
        .unless(r"^\w+ [a-z' ]+ be (?:\w+ )?(?:the (?:answer|same)|broken|done|seen|known|found|\w+ed\b)|because|since")
        .why(
            "A result is found impossible, without saying what replaces it.",
            &["Both are knaves? That can't be right.", "But that can't be."],
            &["That can't be the answer.", "It can't be measured."],
        ),
    Rule::new(Hesitate, "contradicts", r"(?:wait,? (?:but )?)?(?:this|that|which) (?:contradicts|conflicts|is a contradiction|leads to a contradiction)\b")
        .led(Lead::BUT.or(Lead::WAIT).or(Lead::HMM))
        .why(
            "Two results clash.",
            &["But this contradicts the first result.", "Wait, this contradicts point 4."],
            &["A result that contradicts another is rare."],
        ),
    Rule::new(Hesitate, "earlier-i-thought", r"(?:wait,? )?(?:but )?earlier,? (?:i|we) (?:thought|said|concluded|found|assumed|determined)\b")
        .led(Lead::WAIT)
        .why(
            "An earlier result is put against the present one.",
            &["Wait, but earlier I thought he was her uncle."],
            &["Earlier, I found 3."],
        ),
    Rule::new(Hesitate, "need-to-reconsider", r"(?:<hedge> )?(?:i|we) (?:need|have|should|might need|may need) (?:to )?(?:reconsider|rethink)\b")
        .at(Clause)
        .why(
            "The need to think again is stated, and nothing follows in the sentence.",
            &["Perhaps I need to reconsider.", "I should rethink this."],
            &["They had to reconsider the plan."],
        ),
    Rule::new(Hesitate, "something-wrong", r"(?:is there |there's |there is |there must be |there might be |there has to be )?(?:something|anything)(?:'s| is)?(?: seems| feels| must be)? (?:wrong|off|missing|amiss|fishy)\b")
        .unless(r"^nothing")
        .why(
            "Something is felt to be wrong.",
            &["Is there something wrong here?", "Something is off."],
            &["Someone is wrong on the internet."],
        ),
    Rule::new(Hesitate, "did-i", r"(?:did|have|am) i (?:do|get|made|make|miss|misread|forgotten|misunderstand|misunderstood|doing|missing|counted?)\b")
        .only(r"\?\W*$")
        .why(
            "The writer questions a step of its own.",
            &["Did I do that right?", "Am I missing something?"],
            &["Did I mention the weather, he said."],
        ),
    Rule::new(Hesitate, "hmm", r"(?:hm+|hhm+)\b")
        .weak()
        .only(r"^\w+[.,…]* *$|^\w+[.,…]* *[\n]|^\w+, (?:not sure|this|that|but|wait)")
        .why(
            "A pause of its own. Before a move it belongs to that move.",
            &["That does not help. Hmm."],
            &["Hmm, let's see."],
        ),
    Rule::new(Hesitate, "wait-question", r"(?:wait|hold on)\b")
        .weak()
        .only(r"^(?:wait|hold on)[,.]? (?:but|so|how|why) [^.?]*\?\W*$")
        .unless(r"<task>|what (?:if|about)|is there any|so both")
        .why(
            "A stop with an objection put as a question.",
            &["Wait, but the farmer has to row, right?"],
            &["Wait, what if the list is empty?", "They wait, but for how long?"],
        ),
    Rule::new(Hesitate, "wait-bare", r"(?:wait|hold on|wait a (?:minute|second|moment|sec))\b")
        .weak()
        .only(r"^(?:wait|hold on)(?: a (?:minute|second|moment|sec))?\W*$")
        .why(
            "A stop with nothing after it.",
            &["So both are true. Wait."],
            &["Wait for the train.", "They said wait."],
        ),
];
