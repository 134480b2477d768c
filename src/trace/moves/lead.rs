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

    /// The small word that `text` begins with, and its length in bytes.
    pub(super) fn first(text: &str) -> Option<(Self, usize)> {
        let bytes = text.as_bytes();
        // Ideographs; marks and letters of other scripts begin otherwise.
        if matches!(bytes.first()?, 0xe4..=0xe9) {
            let mut words = CHINESE.iter();
            let found = words.find(|(word, _)| text.starts_with(word))?;
            return Some((found.1, found.0.len()));
        }
        let mut lower = [0; LONGEST];
        let mut n = 0;
        while let Some(b) = bytes.get(n).filter(|b| b.is_ascii_alphabetic()) {
            *lower.get_mut(n)? = b.to_ascii_lowercase();
            n += 1;
        }
        let tail = |tails: &[&str]| {
            let fits = |tail: &&&str| {
                let found = bytes.get(n..n + tail.len());
                found.is_some_and(|found| found.eq_ignore_ascii_case(tail.as_bytes()))
            };
            tails.iter().find(fits).map(|tail| tail.len())
        };
        let kind = match lower.get(..n)? {
            b"but" | b"however" | b"yet" | b"although" | b"though" => Self::BUT,
            b"wait" => {
                let minute = tail(&[" a minute", " a second", " a moment", " a sec"]);
                return Some((Self::WAIT, n + minute.unwrap_or(0)));
            }
            b"hold" => {
                let on = tail(&[" on a second", " on a minute", " on"])?;
                return Some((Self::WAIT, n + on));
            }
            b"so" | b"therefore" | b"thus" | b"hence" | b"then" => Self::SO,
            b"hmm" | b"hm" | b"hmmm" => Self::HMM,
            b"or" => Self::OR,
            b"no" | b"nope" => Self::NO,
            b"oh" | b"ok" | b"okay" | b"and" | b"well" | b"now" | b"ah" | b"also" | b"actually"
            | b"again" | b"yes" | b"yeah" | b"right" | b"first" | b"maybe" | b"perhaps"
            | b"alternatively" | b"instead" | b"a" => Self::OTHER,
            _ => return None,
        };
        Some((kind, n))
    }
}

/// Bytes of the longest small word.
const LONGEST: usize = 13;

/// Longer words before their beginnings.
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
