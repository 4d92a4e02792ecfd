//! Quotes: the words of a segment as a reader sees them, with who said them.

use std::collections::{BTreeMap, BTreeSet};

use super::attribution::Template;
use super::codebook::CodeId;
use super::coding::{Coding, CodingId};
use super::edited::{Edited, edit_of, edits_of, worded};
use super::hash::Hash;
use super::passage::passages;
use super::redact::{Beside, Concealed, Mask};
use super::rendering::{Form, Mark};
use super::respondent::{Respondent, Value};
use super::source::{Source, SourceId};
use super::span::{Positions, Span};
use super::standing::{Standing, Status};
use super::study::Study;
use super::style::Style;
use super::translation::Translation;

/// The words of one segment under one code.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The codings behind it; several where coders agree.
    pub codings: Vec<CodingId>,
    /// Whether a writer has starred it.
    pub starred: bool,
    /// How far it has come on its way into the report.
    pub status: Option<Status>,
    /// Writers' notes.
    pub note: String,
    /// The code.
    pub code: CodeId,
    /// Key of the code.
    pub key: String,
    /// Names from the family down to the code.
    pub theme: Vec<String>,
    /// Names of the coders, in order.
    pub coders: Vec<String>,
    /// Name of the source.
    pub source: String,
    /// BCP 47 tag of the source's language.
    pub language: Option<String>,
    /// Where the words stand.
    pub span: Span,
    /// First character, counted from 0.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
    /// The page that they begin on, from 1; `None` where the source has no pages.
    pub page: Option<usize>,
    /// The words in the form that was asked for.
    pub text: String,
    /// What is marked in them otherwise than by signs: bytes of the words, in order.
    pub marks: Vec<(usize, usize, Mark)>,
    /// The form.
    pub form: Form,
    /// The words as they stand in the source.
    pub original: String,
    /// Digest of what is kept of them and put in.
    pub digest: Hash,
    /// What was done to them, if anything.
    pub edited: Option<Edited>,
    /// Why there is an edit that is not printed, if there is one.
    pub idle: Option<String>,
    /// Translations, by language.
    pub translations: Vec<Translation>,
    /// The passages before, if asked for.
    pub before: String,
    /// The passages after, if asked for.
    pub after: String,
    /// Name of the respondent; `None` when nobody knows who spoke.
    pub respondent: Option<String>,
    /// What is known about the respondent.
    pub attributes: BTreeMap<String, Value>,
    /// The bracket after the quote.
    pub attribution: String,
}

/// A coding whose words are not where it says they are. Nothing is quoted from it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{noun} `{id}` in source `{source_name}` does not stand at its words")]
pub struct Displaced {
    /// A coding, or a redaction.
    pub noun: &'static str,
    /// Its id.
    pub id: String,
    /// The source.
    pub source_name: String,
}

/// How quotes are printed.
#[derive(Clone, Copy)]
pub struct Printing<'p> {
    /// The bracket after them.
    pub template: &'p Template,
    /// The house style.
    pub style: &'p Style,
    /// The form of edited ones.
    pub form: Form,
    /// Passages of context on each side.
    pub context: usize,
    /// The texts of other sources that edits are of.
    pub others: &'p BTreeMap<SourceId, String>,
    /// Words that a writer's words may not name.
    pub concealed: &'p [Concealed],
}

impl From<Beside> for Displaced {
    fn from(it: Beside) -> Self {
        Self {
            noun: "redaction",
            id: it.redaction,
            source_name: it.source_name,
        }
    }
}

