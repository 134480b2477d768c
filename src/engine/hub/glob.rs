//! Patterns of file names.

/// Whether `name` is what `pattern` says: `*` stands for any text, with
/// slashes, and `?` for any one character, as in Python's `fnmatch`.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut p, mut n) = (0, 0);
    // Where the last star was, and how much of the name it covers so far.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || Some(&c) == name.get(n) => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, covered)) => {
                    star = Some((at, covered + 1));
                    p = at + 1;
                    n = covered + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, name, expected) in [
            ("*.json", "config.json", true),
            ("*.json", "onnx/config.json", true),
            ("onnx/*", "onnx/model.onnx", true),
            ("onnx/*", "model.onnx", false),
            ("model_q?.onnx", "model_q4.onnx", true),
            ("model_q?.onnx", "model_q.onnx", false),
            ("*q4*data*", "onnx/model_q4.onnx_data_1", true),
            ("", "", true),
            ("*", "", true),
            ("a", "", false),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn many_stars_take_no_time() {
        let pattern = "*a".repeat(200) + "b";
        assert!(!matches(&pattern, &"a".repeat(2000)));
    }
}
