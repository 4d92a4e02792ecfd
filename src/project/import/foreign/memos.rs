//! Notes become memos on what they are about; comments, descriptions, links and sets, which have no
//! place of their own here, become memos too, and that is said.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Arriving, REMOVED, derived};
use crate::exchange::foreign::{Made, Memo as ForeignMemo, Selection};
use crate::model::id::Id;
use crate::model::memo::{Memo, MemoId, Thing};
use crate::model::operation::Change;
use crate::project::{ProjectError, now};

impl Arriving<'_, '_> {
    /// Takes all notes, links and sets, and the descriptions of project, sources and cases.
    pub(super) fn all_memos(&mut self) -> Result<(), ProjectError> {
        let project = self.project;
        if !project.description.is_empty() {
            let id = derived(
                "description",
                derived("project", named_after(&project.name)),
            );
            let made = project.made;
            self.memo(id, Thing::Project, &project.description, &made)?;
        }
        for source in &project.sources {
            let about = self.things.get(&source.id.uuid()).copied();
            if let (Some(about), false) = (about, source.description.is_empty()) {
                let id = derived("description", source.id.uuid());
                self.memo(id, about, &source.description, &source.made)?;
            }
        }
        for case in project.cases.iter().filter(|it| !it.description.is_empty()) {
            if let Some(about) = self.things.get(&case.id.uuid()).copied() {
                let id = derived("description", case.id.uuid());
                self.memo(id, about, &case.description, &Made::default())?;
            }
        }
        self.notes()?;
        self.links()?;
        self.sets()
    }

    /// Every note on everything that refers to it; a note that nothing refers to is on the project.
    fn notes(&mut self) -> Result<(), ProjectError> {
        let project = self.project;
        let mut about: BTreeMap<MemoId, Vec<Thing>> = BTreeMap::new();
        let mut refer = |notes: &[MemoId], thing: Option<Thing>| {
            let Some(thing) = thing else { return };
            for note in notes {
                let things = about.entry(*note).or_default();
                if !things.contains(&thing) {
                    things.push(thing);
                }
            }
        };
        refer(&project.notes, Some(Thing::Project));
        let thing = |id: Uuid| self.things.get(&id).copied();
        for code in &project.codes {
            refer(&code.notes, thing(code.id.uuid()));
        }
        for source in &project.sources {
            refer(&source.notes, thing(source.id.uuid()));
            for text in &source.texts {
                refer(&text.notes, thing(text.id.uuid()));
            }
        }
        for selection in project.selections() {
            refer(&selection.notes, thing(selection.id.uuid()));
        }
        for coding in project.codings() {
            refer(&coding.notes, thing(coding.id.uuid()));
        }
        for link in &project.links {
            let ends = [(link.origin, link.target), (link.target, link.origin)];
            for (note, other) in ends {
                let (Some(note), Some(other)) = (note, other) else {
                    continue;
                };
                if project.memos.iter().any(|it| it.id.uuid() == note) {
                    refer(&[Id::from_uuid(note)], thing(other));
                }
            }
        }
        for note in &project.memos {
            let things = about
                .remove(&note.id)
                .unwrap_or_else(|| vec![Thing::Project]);
            for (number, thing) in things.into_iter().enumerate() {
                let id = match number {
                    0 => note.id.uuid(),
                    _ => derived(&format!("memo on {thing:?}"), note.id.uuid()),
                };
                self.memo(id, thing, &full_text(note), &note.made)?;
            }
        }
        Ok(())
    }

