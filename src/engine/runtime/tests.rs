use super::*;

fn file_in(folder: &tempfile::TempDir, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs_err::write(&path, content).unwrap();
    path
}

#[test]
fn the_explicit_path_wins_then_the_variable_then_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let a = file_in(&folder, "a", b"");
    let b = file_in(&folder, "b", b"");
    let both = [Flavor::Cuda, Flavor::Cpu];
    let cache = |flavor| (flavor == Flavor::Cpu).then(|| PathBuf::from("cached"));
    let found = |given, variable| locate_in(given, variable, &both, cache).unwrap().source;
    assert_eq!(found(Some(a.as_path()), Some(b.as_path())), Source::Given);
    assert_eq!(found(None, Some(b.as_path())), Source::Environment);
    assert_eq!(found(None, None), Source::Cache(Flavor::Cpu));
}

#[test]
fn a_path_that_leads_nowhere_is_not_passed_over() {
    let nowhere = Path::new("no/such/libonnxruntime.so");
    let cache = |_| Some(PathBuf::from("cached"));
    let error = locate_in(Some(nowhere), None, &[Flavor::Cpu], cache).unwrap_err();
    insta::assert_snapshot!(error, @"no ONNX Runtime library at `no/such/libonnxruntime.so` (given path)");
    let error = locate_in(None, Some(nowhere), &[Flavor::Cpu], cache).unwrap_err();
    insta::assert_snapshot!(error, @"no ONNX Runtime library at `no/such/libonnxruntime.so` (ORT_DYLIB_PATH)");
}

#[test]
fn a_missing_library_names_three_ways_out() {
    let error = locate_in(None, None, &[Flavor::Cpu], |_| None).unwrap_err();
    let text = error.to_string();
    for way in [
        "--onnxruntime PATH",
        "ORT_DYLIB_PATH",
        "copy the library to",
    ] {
        assert!(text.contains(way), "{text}");
    }
    assert!(!text.contains('\n'));
}

#[test]
fn broken_libraries_are_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("empty.so", &b""[..]),
        ("text.so", b"this is no library, however long it may be"),
        ("truncated.so", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
    ] {
        let library = Library {
            path: file_in(&folder, name, content),
            source: Source::Given,
        };
        let text = load(&library).unwrap_err().to_string();
        assert!(text.contains(name), "{text}");
        assert!(!text.contains('\n'), "{text}");
    }
    let gone = Library {
        path: folder.path().join("gone.so"),
        source: Source::Given,
    };
    assert!(load(&gone).is_err());
}

/// A wheel of our own making: the real ones are tested by what loads them.
#[test]
fn only_the_pinned_wheel_is_unpacked() {
    use std::io::Write as _;

    use super::client::Fetched;

    let folder = tempfile::tempdir().unwrap();
    let library = cache::library_name();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in [
        "onnxruntime/__init__.py",
        &format!("onnxruntime/capi/{library}"),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(b"content").unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let path = file_in(&folder, "some.whl", &bytes);
    let digest: &'static str = Box::leak(crate::text::sha256_hex(&bytes).into_boxed_str());
    let wheel = |sha256| wheel::Wheel {
        package: "onnxruntime",
        sha256,
        platform: "any",
        flavor: Flavor::Cpu,
    };

    let target = folder.path().join("good");
    unpack::keep_library(&wheel(digest), &Fetched::Wheel(path.clone()), &target).unwrap();
    let kept: Vec<_> = fs_err::read_dir(&target).unwrap().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs_err::read(target.join(library)).unwrap(), b"content");

    let target = folder.path().join("bad");
    let other = wheel("0000000000000000000000000000000000000000000000000000000000000000");
    let error = unpack::keep_library(&other, &Fetched::Wheel(path), &target).unwrap_err();
    assert!(matches!(error, RuntimeError::WrongHash { .. }), "{error}");
    assert!(!target.exists());
}
