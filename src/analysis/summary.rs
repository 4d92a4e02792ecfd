//! Numbers in a few numbers: mean, median, range.

/// What is said about a set of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// How many numbers.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
    /// Standard deviation of a sample (n − 1); `None` for a single number.
    pub deviation: Option<f64>,
    /// The middle one, or the mean of the two in the middle.
    pub median: f64,
    /// The smallest.
    pub lowest: f64,
    /// The largest.
    pub highest: f64,
}

/// The summary of finite numbers; `None` when there are none.
pub fn summary(numbers: &[f64]) -> Option<Summary> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let n = sorted.len();
    let mean = sorted.iter().sum::<f64>() / n as f64;
    let squares: f64 = sorted.iter().map(|it| (it - mean).powi(2)).sum();
    let middle = n / 2;
    let median = match n % 2 {
        1 => sorted[middle],
        _ => sorted[middle - 1].midpoint(sorted[middle]),
    };
    Some(Summary {
        n,
        mean,
        deviation: (n > 1).then(|| (squares / (n - 1) as f64).sqrt()),
        median,
        lowest: first,
        highest: last,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_and_odd_numbers_of_numbers() {
        let found = summary(&[3.0, 1.0, 2.0, 10.0]).expect("numbers");
        assert_eq!((found.n, found.mean, found.median), (4, 4.0, 2.5));
        assert_eq!((found.lowest, found.highest), (1.0, 10.0));
        // Squares 1 + 9 + 4 + 36 = 50 over 3.
        assert!((found.deviation.expect("several") - (50.0f64 / 3.0).sqrt()).abs() < 1e-12);
        let one = summary(&[7.0]).expect("one");
        assert_eq!((one.median, one.deviation), (7.0, None));
        assert_eq!(summary(&[]), None);
    }
}
