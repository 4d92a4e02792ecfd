//! A quote's words by the edit that holds for it: which one that is, whether it stands, how it reads
//! and what was done.

use std::collections::BTreeMap;

use super::codebook::CodeId;
use super::coding::{CONSENSUS, Coding, CodingId};
use super::edit::{Done, Edit, EditId, SpliceKind};
use super::hash::Hash;
use super::redact::{Concealed, told};
use super::rendering::{Form, Piece, Rendered, in_one_line, masked, pieces, render};
use super::source::SourceId;
use super::span::Span;
use super::study::Study;
use super::style::Style;

/// What was done to the words of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The edit.
    pub id: EditId,
    /// The changes in the order of print.
    pub changes: Vec<Changed>,
    /// How many words are left out or replaced.
    pub left_out: usize,
    /// Why it stands although a word that denies is lost, put in or moved.
    pub because: Option<String>,
    /// Who edited.
    pub by: String,
}

/// One change of the words of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is.
    pub kind: SpliceKind,
    /// Name of the source.
    pub source: String,
    /// First character of the source, counted from 0.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
    /// The words of the source there.
    pub text: String,
    /// What stands in their place.
    pub with: String,
}

/// The words of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// As they are shown.
    pub shown: Rendered,
    /// As they stand in the source.
    pub source: String,
    /// Digest of what is kept and put in.
    pub digest: Hash,
    /// What was done to them, where there is an edit that stands.
    pub edited: Option<Edited>,
    /// Why the edit is not printed, where it does not stand.
    pub idle: Option<String>,
}

/// The edits of a study by their codings; of a coding that is in several, the last one.
pub fn edits_of(study: &Study) -> BTreeMap<CodingId, &Edit> {
    let mut edits: BTreeMap<CodingId, &Edit> = BTreeMap::new();
    for edit in study.edits.values() {
        for id in &edit.codings {
            let known = edits.entry(*id).or_insert(edit);
            if (known.at, known.id) < (edit.at, edit.id) {
                *known = edit;
            }
        }
    }
    let agreed = agreed(study, &edits);
    for (id, edit) in agreed {
        edits.entry(id).or_insert(edit);
    }
    edits
}

/// What the coders agreed on has codings of its own: where each coding of an edit has one at the same
/// words under the same code, the edit is theirs too.
fn agreed<'s>(
    study: &'s Study,
    edits: &BTreeMap<CodingId, &'s Edit>,
) -> BTreeMap<CodingId, &'s Edit> {
    let consensus = study.coders.values().find(|it| it.name == CONSENSUS);
    let Some(consensus) = consensus.filter(|_| !edits.is_empty()) else {
        return BTreeMap::new();
    };
    let place = |it: &Coding| (it.source, it.code, it.span);
    let agreed: BTreeMap<(SourceId, CodeId, Span), CodingId> = study
        .codings
        .values()
        .filter(|it| it.coder == consensus.id)
        .map(|it| (place(it), it.id))
        .collect();
    let mut found: BTreeMap<CodingId, &Edit> = BTreeMap::new();
    for edit in study.edits.values() {
        let codings = edit.codings.iter();
        let theirs: Option<Vec<CodingId>> = codings
            .map(|id| {
                let coding = study.codings.get(id)?;
                agreed.get(&place(coding)).copied()
            })
            .collect();
        for id in theirs.into_iter().flatten() {
            let known = found.entry(id).or_insert(edit);
            if (known.at, known.id) < (edit.at, edit.id) {
                *known = edit;
            }
        }
    }
    found
}

/// The edit of the quote of these codings, the last one that was made.
pub fn edit_of<'s>(edits: &BTreeMap<CodingId, &'s Edit>, codings: &[&Coding]) -> Option<&'s Edit> {
    let all = codings.iter().filter_map(|it| edits.get(&it.id).copied());
    all.max_by_key(|it| (it.at, it.id))
}

/// The words of the quote of `codings`, which all stand at `span` of `text`, by `edit`. `texts` hands
/// out the texts of all sources that the edit is of, `shown` what is printed in place of words that must
/// not be ([`masked`]); what a writer put in is held against `concealed`.
pub fn worded<'t>(
    study: &Study,
    edit: Option<&'t Edit>,
    codings: &[&Coding],
    (text, span): (&'t str, Span),
    texts: impl Fn(SourceId) -> Option<&'t str> + Copy,
    shown: impl Fn(SourceId, Span) -> Option<String>,
    (style, form, concealed): (&Style, Form, &[Concealed]),
) -> Wording {
    let idle = edit.and_then(|it| beside(it, study, codings, texts));
    let edit = edit.filter(|_| idle.is_none());
    // Every quote is made of pieces; one that is not edited of a single one.
    let plain = || {
        let kept = codings.first().map(|coding| Piece::Kept {
            source: coding.source,
            span,
            text: span.of(text).unwrap_or_default().into(),
        });
        kept.into_iter().collect()
    };
    // What is hidden in print is still what was translated.
    let whole = edit.and_then(|it| pieces(it, texts));
    let clean = in_one_line(&whole.unwrap_or_else(plain));
    let told = edit.map(|it| told(it, concealed));
    let edit = told.as_ref();
    let here = |id: SourceId| texts(id);
    let pieces = edit.and_then(|it| pieces(it, here));
    let pieces = masked(pieces.unwrap_or_else(plain), shown);
    Wording {
        shown: render(&pieces, style, form),
        source: render(&pieces, style, Form::Source).text,
        digest: Hash::of(clean.as_bytes()),
        edited: edit.map(|it| edited(it, study, &pieces, here)),
        idle,
    }
}

