//! A chat template and a suite's template, both foreign: an error or a text.

#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use overthink::engine::chat::ChatTemplate;
use overthink::prompt::Template;

fuzz_target!(|source: &str| {
    if let Ok(template) = ChatTemplate::new("fuzz", source, BTreeMap::new(), None) {
        let _ = template.thinks();
    }
    let columns = serde_json::Map::from_iter([("question".to_owned(), "1 + 1?".into())]);
    if let Ok(template) = Template::parse(source) {
        let _ = template.render(&columns);
    }
});
