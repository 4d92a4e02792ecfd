//! What is printed of a text of which some words are not. One rule for every place where words of a
//! source become words for a reader: from a text, a span and the redactions of the source to what is
//! shown. A redaction that is cut by the span is shown whole, so that no half of a name is left.

use std::borrow::Cow;

use super::codebook::Code;
use super::edit::{Done, Edit};
use super::hash::Hash;
use super::redaction::{Redaction, State};
use super::respondent::Value;
use super::source::Source;
use super::span::Span;
use super::study::Study;
use super::words::words;

/// A redaction whose words are not where it says they are. Nothing is printed of its source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("redaction `{redaction}` in source `{source_name}` does not stand at its words")]
pub struct Beside {
    /// The redaction.
    pub redaction: String,
    /// The source.
    pub source_name: String,
}

/// The words of one source that are not printed: parts without overlap, in order, each with what
/// stands for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mask {
    parts: Vec<(Span, String)>,
}

/// A text as it is printed, and where in it the places of the true text are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The text.
    pub text: String,
    /// For every part that was replaced: where it stood, and where what stands for it is.
    replaced: Vec<(Span, Span)>,
}

impl Mask {
    /// The mask of `source`, whose text is `text`: every redaction that was accepted.
    pub fn of(study: &Study, source: &Source, text: &str) -> Result<Self, Beside> {
        let here = study.redactions.values();
        let here = here.filter(|it| it.source == source.id && it.state == State::Accepted);
        let mut parts = Vec::new();
        for redaction in here {
            let words = redaction.span.of(text);
            let stands = words.is_some_and(|it| Hash::of(it.as_bytes()) == redaction.words);
            if !stands || redaction.version != source.version {
                return Err(Beside {
                    redaction: redaction.id.short(),
                    source_name: source.name.clone(),
                });
            }
            parts.push((redaction.span, redaction.shown.clone()));
        }
        Ok(Self::new(parts))
    }

    /// A mask of these spans, each with what is printed for it. Spans that overlap are one, and the
    /// first and longest of them says what is printed.
    pub fn new(mut parts: Vec<(Span, String)>) -> Self {
        parts.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut joined: Vec<(Span, String)> = Vec::new();
        for (span, shown) in parts {
            match joined.last_mut() {
                Some((last, _)) if span.start < last.end => *last = last.union(span),
                _ => joined.push((span, shown)),
            }
        }
        Self { parts: joined }
    }

    /// Whether everything is printed.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// What is printed of the words at `span`.
    pub fn words<'t>(&self, text: &'t str, span: Span) -> Cow<'t, str> {
        match self.inside(span).next() {
            None => Cow::Borrowed(span.of(text).unwrap_or_default()),
            Some(_) => Cow::Owned(self.printed(text, span).text),
        }
    }

    /// What is printed of the words at `span`, with places.
    pub fn printed(&self, text: &str, span: Span) -> Printed {
        let mut out = String::new();
        let mut replaced = Vec::new();
        let mut at = span.start;
        for (part, shown) in self.inside(span) {
            out.push_str(text.get(at..part.start).unwrap_or_default());
            let start = out.len();
            out.push_str(&bracketed(shown));
            replaced.push((
                *part,
                Span {
                    start,
                    end: out.len(),
                },
            ));
            at = part.end;
        }
        out.push_str(text.get(at..span.end).unwrap_or_default());
        Printed {
            text: out,
            replaced,
        }
    }

    /// The whole text as it is printed.
    pub fn whole(&self, text: &str) -> Printed {
        let all = Span {
            start: 0,
            end: text.len(),
        };
        self.printed(text, all)
    }

    /// The text with spaces in place of the words that are not printed, so that every position stays.
    pub fn blanked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (part, _) in &self.parts {
            out.push_str(text.get(at..part.start).unwrap_or_default());
            out.extend(std::iter::repeat_n(' ', part.end - part.start));
            at = part.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        Cow::Owned(out)
    }

    /// The mask of the words at `span` alone, whose first byte is byte 0.
    pub fn within(&self, span: Span) -> Self {
        let parts = self.inside(span).map(|(it, shown)| {
            let part = Span {
                start: it.start.max(span.start) - span.start,
                end: it.end.min(span.end) - span.start,
            };
            (part, shown.clone())
        });
        Self {
            parts: parts.collect(),
        }
    }

    /// Whether any of the words at `span` are not printed.
    pub fn touches(&self, span: Span) -> bool {
        self.inside(span).next().is_some()
    }

    fn inside(&self, span: Span) -> impl Iterator<Item = &(Span, String)> {
        let first = self.parts.partition_point(|(it, _)| it.end <= span.start);
        self.parts[first..]
            .iter()
            .take_while(move |(it, _)| it.start < span.end)
    }
}

