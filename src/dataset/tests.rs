use super::*;

fn rows(text: &str) -> Vec<(RowPlace, String)> {
    parse(text.as_bytes(), "d.jsonl")
        .unwrap()
        .into_iter()
        .map(|row| (row.place, serde_json::to_string(&row.row).unwrap()))
        .collect()
}

fn complaint(bytes: &[u8]) -> String {
    parse(bytes, "d.jsonl").unwrap_err().to_string()
}

fn row(json: &str) -> NumberedRow {
    parse(json.as_bytes(), "d.jsonl").unwrap().remove(0)
}

#[test]
fn windows_files_and_blank_lines_are_read() {
    let found = rows("\u{feff}\r\n{\"b\": 1, \"a\": 2}\r\n  \r\n{\"b\":3}");
    assert_eq!(
        found,
        [
            (RowPlace::Line(2), r#"{"b":1,"a":2}"#.to_owned()),
            (RowPlace::Line(4), r#"{"b":3}"#.to_owned())
        ]
    );
}

#[test]
fn a_bad_line_is_named_and_quoted() {
    insta::assert_snapshot!(complaint(b"{\"a\": 1}\n{\"id\": x}\n"), @r#"d.jsonl:2: not JSON, expected value at column 8: `{"id": x}`; each line must hold one JSON object"#);
    insta::assert_snapshot!(complaint(b"[1, 2]"), @"d.jsonl, row 1: a number instead of a JSON object with named columns: `1`");
    insta::assert_snapshot!(complaint(b"{\"a\": 1}{\"a\": 2}"), @r#"d.jsonl:1: not JSON, trailing characters at column 9: `{"a": 1}{"a": 2}`; each line must hold one JSON object"#);
    insta::assert_snapshot!(complaint(b"{\"a\": \xff}"), @"d.jsonl:1: not UTF-8; save the file in this encoding");
    insta::assert_snapshot!(complaint(b"\n\n"), @"d.jsonl: no rows; a dataset needs one JSON object a line");
    let long = format!("{{\"a\": \"{}\u{1b}[31m\"", "x".repeat(100));
    insta::assert_snapshot!(complaint(long.as_bytes()), @r#"d.jsonl:1: not JSON, control character (\u0000-\u001F) found while parsing a string at column 108: `{"a": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…`; each line must hold one JSON object"#);
}

#[test]
fn a_very_long_line_is_refused() {
    let line = vec![b'x'; MAX_LINE_BYTES + 1];
    insta::assert_snapshot!(complaint(&line), @"d.jsonl:1: a line of 16777217 bytes, the limit is 16777216; one JSON object a line?");
}

#[test]
fn columns_are_texts_or_integers() {
    let row = row(r#"{"a": "x", "b": -7, "c": 1.5, "d": null}"#);
    assert_eq!(row.text("a").unwrap(), "x");
    assert_eq!(row.text("b").unwrap(), "-7");
    insta::assert_snapshot!(row.text("c").unwrap_err(), @"column `c` holds a number instead of a text or an integer");
    insta::assert_snapshot!(row.text("e").unwrap_err(), @"no column `e`; this row has `a`, `b`, `c`, `d` (`question`, `target` and `id` in the part say which columns to use)");
    insta::assert_snapshot!(row.target("d").unwrap_err(), @r#"column `d` holds null instead of a text, an integer, or for code `{"asserts": ["assert …"]}`"#);
}

#[test]
fn a_target_may_hold_tests() {
    let row = row(
        r#"{"t": {"asserts": ["assert f(1) == 2"]}, "none": {"asserts": []}, "odd": {"tests": []}, "half": {"test": "def check(c): pass"}, "stray": {"asserts": ["assert f()"], "test": ""}}"#,
    );
    let tests = CodeTests::asserts(vec!["assert f(1) == 2".to_owned()]);
    assert_eq!(row.target("t").unwrap(), Target::Tests(tests));
    insta::assert_snapshot!(row.target("none").unwrap_err(), @"column `none` holds no tests of a program: the list of tests is empty");
    insta::assert_snapshot!(row.target("odd").unwrap_err(), @"column `odd` holds no tests of a program: unknown field `tests`, expected one of `prompt`, `entry_point`, `test`, `setup`, `asserts`, `stdio`, `cases`, `tolerance`, `checker`");
    insta::assert_snapshot!(row.target("half").unwrap_err(), @"column `half` holds no tests of a program: tests with `test` need `entry_point`");
    insta::assert_snapshot!(row.target("stray").unwrap_err(), @"column `stray` holds no tests of a program: tests hold one of `asserts`, `test`, `stdio`, `cases`");
}

#[test]
fn a_file_may_be_a_list_and_compressed() {
    use std::io::Write as _;
    let lines = b"{\"a\": 1}\n\n{\"a\": 2}\n";
    let list = b"\xef\xbb\xbf\n[{\"a\": 1},\n {\"a\": 2}]\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(list).unwrap();
    let mut zst = zstd::Encoder::new(Vec::new(), 0).unwrap();
    zst.write_all(lines).unwrap();
    for bytes in [
        lines.to_vec(),
        list.to_vec(),
        gzip.finish().unwrap(),
        zst.finish().unwrap(),
    ] {
        let rows = parse(&bytes, "d").unwrap();
        let values: Vec<String> = rows.iter().map(|row| row.text("a").unwrap()).collect();
        assert_eq!(values, ["1", "2"]);
        // Cut off anywhere: fewer rows or an error, and never more.
        for n in 0..bytes.len() {
            let cut = parse(&bytes[..n], "d");
            assert!(cut.is_err() || cut.is_ok_and(|cut| cut.len() < 3));
        }
    }
}

#[test]
fn broken_lists_and_archives_are_named() {
    insta::assert_snapshot!(complaint(b"[{\"a\": 1}, {\"a\": }]"), @"d.jsonl: not JSON; a file that begins with `[` must be one list of objects");
    insta::assert_snapshot!(complaint(b"[{\"a\": 1}, null]"), @"d.jsonl, row 2: null instead of a JSON object with named columns: `null`");
    insta::assert_snapshot!(complaint(b"[]"), @"d.jsonl: no rows; a dataset needs one JSON object a line");
    insta::assert_snapshot!(complaint(b"\x1f\x8b\x08\x00"), @"d.jsonl: a gzip file that cannot be unpacked: it is cut off or damaged; get it again");
    insta::assert_snapshot!(complaint(b"\x28\xb5\x2f\xfd\x00"), @"d.jsonl: a zstd file that cannot be unpacked: it is cut off or damaged; get it again");
}

#[test]
fn a_missing_file_says_where_paths_start() {
    let error = read(Path::new("no/such.jsonl"), "no/such.jsonl").unwrap_err();
    insta::assert_snapshot!(error, @"no/such.jsonl: no such file; a dataset path starts at the folder of the suite file");
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_rows_or_an_error(bytes: Vec<u8>) {
        let _ = parse(&bytes, "d.jsonl");
    }

    #[test]
    fn written_rows_are_read_back(values in proptest::collection::vec(".*", 1..5)) {
        let lines: Vec<String> = values
            .iter()
            .map(|value| serde_json::json!({ "a": value }).to_string())
            .collect();
        let read = parse(lines.join("\n").as_bytes(), "d.jsonl").unwrap();
        let back: Vec<String> = read.iter().map(|row| row.text("a").unwrap()).collect();
        proptest::prop_assert_eq!(back, values);
    }
}
