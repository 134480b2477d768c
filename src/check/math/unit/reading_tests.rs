use super::parse;
use super::tests::unit;

#[test]
fn scales() {
    check(&[
        ("m", "1 m^1"),
        ("km", "1000 m^1"),
        ("Mm", "1000000 m^1"),
        ("mm", "1/1000 m^1"),
        ("KM", "1000 m^1"),
        ("Km", "1000 m^1"),
        ("CM", "1/100 m^1"),
        ("µm", "1/1000000 m^1"),
        ("um", "1/1000000 m^1"),
        ("\\mu m", "1/1000000 m^1"),
        ("\\mu\\text{m}", "1/1000000 m^1"),
        ("kilometers", "1000 m^1"),
        ("Kilometres", "1000 m^1"),
        ("inch", "127/5000 m^1"),
        ("feet", "381/1250 m^1"),
        ("mile", "201168/125 m^1"),
        ("nautical miles", "1852 m^1"),
        ("kg", "1 kg^1"),
        ("KG", "1 kg^1"),
        ("g", "1/1000 kg^1"),
        ("lbs", "45359237/100000000 kg^1"),
        ("tonnes", "1000 kg^1"),
        ("ms", "1/1000 s^1"),
        ("hrs", "3600 s^1"),
        ("weeks", "604800 s^1"),
        ("years", "12 month^1"),
        ("mW", "1/1000 kg^1 m^2 s^-3"),
        ("MW", "1000000 kg^1 m^2 s^-3"),
        ("kWh", "3600000 kg^1 m^2 s^-2"),
        ("kilowatt hours", "3600000 kg^1 m^2 s^-2"),
        ("kilowatt-hours", "3600000 kg^1 m^2 s^-2"),
        ("kcal", "4184 kg^1 m^2 s^-2"),
        ("kPa", "1000 kg^1 m^-1 s^-2"),
        ("atm", "101325 kg^1 m^-1 s^-2"),
        ("mL", "1/1000000 m^3"),
        ("ml", "1/1000000 m^3"),
        ("ML", "1/1000000 m^3"),
        ("cc", "1/1000000 m^3"),
        ("kΩ", "1000 A^-2 kg^1 m^2 s^-3"),
        ("\\Omega", "1 A^-2 kg^1 m^2 s^-3"),
        ("°", "1/180 pi rad^1"),
        ("^\\circ", "1/180 pi rad^1"),
        ("^ { \\circ }", "1/180 pi rad^1"),
        ("degrees", "1/180 pi rad^1"),
        ("rpm", "1/30 pi rad^1 s^-1"),
        ("\\%", "1/100"),
        ("percent", "1/100"),
        ("dozen", "12"),
        ("basis points", "1/10000"),
        ("ppm", "1/1000000"),
        ("KB", "8000 bit^1"),
        ("KiB", "8192 bit^1"),
        ("\\$", "1 USD^1"),
        ("US$", "1 USD^1"),
        ("cents", "1/100 USD^1"),
        ("pence", "1/100 GBP^1"),
        ("角", "1/10 CNY^1"),
        ("units", "1"),
        ("mm Hg", "26664477483/200000000 kg^1 m^-1 s^-2"),
    ]);
}

