//! Where the register does not fit what the settings say about classifying: answers that are none of the
//! values, and values that require what the register does not say (any more). Nothing is changed.

use std::collections::{BTreeMap, BTreeSet};

use super::scheme::{class, satisfying};
use super::{Codings, Project, ProjectError};
use crate::model::blind::Blind;
use crate::model::classification::{self, UNSETTLED, reasons_of};
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::redact::without;
use crate::model::respondent::{Respondent, RespondentId};
use crate::model::settings::{Class, Scheme, Settings};
use crate::model::study::Study;

/// One answer of one respondent that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What is wrong with it.
    pub kind: Misfitting,
    /// Name of the respondent.
    pub respondent: String,
    /// The attribute.
    pub attribute: String,
    /// What it is, and what was expected, for people.
    pub says: String,
}

/// What may be wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misfitting {
    /// The register does not say what the value requires.
    Rule,
    /// It is none of the values of the settings.
    Value,
}

impl Misfitting {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "broken rule",
            Self::Value => "unknown value",
        }
    }
}

impl Project {
    /// Everything in the register that does not fit the settings, in the order of the respondents; and
    /// rules that cannot be asked.
    pub fn misfits(&self, study: &Study) -> Result<(Vec<Misfit>, Vec<ProjectError>), ProjectError> {
        let register = match is_any(&self.settings) {
            true => self.store.study(&Codings::None)?,
            false => Study::default(),
        };
        let (mut found, wrong) = misfits(&self.settings, study, &register);
        // What must not be read in the sources is not read here either.
        let concealed = self.concealed(study)?;
        for it in &mut found {
            it.says = without(&it.says, &concealed);
        }
        Ok((found, wrong))
    }
}

/// What somebody sees of a study that is about to be written, as every question sees it.
pub(super) fn as_seen(study: &Study, viewer: &str) -> Study {
    let mut seen = study.clone();
    Blind::new(study, viewer).apply(&mut seen);
    classification::apply(&mut seen);
    seen
}

/// Sentences about what does not fit and did before, one for all respondents of whom the same is to say.
pub fn newly(before: &[Misfit], after: &[Misfit]) -> Vec<String> {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for it in after.iter().filter(|it| !before.contains(it)) {
        match said.iter_mut().find(|(says, _)| *says == it.says) {
            Some((_, who)) => who.push(&it.respondent),
            None => said.push((&it.says, vec![&it.respondent])),
        }
    }
    let sentence = |(says, who): (&str, Vec<&str>)| {
        let noun = if who.len() == 1 { "" } else { "s" };
        let more = match who.len().saturating_sub(12) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let who = who.into_iter().take(12).collect::<Vec<_>>().join(", ");
        format!("respondent{noun} {who}{more}: {says}")
    };
    said.into_iter().map(sentence).collect()
}

