//! Other names of the units in the table: signs, languages, measure words.

/// Symbol of the table (with a prefix, perhaps) and more words for it, written
/// without accents and separated by spaces, with `_` for a space within.
/// Prefixes in words (`kilo`, `zenti`, `санти`) are understood before them.
#[rustfmt::skip]
pub(super) const WORDS: &[(&str, &str)] = &[
    ("m", "metern metro metri метр метра метров"),
    ("g", "gramm gramo grama grammo grammi грамм грамма граммов гр"),
    ("t", "tonnen tonelada tonnellata tonnellate тонна тонны тонн"),
    ("L", "litern litro litri литр литра литров"),
    ("s", "sekunde sekunden seconde segundo secondo secondi секунда секунды секунд секунду сек"),
    ("min", "minuten minuto minuti минута минуты минут минуту мин"),
    ("h", "stunde stunden heure hora ora ore час часа часов"),
    ("d", "tag tage tagen jour dia giorno giorni день дня дней"),
    ("week", "woche wochen semaine semana settimana settimane неделя недели недель"),
    ("month", "monat monate monaten mois mes meses mese mesi месяц месяца месяцев"),
    ("year", "jahr jahre jahren ans annee ano anno anni год года лет"),
    ("in", "zoll pouce pulgada pollice pollici дюйм дюйма дюймов"),
    ("ft", "pieds piedi fuss фут фута футов"),
    ("mi", "meile meilen milla milha miglio miglia миля мили миль"),
    ("lb", "pfund libra libbra libbre фунт фунта фунтов"),
    ("ha", "hektar hectarea ettaro ettari гектар гектара гектаров"),
    ("N", "ньютон ньютона ньютонов"),
    ("J", "julio джоуль джоуля джоулей дж"),
    ("W", "vatio ватт ватта вт"),
    ("V", "voltio вольт вольта"),
    ("°", "grad degre grado grau gradi градус градуса градусов"),
    ("rad", "radianten radiane radianes radianti радиан радиана радианов"),
    ("rev", "umdrehung umdrehungen оборот оборота оборотов"),
    ("%", "prozent pour_cent pourcent por_ciento por_cento percento per_cento procent процент процента процентов"),
    ("$", "dolar dolares dollari dollaro доллар доллара долларов"),
    ("¢", "centavo"),
    ("€", "евро"),
    ("euro cent", "centime"),
    ("₽", "рубль рубля рублей руб"),
    ("kopeck", "копейка копейки копеек коп"),
    ("dozen", "dutzend douzaine docena duzia dozzina дюжина"),
    ("unit", "stuck unidad unidades unidade unita einheit einheiten unite шт штук штука штуки"),
    // Russian symbols.
    ("m", "м"), ("km", "км"), ("cm", "см"), ("mm", "мм"), ("dm", "дм"), ("kg", "кг"), ("g", "г"),
    ("mg", "мг"), ("t", "т"), ("L", "л"), ("mL", "мл"), ("h", "ч"), ("s", "с"),
    // Chinese, Japanese, Korean.
    ("m", "米 公尺"), ("km", "千米 公里"), ("dm", "分米 公寸"), ("cm", "厘米 公分 釐米 センチ"), ("mm", "毫米 公厘"),
    ("µm", "微米"), ("nm", "纳米 奈米"), ("mi", "英里"), ("ft", "英尺"), ("in", "英寸 英吋"), ("yd", "码"), ("nmi", "海里 浬"),
    ("ly", "光年"), ("ha", "公顷 公頃"), ("acre", "英亩"),
    ("kg", "千克 公斤"), ("g", "克 公克"), ("mg", "毫克"), ("µg", "微克"), ("t", "吨 公吨 噸 公噸"), ("lb", "磅"), ("oz", "盎司"),
    ("L", "升 公升"), ("mL", "毫升"), ("dL", "分升"), ("gal", "加仑"),
    ("s", "秒 秒钟 秒鐘"), ("ms", "毫秒"), ("min", "分钟 分鐘"), ("h", "小时 小時 钟头 時間 时 시간"), ("d", "天 日"),
    ("week", "周 星期 礼拜 週"), ("month", "月 个月 個月"), ("year", "年 岁 歲"),
    ("N", "牛 牛顿"), ("kN", "千牛"), ("Pa", "帕 帕斯卡"), ("kPa", "千帕"), ("MPa", "兆帕"), ("J", "焦 焦耳"), ("kJ", "千焦"),
    ("cal", "卡 卡路里"), ("kcal", "千卡 大卡"), ("W", "瓦 瓦特"), ("kW", "千瓦"), ("MW", "兆瓦"), ("kWh", "千瓦时 千瓦小时"),
    ("Hz", "赫 赫兹"), ("kHz", "千赫"), ("MHz", "兆赫"), ("A", "安 安培"), ("V", "伏 伏特"), ("kV", "千伏"), ("Ω", "欧 欧姆"), ("C", "库仑"),
    ("mol", "摩尔"), ("K", "开尔文"), ("°C", "摄氏度 攝氏度"), ("°F", "华氏度 華氏度"), ("°", "度"), ("rad", "弧度"), ("rev", "圈 转"),
    ("bit", "比特"), ("byte", "字节"), ("yuan", "元 人民币 块 块钱 塊 元钱"), ("yen", "日元 円 日圆"), ("$", "美元 美金"),
    ("¢", "美分"), ("€", "欧元"), ("£", "英镑"), ("HKD", "港元 港币"), ("₩", "韩元 원"), ("₽", "卢布"), ("₹", "卢比"),
    ("dozen", "打"), ("pair", "双 对"), ("%", "百分点"),
    ("unit", "个 個 名 只 本 件 次 枚 位 条 张 支 枝 把 辆 台 头 匹 棵 朵 颗 粒 片 份 套 箱 袋 瓶 盒 杯 间 座 架 艘 册 篇 页 道 种 组 倍 根 串 束 排 层 家 户 幅 单位 人次 개 명"),
];

/// Nouns that are the same word in another language: Chinese, English.
pub(super) const SAME_NOUNS: &[(&str, &str)] = &[
    ("人", "person"),
    ("个人", "person"),
    ("学生", "student"),
    ("头牛", "cow"),
    ("苹果", "apple"),
];

/// Signs of one letter that stand for several.
pub(super) const SIGNS: &[(char, &str)] = &[
    ('㎜', "mm"),
    ('㎝', "cm"),
    ('㎞', "km"),
    ('㎎', "mg"),
    ('㎏', "kg"),
    ('㎖', "mL"),
    ('ℓ', "L"),
    ('㏄', "cc"),
    ('℃', "°C"),
    ('℉', "°F"),
    ('％', "%"),
    ('＄', "$"),
    ('￥', "¥"),
    ('￠', "¢"),
    ('￡', "£"),
    ('º', "°"),
    ('˚', "°"),
    ('∘', "°"),
];

/// Symbols in a second spelling.
pub(super) const SYMBOLS: &[(&str, &str)] = &[
    ("L", "l"),
    ("mL", "ml"),
    ("cL", "cl"),
    ("dL", "dl"),
    ("µL", "µl"),
    ("€", "EUR"),
    ("BTU", "Btu"),
];