impl Printed {
    /// Where a span of the true text, which began at byte `from`, stands in what is printed. What is
    /// cut by a replacement takes it in whole.
    pub fn place(&self, from: usize, span: Span) -> Span {
        let start = self.at(from, span.start, false);
        Span {
            start,
            end: self.at(from, span.end, true).max(start),
        }
    }

    fn at(&self, from: usize, byte: usize, is_end: bool) -> usize {
        let before = self.replaced.partition_point(|(old, _)| old.start < byte);
        let Some((old, new)) = before.checked_sub(1).map(|at| self.replaced[at]) else {
            return byte.saturating_sub(from).min(self.text.len());
        };
        match (byte < old.end, is_end) {
            (true, false) => new.start,
            (true, true) => new.end,
            (false, _) => (new.end + (byte - old.end)).min(self.text.len()),
        }
    }
}

/// What stands for words that are not printed: `[name of town]`.
pub fn bracketed(shown: &str) -> String {
    format!("[{shown}]")
}

/// Some words that are not printed in one place, to be looked for in others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concealed {
    /// The words, folded.
    folded: Vec<String>,
    /// As they stand in the source.
    pub words: String,
    /// What is printed for them.
    pub shown: String,
}

impl Concealed {
    /// The words at a redaction.
    pub fn new(found: &str, redaction: &Redaction) -> Self {
        Self::of(found, &redaction.shown)
    }

    /// These words, and what is printed for them.
    pub fn of(found: &str, shown: &str) -> Self {
        Self {
            folded: words(found, None).map(|it| it.folded).collect(),
            words: found.to_owned(),
            shown: shown.to_owned(),
        }
    }

    /// Where these words stand in `text`: whole words, capitals and spellings aside.
    pub fn places(&self, text: &str) -> Vec<Span> {
        places(text, &self.folded)
    }
}

/// Where `wanted`, folded words in a row, stand in `text`.
fn places(text: &str, wanted: &[String]) -> Vec<Span> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let here: Vec<_> = words(text, None).collect();
    here.windows(wanted.len())
        .filter(|some| some.iter().zip(wanted).all(|(it, word)| it.folded == *word))
        .map(|some| some[0].span.union(some[some.len() - 1].span))
        .collect()
}

/// Where `phrase` stands in `text`, as whole words, capitals and spellings aside.
pub fn places_of(text: &str, phrase: &str) -> Vec<Span> {
    let wanted: Vec<String> = words(phrase, None).map(|it| it.folded).collect();
    places(text, &wanted)
}

/// An edit as it may be shown: what a writer put in may name what the source must not.
pub fn told(edit: &Edit, concealed: &[Concealed]) -> Edit {
    let mut told = edit.clone();
    let stretches = told.stretches.iter_mut();
    for splice in stretches.flat_map(|it| &mut it.splices) {
        if let Done::Put(words) = &mut splice.done {
            *words = without(words, concealed);
        }
    }
    told.because = told.because.map(|it| without(&it, concealed));
    told
}

/// Takes redacted words out of what people wrote into a study that is about to be shown: names of
/// places, what is said of stops, of classifications and of contradictions, and what the register says.
/// Names are looked up before.
pub fn conceal(study: &mut Study, concealed: &[Concealed]) {
    let hide = |text: &mut String| *text = without(text, concealed);
    for place in study.places.values_mut() {
        hide(&mut place.name);
        hide(&mut place.country);
        let aliases = std::mem::take(&mut place.aliases).into_iter();
        place.aliases = aliases.map(|it| without(&it, concealed)).collect();
    }
    for stop in study.stops.values_mut() {
        hide(&mut stop.how);
        hide(&mut stop.with);
    }
    for it in study.classifications.values_mut() {
        hide(&mut it.note);
    }
    for it in study.contradictions.values_mut() {
        hide(&mut it.reason);
    }
    for code in study.codes.values_mut() {
        hide(&mut code.name);
    }
    conceal_answers(study, concealed);
}

/// Takes redacted words out of what the register says of respondents.
pub fn conceal_answers(study: &mut Study, concealed: &[Concealed]) {
    if concealed.is_empty() {
        return;
    }
    let respondents = study.respondents.values_mut();
    for value in respondents.flat_map(|it| it.values.values_mut()) {
        if let Value::Text(text) = value {
            *text = without(text, concealed);
        }
    }
}

/// Takes redacted words out of what coders wrote, into a study that is about to leave: memos, what codes
/// mean, and what the register says of respondents.
pub fn conceal_written(study: &mut Study, concealed: &[Concealed]) {
    if concealed.is_empty() {
        return;
    }
    for memo in study.memos.values_mut() {
        memo.text = without(&memo.text, concealed);
    }
    for code in study.codes.values_mut() {
        conceal_code(code, concealed);
    }
    conceal_answers(study, concealed);
}

