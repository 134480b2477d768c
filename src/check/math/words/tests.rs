use super::*;

/// The value as a fraction and the rest of the text.
pub(super) fn read(text: &str) -> Option<(String, &str)> {
    let (value, used) = leading_number(text)?;
    Some((value.to_string(), text.get(used..).unwrap()))
}

fn check(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for &(text, expected) in cases {
        let found = read(text);
        if found != Some((expected.to_owned(), "")) {
            wrong.push(format!("{text}: {found:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english() {
    check(&[
        ("zero", "0"),
        ("seven", "7"),
        ("Twenty-one", "21"),
        ("twenty one", "21"),
        ("NINETY", "90"),
        ("one hundred and five", "105"),
        ("one hundred five", "105"),
        ("a hundred", "100"),
        ("twelve hundred", "1200"),
        ("one thousand and one", "1001"),
        ("nine hundred ninety-nine thousand", "999000"),
        ("one million two hundred thousand", "1200000"),
        ("two billion three", "2000000003"),
        ("three and a half", "7/2"),
        ("twenty and a half", "41/2"),
        ("half", "1/2"),
        ("one half", "1/2"),
        ("a half", "1/2"),
        ("one-half", "1/2"),
        ("one third", "1/3"),
        ("two thirds", "2/3"),
        ("two-thirds", "2/3"),
        ("three and two thirds", "11/3"),
        ("three quarters", "3/4"),
        ("twenty-one hundredths", "21/100"),
        ("one and one-half", "3/2"),
        ("two and a half million", "2500000"),
        ("half a million", "500000"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("half a dozen", "6"),
        ("minus five", "-5"),
        ("negative two thirds", "-2/3"),
        ("two point five", "5/2"),
        ("zero point zero five", "1/20"),
        ("point five", "1/2"),
        ("three point one four", "157/50"),
        ("2.5 million", "2500000"),
        ("3 hundred", "300"),
        ("1,200 thousand", "1200000"),
        ("3 and a half", "7/2"),
    ]);
}

#[test]
fn other_languages() {
    check(&[
        ("einundzwanzig", "21"),
        ("zweihundertfünf", "205"),
        ("dreihundertfünfundvierzig", "345"),
        ("tausendzwei", "1002"),
        ("zweitausenddreihundert", "2300"),
        ("zwölf", "12"),
        ("zweieinhalb", "5/2"),
        ("eineinhalb", "3/2"),
        ("anderthalb", "3/2"),
        ("полтора", "3/2"),
        ("zwei Drittel", "2/3"),
        ("drei Viertel", "3/4"),
        ("minus vier", "-4"),
        ("drei Komma eins vier", "157/50"),
        ("2,5 Millionen", "2500000"),
        ("vingt et un", "21"),
        ("vingt-trois", "23"),
        ("soixante-dix", "70"),
        ("soixante et onze", "71"),
        ("soixante-dix-sept", "77"),
        ("quatre-vingts", "80"),
        ("quatre-vingt-dix-neuf", "99"),
        ("deux cent cinq", "205"),
        ("mille", "1000"),
        ("deux tiers", "2/3"),
        ("trois et demi", "7/2"),
        ("trois virgule cinq", "7/2"),
        ("moins huit", "-8"),
        ("veintiuno", "21"),
        ("treinta y uno", "31"),
        ("ciento cinco", "105"),
        ("doscientos treinta y cuatro", "234"),
        ("mil", "1000"),
        ("dos mil", "2000"),
        ("dos tercios", "2/3"),
        ("tres y medio", "7/2"),
        ("ventuno", "21"),
        ("trentotto", "38"),
        ("ventitré", "23"),
        ("duecentocinque", "205"),
        ("duemila", "2000"),
        ("due terzi", "2/3"),
        ("vinte e um", "21"),
        ("cento e cinco", "105"),
        ("dois terços", "2/3"),
        ("двадцать один", "21"),
        ("сто пять", "105"),
        ("две тысячи", "2000"),
        ("две третьих", "2/3"),
        ("минус три", "-3"),
    ]);
}

#[test]
fn chinese() {
    check(&[
        ("零", "0"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百二十", "120"),
        ("一百零五", "105"),
        ("一百〇五", "105"),
        ("一百二", "120"),
        ("两千五", "2500"),
        ("两千零五", "2005"),
        ("三万五", "35000"),
        ("一千二百三十四", "1234"),
        ("十二万三千四百五十六", "123456"),
        ("一亿", "100000000"),
        ("一万亿", "1000000000000"),
        ("三亿五千万", "350000000"),
        ("十二点五", "25/2"),
        ("零点零五", "1/20"),
        ("三点五万", "35000"),
        ("三分之二", "2/3"),
        ("一百分之三", "3/100"),
        ("百分之五", "1/20"),
        ("百分之五十", "1/2"),
        ("百分之百", "1"),
        ("百分之12.5", "1/8"),
        ("千分之三", "3/1000"),
        ("二又三分之一", "7/3"),
        ("负五", "-5"),
        ("负三分之二", "-2/3"),
        ("半", "1/2"),
        ("一半", "1/2"),
        ("二〇二四", "2024"),
        ("3万", "30000"),
        ("1.5亿", "150000000"),
        ("12万5千", "125000"),
        ("12万5", "125000"),
        ("12万5000", "125000"),
        ("1,200万", "12000000"),
        ("3分之2", "2/3"),
        ("叁佰", "300"),
    ]);
}

#[test]
fn what_follows_is_left() {
    for (text, value, rest) in [
        ("five apples", "5", " apples"),
        ("two and three", "2", " and three"),
        ("one two", "1", " two"),
        ("twenty-one-year", "21", "-year"),
        ("two seconds", "2", " seconds"),
        ("two dozen eggs", "24", " eggs"),
        ("five.", "5", "."),
        ("三个", "3", "个"),
        ("三两", "3", "两"),
        ("三千克", "3", "千克"),
        ("5千米", "", ""),
        ("3万公里", "30000", "公里"),
        ("三十分钟", "30", "分钟"),
        ("fünf Stunden", "5", " Stunden"),
        ("trois heures", "3", " heures"),
        ("dos horas", "2", " horas"),
        ("пять часов", "5", " часов"),
        ("twenty hundred thousand", "2000000", ""),
    ] {
        let expected = (!value.is_empty()).then(|| (value.to_owned(), rest));
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn no_numbers() {
    for text in [
        "",
        " ",
        "5",
        "12.5",
        "1,000",
        "5 apples",
        "a",
        "a cat",
        "an",
        "and",
        "hundred",
        "dozen",
        "first",
        "third",
        "twenty third",
        "twenty-first",
        "tenth",
        "onex",
        "one_2",
        "one2",
        "x",
        "minus",
        "sin",
        "tone",
        "negative",
        "point",
        "thousand",
        "and a half",
        "3点5分",
        "分之",
        "亿",
        "5千米",
        "点五",
        "five5",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn long_ones_are_bounded() {
    for text in [
        "九".repeat(100_000),
        "one million ".repeat(50_000),
        "9".repeat(100_000) + "万",
        "a".repeat(1 << 20),
        "einund".repeat(100_000),
        "负".repeat(5000),
    ] {
        if let Some((value, used)) = leading_number(&text) {
            assert!(used <= LONGEST && value.bits() < 4_000);
        }
    }
}
