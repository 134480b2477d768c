//! Which of several candidates wins.

use Rule::{
    AnswerTag, Bold, Boxed, Hashes, LastLetter, LastLine, LastNumber, LeadingLetter, MathSpan,
    Phrase, Whole,
};

use super::*;

#[test]
fn several_boxes() {
    assert_found(
        &CheckerSpec::math(),
        &[
            (
                r"$$\boxed{(3, 3)} \text{ for part (a) and } \boxed{(1, 1)}$$",
                Some(("(3, 3), (1, 1)", Boxed)),
            ),
            (
                r"\boxed{1} papers and \boxed{2} bins",
                Some(("1, 2", Boxed)),
            ),
            (
                r"$y_1 = \boxed{x^2}$ and $y_2 = \boxed{x}$",
                Some(("y_1 = x^2, y_2 = x", Boxed)),
            ),
            (r"$x = \boxed{2}$ or $x = \boxed{3}$", Some(("2, 3", Boxed))),
            (r"(a) $\boxed{2}$ (b) $\boxed{3}$", Some(("2, 3", Boxed))),
            (
                r"\boxed{\frac13} \approx \boxed{0.333}",
                Some((r"\frac13", Boxed)),
            ),
            (r"\boxed{1} no no no no no \boxed{2}", Some(("2", Boxed))),
            (
                r"\boxed{3} apples and \boxed{4} pears, for a total of \boxed{7}",
                Some(("7", Boxed)),
            ),
            (r"\boxed{3} and so we get \boxed{7}", Some(("7", Boxed))),
            ("\\boxed{840}\n\n\\boxed{840}", Some(("840", Boxed))),
            (r"\boxed{840} \boxed{840}", Some(("840", Boxed))),
            (
                r"Put it in \boxed{answer}. \boxed{5} \boxed{...}",
                Some(("5", Boxed)),
            ),
            (r"\boxed{x = \boxed{4}}", Some(("4", Boxed))),
            (r"\\boxed{7}", Some(("7", Boxed))),
            ("\x08oxed{7}", Some(("7", Boxed))),
            (r"\framebox{7}", Some(("7", Boxed))),
            // The closing brace is missing.
            (r"$\boxed{12$ is it", Some(("12", Boxed))),
            (r"\boxed{\frac{1}{2}", Some((r"\frac{1}{2}", Boxed))),
        ],
    );
}

#[test]
fn the_later_explicit_statement_wins() {
    assert_found(
        &CheckerSpec::math(),
        &[
            (
                r"0.05 \cdot 10{,}200 = \boxed{255}. Final Answer: The final answer is $10,455$. I hope it is correct.",
                Some(("10,455", Phrase)),
            ),
            ("\\boxed{3}\n\nAnswer: 4", Some(("4", Phrase))),
            ("\\boxed{3}\n#### 4", Some(("4", Hashes))),
            (r"\boxed{3} <answer>4</answer>", Some(("4", AnswerTag))),
            (r"<answer>4</answer> \boxed{3}", Some(("3", Boxed))),
            (r"<answer>so \boxed{3}</answer>", Some(("3", Boxed))),
            // A remark is no statement.
            (
                r"\boxed{6}. To check, the answer is 6 since 6 + 4 = 10.",
                Some(("6", Boxed)),
            ),
            (
                r"\boxed{6}. I checked: the answer is correct.",
                Some(("6", Boxed)),
            ),
            ("The answer is 5 ✅", Some(("5", Phrase))),
            (
                "The answer is 5.\n\nQ: And 3 + 3?\nA: The answer is 6.",
                Some(("5", Phrase)),
            ),
            // Headings are no answers.
            ("#### Step 1\nThe answer is 5.", Some(("5", Phrase))),
            (
                "The answer is 5.\n#### Notes on this\nNone.",
                Some(("5", Phrase)),
            ),
            ("Answer: Let us compute. 3 + 4 = 7", Some(("7", LastNumber))),
            (
                "The answer is 5.<|im_end|>\n<|im_start|>user\nThe answer is 6.",
                Some(("5", Phrase)),
            ),
        ],
    );
}

