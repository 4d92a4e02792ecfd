//! Codings as segments, and how segments stand to each other.

use std::collections::{BTreeSet, HashMap};

use super::fields::text_fits;
use super::found::Ordinal;
use super::plan::Segments;
use super::query::{Field, Query, QueryError, Relation, Test};
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::nearest::nearest;
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::study::Study;

/// Which coders a query wants.
#[derive(Default)]
pub struct Coders {
    only: Option<BTreeSet<CoderId>>,
    not: BTreeSet<CoderId>,
}

impl Coders {
    /// Takes `coder:` and `NOT coder:` out of parts that are joined by `AND`, since they say whose
    /// codings the others mean.
    pub fn among(study: &Study, parts: &[Query]) -> Result<Self, QueryError> {
        let mut coders = Self::default();
        for part in parts {
            match part {
                Query::Field(field) if field.name == "coder" => {
                    coders.keep(coders_of(study, field)?)
                }
                Query::Not(part) => match part.as_ref() {
                    Query::Field(field) if field.name == "coder" => {
                        coders.not.extend(coders_of(study, field)?);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(coders)
    }

    fn keep(&mut self, these: BTreeSet<CoderId>) {
        self.only = Some(match self.only.take() {
            Some(before) => before.intersection(&these).copied().collect(),
            None => these,
        });
    }

    /// Whether nothing is asked about coders.
    pub fn any(&self) -> bool {
        self.only.is_none() && self.not.is_empty()
    }

    fn want(&self, coder: CoderId) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&coder)) && !self.not.contains(&coder)
    }
}

/// The codes that `code:` means, with what is below them.
pub fn codes_of(study: &Study, field: &Field) -> Result<BTreeSet<CodeId>, QueryError> {
    let begins = |start: &str| {
        let start = start.to_lowercase();
        let codes = study.codes.values();
        codes
            .filter(|code| code.key.to_lowercase().starts_with(&start))
            .map(|code| code.id)
            .collect()
    };
    let found: Vec<CodeId> = match &field.test {
        Test::Is(word) => study
            .code_called(word)
            .map(|code| vec![code.id])
            .unwrap_or_default(),
        Test::Begins(start) => begins(start),
        Test::Known => study.codes.keys().copied().collect(),
        Test::Range(..) => Vec::new(),
    };
    if found.is_empty() {
        let names = study
            .codes
            .values()
            .flat_map(|code| [code.key.as_str(), code.name.as_str()]);
        return Err(unknown(field, "a code of the codebook", names));
    }
    Ok(found
        .into_iter()
        .flat_map(|code| study.with_descendants(code))
        .collect())
}

fn coders_of(study: &Study, field: &Field) -> Result<BTreeSet<CoderId>, QueryError> {
    let all = study.coders.values();
    let found: BTreeSet<CoderId> = all
        .filter(|coder| text_fits(&coder.name, &field.test))
        .map(|coder| coder.id)
        .collect();
    match found.is_empty() {
        true => {
            let names = study.coders.values().map(|coder| coder.name.as_str());
            Err(unknown(field, "a coder of the project", names))
        }
        false => Ok(found),
    }
}

fn unknown<'n>(field: &Field, expected: &str, names: impl Iterator<Item = &'n str>) -> QueryError {
    let word = match &field.test {
        Test::Is(word) => word.clone(),
        Test::Begins(start) => format!("{start}*"),
        Test::Known => "*".to_owned(),
        Test::Range(..) => "a range".to_owned(),
    };
    QueryError {
        at: field.at + field.name.chars().count() + 1,
        expected: expected.to_owned(),
        near: nearest(&word, names),
        found: format!("`{word}`"),
    }
}

/// The segments of the codings with one of these codes (`None`: any) by these coders.
pub fn coded(
    study: &Study,
    ordinals: &HashMap<SourceId, Ordinal>,
    codes: Option<&BTreeSet<CodeId>>,
    coders: &Coders,
) -> Segments {
    let mut segments = Segments::new();
    for coding in study.codings.values() {
        let wanted =
            codes.is_none_or(|codes| codes.contains(&coding.code)) && coders.want(coding.coder);
        if let Some(source) = ordinals.get(&coding.source).filter(|_| wanted) {
            segments.entry(*source).or_default().push(coding.span);
        }
    }
    tidied(segments)
}

/// The segments of `left` that stand so to any of `right`. `passage_at` gives the number of the
/// passage that a byte of a source is in.
pub fn related(
    left: &Segments,
    relation: Relation,
    right: &Segments,
    passage_at: impl Fn(Ordinal, usize) -> usize,
) -> Segments {
    let mut found = Segments::new();
    for (source, segments) in left {
        let Some(others) = right.get(source) else {
            continue;
        };
        let stands = |one: &Span, other: &Span| match relation {
            Relation::Overlaps => one.overlaps(*other),
            Relation::Within => one.within(*other),
            Relation::Before(most) => {
                one.end <= other.start
                    && passage_at(*source, other.start)
                        .saturating_sub(passage_at(*source, one.end.saturating_sub(1)))
                        <= most
            }
        };
        let kept = segments
            .iter()
            .filter(|one| others.iter().any(|other| stands(one, other)));
        found.insert(*source, kept.copied().collect());
    }
    found.retain(|_, segments| !segments.is_empty());
    found
}

/// Segments in the order of the text, none twice.
pub fn tidied(mut segments: Segments) -> Segments {
    for spans in segments.values_mut() {
        spans.sort_unstable();
        spans.dedup();
    }
    segments
}
