//! Finding a unit by a word.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::names::{SAME_NOUNS, SYMBOLS, WORDS};
use super::table::{ANY_CASE, BASES, PREFIXES, ROWS, Row};
use crate::check::math::rational::Rational;

/// A unit of the table, with its prefix.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) scale: Rational,
    pub(super) pi: i32,
    pub(super) offset: Rational,
    pub(super) dimension: Vec<(String, i32)>,
    takes_prefixes: bool,
}

impl Known {
    /// Whether it is percent or per mille.
    pub(super) fn is_percent(&self) -> bool {
        matches!(self.name.as_str(), "%" | "‰")
    }

    /// A unit that is not in the table.
    pub(super) fn plain(name: String, scale: Rational, dimension: Vec<(String, i32)>) -> Self {
        Self {
            name,
            scale,
            pi: 0,
            offset: Rational::integer(0),
            dimension,
            takes_prefixes: false,
        }
    }

    /// Whether it is a noun of its own.
    pub(super) fn is_noun(&self) -> bool {
        self.dimension.iter().any(|(base, _)| !is_base(base))
    }

    /// Whether it counts things: dozens, pieces.
    pub(super) fn is_count(&self) -> bool {
        self.dimension.is_empty() && !self.is_percent()
    }
}

/// Longest name that is looked up, in bytes.
const LONGEST: usize = 40;

struct Index {
    units: Vec<Known>,
    /// As they are written.
    symbols: BTreeMap<String, usize>,
    /// Folded by `fold`.
    words: BTreeMap<String, usize>,
    /// Words in front of a unit, with the power of ten.
    prefixes: Vec<(&'static str, i32)>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

/// The unit that the word, symbol or sign stands for.
pub(super) fn find(word: &str) -> Option<Known> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let index = &*INDEX;
    if let Some(&i) = index.symbols.get(word) {
        return index.units.get(i).cloned();
    }
    let folded = fold(word);
    match index.word(&folded) {
        Some(&i) => index.units.get(i).cloned(),
        None => index.prefixed(&folded),
    }
}

/// Whether [`find`] finds a unit.
pub(super) fn is_known(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= LONGEST
        && (INDEX.symbols.contains_key(word) || find(word).is_some())
}

/// Whether it is the name of a base unit.
pub(super) fn is_base(name: &str) -> bool {
    BASES.contains(&name)
}

/// The common name of a noun that is known in another language.
pub(super) fn noun(word: &str) -> Option<&'static str> {
    let mut nouns = SAME_NOUNS.iter();
    nouns.find(|(other, _)| *other == word).map(|&(_, n)| n)
}

/// Whether a Chinese word is known: a unit, a measure word, a noun.
pub(super) fn is_word(word: &str) -> bool {
    INDEX.symbols.contains_key(word) || INDEX.words.contains_key(word) || noun(word).is_some()
}

impl Index {
    fn new() -> Self {
        let mut index = Self {
            units: Vec::new(),
            symbols: BTreeMap::new(),
            words: BTreeMap::new(),
            prefixes: Vec::new(),
        };
        for (_, words, power) in PREFIXES {
            for word in words.split(' ') {
                index.prefixes.push((word, *power));
            }
        }
        for row in ROWS {
            index.add_row(row);
        }
        for (symbol, other) in SYMBOLS {
            index.alias(symbol, other);
        }
        for (symbol, words) in WORDS {
            if let Some(&i) = index.symbols.get(*symbol) {
                index.add_words(i, words);
            }
        }
        for symbol in ANY_CASE {
            if let Some(&i) = index.symbols.get(*symbol) {
                index.words.entry(fold(symbol)).or_insert(i);
            }
        }
        index
    }

