//! How often every word was said, source by source, read from the postings: no text is needed.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::DocSet;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, TERMINATED, Term};

use super::IndexError;
use super::answer::Search;
use super::kept::Index;
use super::schema::ROLE;
use crate::model::said::{Said, Speech, Whose, Word};
use crate::model::source::SourceId;
use crate::model::span::Span;

/// No place: the passage does not count.
const NOWHERE: u32 = u32::MAX;

/// What one segment holds.
#[derive(Default)]
struct Part {
    words: Vec<Word>,
    /// Passages that count, with the places of their sources.
    spans: Vec<(usize, Span)>,
    /// Words by place.
    sizes: Vec<u64>,
}

impl Search<'_> {
    /// The words of `sources`. Unknown ones have none.
    pub fn said(&self, sources: &[SourceId], whose: Whose) -> Result<Said, IndexError> {
        let index = self.index()?;
        let mut places: FxHashMap<u32, usize> = FxHashMap::default();
        for (place, id) in sources.iter().enumerate() {
            if let Some(ordinal) = self.ordinals.get(id) {
                places.insert(*ordinal, place);
            }
        }
        let segments = 0..index.searcher().segment_readers().len() as u32;
        let parts: Vec<Part> = segments
            .into_par_iter()
            .map(|segment| part(index, segment, &places, sources.len(), whose))
            .collect::<tantivy::Result<_>>()
            .map_err(IndexError::unusable)?;
        let mut said = Said {
            sources: sources
                .iter()
                .map(|id| {
                    let source = self.study.sources.get(id);
                    Speech {
                        source: *id,
                        respondent: source.and_then(|it| it.respondent),
                        language: source.and_then(|it| it.language.clone()),
                        size: 0,
                        parts: Vec::new(),
                    }
                })
                .collect(),
            words: Vec::new(),
        };
        for part in parts {
            for (place, span) in part.spans {
                said.sources[place].parts.push(span);
            }
            for (speech, size) in said.sources.iter_mut().zip(part.sizes) {
                speech.size += size;
            }
            said.words = match said.words.is_empty() {
                true => part.words,
                false => merged(said.words, part.words),
            };
        }
        Ok(said)
    }
}

fn part(
    index: &Index,
    segment: u32,
    places: &FxHashMap<u32, usize>,
    sources: usize,
    whose: Whose,
) -> tantivy::Result<Part> {
    let reader = &index.searcher().segment_readers()[segment as usize];
    let mut counts = vec![true; reader.max_doc() as usize];
    if whose == Whose::Respondents {
        let speakers = reader.inverted_index(index.fields().speaker)?;
        for role in ["interviewer", "heading"] {
            let term = Term::from_field_text(index.fields().speaker, &format!("{ROLE}{role}"));
            let Some(mut postings) = speakers.read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            while postings.doc() != TERMINATED {
                counts[postings.doc() as usize] = false;
                postings.advance();
            }
        }
    }
    let mut part = Part {
        sizes: vec![0; sources],
        ..Part::default()
    };
    let place_of = |doc: DocId| {
        let place = places.get(&index.entry(segment, doc, 0.0).source)?;
        counts[doc as usize].then_some(*place)
    };
    let place_of: Vec<u32> = (0..reader.max_doc())
        .map(|doc| {
            let Some(place) = place_of(doc) else {
                return NOWHERE;
            };
            let at = tantivy::DocAddress::new(segment, doc);
            part.spans.push((place, index.said_span(at)));
            place as u32
        })
        .collect();
    let words = reader.inverted_index(index.fields().words)?;
    let mut terms = words.terms().stream()?;
    while terms.advance() {
        let mut times: Vec<(usize, u64)> = Vec::new();
        let info = terms.value();
        let mut block =
            words.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while !block.docs().is_empty() {
            for (doc, n) in block.docs().iter().zip(block.freqs()) {
                let place = place_of[*doc as usize];
                if place == NOWHERE {
                    continue;
                }
                let (place, n) = (place as usize, u64::from(*n));
                part.sizes[place] += n;
                // Passages of one source follow each other.
                match times.last_mut() {
                    Some((last, times)) if *last == place => *times += n,
                    _ => times.push((place, n)),
                }
            }
            block.advance();
        }
        if !times.is_empty() {
            times.sort_unstable();
            part.words.push(Word {
                folded: String::from_utf8_lossy(terms.key()).into_owned(),
                times,
            });
        }
    }
    Ok(part)
}

/// Two lists in order as one. A source is in one segment only.
fn merged(left: Vec<Word>, right: Vec<Word>) -> Vec<Word> {
    let mut both = Vec::with_capacity(left.len().max(right.len()));
    let mut right = right.into_iter().peekable();
    for mut word in left {
        while let Some(before) = right.next_if(|it| it.folded < word.folded) {
            both.push(before);
        }
        if let Some(same) = right.next_if(|it| it.folded == word.folded) {
            word.times.extend(same.times);
            word.times.sort_unstable();
        }
        both.push(word);
    }
    both.extend(right);
    both
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::{Index, Input};
    use super::*;
    use crate::model::hash::Hash;
    use crate::model::id::Id;
    use crate::model::source::Source;
    use crate::model::study::Study;

    const LINES: [&str; 8] = [
        "# Coal and Bread",
        "Interviewer: Was the coal dear?",
        "Respondent: The Coal was dear. No coal, no fire 🙂.",
        "We had wood; don't ask.",
        "Сұрақ: Үйде кім болды?",
        "Жауап: Ёлка, елка и ЁЛКА.",
        "o'zbek g‘oya maʼno",
        "人権 ok",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// The index knows what reading the texts gives.
        #[test]
        fn the_index_says_what_the_texts_say(notes in prop::collection::vec((prop::collection::vec(0..LINES.len(), 0..6), 0..3usize), 0..7), of_respondents in any::<bool>()) {
            let texts: Vec<String> = notes.iter().map(|(lines, _)| lines.iter().map(|at| LINES[*at]).collect::<Vec<_>>().join("\n\n")).collect();
            let mut study = Study::default();
            for (number, ((_, language), text)) in (1..).zip(notes.iter().zip(&texts)) {
                let hash = Hash::of(text.as_bytes());
                study.put(Source {
                    id: Id::from_uuid(Uuid::from_u128(number)),
                    name: format!("{number}.txt"),
                    respondent: (number % 2 == 0).then(|| Id::from_uuid(Uuid::from_u128(7))),
                    language: [None, Some("uz".to_owned()), Some("ru".to_owned())][*language].clone(),
                    text: hash,
                    original: hash,
                    version: 1,
                    file: String::new(),
                    characters: text.chars().count(),
                    encoding: "UTF-8".to_owned(),
                }.into());
            }
            let sources: Vec<&Source> = study.sources.values().collect();
            let input = Input {
                sources: &sources,
                texts: &|source: &Source| Ok(texts[source.id.uuid().as_u128() as usize - 1].clone()),
                interviewers: &[],
            };
            let index = Index::in_memory(&input).expect("index");
            let whose = if of_respondents { Whose::Respondents } else { Whose::All };
            let search = Search::new(&study, &input, Some(&index));
            // Every second one, from the last.
            let asked: Vec<SourceId> = study.sources.keys().rev().step_by(2).copied().collect();
            let read = asked.iter().map(|id| (&study.sources[id], texts[id.uuid().as_u128() as usize - 1].as_str()));
            prop_assert_eq!(search.said(&asked, whose).expect("said"), Said::read(read, whose, &[]));
        }
    }
}
