//! The codebook: known by id, else by the same name below the same parent.

use std::collections::BTreeSet;

use super::{Arriving, REMOVED};
use crate::codebook::slug::slug;
use crate::exchange::foreign::{Coding, Place, Selection};
use crate::model::codebook::{Code, CodeId};
use crate::model::memo::Thing;
use crate::model::operation::Change;
use crate::model::study::Study;
use crate::project::ProjectError;
use crate::project::codebook::next_order;

impl Arriving<'_, '_> {
    /// Takes the codes, each after the one above it.
    pub(super) fn codebook(&mut self) -> Result<(), ProjectError> {
        let mut met: BTreeSet<CodeId> = BTreeSet::new();
        let needed = self.needed();
        for code in &self.project.codes {
            if !needed.contains(&code.id) {
                self.losses.left_out("code", &code.name, REMOVED);
                continue;
            }
            let parent = code
                .parent
                .and_then(|parent| self.codes.get(&parent).copied());
            let study = &self.importing.study;
            let alike =
                |it: &&Code| it.parent == parent && it.name == code.name && !met.contains(&it.id);
            let known = study
                .codes
                .get(&code.id)
                .or_else(|| study.codes.values().find(alike))
                .or_else(|| {
                    let found = self.by_name.then(|| meant(study, &code.name))?;
                    found.filter(|it| !met.contains(&it.id))
                });
            let id = match known {
                Some(known) => {
                    // What this program wrote has everything in one text; some files have names alone.
                    let texts = ["", &known.definition, &known.described()];
                    let named = known.name == code.name || self.by_name;
                    if !named || !texts.contains(&code.description.as_str()) {
                        let why = "it has another name or definition here, which stays";
                        self.losses.changed("code", &code.name, why);
                    }
                    let id = known.id;
                    self.counted("code", false);
                    id
                }
                None => {
                    let made = self.made(code, parent);
                    self.importing.put(Change::made(made))?;
                    self.counted("code", true);
                    code.id
                }
            };
            if !code.codable {
                let why = "it was not meant to code with; here every code is";
                self.losses.changed("code", &code.name, why);
            }
            met.insert(id);
            self.codes.insert(code.id, id);
            self.things.insert(code.id.uuid(), Thing::Code(id));
        }
        Ok(())
    }

    /// Codes that are not removed here, those that a new coding asks for all the same, and what is above
    /// either.
    fn needed(&self) -> BTreeSet<CodeId> {
        let study = &self.importing.study;
        let is_new = |it: &&Coding| {
            !study.codings.contains_key(&it.id) && !self.removed.ids.contains(&it.id.uuid())
        };
        // What has no place in a text never comes in.
        let has_words = |it: &&Selection| matches!(it.place, Place::Words(_) | Place::Moments(..));
        let mut needed: BTreeSet<CodeId> = BTreeSet::new();
        for source in &self.project.sources {
            let selections = source.texts.iter().flat_map(|it| &it.selections);
            let inside = selections.filter(has_words).flat_map(|it| &it.codings);
            let whole = source.codings.iter().filter(|_| !source.texts.is_empty());
            needed.extend(inside.chain(whole).filter(is_new).map(|it| it.code));
        }
        // Each comes after the one above it.
        for code in self.project.codes.iter().rev() {
            let is_removed = self.removed.ids.contains(&code.id.uuid());
            if study.codes.contains_key(&code.id) || !is_removed {
                needed.insert(code.id);
            }
            if needed.contains(&code.id) {
                needed.extend(code.parent);
            }
        }
        needed
    }

    fn made(&self, code: &crate::exchange::foreign::Code, parent: Option<CodeId>) -> Code {
        let study = &self.importing.study;
        let above = parent.and_then(|parent| study.codes.get(&parent));
        let key = match above {
            Some(above) => format!("{}/{}", above.key, slug(&code.name)),
            None => slug(&code.name),
        };
        let taken = |key: &str| study.codes.values().any(|it| it.key == key);
        let mut free = key.clone();
        for number in 2.. {
            if !taken(&free) {
                break;
            }
            free = format!("{key}-{number}");
        }
        Code {
            spoken: None,
            id: code.id,
            key: free,
            name: match code.name.as_str() {
                "" => "code".to_owned(),
                name => name.to_owned(),
            },
            parent,
            definition: code.description.clone(),
            use_when: String::new(),
            not_when: String::new(),
            example: String::new(),
            rules: Vec::new(),
            asked: None,
            color: code.color.clone(),
            version: 1,
            order: next_order(study, parent),
        }
    }
}

/// The code that a name alone means: its key, its names from the top down, or its own name where no
/// other is called so.
fn meant<'s>(study: &'s Study, name: &str) -> Option<&'s Code> {
    let path = |it: &&Code| study.path(it.id).join("/") == name;
    let by_path = || study.codes.values().find(path);
    study.code_called(name).or_else(by_path)
}
