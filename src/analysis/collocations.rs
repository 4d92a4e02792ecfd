//! Words that stand near another word more often than chance would have it.

use std::collections::{HashMap, HashSet};

use super::words::Corpus;

/// A word near the node.
#[derive(Debug, Clone, PartialEq)]
pub struct Collocate {
    /// Its number in the vocabulary.
    pub word: u32,
    /// Times near the node.
    pub n: u64,
    /// Times in all.
    pub all: u64,
    /// Times that chance would give.
    pub expected: f64,
    /// Log-likelihood of the 2 x 2 table (Dunning 1993).
    pub log_likelihood: f64,
    /// Mutual information: log₂(O / E) (Church and Hanks 1990).
    pub mi: f64,
    /// Log Dice: 14 + log₂(2 O / (times of the node + times of the word)) (Rychlý 2008).
    pub log_dice: f64,
}

/// What stands near a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Collocations {
    /// Times of the node.
    pub node: u64,
    /// Words within the window of a node, the nodes themselves aside.
    pub near: u64,
    /// All words.
    pub size: u64,
    /// The surest first, by log-likelihood; those that are rarer than chance are left out.
    pub words: Vec<Collocate>,
}

/// Words at most `window` words before or after the node (given by its forms), in one passage. A word
/// near two nodes counts once. `stop` words and those less often near than `least` are left out.
pub fn collocations(
    corpus: &Corpus,
    node: &HashSet<u32>,
    window: usize,
    least: u64,
    stop: &HashSet<String>,
) -> Collocations {
    let mut all: Vec<u64> = vec![0; corpus.vocabulary.len()];
    let mut near: HashMap<u32, u64> = HashMap::new();
    let (mut nodes, mut around, mut size) = (0, 0, 0);
    for passage in corpus.sources.iter().flat_map(|it| &it.passages) {
        size += passage.len() as u64;
        let places: Vec<usize> = (0..passage.len())
            .filter(|at| node.contains(&passage[*at]))
            .collect();
        nodes += places.len() as u64;
        for number in passage {
            all[*number as usize] += 1;
        }
        let mut done = 0;
        for place in places {
            let last = (place + window + 1).min(passage.len());
            let first = place.saturating_sub(window).max(done);
            for number in passage
                .iter()
                .take(last)
                .skip(first)
                .filter(|it| !node.contains(it))
            {
                *near.entry(*number).or_default() += 1;
                around += 1;
            }
            done = done.max(last);
        }
    }
    let mut words: Vec<Collocate> = near
        .into_iter()
        .filter(|(word, n)| *n >= least && !stop.contains(&corpus.vocabulary[*word as usize]))
        .map(|(word, n)| collocate(word, n, all[word as usize], nodes, around, size))
        .filter(|it| it.n as f64 > it.expected)
        .collect();
    let name = |it: &Collocate| &corpus.vocabulary[it.word as usize];
    words.sort_by(|a, b| {
        let surest = b.log_likelihood.total_cmp(&a.log_likelihood);
        surest.then_with(|| name(a).cmp(name(b)))
    });
    Collocations {
        node: nodes,
        near: around,
        size,
        words,
    }
}

/// The figures of a word that stands `n` of its `all` times among the `around` words near a node.
fn collocate(word: u32, n: u64, all: u64, nodes: u64, around: u64, size: u64) -> Collocate {
    // Near or not, this word or another; nodes themselves are no candidates.
    let whole = (size - nodes) as f64;
    let (row, column) = (around as f64, all as f64);
    let part = |observed: f64, due: f64| match observed > 0.0 && due > 0.0 {
        true => observed * (observed / due).ln(),
        false => 0.0,
    };
    let observed = n as f64;
    let expected = row * column / whole;
    let sum = part(observed, expected)
        + part(row - observed, row * (whole - column) / whole)
        + part(column - observed, (whole - row) * column / whole)
        + part(
            whole - row - column + observed,
            (whole - row) * (whole - column) / whole,
        );
    Collocate {
        word,
        n,
        all,
        expected,
        log_likelihood: (2.0 * sum).max(0.0),
        mi: (observed / expected).log2(),
        log_dice: 14.0 + (2.0 * observed / (nodes + all) as f64).log2(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SciPy 1.17.1, `chi2_contingency([[20, 80], [30, 870]], correction=False,
    /// lambda_="log-likelihood").statistic`; MI = log2(20 / 5), log Dice = 14 + log2(40 / 70).
    #[test]
    fn the_figures_of_one_word() {
        let found = collocate(0, 20, 50, 20, 100, 1020);
        assert!((found.expected - 5.0).abs() < 1e-12);
        assert!(
            (found.log_likelihood - 33.889_459_168_729_25).abs() < 1e-9,
            "{found:?}"
        );
        assert!((found.mi - 2.0).abs() < 1e-12);
        assert!((found.log_dice - (14.0 + (40.0f64 / 70.0).log2())).abs() < 1e-12);
    }
}
