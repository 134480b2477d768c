//! Knights and knaves: four people, each with a statement about the others,
//! and exactly one way to make sense of it.

use super::pools::NAMES;
use super::{Dice, Draft};
use crate::suite::Target;

/// Who is a knight.
type World = [bool; 4];

/// What somebody says; people are numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Statement {
    /// Somebody is a knight, or a knave.
    Is { who: usize, knight: bool },
    /// Two people are the same, or different. `a < b`.
    Pair { a: usize, b: usize, same: bool },
}

pub(super) fn draw(dice: &mut Dice) -> Draft {
    let (statements, world) = loop {
        let statements = draw_statements(dice);
        if let Some(world) = only_world(&statements) {
            break (statements, world);
        }
    };
    let names = dice.sample(&NAMES, 4);
    let said: Vec<String> = names
        .iter()
        .zip(&statements)
        .map(|(name, statement)| format!("{name} says: {}.", statement.words(&names)))
        .collect();
    let (said, first, second) = (said.join(" "), names[0], names[1]);
    let target: Vec<String> = names
        .iter()
        .zip(world)
        .map(|(name, knight)| format!("{name}={}", role(knight)))
        .collect();
    let idea: Vec<String> = statements.iter().map(|s| s.pattern()).collect();
    Draft {
        question: format!(
            "A knight always tells the truth, a knave always lies.\n{said}\n\
             Who is what? Answer like: {first}=knight, {second}=knave"
        ),
        target: Target::Text(target.join(", ")),
        idea: Some(idea.join(";")),
    }
}

/// One statement each. The first three lead from person to person; the last
/// closes the circle and decides.
fn draw_statements(dice: &mut Dice) -> [Statement; 4] {
    let first = is(dice, 1);
    let second = if dice.one_in(2) {
        is(dice, 2)
    } else {
        pair(dice, 0, 2)
    };
    let third = match dice.between(0, 2) {
        0 => is(dice, 3),
        1 => pair(dice, 0, 3),
        _ => pair(dice, 1, 3),
    };
    let who = dice.between(0, 2) as usize;
    let fourth = if dice.one_in(2) {
        is(dice, who)
    } else {
        // The pair that leaves `who` out, of the first three.
        let (a, b) = [(1, 2), (0, 2), (0, 1)][who];
        pair(dice, a, b)
    };
    [first, second, third, fourth]
}

fn is(dice: &mut Dice, who: usize) -> Statement {
    let knight = dice.one_in(2);
    Statement::Is { who, knight }
}

fn pair(dice: &mut Dice, a: usize, b: usize) -> Statement {
    let same = dice.one_in(2);
    Statement::Pair { a, b, same }
}

/// The world in which knights say the truth and knaves do not, if there is
/// exactly one among all sixteen.
fn only_world(statements: &[Statement; 4]) -> Option<World> {
    let mut worlds = (0..16)
        .map(|bits: usize| [0, 1, 2, 3].map(|i| bits >> i & 1 == 1))
        .filter(|world: &World| {
            statements
                .iter()
                .zip(world)
                .all(|(s, &k)| s.holds(*world) == k)
        });
    let world = worlds.next()?;
    worlds.next().is_none().then_some(world)
}

impl Statement {
    fn holds(self, world: World) -> bool {
        match self {
            Self::Is { who, knight } => world[who] == knight,
            Self::Pair { a, b, same } => (world[a] == world[b]) == same,
        }
    }

    fn words(self, names: &[&str]) -> String {
        match self {
            Self::Is { who, knight } => format!("{} is a {}", names[who], role(knight)),
            Self::Pair { a, b, same } => {
                let relation = if same { "the same" } else { "different" };
                format!("{} and {} are {relation}", names[a], names[b])
            }
        }
    }

    /// The statement without names, as the training script writes it.
    fn pattern(self) -> String {
        match self {
            Self::Is { who, knight } => format!("P{} {}", who + 1, role(knight)),
            Self::Pair { a, b, same } => {
                let relation = if same { "same" } else { "different" };
                format!("P{},P{} {relation}", a + 1, b + 1)
            }
        }
    }
}

fn role(knight: bool) -> &'static str {
    if knight { "knight" } else { "knave" }
}
