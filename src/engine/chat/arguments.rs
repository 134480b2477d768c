//! The arguments of a filter or method, by place or by name, as Python takes
//! them.

use minijinja::value::{Kwargs, Rest, Value, ValueOrKwargs};
use minijinja::{Error, ErrorKind};

/// Arguments as minijinja hands them over.
pub(super) type Given = Rest<ValueOrKwargs>;

/// Arguments as they were written.
pub(super) struct Arguments<'a> {
    by_place: &'a [Value],
    by_name: Option<Kwargs>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(args: &'a [Value]) -> Result<Self, Error> {
        match args.split_last() {
            Some((last, before)) if last.is_kwargs() => Ok(Self {
                by_place: before,
                by_name: Some(Kwargs::try_from(last.clone())?),
            }),
            _ => Ok(Self {
                by_place: args,
                by_name: None,
            }),
        }
    }

    /// The argument at `place` or called `name`; `None` where there is none.
    pub(super) fn get(&self, place: usize, name: &str) -> Option<Value> {
        self.by_place
            .get(place)
            .cloned()
            .or_else(|| self.by_name.as_ref()?.get::<Option<Value>>(name).ok()?)
    }

    /// The same, where `None` means that it was not given.
    pub(super) fn given(&self, place: usize, name: &str) -> Option<Value> {
        self.get(place, name).filter(|value| !value.is_none())
    }

    pub(super) fn text(&self, place: usize, name: &str) -> Result<Option<String>, Error> {
        self.given(place, name)
            .map(|value| {
                let text = value.as_str().map(str::to_owned);
                text.ok_or_else(|| wrong(name, "a text", &value))
            })
            .transpose()
    }

    pub(super) fn required_text(&self, place: usize, name: &str) -> Result<String, Error> {
        self.text(place, name)?
            .ok_or_else(|| Error::new(ErrorKind::MissingArgument, format!("no `{name}` is given")))
    }

    pub(super) fn integer(&self, place: usize, name: &str) -> Result<Option<i64>, Error> {
        self.given(place, name)
            .map(|value| {
                let number = i64::try_from(value.clone());
                number.map_err(|_| wrong(name, "an integer", &value))
            })
            .transpose()
    }

    pub(super) fn flag(&self, place: usize, name: &str) -> bool {
        self.get(place, name).is_some_and(|value| value.is_true())
    }

    /// Refuses more than `places` arguments, and names that were not asked for.
    pub(super) fn finish(&self, places: usize) -> Result<(), Error> {
        if self.by_place.len() > places {
            return Err(Error::from(ErrorKind::TooManyArguments));
        }
        self.by_name
            .as_ref()
            .map_or(Ok(()), Kwargs::assert_all_used)
    }
}

fn wrong(name: &str, wanted: &str, value: &Value) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("`{name}` must be {wanted}, not {}", value.kind()),
    )
}
