//! Texts become sources: known by id, else by name and words. A text that has changed here since is
//! never put back; a text that only the other program changed is a new version.

use std::collections::{BTreeMap, HashMap};

use super::{Arriving, Placed, digest};
use crate::corpus::language;
use crate::exchange::foreign::{Source as ForeignSource, SourceKind, Text};
use crate::model::hash::Hash;
use crate::model::memo::Thing;
use crate::model::operation::Change;
use crate::model::respondent::RespondentId;
use crate::model::source::{Source, SourceId};
use crate::project::ProjectError;

/// Endings that are no part of a source's name.
const ENDINGS: &[&str] = &[
    "txt", "md", "doc", "docx", "odt", "rtf", "html", "htm", "pdf", "srt", "vtt", "m4a", "mp3",
    "wav", "ogg", "mp4", "mov", "avi", "jpg", "jpeg", "png",
];

/// A name without the ending of a file.
pub(in crate::project::import) fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending))
            if !stem.is_empty() && ENDINGS.contains(&ending.to_lowercase().as_str()) =>
        {
            stem
        }
        _ => name,
    }
}

/// What of a text is not white space.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|it| !it.is_whitespace())
}

impl Arriving<'_, '_> {
    /// Takes every text of every source; what has none is said.
    pub(super) fn all_texts(
        &mut self,
        originals: &BTreeMap<SourceId, Vec<u8>>,
    ) -> Result<(), ProjectError> {
        let speakers = self.speakers();
        for source in &self.project.sources {
            if source.texts.is_empty() {
                let why = match source.kind {
                    SourceKind::Text | SourceKind::Pdf => "it came without its text",
                    SourceKind::Picture => "pictures hold no words",
                    SourceKind::Audio | SourceKind::Video => {
                        "recordings without a transcript hold no words"
                    }
                };
                self.losses.left_out("source", &source.name, why);
            } else if matches!(source.kind, SourceKind::Audio | SourceKind::Video) {
                let words = source.texts.iter().filter_map(|it| it.words.as_deref());
                match words.into_iter().any(|it| !it.trim().is_empty()) {
                    true => {
                        let why = "its transcript is a source; the recording stays where it is";
                        self.losses.changed("recording", &source.name, why);
                    }
                    false => {
                        let why = "its transcript came without words";
                        self.losses.left_out("recording", &source.name, why);
                    }
                }
            }
            let several = source.texts.len() > 1;
            for text in &source.texts {
                let respondent = speakers.get(&source.id).copied();
                let original = originals.get(&text.id);
                self.text(source, text, several, respondent, original)?;
            }
        }
        Ok(())
    }

    /// Who speaks in which source.
    fn speakers(&mut self) -> HashMap<SourceId, RespondentId> {
        let mut speakers = HashMap::new();
        for case in &self.project.cases {
            let Some(respondent) = self.respondents.get(&case.id) else {
                continue;
            };
            for source in &case.sources {
                if speakers.contains_key(source) {
                    let why = "a source has one respondent here; it is the first";
                    self.losses.left_out("source of a case", &case.name, why);
                    continue;
                }
                speakers.insert(*source, *respondent);
            }
        }
        for source in &self.project.sources {
            let id = super::derived("case", source.id.uuid());
            let of_values = self.respondents.get(&crate::model::id::Id::from_uuid(id));
            if let Some(respondent) = of_values {
                speakers.entry(source.id).or_insert(*respondent);
            }
        }
        speakers
    }