/// The quotes of `codings`, all of which are in `source`, whose text is `text`; in the order of the
/// text. Codings with one code whose words are the same, white space at the ends aside, are one
/// quote. One that is edited has the words that the edit gives it, whatever source they are of.
pub fn quotes_of(
    study: &Study,
    source: &Source,
    text: &str,
    codings: &[&Coding],
    printing: &Printing<'_>,
) -> Result<Vec<Quote>, Displaced> {
    let mut groups: BTreeMap<(Span, CodeId), Vec<&Coding>> = BTreeMap::new();
    for coding in codings {
        let words = coding
            .span
            .of(text)
            .filter(|words| Hash::of(words.as_bytes()) == coding.words);
        let span = words.and_then(|_| coding.span.trimmed(text));
        let span = span
            .filter(|_| coding.version == source.version)
            .ok_or_else(|| Displaced {
                noun: "coding",
                id: coding.id.short(),
                source_name: source.name.clone(),
            })?;
        groups.entry((span, coding.code)).or_default().push(coding);
    }
    let mask = Mask::of(study, source, text)?;
    let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
    let context = printing.context;
    let texts = |id: SourceId| match id == source.id {
        true => Some(text),
        false => printing.others.get(&id).map(String::as_str),
    };
    let standing: BTreeMap<CodingId, &Standing> =
        study.standings.values().map(|it| (it.coding, it)).collect();
    let edits = edits_of(study);
    let mut translated: BTreeMap<CodingId, Vec<&Translation>> = BTreeMap::new();
    for it in study.translations.values() {
        translated.entry(it.coding).or_default().push(it);
    }
    let mut others: BTreeMap<SourceId, Mask> = BTreeMap::new();
    for (id, text) in printing.others {
        if let Some(other) = study.sources.get(id) {
            others.insert(*id, Mask::of(study, other, text)?);
        }
    }
    let hidden = |id: SourceId, at: Span| {
        let (mask, text) = match id == source.id {
            true => (&mask, text),
            false => (others.get(&id)?, printing.others.get(&id)?.as_str()),
        };
        mask.touches(at).then(|| mask.words(text, at).into_owned())
    };
    let positions = Positions::of(text);
    let around = if context > 0 {
        passages(text).iter().map(|it| it.span).collect()
    } else {
        Vec::new()
    };
    Ok(groups
        .into_iter()
        .map(|((span, code), codings)| {
            let (before, after) = surroundings(text, &mask, &around, span, context);
            let coders: BTreeSet<&str> = codings
                .iter()
                .filter_map(|coding| study.coders.get(&coding.coder))
                .map(|coder| coder.name.as_str())
                .collect();
            let wording = worded(
                study,
                edit_of(&edits, &codings),
                &codings,
                (text, span),
                texts,
                hidden,
                (printing.style, printing.form, printing.concealed),
            );
            let own = codings.iter().filter_map(|it| translated.get(&it.id));
            let mut translations: Vec<Translation> = own.flatten().copied().cloned().collect();
            translations.sort_by(|a, b| (&a.language, b.at).cmp(&(&b.language, a.at)));
            translations.dedup_by(|next, kept| next.language == kept.language);
            let standings = || codings.iter().filter_map(|it| standing.get(&it.id));
            let notes = standings()
                .map(|it| it.note.as_str())
                .filter(|it| !it.is_empty());
            Quote {
                codings: codings.iter().map(|coding| coding.id).collect(),
                starred: standings().any(|it| it.starred),
                status: standings().filter_map(|it| it.status).max(),
                note: notes.collect::<Vec<_>>().join("; "),
                code,
                key: study
                    .codes
                    .get(&code)
                    .map(|code| code.key.clone())
                    .unwrap_or_default(),
                theme: study.path(code).into_iter().map(str::to_owned).collect(),
                coders: coders.into_iter().map(str::to_owned).collect(),
                source: source.name.clone(),
                language: source.language.clone(),
                span,
                start: positions.chars(span.start),
                end: positions.chars(span.end),
                page: source.page(span.start),
                text: wording.shown.text,
                marks: wording.shown.marks,
                form: printing.form,
                original: wording.source,
                digest: wording.digest,
                edited: wording.edited,
                idle: wording.idle,
                translations,
                before,
                after,
                respondent: respondent.map(|it: &Respondent| it.name.clone()),
                attributes: respondent.map(|it| it.values.clone()).unwrap_or_default(),
                attribution: printing
                    .template
                    .fill_at(respondent, source.page(span.start)),
            }
        })
        .collect())
}

/// The text of up to `context` passages on each side of `span`, and of what is left of the passages
/// that it stands in.
fn surroundings(
    text: &str,
    mask: &Mask,
    passages: &[Span],
    span: Span,
    context: usize,
) -> (String, String) {
    if context == 0 {
        return (String::new(), String::new());
    }
    let first = passages.partition_point(|it| it.end <= span.start);
    let last = passages.partition_point(|it| it.start < span.end);
    let from = passages
        .get(first.saturating_sub(context))
        .map_or(span.start, |it| it.start.min(span.start));
    let to = passages
        .get(
            (last + context)
                .saturating_sub(1)
                .min(passages.len().saturating_sub(1)),
        )
        .map_or(span.end, |it| it.end.max(span.end));
    let shown = |start, end| mask.words(text, Span { start, end }).trim().to_owned();
    (shown(from, span.start), shown(span.end, to))
}
