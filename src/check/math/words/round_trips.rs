use proptest::prelude::*;

use super::leading_number;
use super::tests::read;

proptest! {
    #[test]
    fn never_panics(text in ".{0,60}") {
        if let Some((_, used)) = leading_number(&text) {
            prop_assert!(used > 0 && text.is_char_boundary(used));
        }
    }

    #[test]
    fn never_panics_on_words(words in proptest::collection::vec(prop::sample::select(vec![
        "one", "two", "hundred", "thousand", "million", "and", "a", "half", "thirds", "point", "zero", "minus",
        "vingt", "quatre", "dix", "et", "mil", "cento", "e", "3", "2.5", "dozen", "三", "百", "万", "亿", "分之",
        "点", "又", "零", "负", "-", " ", "hundert", "und", "zwei",
    ]), 0..30), separator in prop::sample::select(vec!["", " ", "-"])) {
        let text = words.join(separator);
        if let Some((_, used)) = leading_number(&text) {
            prop_assert!(used > 0 && text.is_char_boundary(used));
        }
    }

    /// Every number below a million, as it is said.
    #[test]
    fn english_numbers_read_back(n in 0_u32..1_000_000) {
        let text = in_english(n);
        prop_assert_eq!(read(&text), Some((n.to_string(), "")));
    }

    #[test]
    fn chinese_numbers_read_back(n in 0_u32..100_000_000) {
        let text = in_chinese(n);
        prop_assert_eq!(read(&text), Some((n.to_string(), "")));
    }
}

fn in_english(n: u32) -> String {
    const BELOW: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let joined = |above: String, join: &str, below: u32| match below {
        0 => above,
        _ => format!("{above}{join}{}", in_english(below)),
    };
    match n {
        0..20 => BELOW[n as usize].to_owned(),
        20..100 => joined(TENS[(n / 10) as usize].to_owned(), "-", n % 10),
        100..1000 => joined(format!("{} hundred", in_english(n / 100)), " and ", n % 100),
        _ => joined(format!("{} thousand", in_english(n / 1000)), " ", n % 1000),
    }
}

fn in_chinese(n: u32) -> String {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    if n >= 10_000 {
        let below = n % 10_000;
        let zero = if below < 1000 { "零" } else { "" };
        let above = in_chinese(n / 10_000);
        return match below {
            0 => format!("{above}万"),
            _ => format!("{above}万{zero}{}", in_chinese(below)),
        };
    }
    if n < 10 {
        return digits[n as usize].to_string();
    }
    let mut out = String::new();
    let mut is_skipped = false;
    for (scale, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / scale % 10;
        if digit == 0 {
            is_skipped = !out.is_empty();
            continue;
        }
        if is_skipped {
            out.push('零');
            is_skipped = false;
        }
        out.push(digits[digit as usize]);
        out.push_str(name);
    }
    out
}