#[test]
fn composite() {
    check(&[
        ("km/h", "5/18 m^1 s^-1"),
        ("KM/H", "5/18 m^1 s^-1"),
        ("km / h", "5/18 m^1 s^-1"),
        ("km per hour", "5/18 m^1 s^-1"),
        ("kilometers an hour", "5/18 m^1 s^-1"),
        ("\\text{km/h}", "5/18 m^1 s^-1"),
        ("\\frac{\\text{km}}{\\text{h}}", "5/18 m^1 s^-1"),
        ("\\frac{km}{h}", "5/18 m^1 s^-1"),
        ("m / s ^ { 2 }", "1 m^1 s^-2"),
        ("\\text{m/s}^2", "1 m^1 s^-2"),
        ("m/s2", "1 m^1 s^-2"),
        ("m s^{-2}", "1 m^1 s^-2"),
        ("m s-2", "1 m^1 s^-2"),
        ("m·s⁻²", "1 m^1 s^-2"),
        ("meters per second squared", "1 m^1 s^-2"),
        ("meters per second per second", "1 m^1 s^-2"),
        ("meters per square second", "1 m^1 s^-2"),
        ("kg m^-3", "1 kg^1 m^-3"),
        ("kg \\cdot m^{2}", "1 kg^1 m^2"),
        ("N-m", "1 kg^1 m^2 s^-2"),
        ("N m", "1 kg^1 m^2 s^-2"),
        ("J/kg·K", "1 K^-1 m^2 s^-2"),
        ("J/(kg K)", "1 K^-1 m^2 s^-2"),
        ("W/(m^2*K)", "1 K^-1 kg^1 s^-3"),
        ("(km/h)^2", "25/324 m^2 s^-2"),
        ("square meters", "1 m^2"),
        ("sq. ft.", "145161/1562500 m^2"),
        ("sq ft", "145161/1562500 m^2"),
        ("cubic centimeters", "1/1000000 m^3"),
        ("cu cm", "1/1000000 m^3"),
        ("cm²", "1/10000 m^2"),
        ("\\mathrm{cm}^3", "1/1000000 m^3"),
        ("\\text{ cm}^\\text{2}", "1/10000 m^2"),
        ("{\\rm cm}^2", "1/10000 m^2"),
        ("1/s", "1 s^-1"),
        ("per second", "1 s^-1"),
        ("/ h", "1/3600 s^-1"),
        ("L/100 km", "1/100000000 m^2"),
        ("dollars per hour", "1/3600 USD^1 s^-1"),
        ("\\$/h", "1/3600 USD^1 s^-1"),
        ("dollars a day", "1/86400 USD^1 s^-1"),
        ("square units", "1"),
        ("平方厘米", "1/10000 m^2"),
        ("平方公里", "1000000 m^2"),
        ("立方米", "1 m^3"),
        ("千米/小时", "5/18 m^1 s^-1"),
        ("千米每小时", "5/18 m^1 s^-1"),
        ("元/千克", "1 CNY^1 kg^-1"),
        ("个小时", "3600 s^1"),
        ("个", "1"),
        ("Quadratmeter", "1 m^2"),
        ("Kubikzentimeter", "1/1000000 m^3"),
        ("mètres carrés", "1 m^2"),
        ("metros cuadrados", "1 m^2"),
        ("metri quadrati", "1 m^2"),
        ("квадратных метров", "1 m^2"),
        ("кв. м", "1 m^2"),
        ("км/ч", "5/18 m^1 s^-1"),
        ("км в час", "5/18 m^1 s^-1"),
        ("Stunden", "3600 s^1"),
        ("heures", "3600 s^1"),
        ("horas", "3600 s^1"),
        ("часов", "3600 s^1"),
        ("Zentimeter", "1/100 m^1"),
        ("kilómetros por hora", "5/18 m^1 s^-1"),
        ("сантиметров", "1/100 m^1"),
        ("pour cent", "1/100"),
        ("cups of flour", "473176473/2000000000000 m^3"),
        ("meters tall", "1 m^1"),
        ("years old", "12 month^1"),
        ("dozen eggs", "12 egg^1"),
        ("k\\Omega", "1000 A^-2 kg^1 m^2 s^-3"),
        ("\\mathrm{M}\\Omega", "1000000 A^-2 kg^1 m^2 s^-3"),
        ("light-years", "9460730472580800 m^1"),
        ("square-inches", "16129/25000000 m^2"),
        ("Grad Celsius", "1 K^1"),
        ("градусов Цельсия", "1 K^1"),
        ("米/分", "1/60 m^1 s^-1"),
        ("米每分", "1/60 m^1 s^-1"),
        ("分", "1/100 CNY^1"),
        ("total", "1"),
        ("Square Metern", "1 m^2"),
        ("AU/H", "149597870700 A^2 kg^-1 m^-1 s^2"),
        ("men-hours", "3600 man^1 s^1"),
    ]);
}

#[test]
fn nouns() {
    for (text, expected) in [
        ("apples", "1 apple^1"),
        ("Apples", "1 apple^1"),
        ("boxes", "1 box^1"),
        ("cities", "1 city^1"),
        ("people", "1 person^1"),
        ("人", "1 person^1"),
        ("个人", "1 person^1"),
        ("个苹果", "1 apple^1"),
        ("名学生", "1 student^1"),
        ("个西瓜", "1 西瓜^1"),
        ("green apples", "1 green apple^1"),
        ("pieces of candy", "1 piece candy^1"),
        ("students per class", "1 class^-1 student^1"),
        ("students/class", "1 class^-1 student^1"),
        ("dollars per apple", "1 USD^1 apple^-1"),
        ("apples each", "1 apple^1"),
        ("chocolate bars", "1 chocolate bar^1"),
        ("T-shirts", "1 t-shirt^1"),
        ("squares", "1 square^1"),
        ("Square tiles", "1 square tile^1"),
        ("more apples", "1 apple^1"),
        ("apples left", "1 apple^1"),
        ("solutions", "1 solution^1"),
        ("boxes more", "1 box^1"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
        assert_eq!(
            unit(text).is_unknown_noun(),
            !text.contains("dollars"),
            "{text}"
        );
    }
}

#[test]
fn no_units() {
    let mut wrong = Vec::new();
    for text in [
        "",
        " ",
        "x",
        "xy",
        "5",
        "sin",
        "log x",
        "pi",
        "theta",
        "apples and oranges",
        "a",
        "the",
        "of",
        "m/",
        "m//s",
        "m^x",
        "m^",
        "m^2.5",
        "(m",
        "m)",
        "m,s",
        "m=s",
        "2m",
        "m^99",
        "m^0",
        "/",
        "1",
        "1/",
        "yes",
        "none",
        "infinity",
        "million",
        "m^2^2^2^2",
        "\\sqrt{m}",
        "\\foo",
        "{{{{{{{{{{{m}/s}/s}/s}/s}/s}/s}/s}/s}/s}/s}",
        "a b c",
        "xyz",
        "solution set is empty",
        "m s kg A K mol cd m s kg A K mol cd",
    ] {
        if let Some(unit) = parse(text) {
            wrong.push(format!("{text}: {unit:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Scale and dimension: `1000 m^2 s^-1`.
fn shown(text: &str) -> String {
    let unit = unit(text);
    let mut out = unit.scale.to_string();
    for _ in 0..unit.pi {
        out.push_str(" pi");
    }
    for (base, power) in &unit.dimension {
        out.push_str(&format!(" {base}^{power}"));
    }
    out
}

fn check(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for &(text, expected) in cases {
        let found = parse(text).map_or_else(|| "no unit".to_owned(), |_| shown(text));
        if found != expected {
            wrong.push(format!("{text}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
