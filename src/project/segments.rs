//! Codings with their words: listed one by one, and in the texts that they are in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Project, ProjectError};
use crate::model::codebook::CodeId;
use crate::model::coding::{Coding, CodingId};
use crate::model::memo::{Memo, Thing};
use crate::model::natural::natural;
use crate::model::segment::{CodedMark, CodedSegment, CodedText};
use crate::model::source::{Source, SourceId};
use crate::model::span::{Positions, Span};
use crate::model::study::Study;

impl Project {
    /// These codings as segments, source by source in the order of their names, in the order of the
    /// text.
    pub fn coded_segments(
        &self,
        study: &Study,
        codings: &[&Coding],
    ) -> Result<Vec<CodedSegment>, ProjectError> {
        let mut memos: HashMap<CodingId, Vec<&Memo>> = HashMap::new();
        for memo in study.memos.values() {
            if let Thing::Coding(id) = memo.about {
                memos.entry(id).or_default().push(memo);
            }
        }
        let mut segments = Vec::with_capacity(codings.len());
        for (source, mut here) in by_source(study, codings) {
            let text = self.text(source)?;
            let mask = self.mask(study, source, &text)?;
            let positions = Positions::of(&text);
            here.sort_by_key(|it| (it.span, it.id));
            let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
            for coding in here {
                let mut notes = memos.remove(&coding.id).unwrap_or_default();
                notes.sort_by_key(|it| (it.at, it.id));
                let path = study.path(coding.code);
                segments.push(CodedSegment {
                    coding: coding.id,
                    source: source.name.clone(),
                    digest: source.text,
                    respondent: respondent.map(|it| it.name.clone()),
                    values: respondent.map_or_else(BTreeMap::new, |it| it.values.clone()),
                    code: study.codes.get(&coding.code).map(|it| it.key.clone()),
                    path: path.into_iter().map(str::to_owned).collect(),
                    coder: study.coders.get(&coding.coder).map(|it| it.name.clone()),
                    start: positions.chars(coding.span.start),
                    end: positions.chars(coding.span.end),
                    page: source.page(coding.span.start),
                    text: mask.words(&text, coding.span).into_owned(),
                    definition: coding.definition,
                    at: coding.at,
                    memos: notes.into_iter().cloned().collect(),
                });
            }
        }
        Ok(segments)
    }

    /// The texts of all sources that anything is coded in, in the order of their names. Codings of the
    /// same words under the same code are one mark.
    pub fn coded_texts(&self, study: &Study) -> Result<Vec<CodedText>, ProjectError> {
        let all: Vec<&Coding> = study.codings.values().collect();
        let template = self.template(study)?;
        let mut texts = Vec::new();
        for (source, here) in by_source(study, &all) {
            let text = self.text(source)?;
            let printed = self.mask(study, source, &text)?.whole(&text);
            let mut places: BTreeMap<(Span, CodeId), BTreeSet<&str>> = BTreeMap::new();
            for coding in here {
                let span = printed.place(0, coding.span);
                let span = span.trimmed(&printed.text).unwrap_or(span);
                let coder = study.coders.get(&coding.coder);
                let coders = places.entry((span, coding.code)).or_default();
                coders.extend(coder.map(|it| it.name.as_str()));
            }
            let marks = places.into_iter().map(|((span, code), coders)| CodedMark {
                span,
                code,
                coders: coders.into_iter().map(str::to_owned).collect(),
            });
            let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
            texts.push(CodedText {
                source: source.name.clone(),
                attribution: respondent.map_or_else(String::new, |it| template.fill(Some(it))),
                language: source.language.clone(),
                marks: marks.collect(),
                text: printed.text,
            });
        }
        Ok(texts)
    }
}

/// Codings by the sources that they are in, in the order of their names.
fn by_source<'s>(study: &'s Study, codings: &[&'s Coding]) -> Vec<(&'s Source, Vec<&'s Coding>)> {
    let mut by_source: BTreeMap<SourceId, Vec<&Coding>> = BTreeMap::new();
    for coding in codings {
        by_source.entry(coding.source).or_default().push(coding);
    }
    let found = by_source.into_iter();
    let mut found: Vec<_> = found
        .filter_map(|(id, here)| Some((study.sources.get(&id)?, here)))
        .collect();
    found.sort_by(|a, b| natural(&a.0.name, &b.0.name).then(a.0.id.cmp(&b.0.id)));
    found
}
