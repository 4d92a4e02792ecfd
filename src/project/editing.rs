//! Edits and translations of quotes: taken in, taken away, and looked at.

use std::collections::BTreeMap;

use super::round::seen_by;
use super::{Codings, Project, ProjectError, fresh, lookup, now};
use crate::model::coding::{Coding, CodingId};
use crate::model::edit::{Edit, Stretch};
use crate::model::edited::{beside, edit_of, edits_of, worded};
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::rendering::Form;
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;
use crate::model::study::Study;
use crate::model::style::Style;
use crate::model::translation::Translation;

/// A source with its text, and the spans of it that a quote shall be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedPart {
    /// The source.
    pub source: Source,
    /// Its text.
    pub text: String,
    /// Where the codings are, without white space at their ends.
    pub spans: Vec<Span>,
}

/// A translation that shall be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranslationEdit {
    /// BCP 47 tag.
    pub language: String,
    /// The words; empty takes the translation away.
    pub text: String,
    /// Who translated.
    pub translator: String,
}

/// An edit that is not printed, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdleEdit {
    /// The coding that it is known by.
    pub coding: String,
    /// Name of the source.
    pub source: String,
    /// Why.
    pub reason: String,
}

impl Project {
    /// The words of some codings of one respondent, source by source in the order in which they are
    /// first named, and the ids of the codings.
    pub fn quoted(
        &self,
        codings: &[String],
    ) -> Result<(Vec<CodingId>, Vec<QuotedPart>), ProjectError> {
        let study = self.study(None, &Codings::All)?;
        let mut ids = Vec::new();
        let mut parts: Vec<QuotedPart> = Vec::new();
        for word in codings {
            let coding = lookup::coding(&study, word)?;
            if ids.contains(&coding.id) {
                continue;
            }
            ids.push(coding.id);
            let source = lookup_source(&study, coding)?;
            if let Some(first) = parts.first().filter(|it| it.source.id != source.id)
                && (first.source.respondent.is_none()
                    || first.source.respondent != source.respondent)
            {
                return Err(ProjectError::Refused(format!(
                    "`{}` and `{}` are not known to be of one respondent, expected codings of one",
                    first.source.name, source.name
                )));
            }
            let known = parts.iter().position(|it| it.source.id == source.id);
            let at = match known {
                Some(at) => at,
                None => {
                    parts.push(QuotedPart {
                        text: self.text(source)?,
                        source: source.clone(),
                        spans: Vec::new(),
                    });
                    parts.len() - 1
                }
            };
            let span = words_of(coding, source, &parts[at].text)?;
            parts[at].spans.push(span);
        }
        Ok((ids, parts))
    }

    /// Keeps an edit of the quote of these codings, in the place of those that they are in. False where it
    /// is kept already.
    pub fn edit_quote(
        &mut self,
        who: &str,
        codings: &[CodingId],
        stretches: &[Stretch],
        because: Option<String>,
    ) -> Result<bool, ProjectError> {
        let (changed, _) = self.change(who, &Codings::All, |study, writing, draft| {
            let seen = seen_by(study, who);
            for id in codings {
                lookup::coding(&seen, &id.to_string())?;
            }
            for stretch in stretches {
                let source = study.sources.get(&stretch.source);
                let text = source.map(|it| writing.text(it.text)).transpose()?;
                let stands = text.is_some_and(|it| stretch.of(&it).is_some());
                if !stands || source.is_none_or(|it| it.version != stretch.version) {
                    return Err(ProjectError::Refused(
                        "the words have changed meanwhile, expected the same command once more"
                            .to_owned(),
                    ));
                }
            }
            let before = study
                .edits
                .values()
                .find(|it| it.anchor() == codings.first().copied());
            let edit = Edit {
                id: before.map_or_else(fresh, |it| it.id),
                codings: codings.to_vec(),
                stretches: stretches.to_vec(),
                because,
                by: who.to_owned(),
                at: now(),
            };
            if before.is_some_and(|it| it.is_as(&edit)) {
                return Ok(false);
            }
            draft.action = "quote.edit";
            draft.summary = match codings.len() {
                1 => "edit the quote of 1 coding".to_owned(),
                n => format!("edit a quote of {n} codings"),
            };
            // A coding is in one edit at most.
            let others = seen
                .edits
                .values()
                .filter(|it| it.id != edit.id && it.codings.iter().any(|id| codings.contains(id)));
            draft.changes.extend(others.cloned().map(Change::removed));
            draft.changes.push(match before {
                Some(before) => Change::replaced(before.clone(), edit),
                None => Change::made(edit),
            });
            Ok(true)
        })?;
        Ok(changed)
    }

