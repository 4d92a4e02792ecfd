//! Reads `quotebook.toml`, and the commented file that a new project begins with.

use std::path::Path;

use super::ProjectError;
use crate::model::settings::Settings;

/// The settings file of a new project. Every line that is commented out shows its default.
pub const STARTER: &str = r#"# Settings of this study. Lines that begin with # are comments; remove the # to use one.

# Title of the study, as reports print it.
title = "My study"

# Who codes on this computer when --coder is not given.
# coder = "ana"

# The bracket after a quote. {respondent} is the respondent's number, every other name in braces is
# an attribute. A part whose value is missing is left out; {age|age not known} gives words for it.
# attribution = "({respondent}, {category}, {gender}, {age} years)"

# How the notes name the people who ask. Without this line it is guessed.
# interviewers = ["Interviewer", "Q"]

# Languages that the notes are in. Without this line each note's language is detected.
# languages = ["en", "ru", "kk"]

# The most words that a quote in a draft may leave out within one sentence, marked, before the audit
# calls it a sentence that nobody said.
# [audit]
# furthest = 60

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

# Questions that were not put to everybody: who was asked, in the query language. Tables tell those
# who were not asked from those who gave no answer.
# [asked]
# attends_school = "age:<18"
"#;

/// Reads the settings in `path`.
pub fn read_settings(path: &Path) -> Result<Settings, ProjectError> {
    let text = std::fs::read_to_string(path).map_err(ProjectError::file(path, "read"))?;
    toml::from_str(&text).map_err(|error| ProjectError::Settings {
        path: path.to_owned(),
        reason: error.to_string().trim_end().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(all.asked["attends_school"], "age:<18");
        assert_eq!(all.audit, Settings::default().audit);
        assert_eq!(all.style.omission, Settings::default().style.omission);
        assert_eq!(all.style.block, Some(40));
        assert_eq!(all.style.quotation["en"].inner.0, "‘");
    }
}
