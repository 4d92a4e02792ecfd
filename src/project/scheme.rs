//! What the settings say about classifying: which values and reasons there are, and whether the
//! register satisfies what a value requires.

use std::collections::{BTreeMap, BTreeSet};

use super::{Project, ProjectError};
use crate::index::{Input, Search, parse};
use crate::model::classification::{UNSETTLED, outcomes};
use crate::model::nearest::nearest;
use crate::model::respondent::{Kind, Respondent, RespondentId};
use crate::model::settings::{Class, Scheme, Settings};
use crate::model::source::Source;
use crate::model::study::Study;

/// A classification that the register speaks against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRule {
    /// The respondent.
    pub respondent: RespondentId,
    /// The attribute.
    pub attribute: String,
    /// The value that holds.
    pub value: String,
    /// What it requires.
    pub rule: String,
}

impl Project {
    /// Respondents who are in a value whose rule the register does not satisfy (any more).
    /// Rules that cannot be asked are told beside them.
    pub fn broken_rules(&self, study: &Study) -> (Vec<BrokenRule>, Vec<ProjectError>) {
        let (mut broken, mut wrong) = (Vec::new(), Vec::new());
        let mut satisfied: BTreeMap<&str, BTreeSet<RespondentId>> = BTreeMap::new();
        let schemes = self.settings.classification.values();
        for class in schemes.flat_map(|it| &it.values) {
            let Some(rule) = class.requires.as_deref() else {
                continue;
            };
            match satisfying(study, rule) {
                Ok(people) => drop(satisfied.insert(rule, people)),
                Err(error) => wrong.push(ProjectError::Within {
                    place: format!("`requires` of `{}` in {}", class.name, super::SETTINGS),
                    inner: Box::new(error),
                }),
            }
        }
        for ((respondent, attribute), outcome) in outcomes(study) {
            let scheme = self.settings.classification.get(attribute);
            let mut classes = scheme.into_iter().flat_map(|it| &it.values);
            let class = classes.find(|it| Some(it.name.as_str()) == outcome.value());
            let Some((class, rule)) = class.and_then(|it| Some((it, it.requires.as_ref()?))) else {
                continue;
            };
            let people = satisfied.get(rule.as_str());
            if people.is_some_and(|it| !it.contains(&respondent)) {
                broken.push(BrokenRule {
                    respondent,
                    attribute: attribute.to_owned(),
                    value: class.name.clone(),
                    rule: rule.clone(),
                });
            }
        }
        (broken, wrong)
    }
}

impl Project {
    /// Answers of the register that are none of the values by which respondents are classified: name,
    /// attribute, and what is wrong, for people.
    pub fn outside_values(&self, study: &Study) -> Vec<(String, String, String)> {
        let mut found = Vec::new();
        let schemes = self.settings.classification.iter();
        for (attribute, scheme) in schemes.filter(|it| !it.1.values.is_empty()) {
            for respondent in study.respondents.values() {
                let Some(value) = respondent.value(attribute).map(ToString::to_string) else {
                    continue;
                };
                if value == UNSETTLED || class(scheme, attribute, &value).is_ok() {
                    continue;
                }
                let names = || scheme.values.iter().map(|it| it.name.as_str());
                let expected = match nearest(&value, names()).as_slice() {
                    [] => format!("one of `{}`", names().collect::<Vec<_>>().join("`, `")),
                    [near, ..] => format!("one of the settings, did you mean `{near}`?"),
                };
                let says = format!("`{attribute}` is `{value}`, expected {expected}");
                found.push((respondent.name.clone(), attribute.to_owned(), says));
            }
        }
        found
    }
}

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
fn satisfying(study: &Study, query: &str) -> Result<BTreeSet<RespondentId>, ProjectError> {
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
