//! The words that a classification rests on: from what people type to a place in a text, and where that
//! place is after the text was corrected.

use super::{Place, Project, ProjectError, lookup};
use crate::model::carry::{Carried, carry};
use crate::model::classification::Evidence;
use crate::model::hash::Hash;
use crate::model::respondent::Respondent;
use crate::model::source::Source;
use crate::model::span::Positions;
use crate::model::study::Study;
use crate::store::Writing;

/// Where words of evidence stand today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Name of the source.
    pub source: String,
    /// First character, counted from 0.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// BCP 47 tag of their language.
    pub language: Option<String>,
}

impl Project {
    /// Where words of evidence stand now; `None` where a corrected text has them no more.
    pub fn placed(&self, study: &Study, it: &Evidence) -> Result<Option<Placed>, ProjectError> {
        let Some(source) = study.sources.get(&it.source) else {
            return Ok(None);
        };
        let text = self.text(source)?;
        let stands = |span: crate::model::span::Span| {
            span.of(&text)
                .filter(|words| Hash::of(words.as_bytes()) == it.words)
        };
        let span = match source.text == it.text || stands(it.span).is_some() {
            true => it.span,
            false => match carry(&self.store.text(it.text)?, &text, &[it.span]).first() {
                Some(Carried::Kept(span) | Carried::Moved(span)) => *span,
                Some(Carried::Lost) | None => return Ok(None),
            },
        };
        let positions = Positions::of(&text);
        let mask = self.mask(study, source, &text)?;
        Ok(span.of(&text).map(|_| Placed {
            source: source.name.clone(),
            start: positions.chars(span.start),
            end: positions.chars(span.end),
            text: mask.words(&text, span).into_owned(),
            language: source.language.clone(),
        }))
    }
}

/// The words that are meant, which must be the respondent's or nobody's.
pub(super) fn evidence(
    study: &Study,
    writing: &Writing<'_>,
    respondent: &Respondent,
    word: &str,
) -> Result<Evidence, ProjectError> {
    let of = |source: &Source, place: &Place| -> Result<Evidence, ProjectError> {
        if let Some(other) = source.respondent.filter(|it| *it != respondent.id) {
            let name = study
                .respondents
                .get(&other)
                .map_or("", |it| it.name.as_str());
            return Err(ProjectError::Refused(format!(
                "source `{}` is of respondent `{name}`, expected evidence from a source of `{}`",
                source.name, respondent.name
            )));
        }
        let text = writing.text(source.text)?;
        let span = place.span(&source.name, &text)?;
        Ok(Evidence {
            source: source.id,
            text: source.text,
            span,
            words: Hash::of(span.of(&text).unwrap_or_default().as_bytes()),
        })
    };
    if let Ok(coding) = lookup::coding(study, word)
        && let Some(source) = study.sources.get(&coding.source)
    {
        let text = writing.text(source.text)?;
        let (start, end) = coding.span.to_chars(&text);
        return of(source, &Place::Characters(start, end));
    }
    let range = |it: &str| {
        let (start, end) = it.split_once('-')?;
        Some((start.trim().parse().ok()?, end.trim().parse().ok()?))
    };
    if let Some((name, rest)) = word.rsplit_once(':') {
        match (lookup::source(study, name.trim()), range(rest)) {
            (Ok(source), Some((start, end))) => return of(source, &Place::Characters(start, end)),
            (Ok(source), None) => return of(source, &Place::Words(rest.trim().to_owned(), None)),
            (Err(error), Some(_)) => return Err(error),
            (Err(_), None) => {}
        }
    }
    let own = study.sources.values();
    let own = own.filter(|it| it.respondent == Some(respondent.id));
    let mut places = Vec::new();
    for source in own {
        let count = writing.text(source.text)?.matches(word).count();
        places.extend(std::iter::repeat_n(source, count));
    }
    match places.as_slice() {
        [source] => of(source, &Place::Words(word.to_owned(), None)),
        [] => Err(ProjectError::Refused(format!(
            "`{word}` is no evidence: expected the id of a coding, `SOURCE:START-END`, or words as they stand in a source of respondent `{}`",
            respondent.name
        ))),
        several => Err(ProjectError::Refused(format!(
            "`{word}` stands {} times in the sources of respondent `{}`, expected once, or `SOURCE:START-END`",
            several.len(),
            respondent.name
        ))),
    }
}
