//! The words that were said: how often each, by group and how evenly spread, and where they stand in
//! what was coded.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;

use super::frequency::{CodedWords, WordStarts};
use super::groups::Groups;
use crate::model::coding::Coding;
use crate::model::respondent::RespondentId;
use crate::model::said::{Said, Speech};
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::words::words;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequency {
    /// Its place in the words that were said.
    pub word: usize,
    /// Times in all.
    pub n: u64,
    /// Respondents who say it.
    pub respondents: u64,
    /// Times in each group.
    pub by_group: Vec<u64>,
}

/// Words by frequency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequencies {
    /// Words that count, all and in each group.
    pub size: u64,
    /// Of each group.
    pub sizes: Vec<u64>,
    /// Respondents who say anything.
    pub respondents: u64,
    /// The most frequent first; equally frequent ones by the alphabet.
    pub words: Vec<Frequency>,
}

/// Counts the words; `stop` are left out of the list, and stay in the sizes, so that a frequency per
/// 10,000 words is of all that was said.
pub fn frequencies(said: &Said, groups: &Groups, stop: &HashSet<String>) -> Frequencies {
    let width = groups.names.len();
    let mut sizes = vec![0; width];
    // People as numbers, so that counting them is looking whether they were counted last.
    let mut numbers: FxHashMap<RespondentId, usize> = FxHashMap::default();
    let mut speaking: HashSet<RespondentId> = HashSet::new();
    let sources: Vec<(Option<usize>, Option<usize>)> = said
        .sources
        .iter()
        .map(|it| {
            let group = groups.of(it.respondent);
            if let Some(group) = group {
                sizes[group] += it.size;
            }
            speaking.extend(it.respondent.filter(|_| it.size > 0));
            let next = numbers.len();
            let who = it.respondent.map(|id| *numbers.entry(id).or_insert(next));
            (group, who)
        })
        .collect();
    let mut last_word = vec![usize::MAX; numbers.len()];
    let mut words = Vec::new();
    for (number, word) in said.words.iter().enumerate() {
        if stop.contains(&word.folded) {
            continue;
        }
        let mut found = Frequency {
            word: number,
            n: 0,
            respondents: 0,
            by_group: vec![0; width],
        };
        for (place, times) in &word.times {
            let (group, who) = sources[*place];
            found.n += times;
            if let Some(group) = group {
                found.by_group[group] += times;
            }
            if let Some(who) = who.filter(|who| last_word[*who] != number) {
                last_word[who] = number;
                found.respondents += 1;
            }
        }
        words.push(found);
    }
    // The words are in the order of the alphabet.
    words.sort_by(|a, b| b.n.cmp(&a.n).then(a.word.cmp(&b.word)));
    Frequencies {
        size: said.sources.iter().map(|it| it.size).sum(),
        sizes,
        respondents: speaking.len() as u64,
        words,
    }
}

/// Where the words that count begin in what was coded, source by source. `texts` are those of sources
/// with codings.
pub fn word_starts(
    said: &Said,
    codings: &[&Coding],
    texts: &BTreeMap<SourceId, String>,
) -> WordStarts {
    let mut spans: FxHashMap<SourceId, Vec<Span>> = FxHashMap::default();
    for coding in codings {
        spans.entry(coding.source).or_default().push(coding.span);
    }
    let of_source = |speech: &Speech| {
        let id = speech.source;
        let starts = match (spans.get(&id), texts.get(&id)) {
            (Some(spans), Some(text)) => starts_in(
                text,
                &speech.parts,
                &joined(spans),
                speech.language.as_deref(),
            ),
            _ => Vec::new(),
        };
        let size = speech.size;
        (id, CodedWords { size, starts })
    };
    let found: Vec<_> = said.sources.par_iter().map(of_source).collect();
    found.into_iter().collect()
}

/// Spans in order, those that touch as one.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// Where words begin that are in one of the parts and in one of the spans, both in order.
fn starts_in(text: &str, parts: &[Span], spans: &[Span], language: Option<&str>) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut folded = String::new();
    for span in spans {
        let first = parts.partition_point(|part| part.end <= span.start);
        for part in parts[first..].iter().take_while(|it| it.start < span.end) {
            // A word that began before the span is not in it, so it is read from its beginning.
            let before = &text[part.start..span.start.clamp(part.start, part.end)];
            let from = part.start + before.rfind(char::is_whitespace).unwrap_or(0);
            let mut here = words(&text[from..part.end], language);
            while let Some(word) = here.next_into(&mut folded) {
                let start = from + word.start;
                if start >= span.end {
                    break;
                }
                if start >= span.start {
                    starts.push(start);
                }
            }
        }
    }
    starts
}

