//! The words that were said: which count, how often each, by group and how evenly spread. Words are
//! those of the search: folded, so that spellings of one word are one.

use std::collections::HashSet;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSlice;
use rustc_hash::FxHashMap;

use super::frequency::WordStarts;
use super::groups::Groups;
use crate::model::passage::passages;
use crate::model::respondent::RespondentId;
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;
use crate::model::speaker::{interviewers, key};
use crate::model::words::words;

/// A source with its text.
#[derive(Debug, Clone, Copy)]
pub struct Text<'t> {
    /// The source.
    pub source: &'t Source,
    /// Its text.
    pub text: &'t str,
}

/// Whose words count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of respondents: not those of who asks, and no headings.
    Respondents,
    /// Everybody's.
    All,
}

/// The parts of a text in which words count. `asking` are the labels of interviewers as set in the
/// project; empty for a guess.
pub fn said(text: &str, whose: Whose, asking: &[String]) -> Vec<Span> {
    let passages = passages(text);
    let who_asks = interviewers(text, &passages, asking);
    let counts = |speaker: &Option<String>, heading: bool| match whose {
        Whose::All => true,
        Whose::Respondents => {
            !heading
                && speaker
                    .as_ref()
                    .is_none_or(|label| !who_asks.contains(&key(label)))
        }
    };
    passages
        .iter()
        .filter(|it| counts(&it.speaker, it.heading))
        .map(|it| it.words)
        .collect()
}

/// Where the words that count begin in each source, in bytes.
pub fn word_starts(texts: &[Text<'_>], whose: Whose, asking: &[String]) -> WordStarts {
    let found: Vec<_> = texts
        .par_iter()
        .map(|text| (text.source.id, starts_in(*text, whose, asking)))
        .collect();
    found.into_iter().collect()
}

fn starts_in(text: Text<'_>, whose: Whose, asking: &[String]) -> Vec<usize> {
    let language = text.source.language.as_deref();
    let mut starts = Vec::new();
    let mut folded = String::new();
    for span in said(text.text, whose, asking) {
        let part = &text.text[span.range()];
        let mut here = words(part, language);
        while let Some(word) = here.next_into(&mut folded) {
            starts.push(span.start + word.start);
        }
    }
    starts
}

/// Every word that counts, source by source, as numbers of a vocabulary.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The words; a number is a place in here.
    pub vocabulary: Vec<String>,
    /// The sources.
    pub sources: Vec<Said>,
}

/// What was said in one source.
#[derive(Debug, Clone)]
pub struct Said {
    /// The source.
    pub source: SourceId,
    /// Who speaks.
    pub respondent: Option<RespondentId>,
    /// The words of each passage that counts, in order.
    pub passages: Vec<Vec<u32>>,
}