const CORRECTED: &str = "the words that it was made of have been corrected";

/// Why an edit does not stand at the words of its codings, of which `codings` are some; `None` where it
/// does.
pub fn beside<'t>(
    edit: &Edit,
    study: &Study,
    codings: &[&Coding],
    texts: impl Fn(SourceId) -> Option<&'t str>,
) -> Option<String> {
    let source = |id: &SourceId| study.sources.get(id);
    for stretch in &edit.stretches {
        let current = source(&stretch.source).is_some_and(|it| it.version == stretch.version);
        let stands = texts(stretch.source).is_some_and(|text| stretch.of(text).is_some());
        if !current || !stands {
            return Some(CORRECTED.to_owned());
        }
    }
    let mut sources: Vec<SourceId> = edit.stretches.iter().map(|it| it.source).collect();
    sources.dedup();
    let mut people = sources.iter().filter_map(source).map(|it| it.respondent);
    let first = people.next().flatten();
    if sources.len() > 1 && (first.is_none() || people.any(|it| it != first)) {
        return Some("its sources are not known to be of one respondent any more".to_owned());
    }
    for coding in codings.iter().filter(|it| edit.codings.contains(&it.id)) {
        let span = texts(coding.source).and_then(|text| coding.span.trimmed(text));
        let holds = |span: Span| {
            let mut stretches = edit.stretches.iter();
            stretches.any(|it| it.source == coding.source && span.within(it.span))
        };
        if !span.is_some_and(holds) {
            return Some("its coding stands at other words now".to_owned());
        }
    }
    None
}

fn edited<'t>(
    edit: &Edit,
    study: &Study,
    pieces: &[Piece<'t>],
    texts: impl Fn(SourceId) -> Option<&'t str>,
) -> Edited {
    let mut changes = Vec::new();
    let mut left_out = 0;
    for piece in pieces {
        let Piece::Spliced {
            source,
            span,
            text,
            done,
        } = piece
        else {
            continue;
        };
        let kind = done.kind(text);
        if matches!(kind, SpliceKind::Omission | SpliceKind::Replacement) {
            left_out += words(text);
        }
        let (start, end) = texts(*source).map_or((0, 0), |it| span.to_chars(it));
        changes.push(Changed {
            kind,
            source: study
                .sources
                .get(source)
                .map_or_else(String::new, |it| it.name.clone()),
            start,
            end,
            text: text.clone().into_owned(),
            with: match done {
                Done::Omitted { stop, .. } => stop.clone(),
                Done::Put(words) | Done::Letter(words) => words.clone(),
            },
        });
    }
    Edited {
        id: edit.id,
        changes,
        left_out,
        because: edit.because.clone(),
        by: edit.by.clone(),
    }
}

/// Words between spaces, without what is only punctuation.
fn words(text: &str) -> usize {
    let words = text.split_whitespace();
    words
        .filter(|it| it.chars().any(char::is_alphanumeric))
        .count()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::coding::Coder;
    use super::super::id::Id;
    use super::*;

    fn id<T>(number: u128) -> Id<T> {
        Id::from_uuid(Uuid::from_u128(number))
    }

    /// Coder 1 and the consensus (2) at the same words under code 7, and the consensus elsewhere.
    fn study(edit_of: &[u128]) -> Study {
        let mut study = Study::default();
        for (number, name) in [(1, "ana"), (2, CONSENSUS)] {
            let name = name.to_owned();
            let id = id(number);
            study.coders.insert(id, Coder { id, name });
        }
        let all = [(11, 1, 7, 0), (12, 1, 7, 20), (21, 2, 7, 0), (22, 2, 8, 20)];
        for (number, coder, code, start) in all {
            let coding = Coding {
                id: id(number),
                source: id(5),
                version: 1,
                span: Span {
                    start,
                    end: start + 9,
                },
                words: Hash::of(b"words"),
                code: id(code),
                definition: 1,
                coder: id(coder),
                at: jiff::Timestamp::UNIX_EPOCH,
            };
            study.codings.insert(coding.id, coding);
        }
        let edit = Edit {
            id: id(90),
            codings: edit_of.iter().map(|it| id(*it)).collect(),
            stretches: Vec::new(),
            because: None,
            by: "ana".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        study.edits.insert(edit.id, edit);
        study
    }

    fn edited(edit_of: &[u128]) -> Vec<u128> {
        let study = study(edit_of);
        let edits = edits_of(&study);
        edits.keys().map(|it| it.uuid().as_u128()).collect()
    }

    #[test]
    fn what_coders_agreed_on_has_their_edit_where_all_of_it_was_agreed_on() {
        assert_eq!(edited(&[11]), [11, 21]);
        assert_eq!(edited(&[12]), [12], "another code");
        assert_eq!(edited(&[11, 12]), [11, 12], "only half of it");
    }
}
