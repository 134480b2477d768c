//! LaTeX commands.

use super::super::token::Kind;
use super::{Lexer, length_while};

mod bold;
mod text;

/// `2pt`, `0.5em`: room that is left between rows.
fn is_length(size: &str) -> bool {
    let unit = size.trim_start_matches(|c: char| c.is_ascii_digit() || "-. ".contains(c));
    unit != size
        && matches!(
            unit,
            "pt" | "em" | "ex" | "mm" | "cm" | "in" | "px" | "\\baselineskip"
        )
}

impl<'t> Lexer<'t> {
    pub(super) fn command(&mut self) {
        let after = self.rest.get(1..).unwrap_or("");
        let name_length = length_while(after, |c| c.is_ascii_alphabetic());
        if name_length == 0 {
            self.escaped(after.chars().next());
            return;
        }
        let name = after.get(..name_length).unwrap_or("");
        self.take(1 + name_length);
        if !self.layout(name) && !self.symbol(name) {
            self.meaning(name);
        }
    }

    /// Commands that are about the looks only.
    fn layout(&mut self, name: &str) -> bool {
        match name {
            "left" | "right" | "middle" | "big" | "Big" | "bigl" | "bigr" | "Bigl" | "Bigr"
            | "bigg" | "Bigg" | "biggl" | "biggr" | "Biggl" | "Biggr" | "displaystyle"
            | "textstyle" | "scriptstyle" | "limits" | "nolimits" | "boxed" | "fbox"
            | "underline" | "mathop" | "normalsize" | "large" | "Large" | "bf" | "rm" | "it"
            | "ensuremath" => {
                // `\left.` draws nothing.
                if name.len() > 3 && self.rest.starts_with('.') {
                    self.take(1);
                }
            }
            "quad" | "qquad" | "thinspace" | "enspace" | "space" | "newline" | "hfill"
            | "hline" | "noindent" | "centering" => self.spaced = true,
            "hspace" | "vspace" | "phantom" | "hphantom" | "color" | "textcolor" | "label"
            | "tag" | "kern" => {
                self.rest = self.rest.trim_start_matches('*');
                self.group();
                self.spaced = true;
            }
            "begin" | "end" => self.environment(name == "begin"),
            _ => return false,
        }
        true
    }

    /// Commands that are another way to write a sign.
    fn symbol(&mut self, name: &str) -> bool {
        let sign = match name {
            "times" => '×',
            "cdot" | "ast" | "bullet" => '*',
            "div" => '/',
            "le" | "leq" | "leqslant" | "leqq" => '≤',
            "ge" | "geq" | "geqslant" | "geqq" => '≥',
            "ngtr" => '≤',
            "nless" => '≥',
            "ngeq" | "nge" => '<',
            "nleq" | "nle" => '>',
            "lt" => '<',
            "gt" => '>',
            "ne" | "neq" => '≠',
            "approx" | "simeq" | "cong" | "sim" | "approxeq" | "thickapprox" => '≈',
            "lbrace" => '«',
            "rbrace" => '»',
            "vert" | "lvert" | "rvert" | "mid" => '|',
            "lbrack" => '[',
            "rbrack" => ']',
            "lparen" => '(',
            "rparen" => ')',
            "colon" => ':',
            "percent" => '%',
            _ => return false,
        };
        self.push(Kind::Sign(sign));
        true
    }

    fn meaning(&mut self, name: &str) {
        match name {
            "text" | "textbf" | "textit" | "textrm" | "textsf" | "texttt" | "textnormal"
            | "mathrm" | "mathbf" | "mbox" | "hbox" | "mathit" | "boldsymbol" | "operatorname"
            | "mathsf" | "mathtt" | "mathcal" | "mathscr" | "bm" | "pmb" | "emph" | "unit"
            | "si" | "qty" => {
                self.rest = self.rest.trim_start_matches('*');
                let domain = ["{R}", "{Z}", "{N}", "{Q}", "{C}"]
                    .iter()
                    .any(|d| name == "mathbf" && self.rest.starts_with(d));
                if domain {
                    self.doubled();
                } else if !self.unit_vector(name) {
                    self.text();
                }
            }
            "dfrac" | "tfrac" | "cfrac" | "frac" | "sfrac" | "nicefrac" => {
                self.push(Kind::Command("frac".into()));
            }
            "dbinom" | "tbinom" | "binom" => self.push(Kind::Command("binom".into())),
            "cdots" | "ldots" | "dots" | "dotsc" | "dotsb" | "dotsm" | "vdots" | "ddots" => {
                self.push(Kind::Command("dots".into()));
            }
            "Vert" | "lVert" | "rVert" | "parallel" => {
                self.push(Kind::Sign('|'));
                self.push(Kind::Sign('|'));
            }
            "circ" | "degree" | "degrees" => self.raised_mark(Kind::Degree),
            "prime" => self.raised_mark(Kind::Sign('\'')),
            "dprime" => {
                self.raised_mark(Kind::Sign('\''));
                self.push(Kind::Sign('\''));
            }
            "not" => self.negated(),
            "mod" | "bmod" => self.push(Kind::Command("bmod".into())),
            "setminus" | "backslash" | "smallsetminus" => {
                self.push(Kind::Command("setminus".into()));
            }
            "bigcup" => self.push(Kind::Command("cup".into())),
            "bigcap" => self.push(Kind::Command("cap".into())),
            "subseteq" | "subset" => self.push(Kind::Command("subset".into())),
            "isin" => self.push(Kind::Command("in".into())),
            "wedge" | "land" => self.push(Kind::Word("and".into())),
            "vee" | "lor" => self.push(Kind::Word("or".into())),
            "mathbb" | "Bbb" => self.doubled(),
            "R" | "Reals" | "reals" => self.blackboard('R'),
            "Z" | "integers" => self.blackboard('Z'),
            "N" | "naturals" => self.blackboard('N'),
            "Q" | "rationals" => self.blackboard('Q'),
            "C" | "Complex" => self.blackboard('C'),
            "infin" => self.push(Kind::Command("infty".into())),
            "euro" => self.push(Kind::Text("€".into())),
            "pounds" => self.push(Kind::Text("£".into())),
            "yen" => self.push(Kind::Text("¥".into())),
            "usd" => self.push(Kind::Text("$".into())),
            "permille" => self.push(Kind::Text("‰".into())),
            _ => self.push(Kind::Command(name.to_owned())),
        }
    }