    fn text(
        &mut self,
        of: &ForeignSource,
        text: &Text,
        several: bool,
        respondent: Option<RespondentId>,
        original: Option<&Vec<u8>>,
    ) -> Result<(), ProjectError> {
        let id = match of.kind {
            SourceKind::Text | SourceKind::Pdf | SourceKind::Picture => of.id,
            SourceKind::Audio | SourceKind::Video if several => text.id,
            SourceKind::Audio | SourceKind::Video => of.id,
        };
        let shown = match (of.name.as_str(), text.name.as_str()) {
            ("", "") => format!("source {}", id.short()),
            ("", name) => name.to_owned(),
            (name, "") => name.to_owned(),
            (_, name) if several => name.to_owned(),
            (name, _) => name.to_owned(),
        };
        let wanted = without_ending(&shown).to_owned();
        let words = text.words.as_deref().unwrap_or_default();
        if words.trim().is_empty() {
            // The reader has said so where no text came at all.
            if text.words.is_some() {
                self.losses.left_out("source", &shown, "it has no words");
            }
            return Ok(());
        }
        let hash = digest(words);
        let study = &self.importing.study;
        let named = study.source_named(&wanted);
        let known = study
            .sources
            .get(&id)
            .or_else(|| named.filter(|it| it.text == hash))
            .cloned();
        let alike = match (&known, named) {
            (None, Some(named)) => {
                let here = self.importing.writing.text(named.text)?;
                letters(&here).eq(letters(words)).then(|| named.clone())
            }
            _ => None,
        };
        if let Some(alike) = alike {
            let why = "its source here has the same words with other white space, which stays; codings are placed in it";
            self.losses.changed("source", &alike.name, why);
            self.counted("source", false);
            self.is_at(of, text, alike.id, true);
            return Ok(());
        }
        let placed = match known {
            None => {
                let name = Self::free(&wanted, |it| study.source_named(it).is_some());
                if name != wanted {
                    let why = "another source has this name; a number is added";
                    self.losses.changed("source", &wanted, why);
                }
                let original = self.keep(hash, words, original)?;
                let source = Source {
                    pages: Vec::new(),
                    id,
                    name,
                    file: self.file.to_owned(),
                    version: 1,
                    text: hash,
                    original,
                    characters: words.chars().count(),
                    encoding: text.encoding.clone(),
                    language: language::detect(words, &self.importing.settings.languages),
                    respondent,
                };
                self.importing.put(Change::made(source))?;
                self.counted("source", true);
                Placed {
                    source: id,
                    differs: false,
                }
            }
            Some(known) => {
                self.counted("source", false);
                self.known(known, words, hash, respondent, original)?
            }
        };
        self.is_at(of, text, placed.source, placed.differs);
        Ok(())
    }

    /// Remembers where a text has its place.
    fn is_at(&mut self, of: &ForeignSource, text: &Text, source: SourceId, differs: bool) {
        let thing = Thing::Source(source);
        self.things.insert(of.id.uuid(), thing);
        self.things.insert(text.id.uuid(), thing);
        self.texts.insert(text.id, Placed { source, differs });
    }

    fn known(
        &mut self,
        known: Source,
        words: &str,
        hash: Hash,
        respondent: Option<RespondentId>,
        original: Option<&Vec<u8>>,
    ) -> Result<Placed, ProjectError> {
        let source = known.id;
        let mut differs = false;
        let mut after = Source {
            respondent: known.respondent.or(respondent),
            ..known.clone()
        };
        if known.text != hash && known.version > 1 {
            differs = true;
            let why =
                "its text has another version here, which stays; new codings are placed in it";
            self.losses.changed("source", &known.name, why);
        } else if known.text != hash {
            after.original = self.keep(hash, words, original)?;
            after.text = hash;
            after.version += 1;
            after.characters = words.chars().count();
            let why = "its text has changed; it is a new version and codings have moved along";
            self.losses.changed("source", &known.name, why);
            self.importing
                .move_codings(&known, &after, words, &mut self.told)?;
        }
        if after != known {
            self.importing.put(Change::replaced(known, after))?;
        }
        Ok(Placed { source, differs })
    }

    /// Keeps a text and the file that it came in; gives the digest of the file.
    fn keep(
        &self,
        hash: Hash,
        words: &str,
        original: Option<&Vec<u8>>,
    ) -> Result<Hash, ProjectError> {
        self.importing.writing.keep(hash, words.as_bytes())?;
        let Some(bytes) = original else {
            return Ok(hash);
        };
        let original = Hash::of(bytes);
        if original != hash {
            self.importing.writing.keep(original, bytes)?;
        }
        Ok(original)
    }
}

#[cfg(test)]
mod tests {
    use super::without_ending;

    #[test]
    fn only_endings_of_files_are_taken_off() {
        assert_eq!(without_ending("Interview 1.TXT"), "Interview 1");
        assert_eq!(without_ending("Dr. Smith"), "Dr. Smith");
        assert_eq!(without_ending(".txt"), ".txt");
    }
}
