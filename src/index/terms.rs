//! Passages that hold the words of a query, by the postings of the index.

use std::collections::BTreeMap;

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use super::IndexError;
use super::found::{Entry, Found};
use super::kept::Index;
use super::matching::places;
use super::slot::{ANY, In, Languages, Wanted};

/// A form that the index holds, and the languages in which it answers.
struct Form {
    info: TermInfo,
    answers: In,
}

/// The passages with the words of `slots` in their places. `language_of` gives the number of a
/// source's language.
pub fn find(
    index: &Index,
    languages: &Languages,
    slots: &[Wanted],
    near: Option<usize>,
    language_of: &[usize],
) -> Result<Found, IndexError> {
    let field = index.fields().words;
    let mut counted: Vec<(Entry, u32)> = Vec::new();
    let mut tokens = 0;
    let mut norms = Vec::new();
    for (number, segment) in (0..).zip(index.searcher().segment_readers()) {
        let inverted = segment
            .inverted_index(field)
            .map_err(IndexError::unusable)?;
        tokens += inverted.total_num_tokens();
        norms.push(
            segment
                .get_fieldnorms_reader(field)
                .map_err(IndexError::unusable)?,
        );
        let forms: Vec<Vec<Form>> = slots
            .iter()
            .map(|slot| forms(&inverted, languages, slot))
            .collect::<std::io::Result<_>>()
            .map_err(IndexError::unusable)?;
        if forms.iter().any(Vec::is_empty) {
            continue;
        }
        let answers = |entry: &Entry, form: In| {
            form == ANY || form & 1 << language_of[entry.source as usize] != 0
        };
        let found = match forms.as_slice() {
            [one] => one_word(index, &inverted, number, one, answers),
            many => together(index, &inverted, number, many, near, answers),
        };
        counted.extend(found.map_err(IndexError::unusable)?);
    }
    let passages = index.searcher().num_docs();
    if counted.is_empty() || passages == 0 {
        return Ok(Found::default());
    }
    // A word and its forms count as one word: n is the number of passages that hold any of them.
    let average = tokens as f32 / passages as f32;
    let weight = Bm25Weight::for_one_term(counted.len() as u64, passages, average);
    let scored = counted.into_iter().map(|(mut entry, times)| {
        let norm = norms[entry.doc.segment_ord as usize].fieldnorm_id(entry.doc.doc_id);
        entry.score = weight.score(norm, times);
        entry
    });
    Ok(Found::passages(scored.collect()))
}

/// The words of a segment that answer.
fn forms(
    inverted: &InvertedIndexReader,
    languages: &Languages,
    wanted: &Wanted,
) -> std::io::Result<Vec<Form>> {
    let terms = inverted.terms();
    if let Wanted::Exact(word) = wanted {
        let info = terms.get(word.as_bytes())?;
        return Ok(info
            .map(|info| Form { info, answers: ANY })
            .into_iter()
            .collect());
    }
    let mut forms = Vec::new();
    for beginning in languages.beginnings(wanted) {
        let mut stream = terms.range().ge(beginning).into_stream()?;
        while stream.advance() {
            let Ok(word) = std::str::from_utf8(stream.key()) else {
                continue;
            };
            if !word.starts_with(beginning) {
                break;
            }
            let answers = languages.answers(wanted, word);
            if answers != 0 {
                forms.push(Form {
                    info: stream.value().clone(),
                    answers,
                });
            }
        }
    }
    Ok(forms)
}

fn one_word(
    index: &Index,
    inverted: &InvertedIndexReader,
    segment: u32,
    forms: &[Form],
    answers: impl Fn(&Entry, In) -> bool,
) -> std::io::Result<Vec<(Entry, u32)>> {
    let mut times: Vec<(DocId, u32, In)> = Vec::new();
    for form in forms {
        let mut postings =
            inverted.read_postings_from_terminfo(&form.info, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            times.push((postings.doc(), postings.term_freq(), form.answers));
            postings.advance();
        }
    }
    if forms.len() > 1 {
        times.sort_unstable();
    }
    let mut found: Vec<(Entry, u32)> = Vec::with_capacity(times.len());
    for (doc, count, form) in times {
        match found.last_mut() {
            Some((entry, sum)) if entry.doc.doc_id == doc => {
                if answers(entry, form) {
                    *sum += count;
                }
            }
            _ => {
                let entry = index.entry(segment, doc, 0.0);
                let count = if answers(&entry, form) { count } else { 0 };
                found.push((entry, count));
            }
        }
    }
    found.retain(|(_, count)| *count > 0);
    Ok(found)
}

