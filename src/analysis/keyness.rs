//! Words that a group uses more than the others do, or codes anything with: how sure the difference is
//! (log-likelihood) and how large (log ratio).

/// Two corpora and a word that stands in them so many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frequencies {
    /// Times in the one.
    pub here: u64,
    /// Words of the one.
    pub size: u64,
    /// Times in the other.
    pub there: u64,
    /// Words of the other.
    pub rest: u64,
}

/// Log-likelihood G² of the two frequencies (Rayson and Garside 2000, who leave out the words that are
/// other words): 2 Σ O ln(O / E), E = size · (all times) / (all words). Above 3.84 a difference has
/// p < 0.05, above 15.13 p < 0.0001. `None` where a corpus is empty.
pub fn log_likelihood(it: Frequencies) -> Option<f64> {
    if it.size == 0 || it.rest == 0 {
        return None;
    }
    let all = (it.here + it.there) as f64 / (it.size + it.rest) as f64;
    let part = |observed: u64, size: u64| match observed {
        0 => 0.0,
        _ => observed as f64 * (observed as f64 / (size as f64 * all)).ln(),
    };
    // What is alike up to rounding must not come out below nothing.
    Some((2.0 * (part(it.here, it.size) + part(it.there, it.rest))).max(0.0))
}

/// Log ratio (Hardie 2014): the binary logarithm of the relative frequency here over that there; 1 is
/// twice as often. A word that is not in one of them is taken to be there half a time. `None` where a
/// corpus is empty or the word is in neither.
pub fn log_ratio(it: Frequencies) -> Option<f64> {
    if it.size == 0 || it.rest == 0 || it.here + it.there == 0 {
        return None;
    }
    let relative = |times: u64, size: u64| (times as f64).max(0.5) / size as f64;
    Some((relative(it.here, it.size) / relative(it.there, it.rest)).log2())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(here: u64, size: u64, there: u64, rest: u64) -> Frequencies {
        Frequencies {
            here,
            size,
            there,
            rest,
        }
    }

    /// By hand: 100 of 10,000 against 50 of 20,000. E = 50 and 100; G² = 2 (100 ln 2 + 50 ln 0.5) =
    /// 100 ln 2 = 69.31; the word is four times as frequent.
    #[test]
    fn a_word_twice_as_often_in_half_the_text() {
        let it = of(100, 10_000, 50, 20_000);
        assert!((log_likelihood(it).expect("value") - 100.0 * 2f64.ln()).abs() < 1e-9);
        assert!((log_ratio(it).expect("value") - 2.0).abs() < 1e-12);
    }

    #[test]
    fn equal_and_missing_words() {
        assert_eq!(log_likelihood(of(10, 100, 20, 200)), Some(0.0));
        assert_eq!(log_ratio(of(10, 100, 20, 200)), Some(0.0));
        assert_eq!(log_ratio(of(4, 100, 0, 100)), Some(3.0));
        assert_eq!(log_ratio(of(0, 100, 0, 100)), None);
        assert_eq!(log_likelihood(of(1, 1, 0, 0)), None);
    }
}
