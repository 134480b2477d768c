//! One `[[part]]` and its dataset → [`Part`] with its items.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::build::{File, Source};
use super::checker;
use super::raw::RawPart;
use super::{CheckerSpec, Item, Part, SuiteError, SuiteErrorKind, Target, TaskType};
use crate::dataset::{self, DatasetError, DatasetErrorKind, NumberedRow};
use crate::prompt::{PromptError, Template};
use crate::text::hex;

/// The template of a part that gives none.
const DEFAULT_TEMPLATE: &str = "{{ question }}";

/// What is gathered from part to part.
pub(super) struct PartBuilder<'f> {
    file: File<'f>,
    open: &'f dyn Fn(&str) -> Result<Source, DatasetError>,
    digest: Sha256,
    /// Where each id was first seen: file and line.
    ids: BTreeMap<String, String>,
}

impl<'f> PartBuilder<'f> {
    /// `whole` is the file as it is on disk, for the hash.
    pub(super) fn new(
        file: File<'f>,
        whole: &str,
        open: &'f dyn Fn(&str) -> Result<Source, DatasetError>,
    ) -> Self {
        let mut builder = Self {
            file,
            open,
            digest: Sha256::new(),
            ids: BTreeMap::new(),
        };
        builder.add_to_hash(whole.as_bytes());
        builder
    }

    /// The part with all its items.
    pub(super) fn build(&mut self, raw: &RawPart) -> Result<Part, SuiteError> {
        let file = self.file;
        file.check_name("task type", &raw.task_type)?;
        let (checker, search) = checker::read(&raw.checker).map_err(|(range, message)| {
            let part = raw.name.get_ref().clone();
            let kind = SuiteErrorKind::Checker { part, message };
            SuiteError::at(file.path, file.text, range, kind)
        })?;
        let in_dataset = |source| dataset_error(file, raw, &raw.dataset, source);
        let source = (self.open)(raw.dataset.get_ref()).map_err(in_dataset)?;
        let rows = dataset::parse(&source.bytes, &source.name).map_err(in_dataset)?;
        self.add_to_hash(&source.bytes);
        Ok(Part {
            name: raw.name.get_ref().clone(),
            task_type: TaskType(raw.task_type.get_ref().clone()),
            template: template_of(raw).to_owned(),
            items: self.items(raw, &checker, &rows, &source.name)?,
            checker,
            search,
        })
    }

    /// SHA-256 over the suite file and the datasets, in the order of the parts.
    pub(super) fn into_hash(self) -> String {
        hex(&self.digest.finalize())
    }

    /// Length first, so that bytes cannot move from one file to the next unseen.
    fn add_to_hash(&mut self, bytes: &[u8]) {
        self.digest.update((bytes.len() as u64).to_le_bytes());
        self.digest.update(bytes);
    }

    fn items(
        &mut self,
        raw: &RawPart,
        checker: &CheckerSpec,
        rows: &[NumberedRow],
        dataset: &str,
    ) -> Result<Vec<Item>, SuiteError> {
        let file = self.file;
        let in_template =
            |row: Option<&NumberedRow>, source| template_error(file, raw, dataset, row, source);
        let template = Template::parse(template_of(raw)).map_err(|e| in_template(None, e))?;
        let mut items = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let in_row = |column: Option<&Spanned<String>>| {
                let blamed = column.unwrap_or(&raw.dataset).clone();
                move |kind| {
                    let source = DatasetError::new(dataset, Some(row.line), kind);
                    dataset_error(file, raw, &blamed, source)
                }
            };
            let id = id_of(raw, row, index).map_err(in_row(raw.id.as_ref()))?;
            let here = format!("{dataset}:{}", row.line);
            if let Some(first) = self.ids.insert(id.clone(), here) {
                let taken = DatasetErrorKind::DuplicateId { id, first };
                return Err(in_row(raw.id.as_ref())(taken));
            }
            let columns = columns_of(raw, row).map_err(in_row(raw.question.as_ref()))?;
            items.push(Item {
                id,
                prompt: template
                    .render(&columns)
                    .map_err(|e| in_template(Some(row), e))?,
                target: target_of(raw, checker, row).map_err(in_row(raw.target.as_ref()))?,
            });
        }
        Ok(items)
    }
}

fn template_of(raw: &RawPart) -> &str {
    raw.template
        .as_ref()
        .map_or(DEFAULT_TEMPLATE, |template| template.get_ref())
}

/// The id column, or the part's name and the row's position, such as `sums-0001`.
fn id_of(raw: &RawPart, row: &NumberedRow, index: usize) -> Result<String, DatasetErrorKind> {
    let id = match &raw.id {
        Some(column) => row.text(column.get_ref())?,
        None if row.has("id") => row.text("id")?,
        None => format!("{}-{:04}", raw.name.get_ref(), index + 1),
    };
    dataset::check_id(&id)?;
    Ok(id)
}

/// What the template sees: every column, and as `question` the column that the
/// part names so.
fn columns_of<'r>(
    raw: &RawPart,
    row: &'r NumberedRow,
) -> Result<Cow<'r, Map<String, Value>>, DatasetErrorKind> {
    let columns = &row.row.0;
    let Some(name) = &raw.question else {
        return Ok(Cow::Borrowed(columns));
    };
    let question = row.get(name.get_ref())?.clone();
    let mut columns = columns.clone();
    columns.insert("question".to_owned(), question);
    Ok(Cow::Owned(columns))
}

fn target_of(
    raw: &RawPart,
    checker: &CheckerSpec,
    row: &NumberedRow,
) -> Result<Target, DatasetErrorKind> {
    let column = raw.target.as_ref().map_or("target", |name| name.get_ref());
    let target = row.target(column)?;
    let (found, expected) = match (&target, checker) {
        (Target::Tests(_), CheckerSpec::Code { .. }) => return Ok(target),
        (Target::Text(_), CheckerSpec::Code { .. }) => {
            ("a text", "tests, as in `{\"asserts\": [\"assert …\"]}`")
        }
        (Target::Tests(_), _) => ("tests", "a text; tests are for checker `code`"),
        (Target::Text(_), _) => return Ok(target),
    };
    Err(DatasetErrorKind::TargetForOtherChecker {
        column: column.to_owned(),
        found,
        expected,
    })
}

fn dataset_error(
    file: File<'_>,
    raw: &RawPart,
    blamed: &Spanned<String>,
    source: DatasetError,
) -> SuiteError {
    let part = raw.name.get_ref().clone();
    file.at(blamed, SuiteErrorKind::Dataset { part, source })
}

fn template_error(
    file: File<'_>,
    raw: &RawPart,
    dataset: &str,
    row: Option<&NumberedRow>,
    source: PromptError,
) -> SuiteError {
    let blamed = raw.template.as_ref().unwrap_or(&raw.dataset);
    let kind = SuiteErrorKind::Template {
        part: raw.name.get_ref().clone(),
        row: row.map(|row| format!("{dataset}:{}", row.line)),
        source,
    };
    file.at(blamed, kind)
}
