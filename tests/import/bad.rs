//! Bad files: what is wrong is named with its place, and the rest is read.

use std::io::{Cursor, Write};

use overthink::import::{Format, Options, Place, read};
use zip::write::SimpleFileOptions;

use super::{fixture, import};

fn fails(bytes: &[u8], options: &Options) -> String {
    let error = read(Cursor::new(bytes), "f", options, &mut |_| {}).unwrap_err();
    error.to_string()
}

#[test]
fn bad_lines_are_named_and_the_others_are_read() {
    let text = b"{\"id\": 1, \"text\": \"a\"}\n\
        {\"id\": 2, \"text\": \"b\", \"score\": NaN}\n\
        {\"id\": 3, \"text\": \"\xff\"}\n\
        {\"id\": 4, \"text\"\n\
        {\"id\": 5, \"word\": \"e\"}\n\
        [1]\n\
        {\"type\": \"message\", \"content\": []}\n\
        \n\
        {\"id\": 9, \"text\": \"i\"}\n";
    let (samples, report) = import(text, "rows.jsonl");
    let ids: Vec<_> = samples.iter().filter_map(|s| s.id.as_deref()).collect();
    assert_eq!(ids, ["1", "2", "9"]);
    let issues: Vec<String> = report.issues.iter().map(ToString::to_string).collect();
    let expected = [
        "line 2: a bare NaN",
        "line 3: invalid UTF-8",
        "line 4: ",
        "line 5: there is no field with a completion; the fields are `id`, `word`",
        "line 6: a list, expected an object",
        "line 7: `type` `message` and `content` blocks: this is `anthropic`",
    ];
    assert_eq!(issues.len(), expected.len(), "{issues:#?}");
    for (issue, expected) in issues.iter().zip(expected) {
        assert!(issue.starts_with(expected), "{issue}\n{expected}");
    }
}

#[test]
fn a_first_line_that_is_bad_hides_nothing() {
    let (samples, report) = import(
        b"{\"id\": 1, \"te\n{\"id\": 2, \"text\": \"b\"}\n",
        "rows.jsonl",
    );
    assert_eq!(samples.len(), 1);
    assert_eq!(report.issues[0].place, Place::Line(1));
}

#[test]
fn what_no_reader_knows_is_refused_with_what_was_seen() {
    let any = Options::default();
    assert_eq!(fails(b"", &any), "the file is empty");
    assert_eq!(fails(b" \n\n", &any), "the file is empty");
    assert!(fails(b"hello there", &any).contains("a text, neither JSON"));
    assert!(fails(b"\x00\xff\xfe\x80", &any).contains("neither text"));
    assert!(fails(b"{\"a\": 1}", &any).contains("`a`"));
    assert!(fails(b"PAR1 and no more", &any).contains("lighteval"));
    let as_table = Options {
        format: Some(Format::Lighteval),
        ..Options::default()
    };
    assert!(fails(b"{\"text\": \"a\"}", &as_table).contains("PAR1"));
}

#[test]
fn a_completion_with_bytes_that_are_no_text_is_read_and_named() {
    let (samples, report) = import(b"<think>a\xff</think>b", "reply.txt");
    assert_eq!(
        samples[0].reply.as_ref().unwrap().text,
        "<think>a\u{fffd}</think>b"
    );
    let issue = report.issues[0].to_string();
    assert_eq!(issue, "the file: invalid UTF-8 at byte 9; read as \u{fffd}");
}

#[test]
fn half_a_table_is_refused_without_talk_of_flags() {
    let (bytes, path) = fixture(super::seeds::TABLE);
    let (half, _) = bytes.split_at(bytes.len() / 2);
    let error = read(Cursor::new(half), &path, &Options::default(), &mut |_| {}).unwrap_err();
    assert!(
        error.to_string().contains("lighteval by its beginning"),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("cut or damaged"));
}