/// The words of every part of these texts, as places in the words that were said.
pub fn numbered(said: &Said, texts: &BTreeMap<SourceId, String>) -> Vec<Vec<usize>> {
    let places = said.words.iter().zip(0..);
    let places: FxHashMap<&str, usize> = places
        .map(|(word, place)| (word.folded.as_str(), place))
        .collect();
    let of_source = |speech: &Speech| -> Vec<Vec<usize>> {
        let Some(text) = texts.get(&speech.source) else {
            return Vec::new();
        };
        let mut folded = String::new();
        let mut of_part = |part: &Span| {
            let mut numbers = Vec::new();
            let mut here = words(&text[part.range()], speech.language.as_deref());
            while here.next_into(&mut folded).is_some() {
                numbers.extend(places.get(folded.as_str()));
            }
            numbers
        };
        speech.parts.iter().map(&mut of_part).collect()
    };
    let found: Vec<Vec<Vec<usize>>> = said.sources.par_iter().map(of_source).collect();
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::super::collocations::{Window, collocations};
    use super::super::example::{interview, study, word};
    use super::super::groups::BandOf;
    use super::*;
    use crate::model::respondent::Kind;
    use crate::model::said::Whose;
    use crate::model::study::Study;

    fn two() -> Study {
        let mut it = study(&[("category", Kind::Text)], &[]);
        interview(&mut it, "1", &[("category", word("v"))], &[]);
        interview(&mut it, "2", &[("category", word("w"))], &[]);
        it
    }

    const TEXTS: [&str; 2] = [
        "# Coal\n\nInterviewer: Was the coal dear?\n\nRespondent: The Coal was dear. No coal, no fire.\n\nWe had wood.",
        "Interviewer: And you?\n\nRespondent: We had a warm stove, and coal.",
    ];

    fn read(study: &Study, whose: Whose) -> Said {
        Said::read(study.sources.values().zip(TEXTS), whose, &[])
    }

    fn texts(study: &Study) -> BTreeMap<SourceId, String> {
        let texts = study.sources.keys().copied().zip(TEXTS);
        texts.map(|(id, text)| (id, text.to_owned())).collect()
    }

    #[test]
    fn only_respondents_words_count_and_groups_add_up() {
        let study = two();
        let people: Vec<_> = study.respondents.keys().copied().collect();
        let groups =
            Groups::new(&study, &people, &["category".to_owned()], &BandOf::new()).expect("groups");
        let stop = ["the", "we", "no", "had", "a", "and", "was"]
            .map(str::to_owned)
            .into();
        let said = read(&study, Whose::Respondents);
        let found = frequencies(&said, &groups, &stop);
        assert_eq!((found.size, found.respondents), (18, 2));
        assert_eq!(found.sizes[..2], [11, 7]);
        let name = |it: &Frequency| said.words[it.word].folded.clone();
        let first = &found.words[0];
        assert_eq!(
            (name(first).as_str(), first.n, first.respondents),
            ("coal", 3, 2)
        );
        assert_eq!(
            (
                &first.by_group[..2],
                said.words[first.word].times.as_slice()
            ),
            (&[2, 1][..], &[(0, 2), (1, 1)][..])
        );
        let names: Vec<String> = found.words.iter().map(name).collect();
        assert_eq!(names, ["coal", "dear", "fire", "stove", "warm", "wood"]);
        let all = frequencies(&read(&study, Whose::All), &Groups::none(), &HashSet::new());
        assert_eq!(all.size, 25);
    }

    #[test]
    fn words_near_a_node_stay_in_its_passage() {
        let study = two();
        let said = read(&study, Whose::Respondents);
        let number = |word: &str| {
            said.words
                .iter()
                .position(|it| it.folded == word)
                .expect("there")
        };
        let node = HashSet::from([number("coal")]);
        let found = collocations(
            &said,
            &numbered(&said, &texts(&study)),
            &node,
            Window { each: 2, least: 1 },
            &HashSet::new(),
        );
        // the [Coal] was dear | dear No [coal] no fire | stove and [coal]: `dear` is near two nodes once.
        assert_eq!((found.node, found.near), (3, 8));
        let dear = found
            .words
            .iter()
            .find(|it| it.word == number("dear"))
            .expect("dear");
        assert_eq!((dear.n, dear.all), (1, 1));
        assert!(!found.words.iter().any(|it| it.word == number("wood")));
    }

    #[test]
    fn starts_of_coded_words_are_bytes_of_the_text() {
        let text = "Q: Где?\n\nA: Дома, 🙂 у печи. Don't ask.";
        let study = two();
        let source = study.sources.values().next().expect("one");
        let said = Said::read([(source, text)], Whose::Respondents, &[]);
        let parts = &said.sources[0].parts;
        let words_in = |from: &str, to: &str| {
            let span = Span {
                start: text.find(from).expect("there"),
                end: text.find(to).expect("there"),
            };
            let starts = starts_in(text, parts, &joined(&[span, span]), None);
            let word = |at: &usize| text[*at..].split([' ', '.', ',']).next().map(str::to_owned);
            starts.iter().filter_map(word).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(words_in("Где", "ask"), "Дома у печи Don't t");
        assert_eq!(words_in("ома", " ask"), "у печи Don't t");
        assert_eq!(words_in("on't", "sk"), "t ask");
        assert_eq!(words_in("Дома", "печи"), "Дома у");
    }

    #[test]
    fn spans_that_touch_are_one() {
        let span = |start, end| Span { start, end };
        let spans = [span(8, 9), span(0, 3), span(2, 5), span(5, 6)];
        assert_eq!(joined(&spans), [span(0, 6), span(8, 9)]);
    }
}