/// Passages in which every slot is filled, in places that fit together.
fn together(
    index: &Index,
    inverted: &InvertedIndexReader,
    segment: u32,
    slots: &[Vec<Form>],
    near: Option<usize>,
    answers: impl Fn(&Entry, In) -> bool,
) -> std::io::Result<Vec<(Entry, u32)>> {
    let docs = |slot: &Vec<Form>| -> std::io::Result<Vec<DocId>> {
        let mut docs = Vec::new();
        for form in slot {
            let mut postings =
                inverted.read_postings_from_terminfo(&form.info, IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED {
                docs.push(postings.doc());
                postings.advance();
            }
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(docs)
    };
    // The rarest slot first: the others only look at what it leaves.
    let mut order: Vec<usize> = (0..slots.len()).collect();
    order.sort_by_key(|slot| {
        slots[*slot]
            .iter()
            .map(|form| form.info.doc_freq)
            .sum::<u32>()
    });
    let mut candidates: BTreeMap<DocId, Vec<Vec<u32>>> = docs(&slots[order[0]])?
        .into_iter()
        .map(|doc| (doc, vec![Vec::new(); slots.len()]))
        .collect();
    let mut some = Vec::new();
    for slot in order {
        for form in &slots[slot] {
            let mut postings = inverted.read_postings_from_terminfo(
                &form.info,
                IndexRecordOption::WithFreqsAndPositions,
            )?;
            for (doc, filled) in &mut candidates {
                if !reaches(&mut postings, *doc) {
                    continue;
                }
                let entry = index.entry(segment, *doc, 0.0);
                if answers(&entry, form.answers) {
                    postings.positions(&mut some);
                    filled[slot].extend(&some);
                }
            }
        }
        candidates.retain(|_, filled| !filled[slot].is_empty());
    }
    let found = candidates.into_iter().filter_map(|(doc, mut filled)| {
        filled.iter_mut().for_each(|words| words.sort_unstable());
        let times = places(&filled, near).len();
        (times > 0).then(|| (index.entry(segment, doc, 0.0), times as u32))
    });
    Ok(found.collect())
}

/// Goes on to `doc`, and says whether the word stands in it.
fn reaches(postings: &mut SegmentPostings, doc: DocId) -> bool {
    if postings.doc() < doc {
        postings.seek(doc);
    }
    postings.doc() == doc
}

/// The speakers that `fits`, as the index writes them.
pub fn speakers(index: &Index, fits: impl Fn(&str) -> bool) -> Result<Vec<String>, IndexError> {
    let mut found = Vec::new();
    for segment in index.searcher().segment_readers() {
        let inverted = segment
            .inverted_index(index.fields().speaker)
            .map_err(IndexError::unusable)?;
        let mut stream = inverted.terms().stream().map_err(IndexError::unusable)?;
        while stream.advance() {
            found.extend(
                std::str::from_utf8(stream.key())
                    .ok()
                    .filter(|it| fits(it))
                    .map(str::to_owned),
            );
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The passages of these speakers.
pub fn said_by(index: &Index, speakers: &[String]) -> Result<Found, IndexError> {
    let mut found = Vec::new();
    for (number, segment) in (0..).zip(index.searcher().segment_readers()) {
        let inverted = segment
            .inverted_index(index.fields().speaker)
            .map_err(IndexError::unusable)?;
        for speaker in speakers {
            let info = inverted
                .terms()
                .get(speaker.as_bytes())
                .map_err(IndexError::unusable)?;
            let Some(info) = info else {
                continue;
            };
            let postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic);
            let mut postings = postings.map_err(IndexError::unusable)?;
            while postings.doc() != TERMINATED {
                found.push(index.entry(number, postings.doc(), 0.0));
                postings.advance();
            }
        }
    }
    Ok(Found::passages(found))
}