#[test]
fn a_place_in_a_line_is_a_column() {
    let (_, report) = import(b"{\"text\": \"a\"}\n{\"text\": x}\n", "rows.jsonl");
    assert_eq!(
        report.issues[0].to_string(),
        "line 2: no JSON: expected value at column 10"
    );
}

#[test]
fn half_an_archive_gives_the_members_that_are_whole() {
    let (bytes, path) = fixture("inspect.eval");
    let whole = import(&bytes, &path).0;
    let mut seen = 0;
    for share in [3, 5, 7, 9] {
        let (half, _) = bytes.split_at(bytes.len() * share / 10);
        let mut samples = Vec::new();
        let report = read(Cursor::new(half), &path, &Options::default(), &mut |s| {
            samples.push(s);
        });
        let report = report.unwrap();
        assert!(report.n_issues > 0);
        assert!(
            report.issues[0].message.contains("no whole directory"),
            "{:?}",
            report.issues
        );
        assert!(samples.len() >= seen && samples.len() <= 8);
        seen = samples.len();
        for sample in &samples {
            let same = whole.iter().find(|s| s.place == sample.place).unwrap();
            assert_eq!(sample.reply, same.reply);
            assert_eq!(sample.model.as_deref(), Some("mockllm/model"));
        }
    }
    assert!(seen > 0);
}

#[test]
fn half_a_document_gives_the_entries_that_are_whole() {
    let (bytes, path) = fixture("inspect.json");
    let (half, _) = bytes.split_at(bytes.len() * 6 / 10);
    let (samples, report) = import(half, &path);
    assert!(!samples.is_empty() && samples.len() < 8);
    assert!(
        report.issues[0].message.contains("breaks off"),
        "{:?}",
        report.issues
    );
    let (samples, report) = import(
        b"[{\"id\": 1, \"text\": \"a\"}, {\"id\": 2, \"te",
        "rows.json",
    );
    assert_eq!(samples.len(), 1);
    assert_eq!(report.issues[0].place, Place::Entry(2));
}

/// An archive with these members.
fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const SAMPLE: &[u8] = br#"{"id": "a", "epoch": 1, "input": "q", "target": "7", "output": {"choices": [{"message": {"content": "7"}, "stop_reason": "stop"}]}, "scores": {"m": {"value": NaN}}}"#;

