use super::*;
use proptest::prelude::*;

fn wanting(names: &[&str]) -> Program {
    Program {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        reads_input: false,
    }
}

/// What is taken as the program; `None` for nothing.
fn taken(text: &str, wanted: &Program) -> Option<String> {
    let first = candidates(text, wanted).into_iter().next()?;
    let own = text.get(first.range.clone()).unwrap().to_owned();
    Some(first.joined.unwrap_or(own))
}

#[test]
fn of_several_blocks_that_which_defines_what_is_asked_for() {
    let f = wanting(&["f"]);
    for (text, expected) in [
        // Uses, tests and output behind it.
        (
            "```python\ndef f(x):\n    return x\n```\nUse:\n```python\nprint(f(1))\n```\nprints\n```\n1\n```",
            "def f(x):\n    return x\n",
        ),
        (
            "```python\ndef f(x):\n    return x\n```\n```python\nassert f(1) == 1\nassert f(2) == 2\n```",
            "def f(x):\n    return x\n",
        ),
        (
            "```python\ndef f(x):\n    return x\n```\n```python\n>>> f(1)\n1\n```",
            "def f(x):\n    return x\n",
        ),
        // Another function behind it, and before it.
        (
            "```python\ndef f(x):\n    return x\n```\n```python\ndef test_f():\n    assert f(1) == 1\n```",
            "def f(x):\n    return x\n",
        ),
        (
            "```python\ndef g(x):\n    return x\n```\n```python\ndef f(x):\n    return 2\n```",
            "def f(x):\n    return 2\n",
        ),
        // Two versions: the last.
        (
            "First:\n```python\ndef f(x):\n    return 1\n```\nBetter:\n```python\ndef f(x):\n    return 2\n```",
            "def f(x):\n    return 2\n",
        ),
        // A body, and how it is used.
        (
            "```python\n    return x + 1\n```\n```python\nprint(f(1))\n```",
            "    return x + 1\n",
        ),
        // A method, another name, a lambda.
        (
            "```python\nclass Solution:\n    def f(self, x):\n        return x\n```\n```python\nSolution().f(2)\n```",
            "class Solution:\n    def f(self, x):\n        return x\n",
        ),
        (
            "```python\nf = lambda x: x\n```\n```python\nprint(f(1))\n```",
            "f = lambda x: x\n",
        ),
        (
            "```python\nasync def f(x):\n    return x\n```\n```python\nx = 1\n```",
            "async def f(x):\n    return x\n",
        ),
        // A description with a session in it is no session.
        (
            "```python\ndef f(x):\n    \"\"\"\n    >>> f(1)\n    1\n    \"\"\"\n    return x\n```\n```python\nf(1)\n```",
            "def f(x):\n    \"\"\"\n    >>> f(1)\n    1\n    \"\"\"\n    return x\n",
        ),
        // Other languages.
        (
            "```python\ndef f(x):\n    return x\n```\nIn JavaScript:\n```js\nfunction f(x) { return x }\n```",
            "def f(x):\n    return x\n",
        ),
        (
            "```bash\npython f.py\n```\n```\ndef f(x):\n    return x\n```\n```text\n1\n```",
            "def f(x):\n    return x\n",
        ),
        (
            "```{.python}\ndef f(x):\n    return x\n```\n```text\n1\n```",
            "def f(x):\n    return x\n",
        ),
    ] {
        assert_eq!(taken(text, &f).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn fences_of_all_kinds() {
    let f = wanting(&["f"]);
    let program = "def f(x):\n    return x\n";
    for text in [
        "~~~python\ndef f(x):\n    return x\n~~~",
        "````python\ndef f(x):\n    return x\n````",
        "````markdown\nHere:\n```python\ndef f(x):\n    return x\n```\n````",
        "```markdown\nHere:\n```python\ndef f(x):\n    return x\n```\n```",
        "```python\ndef f(x):\n    return x\n",
        "```Python title=\"f.py\"\ndef f(x):\n    return x\n```",
        "```python3\r\ndef f(x):\n    return x\n```",
    ] {
        assert_eq!(taken(text, &f).as_deref(), Some(program), "{text}");
    }
    // Within a list, and with a fence in the description.
    for (text, expected) in [
        (
            "1. So:\n   ```python\n   def f(x):\n       return x\n   ```\n",
            "   def f(x):\n       return x\n",
        ),
        (
            "```python\ndef f(x):\n    \"\"\"As in\n    ```\n    f(1)\n    ```\n    \"\"\"\n    return x\n```",
            "def f(x):\n    \"\"\"As in\n    ```\n    f(1)\n    ```\n    \"\"\"\n    return x\n",
        ),
        // Indentation that was lost is the runner's to find.
        (
            "```python\ndef f(x):\nreturn x\n```",
            "def f(x):\nreturn x\n",
        ),
    ] {
        assert_eq!(taken(text, &f).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_program_in_several_blocks_is_joined() {
    let f = wanting(&["f"]);
    for (text, expected) in [
        (
            "First a helper:\n```python\nimport math\n\ndef half(x):\n    return x / 2\n```\nThen:\n```python\ndef f(x):\n    return half(math.floor(x))\n```",
            Some(
                "import math\n\ndef half(x):\n    return x / 2\n\ndef f(x):\n    return half(math.floor(x))\n",
            ),
        ),
        // Over two steps, with one between that is not needed.
        (
            "```python\nMOD = 7\n```\n```python\ndef g(x):\n    return x % MOD\n```\n```python\ndef other():\n    pass\n```\n```python\ndef f(x):\n    return g(x)\n```",
            Some("MOD = 7\n\ndef g(x):\n    return x % MOD\n\ndef f(x):\n    return g(x)\n"),
        ),
        // A helper that follows.
        (
            "```python\ndef f(x):\n    return g(x)\n```\nwith\n```python\ndef g(x):\n    return x\n```",
            Some("def f(x):\n    return g(x)\n\ndef g(x):\n    return x\n"),
        ),
        // What it defines itself is not taken from elsewhere; nor are uses.
        (
            "```python\ndef g(x):\n    return 1\n```\n```python\ndef g(x):\n    return 2\ndef f(x):\n    return g(x)\n```",
            None,
        ),
        (
            "```python\ndef f(x):\n    return x\n```\n```python\nx = 3\nprint(f(x))\n```",
            None,
        ),
    ] {
        let found = candidates(text, &f);
        assert_eq!(found[0].joined.as_deref(), expected, "{text}");
    }
}

#[test]
fn code_among_sentences_without_a_fence() {
    let f = wanting(&["f"]);
    for (text, expected) in [
        (
            "Here is the function:\n\ndef f(x):\n    return x\n\nIt gives x back, doesn't it?",
            Some("def f(x):\n    return x"),
        ),
        (
            "Sure! Let's see.\n\nfrom typing import List\n\ndef f(x):\n    # It's x.\n    return x\n",
            Some("from typing import List\n\ndef f(x):\n    # It's x.\n    return x"),
        ),
        (
            "def f(x):\n    return x\n\nExplanation:\n- it returns x",
            Some("def f(x):\n    return x"),
        ),
        (
            "def f(x):\n    \"\"\"\nThis text is at the margin.\n    \"\"\"\n    return x\n\nThis works.",
            Some("def f(x):\n    \"\"\"\nThis text is at the margin.\n    \"\"\"\n    return x"),
        ),
        (
            "def g(x):\n    return 1\n\nand the one that is asked for (with g\n\ndef f(x):\n    return g(x)\n\nNote: it calls g",
            Some("def f(x):\n    return g(x)"),
        ),
        // Bodies, also with lost indentation.
        (
            "    total = 0\n    for y in x:\n        total += y\n    return total\n",
            Some("    total = 0\n    for y in x:\n        total += y\n    return total"),
        ),
        (
            "The body is:\n\n    return x if x > 0 else not x\n",
            Some("    return x if x > 0 else not x"),
        ),
        (
            "for y in x:\nif y:\nreturn y\nreturn None",
            Some("for y in x:\nif y:\nreturn y\nreturn None"),
        ),
        (
            "    begin, end = -1., 1.\n    return end",
            Some("    begin, end = -1., 1.\n    return end"),
        ),
        // Comments are no headings.
        (
            "### Helpers ###\nimport math\n\nN = 90   # From here on:\n\n## Main part\ndef f(x):\n    return N",
            Some(
                "import math\n\nN = 90   # From here on:\n\n## Main part\ndef f(x):\n    return N",
            ),
        ),
        // Beside a block of output.
        (
            "def f(x):\n    return x\n\nOutput:\n```\n1\n```",
            Some("def f(x):\n    return x"),
        ),
        ("I cannot write this function.", None),
        ("The answer is 5.", None),
        ("", None),
    ] {
        // The second of two programs is joined with the first where it needs it.
        let found = candidates(text, &f).into_iter().next();
        let own = found.map(|found| text.get(found.range).unwrap());
        assert_eq!(own, expected, "{text}");
    }
}

#[test]
fn whole_programs_read_their_input() {
    let reads = Program {
        names: Vec::new(),
        reads_input: true,
    };
    let text = "```python\nn = int(input())\nprint(n)\n```\nFor example\n```\n5\n```\nor as a function\n```python\ndef f(n):\n    return n\n```";
    assert_eq!(taken(text, &reads).unwrap(), "n = int(input())\nprint(n)\n");
}

#[test]
fn what_statements_ask_for() {
    for (statement, setup, expected) in [
        (
            "assert set(similar((3, 4), (5, 7))) == set((4, 5))",
            "",
            vec!["similar"],
        ),
        (
            "assert math.isclose(area(2), 12.5, rel_tol=0.001)",
            "import math",
            vec!["area"],
        ),
        (
            "assert not f('call g(1)') and g (2) in (1, 2)",
            "",
            vec!["f", "g"],
        ),
        (
            "assert isclose(f(1), 1)",
            "from math import isclose",
            vec!["f"],
        ),
        (
            "assert [h(x) for x in range(3)] == sorted([0])",
            "",
            vec!["h"],
        ),
        ("assert 1 == 1", "", vec![]),
    ] {
        let found = called_names(&[statement.to_owned()], setup);
        assert_eq!(found, expected, "{statement}");
    }
}

proptest! {
    #[test]
    fn any_text_is_searched(
        parts in prop::collection::vec(prop::sample::select(vec![
            "```", "```python\n", "~~~\n", "````\n", "\n```\n", "def f(x):\n", "    return g(x)\n",
            "def g(x):\n", "\"\"\"", "'", "(", "]", "Some text here.\n", "import é", "f(1)\n", ">>> ", "\\", "=", "#", "\r\n",
            "from a import (b as c,\n", "from", "import", "as", "async", "class", "lambda", " ",
        ]), 0..40),
        name in "[fg]",
    ) {
        let text = parts.concat();
        for found in candidates(&text, &wanting(&[&name])) {
            let own = text.get(found.range.clone());
            prop_assert!(own.is_some_and(|own| !own.trim().is_empty()));
            let joined = found.joined.as_deref().unwrap_or(own.unwrap());
            prop_assert!(joined.contains(own.unwrap().trim_end_matches('\n')));
        }
    }
}
