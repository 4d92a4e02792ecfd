//! References that lead nowhere: programs leave some behind when things are deleted.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::exchange::foreign::Read;

/// Takes out references that lead nowhere, and says so.
pub(super) fn settle(read: &mut Read) {
    let project = &mut read.project;
    let losses = &mut read.losses;
    let codes: BTreeSet<Uuid> = project.codes.iter().map(|it| it.id.uuid()).collect();
    let memos: BTreeSet<Uuid> = project.memos.iter().map(|it| it.id.uuid()).collect();
    let variables: BTreeSet<Uuid> = project.variables.iter().map(|it| it.id.uuid()).collect();
    let sources: BTreeSet<Uuid> = project.sources.iter().map(|it| it.id.uuid()).collect();
    let selections: BTreeSet<Uuid> = project.selections().map(|it| it.id.uuid()).collect();
    let mut keep = |known: &BTreeSet<Uuid>, id: Uuid, what: &str, of: &str| {
        let there = known.contains(&id);
        if !there {
            losses.left_out(what, of, "it leads to nothing in the project");
        }
        there
    };
    let memo = "reference to a memo";
    project
        .notes
        .retain(|id| keep(&memos, id.uuid(), memo, "project"));
    for code in &mut project.codes {
        let name = &code.name;
        code.notes.retain(|id| keep(&memos, id.uuid(), memo, name));
    }
    for case in &mut project.cases {
        let name = &case.name;
        case.codes
            .retain(|id| keep(&codes, id.uuid(), "code of a case", name));
        case.sources
            .retain(|id| keep(&sources, id.uuid(), "source of a case", name));
        case.selections
            .retain(|id| keep(&selections, id.uuid(), "selection of a case", name));
        case.values
            .retain(|it| keep(&variables, it.variable.uuid(), "value", name));
    }
    for set in &mut project.sets {
        let name = &set.name;
        set.codes
            .retain(|id| keep(&codes, id.uuid(), "code of a set", name));
        set.sources
            .retain(|id| keep(&sources, id.uuid(), "source of a set", name));
        set.notes
            .retain(|id| keep(&memos, id.uuid(), "memo of a set", name));
    }
    for source in &mut project.sources {
        let name = source.name.as_str();
        source
            .notes
            .retain(|id| keep(&memos, id.uuid(), memo, name));
        source
            .values
            .retain(|it| keep(&variables, it.variable.uuid(), "value", name));
        let mut lists = vec![&mut source.codings];
        let mut all: Vec<_> = source.selections.iter_mut().collect();
        for text in &mut source.texts {
            text.notes.retain(|id| keep(&memos, id.uuid(), memo, name));
            all.extend(&mut text.selections);
        }
        for selection in all {
            let notes = &mut selection.notes;
            notes.retain(|id| keep(&memos, id.uuid(), memo, name));
            lists.push(&mut selection.codings);
        }
        for list in lists {
            list.retain(|it| keep(&codes, it.code.uuid(), "coding", name));
            for coding in list {
                let notes = &mut coding.notes;
                notes.retain(|id| keep(&memos, id.uuid(), memo, name));
            }
        }
    }
}