#[test]
fn the_value_that_a_sentence_is_about() {
    assert_found(
        &CheckerSpec::math(),
        &[
            (
                "Réponse: Janeth aura encore 220 $ à payer d'ici 12 mois.",
                Some(("220 $", Phrase)),
            ),
            (
                "Answer: She earned $10 for 50 minutes of work.",
                Some(("$10", Phrase)),
            ),
            (
                "The answer is 5 because 2 + 3 = 5 and 5 > 4.",
                Some(("5", Phrase)),
            ),
            (
                "The answer is 3 hours and 20 minutes.",
                Some(("3 hours and 20 minutes", Phrase)),
            ),
            (
                "The answer is **42** apples in total.",
                Some(("42", Phrase)),
            ),
            ("The answers are 3 and 4.", Some(("3 and 4", Phrase))),
            (
                "The answer is all real numbers except 2.",
                Some(("all real numbers except 2", Phrase)),
            ),
            (
                "So she earned $10 for 50 minutes of work.",
                Some(("$10", LastNumber)),
            ),
            (
                "There are 34 students in 2 classes.",
                Some(("34", LastNumber)),
            ),
            ("34 is the largest $n$.", Some(("34", LastNumber))),
            ("We get $x=2$ and $x=3$.", Some(("x=2$ and $x=3", MathSpan))),
            (
                "所以每份是 (\\frac{2}{5}) 吨。",
                Some(("\\frac{2}{5}", LastNumber)),
            ),
            ("The sum is **73** here. See page 234.", Some(("73", Bold))),
            ("**Step 3:** we add 4 and get 9", Some(("9", LastNumber))),
            ("So\n\n\\sqrt{3}", Some(("\\sqrt{3}", LastLine))),
            ("So\n\n12 apples", Some(("12 apples", LastLine))),
            (
                "Zero: $ \\begin{pmatrix}0 & 0 \\\\0 & 0\\end{pmatrix} $",
                Some(("\\begin{pmatrix}0 & 0 \\\\0 & 0\\end{pmatrix}", MathSpan)),
            ),
            (
                "\\[\\begin{align*} a &= 3 + 4 \\\\ &= 7. \\end{align*}\\]",
                Some(("7", MathSpan)),
            ),
            ("It costs 9 × 10^8 in all", Some(("9 × 10^8", LastNumber))),
            ("Answer:\n- x = 3\n- y = 4", Some(("x = 3, y = 4", Phrase))),
            (
                "The answers are:\n1. 3\n2. 4\n\nDone.",
                Some(("3, 4", Phrase)),
            ),
            ("The answer is -3 (not 3).", Some(("-3", Phrase))),
            ("The answer is probably 5.", Some(("5", Phrase))),
            (
                "There are 120 ways to choose 3 of 10.",
                Some(("120", LastNumber)),
            ),
            (
                "Tom has 5 left, which is 3 less than before.",
                Some(("5", LastNumber)),
            ),
            ("We conclude that f(x)=x^2.", Some(("x^2", MathSpan))),
            ("The solution set is (-∞, 2].", Some(("(-∞, 2]", MathSpan))),
            ("故答案为：$\\sqrt{5}$．", Some(("\\sqrt{5}", Phrase))),
            ("The vertex is at (2, 3).", Some(("(2, 3)", MathSpan))),
            ("So f(x) = 2x + 3.", Some(("2x + 3", MathSpan))),
            (
                "The roots are x = 2 and x = 3.",
                Some(("x = 2 and x = 3", LastNumber)),
            ),
            ("Hence $a + b = 4 + 5 = 9$.", Some(("9", MathSpan))),
            ("The area is 4π square units.", Some(("4π", LastNumber))),
            ("= 100", Some(("100", LastLine))),
            ("It is 2,5 now", Some(("2,5", LastNumber))),
        ],
    );
}

#[test]
fn letters_and_words_without_mathematics() {
    assert_found(
        &CheckerSpec::math(),
        &[
            ("A. Because B is not valid", Some(("A", LeadingLetter))),
            ("D. it can't be A or B", Some(("D", LeadingLetter))),
            (
                "The answer: D, it doesn't make sense for it to be A or B",
                Some(("D", Phrase)),
            ),
            ("réponse est C non A", Some(("C", Phrase))),
            ("B不是 A", Some(("B", LastLetter))),
            ("I pick C, not A or B", Some(("C", LastLetter))),
            ("The answer is (B).", Some(("(B)", Phrase))),
            ("A, C", Some(("A, C", LastLine))),
            (
                "A. First add 3 and 4.\nB. Then halve it: 3.5",
                Some(("3.5", LastNumber)),
            ),
            ("Yes, because 5 > 3.", Some(("Yes, because 5 > 3", Whole))),
            ("New York City", Some(("New York City", Whole))),
            ("I don't know.", None),
        ],
    );
}

#[test]
fn strict_takes_only_what_is_marked() {
    let strict = Search {
        strictness: Strictness::Strict,
        thinking: false,
    };
    let exact = CheckerSpec::Exact {
        case_sensitive: false,
    };
    for (spec, text, expected) in [
        (CheckerSpec::math(), "So it is $42$.", None),
        (CheckerSpec::math(), "**42**", None),
        (CheckerSpec::math(), "#### 42", Some("42")),
        (CheckerSpec::math(), r"\boxed{42}", Some("42")),
        (CheckerSpec::math(), "<answer>42</answer>", Some("42")),
        (CheckerSpec::math(), "The answer is 42.", Some("42")),
        (exact.clone(), "red", None),
        (exact, "Answer: red", Some("red")),
        (CheckerSpec::Set {}, "a, b", None),
        (CheckerSpec::Json {}, "so [1]", None),
        (CheckerSpec::Json {}, "[1]", Some("[1]")),
        (CheckerSpec::Json {}, "```json\n[1]\n```", Some("[1]")),
        (CheckerSpec::Code { timeout_s: 1.0 }, "def f(): pass", None),
    ] {
        let found = extract(text, &parse(text, false), &spec, strict);
        let answer = found.as_ref().map(|f| f.answer.as_str());
        assert_eq!(answer, expected, "{text}");
    }
}

#[test]
fn thinking_is_searched_when_asked_for() {
    let search = Search {
        strictness: Strictness::Lenient,
        thinking: true,
    };
    for (text, expected) in [
        (r"<think>so \boxed{41}", Some("41")),
        (r"<think>so \boxed{41}</think>", Some("41")),
        (r"<think>so \boxed{41}</think>It is 42.", Some("42")),
        ("<think>hm</think>", None),
    ] {
        let found = extract(text, &parse(text, false), &CheckerSpec::math(), search);
        let answer = found.as_ref().map(|f| f.answer.as_str());
        assert_eq!(answer, expected, "{text}");
        if let Some(found) = found {
            assert_eq!(found.span.of(text), found.answer);
        }
    }
}

#[test]
fn all_candidates_are_listed() {
    let text = r"The answer is 5, or \boxed{6} or 7";
    let found = candidates(
        text,
        &parse(text, false),
        &CheckerSpec::math(),
        Search::default(),
    );
    let answers: Vec<&str> = found.iter().map(|f| f.answer.as_str()).collect();
    assert_eq!(answers.first(), Some(&"6"));
    assert!(answers.len() > 1, "{answers:?}");
}
