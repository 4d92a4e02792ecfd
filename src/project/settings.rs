//! Reads `quotebook.toml`, and the commented file that a new project begins with.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Project, ProjectError, SETTINGS, write_own};
use crate::model::settings::Settings;

/// The settings file of a new project. Every line that is commented out shows its default.
pub const STARTER: &str = r#"# Settings of this study. Lines that begin with # are comments; remove the # to use one.

# Title of the study, as reports print it.
title = "My study"

# Who codes on this computer when --coder is not given.
# coder = "ana"

# The bracket after a quote. {respondent} is the respondent's number, every other name in braces is
# an attribute; {page} is the page of a PDF. A part whose value is missing is left out; {age|age not
# known} gives words for it.
# attribution = "({respondent}, {category}, {gender}, {age} years)"

# How the notes name the people who ask. Without this line it is guessed.
# interviewers = ["Interviewer", "Q"]

# Languages that the notes are in. Without this line each note's language is detected.
# languages = ["en", "ru", "kk"]

# The language that figures are labelled in: en, ru or kk. Without this line the first of `languages`,
# otherwise English.
# language = "en"

# The most words that a quote in a draft may leave out within one sentence, marked, before the audit
# calls it a sentence that nobody said.
# [audit]
# furthest = 60

# What a value is called besides, in other languages or for short.
# [audit.also.category]
# "vulnerable child" = ["уязвимый ребёнок", "қорғансыз бала"]

# How edited quotes are printed: the sign of an omission (..., …, [...], […], (...) or (…)) and whether
# its dots are attached to the word before; the brackets around what is put in ([] or ⟨⟩); whether a
# changed capital is "plain" or "marked"; and from how many words a quote is a block quote without
# quotation marks (without the line every quote is set apart, with its marks).
# [style]
# omission = "..."
# attached = false
# brackets = "[]"
# capitals = "plain"
# block = 40

# Quotation marks by language, and perhaps the inner ones; other languages have their own.
# [style.quotation]
# en = "“ ” ‘ ’"
# Who can be recognised: what an attribution tells, and every cell of a table, must be true of so many
# respondents within the team and in public. In public, the bracket after a quote may tell less, and
# numbers in bands; `quotebook disclosure --generalise` looks for the least loss. Words that look like
# a name or a number of the study and are none may be printed.
# [disclosure]
# team = 5
# public = 11
# attribution = "({respondent}, {category}, {age} years)"
# bands = { age = "5" }
# harmless = ["Will"]

# Questions that were not put to everybody: who was asked, in the query language. Tables tell those
# who were not asked from those who gave no answer.
# [asked]
# attends_school = "age:<18"
"#;

/// Reads the settings in `path`.
pub fn read_settings(path: &Path) -> Result<Settings, ProjectError> {
    let text = std::fs::read_to_string(path).map_err(ProjectError::file(path, "read"))?;
    let refused = |reason: String| ProjectError::Settings {
        path: path.to_owned(),
        reason,
    };
    let settings: Settings =
        toml::from_str(&text).map_err(|error| refused(error.to_string().trim_end().to_owned()))?;
    match settings.fault() {
        None => Ok(settings),
        Some(fault) => Err(refused(fault)),
    }
}

impl Project {
    /// Writes what attributions tell in public to the settings file. Everything else in it stays to
    /// the letter.
    pub fn write_public_attribution(
        &self,
        attribution: &str,
        bands: &BTreeMap<String, String>,
    ) -> Result<(), ProjectError> {
        let path = self.root.join(SETTINGS);
        let text = match path.exists() {
            true => std::fs::read_to_string(&path).map_err(ProjectError::file(&path, "read"))?,
            false => String::new(),
        };
        let written = with_attribution(&text, attribution, bands);
        // Whatever the file looked like, it must now say this and what it said before.
        let mut expected = self.settings.clone();
        expected.disclosure.attribution = Some(attribution.to_owned());
        expected.disclosure.bands.clone_from(bands);
        if toml::from_str::<Settings>(&written).ok() != Some(expected) {
            return Err(ProjectError::Refused(format!(
                "`[disclosure]` in {SETTINGS} is written in a way that cannot be kept, expected `attribution = {}` to be put there by hand",
                quoted(attribution)
            )));
        }
        write_own(&path, written.as_bytes())
    }
}