    /// Takes away the edits that these codings are part of. Gives how many.
    pub fn unedit(&mut self, who: &str, codings: &[String]) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::All, |study, _, draft| {
            let seen = seen_by(study, who);
            let mut gone: BTreeMap<_, &Edit> = BTreeMap::new();
            for word in codings {
                let coding = lookup::coding(&seen, word)?.id;
                let edits = seen
                    .edits
                    .values()
                    .filter(|it| it.codings.contains(&coding));
                gone.extend(edits.filter_map(|it| Some((it.id, study.edits.get(&it.id)?))));
            }
            draft.action = "quote.plain";
            draft.summary = match gone.len() {
                1 => "take the edit of 1 quote away".to_owned(),
                n => format!("take the edits of {n} quotes away"),
            };
            draft
                .changes
                .extend(gone.values().map(|it| Change::removed((*it).clone())));
            Ok(gone.len())
        })?;
        Ok(count)
    }

    /// Keeps a translation of the quote of a coding, one for each language; without words the one that
    /// is there is taken away. False where nothing changes.
    pub fn translate(
        &mut self,
        who: &str,
        coding: &str,
        edit: &TranslationEdit,
    ) -> Result<bool, ProjectError> {
        if !is_tag(&edit.language) {
            return Err(ProjectError::Refused(format!(
                "`{}` is not a language, expected a tag such as `en` or `de-CH`",
                edit.language
            )));
        }
        let translator = edit.translator.trim().to_owned();
        if translator.is_empty() && !edit.text.trim().is_empty() {
            return Err(ProjectError::Refused(
                "nobody is named, expected who translated".to_owned(),
            ));
        }
        let (changed, _) = self.change(who, &Codings::All, |study, writing, draft| {
            let seen = seen_by(study, who);
            let words = lookup::coding(&seen, coding)?;
            let of = digest(&seen, words, &|source| Ok(writing.text(source.text)?))?;
            let coding = words.id;
            let mut all = study.translations.values();
            let before = all.find(|it| it.coding == coding && it.language == edit.language);
            let text = edit.text.trim().to_owned();
            draft.action = "quote.translate";
            draft.summary = format!("translate 1 quote into `{}`", edit.language);
            if text.is_empty() {
                draft.changes.extend(before.cloned().map(Change::removed));
                return Ok(before.is_some());
            }
            let now = Translation {
                id: before.map_or_else(fresh, |it| it.id),
                coding,
                language: edit.language.clone(),
                text,
                translator,
                of,
                by: who.to_owned(),
                at: now(),
            };
            let same = |it: &Translation| {
                (&it.text, &it.translator, it.of) == (&now.text, &now.translator, now.of)
            };
            if before.is_some_and(same) {
                return Ok(false);
            }
            draft.changes.push(match before {
                Some(before) => Change::replaced(before.clone(), now),
                None => Change::made(now),
            });
            Ok(true)
        })?;
        Ok(changed)
    }

    /// The edits that are not printed because they do not stand at their words, as far as the viewer
    /// may see them. An edit without any coding is none.
    pub fn idle_edits(&self) -> Result<Vec<IdleEdit>, ProjectError> {
        let study = self.study(None, &Codings::All)?;
        let mut texts: BTreeMap<SourceId, String> = BTreeMap::new();
        let ids = study.edits.values().flat_map(|it| &it.stretches);
        for id in ids.map(|it| it.source) {
            if let Some(source) = study.sources.get(&id).filter(|_| !texts.contains_key(&id)) {
                texts.insert(id, self.text(source)?);
            }
        }
        let mut idle = Vec::new();
        for edit in study.edits.values() {
            let codings: Vec<&Coding> = edit
                .codings
                .iter()
                .filter_map(|id| study.codings.get(id))
                .collect();
            let Some(first) = codings.first() else {
                continue;
            };
            let text = |id| texts.get(&id).map(String::as_str);
            let reason = match codings.len() < edit.codings.len() {
                true => Some("one of its codings is gone".to_owned()),
                false => beside(edit, &study, &codings, text),
            };
            let source = study.sources.get(&first.source);
            idle.extend(reason.map(|reason| IdleEdit {
                coding: first.id.short(),
                source: source.map_or_else(String::new, |it| it.name.clone()),
                reason,
            }));
        }
        Ok(idle)
    }
}

/// Whether a word is the tag of a language (BCP 47, by its form).
fn is_tag(tag: &str) -> bool {
    let is_part = |it: &str| {
        (1..=8).contains(&it.len()) && it.chars().all(|letter| letter.is_ascii_alphanumeric())
    };
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first =
        (2..=8).contains(&first.len()) && first.chars().all(|it| it.is_ascii_alphabetic());
    is_first && parts.all(is_part)
}

/// Digest of the words of the quote of a coding, as they are edited now.
fn digest(
    study: &Study,
    coding: &Coding,
    read: &dyn Fn(&Source) -> Result<String, ProjectError>,
) -> Result<Hash, ProjectError> {
    let source = lookup_source(study, coding)?;
    let text = read(source)?;
    let span = words_of(coding, source, &text)?;
    let edit = edit_of(&edits_of(study), &[coding]);
    let mut others: BTreeMap<SourceId, String> = BTreeMap::new();
    for stretch in edit.iter().flat_map(|it| &it.stretches) {
        if let Some(other) = study.sources.get(&stretch.source)
            && other.id != source.id
        {
            others.insert(other.id, read(other)?);
        }
    }
    let texts = |id: SourceId| match id == source.id {
        true => Some(text.as_str()),
        false => others.get(&id).map(String::as_str),
    };
    let plain = (&Style::default(), Form::Clean, [].as_slice());
    let all = |_, _| None;
    Ok(worded(study, edit, &[coding], (&text, span), texts, all, plain).digest)
}

fn lookup_source<'s>(study: &'s Study, coding: &Coding) -> Result<&'s Source, ProjectError> {
    let source = study.sources.get(&coding.source);
    source.ok_or_else(|| {
        ProjectError::Refused(format!("coding `{}` is in no source", coding.id.short()))
    })
}

/// Where the words of a coding are, if it stands at them.
fn words_of(coding: &Coding, source: &Source, text: &str) -> Result<Span, ProjectError> {
    let words = coding.span.of(text);
    let stands = words.is_some_and(|it| Hash::of(it.as_bytes()) == coding.words);
    let span = coding.span.trimmed(text);
    span.filter(|_| stands && coding.version == source.version)
        .ok_or_else(|| {
            ProjectError::Refused(format!(
                "coding `{}` in source `{}` does not stand at its words",
                coding.id.short(),
                source.name
            ))
        })
}
