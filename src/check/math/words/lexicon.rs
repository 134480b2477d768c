//! The words for numbers, by language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::math::unit::fold;

/// What a word means in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// 0 to 19, and what is said like them: `veintiuno`.
    Below(u32),
    /// 20 to 90.
    Tens(u32),
    /// 100 to 900, where they are words of their own.
    Hundreds(u32),
    /// 100, 1000, 1,000,000 …: multiplies what stands before.
    Scale(u64),
    /// A denominator; `false`: in the singular, where that is an ordinal too.
    Part(u32, bool),
    /// "a", which is 1 before scales and denominators.
    Article,
    And,
    Minus,
    Point,
}

pub(super) struct Language {
    words: BTreeMap<String, Word>,
    /// Whether "hundred" may stand without a number before it.
    pub(super) has_bare_scales: bool,
    /// Whether "and" may stand between tens and ones.
    pub(super) joins_tens: bool,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    English,
    German,
    French,
    Italian,
    Other,
}

impl Language {
    pub(super) fn find(&self, word: &str) -> Option<Word> {
        self.words.get(word).copied()
    }
}

pub(super) static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| TABLE.iter().map(language).collect());

struct Row {
    kind: Kind,
    has_bare_scales: bool,
    joins_tens: bool,
    /// From 0 on, `/` between the words for one number.
    below: &'static str,
    /// From 20 on.
    tens: &'static str,
    /// From 100 on.
    hundreds: &'static str,
    scales: &'static [(u64, &'static str)],
    /// From 1/2 on: singular, `|`, plural; a single word serves for both.
    parts: &'static str,
    and: &'static str,
    minus: &'static str,
    point: &'static str,
    article: &'static str,
}

fn language(row: &Row) -> Language {
    let mut words = BTreeMap::new();
    let mut add = |list: &str, word: Word| {
        for name in list.split(['/', ' ']).filter(|name| !name.is_empty()) {
            words.entry(fold(name)).or_insert(word);
        }
    };
    for (n, list) in (0..).zip(row.below.split(' ')) {
        add(list, Word::Below(n));
    }
    for (n, list) in (2..).zip(row.tens.split(' ')) {
        add(list, Word::Tens(n * 10));
    }
    for (n, list) in (1..).zip(row.hundreds.split(' ')) {
        add(list, Word::Hundreds(n * 100));
    }
    for (n, list) in row.scales {
        add(list, Word::Scale(*n));
    }
    for (n, list) in (2..).zip(row.parts.split(' ')) {
        // After ten come a hundred and a thousand.
        let n = match n {
            11 => 100,
            12 => 1000,
            _ => n,
        };
        let (singular, plural) = list.split_once('|').unwrap_or(("", list));
        add(plural, Word::Part(n, true));
        add(singular, Word::Part(n, n == 2));
    }
    add(row.and, Word::And);
    add(row.minus, Word::Minus);
    add(row.point, Word::Point);
    add(row.article, Word::Article);
    Language {
        words,
        has_bare_scales: row.has_bare_scales,
        joins_tens: row.joins_tens,
        kind: row.kind,
    }
}

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row {
        kind: Kind::English,
        has_bare_scales: false,
        joins_tens: false,
        below: "zero/nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        tens: "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
        hundreds: "",
        scales: &[(12, "dozen"), (100, "hundred"), (1000, "thousand"), (1_000_000, "million/millions"), (1_000_000_000, "billion/billions"), (1_000_000_000_000, "trillion/trillions")],
        parts: "half|halves third|thirds quarter/fourth|quarters/fourths fifth|fifths sixth|sixths seventh|sevenths eighth|eighths ninth|ninths tenth|tenths hundredth|hundredths thousandth|thousandths",
        and: "and",
        minus: "minus negative",
        point: "point",
        article: "a an",
    },
    Row {
        kind: Kind::German,
        has_bare_scales: true,
        joins_tens: true,
        below: "null ein/eins/eine/einer/einen/einem zwei/zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
        tens: "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
        hundreds: "",
        scales: &[(100, "hundert"), (1000, "tausend"), (1_000_000, "million/millionen"), (1_000_000_000, "milliarde/milliarden")],
        parts: "halb/halbe/halbes drittel viertel fünftel sechstel siebtel achtel neuntel zehntel hundertstel tausendstel",
        and: "und",
        minus: "minus",
        point: "komma",
        article: "",
    },
    Row {
        kind: Kind::French,
        has_bare_scales: true,
        joins_tens: true,
        below: "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
        tens: "vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante",
        hundreds: "",
        scales: &[(100, "cent/cents"), (1000, "mille"), (1_000_000, "million/millions"), (1_000_000_000, "milliard/milliards")],
        parts: "demi/demie|demis tiers quart|quarts cinquième|cinquièmes sixième|sixièmes septième|septièmes huitième|huitièmes neuvième|neuvièmes dixième|dixièmes centième|centièmes millième|millièmes",
        and: "et",
        minus: "moins",
        point: "virgule",
        article: "",
    },
    Row {
        kind: Kind::Other,
        has_bare_scales: true,
        joins_tens: true,
        below: "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
        tens: "/ treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        hundreds: "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
        scales: &[(1000, "mil"), (1_000_000, "millón/millones")],
        parts: "medio/media|medios tercio|tercios cuarto|cuartos quinto|quintos sexto|sextos séptimo|séptimos octavo|octavos noveno|novenos décimo|décimos centésimo|centésimos milésimo|milésimos",
        and: "y",
        minus: "menos",
        point: "coma punto",
        article: "",
    },
    Row {
        kind: Kind::Italian,
        has_bare_scales: true,
        joins_tens: true,
        below: "zero uno/un/una due tre/tré quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
        tens: "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        hundreds: "",
        scales: &[(100, "cento"), (1000, "mille/mila"), (1_000_000, "milione/milioni"), (1_000_000_000, "miliardo/miliardi")],
        parts: "mezzo/mezza|mezzi terzo|terzi quarto|quarti quinto|quinti sesto|sesti settimo|settimi ottavo|ottavi nono|noni decimo|decimi centesimo|centesimi millesimo|millesimi",
        and: "e",
        minus: "meno",
        point: "virgola",
        article: "",
    },
    Row {
        kind: Kind::Other,
        has_bare_scales: true,
        joins_tens: true,
        below: "zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze dezasseis/dezesseis dezassete/dezessete dezoito dezanove/dezenove",
        tens: "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        hundreds: "cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas novecentos/novecentas",
        scales: &[(1000, "mil"), (1_000_000, "milhão/milhões"), (1_000_000_000, "bilhão/bilhões")],
        parts: "meio/meia|meios terço|terços quarto|quartos quinto|quintos sexto|sextos sétimo|sétimos oitavo|oitavos nono|nonos décimo|décimos centésimo|centésimos milésimo|milésimos",
        and: "e",
        minus: "menos",
        point: "vírgula",
        article: "",
    },
    Row {
        kind: Kind::Other,
        has_bare_scales: true,
        joins_tens: false,
        below: "ноль/нуль один/одна/одно/одну два/две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
        tens: "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
        hundreds: "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
        scales: &[(1000, "тысяча/тысячи/тысяч"), (1_000_000, "миллион/миллиона/миллионов"), (1_000_000_000, "миллиард/миллиарда/миллиардов")],
        parts: "половина|половины треть/третья|трети/третьих четверть/четвёртая|четверти/четвёртых пятая|пятых шестая|шестых седьмая|седьмых восьмая|восьмых девятая|девятых десятая|десятых сотая|сотых тысячная|тысячных",
        and: "и",
        minus: "минус",
        point: "",
        article: "",
    },
];
