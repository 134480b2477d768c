//! Units behind numbers in prose.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// `number` with the unit behind it, if it is a known one, and with the smaller
/// unit behind that (`3 hours and 20 minutes`). Counted things (`5 apples`) are
/// no units: what they are is in the question.
pub(super) fn with_unit(text: &str, number: Range<usize>) -> Range<usize> {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        let unit = UNITS.join("|");
        let one = format!(r"\s?(?:(?:square|cubic|sq\.?)\s)?(?:{unit})(?:\^\{{?[23]\}}?|[²³])?");
        let speed = format!(r"(?:\s?(?:/|per\s)\s?(?:{RATES}))?");
        let next = format!(r"(?:(?:,?\s+and)?\s+\p{{Nd}}+(?:\.\p{{Nd}}+)?{one})");
        Regex::new(&format!(r"^(?i:{one}{speed}{next}*)")).expect("the pattern is constant")
    });
    let rest = text.get(number.end..).unwrap_or("");
    let Some(unit) = UNIT.find(rest) else {
        return number;
    };
    let after = rest.get(unit.end()..).unwrap_or("");
    let opens_formula = unit.as_str().ends_with('$')
        && after.starts_with(|c: char| c == '\\' || c.is_alphanumeric());
    let is_cut = unit.as_str().chars().next_back().is_some_and(latin) && after.starts_with(latin);
    if is_cut || opens_formula {
        return number;
    }
    number.start..number.end + unit.end()
}

fn latin(c: char) -> bool {
    c.is_alphanumeric() && u32::from(c) < 0x2e80
}

/// What a speed or a rate is per.
const RATES: &str = "hours?|hr|h|minutes?|min|seconds?|sec|s|day|week|month|year|時|小时|分钟|秒";

/// Longer ones before their beginnings.
const UNITS: [&str; 22] = [
    r"kilometers?|kilometres?|centimeters?|centimetres?|millimeters?|millimetres?|meters?|metres?",
    r"kilograms?|milligrams?|grams?|tons?|tonnes?|ounces?|oz|pounds?|lbs?",
    r"hours?|hrs?|minutes?|mins?|seconds?|secs?|days?|weeks?|months?|years?",
    r"liters?|litres?|milliliters?|millilitres?|gallons?|quarts?|pints?",
    r"miles?|mph|yards?|feet|foot|ft|inches|inch",
    r"dollars?|cents?|euros?|yuan|yen|rupees?|USD|EUR",
    r"degrees?|radians?|°C|°F|°|º|\^\\circ|\^\{\\circ\}",
    r"heures?|jours?|mois|ans|années?|semaines?|(?:kilo|centi|milli)?mètres?(?:\scarrés?|\scubes?)?|litres?|(?:kilo)?grammes?",
    r"stunden?|minuten?|sekunden?|tage?|wochen?|monate?|jahre?|(?:quadrat|kubik)(?:zenti|milli|kilo|dezi)?meter",
    r"horas?|minutos?|segundos?|días?|dias?|semanas?|meses|años?|anos?|(?:kilo|kiló|centí|milí)?metros?(?:\scuadrados?|\scúbicos?|\squadrados?)?|dólares",
    r"часов|часа|час|минут|секунд|дней|дня|метров|рублей|рубля",
    r"小时|小時|分钟|分鐘|秒|天|年|个月",
    r"平方厘米|平方米|平方千米|立方厘米|立方米|厘米|毫米|千米|公里|分米|米",
    r"千克|公斤|克|吨|毫升|升",
    r"美元|人民币|欧元|元|円|ドル",
    r"時間|分間|秒間|日間",
    r"시간|분|초|원|달러|미터",
    r"km/h|kph|m/s|km|cm|mm|dm|kg|mg|mL|ml|kW|Hz|m|g|h|L",
    r"\$|€|£|¥|₹|¢",
    r"\\text\{[^{}]{1,30}\}",
    r"ساعات|ساعة|دقيقة|دولار",
    r"घंटे|मिनट|रुपये",
];
