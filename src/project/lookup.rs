//! From the names that people type to the things they mean, with the nearest names when there is none.

use super::ProjectError;
use crate::model::codebook::Code;
use crate::model::coding::{Coder, Coding};
use crate::model::memo::Thing;
use crate::model::nearest::nearest;
use crate::model::place::Place;
use crate::model::respondent::Respondent;
use crate::model::round::Round;
use crate::model::source::Source;
use crate::model::study::Study;
use crate::model::toponym;

fn unknown<'n>(
    noun: &'static str,
    name: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> ProjectError {
    ProjectError::Unknown {
        noun,
        name: name.to_owned(),
        near: nearest(name, names),
    }
}

/// The source called `name`; its file's ending may be given too.
pub(crate) fn source<'s>(study: &'s Study, name: &str) -> Result<&'s Source, ProjectError> {
    study
        .source_named(name)
        .or_else(|| {
            study
                .sources
                .values()
                .find(|source| file_name(&source.file) == name)
        })
        .ok_or_else(|| {
            unknown(
                "source",
                name,
                study.sources.values().map(|it| it.name.as_str()),
            )
        })
}

fn file_name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// The code with this key or name.
pub(crate) fn code<'s>(study: &'s Study, word: &str) -> Result<&'s Code, ProjectError> {
    study.code_called(word).ok_or_else(|| {
        let names = study
            .codes
            .values()
            .flat_map(|code| [code.key.as_str(), code.name.as_str()]);
        unknown("code", word, names)
    })
}

/// The respondent called `name`.
pub(crate) fn respondent<'s>(study: &'s Study, name: &str) -> Result<&'s Respondent, ProjectError> {
    study.respondent_named(name).ok_or_else(|| {
        unknown(
            "respondent",
            name,
            study.respondents.values().map(|it| it.name.as_str()),
        )
    })
}

/// The place called `name`; if there is none, the nearest are those that sound like it, and else
/// those that look like it.
pub(crate) fn place<'s>(study: &'s Study, name: &str) -> Result<&'s Place, ProjectError> {
    study.place_called(name).ok_or_else(|| {
        let alike = toponym::like(name, study.places.values());
        let mut near: Vec<String> = alike.iter().map(|it| it.0.name.clone()).take(3).collect();
        if near.is_empty() {
            let names = study.places.values().flat_map(Place::spellings);
            near = nearest(name, names);
        }
        ProjectError::Unknown {
            noun: "place",
            name: name.to_owned(),
            near,
        }
    })
}

/// The coder called `name`.
pub(crate) fn coder<'s>(study: &'s Study, name: &str) -> Result<&'s Coder, ProjectError> {
    study.coder_named(name).ok_or_else(|| {
        unknown(
            "coder",
            name,
            study.coders.values().map(|it| it.name.as_str()),
        )
    })
}

/// The round called `name`.
pub(crate) fn round<'s>(study: &'s Study, name: &str) -> Result<&'s Round, ProjectError> {
    let found = study.rounds.values().find(|round| round.name == name);
    found.ok_or_else(|| {
        let names = study.rounds.values().map(|it| it.name.as_str());
        unknown("round", name, names)
    })
}

/// The coding whose id is, or ends or begins with, `word`.
pub(crate) fn coding<'s>(study: &'s Study, word: &str) -> Result<&'s Coding, ProjectError> {
    let word = word.to_lowercase();
    let mut found = study
        .codings
        .values()
        .filter(|coding| coding.id.short() == word || coding.id.to_string() == word);
    match (found.next(), found.next()) {
        (Some(coding), None) => Ok(coding),
        (Some(_), Some(_)) => Err(ProjectError::Refused(format!(
            "`{word}` is the short form of several codings, expected the whole id"
        ))),
        _ => Err(unknown("coding", &word, [])),
    }
}

/// Anything that can be named: `project`, `code:push/poverty`, `source:306`, `respondent:306`,
/// `coder:ana`, `coding:1a2b3c4d`; without the word before the colon the first that fits.
pub(crate) fn thing(study: &Study, word: &str) -> Result<Thing, ProjectError> {
    match word.split_once(':') {
        Some(("source", name)) => Ok(Thing::Source(source(study, name)?.id)),
        Some(("respondent", name)) => Ok(Thing::Respondent(respondent(study, name)?.id)),
        Some(("code", name)) => Ok(Thing::Code(code(study, name)?.id)),
        Some(("coder", name)) => Ok(Thing::Coder(coder(study, name)?.id)),
        Some(("coding", name)) => Ok(Thing::Coding(coding(study, name)?.id)),
        _ if word == "project" => Ok(Thing::Project),
        _ => source(study, word)
            .map(|it| Thing::Source(it.id))
            .or_else(|_| code(study, word).map(|it| Thing::Code(it.id)))
            .or_else(|_| respondent(study, word).map(|it| Thing::Respondent(it.id)))
            .or_else(|_| coder(study, word).map(|it| Thing::Coder(it.id)))
            .or_else(|_| coding(study, word).map(|it| Thing::Coding(it.id)))
            .map_err(|_| {
                unknown(
                    "thing",
                    word,
                    study.codes.values().map(|it| it.key.as_str()),
                )
            }),
    }
}