    /// `\not=`, `\not\in`, `\not\equiv`.
    fn negated(&mut self) {
        let rest = self.rest.trim_start();
        if let Some(rest) = rest.strip_prefix('=') {
            self.rest = rest;
            self.push(Kind::Sign('≠'));
        } else if let Some(rest) = rest.strip_prefix("\\in") {
            self.rest = rest;
            self.push(Kind::Command("notin".into()));
        } else {
            self.push(Kind::Command("not".into()));
        }
    }

    fn environment(&mut self, begins: bool) {
        let name = self.group().trim().trim_end_matches('*').to_owned();
        if begins {
            self.environments += 1;
            if matches!(name.as_str(), "array" | "tabular") && self.rest.starts_with('{') {
                // The columns' alignment.
                self.group();
            }
            self.push(Kind::Begin(name));
        } else {
            self.environments = self.environments.saturating_sub(1);
            self.push(Kind::End(name));
        }
    }

    /// A backslash before something other than a letter.
    fn escaped(&mut self, next: Option<char>) {
        self.take(1 + next.map_or(0, char::len_utf8));
        match next {
            Some('{') => self.push(Kind::Sign('«')),
            Some('}') => self.push(Kind::Sign('»')),
            Some('%') => self.push(Kind::Sign('%')),
            Some('$') => self.push(Kind::Text("$".into())),
            Some('|') => {
                self.push(Kind::Sign('|'));
                self.push(Kind::Sign('|'));
            }
            Some('\\') if self.environments > 0 => {
                // `\\[2pt]` leaves more room.
                if let Some((_, rest)) = self
                    .rest
                    .strip_prefix('[')
                    .and_then(|r| r.split_once(']'))
                    .filter(|(size, _)| is_length(size))
                {
                    self.rest = rest;
                }
                self.push(Kind::Row);
            }
            // A doubled backslash before a command is an escape too many.
            Some('\\') if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let name = length_while(self.rest, |c| c.is_ascii_alphabetic());
                let name = self.take(name);
                if !self.layout(name) && !self.symbol(name) {
                    self.meaning(name);
                }
            }
            _ => self.spaced = true,
        }
    }

    /// The content of the braces that stand here, taken away with them; all of
    /// the rest where they never close.
    fn group(&mut self) -> &'t str {
        let body = self.rest.trim_start();
        let Some(inside) = body.strip_prefix('{') else {
            return "";
        };
        let mut depth = 0_usize;
        let mut end = inside.len();
        for (at, c) in inside.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    end = at;
                    break;
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        let (content, rest) = inside.split_at_checked(end).unwrap_or((inside, ""));
        self.rest = rest.strip_prefix('}').unwrap_or(rest);
        content
    }

    /// `^\circ` and `^{\circ}` are one mark, and so are primes.
    fn raised_mark(&mut self, kind: Kind) {
        let braced = self.last_is('{');
        if braced {
            self.tokens.pop();
        }
        let raised = self.last_is('^');
        if raised {
            self.tokens.pop();
        }
        self.push(kind);
        if !braced {
            return;
        }
        // Another prime may follow inside the braces.
        while let Some(rest) = self.rest.trim_start().strip_prefix("\\prime") {
            self.rest = rest;
            self.push(Kind::Sign('\''));
        }
        let rest = self.rest.trim_start();
        self.rest = rest.strip_prefix('}').unwrap_or(rest);
    }
}
