//! Letters whose style says what they are: `\mathbf{i}`, `\mathbb{R}`.

use super::super::super::token::Kind;
use super::super::Lexer;

impl Lexer<'_> {
    /// `\mathbf{i}` is a unit vector, not the imaginary unit.
    pub(super) fn unit_vector(&mut self, name: &str) -> bool {
        let is_bold = matches!(name, "mathbf" | "boldsymbol" | "bm" | "textbf" | "pmb");
        let rest = self.rest.trim_start();
        let letter = ["{i}", "{j}", "{k}"]
            .into_iter()
            .find(|letter| is_bold && rest.starts_with(letter));
        let Some(letter) = letter else { return false };
        self.push(Kind::Command("hat".into()));
        self.rest = rest;
        let open = self.rest.split_at_checked(letter.len());
        if let Some((group, rest)) = open {
            self.rest = rest;
            self.push(Kind::Sign('{'));
            self.push(Kind::Word(group.trim_matches(['{', '}']).to_owned()));
            self.push(Kind::Sign('}'));
        }
        true
    }

    /// `\mathbb{R}`, `\mathbb R`
    pub(super) fn doubled(&mut self) {
        let rest = self.rest.trim_start();
        let letter = rest.trim_start_matches('{').chars().next();
        match letter.filter(char::is_ascii_alphabetic) {
            Some(letter) if rest.starts_with('{') => {
                self.group();
                self.blackboard(letter);
            }
            Some(letter) => {
                self.rest = rest.get(1..).unwrap_or("");
                self.blackboard(letter);
            }
            None => {}
        }
    }

    pub(super) fn blackboard(&mut self, letter: char) {
        self.push(Kind::Command("mathbb".into()));
        self.push(Kind::Sign('{'));
        self.push(Kind::Word(letter.to_string()));
        self.push(Kind::Sign('}'));
    }
}