    fn add_row(&mut self, row: &Row) {
        let Some(unit) = known(row) else { return };
        for letter in row.prefixes.chars() {
            let Some((_, _, power)) = PREFIXES.iter().find(|(c, _, _)| *c == letter) else {
                continue;
            };
            let name = format!("{letter}{}", row.symbol);
            self.add_prefixed(&unit, name.clone(), *power);
            if letter == 'µ' {
                self.alias(&name, &format!("μ{}", row.symbol));
                // `us` is a word.
                if row.symbol != "s" {
                    self.alias(&name, &format!("u{}", row.symbol));
                }
            }
        }
        let i = self.units.len();
        self.units.push(unit);
        self.symbols.insert(row.symbol.to_owned(), i);
        self.add_words(i, row.words);
        if row.symbol.chars().count() > 3 && row.symbol.is_ascii() {
            self.words.entry(fold(row.symbol)).or_insert(i);
        }
    }

    fn add_prefixed(&mut self, unit: &Known, name: String, power: i32) {
        if let Some(prefixed) = unit.times_ten(power, name.clone()) {
            self.symbols.insert(name, self.units.len());
            self.units.push(prefixed);
        }
    }

    fn alias(&mut self, symbol: &str, other: &str) {
        if let Some(&i) = self.symbols.get(symbol) {
            self.symbols.insert(other.to_owned(), i);
        }
    }

    fn add_words(&mut self, unit: usize, words: &str) {
        for word in words.split_whitespace() {
            let word = fold(&word.replace('_', " "));
            self.words.entry(word).or_insert(unit);
        }
    }

    /// A word, its plural too.
    fn word(&self, folded: &str) -> Option<&usize> {
        self.words.get(folded).or_else(|| {
            let singular = folded.strip_suffix('s')?;
            // Short ones are other words: `ins`, `as`.
            (singular.chars().count() >= 3 && singular.is_ascii())
                .then(|| self.words.get(singular))?
        })
    }

    /// `kilometers`, `Zentimeter`
    fn prefixed(&self, folded: &str) -> Option<Known> {
        self.prefixes.iter().find_map(|(prefix, power)| {
            let rest = folded.strip_prefix(prefix)?.trim_start_matches(' ');
            let unit = self.units.get(*self.word(rest)?)?;
            if !unit.takes_prefixes || rest.chars().count() < 3 {
                return None;
            }
            let (letter, _, _) = PREFIXES.iter().find(|(_, _, p)| p == power)?;
            let name = format!("{letter}{}", unit.name);
            self.units.get(*self.symbols.get(&name)?).cloned()
        })
    }
}

impl Known {
    fn times_ten(&self, power: i32, name: String) -> Option<Self> {
        Some(Self {
            name,
            scale: self.scale.times(&Rational::integer(10).power(power)?)?,
            takes_prefixes: false,
            ..self.clone()
        })
    }
}

fn known(row: &Row) -> Option<Known> {
    let (scale, offset) = row.scale.split_once(" + ").unwrap_or((row.scale, "0"));
    let (scale, pi) = match scale.strip_suffix(" pi") {
        Some(scale) => (scale, 1),
        None => (scale, 0),
    };
    Some(Known {
        name: row.symbol.to_owned(),
        scale: fraction(scale)?,
        pi,
        offset: fraction(offset)?,
        dimension: dimension(row.dimension)?,
        takes_prefixes: !row.prefixes.is_empty(),
    })
}

/// `a` or `a/b`, in decimals.
fn fraction(text: &str) -> Option<Rational> {
    match text.split_once('/') {
        Some((above, below)) => Rational::parse(above)?.over(&Rational::parse(below)?),
        None => Rational::parse(text),
    }
}

/// `kg m s-2`
fn dimension(text: &str) -> Option<Vec<(String, i32)>> {
    let mut dimension = Vec::new();
    for part in text.split_whitespace() {
        let start = part.find(|c: char| c == '-' || c.is_ascii_digit());
        let (base, power) = part.split_at_checked(start.unwrap_or(part.len()))?;
        let power = if power.is_empty() { "1" } else { power };
        dimension.push((base.to_owned(), power.parse().ok()?));
    }
    dimension.sort_unstable();
    Some(dimension)
}

/// Lower case without accents.
pub(super) fn fold(word: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        'ё' => 'е',
        // Two signs for micro.
        'μ' => 'µ',
        _ => c,
    };
    word.chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect()
}
