use proptest::prelude::*;

use super::*;

fn clock(text: &str) -> Option<(u32, u32, u32, Option<Half>)> {
    let time = time(text)?;
    Some((
        time.seconds / 3600,
        time.seconds / 60 % 60,
        time.seconds % 60,
        time.half,
    ))
}

#[test]
fn times() {
    const AM: Option<Half> = Some(Half::Am);
    const PM: Option<Half> = Some(Half::Pm);
    for (text, expected) in [
        ("14:30", (14, 30, 0, None)),
        ("2:30", (2, 30, 0, None)),
        ("14:30:05", (14, 30, 5, None)),
        ("2:30 pm", (14, 30, 0, PM)),
        ("2:30 p.m.", (14, 30, 0, PM)),
        ("2:30PM", (14, 30, 0, PM)),
        ("2{:}30 \\text{ p.m.}", (14, 30, 0, PM)),
        ("2:30\\,\\mathrm{PM}", (14, 30, 0, PM)),
        ("2.30 pm", (14, 30, 0, PM)),
        ("14:30 pm", (14, 30, 0, PM)),
        ("12:05 a.m.", (0, 5, 0, AM)),
        ("12:05 pm", (12, 5, 0, PM)),
        ("2 pm", (14, 0, 0, PM)),
        ("9am", (9, 0, 0, AM)),
        ("two p.m.", (14, 0, 0, PM)),
        ("14h30", (14, 30, 0, None)),
        ("14 h 30", (14, 30, 0, None)),
        ("14.30 Uhr", (14, 30, 0, PM)),
        ("3.30 Uhr", (3, 30, 0, AM)),
        ("3 Uhr nachmittags", (15, 0, 0, PM)),
        ("24 Uhr", (0, 0, 0, AM)),
        ("14 Uhr", (14, 0, 0, PM)),
        ("2 o'clock", (2, 0, 0, None)),
        ("two o’clock", (2, 0, 0, None)),
        ("5 o'clock in the afternoon", (17, 0, 0, PM)),
        ("half past two", (2, 30, 0, None)),
        ("quarter past 3", (3, 15, 0, None)),
        ("a quarter to five", (4, 45, 0, None)),
        ("ten to one", (12, 50, 0, None)),
        ("ten to 12 pm", (11, 50, 0, AM)),
        ("noon", (12, 0, 0, PM)),
        ("Midnight", (0, 0, 0, AM)),
        ("24:00", (24, 0, 0, None)),
        ("下午2点30分", (14, 30, 0, PM)),
        ("下午 2 点 30 分", (14, 30, 0, PM)),
        ("14时30分", (14, 30, 0, None)),
        ("14时30分5秒", (14, 30, 5, None)),
        ("下午3:30", (15, 30, 0, PM)),
        ("上午9点", (9, 0, 0, AM)),
        ("两点半", (2, 30, 0, None)),
        ("下午三点一刻", (15, 15, 0, PM)),
        ("八点零五分", (8, 5, 0, None)),
        ("中午12点", (12, 0, 0, PM)),
        ("晚上12点", (0, 0, 0, AM)),
        ("14：30", (14, 30, 0, None)),
    ] {
        assert_eq!(clock(text), Some(expected), "{text}");
    }
}

#[test]
fn no_times() {
    for text in [
        "",
        "14",
        "2",
        "25:00",
        "24:30",
        "14:60",
        "14:5",
        "14:30:60",
        "1:2:3:4",
        "123:45",
        "3:4 ratio",
        "pm",
        "13 am",
        "0 pm",
        "14:30 am",
        "-2:30",
        "2h",
        "2 h 30 x",
        "x pm",
        "half past",
        "1/2 past 3",
        "ninety to five",
        "5 past 13",
        "25点",
        "2点70分",
        "点",
        "3点多",
        "two",
        "2:30 apples",
        "o'clock",
        "h30",
        "am",
    ] {
        assert_eq!(clock(text), None, "{text}");
    }
}

#[test]
fn dates() {
    for (text, year, month, day) in [
        ("March 5, 2024", Some(2024), 3, 5),
        ("Mar. 5 2024", Some(2024), 3, 5),
        ("march 5th", None, 3, 5),
        ("5 March 2024", Some(2024), 3, 5),
        ("5th of March", None, 3, 5),
        ("the 22nd of May, 1999", Some(1999), 5, 22),
        ("Tuesday, March 5, 2024", Some(2024), 3, 5),
        ("\\text{March } 5, 2024", Some(2024), 3, 5),
        ("2024-03-05", Some(2024), 3, 5),
        ("2024/03/05", Some(2024), 3, 5),
        ("03/05/2024", Some(2024), 3, 5),
        ("13/05/2024", Some(2024), 5, 13),
        ("5.3.2024", Some(2024), 3, 5),
        ("5. März 2024", Some(2024), 3, 5),
        ("5 de marzo de 2024", Some(2024), 3, 5),
        ("le 1er mars 2024", Some(2024), 3, 1),
        ("5 марта 2024", Some(2024), 3, 5),
        ("2024年3月5日", Some(2024), 3, 5),
        ("2024 年 3 月 5 日", Some(2024), 3, 5),
        ("3月5日", None, 3, 5),
        ("二〇二四年三月五日", Some(2024), 3, 5),
        ("十二月三十一号", None, 12, 31),
        ("February 29", None, 2, 29),
        ("Feb 29, 2024", Some(2024), 2, 29),
        ("29 Feb 2000", Some(2000), 2, 29),
    ] {
        let expected = Date { year, month, day };
        assert_eq!(date(text), Some(expected), "{text}");
    }
}

#[test]
fn no_dates() {
    for text in [
        "",
        "March",
        "March 2024",
        "2024",
        "Tuesday",
        "Monday, March 5, 2024",
        "Monday, March 5",
        "Feb 29, 2023",
        "29 Feb 1900",
        "March 32",
        "March 0",
        "2024-3-5",
        "2024-13-05",
        "13/13/2024",
        "3/5",
        "3/5/24",
        "5rd of March",
        "1th May",
        "2024-03/05",
        "1/2/3",
        "3月",
        "13月5日",
        "3月5",
        "32.1.2024",
        "may",
        "marching 5",
        "-3-05-2024",
        "0000-01-01",
    ] {
        assert_eq!(date(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn never_panics(text in ".{0,40}") {
        let _ = (time(&text), date(&text));
    }

    #[test]
    fn never_panics_on_fields(text in "[0-9:/. hdap点分年月日半下午二十]{0,16}") {
        let _ = (time(&text), date(&text));
    }

    #[test]
    fn all_times_read_back(hours in 0_u32..24, minutes in 0_u32..60, seconds in 0_u32..60) {
        let plain = clock(&format!("{hours:02}:{minutes:02}:{seconds:02}"));
        prop_assert_eq!(plain, Some((hours, minutes, seconds, None)));
        let (twelve, half, name) = match hours {
            0 => (12, Half::Am, "am"),
            1..12 => (hours, Half::Am, "a.m."),
            12 => (12, Half::Pm, "PM"),
            _ => (hours - 12, Half::Pm, "p.m."),
        };
        let said = clock(&format!("{twelve}:{minutes:02} {name}"));
        prop_assert_eq!(said, Some((hours, minutes, 0, Some(half))));
    }
}
