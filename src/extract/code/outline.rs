//! What a piece of Python defines and mentions.

use std::collections::{BTreeSet, HashSet};

use super::words::{Line, Word, lines};

/// What a piece of Python defines and mentions.
pub(super) struct Outline<'t> {
    lines: Vec<Line<'t>>,
    /// Names of functions and classes, methods among them.
    defined: HashSet<&'t str>,
    /// Names that something at the margin gives to others: functions, classes,
    /// imports, constants in capitals.
    offered: HashSet<&'t str>,
    /// Names that get a value anywhere.
    bound: HashSet<&'t str>,
}

impl<'t> Outline<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut outline = Self {
            lines: lines(text).collect(),
            defined: HashSet::new(),
            offered: HashSet::new(),
            bound: HashSet::new(),
        };
        for line in outline.lines.iter().filter(|line| !line.continues) {
            let imported = imported(&line.words);
            outline.bound.extend(imported.iter().copied());
            if line.indent == 0 {
                outline.offered.extend(imported);
            }
            if let Some(name) = definition(&line.words) {
                outline.defined.insert(name);
                outline.bound.insert(name);
                if line.indent == 0 {
                    outline.offered.insert(name);
                }
            }
            let assigned = line.words.iter().filter(|w| w.is_assigned && w.depth == 0);
            for word in assigned.filter(|word| !word.is_attribute) {
                outline.bound.insert(word.text);
                let is_function = line.text.contains("lambda");
                if line.indent == 0 && is_function {
                    outline.defined.insert(word.text);
                }
                if line.indent == 0 && (is_function || is_constant(word.text)) {
                    outline.offered.insert(word.text);
                }
            }
        }
        outline
    }

    /// Whether it defines a function or a class of this name; another name for
    /// one (`f = g`) counts.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.defined.contains(name)
            || self.lines.iter().any(|line| {
                let first = line.words.first();
                line.indent == 0 && first.is_some_and(|word| word.text == name && word.is_assigned)
            })
    }

    /// Whether something at the margin gives this name to other pieces.
    pub(super) fn offers(&self, name: &str) -> bool {
        self.offered.contains(name)
    }

    /// The names that it mentions and does not give a value itself.
    pub(super) fn needs(&self) -> BTreeSet<&'t str> {
        let mentioned = self.words().filter(|word| !word.is_attribute);
        mentioned
            .map(|word| word.text)
            .filter(|name| !self.bound.contains(name))
            .collect()
    }

    /// Whether it shows calls at a prompt and what they gave.
    pub(super) fn is_session(&self) -> bool {
        self.lines
            .iter()
            .any(|line| !line.continues && line.text.starts_with(">>>"))
    }

    /// Whether it calls one of `names` and defines and returns nothing.
    pub(super) fn only_uses(&self, names: &[String]) -> bool {
        let calls =
            |word: &Word<'_>| word.next == Some('(') && names.iter().any(|name| name == word.text);
        let gives = |line: &Line<'_>| {
            let first = line.words.first().map_or("", |word| word.text);
            matches!(first, "def" | "class" | "async" | "return" | "yield")
        };
        self.words().any(calls) && !self.lines.iter().any(gives)
    }

    /// Whether it asks for what a program is given to read.
    pub(super) fn reads_input(&self) -> bool {
        self.words()
            .any(|word| matches!(word.text, "input" | "stdin" | "open"))
    }

    /// Whether a line is one that only Python has.
    pub(super) fn looks_like_python(&self) -> bool {
        self.lines.iter().any(|line| is_telling(line.text))
    }

    fn words(&self) -> impl Iterator<Item = &Word<'t>> {
        self.lines.iter().flat_map(|line| &line.words)
    }
}

fn is_telling(line: &str) -> bool {
    const STARTS: [&str; 9] = [
        "def ",
        "import ",
        "from ",
        "class ",
        "async def ",
        "@",
        "return ",
        "print(",
        "lambda ",
    ];
    STARTS.iter().any(|start| line.starts_with(start)) || line.contains("= lambda")
}

/// The name that `def`, `async def` or `class` gives.
fn definition<'t>(words: &[Word<'t>]) -> Option<&'t str> {
    let mut words = words.iter().map(|word| word.text);
    match words.next()? {
        "def" | "class" => words.next(),
        "async" => words
            .next()
            .filter(|word| *word == "def")
            .and_then(|_| words.next()),
        _ => None,
    }
}

/// The names that an import binds. Of `import a.b` it is `a`.
fn imported<'t>(words: &[Word<'t>]) -> Vec<&'t str> {
    let is = |word: Option<&Word<'_>>, text: &str| word.is_some_and(|word| word.text == text);
    let (first, rest) = match words.iter().position(|word| word.text == "import") {
        Some(0) => (true, words.get(1..)),
        Some(at) if is(words.first(), "from") => (false, words.get(at + 1..)),
        _ => return Vec::new(),
    };
    let rest = rest.unwrap_or(&[]);
    let mut names = Vec::new();
    for (i, word) in rest.iter().enumerate() {
        let is_renamed = is(rest.get(i + 1), "as");
        let is_part = first && word.is_attribute;
        if word.text != "as" && !is_renamed && !is_part {
            names.push(word.text);
        }
    }
    names
}

fn is_constant(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
}

/// The names that Python statements call and do not get from `setup`, the
/// language or a module: what the tests in them ask for, in order.
pub(super) fn called_names(statements: &[String], setup: &str) -> Vec<String> {
    let known = Outline::new(setup);
    let mut names: Vec<String> = Vec::new();
    for statement in statements {
        let outline = Outline::new(statement);
        let called = outline.words().filter(|word| {
            word.next == Some('(') && !word.is_attribute && !IN_LANGUAGE.contains(&word.text)
        });
        for word in called {
            let is_known = known.bound.contains(word.text) || outline.bound.contains(word.text);
            if !is_known && !names.iter().any(|name| name == word.text) {
                names.push(word.text.to_owned());
            }
        }
    }
    names
}

/// Words before a bracket that are no function of the answer.
const IN_LANGUAGE: [&str; 56] = [
    "abs",
    "all",
    "and",
    "any",
    "assert",
    "bin",
    "bool",
    "bytes",
    "callable",
    "chr",
    "complex",
    "dict",
    "divmod",
    "elif",
    "else",
    "enumerate",
    "except",
    "filter",
    "float",
    "for",
    "format",
    "frozenset",
    "hasattr",
    "hash",
    "hex",
    "if",
    "in",
    "int",
    "is",
    "isinstance",
    "iter",
    "lambda",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "not",
    "oct",
    "or",
    "ord",
    "pow",
    "print",
    "range",
    "repr",
    "return",
    "reversed",
    "round",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
    "zip",
];
