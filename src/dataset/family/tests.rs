//! What the generator promises, checked on what it wrote: every answer is found
//! again from the words of the question alone.

use super::*;
use serde::Deserialize;

use crate::suite::CodeTests;

/// The shipped files: 60 items of each family under seed 1.
const SEED: u64 = 1;
const N_ITEMS: usize = 60;

fn shipped(family: Family) -> Vec<Row> {
    generate(family, SEED, N_ITEMS).unwrap()
}

fn text<'r>(row: &'r Row, column: &str) -> &'r str {
    row.0[column].as_str().unwrap()
}

fn json_lines(rows: &[Row]) -> String {
    let lines: Vec<String> = rows.iter().map(Row::to_string).collect();
    lines.join("\n") + "\n"
}

/// All whole numbers in a text, with their signs.
fn numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_digit() && c != '-')
        .filter_map(|word| word.parse().ok())
        .collect()
}

#[test]
fn shipped_files_are_what_the_generator_writes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/demo");
    for family in Family::ALL {
        let path = folder.join(format!("{family}.jsonl"));
        let made = json_lines(&shipped(family));
        assert!(
            fs_err::read_to_string(&path).unwrap() == made,
            "{} differs; write it again: overthink dataset generate --family {family} --seed {SEED} --n {N_ITEMS}",
            path.display()
        );
    }
}

