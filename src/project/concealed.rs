//! Words that are not printed, taken out of whatever is shown or leaves, also of the past.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::redact::words_at;
use super::{Codings, Project, ProjectError};
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::redact::{
    Beside, Concealed, Mask, conceal, conceal_answers, conceal_written, places_of,
};
use crate::model::redaction::{Redaction, State};
use crate::model::source::{Source, SourceId};
use crate::model::study::Study;

/// A source with its text and what is redacted in it.
type RedactedSource<'s> = (&'s Source, String, Vec<&'s Redaction>);

impl From<Beside> for ProjectError {
    fn from(it: Beside) -> Self {
        Self::Refused(it.to_string())
    }
}

impl Project {
    /// The words that are not printed, each once.
    pub fn concealed(&self, study: &Study) -> Result<Vec<Concealed>, ProjectError> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for (source, text, here) in self.redacted_sources(study)? {
            for redaction in here.into_iter().filter(|it| it.state == State::Accepted) {
                let words = words_at(source, &text, redaction)?;
                if seen.insert(words.to_lowercase()) {
                    found.push(Concealed::new(words, redaction));
                }
            }
        }
        // Of words inside one another the longest speaks.
        found.sort_by(|a, b| (b.words.len(), &a.words).cmp(&(a.words.len(), &b.words)));
        Ok(found)
    }

    /// What of a text is not printed.
    pub fn mask(&self, study: &Study, source: &Source, text: &str) -> Result<Mask, ProjectError> {
        Ok(Mask::of(study, source, text)?)
    }

    /// Takes redacted words out of what people wrote into a study that is about to be shown. Names are
    /// looked up before.
    pub fn conceal(&self, study: &mut Study) -> Result<(), ProjectError> {
        let concealed = self.concealed(study)?;
        if !concealed.is_empty() {
            conceal(study, &concealed);
        }
        Ok(())
    }

    /// Refuses a name of a code that holds words which are not printed: the name would print them.
    pub(super) fn names_nothing_redacted(
        &self,
        names: &[Option<&str>],
    ) -> Result<(), ProjectError> {
        let concealed = self.concealed(&self.study(None, &Codings::None)?)?;
        for name in names.iter().flatten() {
            let apart = name.replace(['/', '-', '_'], " ");
            let held =
                |it: &&Concealed| !it.places(name).is_empty() || !it.places(&apart).is_empty();
            if let Some(it) = concealed.iter().find(held) {
                return Err(ProjectError::Refused(format!(
                    "this name holds words that are printed as `[{}]`, expected a name without them",
                    it.shown
                )));
            }
        }
        Ok(())
    }

    /// Takes redacted words out of what the register says, in a study that is about to be shown.
    pub fn conceal_answers(&self, study: &mut Study) -> Result<(), ProjectError> {
        let concealed = self.concealed(study)?;
        conceal_answers(study, &concealed);
        Ok(())
    }

    /// Takes redacted words out of what coders wrote as well, in a study that is about to leave.
    pub fn conceal_written(&self, study: &mut Study) -> Result<(), ProjectError> {
        let concealed = self.concealed(study)?;
        conceal_written(study, &concealed);
        Ok(())
    }

    /// The sources in which something is redacted.
    pub(super) fn redacted_sources<'s>(
        &self,
        study: &'s Study,
    ) -> Result<Vec<RedactedSource<'s>>, ProjectError> {
        let mut by_source: BTreeMap<SourceId, Vec<&Redaction>> = BTreeMap::new();
        for it in study.redactions.values() {
            by_source.entry(it.source).or_default().push(it);
        }
        let mut found = Vec::new();
        for (id, here) in by_source {
            if let Some(source) = study.sources.get(&id) {
                found.push((source, self.text(source)?, here));
            }
        }
        Ok(found)
    }

    /// What is not printed today is not printed of the past: every place of an earlier text at which
    /// the words of a redaction of today stand.
    pub(super) fn conceal_the_past(
        &self,
        today: &Study,
        past: &mut Study,
    ) -> Result<(), ProjectError> {
        for (source, text, here) in self.redacted_sources(today)? {
            let Some(then) = past.sources.get(&source.id).cloned() else {
                continue;
            };
            let accepted = || here.iter().filter(|it| it.state == State::Accepted);
            if then.text == source.text {
                for it in accepted() {
                    let version = then.version;
                    past.redactions.insert(
                        it.id,
                        Redaction {
                            version,
                            ..(*it).clone()
                        },
                    );
                }
                continue;
            }
            let earlier = self.text(&then)?;
            for it in accepted() {
                let words = words_at(source, &text, it)?;
                for (number, span) in places_of(&earlier, words).into_iter().enumerate() {
                    let words = span.of(&earlier).unwrap_or_default();
                    let name = format!("{} {number}", then.version);
                    let id = Id::from_uuid(Uuid::new_v5(&it.id.uuid(), name.as_bytes()));
                    let made = Redaction {
                        id,
                        version: then.version,
                        span,
                        words: Hash::of(words.as_bytes()),
                        ..(*it).clone()
                    };
                    past.redactions.insert(id, made);
                }
            }
        }
        Ok(())
    }
}
