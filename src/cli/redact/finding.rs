//! Words to redact: those that somebody names, those of a list, and those that may name somebody.

use std::collections::HashSet;
use std::path::Path;

use anyhow::bail;

use crate::analysis::disclosure::names::{Entry, Ordinary, capitalised, listed, places};
use crate::analysis::stop_words::stop_words;
use crate::model::natural::natural;
use crate::model::redact::places_of;
use crate::model::redaction::{Origin, State};
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::study::Study;
use crate::project::{Found, Project, read_table};

/// Headings of lists; a first row that is none of these is a row like the others.
const HEADINGS: &[&str] = &[
    "words",
    "word",
    "name",
    "names",
    "place",
    "places",
    "имя",
    "слово",
    "атауы",
];

/// The sources with their texts, in the order of their names.
pub(super) struct Texts<'s> {
    all: Vec<(&'s Source, String)>,
}

impl<'s> Texts<'s> {
    pub(super) fn read(project: &Project, study: &'s Study) -> anyhow::Result<Self> {
        let mut sources: Vec<&Source> = study.sources.values().collect();
        sources.sort_by(|a, b| natural(&a.name, &b.name));
        let read = sources.into_iter().map(|it| Ok((it, project.text(it)?)));
        Ok(Self {
            all: read.collect::<anyhow::Result<_>>()?,
        })
    }

    /// The text of one source.
    pub(super) fn only(mut self, name: &str) -> anyhow::Result<Self> {
        self.all.retain(|(it, _)| it.name == name);
        match self.all.is_empty() {
            true => {
                bail!("there is no source `{name}` in the project, expected the name of one or `*`")
            }
            false => Ok(self),
        }
    }

    pub(super) fn each(&self, mut job: impl FnMut(&Source, &str)) {
        for (source, text) in &self.all {
            job(source, text);
        }
    }
}

pub(super) fn accepted(source: &Source, span: Span, shown: &str, origin: Origin) -> Found {
    Found {
        source: source.id,
        span,
        shown: shown.to_owned(),
        origin,
        state: State::Accepted,
    }
}

pub(super) fn by_hand(
    texts: &Texts<'_>,
    name: &str,
    words: &str,
    shown: Option<&str>,
) -> anyhow::Result<Vec<Found>> {
    let Some(shown) = shown else {
        bail!("what shall be printed for the words, expected `--as 'name of town'` or the like");
    };
    let here: Vec<&(&Source, String)> = texts
        .all
        .iter()
        .filter(|(it, _)| name == "*" || it.name == name)
        .collect();
    if here.is_empty() {
        bail!("there is no source `{name}` in the project, expected the name of one or `*`");
    }
    let mut found = Vec::new();
    for (source, text) in here {
        let spans = match words.split_once("..").map(|(a, b)| (a.parse(), b.parse())) {
            Some((Ok(start), Ok(end))) => match Span::from_chars(text, start, end) {
                Ok(span) => vec![span.snapped(text)],
                Err(error) => bail!("in source `{}`: {error}", source.name),
            },
            _ => places_of(text, words),
        };
        found.extend(
            spans
                .into_iter()
                .map(|it| accepted(source, it, shown, Origin::Hand)),
        );
    }
    if found.is_empty() {
        bail!(
            "`{words}` does not stand in source `{name}`, expected words of it or a place like `120..131`"
        );
    }
    Ok(found)
}

/// Rows of a list: words, and what is printed for them.
pub(super) fn rows(path: &Path, shown: Option<&str>) -> anyhow::Result<Vec<(String, String)>> {
    let table = read_table(path)?;
    let is_heading = table
        .columns
        .first()
        .is_some_and(|it| HEADINGS.contains(&it.trim().to_lowercase().as_str()));
    let first = (!is_heading).then_some(&table.columns);
    let mut found = Vec::new();
    for (row, cells) in (1..).zip(first.into_iter().chain(&table.rows)) {
        let words = cells.first().map_or("", |it| it.trim());
        let own = cells.get(1).map(|it| it.trim()).filter(|it| !it.is_empty());
        if words.is_empty() {
            continue;
        }
        match own.or(shown) {
            Some(shown) => found.push((words.to_owned(), shown.to_owned())),
            None => bail!(
                "`{}`, row {row}: nothing is given for `{words}`, expected a second column or `--as`",
                path.display()
            ),
        }
    }
    Ok(found)
}

pub(super) fn suggestions(
    texts: &Texts<'_>,
    gazetteer: Option<&Path>,
) -> anyhow::Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut suggest = |source: &Source, span, shown: &str, origin| {
        found.push(Found {
            source: source.id,
            span,
            shown: shown.to_owned(),
            origin,
            state: State::Open,
        });
    };
    // First, since they know what they name.
    if let Some(path) = gazetteer {
        let entries: Vec<Entry> = rows(path, Some("name of place"))?
            .iter()
            .map(|(name, shown)| Entry::new(name, shown))
            .collect();
        texts.each(|source, text| {
            for (span, number) in listed(text, &entries) {
                suggest(source, span, &entries[number].shown, Origin::Gazetteer);
            }
        });
    }
    let languages: HashSet<&str> = texts
        .all
        .iter()
        .filter_map(|(it, _)| it.language.as_deref())
        .collect();
    let mut ordinary = Ordinary::default();
    ordinary.add(stop_words(languages).0);
    texts.each(|source, text| ordinary.learn(text, source.language.as_deref()));
    let mut names: HashSet<String> = HashSet::new();
    texts.each(|source, text| {
        names.extend(capitalised(text, source.language.as_deref(), &ordinary));
    });
    texts.each(|source, text| {
        for span in places(text, source.language.as_deref(), &names, &ordinary) {
            suggest(source, span, "name", Origin::Capital);
        }
    });
    Ok(found)
}
