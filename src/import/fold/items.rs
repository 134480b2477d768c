//! Which items there are, and which sample is of which.

use std::collections::{BTreeMap, HashMap};

use crate::import::{Place, Sample};
use crate::suite::Target;

use super::FoldOptions;

/// Longest id of an item, in characters.
const MAX_ID_CHARS: usize = 200;

/// Everything that the samples tell, put in order.
pub(super) struct Known {
    /// In the order of their first samples.
    pub(super) items: Vec<Item>,
    /// Suite and id → place in `items`.
    by_key: HashMap<(String, String), usize>,
    pub(super) placed: Vec<Placed>,
    /// Name in the run and in the source, in the order of their first samples.
    pub(super) models: Vec<(String, String)>,
    pub(super) notices: Vec<String>,
}

/// A question.
pub(super) struct Item {
    pub(super) suite: String,
    id: String,
    /// The suite's name in the source.
    pub(super) title: String,
    prompt: Option<String>,
    pub(super) target: Option<String>,
}

/// A sample that is of a question.
pub(super) struct Placed {
    pub(super) model: String,
    pub(super) suite: String,
    pub(super) id: String,
    /// From 1, without gaps.
    pub(super) epoch: u32,
    pub(super) sample: Sample,
}

impl Item {
    /// The item as a suite holds it.
    pub(super) fn stored(&self) -> crate::suite::Item {
        crate::suite::Item {
            id: self.id.clone(),
            prompt: self.prompt.clone().unwrap_or_default(),
            target: Target::Text(self.target.clone().unwrap_or_default()),
            reference: None,
        }
    }
}

impl Known {
    pub(super) fn of(files: Vec<(String, Vec<Sample>)>, options: &FoldOptions<'_>) -> Self {
        let mut known = Self {
            items: Vec::new(),
            by_key: HashMap::new(),
            placed: Vec::new(),
            models: Vec::new(),
            notices: Vec::new(),
        };
        let mut reviews = Vec::new();
        for (file, samples) in files {
            for sample in samples {
                known.take(&file, sample, options, &mut reviews);
            }
        }
        known.join(reviews);
        known.count_epochs();
        known
    }

    pub(super) fn item(&self, suite: &str, id: &str) -> Option<&Item> {
        let index = *self.by_key.get(&(suite.to_owned(), id.to_owned()))?;
        self.items.get(index)
    }

    /// Finds a sample's item; reviews wait for the samples that they are of.
    fn take(
        &mut self,
        file: &str,
        sample: Sample,
        options: &FoldOptions<'_>,
        reviews: &mut Vec<Placed>,
    ) {
        let given = options.suite.or(sample.suite.as_deref());
        let title = given.unwrap_or("imported").to_owned();
        let suite = name(&title, '-', true);
        let id = sample
            .id
            .as_deref()
            .map_or_else(|| by_place(file, &sample.place), str::to_owned);
        let id: String = id
            .chars()
            .filter(|c| !c.is_control())
            .take(MAX_ID_CHARS)
            .collect();
        self.note_item(&suite, &title, &id, &sample);
        if sample.reply.is_none() && sample.error.is_none() {
            // A mere question: it told the prompt.
            return;
        }
        let source = options
            .model
            .or(sample.model.as_deref())
            .unwrap_or("unknown")
            .to_owned();
        let placed = Placed {
            model: name(&source, '-', false),
            suite,
            id,
            epoch: sample.epoch.unwrap_or(0),
            sample,
        };
        if placed.sample.is_review {
            reviews.push(placed);
            return;
        }
        self.note_model(&placed.model, source);
        self.placed.push(placed);
    }

    fn note_model(&mut self, name: &str, source: String) {
        if !self.models.iter().any(|(known, _)| known == name) {
            self.models.push((name.to_owned(), source));
        }
    }

