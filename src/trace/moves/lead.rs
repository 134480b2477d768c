//! Small words that lead a sentence or clause to what it does.

/// What led a sentence so far: "Hmm, but wait, maybe …".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lead(u8);

impl Lead {
    pub(super) const BUT: Self = Self(1);
    pub(super) const WAIT: Self = Self(2);
    pub(super) const SO: Self = Self(4);
    pub(super) const HMM: Self = Self(8);
    pub(super) const OR: Self = Self(16);
    pub(super) const NO: Self = Self(32);
    pub(super) const OTHER: Self = Self(64);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// The small words, in small letters.
    pub(super) fn words() -> impl Iterator<Item = (&'static str, Self)> {
        let english = ENGLISH
            .iter()
            .flat_map(|(words, lead)| words.iter().map(move |word| (*word, *lead)));
        english.chain(CHINESE.iter().copied())
    }
}

const ENGLISH: &[(&[&str], Lead)] = &[
    (&["but", "however", "yet", "although", "though"], Lead::BUT),
    (
        &[
            "wait",
            "wait a minute",
            "wait a second",
            "wait a moment",
            "wait a sec",
            "hold on",
            "hold on a second",
            "hold on a minute",
        ],
        Lead::WAIT,
    ),
    (&["so", "therefore", "thus", "hence", "then"], Lead::SO),
    (&["hmm", "hm", "hmmm"], Lead::HMM),
    (&["or"], Lead::OR),
    (&["no", "nope"], Lead::NO),
    (
        &[
            "oh",
            "ok",
            "okay",
            "and",
            "well",
            "now",
            "ah",
            "also",
            "actually",
            "again",
            "yes",
            "yeah",
            "right",
            "first",
            "maybe",
            "perhaps",
            "alternatively",
            "instead",
            "a",
        ],
        Lead::OTHER,
    ),
];

const CHINESE: &[(&str, Lead)] = &[
    ("等一下", Lead::WAIT),
    ("等等", Lead::WAIT),
    ("不过", Lead::BUT),
    ("不過", Lead::BUT),
    ("但是", Lead::BUT),
    ("可是", Lead::BUT),
    ("然而", Lead::BUT),
    ("但", Lead::BUT),
    ("所以", Lead::SO),
    ("因此", Lead::SO),
    ("那么", Lead::SO),
    ("那麼", Lead::SO),
    ("或者", Lead::OR),
    ("嗯", Lead::HMM),
    ("呃", Lead::HMM),
    ("哦", Lead::OTHER),
    ("噢", Lead::OTHER),
    ("啊", Lead::OTHER),
    ("好像", Lead::OTHER),
    ("好", Lead::OTHER),
    ("现在", Lead::OTHER),
    ("現在", Lead::OTHER),
    ("那", Lead::SO),
    ("而", Lead::OTHER),
    ("让我们", Lead::OTHER),
    ("讓我們", Lead::OTHER),
    ("让我", Lead::OTHER),
    ("讓我", Lead::OTHER),
    ("我们", Lead::OTHER),
    ("我們", Lead::OTHER),
    ("我", Lead::OTHER),
    ("也许", Lead::OTHER),
    ("也許", Lead::OTHER),
    ("或许", Lead::OTHER),
    ("或許", Lead::OTHER),
    ("可能", Lead::OTHER),
    ("可以", Lead::OTHER),
    ("不如", Lead::OTHER),
    ("应该", Lead::OTHER),
    ("應該", Lead::OTHER),
    ("尝试", Lead::OTHER),
    ("嘗試", Lead::OTHER),
    ("试着", Lead::OTHER),
    ("試著", Lead::OTHER),
    ("试试", Lead::OTHER),
    ("試試", Lead::OTHER),
    ("最后", Lead::OTHER),
    ("最後", Lead::OTHER),
    ("重新", Lead::OTHER),
    ("仔细", Lead::OTHER),
    ("仔細", Lead::OTHER),
    ("其实", Lead::OTHER),
    ("其實", Lead::OTHER),
    ("来", Lead::OTHER),
    ("來", Lead::OTHER),
    ("再", Lead::OTHER),
    ("先", Lead::OTHER),
    ("还", Lead::OTHER),
    ("還", Lead::OTHER),
    ("也", Lead::OTHER),
    ("就", Lead::OTHER),
    ("想", Lead::OTHER),
    ("去", Lead::OTHER),
];
