//! How evenly a word is spread over the parts of a corpus.

/// Juilland's D (Juilland and Chang-Rodríguez 1964), 1 for wholly even: 1 − V / √(parts − 1), V the
/// standard deviation of the relative frequencies in the parts (of a whole population) over their
/// mean. `counts` are times in each part, `sizes` words of each part; empty parts do not count. `None`
/// with fewer than two parts or without the word.
pub fn juilland_d(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let shares: Vec<f64> = counts
        .iter()
        .zip(sizes)
        .filter(|(_, size)| **size > 0)
        .map(|(count, size)| *count as f64 / *size as f64)
        .collect();
    let parts = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / parts;
    if shares.len() < 2 || mean == 0.0 {
        return None;
    }
    let variance = shares.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / parts;
    Some(1.0 - variance.sqrt() / mean / (parts - 1.0).sqrt())
}

/// Deviation of proportions (Gries 2008), 0 for wholly even, near 1 for a word of one small part:
/// half the sum over parts of |share of the word's times − share of all words|. `None` without the word.
pub fn gries_dp(counts: &[u64], sizes: &[u64]) -> Option<f64> {
    let times: u64 = counts.iter().sum();
    let all: u64 = sizes.iter().sum();
    if times == 0 || all == 0 {
        return None;
    }
    let apart = counts
        .iter()
        .zip(sizes)
        .map(|(count, size)| (*count as f64 / times as f64 - *size as f64 / all as f64).abs());
    Some(apart.sum::<f64>() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gries (2008), Dispersions and adjusted frequencies in corpora, section 2: a corpus of five parts
    /// with 9, 10, 10, 10 and 11 words and `a` 1, 2, 3, 4 and 5 times in them: D = 0.785, DP = 0.18.
    #[test]
    fn the_example_of_gries() {
        let (counts, sizes) = ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]);
        let d = juilland_d(&counts, &sizes).expect("D");
        let dp = gries_dp(&counts, &sizes).expect("DP");
        assert!((d - 0.785).abs() < 5e-4, "{d}");
        assert!((dp - 0.18).abs() < 5e-3, "{dp}");
    }

    #[test]
    fn even_and_uneven() {
        let even = juilland_d(&[2, 2, 2], &[10, 10, 10]).expect("D");
        assert!((even - 1.0).abs() < 1e-12, "{even}");
        assert_eq!(gries_dp(&[2, 2, 2], &[10, 10, 10]), Some(0.0));
        let one = juilland_d(&[6, 0, 0], &[10, 10, 10]).expect("D");
        assert!(one.abs() < 1e-12, "{one}");
        assert_eq!(juilland_d(&[0, 0], &[10, 10]), None);
        assert_eq!(gries_dp(&[0], &[10]), None);
    }
}
