//! What people set in `quotebook.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::style::Style;

/// The settings of a project. Every one has a default, so that an empty file is a good file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Title of the study.
    pub title: String,
    /// Who codes on this machine when `--coder` and `QUOTEBOOK_CODER` say nothing.
    pub coder: Option<String>,
    /// The language that figures are labelled in; `None` for the first of `languages`.
    pub language: Option<String>,
    /// Languages that the notes may be in (BCP 47); empty means any.
    pub languages: Vec<String>,
    /// Labels of the interviewers in the notes; empty means: guess.
    pub interviewers: Vec<String>,
    /// The bracket after a quote.
    pub attribution: String,
    /// To whom the questions behind attributes were put, in the query language, by attribute; those
    /// that are not named were put to everybody.
    pub asked: BTreeMap<String, String>,
    /// Attributes that respondents are classified by, by name.
    pub classification: BTreeMap<String, Scheme>,
    /// How drafts are audited.
    pub audit: AuditSettings,
    /// How quotes are printed.
    pub style: Style,
    /// Who can be recognised, and how that is prevented.
    pub disclosure: DisclosureSettings,
}

/// Languages that figures can be labelled in (BCP 47).
pub const LABELLED: [&str; 3] = ["en", "ru", "kk"];

impl Settings {
    /// What cannot be kept of these settings.
    pub fn fault(&self) -> Option<String> {
        let language = self.language.as_deref();
        let unknown = language.filter(|it| !LABELLED.contains(it));
        let unknown = unknown.map(|it| {
            format!(
                "`language = \"{it}\"` is none that figures are labelled in, expected one of `{}`",
                LABELLED.join("`, `")
            )
        });
        unknown.or_else(|| self.disclosure.fault())
    }
}

/// The values that a respondent may be put into.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scheme {
    /// The values, in the order in which reports show them.
    pub values: Vec<Class>,
}

/// Whether a value leaves respondents out of the sample: the settings say so, or, where they do not know
/// the value, it is called `excluded`.
pub fn excludes(scheme: Option<&Scheme>, value: &str) -> bool {
    let mut declared = scheme.into_iter().flat_map(|it| &it.values);
    match declared.find(|it| it.name == value) {
        Some(class) => class.excludes,
        None => value.eq_ignore_ascii_case("excluded"),
    }
}

/// One value of a classification.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Class {
    /// The value, as tables and attributions print it.
    pub name: String,
    /// What it means.
    pub definition: String,
    /// When to choose it.
    pub use_when: String,
    /// When not.
    pub not_when: String,
    /// What the register must say of everybody in it, in the query language.
    pub requires: Option<String>,
    /// Whether those in it are not kept in the sample.
    pub excludes: bool,
    /// Why somebody is in it; one must be named where there are any.
    pub reasons: Vec<Reason>,
}

/// A reason for a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reason {
    /// The reason, as tables print it.
    pub name: String,
    /// What it means.
    pub definition: String,
}

/// Who can be recognised, and how that is prevented.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DisclosureSettings {
    /// Within the team, what is told must be true of so many respondents.
    pub team: usize,
    /// In public, of so many.
    pub public: usize,
    /// The bracket after a quote in public; `None` for the same as within the team.
    pub attribution: Option<String>,
    /// Bands that numbers are printed in, in public, by attribute: `8-10,11-13,14+` or a width.
    pub bands: BTreeMap<String, String>,
    /// Words that look like a name or an ID of the study and are none.
    pub harmless: Vec<String>,
}

impl DisclosureSettings {
    /// What no threshold can be: of nobody everything is true.
    pub fn fault(&self) -> Option<String> {
        let thresholds = [("team", self.team), ("public", self.public)];
        let (name, _) = thresholds.into_iter().find(|(_, number)| *number == 0)?;
        Some(format!(
            "`{name} = 0` in `[disclosure]` would hide nobody, expected a number of respondents, 1 or more"
        ))
    }
}

impl Default for DisclosureSettings {
    fn default() -> Self {
        Self {
            team: 5,
            public: 11,
            attribution: None,
            bands: BTreeMap::new(),
            harmless: Vec::new(),
        }
    }
}

/// How drafts are audited.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditSettings {
    /// The most words that a quote may leave out within one sentence, marked. More make it a sentence
    /// that nobody said.
    pub furthest: usize,
    /// What values of an attribute are called besides, in other languages or for short: by attribute and
    /// value.
    pub also: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Default for AuditSettings {
    fn default() -> Self {
        Self {
            furthest: 60,
            also: BTreeMap::new(),
        }
    }
}

/// The attribution that a project begins with.
pub const ATTRIBUTION: &str = "({respondent}, {category}, {gender}, {age} years)";

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: String::new(),
            coder: None,
            language: None,
            languages: Vec::new(),
            interviewers: Vec::new(),
            attribution: ATTRIBUTION.to_owned(),
            asked: BTreeMap::new(),
            classification: BTreeMap::new(),
            audit: AuditSettings::default(),
            style: Style::default(),
            disclosure: DisclosureSettings::default(),
        }
    }
}
