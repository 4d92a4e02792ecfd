//! Codings stand at their words: those known by id stay as they are here, the same words under the
//! same code by the same coder are one coding.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{Arriving, Placed, REMOVED, digest};
use crate::exchange::foreign::{Coding as ForeignCoding, Made, Place, Selection, Source, Text};
use crate::model::carry::{Carried, carry};
use crate::model::coding::{Coder, CoderId, Coding};
use crate::model::memo::Thing;
use crate::model::operation::Change;
use crate::model::span::Span;
use crate::project::{ProjectError, fresh, now};

/// What is there already: source, code, coder and place.
type Seen = HashMap<(Uuid, Uuid, Uuid, Span), crate::model::coding::CodingId>;

/// A text with what is needed to put codings into it.
struct Target<'t> {
    placed: Placed,
    /// As it came.
    came: &'t str,
    /// As it is here.
    here: String,
    version: u32,
}

impl Arriving<'_, '_> {
    /// Takes the codings of every selection and of whole sources.
    pub(super) fn all_codings(&mut self) -> Result<(), ProjectError> {
        let study = &self.importing.study;
        let mut seen: Seen = study
            .codings
            .values()
            .map(|it| {
                let key = (it.source.uuid(), it.code.uuid(), it.coder.uuid(), it.span);
                (key, it.id)
            })
            .collect();
        for source in &self.project.sources {
            self.of_source(source, &mut seen)?;
        }
        Ok(())
    }

    fn of_source(&mut self, source: &Source, seen: &mut Seen) -> Result<(), ProjectError> {
        let mut twins = HashSet::new();
        let mut first = None;
        for text in &source.texts {
            let Some(target) = self.target(text)? else {
                self.without_text(text);
                continue;
            };
            for selection in &text.selections {
                let span = match &selection.place {
                    Place::Words(span) => Some(*span),
                    Place::Moments(from, to) => between(text, target.came, *from, *to),
                    _ => None,
                };
                match span {
                    Some(span) => {
                        twins.insert(selection.id);
                        self.selection(selection, span, &target, seen)?;
                    }
                    // The reader has said why it has no place, but not how much hung on it.
                    None => self.left_out(selection, "its selection has no place in the text"),
                }
            }
            first.get_or_insert(target);
        }
        for selection in source
            .selections
            .iter()
            .filter(|it| !twins.contains(&it.id))
        {
            let span = match (&selection.place, &first) {
                (
                    Place::Page {
                        words: Some(words), ..
                    },
                    Some(target),
                ) => only_place(target.came, words),
                _ => None,
            };
            match (span, &first) {
                (Some(span), Some(target)) => {
                    let why = "the area on the page is not kept, its words are coded";
                    self.losses.changed("PDF selection", &source.name, why);
                    self.selection(selection, span, target, seen)?;
                }
                _ => self.without_words(selection, &source.name),
            }
        }
        let whole = first.as_ref().and_then(|target| {
            let span = Span::new(target.came, 0, target.came.len()).ok()?;
            Some((target, span.trimmed(target.came)?))
        });
        for coding in &source.codings {
            match whole {
                Some((target, span)) => {
                    let why = "the whole source was coded; all its words are";
                    self.losses.changed("coding", &source.name, why);
                    self.coding(coding, &source.made, span, target, seen)?;
                }
                None => {
                    let why = "its source came without words";
                    self.losses.left_out("coding", &source.name, why);
                }
            }
        }
        Ok(())
    }

