//! Who asks and who answers: the labels of speakers and the words for their roles.

use std::collections::{BTreeMap, BTreeSet};

use super::passage::Passage;

/// Part of a speaker in an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Asks.
    Interviewer,
    /// Answers.
    Respondent,
}

/// Words for those who ask, lower case.
const ASK: &[&str] = &[
    "interviewer",
    "interviewer 1",
    "interviewer 2",
    "int",
    "i",
    "q",
    "question",
    "moderator",
    "facilitator",
    "researcher",
    "social worker",
    "assistant",
    "ai",
    "интервьюер",
    "вопрос",
    "в",
    "и",
    "модератор",
    "социальный работник",
    "исследователь",
    "сұхбат алушы",
    "сұрақ",
    "сұхбаттасушы",
    "suhbatdosh",
    "savol",
];

/// Words for those who answer, lower case.
const ANSWER: &[&str] = &[
    "respondent",
    "interviewee",
    "participant",
    "r",
    "a",
    "answer",
    "user",
    "girl",
    "boy",
    "child",
    "young man",
    "young woman",
    "респондент",
    "респондентка",
    "р",
    "ответ",
    "о",
    "девочка",
    "мальчик",
    "девушка",
    "юноша",
    "жауап",
    "javob",
];

/// Whether a word, lower case, is what somebody who asks or answers is called.
pub fn is_role(word: &str) -> bool {
    ASK.contains(&word) || ANSWER.contains(&word)
}

/// Words that open a remark, not a turn, however often they stand there.
const REMARKS: &[&str] = &[
    "note",
    "notes",
    "nb",
    "remark",
    "date",
    "place",
    "present",
    "time",
    "http",
    "https",
    "www",
    "example",
    "примечание",
    "дата",
    "место",
    "время",
    "күні",
    "орны",
    "ескерту",
];

/// The longest label, in characters and in words.
const LONGEST: (usize, usize) = (40, 4);

/// The label at the start of a line (`Name:`, `**Name:**`, `**Name**:`) and the bytes that it takes,
/// with the white space after it. Whether it is a speaker is seen from the whole text.
pub(super) fn label(line: &str) -> Option<(&str, usize)> {
    let bold = line.starts_with("**");
    let inner = if bold { &line[2..] } else { line };
    let near: usize = inner.chars().take(LONGEST.0 + 1).map(char::len_utf8).sum();
    let colon = inner[..near].find(':')?;
    let (name, after) = (&inner[..colon], &inner[colon + 1..]);
    let (name, after) = match bold {
        true => match name.strip_suffix("**") {
            Some(name) => (name, after),
            None => (name, after.strip_prefix("**")?),
        },
        false => (name, after),
    };
    let begins_well = name.chars().next().is_some_and(char::is_alphabetic);
    let one_name = !name.contains(['.', '!', '?', ',', ';', '"', '“', '«', '*'])
        || name.ends_with('.') && name.matches('.').count() == 1;
    let short = name.split_whitespace().count() <= LONGEST.1;
    let apart = after.is_empty() || after.starts_with(char::is_whitespace);
    let rest = after.trim_start();
    (begins_well && one_name && short && apart).then(|| (name.trim(), line.len() - rest.len()))
}

/// The form under which two spellings of a label are one speaker.
pub fn key(label: &str) -> String {
    label.to_lowercase()
}

/// The role that a label names by itself.
pub fn role(label: &str) -> Option<Role> {
    let label = key(label);
    if ASK.contains(&label.as_str()) {
        Some(Role::Interviewer)
    } else if ANSWER.contains(&label.as_str()) {
        Some(Role::Respondent)
    } else {
        None
    }
}

/// Whether what looks like a label opens a remark.
pub(super) fn is_remark(label: &str) -> bool {
    REMARKS.contains(&key(label).as_str())
}

/// Words that open what a transcriber notes.
const NOTES: &[&str] = &[
    "note",
    "notes",
    "nb",
    "remark",
    "remarks",
    "примечание",
    "примечания",
    "ескерту",
];

/// Whether a passage opens as a note of whoever wrote it down does: `Note: ..`.
pub fn opens_note(passage: &str) -> bool {
    label(passage).is_some_and(|(label, _)| NOTES.contains(&key(label).as_str()))
}

/// Whether a passage opens as a turn does, with what may be a speaker's name. Who speaks but once is not
/// known as a speaker.
pub fn opens_turn(passage: &str) -> bool {
    label(passage).is_some_and(|(label, _)| !is_remark(label))
}

/// Labels (in their `key` form) of those who ask: the ones set in the project if any of them
/// speaks; else those whose label says so; else the one whose turns end in a question mark at least
/// twice as often as anybody else's.
pub fn interviewers(text: &str, passages: &[Passage], set: &[String]) -> BTreeSet<String> {
    // For every speaker: turns that ask, and turns.
    let mut turns: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for passage in passages {
        let Some(speaker) = &passage.speaker else {
            continue;
        };
        let said = passage.words.of(text).unwrap_or_default();
        let asks = said
            .trim_end_matches(['"', '”', '»', ')', ' '])
            .ends_with(['?', '؟', '？']);
        let count = turns.entry(key(speaker)).or_default();
        count.0 += usize::from(asks);
        count.1 += 1;
    }
    let set: BTreeSet<String> = set
        .iter()
        .map(|label| key(label))
        .filter(|label| turns.contains_key(label))
        .collect();
    if !set.is_empty() {
        return set;
    }
    let named: BTreeSet<String> = turns
        .keys()
        .filter(|label| role(label) == Some(Role::Interviewer))
        .cloned()
        .collect();
    if !named.is_empty() {
        return named;
    }
    let mut shares: Vec<(f64, String)> = turns
        .into_iter()
        .filter(|(label, _)| role(label) != Some(Role::Respondent))
        .map(|(label, (asking, all))| (asking as f64 / all as f64, label))
        .collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    match shares.as_slice() {
        [(first, label), rest @ ..]
            if *first >= 0.3
                && rest
                    .first()
                    .is_none_or(|(second, _)| *first >= second * 2.0) =>
        {
            BTreeSet::from([label.clone()])
        }
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::passage::passages;
    use super::*;

    fn asked_by(text: &str, set: &[&str]) -> Vec<String> {
        let set: Vec<String> = set.iter().map(|label| (*label).to_owned()).collect();
        interviewers(text, &passages(text), &set)
            .into_iter()
            .collect()
    }

    #[test]
    fn the_settings_come_first_then_the_label_then_the_questions() {
        let text = "Dana: And then?\n\nAsel: We left.\n\nDana: Where to?\n\nAsel: To town.";
        assert_eq!(asked_by(text, &[]), ["dana"]);
        assert_eq!(asked_by(text, &["Asel"]), ["asel"]);
        assert_eq!(
            asked_by("Q: Yes.\n\nA: Really?\n\nQ: Yes.\n\nA: Why?", &[]),
            ["q"]
        );
    }

    #[test]
    fn nobody_is_guessed_where_all_ask_alike() {
        let text = "Dana: And you?\n\nAsel: And you?\n\nDana: Who?\n\nAsel: Me?";
        assert!(asked_by(text, &[]).is_empty());
    }
}
