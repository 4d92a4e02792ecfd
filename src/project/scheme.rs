//! What the settings say about classifying: which values and reasons there are, and whether the
//! register satisfies what a value requires.

use std::collections::BTreeSet;

use super::ProjectError;
use crate::index::{Input, Search, parse};
use crate::model::nearest::nearest;
use crate::model::respondent::{Kind, Respondent, RespondentId};
use crate::model::settings::{Class, Scheme, Settings};
use crate::model::source::Source;
use crate::model::study::Study;

/// The values of an attribute by which respondents are classified.
pub(super) fn scheme<'s>(
    settings: &'s Settings,
    study: &Study,
    attribute: &str,
) -> Result<&'s Scheme, ProjectError> {
    let known = settings.classification.get(attribute);
    let scheme = known.filter(|it| !it.values.is_empty()).ok_or_else(|| {
        let names = settings.classification.keys().map(String::as_str);
        ProjectError::Unclassified {
            attribute: attribute.to_owned(),
            near: names.map(str::to_owned).collect(),
        }
    })?;
    let is_other =
        |it: &&crate::model::respondent::Attribute| it.name == attribute && it.kind != Kind::Text;
    if let Some(other) = study.attributes.values().find(is_other) {
        return Err(ProjectError::Refused(format!(
            "attribute `{attribute}` is a {}, expected words to classify by",
            other.kind.name()
        )));
    }
    Ok(scheme)
}

/// The value called `name`, letter case aside.
pub(super) fn class<'s>(
    scheme: &'s Scheme,
    attribute: &str,
    name: &str,
) -> Result<&'s Class, ProjectError> {
    let lower = name.trim().to_lowercase();
    let found = scheme
        .values
        .iter()
        .find(|it| it.name.to_lowercase() == lower);
    found.ok_or_else(|| {
        let names = || scheme.values.iter().map(|it| it.name.as_str());
        ProjectError::Value {
            noun: "value",
            name: name.to_owned(),
            of: attribute.to_owned(),
            expected: names().map(str::to_owned).collect(),
            near: nearest(name, names()),
        }
    })
}

/// The reason called `name`; there must be one exactly where the value has reasons.
pub(super) fn reason(class: &Class, name: Option<&str>) -> Result<String, ProjectError> {
    let names = || class.reasons.iter().map(|it| it.name.as_str());
    let expected = || names().map(str::to_owned).collect();
    match name.map(str::trim).filter(|it| !it.is_empty()) {
        None if class.reasons.is_empty() => Ok(String::new()),
        None => Err(ProjectError::Refused(format!(
            "`{}` needs a reason, expected one of `{}`",
            class.name,
            names().collect::<Vec<_>>().join("`, `")
        ))),
        Some(name) if class.reasons.is_empty() => Err(ProjectError::Refused(format!(
            "`{}` has no reasons in the settings, expected none, not `{name}`",
            class.name
        ))),
        Some(name) => {
            let lower = name.to_lowercase();
            let mut reasons = class.reasons.iter();
            let found = reasons.find(|it| it.name.to_lowercase() == lower);
            found
                .map(|it| it.name.clone())
                .ok_or_else(|| ProjectError::Value {
                    noun: "reason",
                    name: name.to_owned(),
                    of: class.name.clone(),
                    expected: expected(),
                    near: nearest(name, names()),
                })
        }
    }
}

/// Refuses a value whose rule the register does not satisfy.
pub(super) fn holds_for(
    study: &Study,
    class: &Class,
    respondent: &Respondent,
) -> Result<(), ProjectError> {
    let Some(rule) = &class.requires else {
        return Ok(());
    };
    let within = |error| ProjectError::Within {
        place: format!("`requires` of `{}` in {}", class.name, super::SETTINGS),
        inner: Box::new(error),
    };
    if satisfying(study, rule)
        .map_err(within)?
        .contains(&respondent.id)
    {
        return Ok(());
    }
    let query = parse(rule)?;
    let said: BTreeSet<String> = query
        .fields()
        .iter()
        .map(|field| match respondent.value(&field.name) {
            Some(value) => format!("{} {value}", field.name),
            None => format!("no {}", field.name),
        })
        .collect();
    Err(ProjectError::Rule {
        value: class.name.clone(),
        rule: rule.clone(),
        respondent: respondent.name.clone(),
        said: said.into_iter().collect::<Vec<_>>().join(", "),
    })
}

/// The respondents that answer a query about the register alone.
pub(super) fn satisfying(
    study: &Study,
    query: &str,
) -> Result<BTreeSet<RespondentId>, ProjectError> {
    let asked = parse(query)?;
    if Search::needs_index(&asked) {
        return Err(ProjectError::Refused(format!(
            "`{query}` asks for words or codes, expected attributes of the register only"
        )));
    }
    let input = Input {
        sources: &[],
        texts: &|source: &Source| Err(format!("`{}` is not read here", source.name).into()),
        interviewers: &[],
    };
    Ok(Search::new(study, &input, None).respondents(&asked)?)
}