    fn target<'t>(&self, text: &'t Text) -> Result<Option<Target<'t>>, ProjectError> {
        let (Some(placed), Some(came)) = (self.texts.get(&text.id), text.words.as_deref()) else {
            return Ok(None);
        };
        let Some(source) = self.importing.study.sources.get(&placed.source) else {
            return Ok(None);
        };
        let here = match placed.differs {
            true => self.importing.writing.text(source.text)?,
            false => came.to_owned(),
        };
        Ok(Some(Target {
            placed: placed.clone(),
            came,
            here,
            version: source.version,
        }))
    }

    fn selection(
        &mut self,
        selection: &Selection,
        span: Span,
        target: &Target<'_>,
        seen: &mut Seen,
    ) -> Result<(), ProjectError> {
        let mut about = None;
        for coding in &selection.codings {
            let made = self.coding(coding, &selection.made, span, target, seen)?;
            about = about.or(made);
        }
        let words = span.of(target.came).unwrap_or_default();
        let source = target.placed.source;
        match about {
            Some(id) => {
                self.things.insert(selection.id.uuid(), Thing::Coding(id));
                self.comment(selection, Thing::Coding(id), "")?;
            }
            None => {
                let thing = Thing::Source(source);
                self.things.insert(selection.id.uuid(), thing);
                if selection.description.is_empty() && selection.notes.is_empty() {
                    if selection.codings.is_empty() {
                        let why = "it has neither a code nor a comment";
                        self.losses.left_out("selection", words, why);
                    }
                } else {
                    let why = "it has a comment and no code; the comment is a memo on its source";
                    self.losses.changed("selection", words, why);
                    self.comment(selection, thing, words)?;
                }
            }
        }
        Ok(())
    }

    /// Puts one coding; gives the coding that stands there now, if any.
    fn coding(
        &mut self,
        coding: &ForeignCoding,
        else_made: &Made,
        span: Span,
        target: &Target<'_>,
        seen: &mut Seen,
    ) -> Result<Option<crate::model::coding::CodingId>, ProjectError> {
        let came = span.of(target.came).unwrap_or_default();
        let is_here = self.importing.study.codings.contains_key(&coding.id);
        if !is_here && self.removed.ids.contains(&coding.id.uuid()) {
            self.losses.left_out("coding", came, REMOVED);
            return Ok(None);
        }
        let Some(code) = self.codes.get(&coding.code).copied() else {
            self.losses
                .left_out("coding", came, "its code is not there");
            return Ok(None);
        };
        let by = coding.made.by.or(else_made.by);
        let coder = self.coder(by)?;
        let at = coding.made.at.or(else_made.at).unwrap_or_else(|| {
            let (at, why) = match self.project.made.at {
                Some(at) => (at, "it has no date; the date of the project stands for it"),
                None => (
                    now(),
                    "it has no date; the time of the import stands for it",
                ),
            };
            self.losses.changed("coding", "", why);
            at
        });
        let span = match target.placed.differs {
            false => span,
            true => match carry(target.came, &target.here, &[span]).first() {
                Some(Carried::Kept(span) | Carried::Moved(span)) => *span,
                Some(Carried::Lost) | None => {
                    let words = span.of(target.came).unwrap_or_default();
                    let why = "its words are not in the text as it is here";
                    self.losses.left_out("coding", words, why);
                    return Ok(None);
                }
            },
        };
        let study = &self.importing.study;
        let wanted = Coding {
            id: coding.id,
            source: target.placed.source,
            version: target.version,
            span,
            code,
            definition: study.codes.get(&code).map_or(1, |code| code.version),
            coder,
            at,
            words: digest(span.of(&target.here).unwrap_or_default()),
        };
        let key = |it: &Coding| (it.source.uuid(), it.code.uuid(), it.coder.uuid(), it.span);
        if let Some(known) = study.codings.get(&coding.id) {
            let same = key(known) == key(&wanted);
            self.things
                .insert(coding.id.uuid(), Thing::Coding(coding.id));
            if !same {
                let why = "it has another place, code or coder here, which stays";
                let name = span.of(&target.here).unwrap_or_default();
                self.losses.changed("coding", name, why);
            }
            self.counted("coding", false);
            return Ok(Some(coding.id));
        }
        if let Some(twin) = seen.get(&key(&wanted)).copied() {
            self.things.insert(coding.id.uuid(), Thing::Coding(twin));
            self.counted("coding", false);
            return Ok(Some(twin));
        }
        if self.removed.places.contains(&key(&wanted)) {
            self.losses.left_out("coding", came, REMOVED);
            return Ok(None);
        }
        seen.insert(key(&wanted), wanted.id);
        self.importing.put(Change::made(wanted))?;
        self.things
            .insert(coding.id.uuid(), Thing::Coding(coding.id));
        self.counted("coding", true);
        Ok(Some(coding.id))
    }

    /// The coder of a user; whoever imports where none is named, and a coder of that id where the
    /// project does not list the user.
    fn coder(&mut self, by: Option<CoderId>) -> Result<CoderId, ProjectError> {
        if let Some(id) = by.and_then(|by| self.coders.get(&by)) {
            return Ok(*id);
        }
        let (name, why) = match by {
            Some(by) => (
                format!("user {}", by.short()),
                "its user is not in the list of users; it is named after its GUID",
            ),
            None => (
                self.importing.who.to_owned(),
                "it names no user; whoever imports it is its coder",
            ),
        };
        self.losses.changed("coding", "", why);
        let known = self.importing.study.coder_named(&name).map(|it| it.id);
        let id = match known {
            Some(id) => id,
            None => {
                let id = by.unwrap_or_else(fresh);
                let coder = Coder { id, name };
                self.importing.put(Change::made(coder))?;
                id
            }
        };
        if let Some(by) = by {
            self.coders.insert(by, id);
        }
        Ok(id)
    }

    fn without_text(&mut self, text: &Text) {
        for selection in &text.selections {
            self.left_out(selection, "its source came without words");
        }
    }

    fn left_out(&mut self, selection: &Selection, why: &str) {
        for _ in &selection.codings {
            self.losses.left_out("coding", &selection.name, why);
        }
        if !selection.description.is_empty() {
            self.losses.left_out("comment", &selection.name, why);
        }
    }

    fn without_words(&mut self, selection: &Selection, source: &str) {
        let (noun, why) = match selection.place {
            Place::Page { .. } => ("PDF selection", "its words cannot be told from its area"),
            Place::Area(_) => ("picture selection", "pictures hold no words"),
            Place::Time(..) => ("selection of a recording", "recordings hold no words"),
            Place::Words(_) | Place::Nowhere { .. } | Place::Moments(..) => {
                ("selection", "it has no place in a text")
            }
        };
        self.losses.left_out(noun, source, why);
        self.left_out(selection, why);
    }
}

/// The words between two moments of a transcript.
fn between(text: &Text, words: &str, from: Option<Uuid>, to: Option<Uuid>) -> Option<Span> {
    let at = |id: Option<Uuid>, else_at: usize| match id {
        None => Some(else_at),
        Some(id) => {
            let moment = text.moments.iter().find(|it| it.id == id)?;
            usize::try_from(moment.at?).ok()
        }
    };
    Span::new(words, at(from, 0)?, at(to, words.len())?).ok()
}

/// Where words stand that stand in a text once.
fn only_place(text: &str, words: &str) -> Option<Span> {
    let words = words.trim();
    let mut all = text.match_indices(words);
    let (at, _) = all.next().filter(|_| !words.is_empty())?;
    let span = Span::new(text, at, at + words.len()).ok()?;
    all.next().is_none().then_some(span)
}
