//! Giving codings another shape: other ends, pieces, one of several; and coding many places at once.
//! Each is one operation, so that it is taken back as one.

use super::codebook::with_code;
use super::coding::{Place, coder};
use super::round::{seen_by, still_open};
use super::{Codings, Project, ProjectError, fresh, lookup, now};
use crate::model::codebook::Code;
use crate::model::coding::Coding;
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::study::Study;
use crate::store::Writing;

impl Project {
    /// Codes many places with one or more codes. What this coder has coded in the same way before
    /// stays as it is. Gives the codings that were made.
    pub fn code_places(
        &mut self,
        who: &str,
        places: &[(String, Place)],
        codes: &[String],
    ) -> Result<Vec<Coding>, ProjectError> {
        let known = self.held_study()?;
        let mut ids = Vec::new();
        for (name, _) in places {
            ids.push(lookup::source(&known, name)?.id);
        }
        ids.sort();
        ids.dedup();
        let (made, _) = self.change(who, &Codings::In(ids), |study, writing, draft| {
            let codes: Vec<&Code> = codes
                .iter()
                .map(|code| lookup::code(study, code))
                .collect::<Result<_, _>>()?;
            let mut changes = Vec::new();
            let coder = coder(study, who, &mut changes);
            let at = now();
            let mut made: Vec<Coding> = Vec::new();
            for (name, place) in places {
                let source = lookup::source(study, name)?;
                still_open(study, coder.id, source.id)?;
                let text = writing.text(source.text)?;
                let span = place.span(&source.name, &text)?;
                for code in &codes {
                    let same = |it: &Coding| {
                        (it.code, it.coder, it.source, it.span)
                            == (code.id, coder.id, source.id, span)
                    };
                    if study.codings.values().any(same) || made.iter().any(same) {
                        continue;
                    }
                    made.push(Coding {
                        id: fresh(),
                        source: source.id,
                        version: source.version,
                        span,
                        code: code.id,
                        definition: code.version,
                        coder: coder.id,
                        at,
                        words: digest(span, &text),
                    });
                }
            }
            let used = |code: &&&Code| made.iter().any(|it| it.code == code.id);
            let keys: Vec<&str> = codes
                .iter()
                .filter(used)
                .map(|it| it.key.as_str())
                .collect();
            draft.action = "coding.add";
            draft.summary = match places {
                [(name, place)] => {
                    let text = writing.text(lookup::source(study, name)?.text)?;
                    let (start, end) = place.span(name, &text)?.to_chars(&text);
                    format!("code {name} {start}-{end} with `{}`", keys.join("`, `"))
                }
                _ => format!("code {} places with `{}`", places.len(), keys.join("`, `")),
            };
            if !made.is_empty() {
                draft.changes = changes;
                draft.changes.extend(made.iter().cloned().map(Change::made));
            }
            Ok(made)
        })?;
        Ok(made)
    }

    /// Gives a coding other ends. Its code, its coder and its id stay.
    pub fn resize(
        &mut self,
        who: &str,
        coding: &str,
        place: &Place,
    ) -> Result<Coding, ProjectError> {
        let (resized, _) = self.change(who, &Codings::All, |study, writing, draft| {
            let (before, source, text) = standing(study, writing, who, coding)?;
            let span = place.span(&source.name, &text)?;
            let resized = Coding {
                version: source.version,
                span,
                words: digest(span, &text),
                ..before.clone()
            };
            free(study, &[&resized], &[&before])?;
            let (start, end) = span.to_chars(&text);
            draft.action = "coding.resize";
            draft.summary = format!(
                "resize a coding with `{}` to {} {start}-{end}",
                key(study, &before),
                source.name
            );
            if resized.span != before.span {
                draft
                    .changes
                    .push(Change::replaced(before, resized.clone()));
            }
            Ok(resized)
        })?;
        Ok(resized)
    }