/// What of a study as it is seen does not fit, and what of the register below what people classified.
pub(super) fn misfits(
    settings: &Settings,
    study: &Study,
    register: &Study,
) -> (Vec<Misfit>, Vec<ProjectError>) {
    let mut wrong = Vec::new();
    let mut satisfied: BTreeMap<&str, BTreeSet<RespondentId>> = BTreeMap::new();
    let schemes = || settings.classification.iter();
    for class in schemes().flat_map(|it| &it.1.values) {
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
    let mut found = Vec::new();
    let mut people: Vec<&Respondent> = study.respondents.values().collect();
    people.sort_by(|a, b| natural(&a.name, &b.name));
    for respondent in people {
        for (attribute, scheme) in schemes().filter(|it| !it.1.values.is_empty()) {
            let mut tell = |kind, attribute: &str, says| {
                found.push(Misfit {
                    kind,
                    respondent: respondent.name.clone(),
                    attribute: attribute.to_owned(),
                    says,
                });
            };
            let Some(value) = respondent.value(attribute).map(ToString::to_string) else {
                continue;
            };
            let own = register.respondents.get(&respondent.id);
            let own = own
                .and_then(|it| it.value(attribute))
                .map(ToString::to_string);
            if let Some(own) =
                own.filter(|own| *own != value && class(scheme, attribute, own).is_err())
            {
                let names = scheme.values.iter().map(|it| it.name.as_str());
                let says = format!(
                    "{} (as the register has it)",
                    outside(attribute, &own, names)
                );
                tell(Misfitting::Value, attribute, says);
            }
            if value == UNSETTLED {
                continue;
            }
            let Ok(class) = class(scheme, attribute, &value) else {
                let names = scheme.values.iter().map(|it| it.name.as_str());
                tell(
                    Misfitting::Value,
                    attribute,
                    outside(attribute, &value, names),
                );
                continue;
            };
            if class.name != value {
                let says = format!(
                    "`{attribute}` is `{value}`, expected `{}` as the settings write it",
                    class.name
                );
                tell(Misfitting::Value, attribute, says);
            }
            if let Some(says) = other_reason(respondent, attribute, class) {
                tell(Misfitting::Value, &reasons_of(attribute), says);
            }
            let rule = class.requires.as_deref();
            let met = rule.and_then(|it| satisfied.get(it));
            if let Some(rule) = rule.filter(|_| met.is_some_and(|it| !it.contains(&respondent.id)))
            {
                let says = format!(
                    "classified as `{}`, which requires `{rule}` of the register",
                    class.name
                );
                tell(Misfitting::Rule, attribute, says);
            }
        }
    }
    (found, wrong)
}

/// The reason of a value, where it is none of the value's.
fn other_reason(respondent: &Respondent, attribute: &str, class: &Class) -> Option<String> {
    let name = reasons_of(attribute);
    let reason = respondent.value(&name)?.to_string();
    let known = class.reasons.iter().any(|it| it.name == reason);
    let names = class.reasons.iter().map(|it| it.name.as_str());
    (!class.reasons.is_empty() && !known).then(|| outside(&name, &reason, names))
}

/// That a value is none of those that there are.
fn outside<'n>(
    attribute: &str,
    value: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> String {
    let expected = match nearest(value, names.clone()).as_slice() {
        [] => format!("one of `{}`", names.collect::<Vec<_>>().join("`, `")),
        [near, ..] => format!("one of the settings, did you mean `{near}`?"),
    };
    format!("`{attribute}` is `{value}`, expected {expected}")
}

/// Whether anybody is classified by anything, so that something could misfit.
pub(super) fn is_any(settings: &Settings) -> bool {
    let has_values = |it: &Scheme| !it.values.is_empty();
    settings.classification.values().any(has_values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Id;
    use crate::model::respondent::{Attribute, Kind, Value};

    const SETTINGS: &str = "[[classification.category.values]]\nname = \"young leaver\"\nrequires = \"age:[0 TO 17]\"\n\
        [[classification.category.values]]\nname = \"excluded\"\nreasons = [{ name = \"no consent\" }]\n";

    fn study(rows: &[(&str, f64, &str)]) -> Study {
        let mut study = Study::default();
        for (number, (name, kind)) in (1..).zip([
            ("category", Kind::Text),
            ("age", Kind::Number),
            ("category_reason", Kind::Text),
        ]) {
            let id = Id::from_uuid(uuid::Uuid::from_u128(number));
            let (name, label) = (name.to_owned(), name.to_owned());
            let attribute = Attribute {
                id,
                name,
                label,
                kind,
                order: 0,
            };
            study.attributes.insert(id, attribute);
        }
        for (number, (category, age, reason)) in (1..).zip(rows) {
            let id = Id::from_uuid(uuid::Uuid::from_u128(number));
            let mut values = BTreeMap::from([
                ("category".to_owned(), Value::Text((*category).to_owned())),
                ("age".to_owned(), Value::Number(*age)),
            ]);
            if !reason.is_empty() {
                values.insert(
                    "category_reason".to_owned(),
                    Value::Text((*reason).to_owned()),
                );
            }
            let name = number.to_string();
            study
                .respondents
                .insert(id, Respondent { id, name, values });
        }
        study
    }

    #[test]
    fn values_reasons_and_rules_that_do_not_fit_are_told_once_for_all_of_whom_they_hold() {
        let settings: Settings = toml::from_str(SETTINGS).expect("settings");
        let before = study(&[("young leaver", 15.0, ""), ("excluded", 40.0, "no consent")]);
        let (none, wrong) = misfits(&settings, &before, &before);
        assert!(none.is_empty() && wrong.is_empty(), "{none:?}");
        let rows = [
            ("young leaver", 18.0, ""),
            ("excluded", 40.0, "no consnt"),
            ("yong leaver", 12.0, ""),
            ("yong leaver", 13.0, ""),
            ("Young leaver", 13.0, ""),
        ];
        let (after, _) = misfits(&settings, &study(&rows), &study(&rows));
        assert_eq!(
            newly(&none, &after),
            [
                "respondent 1: classified as `young leaver`, which requires `age:[0 TO 17]` of the register",
                "respondent 2: `category_reason` is `no consnt`, expected one of the settings, did you mean `no consent`?",
                "respondents 3, 4: `category` is `yong leaver`, expected one of the settings, did you mean `young leaver`?",
                "respondent 5: `category` is `Young leaver`, expected `young leaver` as the settings write it",
            ]
        );
        assert!(newly(&after, &after).is_empty());
        // Below what somebody classified, the register may still have a slip.
        let register = study(&[("yong leaver", 15.0, "")]);
        let (below, _) = misfits(&settings, &study(&[("young leaver", 15.0, "")]), &register);
        assert_eq!(below.len(), 1);
        assert!(
            below[0].says.ends_with("(as the register has it)"),
            "{}",
            below[0].says
        );
    }
}