#[test]
fn a_bad_member_is_named_and_the_others_are_read() {
    let mut bytes = archive(&[
        ("samples/a_epoch_1.json", SAMPLE),
        ("samples/b_epoch_1.json", b"{\"id\": "),
        ("samples/bomb_epoch_1.json", b"{}"),
        ("header.json", br#"{"eval": {"task": "t", "model": "m"}}"#),
    ]);
    // The directory's last field before the name but 22 bytes is the size unpacked.
    let name = b"samples/bomb_epoch_1.json";
    let found = bytes.windows(name.len()).rposition(|window| window == name);
    let size = found.unwrap() - 22;
    bytes[size..size + 4].copy_from_slice(&209_715_200_u32.to_le_bytes());
    let (samples, report) = import(&bytes, "log.eval");
    assert_eq!(samples.len(), 1);
    assert_eq!(samples[0].suite.as_deref(), Some("t"));
    let mut issues: Vec<String> = report.issues.iter().map(ToString::to_string).collect();
    issues.sort();
    assert_eq!(issues.len(), 3, "{issues:#?}");
    assert!(issues[0].starts_with("member `samples/a_epoch_1.json`: a bare NaN"));
    assert!(issues[1].starts_with("member `samples/b_epoch_1.json`: the JSON breaks off"));
    assert!(
        issues[2].starts_with("member `samples/bomb_epoch_1.json`: 209715200 bytes, and at most")
    );
}

#[test]
fn a_damaged_member_is_not_read_as_something_else() {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["samples/a_epoch_1.json", "samples/b_epoch_1.json"] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(SAMPLE).unwrap();
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    let answer = b"\"content\": \"7";
    let found = bytes
        .windows(answer.len())
        .position(|window| window == answer);
    bytes[found.unwrap() + answer.len() - 1] = b'8';
    // With its directory, and without.
    for keep in [bytes.len(), bytes.len() - 30] {
        let (samples, report) = import(&bytes[..keep], "log.eval");
        assert_eq!(samples.len(), 1);
        assert_eq!(samples[0].reply.as_ref().unwrap().text, "7");
        let issues: Vec<String> = report.issues.iter().map(ToString::to_string).collect();
        assert!(
            issues.contains(
                &"member `samples/a_epoch_1.json`: damaged: its checksum is another".to_owned()
            ),
            "{issues:#?}"
        );
    }
}

#[test]
fn a_message_does_not_grow_with_the_name_that_it_quotes() {
    let name = format!("samples/{}.json", "n".repeat(60_000));
    let (samples, report) = import(
        &archive(&[(&name, b"{"), ("header.json", b"{}")]),
        "log.eval",
    );
    assert!(samples.is_empty());
    let issue = report.issues[0].to_string();
    assert!(
        issue.starts_with("member `samples/nnn") && issue.len() < 400,
        "{issue}"
    );
}

#[test]
fn members_of_one_name_are_complained_about_once() {
    // A header alone, which declares 956,301,312 bytes.
    let one = [HEADER, b"\0\0\0\0", b"\0\0\0\x39", NAME].concat();
    let whole = [HEADER, b"\x02\0\0\0", b"\x02\0\0\0", NAME, b"{}"].concat();
    let issues = |n: usize| {
        let bytes = [one.repeat(n), whole.clone()].concat();
        import(&bytes, "log.eval").1.issues
    };
    let told = |issue: &overthink::import::Issue| issue.message.starts_with("956301312 bytes");
    assert_eq!(issues(1).iter().filter(|issue| told(issue)).count(), 1);
    assert_eq!(issues(2), issues(1));
}

/// A member's header up to its sizes, without a checksum's value.
const HEADER: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0";
/// Its name, with the length of it and of no extra field.
const NAME: &[u8] = b"\x0e\0\0\0samples/a.json";

/// Members written to a pipe have their size behind them. To look through the rest
/// of the file for each of these would take hours.
#[test]
fn many_members_of_unknown_size_are_gone_through_once() {
    let one: &[u8] =
        b"PK\x03\x04\x14\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0e\0\0\0samples/a.json{}";
    let (samples, report) = import(&one.repeat(200_000), "log.eval");
    assert_eq!((samples.len(), report.format), (1, Format::Inspect));
}

#[test]
fn a_log_without_a_header_did_not_finish() {
    let bytes = archive(&[
        (
            "_journal/start.json",
            br#"{"eval": {"task": "t", "model": "m"}}"#,
        ),
        ("samples/a_epoch_1.json", SAMPLE),
    ]);
    let (samples, report) = import(&bytes, "log.eval");
    assert_eq!(samples[0].model.as_deref(), Some("m"));
    assert!(
        report.issues[0].message.contains("did not finish"),
        "{:?}",
        report.issues
    );
    let other = archive(&[("readme.txt", b"hello")]);
    assert!(fails(&other, &Options::default()).contains("`readme.txt`"));
}

#[test]
fn a_line_without_end_is_named_and_skipped() {
    let mut text = b"{\"id\": 1, \"text\": \"a\"}\n".to_vec();
    text.resize(text.len() + (65 << 20), b'x');
    text.extend_from_slice(b"\n{\"id\": 3, \"text\": \"c\"}\n");
    let (samples, report) = import(&text, "rows.jsonl");
    assert_eq!(samples.len(), 2);
    assert_eq!(report.issues[0].place, Place::Line(2));
}

#[test]
fn a_stream_that_breaks_off_is_read_and_named() {
    let text = br#"{"object":"chat.completion.chunk","id":"a","choices":[{"index":0,"delta":{"reasoning_content":"so"},"finish_reason":null}]}"#;
    let (samples, report) = import(text, "stream.jsonl");
    assert_eq!(samples.len(), 1);
    assert!(report.issues[0].message.contains("breaks off"));
}