    fn links(&mut self) -> Result<(), ProjectError> {
        for link in &self.project.links {
            let is_memo = |id: Option<Uuid>| {
                let memos = &self.project.memos;
                id.is_some_and(|id| memos.iter().any(|it| it.id.uuid() == id))
            };
            if is_memo(link.origin) || is_memo(link.target) {
                continue;
            }
            let ends = [link.origin, link.target].map(|end| end.and_then(|id| self.called(id)));
            let [Some(origin), Some(target)] = ends else {
                let why = "one of its ends is not here";
                self.losses.left_out("link", &link.name, why);
                continue;
            };
            let why = "it is a memo on the project now";
            self.losses.changed("link", &link.name, why);
            let words = format!("link “{}”: {origin} → {target}", link.name);
            let id = derived("link", link.id.uuid());
            self.memo(id, Thing::Project, &words, &Made::default())?;
        }
        Ok(())
    }

    fn sets(&mut self) -> Result<(), ProjectError> {
        for set in &self.project.sets {
            let codes = set.codes.iter().map(|id| id.uuid());
            let sources = set.sources.iter().map(|id| id.uuid());
            let members: Vec<String> = codes
                .chain(sources)
                .filter_map(|id| self.called(id))
                .collect();
            let why = "it is a memo on the project that lists its members";
            self.losses.changed("set", &set.name, why);
            let mut words = format!("set “{}”: {}", set.name, members.join("; "));
            if !set.description.is_empty() {
                words.push_str(&format!("\n\n{}", set.description));
            }
            let id = derived("set", set.id.uuid());
            self.memo(id, Thing::Project, &words, &Made::default())?;
        }
        Ok(())
    }

    /// The comment on a selection.
    pub(super) fn comment(
        &mut self,
        selection: &Selection,
        about: Thing,
        quoted: &str,
    ) -> Result<(), ProjectError> {
        if selection.description.is_empty() {
            return Ok(());
        }
        let words = match quoted {
            "" => selection.description.clone(),
            quoted => format!("“{quoted}”\n\n{}", selection.description),
        };
        let id = derived("comment", selection.id.uuid());
        self.memo(id, about, &words, &selection.made)
    }

    /// What people call something that has arrived.
    fn called(&self, id: Uuid) -> Option<String> {
        let study = &self.importing.study;
        Some(match self.things.get(&id)? {
            Thing::Project => "project".to_owned(),
            Thing::Source(id) => format!("source {}", study.sources.get(id)?.name),
            Thing::Respondent(id) => format!("respondent {}", study.respondents.get(id)?.name),
            Thing::Code(id) => format!("code {}", study.codes.get(id)?.key),
            Thing::Coder(id) => format!("coder {}", study.coders.get(id)?.name),
            Thing::Coding(id) => format!("coding {}", study.codings.get(id)?.id),
        })
    }

    fn memo(
        &mut self,
        id: Uuid,
        about: Thing,
        text: &str,
        made: &Made,
    ) -> Result<(), ProjectError> {
        let id = Id::from_uuid(id);
        if text.trim().is_empty() {
            return Ok(());
        }
        let known = self.importing.study.memos.contains_key(&id);
        if !known && self.removed.ids.contains(&id.uuid()) {
            self.losses.left_out("memo", text, REMOVED);
            return Ok(());
        }
        self.counted("memo", !known);
        if known {
            return Ok(());
        }
        let author = made
            .by
            .and_then(|by| self.coders.get(&by))
            .and_then(|id| self.importing.study.coders.get(id))
            .map_or_else(|| self.importing.who.to_owned(), |it| it.name.clone());
        let at = made.at.or(self.project.made.at).unwrap_or_else(now);
        self.importing.put(Change::made(Memo {
            id,
            about,
            text: text.to_owned(),
            author,
            at,
        }))
    }
}

/// A note with its title, unless it begins with it.
fn full_text(note: &ForeignMemo) -> String {
    match (note.name.trim(), note.words.trim()) {
        ("", words) => words.to_owned(),
        (name, "") => name.to_owned(),
        (name, words) if words.starts_with(name) => words.to_owned(),
        (name, words) => format!("{name}\n\n{words}"),
    }
}

fn named_after(name: &str) -> Uuid {
    crate::exchange::foreign::named("project", name)
}
