//! One `[[part]]` and its dataset → [`Part`] with its items.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::build::{File, Source};
use super::checker;
use super::raw::{RawPart, RawTarget};
use super::{CheckerSpec, Item, Part, SuiteError, SuiteErrorKind, Target, TaskType};
use crate::dataset::{self, DatasetError, DatasetErrorKind, NumberedRow, TestColumns};
use crate::prompt::{PromptError, Template};
use crate::text::{for_terminal, hex};

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
        let in_dataset = |source| dataset_error(file, raw, raw.dataset.span(), source);
        let target = target_column(file, raw, &checker)?;
        let source = (self.open)(raw.dataset.get_ref())
            .map_err(|error| in_dataset(published(error, raw)))?;
        let rows = dataset::parse(&source.bytes, &source.name).map_err(in_dataset)?;
        self.add_to_hash(&source.bytes);
        Ok(Part {
            name: raw.name.get_ref().clone(),
            task_type: TaskType(raw.task_type.get_ref().clone()),
            template: template_of(raw).to_owned(),
            items: self.items(raw, &checker, &target, &rows, &source.name)?,
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
        target: &TargetColumn<'_>,
        rows: &[NumberedRow],
        dataset: &str,
    ) -> Result<Vec<Item>, SuiteError> {
        let file = self.file;
        let in_template =
            |row: Option<&NumberedRow>, source| template_error(file, raw, dataset, row, source);
        let template = Template::parse(template_of(raw)).map_err(|e| in_template(None, e))?;
        let mut items = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let in_row = |column: Option<Range<usize>>| {
                let blamed = column.unwrap_or_else(|| raw.dataset.span());
                move |kind| {
                    let source = DatasetError::new(dataset, Some(row.place), kind);
                    dataset_error(file, raw, blamed, source)
                }
            };
            let of = |key: &Option<Spanned<String>>| key.as_ref().map(Spanned::span);
            let id = id_of(raw, row, index).map_err(in_row(of(&raw.id)))?;
            let here = format!("{dataset}{}", row.place);
            if let Some(first) = self.ids.insert(id.clone(), here) {
                let taken = DatasetErrorKind::DuplicateId { id, first };
                return Err(in_row(of(&raw.id))(taken));
            }
            let columns = columns_of(raw, row).map_err(in_row(of(&raw.question)))?;
            let in_target = in_row(raw.target.as_ref().map(Spanned::span));
            let reference = raw.reference.as_ref();
            items.push(Item {
                id,
                prompt: template
                    .render(&columns)
                    .map_err(|e| in_template(Some(row), e))?,
                target: target_of(target, checker, row).map_err(in_target)?,
                reference: reference
                    .map(|column| row.text(column.get_ref()))
                    .transpose()
                    .map_err(in_row(of(&raw.reference)))?,
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

/// Where the targets of a part stand.
enum TargetColumn<'r> {
    One(&'r str),
    Tests(TestColumns),
}

fn target_column<'r>(
    file: File<'_>,
    raw: &'r RawPart,
    checker: &CheckerSpec,
) -> Result<TargetColumn<'r>, SuiteError> {
    let Some(target) = &raw.target else {
        return Ok(TargetColumn::One("target"));
    };
    let columns = match target.get_ref() {
        RawTarget::Column(column) => return Ok(TargetColumn::One(column)),
        RawTarget::Columns(columns) => columns,
    };
    let complain = |span, message| {
        let part = raw.name.get_ref().clone();
        SuiteError::at(
            file.path,
            file.text,
            span,
            SuiteErrorKind::Target { part, message },
        )
    };
    if !matches!(checker, CheckerSpec::Code { .. }) {
        let message = "a table of columns makes tests, which are for checker `code`; \
                       name one column";
        return Err(complain(target.span(), message.to_owned()));
    }
    let pairs = columns
        .iter()
        .map(|(key, column)| (key.get_ref().clone(), column.clone()));
    TestColumns::new(pairs.collect())
        .map(TargetColumn::Tests)
        .map_err(|stray| {
            let key = columns.iter().find(|(key, _)| *key.get_ref() == stray);
            let known: Vec<String> = TestColumns::keys().map(|key| format!("`{key}`")).collect();
            let message = format!(
                "tests have no key `{}`, expected one of {}",
                for_terminal(&stray),
                known.join(", ")
            );
            complain(key.map_or(target.span(), |(key, _)| key.span()), message)
        })
}

fn target_of(
    column: &TargetColumn<'_>,
    checker: &CheckerSpec,
    row: &NumberedRow,
) -> Result<Target, DatasetErrorKind> {
    let column = match column {
        TargetColumn::One(column) => *column,
        TargetColumn::Tests(columns) => return columns.target(row),
    };
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

/// Says where a dataset can be got that is not there, if the part knows it.
fn published(error: DatasetError, raw: &RawPart) -> DatasetError {
    match (&error.kind, &raw.url) {
        (DatasetErrorKind::Missing, Some(url)) => {
            let kind = DatasetErrorKind::MissingCopy {
                url: for_terminal(url),
            };
            DatasetError { kind, ..error }
        }
        _ => error,
    }
}

fn dataset_error(
    file: File<'_>,
    raw: &RawPart,
    blamed: Range<usize>,
    source: DatasetError,
) -> SuiteError {
    let part = raw.name.get_ref().clone();
    let kind = SuiteErrorKind::Dataset { part, source };
    SuiteError::at(file.path, file.text, blamed, kind)
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
        row: row.map(|row| format!("{dataset}{}", row.place)),
        source,
    };
    file.at(blamed, kind)
}