impl Said {
    /// How many words.
    pub fn len(&self) -> usize {
        self.passages.iter().map(Vec::len).sum()
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Reads the words of texts, side by side: runs of texts each with a vocabulary of their own, which
/// are then put together in the order of the texts.
pub fn corpus(texts: &[Text<'_>], whose: Whose, asking: &[String]) -> Corpus {
    let run = texts.len().div_ceil(rayon::current_num_threads()).max(1);
    let read: Vec<Corpus> = texts
        .par_chunks(run)
        .map(|texts| corpus_of(texts, whose, asking))
        .collect();
    let mut corpus = Corpus::default();
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    for part in read {
        // From numbers of this run to numbers of all.
        let mut moved = Vec::with_capacity(part.vocabulary.len());
        for word in part.vocabulary {
            moved.push(*numbers.entry(word).or_insert_with_key(|word| {
                corpus.vocabulary.push(word.clone());
                (corpus.vocabulary.len() - 1) as u32
            }));
        }
        corpus
            .sources
            .extend(part.sources.into_iter().map(|mut said| {
                for number in said.passages.iter_mut().flatten() {
                    *number = moved[*number as usize];
                }
                said
            }));
    }
    corpus
}

fn corpus_of(texts: &[Text<'_>], whose: Whose, asking: &[String]) -> Corpus {
    let mut corpus = Corpus::default();
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut folded = String::new();
    for text in texts {
        let language = text.source.language.as_deref();
        let mut passages = Vec::new();
        for span in said(text.text, whose, asking) {
            let mut passage = Vec::new();
            let mut here = words(&text.text[span.range()], language);
            while here.next_into(&mut folded).is_some() {
                let number = match numbers.get(folded.as_str()) {
                    Some(number) => *number,
                    None => {
                        let number = corpus.vocabulary.len() as u32;
                        corpus.vocabulary.push(folded.clone());
                        numbers.insert(folded.clone(), number);
                        number
                    }
                };
                passage.push(number);
            }
            passages.push(passage);
        }
        corpus.sources.push(Said {
            source: text.source.id,
            respondent: text.source.respondent,
            passages,
        });
    }
    corpus
}

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequency {
    /// Its number in the vocabulary.
    pub word: u32,
    /// Times in all.
    pub n: u64,
    /// Respondents who say it.
    pub respondents: u64,
    /// Times in each group.
    pub by_group: Vec<u64>,
    /// Places of the sources that it stands in, in the corpus, with its times there.
    pub places: Vec<(usize, u64)>,
}

impl Frequency {
    /// Times in each of so many sources.
    pub fn by_source(&self, sources: usize) -> Vec<u64> {
        let mut times = vec![0; sources];
        for (place, here) in &self.places {
            times[*place] = *here;
        }
        times
    }
}

/// Words of a corpus by frequency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequencies {
    /// Words that count, all and in each group.
    pub size: u64,
    /// Of each group.
    pub sizes: Vec<u64>,
    /// Respondents who say anything.
    pub respondents: u64,
    /// Words of each source.
    pub by_source: Vec<u64>,
    /// The most frequent first; equally frequent ones by the alphabet.
    pub words: Vec<Frequency>,
}

/// Counts the words of a corpus; `stop` are left out of the list, and stay in the sizes, so that a
/// frequency per 10,000 words is of all that was said.
pub fn frequencies(corpus: &Corpus, groups: &Groups, stop: &HashSet<String>) -> Frequencies {
    let width = groups.names.len();
    let by_source: Vec<u64> = corpus.sources.iter().map(|it| it.len() as u64).collect();
    let mut sizes = vec![0; width];
    let mut speaking: HashSet<RespondentId> = HashSet::new();
    for (said, size) in corpus.sources.iter().zip(&by_source) {
        if let Some(group) = groups.of(said.respondent) {
            sizes[group] += size;
        }
        speaking.extend(said.respondent.filter(|_| *size > 0));
    }
    let kept: Vec<bool> = corpus
        .vocabulary
        .iter()
        .map(|word| !stop.contains(word))
        .collect();
    let mut counts: Vec<Vec<(usize, u64)>> = vec![Vec::new(); corpus.vocabulary.len()];
    let mut here = vec![0u64; corpus.vocabulary.len()];
    for (at, said) in corpus.sources.iter().enumerate() {
        let mut seen = Vec::new();
        for number in said.passages.iter().flatten().map(|it| *it as usize) {
            if here[number] == 0 {
                seen.push(number);
            }
            here[number] += 1;
        }
        for number in seen {
            if kept[number] {
                counts[number].push((at, here[number]));
            }
            here[number] = 0;
        }
    }
    let word = |(number, places): (usize, Vec<(usize, u64)>)| {
        if places.is_empty() {
            return None;
        }
        let mut by_group = vec![0; width];
        let mut people = HashSet::new();
        for (at, times) in &places {
            let who = corpus.sources[*at].respondent;
            if let Some(group) = groups.of(who) {
                by_group[group] += times;
            }
            people.extend(who);
        }
        Some(Frequency {
            word: number as u32,
            n: places.iter().map(|(_, times)| times).sum(),
            respondents: people.len() as u64,
            by_group,
            places,
        })
    };
    let mut words: Vec<Frequency> = counts.into_iter().enumerate().filter_map(word).collect();
    let name = |it: &Frequency| &corpus.vocabulary[it.word as usize];
    words.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| name(a).cmp(name(b))));
    Frequencies {
        size: by_source.iter().sum(),
        sizes,
        respondents: speaking.len() as u64,
        by_source,
        words,
    }
}

#[cfg(test)]
mod tests {
    use super::super::collocations::collocations;
    use super::super::example::{interview, study, word};
    use super::super::groups::BandOf;
    use super::*;
    use crate::model::respondent::Kind;
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

    fn read(study: &Study, whose: Whose) -> Corpus {
        let texts: Vec<Text<'_>> = study
            .sources
            .values()
            .zip(TEXTS)
            .map(|(source, text)| Text { source, text })
            .collect();
        corpus(&texts, whose, &[])
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
        let name = |it: &Frequency| said.vocabulary[it.word as usize].clone();
        let first = &found.words[0];
        assert_eq!(
            (name(first).as_str(), first.n, first.respondents),
            ("coal", 3, 2)
        );
        assert_eq!(
            (&first.by_group[..2], first.by_source(2)),
            (&[2, 1][..], vec![2, 1])
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
            said.vocabulary
                .iter()
                .position(|it| it == word)
                .expect("there") as u32
        };
        let node = HashSet::from([number("coal")]);
        let found = collocations(&said, &node, 2, 1, &HashSet::new());
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
    fn starts_of_words_are_bytes_of_the_text() {
        let study = two();
        let source = study.sources.values().next().expect("one");
        let text = "Q: Где?\n\nA: Дома, 🙂 у печи.";
        let starts = starts_in(Text { source, text }, Whose::Respondents, &[]);
        let first: Vec<&str> = starts
            .iter()
            .map(|at| text[*at..].split(' ').next().unwrap_or_default())
            .collect();
        assert_eq!(first, ["Дома,", "у", "печи."]);
    }
}