/// The text of the settings with these two lines in `[disclosure]`.
fn with_attribution(text: &str, attribution: &str, bands: &BTreeMap<String, String>) -> String {
    let band = |(name, band): (&String, &String)| format!("{} = {}", quoted(name), quoted(band));
    let bands: Vec<String> = bands.iter().map(band).collect();
    let lines = [
        format!("attribution = {}", quoted(attribution)),
        format!("bands = {{ {} }}", bands.join(", ")),
    ];
    let mut out: Vec<String> = Vec::new();
    let mut inside = false;
    let mut done = false;
    for line in text.lines() {
        let bare = line.trim();
        if bare.starts_with('[') {
            inside = bare.starts_with("[disclosure]");
        }
        let key = bare.split('=').next().unwrap_or_default().trim();
        if inside && ["attribution", "bands"].contains(&key) {
            continue;
        }
        out.push(line.to_owned());
        if inside && !done {
            out.extend(lines.clone());
            done = true;
        }
    }
    if !done {
        out.extend(["".to_owned(), "[disclosure]".to_owned()]);
        out.extend(lines);
    }
    out.join("\n") + "\n"
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_attribution_is_written_between_what_people_wrote() {
        let bands = BTreeMap::from([("age".to_owned(), "5".to_owned())]);
        let own = "title = \"T\" # mine\n\n[disclosure] # ours\nteam = 3\nattribution = \"x\"\n\n[asked]\nage = \"age:1\"\n";
        let text = with_attribution(own, "({respondent})", &bands);
        let read: Settings = toml::from_str(&text).expect("settings");
        assert_eq!(
            read.disclosure.attribution.as_deref(),
            Some("({respondent})")
        );
        assert_eq!(
            (read.disclosure.team, read.disclosure.bands),
            (3, bands.clone())
        );
        assert_eq!(read.asked["age"], "age:1");
        assert!(
            text.starts_with("title = \"T\" # mine\n\n[disclosure] # ours\n"),
            "{text}"
        );
        let again = with_attribution(&text, "({respondent})", &bands);
        assert_eq!(again, text);
        let fresh = with_attribution(STARTER, "({respondent})", &bands);
        assert!(fresh.starts_with(STARTER.trim_end()));
        assert!(toml::from_str::<Settings>(&fresh).is_ok());
    }

    #[test]
    fn the_starter_file_reads_and_its_commented_lines_are_the_defaults() {
        let plain: Settings = toml::from_str(STARTER).expect("starter");
        assert_eq!(plain.attribution, Settings::default().attribution);
        let open: String = STARTER
            .lines()
            .map(|line| {
                line.strip_prefix("# ")
                    .filter(|rest| rest.contains(" = ") || rest.starts_with('['))
                    .unwrap_or(line)
            })
            .fold(String::new(), |all, line| all + line + "\n");
        let all: Settings = toml::from_str(&open).expect("uncommented starter");
        assert_eq!(all.attribution, Settings::default().attribution);
        assert_eq!(all.languages, ["en", "ru", "kk"]);
        assert_eq!((all.language.as_deref(), all.fault()), (Some("en"), None));
        assert_eq!(all.asked["attends_school"], "age:<18");
        assert_eq!(all.audit.furthest, Settings::default().audit.furthest);
        // An example, as no study has such names by itself.
        assert_eq!(all.audit.also["category"]["vulnerable child"].len(), 2);
        assert_eq!(all.style.omission, Settings::default().style.omission);
        assert_eq!(all.style.block, Some(40));
        assert_eq!(all.style.quotation["en"].inner.0, "‘");
        assert_eq!((all.disclosure.team, all.disclosure.public), (5, 11));
        assert_eq!(all.disclosure.bands["age"], "5");
    }
}
