//! Words that stand near another word more often than chance would have it.

use std::collections::{HashMap, HashSet};

use crate::model::said::Said;

/// A word near the node.
#[derive(Debug, Clone, PartialEq)]
pub struct Collocate {
    /// Its place in the words that were said.
    pub word: usize,
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

/// How near, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Words before and after.
    pub each: usize,
    /// Only words that stand there so many times.
    pub least: u64,
}

/// Words in the window before or after the node (given by its forms), in one passage. A word near two
/// nodes counts once. `passages` are at least all those in which the node stands, as places in the
/// words that were said; `stop` words are left out.
pub fn collocations(
    said: &Said,
    passages: &[Vec<usize>],
    node: &HashSet<usize>,
    window: Window,
    stop: &HashSet<String>,
) -> Collocations {
    let mut near: HashMap<usize, u64> = HashMap::new();
    let (mut nodes, mut around) = (0, 0);
    for passage in passages {
        let places: Vec<usize> = (0..passage.len())
            .filter(|at| node.contains(&passage[*at]))
            .collect();
        nodes += places.len() as u64;
        let mut done = 0;
        for place in places {
            let last = (place + window.each + 1).min(passage.len());
            let first = place.saturating_sub(window.each).max(done);
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
    let size = said.sources.iter().map(|it| it.size).sum();
    let mut words: Vec<Collocate> = near
        .into_iter()
        .filter(|(word, n)| *n >= window.least && !stop.contains(&said.words[*word].folded))
        .map(|(word, n)| collocate(word, n, said.words[word].n(), nodes, around, size))
        .filter(|it| it.n as f64 > it.expected)
        .collect();
    words.sort_by(|a, b| {
        let surest = b.log_likelihood.total_cmp(&a.log_likelihood);
        surest.then(a.word.cmp(&b.word))
    });
    Collocations {
        node: nodes,
        near: around,
        size,
        words,
    }
}

/// The figures of a word that stands `n` of its `all` times among the `around` words near a node.
fn collocate(word: usize, n: u64, all: u64, nodes: u64, around: u64, size: u64) -> Collocate {
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
