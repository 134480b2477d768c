//! How an answer is announced, by language.

/// The announcing words of one language.
#[derive(Debug)]
pub(super) struct Language {
    /// What the answer is called, in lower case; the flag says that this word
    /// alone announces the final answer.
    pub(super) nouns: &'static [(&'static str, bool)],
    /// Adjectives that may stand between noun and link.
    pub(super) adjectives: &'static [&'static str],
    /// What links it to its value. A colon always does.
    pub(super) links: &'static [&'static str],
    /// Whether the value may follow the noun without a link, as in `उत्तर 5 है`.
    pub(super) is_bare: bool,
}

mod joint;

pub(super) use joint::{DENIALS, DENIALS_AFTER, FILLERS, NOT_ANSWERS, OPENERS};

/// All languages.
pub(super) const LANGUAGES: [Language; 20] = [
    // English.
    Language {
        nouns: &[
            ("answer", false),
            ("answers", false),
            ("final answer", true),
            ("final answers", true),
            ("final result", true),
            ("correct option", false),
            ("correct choice", false),
        ],
        adjectives: &["choice", "option", "key"],
        links: &[
            "is",
            "are",
            "was",
            "were",
            "would be",
            "should be",
            "must be",
            "will be",
            "can be",
            "equals",
            "becomes",
            "comes out to be",
            "comes to",
            "turns out to be",
            "to be",
            "→",
            "->",
            "⇒",
            "=>",
        ],
        is_bare: false,
    },
    // Chinese, simplified and traditional.
    Language {
        nouns: &[
            ("答案", false),
            ("最终答案", true),
            ("最後答案", true),
            ("最终的答案", true),
            ("最后答案", true),
            ("最終答案", true),
            ("最终结果", true),
            ("最終結果", true),
            ("正确答案", false),
            ("正確答案", false),
            ("正确选项", false),
            ("正確選項", false),
            ("解答", false),
            ("答", false),
        ],
        adjectives: &["应该", "應該", "就", "应", "應", "也", "即", "便"],
        links: &["是", "为", "為", "等于", "等於", "即", "選", "选"],
        is_bare: true,
    },
    // Chinese choices: the letter follows at once, `故选B`.
    Language {
        nouns: &[
            ("故选", false),
            ("故選", false),
            ("应选", false),
            ("應選", false),
            ("因此选", false),
            ("因此選", false),
            ("所以选", false),
            ("所以選", false),
            ("选择", false),
            ("選擇", false),
            ("选", false),
            ("選", false),
        ],
        adjectives: &["择", "擇", "项", "項"],
        links: &[],
        is_bare: true,
    },
    // Japanese.
    Language {
        nouns: &[
            ("答え", false),
            ("最終的な答え", true),
            ("最終的な答", true),
            ("回答", false),
            ("正解", false),
            ("正答", false),
        ],
        adjectives: &[],
        links: &["は、", "は", "が"],
        is_bare: false,
    },
    // Korean.
    Language {
        nouns: &[
            ("답", false),
            ("정답", false),
            ("해답", false),
            ("최종 답", true),
            ("최종 정답", true),
            ("최종 답안", true),
            ("답안", false),
        ],
        adjectives: &[],
        links: &["은", "는", "이"],
        is_bare: false,
    },
    // German.
    Language {
        nouns: &[
            ("antwort", false),
            ("antworten", false),
            ("lösung", false),
            ("ergebnis", false),
            ("endergebnis", true),
            ("endgültige antwort", true),
        ],
        adjectives: &[],
        links: &[
            "ist", "sind", "lautet", "lauten", "beträgt", "wäre", "ist also",
        ],
        is_bare: true,
    },
    // French.
    Language {
        nouns: &[
            ("réponse", false),
            ("réponses", false),
            ("reponse", false),
            ("réponse finale", true),
            ("resultat final", true),
            ("résultat final", true),
        ],
        adjectives: &["correcte", "exacte", "finale"],
        links: &["est", "sont", "serait", "vaut"],
        is_bare: false,
    },
    // Spanish.
    Language {
        nouns: &[
            ("respuesta", false),
            ("respuestas", false),
            ("respuesta final", true),
            ("resultado final", true),
        ],
        adjectives: &["correcta", "final"],
        links: &["es", "son", "sería", "será"],
        is_bare: false,
    },
    // Portuguese.
    Language {
        nouns: &[
            ("resposta", false),
            ("respostas", false),
            ("resposta final", true),
        ],
        adjectives: &["correta", "certa", "final"],
        links: &["é", "são", "seria", "será"],
        is_bare: false,
    },
    // Italian.
    Language {
        nouns: &[
            ("risposta", false),
            ("risposte", false),
            ("risposta finale", true),
        ],
        adjectives: &["corretta", "finale", "giusta"],
        links: &["è", "sono", "sarà"],
        is_bare: false,
    },
    // Russian and Ukrainian.
    Language {
        nouns: &[
            ("ответ", false),
            ("ответом", false),
            ("окончательный ответ", true),
            ("итоговый ответ", true),
            ("відповідь", false),
        ],
        adjectives: &[],
        links: &["равен", "это", "будет", "является", "—", "–", "-"],
        is_bare: false,
    },
    // Arabic.
    Language {
        nouns: &[
            ("الجواب", false),
            ("الإجابة", false),
            ("الاجابة", false),
            ("جواب", false),
            ("الجواب النهائي", true),
            ("الإجابة النهائية", true),
        ],
        adjectives: &["الصحيح", "الصحيحة"],
        links: &["هو", "هي", "يساوي"],
        is_bare: true,
    },
    // Hindi.
    Language {
        nouns: &[("उत्तर", false), ("जवाब", false), ("अंतिम उत्तर", true)],
        adjectives: &[],
        links: &["है", "=", "होगा"],
        is_bare: true,
    },
    // Turkish.
    Language {
        nouns: &[
            ("cevap", false),
            ("cevabı", false),
            ("yanıt", false),
            ("nihai cevap", true),
            ("sonuç olarak cevap", true),
        ],
        adjectives: &[],
        links: &["şudur", "ise"],
        is_bare: true,
    },
    // Vietnamese.
    Language {
        nouns: &[
            ("đáp án", false),
            ("đáp số", false),
            ("câu trả lời", false),
            ("đáp án cuối cùng", true),
            ("câu trả lời cuối cùng", true),
        ],
        adjectives: &["đúng"],
        links: &["là"],
        is_bare: false,
    },
    // Polish.
    Language {
        nouns: &[
            ("odpowiedź", false),
            ("odpowiedz", false),
            ("ostateczna odpowiedź", true),
        ],
        adjectives: &[],
        links: &["to", "jest", "brzmi"],
        is_bare: false,
    },
    // Dutch.
    Language {
        nouns: &[("antwoord", false), ("eindantwoord", true)],
        adjectives: &[],
        links: &["is", "zijn", "luidt"],
        is_bare: false,
    },
    // Indonesian and Malay.
    Language {
        nouns: &[
            ("jawaban", false),
            ("jawabannya", false),
            ("jawapan", false),
            ("jawaban akhir", true),
            ("jawaban akhirnya", true),
        ],
        adjectives: &["yang benar"],
        links: &["adalah", "ialah", "yaitu"],
        is_bare: false,
    },
    // Swedish, Danish and Norwegian.
    Language {
        nouns: &[("svaret", false), ("svar", false)],
        adjectives: &[],
        links: &["är", "er", "blir"],
        is_bare: false,
    },
    // Thai and Persian: written after the noun with a colon or a verb.
    Language {
        nouns: &[("คำตอบ", false), ("پاسخ", false), ("جواب نهایی", true)],
        adjectives: &[],
        links: &["คือ", "برابر", "است"],
        is_bare: true,
    },
];
