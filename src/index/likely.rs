//! Which sources are likeliest to hold some words: those of the passages in which most of the rarest
//! of them stand. It says where to look, and nothing about what is found there.

use rayon::prelude::*;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::IndexError;
use super::answer::Search;
use crate::model::source::SourceId;
use crate::model::words::words;

/// So many of the rarest words are looked up.
const RAREST: usize = 10;

/// One word in one segment.
struct Term {
    segment: usize,
    info: TermInfo,
}

impl Search<'_> {
    /// For every question, which is some words in the order of a text, up to `limit` sources, the
    /// likeliest first.
    pub fn likeliest(
        &self,
        questions: &[String],
        limit: usize,
    ) -> Result<Vec<Vec<SourceId>>, IndexError> {
        let index = self.index()?;
        let readers = index.searcher().segment_readers();
        let field = index.fields().words;
        let inverted: Vec<_> = readers
            .iter()
            .map(|segment| segment.inverted_index(field))
            .collect::<tantivy::Result<_>>()
            .map_err(IndexError::unusable)?;
        // Where the scores of each segment's passages begin.
        let mut offsets = vec![0_usize];
        for reader in readers {
            offsets.push(offsets[offsets.len() - 1] + reader.max_doc() as usize);
        }
        let passages = offsets[offsets.len() - 1];
        let sheet = || (vec![0_f32; passages], Vec::<usize>::new());
        let answer = |(scores, touched): &mut (Vec<f32>, Vec<usize>), question: &String| {
            for (weight, terms) in rarest(question, &inverted, passages)? {
                for term in terms {
                    let mut postings = inverted[term.segment]
                        .read_postings_from_terminfo(&term.info, IndexRecordOption::Basic)?;
                    while postings.doc() != TERMINATED {
                        let at = offsets[term.segment] + postings.doc() as usize;
                        if scores[at] == 0.0 {
                            touched.push(at);
                        }
                        scores[at] += weight;
                        postings.advance();
                    }
                }
            }
            // Passages with less than half of what the best one has are there by chance. The earlier
            // one comes first where two are alike.
            let best = touched.iter().map(|at| scores[*at]).fold(0.0, f32::max);
            let mut likely: Vec<usize> = touched
                .iter()
                .copied()
                .filter(|at| scores[*at] >= best / 2.0)
                .collect();
            likely.sort_unstable_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
            let mut found: Vec<SourceId> = Vec::new();
            for at in likely.iter().take(limit * 8) {
                let segment = offsets.partition_point(|offset| offset <= at) - 1;
                let entry = index.entry(segment as u32, (at - offsets[segment]) as u32, 0.0);
                let id = self.input.sources[entry.source as usize].id;
                if !found.contains(&id) && found.len() < limit {
                    found.push(id);
                }
            }
            for at in touched.drain(..) {
                scores[at] = 0.0;
            }
            Ok(found)
        };
        questions
            .par_iter()
            .map_init(sheet, answer)
            .collect::<std::io::Result<_>>()
            .map_err(IndexError::unusable)
    }
}

/// The rarest words of a question with what finding them is worth: the logarithm of how rare they are
/// (Spärck Jones 1972).
fn rarest(
    question: &str,
    inverted: &[std::sync::Arc<InvertedIndexReader>],
    passages: usize,
) -> std::io::Result<Vec<(f32, Vec<Term>)>> {
    let mut folded: Vec<String> = words(question, None).map(|word| word.folded).collect();
    folded.sort_unstable();
    folded.dedup();
    let mut found: Vec<(usize, Vec<Term>)> = Vec::new();
    for word in folded {
        let mut terms = Vec::new();
        for (segment, reader) in inverted.iter().enumerate() {
            if let Some(info) = reader.terms().get(word.as_bytes())? {
                terms.push(Term { segment, info });
            }
        }
        let count: usize = terms.iter().map(|term| term.info.doc_freq as usize).sum();
        if count > 0 {
            found.push((count, terms));
        }
    }
    found.sort_by_key(|(count, _)| *count);
    found.truncate(RAREST);
    let weight = |count: usize| (1.0 + passages as f32 / count as f32).ln();
    Ok(found
        .into_iter()
        .map(|(count, terms)| (weight(count), terms))
        .collect())
}
