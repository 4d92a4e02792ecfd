//! What makes two records that were made apart the same one.

use uuid::Uuid;

use super::super::hash::Hash;
use super::super::place::PlaceId;
use super::super::record::Record;
use super::super::respondent::RespondentId;
use super::super::source::SourceId;

/// What makes two records without a name, made apart, the same thing.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Alike {
    Coding(SourceId, usize, usize, Uuid, Uuid),
    Assignment(SourceId, Uuid),
    Standing(Uuid),
    Edit(Uuid),
    Translation(Uuid, String),
    Classification(Uuid, String, Uuid),
    Contradiction(Uuid, Uuid, Hash),
    Redaction(SourceId, usize, usize),
    Stop(RespondentId, u32, PlaceId),
    Text(Hash),
}

pub(super) fn alike(record: &Record) -> Option<Alike> {
    match record {
        Record::Coding(it) => Some(Alike::Coding(
            it.source,
            it.span.start,
            it.span.end,
            it.code.uuid(),
            it.coder.uuid(),
        )),
        Record::Assignment(it) => Some(Alike::Assignment(it.source, it.coder.uuid())),
        Record::Standing(it) => Some(Alike::Standing(it.coding.uuid())),
        Record::Edit(it) => Some(Alike::Edit(it.anchor()?.uuid())),
        Record::Translation(it) => Some(Alike::Translation(it.coding.uuid(), it.language.clone())),
        Record::Contradiction(it) => Some(Alike::Contradiction(
            it.respondent.uuid(),
            it.source.uuid(),
            it.words,
        )),
        Record::Classification(it) => Some(Alike::Classification(
            it.respondent.uuid(),
            it.attribute.clone(),
            it.coder.uuid(),
        )),
        Record::Redaction(it) => Some(Alike::Redaction(it.source, it.span.start, it.span.end)),
        Record::Stop(it) => Some(Alike::Stop(it.respondent, it.order, it.place)),
        Record::Source(it) => Some(Alike::Text(it.text)),
        _ => None,
    }
}
