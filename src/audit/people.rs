//! Who is who: what the draft says about a respondent against what the register says.

use std::collections::HashMap;

use super::attribution::{Attribution, Vocabulary, name_key, squeezed};
use super::categories::is_same;
use super::finding::{Fault, Finding};
use super::garbled::is_garbled;
use super::genders::gender;
use super::reading::Reading;
use crate::model::attribution::Template;
use crate::model::redact::{Concealed, without};
use crate::model::respondent::{Respondent, RespondentId, Value};
use crate::model::settings::AuditSettings;
use crate::model::source::SourceId;
use crate::model::study::Study;

/// The people of a study and what they are called in reports.
pub struct People<'s> {
    study: &'s Study,
    template: &'s Template,
    names: HashMap<String, RespondentId>,
    /// The same by number alone; `None` where several have it.
    numbers: HashMap<String, Option<RespondentId>>,
    sources: HashMap<RespondentId, Vec<SourceId>>,
    /// How drafts are audited.
    settings: &'s AuditSettings,
    /// The most words that may be left out within one sentence.
    pub furthest: usize,
    /// Words that are not shown, of any source.
    pub concealed: &'s [Concealed],
}

impl<'s> People<'s> {
    /// Everybody in `study`, of whose words those that are `concealed` are not shown.
    pub fn of(
        study: &'s Study,
        template: &'s Template,
        settings: &'s AuditSettings,
        concealed: &'s [Concealed],
    ) -> Self {
        let mut sources: HashMap<RespondentId, Vec<SourceId>> = HashMap::new();
        for source in study.sources.values() {
            if let Some(who) = source.respondent {
                sources.entry(who).or_default().push(source.id);
            }
        }
        let names = study
            .respondents
            .values()
            .map(|it| (squeezed(&it.name), it.id))
            .collect();
        let mut numbers: HashMap<String, Option<RespondentId>> = HashMap::new();
        for it in study.respondents.values() {
            let known = numbers.entry(number_key(&it.name));
            known.and_modify(|it| *it = None).or_insert(Some(it.id));
        }
        Self {
            study,
            template,
            names,
            numbers,
            sources,
            settings,
            furthest: settings.furthest,
            concealed,
        }
    }