    /// Splits a passage off a coding: the words at `place`, which lie inside it, become a coding of
    /// their own, with another code if one is named. What is left before them, or else behind them,
    /// stays the coding that it was. Gives the pieces in their order.
    pub fn divide(
        &mut self,
        who: &str,
        coding: &str,
        place: &Place,
        code: Option<&str>,
    ) -> Result<Vec<Coding>, ProjectError> {
        let (pieces, _) = self.change(who, &Codings::All, |study, writing, draft| {
            let (before, source, text) = standing(study, writing, who, coding)?;
            let code = code.map(|code| lookup::code(study, code)).transpose()?;
            let span = place.span(&source.name, &text)?;
            if !span.within(before.span) || span == before.span {
                let (start, end) = before.span.to_chars(&text);
                return Err(ProjectError::Refused(format!(
                    "these words are no part of the coding at {start}-{end}, expected some of its words, not all"
                )));
            }
            let piece = |start, end| Span { start, end }.trimmed(&text);
            let whole = [
                piece(before.span.start, span.start),
                Some(span),
                piece(span.end, before.span.end),
            ];
            let stays = if whole[0].is_some() { 0 } else { 2 };
            let mut pieces = Vec::new();
            for (number, span) in whole.into_iter().enumerate() {
                let Some(span) = span else { continue };
                let piece = Coding {
                    id: if number == stays { before.id } else { fresh() },
                    version: source.version,
                    span,
                    words: digest(span, &text),
                    ..before.clone()
                };
                pieces.push(match code.filter(|_| number == 1) {
                    Some(code) => with_code(&piece, code),
                    None => piece,
                });
            }
            if pieces.len() < 2 {
                return Err(ProjectError::Refused(
                    "nothing but white space would be left of the coding, expected some of its words, not all"
                        .to_owned(),
                ));
            }
            free(study, &pieces.iter().collect::<Vec<_>>(), &[&before])?;
            let (start, end) = span.to_chars(&text);
            draft.action = "coding.divide";
            draft.summary = format!(
                "split {} {start}-{end} off a coding with `{}`",
                source.name,
                key(study, &before)
            );
            draft.changes = pieces
                .iter()
                .map(|piece| match piece.id == before.id {
                    true => Change::replaced(before.clone(), piece.clone()),
                    false => Change::made(piece.clone()),
                })
                .collect();
            Ok(pieces)
        })?;
        Ok(pieces)
    }

    /// Makes one coding of several of one coder, one code and one source: from the beginning of the
    /// first to the end of the last. The first one stays; memos, edits and standing of the others go
    /// nowhere else.
    pub fn join(&mut self, who: &str, codings: &[String]) -> Result<Coding, ProjectError> {
        let (joined, _) = self.change(who, &Codings::All, |study, writing, draft| {
            let mut all = Vec::new();
            for word in codings {
                all.push(standing(study, writing, who, word)?);
            }
            all.sort_by_key(|(it, ..)| (it.span, it.id));
            all.dedup_by_key(|(it, ..)| it.id);
            let [(first, source, text), others @ ..] = all.as_slice() else {
                return Err(ProjectError::Nothing("join"));
            };
            let alike = |it: &Coding| {
                (it.source, it.code, it.coder) == (first.source, first.code, first.coder)
            };
            if others.is_empty() || !others.iter().all(|(it, ..)| alike(it)) {
                return Err(ProjectError::Refused(
                    "these codings cannot be joined, expected several of one coder with one code in one source"
                        .to_owned(),
                ));
            }
            let span = others
                .iter()
                .fold(first.span, |span, (it, ..)| span.union(it.span));
            let joined = Coding {
                version: source.version,
                span,
                words: digest(span, text),
                ..first.clone()
            };
            let before: Vec<&Coding> = all.iter().map(|(it, ..)| it).collect();
            free(study, &[&joined], &before)?;
            draft.action = "coding.join";
            draft.summary = format!(
                "join {} codings with `{}` in {}",
                all.len(),
                key(study, first),
                source.name
            );
            draft
                .changes
                .extend(others.iter().map(|(it, ..)| Change::removed(it.clone())));
            if joined.span != first.span {
                draft
                    .changes
                    .push(Change::replaced(first.clone(), joined.clone()));
            }
            Ok(joined)
        })?;
        Ok(joined)
    }
}

/// A coding that `who` may see and change, with its source and the text that it stands in.
fn standing<'s>(
    study: &'s Study,
    writing: &Writing<'_>,
    who: &str,
    word: &str,
) -> Result<(Coding, &'s Source, String), ProjectError> {
    let coding = lookup::coding(&seen_by(study, who), word)?.clone();
    still_open(study, coding.coder, coding.source)?;
    let source = study.sources.get(&coding.source);
    let source = source.filter(|it| it.version == coding.version);
    let source = source.ok_or_else(|| {
        ProjectError::Refused(format!(
            "coding `{}` stands in an earlier text, expected one of the text as it is",
            coding.id.short()
        ))
    })?;
    let text = writing.text(source.text)?;
    Ok((coding, source, text))
}

/// Refuses what would code the same words twice, as the same coder with the same code.
fn free(study: &Study, made: &[&Coding], before: &[&Coding]) -> Result<(), ProjectError> {
    let place = |it: &Coding| (it.source, it.span, it.code, it.coder);
    let others = || {
        let own = |it: &&Coding| before.iter().any(|before| before.id == it.id);
        study.codings.values().filter(move |it| !own(it))
    };
    match made
        .iter()
        .find(|it| others().any(|other| place(other) == place(it)))
    {
        None => Ok(()),
        Some(taken) => Err(ProjectError::Refused(format!(
            "these words are coded with `{}` already, expected other ends, or to join the two",
            key(study, taken)
        ))),
    }
}

fn digest(span: Span, text: &str) -> Hash {
    Hash::of(span.of(text).unwrap_or_default().as_bytes())
}

fn key<'s>(study: &'s Study, coding: &Coding) -> &'s str {
    study
        .codes
        .get(&coding.code)
        .map_or("", |it| it.key.as_str())
}