#[test]
fn first_items_read_as_the_models_were_trained() {
    let first: Vec<String> = Family::ALL
        .map(|family| json_lines(&generate(family, SEED, 1).unwrap()))
        .into();
    insta::assert_snapshot!(first.concat(), @r#"
    {"id":"arithmetic-1-0001","question":"Start with 12. Multiply by 4. Multiply by 2. Add 13. Add 49. What is the result?","target":"158"}
    {"id":"algebra-1-0001","question":"Two whole numbers add up to 36 and multiply to 68. What are they?","target":"2, 34"}
    {"id":"logic-1-0001","question":"A knight always tells the truth, a knave always lies.\nCal says: Fay is a knight. Fay says: Cal and Jim are the same. Jim says: Fay and Leo are different. Leo says: Cal and Fay are the same.\nWho is what? Answer like: Cal=knight, Fay=knave","target":"Cal=knave, Fay=knave, Jim=knight, Leo=knight"}
    {"id":"code-1-0001","question":"f(3) = 10, f(5) = 14, f(8) = 20.","target":{"asserts":["assert f(-4) == -4","assert f(0) == 4","assert f(3) == 10","assert f(5) == 14","assert f(8) == 20","assert f(12) == 28"]}}
    {"id":"lookup-1-0001","question":"The list: mary=teal, uwe=moon, zoe=lake, hugo=box, ian=blue, sue=snow, fred=star, eli=map\nWhat is fred?","target":"fred=star"}
    {"id":"format-1-0001","question":"Write these words as a JSON list: green, owl, snow, key","target":"[\"green\", \"owl\", \"snow\", \"key\"]"}
    "#);
}

#[test]
fn a_longer_file_begins_with_the_shorter_one() {
    for family in Family::ALL {
        let long = generate(family, 9, 20).unwrap();
        assert_eq!(generate(family, 9, 7).unwrap(), long[..7]);
        assert_ne!(generate(family, 8, 7).unwrap(), long[..7]);
    }
}

#[test]
fn questions_and_ideas_do_not_repeat() {
    for family in Family::ALL {
        let rows = shipped(family);
        let questions: BTreeSet<&str> = rows.iter().map(|row| text(row, "question")).collect();
        let ids: BTreeSet<&str> = rows.iter().map(|row| text(row, "id")).collect();
        let keys: BTreeSet<String> = rows.iter().map(|row| key_from_words(family, row)).collect();
        assert_eq!(
            (questions.len(), ids.len(), keys.len()),
            (N_ITEMS, N_ITEMS, N_ITEMS),
            "{family}"
        );
    }
}

#[test]
fn every_item_is_held_back_from_training() {
    for family in Family::ALL {
        for row in shipped(family) {
            let key = format!("{family}:{}", key_from_words(family, &row));
            let limit = match family.name() {
                "algebra" | "logic" | "code" => 64,
                _ => 16,
            };
            let digest = crate::text::sha256_hex(key.as_bytes());
            let first: String = digest.chars().take(2).collect();
            assert!(u8::from_str_radix(&first, 16).unwrap() < limit, "{key}");
        }
    }
}

#[test]
fn small_families_say_how_small_they_are() {
    let error = generate(Family::Algebra, SEED, 1000).unwrap_err();
    insta::assert_snapshot!(error, @"family `algebra` has only 99 distinct held-back items, 1000 were asked for; ask for at most 99");
    insta::assert_snapshot!("sums".parse::<Family>().unwrap_err(), @"no family is called `sums`; there are `arithmetic`, `algebra`, `logic`, `code`, `lookup`, `format`");
}

#[test]
fn families_beyond_their_ideas_go_on_with_new_words() {
    let rows = generate(Family::Logic, 3, 200).unwrap();
    let questions: BTreeSet<&str> = rows.iter().map(|row| text(row, "question")).collect();
    let ideas: BTreeSet<String> = rows
        .iter()
        .map(|row| key_from_words(Family::Logic, row))
        .collect();
    assert_eq!(questions.len(), 200);
    assert!((60..200).contains(&ideas.len()), "{}", ideas.len());
}

#[test]
fn arithmetic_targets_hold() {
    for row in shipped(Family::Arithmetic) {
        let mut value = 0;
        let steps: Vec<&str> = text(&row, "question").split(". ").collect();
        assert!((6..=8).contains(&steps.len()), "{row:?}");
        for step in &steps {
            match (*step, numbers(step).as_slice()) {
                (s, &[n]) if s.starts_with("Start with ") => value = n,
                (s, &[n]) if s.starts_with("Add ") => value += n,
                (s, &[n]) if s.starts_with("Subtract ") => value -= n,
                (s, &[n]) if s.starts_with("Multiply by ") => value *= n,
                ("What is the result?", []) => {}
                _ => panic!("{step}"),
            }
            assert!((0..=499).contains(&value), "{row:?}");
        }
        assert_eq!(text(&row, "target"), value.to_string());
    }
}

#[test]
fn algebra_targets_are_the_only_solution() {
    for row in shipped(Family::Algebra) {
        let [sum, product] = numbers(text(&row, "question"))[..] else {
            panic!("{row:?}")
        };
        let found: Vec<String> = (0..=sum / 2)
            .filter(|a| a * (sum - a) == product)
            .map(|a| format!("{a}, {}", sum - a))
            .collect();
        assert_eq!(found, [text(&row, "target")]);
    }
}

#[test]
fn logic_targets_are_the_only_solution() {
    for row in shipped(Family::Logic) {
        let said = statements(&row);
        let names: Vec<&str> = said.iter().map(|(name, _)| *name).collect();
        let solutions: Vec<String> = (0..16)
            .map(|bits: usize| {
                let is_knight = |name: &str| {
                    let i = names.iter().position(|n| *n == name).unwrap();
                    bits & (1 << i) != 0
                };
                let consistent = said
                    .iter()
                    .all(|(name, claim)| holds(claim, is_knight) == is_knight(name));
                let roles: Vec<String> = names
                    .iter()
                    .map(|name| {
                        format!(
                            "{name}={}",
                            if is_knight(name) { "knight" } else { "knave" }
                        )
                    })
                    .collect();
                (consistent, roles.join(", "))
            })
            .filter_map(|(consistent, roles)| consistent.then_some(roles))
            .collect();
        assert_eq!(solutions, [text(&row, "target")]);
        let last = text(&row, "question").lines().last().unwrap();
        assert_eq!(
            last,
            format!(
                "Who is what? Answer like: {}=knight, {}=knave",
                names[0], names[1]
            )
        );
    }
}

/// Who says what, from the words of the question.
fn statements(row: &Row) -> Vec<(&str, &str)> {
    let line = text(row, "question").lines().nth(1).unwrap();
    line.trim_end_matches('.')
        .split(". ")
        .map(|said| said.split_once(" says: ").unwrap())
        .collect()
}

fn holds(claim: &str, is_knight: impl Fn(&str) -> bool) -> bool {
    match claim.split(' ').collect::<Vec<_>>()[..] {
        [who, "is", "a", role] => is_knight(who) == (role == "knight"),
        [a, "and", b, "are", "different"] => is_knight(a) != is_knight(b),
        [a, "and", b, "are", "the", "same"] => is_knight(a) == is_knight(b),
        _ => panic!("{claim}"),
    }
}

#[test]
fn code_tests_hold_for_the_only_function_that_fits() {
    for row in shipped(Family::Code) {
        let (name, shown) = only_function(&row);
        let tests = CodeTests::deserialize(&row.0["target"]).unwrap();
        let CodeTests::Asserts { asserts, .. } = tests else {
            panic!("{tests:?}")
        };
        for test in &asserts {
            let [x, y] = numbers(test)[..] else {
                panic!("{test}")
            };
            assert_eq!(evaluate(&name, x), y, "{row:?}");
        }
        let tested: Vec<i64> = asserts.iter().map(|t| numbers(t)[0]).collect();
        assert!(shown.iter().all(|(x, _)| tested.contains(x)));
        assert!(tested.len() >= shown.len() + 3, "{row:?}");
    }
}

/// The key of the one function of the family that fits the question, and the
/// values that the question shows.
fn only_function(row: &Row) -> (String, Vec<(i64, i64)>) {
    let shown: Vec<(i64, i64)> = numbers(text(row, "question"))
        .chunks(2)
        .map(|pair| (pair[0], pair[1]))
        .collect();
    assert_eq!(shown.len(), 3);
    let heads = (1..=9).map(|a| a.to_string()).chain(["x2".to_owned()]);
    let fitting: Vec<String> = heads
        .flat_map(|head| (-20..=20).map(move |b| format!("{head},{b}")))
        .filter(|name| shown.iter().all(|&(x, y)| evaluate(name, x) == y))
        .collect();
    assert_eq!(fitting.len(), 1, "{row:?}");
    (fitting[0].clone(), shown)
}

fn evaluate(name: &str, x: i64) -> i64 {
    let (head, b) = name.split_once(',').unwrap();
    let head = head.parse::<i64>().map_or(x * x, |a| a * x);
    head + b.parse::<i64>().unwrap()
}

#[test]
fn lookup_targets_stand_in_the_list() {
    for row in shipped(Family::Lookup) {
        let (list, question) = text(&row, "question").split_once('\n').unwrap();
        let list = list.strip_prefix("The list: ").unwrap();
        let asked = question.strip_prefix("What is ").unwrap();
        let asked = asked.strip_suffix('?').unwrap();
        let entries: Vec<(&str, &str)> = list
            .split(", ")
            .map(|entry| entry.split_once('=').unwrap())
            .collect();
        let values: BTreeSet<&str> = entries.iter().map(|(_, value)| *value).collect();
        assert!((4..=8).contains(&entries.len()) && values.len() == entries.len());
        let found: Vec<String> = entries
            .iter()
            .filter(|(key, _)| *key == asked)
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(found, [text(&row, "target")]);
    }
}

#[test]
fn format_targets_hold_the_words_in_order() {
    for row in shipped(Family::Format) {
        let words = text(&row, "question")
            .strip_prefix("Write these words as a JSON list: ")
            .unwrap();
        let words: Vec<&str> = words.split(", ").collect();
        let target: Vec<String> = serde_json::from_str(text(&row, "target")).unwrap();
        assert!((3..=6).contains(&words.len()));
        assert_eq!(target, words);
    }
}

/// The part of the key after the family, found again from the words of the item.
fn key_from_words(family: Family, row: &Row) -> String {
    match family {
        Family::Algebra => text(row, "target").replace(", ", ","),
        Family::Code => only_function(row).0,
        Family::Logic => {
            let said = statements(row);
            let place = |name: &str| said.iter().position(|(n, _)| *n == name).unwrap() + 1;
            let parts: Vec<String> = said
                .iter()
                .map(
                    |(_, claim)| match claim.split(' ').collect::<Vec<_>>()[..] {
                        [who, "is", "a", role] => format!("P{} {role}", place(who)),
                        [a, "and", b, "are", .., relation] => {
                            format!("P{},P{} {relation}", place(a), place(b))
                        }
                        _ => panic!("{claim}"),
                    },
                )
                .collect();
            parts.join(";")
        }
        Family::Arithmetic | Family::Lookup | Family::Format => {
            let columns = &row.0;
            crate::prompt::Template::parse(&family.template())
                .unwrap()
                .render(columns)
                .unwrap()
        }
    }
}
