use proptest::prelude::*;

use super::names::{SYMBOLS, WORDS};
use super::table::{BASES, PREFIXES, ROWS};
use super::*;

pub(super) fn unit(text: &str) -> Unit {
    parse(text).unwrap_or_else(|| panic!("{text} is no unit"))
}

/// All units with prefixes.
fn symbols() -> Vec<String> {
    let mut all = Vec::new();
    for row in ROWS {
        all.push(row.symbol.to_owned());
        all.extend(row.prefixes.chars().map(|c| format!("{c}{}", row.symbol)));
    }
    all
}

#[test]
fn each_unit_reads_back() {
    for symbol in symbols() {
        let read = unit(&symbol);
        assert_eq!(read.name, symbol);
        assert_eq!(unit(&read.name), read);
        assert!(!read.scale.is_negative() && read.scale != Rational::integer(0));
        assert!(!read.is_unknown_noun(), "{symbol}");
        for (base, _) in &read.dimension {
            assert!(BASES.contains(&base.as_str()), "{base}");
        }
    }
}

#[test]
fn each_word_means_its_unit() {
    let spelled = |words: &str| -> Vec<String> {
        words
            .split_whitespace()
            .map(|word| word.replace('_', " "))
            .collect()
    };
    let mut wrong = Vec::new();
    for row in ROWS {
        for word in spelled(row.words) {
            if unit(&word).name != row.symbol {
                wrong.push((word, row.symbol));
            }
        }
    }
    for (symbol, words) in WORDS {
        for word in spelled(words) {
            if parse(&word).map(|unit| unit.name) != Some(unit(symbol).name) {
                wrong.push((word, symbol));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    for (symbol, other) in SYMBOLS {
        assert_eq!(unit(other).name, *symbol);
    }
}

#[test]
fn no_name_twice() {
    let mut symbols = symbols();
    symbols.extend(SYMBOLS.iter().map(|(_, other)| (*other).to_owned()));
    let mut words: Vec<String> = ROWS
        .iter()
        .map(|row| row.words)
        .chain(WORDS.iter().map(|&(_, words)| words))
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect();
    for names in [&mut symbols, &mut words] {
        let count = names.len();
        names.sort_unstable();
        let doubles: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(doubles.is_empty(), "{doubles:?} of {count}");
    }
    let powers: Vec<i32> = PREFIXES.iter().map(|&(_, _, power)| power).collect();
    assert!(powers.is_sorted());
}

#[test]
fn temperatures() {
    let scaled = |text: &str, value: &str| -> String {
        let unit = unit(text);
        let value = Rational::parse(value).unwrap().times(&unit.scale).unwrap();
        value.plus(&unit.offset).unwrap().to_string()
    };
    for text in [
        "°C",
        "℃",
        "^\\circ C",
        "^{\\circ}\\text{C}",
        "^\\circ\\mathrm{C}",
        "degrees Celsius",
        "摄氏度",
    ] {
        assert_eq!(scaled(text, "26.85"), "300", "{text}");
    }
    for text in ["°F", "degrees F", "Fahrenheit", "华氏度"] {
        assert_eq!(scaled(text, "212"), "7463/20", "{text}");
    }
    assert_eq!(scaled("K", "300"), "300");
    assert_eq!(unit("J/°C").offset, Rational::integer(0));
}

#[test]
fn dimensions_that_fit() {
    for (a, b, fits) in [
        ("km", "mile", true),
        ("J", "N·m", true),
        ("m", "s", false),
        ("rad/s", "1/s", true),
        ("rpm", "rad/s", true),
        ("rpm", "Hz", false),
        ("¥", "yuan", true),
        ("¥", "yen", true),
        ("yuan", "yen", false),
        ("¥/kg", "元/千克", true),
        ("$", "€", false),
        ("apples", "oranges", false),
        ("%", "units", true),
    ] {
        assert_eq!(unit(a).same_dimension(&unit(b)), fits, "{a} {b}");
        assert_eq!(unit(b).same_dimension(&unit(a)), fits, "{b} {a}");
    }
}

#[test]
fn kinds() {
    assert_eq!(Unit::degree(), unit("°"));
    assert!(unit("degrees").is_angle() && unit("rad").is_angle() && !unit("rad/s").is_angle());
    assert!(unit("‰").is_percent && !unit("%/s").is_percent && !unit("dozen").is_percent);
    for word in [
        "km",
        "%",
        "°",
        "米",
        "kilometers",
        "in",
        "min",
        "MW",
        "$",
        "Ω",
        "个",
    ] {
        assert!(is_unit_word(word) && !is_letter_unit(word), "{word}");
    }
    for word in ["m", "s", "g", "L", "l", "N", "J", "h", "d", "т", "м"] {
        assert!(!is_unit_word(word) && is_letter_unit(word), "{word}");
    }
    for word in ["", "x", "apples", "y", "sin", "k", "mX", "per"] {
        assert!(!is_unit_word(word) && !is_letter_unit(word), "{word}");
    }
}

#[test]
fn long_ones_are_bounded() {
    for text in [
        "m".repeat(1 << 20),
        "m ".repeat(50_000),
        "(".repeat(100_000),
        "{m/".repeat(60),
        "km^9".repeat(40),
        "µ".repeat(90),
    ] {
        assert_eq!(parse(&text), None);
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "m", "s", "kg", "km", "apples", "green", "people", "per", "/", "·", "^2", "^{-1}", "²",
        "(", ")", "{", "}", "square", "of", "a", "each", "\\text", "\\frac", "°", "C", "%", "$",
        "dozen", "个", "苹果", "平方", "每", "-", "1", "100", "cubed", "\\mu", "box", "times",
        "ly", "light", "years", "basis", "point", "squared", "unit", "*", "H", "T-shirt",
    ]);
    (
        prop::collection::vec(piece, 0..9),
        prop::sample::select(vec!["", " "]),
    )
        .prop_map(|(pieces, separator)| pieces.join(separator))
}

proptest! {
    #[test]
    fn never_panics(text in ".{0,40}") {
        let _ = (parse(&text), is_unit_word(&text), is_letter_unit(&text));
    }

    #[test]
    fn names_read_back(text in pieces()) {
        if let Some(unit) = parse(&text) {
            prop_assert_eq!(parse(&unit.name), Some(unit), "{}", text);
        }
    }
}
