//! Notes and open answers become sources; a changed text becomes a new version and its codings move
//! along.

use super::{Importing, Outcome, Told, count};
use crate::corpus::answers;
use crate::corpus::language;
use crate::corpus::note::{ENDINGS, Note, ending};
use crate::corpus::role::ColumnMap;
use crate::corpus::role_words::Column;
use crate::corpus::sheet::Sheet;
use crate::exchange::losses::Losses;
use crate::model::carry::{Carried, carry};
use crate::model::coding::Coding;
use crate::model::edit::Edit;
use crate::model::edit_carried::carried;
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::operation::Change;
use crate::model::source::Source;
use crate::project::{ProjectError, fresh};

impl Importing<'_> {
    /// Takes one file of notes.
    pub(super) fn note(
        &mut self,
        file: &str,
        bytes: &[u8],
        original: Hash,
        note: Note,
        told: &mut Vec<Told>,
    ) -> Result<Outcome, ProjectError> {
        let name = stem(file);
        told.extend(note.remarks.into_iter().map(Told::Remark));
        let text = Hash::of(note.text.as_bytes());
        let known = self.study.source_named(name).cloned();
        if let Some(known) = &known {
            if known.original == original {
                return Ok(Outcome::Same);
            }
            // The bare words of a source, as exports write them, are no newer file of it.
            if known.file != file && known.text == text && original == text {
                return Ok(Outcome::Same);
            }
            // Which of two files it is would change with every import, and codings would go.
            let is_other = known.file != file && stem(&known.file) == name;
            let in_corpus = file.starts_with("corpus/");
            let is_there =
                self.coming.contains(&known.file) || in_corpus && self.lying.contains(&known.file);
            let other = match is_other && is_there || known.file != file && self.came_now(known) {
                true => Some(&known.file),
                false => self.twin(file, name).filter(|_| is_other),
            };
            if let Some(other) = other {
                return Ok(Outcome::Refused(format!(
                    "`{other}` has the same name without its ending and folder as `{file}`, expected one file for each source: give one of them another name"
                )));
            }
            // What another file has replaced does not come back by itself.
            let from_elsewhere = is_other && !known.file.starts_with("corpus/");
            if in_corpus && from_elsewhere && self.writing.text(text).is_ok() {
                return Ok(Outcome::Refused(format!(
                    "`{}` has replaced what `{file}` says, expected the newer file under this name",
                    known.file
                )));
            }
        }
        let respondent = note.front_matter.get("respondent").and_then(|name| {
            let found = self.study.respondent_named(name).map(|it| it.id);
            if found.is_none() {
                told.push(Told::Remark(format!(
                    "names respondent `{name}`, who is not in the register"
                )));
            }
            found
        });
        let language = note
            .front_matter
            .get("language")
            .map(|language| language::tag_of(language))
            .or_else(|| known.as_ref().and_then(|known| known.language.clone()))
            .or_else(|| language::detect(&note.text, &self.settings.languages));
        let source = Source {
            id: known.as_ref().map_or_else(fresh, |known| known.id),
            name: name.to_owned(),
            file: file.to_owned(),
            version: known
                .as_ref()
                .map_or(1, |known| known.version + u32::from(known.text != text)),
            text,
            original,
            characters: note.text.chars().count(),
            encoding: note.encoding,
            language,
            respondent: respondent.or(known.as_ref().and_then(|known| known.respondent)),
            pages: note.pages,
        };
        self.writing.keep(text, note.text.as_bytes())?;
        if original != text {
            self.writing.keep(original, bytes)?;
        }
        let what = format!(
            "{}, {}",
            count(source.characters, "character"),
            source.encoding
        );
        match known {
            None => {
                self.put(Change::made(source.clone()))?;
                self.highlights(&source, &note.text, &note.highlights, told)?;
                Ok(Outcome::New(what))
            }
            Some(known) => {
                self.move_codings(&known, &source, &note.text, told)?;
                let what = format!("version {}, {what}", source.version);
                self.put(Change::replaced(known, source.clone()))?;
                self.highlights(&source, &note.text, &note.highlights, told)?;
                Ok(Outcome::Changed(what))
            }
        }
    }

    /// Another file of notes of this import that has the same name.
    fn twin(&self, file: &str, name: &str) -> Option<&String> {
        let is_note = |it: &str| ENDINGS.contains(&ending(it).as_str());
        let mut others = self.coming.iter().filter(|it| it.as_str() != file);
        others.find(|it| stem(it) == name && is_note(it))
    }

    /// Whether the source was made or changed by this very import.
    fn came_now(&self, source: &Source) -> bool {
        self.draft.changes.iter().any(|change| {
            matches!(&change.after, Some(crate::model::operation::Record::Source(it)) if it.id == source.id)
        })
    }

    /// Carries the codings and redactions of a source to its new text and says what became of each.
    pub(super) fn move_codings(
        &mut self,
        old: &Source,
        new: &Source,
        text: &str,
        told: &mut Vec<Told>,
    ) -> Result<(), ProjectError> {
        if old.version == new.version {
            return Ok(());
        }
        self.move_redactions(old, new, text, told)?;
        self.move_evidence(old, new, text, told)?;
        let codings: Vec<Coding> = self
            .study
            .codings
            .values()
            .filter(|coding| coding.source == old.id)
            .cloned()
            .collect();
        if codings.is_empty() {
            return Ok(());
        }
        let before = self.writing.text(old.text)?;
        let spans: Vec<_> = codings.iter().map(|coding| coding.span).collect();
        let (mut kept, mut moved) = (0, 0);
        for (coding, carried) in codings.iter().zip(carry(&before, text, &spans)) {
            let words = coding.span.of(&before).unwrap_or_default();
            let span = match carried {
                Carried::Lost => {
                    let code = self
                        .study
                        .codes
                        .get(&coding.code)
                        .map_or("?", |code| code.key.as_str());
                    told.push(Told::Remark(format!(
                        "lost: `{code}` on “{}”",
                        shortened(words)
                    )));
                    self.put(Change::removed(coding.clone()))?;
                    continue;
                }
                Carried::Kept(span) => {
                    kept += 1;
                    span
                }
                Carried::Moved(span) => {
                    moved += 1;
                    let now = span.of(text).unwrap_or_default();
                    if now != words {
                        told.push(Told::Remark(format!(
                            "moved with changes: “{}” is “{}” now",
                            shortened(words),
                            shortened(now)
                        )));
                    }
                    span
                }
            };
            let words = Hash::of(span.of(text).unwrap_or_default().as_bytes());
            let carried = Coding {
                version: new.version,
                span,
                words,
                ..coding.clone()
            };
            self.put(Change::replaced(coding.clone(), carried))?;
        }
        self.move_edits(old, new, (&before, text), told)?;
        let lost = codings.len() - kept - moved;
        told.push(Told::Remark(format!(
            "{}: {kept} kept, {moved} moved, {lost} lost",
            count(codings.len(), "coding")
        )));
        Ok(())
    }

    /// Carries the edits of quotes to the new text of a source and names those that stay behind: their
    /// quotes have the words of the source again until somebody edits them anew.
    fn move_edits(
        &mut self,
        old: &Source,
        new: &Source,
        (before, after): (&str, &str),
        told: &mut Vec<Told>,
    ) -> Result<(), ProjectError> {
        let of_it = |edit: &&Edit| {
            let mut stretches = edit.stretches.iter();
            stretches.any(|it| it.source == old.id && it.version == old.version)
        };
        let edits: Vec<Edit> = self.study.edits.values().filter(of_it).cloned().collect();
        for edit in edits {
            let mut moved = edit.clone();
            let mut stands = true;
            for stretch in moved.stretches.iter_mut().filter(|it| it.source == old.id) {
                match carried(stretch, before, after, new.version) {
                    Some(now) => *stretch = now,
                    None => stands = false,
                }
            }
            if stands {
                self.put(Change::replaced(edit, moved))?;
                continue;
            }
            let words = edit.stretches.iter().find(|it| it.source == old.id);
            let words = words.and_then(|it| it.span.of(before)).unwrap_or_default();
            let name = edit.anchor().map_or_else(String::new, Id::short);
            told.push(Told::Remark(format!(
                "edit left behind: the correction touches what was done to “{}”; the quote has the words of the source again, edit it anew with `quote edit {name}`",
                shortened(words)
            )));
        }
        Ok(())
    }

    /// Takes a sheet of open answers, one source per answer.
    pub(super) fn answers(
        &mut self,
        sheet: &Sheet,
        map: &ColumnMap,
        file: &str,
        told: &mut Vec<Told>,
    ) -> Result<Result<String, String>, ProjectError> {
        let read = match answers::answers(sheet, map) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let mut unread = Losses::default();
        for (at, heading) in sheet.columns.iter().enumerate() {
            let is_read = matches!(
                map.role(at),
                Some(
                    Column::Respondent
                        | Column::Source
                        | Column::Text
                        | Column::Title
                        | Column::Skip
                )
            );
            if !is_read {
                let why = "of a table of answers only the words, what was asked and who answered are read";
                unread.left_out("column", heading, why);
            }
        }
        told.extend(unread.iter().cloned().map(Told::Lost));
        told.extend(read.remarks.into_iter().map(Told::Remark));
        let (mut new, mut changed) = (0, 0);
        let total = read.answers.len();
        // An interview is not replaced by what a table says of it.
        let interview = |source: &Source| {
            let is_sheet =
                super::files::SHEETS.contains(&crate::corpus::note::ending(&source.file).as_str());
            source.file != file && !is_sheet
        };
        for answer in &read.answers {
            if let Some(known) = self
                .study
                .source_named(&answer.name)
                .filter(|it| interview(it))
            {
                let (row, name, from) = (answer.row, &known.name, &known.file);
                return Ok(Err(format!(
                    "row {row} would replace the text of source `{name}` (from {from}) by an open answer, expected answers of other names, or, where these are excerpts, a column with their codes (`--map Heading=code`)"
                )));
            }
        }
        let by_name: std::collections::HashMap<String, crate::model::source::SourceId> = self
            .study
            .sources
            .values()
            .map(|source| (source.name.clone(), source.id))
            .collect();
        let respondents: std::collections::HashMap<String, crate::model::respondent::RespondentId> =
            self.study
                .respondents
                .values()
                .map(|it| (it.name.clone(), it.id))
                .collect();
        for answer in read.answers {
            let text = Hash::of(answer.text.as_bytes());
            let known = by_name
                .get(&answer.name)
                .and_then(|id| self.study.sources.get(id))
                .cloned();
            if known.as_ref().is_some_and(|known| known.text == text) {
                continue;
            }
            let source = Source {
                id: known.as_ref().map_or_else(fresh, |known| known.id),
                name: answer.name,
                file: file.to_owned(),
                version: known.as_ref().map_or(1, |known| known.version + 1),
                text,
                original: text,
                characters: answer.text.chars().count(),
                encoding: sheet.encoding.clone(),
                language: language::detect(&answer.text, &self.settings.languages),
                respondent: answer
                    .respondent
                    .and_then(|name| respondents.get(&name).copied()),
                pages: Vec::new(),
            };
            self.writing.keep(text, answer.text.as_bytes())?;
            match known {
                None => {
                    new += 1;
                    self.put(Change::made(source))?;
                }
                Some(known) => {
                    changed += 1;
                    self.move_codings(&known, &source, &answer.text, told)?;
                    self.put(Change::replaced(known, source))?;
                }
            }
        }
        let same = total - new - changed;
        Ok(Ok(format!(
            "{}: {new} new, {changed} changed, {same} as before; {} empty",
            count(total, "open answer"),
            read.empty
        )))
    }
}

/// A file name without folders and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

pub(super) fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(60).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short.replace('\n', " ")
}