    /// What the study calls them.
    pub fn vocabulary(&self) -> Vocabulary {
        let everybody = || self.study.respondents.values();
        let category = |who: &'s Respondent| match who.value("category") {
            Some(Value::Text(category)) => Some(category.as_str()),
            _ => None,
        };
        let mut vocabulary = Vocabulary::new(
            everybody().map(|it| it.name.as_str()),
            everybody().filter_map(category),
        );
        for (value, names) in self.settings.also.get("category").into_iter().flatten() {
            names.iter().for_each(|it| vocabulary.call(value, it));
        }
        vocabulary
    }

    /// The respondent with this name.
    pub fn named(&self, name: &str) -> Option<&'s Respondent> {
        let squeezed = squeezed(name);
        let bare = squeezed.trim_start_matches('0');
        let id = self
            .names
            .get(&squeezed)
            .or_else(|| self.names.get(bare))
            .or_else(|| self.names.get(&name_key(name)))
            .or_else(|| self.numbers.get(&number_key(name))?.as_ref())?;
        self.study.respondents.get(id)
    }

    /// The sources in which somebody of this name speaks: those of the respondent, or the one that is
    /// called so.
    pub fn sources_of(&self, name: &str) -> Vec<SourceId> {
        match self.named(name) {
            Some(who) => self.sources.get(&who.id).cloned().unwrap_or_default(),
            None => self
                .study
                .source_named(name)
                .map(|it| it.id)
                .into_iter()
                .collect(),
        }
    }

    /// The bracket of somebody.
    pub fn attribution(&self, who: Option<RespondentId>) -> Option<String> {
        let respondent = self.study.respondents.get(&who?)?;
        Some(self.hidden(&self.template.fill(Some(respondent))))
    }

    /// A name or a value as it may be shown.
    fn hidden(&self, text: &str) -> String {
        without(text, self.concealed)
    }

    fn of_reading(&self, reading: Option<&Reading<'_>>) -> Option<String> {
        self.attribution(reading?.ready.respondent)
    }

    /// What is wrong with how a respondent is described.
    pub fn described(&self, attribution: &Attribution) -> Vec<Finding> {
        let mut findings: Vec<Finding> = malformed(attribution).into_iter().collect();
        let Some(who) = attribution
            .respondent
            .as_deref()
            .and_then(|it| self.named(it))
        else {
            return findings;
        };
        // What is said of two is not said of one of them.
        if !attribution.also.is_empty() {
            return findings;
        }
        let name = &who.name;
        let mut wrong = |fault, what: &str, given: String, value: &Value| {
            let value = self.hidden(&value.to_string());
            let given = self.hidden(&given);
            let detail =
                format!("the draft gives {name} the {what} `{given}`, the register `{value}`");
            findings.push(Finding::new(fault, detail, Some(value)));
        };
        let ages = attribution.ages.iter().map(|it| f64::from(*it));
        if let (Some(value), Some(given)) = (who.value("age"), attribution.ages.first())
            && let Some(age) = number(value)
            && ages.into_iter().all(|it| (it - age).abs() > 1e-9)
        {
            wrong(Fault::WrongAge, "age", given.to_string(), value);
        }
        if let (Some(value), Some(given)) = (who.value("gender"), attribution.genders.first()) {
            let word = value.to_string();
            let same = |it: &String| match (gender(it), gender(&word)) {
                (Some(one), Some(other)) => one == other,
                _ => squeezed(it) == squeezed(&word),
            };
            if !attribution.genders.iter().any(same) {
                wrong(Fault::WrongGender, "gender", given.clone(), value);
            }
        }
        if let (Some(value), Some(given)) = (who.value("category"), attribution.categories.first())
        {
            let word = value.to_string();
            let known = attribution.others.iter().chain(&attribution.categories);
            if !known.into_iter().any(|it| is_same(it, &word)) && !self.is_other_value(given) {
                wrong(Fault::WrongCategory, "category", given.clone(), value);
                if is_in_other_letters(given, &word)
                    && let Some(finding) = findings.last_mut()
                {
                    let same = "; where both are the same in two languages, the draft's words go to `[audit.also.category]` in quotebook.toml, behind the value of the register";
                    finding.detail.push_str(same);
                }
            }
        }
        findings.extend(self.misplaced(who, attribution));
        findings
    }

    /// What a bracket says besides, where it is the value of an attribute that this one has otherwise: another
    /// town.
    fn misplaced(&self, who: &Respondent, attribution: &Attribution) -> Option<Finding> {
        let is_it =
            |value: &Value, words: &str| matches!(value, Value::Text(text) if is_same(text, words));
        let own = |words: &str| who.values.values().any(|it| is_it(it, words));
        let everybody = || self.study.respondents.values();
        let given = attribution.others.iter().chain(&attribution.categories);
        given.filter(|it| !own(it)).find_map(|given| {
            let mut values = everybody().flat_map(|it| &it.values);
            let (name, _) =
                values.find(|(name, value)| name.as_str() != "category" && is_it(value, given))?;
            let value = self.hidden(&who.value(name)?.to_string());
            let detail = format!(
                "the draft gives {} the {name} `{}`, the register `{value}`",
                who.name,
                self.hidden(given)
            );
            Some(Finding::new(
                Fault::MalformedAttribution,
                detail,
                Some(value),
            ))
        })
    }

    /// Whether words that no category is called are the value of another attribute, as of the place.
    fn is_other_value(&self, words: &str) -> bool {
        let is_it = |value: &Value| matches!(value, Value::Text(text) if is_same(text, words));
        let everybody = || self.study.respondents.values();
        let others = everybody().flat_map(|it| &it.values);
        let mut others = others.filter(|(name, _)| name.as_str() != "category");
        let mut categories = everybody().filter_map(|it| it.value("category"));
        others.any(|(_, value)| is_it(value)) && !categories.any(is_it)
    }

    /// The words are another's.
    pub fn mistaken(&self, attribution: &Attribution, reading: &Reading<'_>) -> Finding {
        let source = self
            .study
            .sources
            .get(&reading.ready.id)
            .map_or_else(String::new, |it| self.hidden(&it.name));
        let named = attribution.respondent.as_deref().unwrap_or_default();
        Finding::new(
            Fault::WrongRespondent,
            format!("the words are not in the notes of {named}, but in source `{source}`"),
            self.attribution(reading.ready.respondent),
        )
    }

    /// The register knows nobody of this name.
    pub fn unknown(&self, name: &str, reading: Option<&Reading<'_>>) -> Finding {
        Finding::new(
            Fault::UnknownRespondent,
            format!(
                "there is no respondent `{name}` in the register{}",
                self.found_in(reading)
            ),
            self.of_reading(reading),
        )
    }

    /// Nobody is named.
    pub fn unsigned(&self, reading: Option<&Reading<'_>>) -> Finding {
        let found = match reading {
            None => "; the words are in no source".to_owned(),
            Some(_) => self.found_in(reading),
        };
        Finding::new(
            Fault::NoAttribution,
            format!("nobody is named as the speaker{found}"),
            self.of_reading(reading),
        )
    }

    /// What names the respondent has no name in it.
    pub fn half_signed(&self, attribution: &Attribution, reading: Option<&Reading<'_>>) -> Finding {
        Finding::new(
            Fault::MalformedAttribution,
            format!(
                "`{}` names no respondent{}",
                self.hidden(&attribution.text),
                self.found_in(reading)
            ),
            self.of_reading(reading),
        )
    }

    fn found_in(&self, reading: Option<&Reading<'_>>) -> String {
        let source = reading.and_then(|it| self.study.sources.get(&it.ready.id));
        source.map_or_else(String::new, |it| {
            format!("; the words are in source `{}`", self.hidden(&it.name))
        })
    }
}