    fn note_item(&mut self, suite: &str, title: &str, id: &str, sample: &Sample) {
        let key = (suite.to_owned(), id.to_owned());
        let index = *self.by_key.entry(key).or_insert_with(|| {
            self.items.push(Item {
                suite: suite.to_owned(),
                id: id.to_owned(),
                title: title.to_owned(),
                prompt: None,
                target: None,
            });
            self.items.len() - 1
        });
        let Some(item) = self.items.get_mut(index) else {
            return;
        };
        let unlike = |known: &Option<String>, new: &Option<String>| {
            known.is_some() && new.is_some() && known != new
        };
        if unlike(&item.prompt, &sample.prompt) || unlike(&item.target, &sample.target) {
            let notice = format!(
                "item `{id}` of suite `{suite}` has several prompts or targets, and the first is kept: are the files of different suites?"
            );
            if !self
                .notices
                .iter()
                .any(|known| known.contains("several prompts"))
            {
                self.notices.push(notice);
            }
        }
        item.prompt = item.prompt.take().or_else(|| sample.prompt.clone());
        item.target = item.target.take().or_else(|| sample.target.clone());
    }

    /// Adds to samples without a score that of the review of the same item. A
    /// review without such a sample is one itself.
    fn join(&mut self, reviews: Vec<Placed>) {
        let mut open: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (index, placed) in self.placed.iter().enumerate() {
            if placed.sample.score.is_none() {
                let key = (placed.suite.clone(), placed.id.clone());
                open.entry(key).or_default().push(index);
            }
        }
        for review in reviews {
            let key = (review.suite.clone(), review.id.clone());
            let waiting = open.get_mut(&key);
            let found = waiting.and_then(|indices| {
                let same = |index: &usize| {
                    self.placed
                        .get(*index)
                        .is_some_and(|p| p.model == review.model)
                };
                let at = indices.iter().position(same)?;
                Some(indices.remove(at))
            });
            if let Some(placed) = found.and_then(|index| self.placed.get_mut(index)) {
                placed.sample.score = review.sample.score;
                placed.sample.answer = review.sample.answer;
            } else {
                let source = review.sample.model.clone();
                self.note_model(
                    &review.model,
                    source.unwrap_or_else(|| review.model.clone()),
                );
                self.placed.push(review);
            }
        }
    }

    /// Numbers the repetitions of each item from 1, in the source's order. Of
    /// several with one number the last one counts, as in the sources.
    fn count_epochs(&mut self) {
        let mut by_item: BTreeMap<(String, String, String), Vec<usize>> = BTreeMap::new();
        for (index, placed) in self.placed.iter().enumerate() {
            let key = (
                placed.model.clone(),
                placed.suite.clone(),
                placed.id.clone(),
            );
            by_item.entry(key).or_default().push(index);
        }
        let mut dropped = vec![false; self.placed.len()];
        for mut indices in by_item.into_values() {
            indices.sort_by_key(|&i| (self.placed.get(i).map_or(0, |p| p.epoch), i));
            let mut epoch = 0;
            let mut previous: Option<(usize, u32)> = None;
            for index in indices {
                let Some(placed) = self.placed.get_mut(index) else {
                    continue;
                };
                let given = placed.sample.epoch;
                match previous {
                    Some((before, same)) if given == Some(same) => {
                        if let Some(mark) = dropped.get_mut(before) {
                            *mark = true;
                        }
                    }
                    _ => epoch += 1,
                }
                placed.epoch = epoch;
                previous = given.map(|given| (index, given));
            }
        }
        let n_dropped = dropped.iter().filter(|dropped| **dropped).count();
        if n_dropped > 0 {
            self.notices.push(format!(
                "{n_dropped} samples have the item and epoch of a later one, which is kept"
            ));
            let mut marks = dropped.into_iter();
            self.placed.retain(|_| !marks.next().unwrap_or(false));
        }
    }
}

/// An id for a sample that has none.
fn by_place(file: &str, place: &Place) -> String {
    match place {
        Place::File => file.to_owned(),
        Place::Line(n) => format!("{file}:{n}"),
        Place::Entry(n) | Place::Row(n) => format!("{file}:{n}"),
        Place::Member(name) => name.clone(),
    }
}

/// A name that can be part of an attempt's id.
fn name(source: &str, instead: char, lower: bool) -> String {
    let keep = |c: char| {
        if c.is_alphanumeric() || (!lower && "_.:+".contains(c)) {
            c
        } else {
            instead
        }
    };
    let cased = if lower {
        source.to_lowercase()
    } else {
        source.to_owned()
    };
    let kept: String = cased.chars().map(keep).take(MAX_ID_CHARS).collect();
    let kept = kept.trim_matches(instead);
    if kept.is_empty() {
        "imported".to_owned()
    } else {
        kept.to_owned()
    }
}