/// Takes redacted words out of what a code means.
pub fn conceal_code(code: &mut Code, concealed: &[Concealed]) {
    let told = [
        &mut code.definition,
        &mut code.use_when,
        &mut code.not_when,
        &mut code.example,
    ];
    for text in told {
        *text = without(text, concealed);
    }
}

/// `text` with every one of these words replaced by what is printed for them.
pub fn without(text: &str, concealed: &[Concealed]) -> String {
    mask_of(text, concealed).whole(text).text
}

/// The mask of `text` that hides every one of these words.
pub fn mask_of(text: &str, concealed: &[Concealed]) -> Mask {
    let parts = concealed.iter().flat_map(|it| {
        let places = it.places(text).into_iter();
        places.map(|span| (span, it.shown.clone()))
    });
    Mask::new(parts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str, words: &str) -> Span {
        let start = text.find(words).expect("words stand in the text");
        Span::new(text, start, start + words.len()).expect("span")
    }

    #[test]
    fn what_is_cut_by_a_span_is_shown_whole_and_the_rest_stays() {
        let text = "We left Verkhny Log in May and saw Verkhny Log no more.";
        let log = at(text, "Verkhny Log");
        let mask = Mask::new(vec![(log, "name of village".to_owned())]);
        assert_eq!(
            mask.words(text, at(text, "We left Verkhny")),
            "We left [name of village]"
        );
        assert_eq!(
            mask.words(text, at(text, "Log in May")),
            "[name of village] in May"
        );
        assert_eq!(
            mask.words(text, at(text, "saw Verkhny Log")),
            "saw Verkhny Log"
        );
        assert_eq!(mask.blanked(text).len(), text.len());
        assert_eq!(&mask.blanked(text)[..20], "We left             ");
    }

    #[test]
    fn overlapping_redactions_are_one() {
        let text = "old Anna Berg came";
        let both = vec![
            (at(text, "Berg came"), "b".to_owned()),
            (at(text, "Anna Berg"), "a".to_owned()),
        ];
        assert_eq!(Mask::new(both).whole(text).text, "old [a]");
    }

    #[test]
    fn names_of_places_and_what_is_said_of_stops_name_nothing_redacted() {
        use crate::model::place::Place;
        let concealed = [Concealed {
            folded: vec!["verkhny".to_owned(), "log".to_owned()],
            words: "Verkhny Log".to_owned(),
            shown: "name of village".to_owned(),
        }];
        let mut study = Study::default();
        let id = super::super::id::Id::from_uuid(uuid::Uuid::from_u128(1));
        let place = Place {
            id,
            name: "VERKHNY LOG".to_owned(),
            aliases: ["Verkhny-Log".to_owned(), "Log".to_owned()].into(),
            country: "Verkhnyland".to_owned(),
            at: None,
        };
        study.places.insert(id, place);
        conceal(&mut study, &concealed);
        let place = &study.places[&id];
        assert_eq!(place.name, "[name of village]");
        assert_eq!(place.country, "Verkhnyland");
        assert!(place.aliases.contains("Log") && place.aliases.len() == 2);
    }

    #[test]
    fn words_are_found_in_other_texts_whatever_their_capitals() {
        let text = "ёлкино, Елкино; Ёлкинов";
        assert_eq!(places_of(text, "Ёлкино").len(), 2);
    }

    proptest! {
        #[test]
        fn nothing_of_a_redacted_word_is_left_and_everything_else_is(
            text in "[a-zа-я ,.]{1,60}", cuts in proptest::collection::vec((0usize..60, 1usize..9), 0..4),
            from in 0usize..60, to in 0usize..60)
        {
            let parts: Vec<(Span, String)> = cuts.iter()
                .filter_map(|(start, length)| Some((Span::from_chars(&text, *start, start + length).ok()?, "x".to_owned())))
                .collect();
            let mask = Mask::new(parts.clone());
            if let Ok(span) = Span::from_chars(&text, from.min(to), from.max(to)) {
                let printed = mask.printed(&text, span);
                let open: String = text.char_indices()
                    .filter(|(byte, _)| span.start <= *byte && *byte < span.end)
                    .filter(|(byte, _)| !parts.iter().any(|(it, _)| it.start <= *byte && *byte < it.end))
                    .map(|(_, letter)| letter).collect();
                prop_assert_eq!(printed.text.replace("[x]", ""), open);
                // A place that no redaction touches holds the same words.
                for (at, letter) in text.char_indices() {
                    let one = Span { start: at, end: at + letter.len_utf8() };
                    if one.within(span) && !mask.touches(one) {
                        prop_assert_eq!(printed.place(span.start, one).of(&printed.text), one.of(&text));
                    }
                }
            }
            prop_assert_eq!(mask.blanked(&text).len(), text.len());
        }
    }
}
