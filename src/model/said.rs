//! What was said, as numbers: which words, and how often each in each source. Words are those of the
//! search: folded, so that spellings of one word are one.

use std::collections::BTreeMap;

use super::respondent::RespondentId;
use super::source::SourceId;
use super::span::Span;

/// Whose words count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of respondents: not those of who asks, and no headings.
    Respondents,
    /// Everybody's.
    All,
}

/// How often every word was said in every source: a document-term matrix, as much of it as is not zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The sources, in the order in which they were asked for.
    pub sources: Vec<Speech>,
    /// The words, in the order of their letters' numbers.
    pub words: Vec<Word>,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// The source.
    pub source: SourceId,
    /// Who speaks.
    pub respondent: Option<RespondentId>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// Words that count.
    pub size: u64,
    /// The parts of its text in which words count, in order.
    pub parts: Vec<Span>,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its folded form.
    pub folded: String,
    /// Places of the sources that it was said in, in order, with its times there.
    pub times: Vec<(usize, u64)>,
}

impl Word {
    /// Times in all.
    pub fn n(&self) -> u64 {
        self.times.iter().map(|(_, times)| times).sum()
    }
}

impl Said {
    /// Puts other words in the place of those of some sources, which are given by their places.
    pub fn retell(&mut self, told: &BTreeMap<usize, BTreeMap<String, u64>>) {
        let mut words: BTreeMap<String, Vec<(usize, u64)>> = BTreeMap::new();
        for word in std::mem::take(&mut self.words) {
            let mut times = word.times;
            times.retain(|(place, _)| !told.contains_key(place));
            words.insert(word.folded, times);
        }
        for (place, counts) in told {
            self.sources[*place].size = counts.values().sum();
            for (folded, n) in counts {
                words.entry(folded.clone()).or_default().push((*place, *n));
            }
        }
        self.words = words
            .into_iter()
            .filter(|(_, times)| !times.is_empty())
            .map(|(folded, mut times)| {
                times.sort_unstable();
                Word { folded, times }
            })
            .collect();
    }
}

#[cfg(test)]
impl Said {
    /// Read from the texts themselves; `asking` are the labels of interviewers, empty for a guess.
    pub(crate) fn read<'t>(
        texts: impl IntoIterator<Item = (&'t super::source::Source, &'t str)>,
        whose: Whose,
        asking: &[String],
    ) -> Self {
        use super::{passage::passages, speaker, words::words};
        let mut said = Self::default();
        let mut counted = BTreeMap::<(String, usize), u64>::new();
        for (place, (source, text)) in texts.into_iter().enumerate() {
            let all = passages(text);
            let asking = speaker::interviewers(text, &all, asking);
            let counts = |it: &&super::passage::Passage| {
                let asks = |label: &String| asking.contains(&speaker::key(label));
                whose == Whose::All || !(it.heading || it.speaker.as_ref().is_some_and(asks))
            };
            let mut speech = Speech {
                source: source.id,
                respondent: source.respondent,
                language: source.language.clone(),
                size: 0,
                parts: Vec::new(),
            };
            for passage in all.iter().filter(counts) {
                speech.parts.push(passage.words);
                for word in words(&text[passage.words.range()], source.language.as_deref()) {
                    speech.size += 1;
                    *counted.entry((word.folded, place)).or_default() += 1;
                }
            }
            said.sources.push(speech);
        }
        for ((folded, place), n) in counted {
            match said.words.last_mut() {
                Some(word) if word.folded == folded => word.times.push((place, n)),
                _ => said.words.push(Word {
                    folded,
                    times: vec![(place, n)],
                }),
            }
        }
        said
    }
}
