//! Scripts by the blocks of Unicode.

use super::Language;

/// A script, of those that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Chinese characters, whichever language writes them.
    Han,
    /// Hiragana and Katakana.
    Kana,
    /// Hangul.
    Hangul,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters.
    Arabic,
    /// Devanagari.
    Devanagari,
    /// Greek letters.
    Greek,
    /// Hebrew letters.
    Hebrew,
    /// Thai.
    Thai,
    /// All others.
    Other,
}

impl Script {
    /// The script of a letter.
    pub fn of(letter: char) -> Self {
        match u32::from(letter) {
            0x00..=0x02af
            | 0x1d00..=0x1eff
            | 0x2c60..=0x2c7f
            | 0xa720..=0xa7ff
            | 0xff21..=0xff5a => Self::Latin,
            0x0370..=0x03ff | 0x1f00..=0x1fff => Self::Greek,
            0x0400..=0x052f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Self::Cyrillic,
            0x0590..=0x05ff | 0xfb1d..=0xfb4f => Self::Hebrew,
            0x0600..=0x06ff
            | 0x0750..=0x077f
            | 0x08a0..=0x08ff
            | 0xfb50..=0xfdff
            | 0xfe70..=0xfefe => Self::Arabic,
            0x0900..=0x097f | 0xa8e0..=0xa8ff => Self::Devanagari,
            0x0e00..=0x0e7f => Self::Thai,
            0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff => Self::Hangul,
            0x3041..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9d => Self::Kana,
            0x3005..=0x3007
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xf900..=0xfaff
            | 0x2_0000..=0x3_ffff => Self::Han,
            _ => Self::Other,
        }
    }

    /// The language that it stands for, in a text with Kana or without.
    pub(super) fn language(self, has_kana: bool) -> Language {
        match self {
            Self::Latin => Language::Latin,
            Self::Han if !has_kana => Language::Chinese,
            Self::Han | Self::Kana => Language::Japanese,
            Self::Hangul => Language::Korean,
            Self::Cyrillic => Language::Cyrillic,
            Self::Arabic => Language::Arabic,
            Self::Devanagari => Language::Devanagari,
            Self::Greek => Language::Greek,
            Self::Hebrew => Language::Hebrew,
            Self::Thai => Language::Thai,
            Self::Other => Language::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_their_scripts() {
        for (letters, script) in [
            ("azÉßłạ", Script::Latin),
            ("答案是々", Script::Han),
            ("あカー", Script::Kana),
            ("한글", Script::Hangul),
            ("ДаЇ", Script::Cyrillic),
            ("جواب", Script::Arabic),
            ("उत्तर", Script::Devanagari),
            ("απά", Script::Greek),
            ("תשובה", Script::Hebrew),
            ("คำตอบ", Script::Thai),
            ("პასუხი", Script::Other),
        ] {
            for letter in letters.chars() {
                assert_eq!(Script::of(letter), script, "{letter}");
            }
        }
    }
}