/// Whether two words share no letters, as those of two scripts.
fn is_in_other_letters(one: &str, other: &str) -> bool {
    let is_latin = |words: &str| {
        let mut letters = words.chars().filter(|it| it.is_alphabetic());
        letters.next().map(|it| it.is_ascii())
    };
    is_latin(one) != is_latin(other)
}

/// A name without what says that it is one, and without noughts before its number.
fn number_key(name: &str) -> String {
    name_key(name).trim_start_matches('0').to_owned()
}

/// The number that a value is, also where the register holds it as words.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Text(text) => text.trim().parse().ok(),
        other => other.number(),
    }
}

/// An attribution that says two things at once or is not closed.
pub fn malformed(attribution: &Attribution) -> Option<Finding> {
    let mut ages = attribution.ages.clone();
    ages.dedup();
    let genders = attribution.genders.iter().filter_map(|it| gender(it));
    let genders: Vec<_> = genders.collect();
    let why = if attribution.respondent.is_none() {
        "names no respondent"
    } else if !attribution.also.is_empty() {
        "names several respondents, and not whose words these are"
    } else if ages.len() > 1 {
        "gives two ages"
    } else if genders.windows(2).any(|pair| pair[0] != pair[1]) {
        "gives two genders"
    } else if attribution.categories.len() > 1 {
        "gives two categories"
    } else if let Some(part) = attribution.others.iter().find(|it| is_garbled(it)) {
        let detail = format!("`{part}` in `{}` cannot be read", attribution.text);
        return Some(Finding::new(Fault::MalformedAttribution, detail, None));
    } else if (attribution.text.starts_with('(') && !attribution.text.ends_with(')'))
        || (attribution.text.starts_with('[') && !attribution.text.ends_with(']'))
    {
        "is not closed"
    } else {
        return None;
    };
    let detail = format!("`{}` {why}", attribution.text);
    Some(Finding::new(Fault::MalformedAttribution, detail, None))
}
