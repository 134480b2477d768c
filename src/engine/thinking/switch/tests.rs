use super::*;

/// Letters are tokens, words with a space before them begin with another
/// token (1000 + letter), and `<s>` is never added.
#[expect(clippy::unnecessary_wraps, reason = "tokenizers can fail")]
fn encode(text: &str) -> Result<Vec<u32>, String> {
    let mut tokens = Vec::new();
    let mut after_space = false;
    for c in text.chars() {
        match c {
            ' ' => after_space = true,
            c if after_space => {
                tokens.push(1000 + c as u32);
                after_space = false;
            }
            c => tokens.push(c as u32),
        }
    }
    if after_space {
        tokens.push(u32::from(b' '));
    }
    Ok(tokens)
}

fn switches(phrases: &[&str], beta: u32) -> Switches {
    let tip = Tip {
        alpha: 3.0,
        beta,
        phrases: phrases.iter().map(|&p| p.to_owned()).collect(),
    };
    Switches::new(&tip, encode).unwrap()
}

/// The penalized letters after `text`; those with a space before them large.
fn penalized(switches: &Switches, text: &str) -> Vec<String> {
    let mut penalty = SwitchPenalty::default();
    for token in encode(text).unwrap() {
        penalty.take(token, Some(switches));
    }
    let mut changes = Vec::new();
    penalty.changes(switches, &mut changes);
    let mut all: Vec<String> = changes
        .iter()
        .map(|&(token, value)| {
            assert!((value + 3.0).abs() < 1e-6);
            let letter = char::from_u32(token % 1000).unwrap();
            if token >= 1000 {
                format!("_{letter}")
            } else {
                letter.to_string()
            }
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_phrase_is_penalized_where_it_begins_and_where_it_goes_on() {
    let switches = switches(&["but no"], 100);
    let first = ["B", "_B", "_b", "b"];
    assert_eq!(penalized(&switches, ""), first);
    assert_eq!(penalized(&switches, "xx."), first);
    // Inside a word only another word can begin.
    let inside = ["_B", "_b"];
    assert_eq!(penalized(&switches, "xx"), inside);
    let with = |more: &'static str| {
        let mut all: Vec<&str> = inside.to_vec();
        all.push(more);
        all.sort_unstable();
        all
    };
    assert_eq!(penalized(&switches, "x.b"), with("u"));
    assert_eq!(penalized(&switches, "x But"), with("_n"));
    // A letter with a space before it is a word's first, not its next.
    assert_eq!(penalized(&switches, "x but n").len(), first.len() + 1);
    assert_eq!(penalized(&switches, "bx"), inside);
    assert_eq!(penalized(&switches, "xbu"), inside);
    assert_eq!(penalized(&switches, "bbu"), inside);
    assert_eq!(penalized(&switches, "b.bu"), with("t"));
}

#[test]
fn the_penalty_ends_with_beta_and_begins_with_a_thought() {
    let switches = switches(&["or"], 5);
    let count = |text: &str| penalized(&switches, text).len();
    assert_eq!(count("xxx."), 4);
    assert_eq!(count("xxxx."), 0);
    assert_eq!(count("xxxxxxx."), 0);
    // The thought that a phrase begins has its two tokens.
    assert_eq!(count("xxxxxxx.or."), 4);
    assert_eq!(count("xxxxxxx.orx"), 0, "a longer word");
    assert_eq!(count("xxxxxxx.or.."), 4);
    assert_eq!(count("xxxxxxx.or..."), 0);
    assert_eq!(count("xxxxxxxxor."), 0, "the end of a word");
}

/// As vocabularies of bytes or letters have them, spaces and line ends too.
#[expect(clippy::unnecessary_wraps, reason = "tokenizers can fail")]
fn each(text: &str) -> Result<Vec<u32>, String> {
    Ok(text.chars().map(|c| c as u32).collect())
}

/// The tokens of a thought at the end of `text`, and what is penalized there.
fn at_end(phrases: &[&str], text: &str) -> (u32, String) {
    let tip = Tip {
        alpha: 3.0,
        beta: 1000,
        phrases: phrases.iter().map(|&p| p.to_owned()).collect(),
    };
    let switches = Switches::new(&tip, each).unwrap();
    let mut penalty = SwitchPenalty::default();
    for token in each(text).unwrap() {
        penalty.take(token, Some(&switches));
    }
    let mut changes = Vec::new();
    penalty.changes(&switches, &mut changes);
    let mut letters: Vec<char> = changes
        .iter()
        .map(|c| char::from_u32(c.0).unwrap())
        .collect();
    letters.sort_unstable();
    (penalty.n_tokens, letters.into_iter().collect())
}

#[test]
fn letters_make_phrases_as_whole_words() {
    for (phrases, text, n_tokens, penalized) in [
        (&["or"][..], "", 0, "Oo"),
        (&["or"], "for", 3, ""),
        (&["or"], "for ", 4, "Oo"),
        (&["or"], "7 or ", 3, "Oo"),
        (&["or"], "7. Or ", 3, "Oo"),
        (&["or"], "7\nOr,", 3, "Oo"),
        (&["or"], "an order ", 9, "Oo"),
        (&["or"], "an or", 2, ""),
        (&["or"], "an or o", 4, "r"),
        // Of two phrases the longer one began the thought.
        (&["wait", "but wait"], "so: But wait, ", 10, "BWbw"),
        (&["wait", "but wait"], "so: but w", 9, "a"),
        (&["wait", "but wait"], "so: but ", 8, "BWbw"),
        (&["no no no"], "no no ", 6, "Nn"),
        (&["no no no"], "no no no no", 8, " "),
        (&["no no no"], "nono no n", 9, "o"),
        (&["été"], "en étés ", 8, "Éé"),
    ] {
        let right = (n_tokens, penalized.to_owned());
        assert_eq!(at_end(phrases, text), right, "{phrases:?} {text:?}");
    }
}

#[test]
fn nothing_is_penalized_without_alpha_or_beta() {
    let mut none = switches(&["or"], 0);
    assert!(penalized(&none, "").is_empty());
    none = Switches {
        alpha: 0.0,
        beta: 9,
        ..none
    };
    assert!(penalized(&none, "").is_empty());
    assert!(penalized(&switches(&[], 9), "x").is_empty());
}

#[test]
fn blanks_alone_are_no_start() {
    // A tokenizer that splits off the space.
    let split = |text: &str| Ok::<_, String>(text.chars().map(|c| c as u32).collect());
    let tip = Tip {
        phrases: vec!["or".to_owned()],
        ..Tip::default()
    };
    let switches = Switches::new(&tip, split).unwrap();
    let starts: Vec<u32> = switches.phrases.iter().map(|p| p.tokens[0]).collect();
    assert_eq!(starts, [u32::from(b'O'), u32::from(b'o')]);
}
