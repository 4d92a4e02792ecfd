//! Limits of a percentage: the score interval of Wilson (1927), which stays inside 0 and 100 % and
//! holds its level for small bases and rare codes (Brown, Cai and DasGupta 2001).

use statrs::distribution::{ContinuousCDF, Normal};

use super::agreement::interval::Interval;

/// The limits of the share `n / base` at `level` (for example 0.95), as shares of 1; `None` when the
/// base is empty or `n` is larger than it.
///
/// (p + z²/2N ± z √(p(1 − p)/N + z²/4N²)) / (1 + z²/N), z the quantile of the normal (Wilson 1927).
pub fn wilson(n: u64, base: u64, level: f64) -> Option<Interval> {
    if base == 0 || n > base {
        return None;
    }
    let z = Normal::standard().inverse_cdf(0.5 + level / 2.0);
    let (count, share) = (base as f64, n as f64 / base as f64);
    let square = z * z / count;
    let middle = share + square / 2.0;
    let half = z * (share * (1.0 - share) / count + square / (4.0 * count)).sqrt();
    // At the ends one limit is exact; rounding must not put it beside them.
    let low = match n {
        0 => 0.0,
        _ => (middle - half) / (1.0 + square),
    };
    let high = match n == base {
        true => 1.0,
        false => (middle + half) / (1.0 + square),
    };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    #[test]
    fn limits_are_those_of_newcombe() {
        for (n, base, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = wilson(n, base, 0.95).expect("limits");
            assert!((found.low - low).abs() < 5e-5, "{n} of {base}: {found:?}");
            assert!((found.high - high).abs() < 5e-5, "{n} of {base}: {found:?}");
        }
        assert_eq!(wilson(0, 0, 0.95), None);
        assert_eq!(wilson(2, 1, 0.95), None);
    }

    proptest! {
        #[test]
        fn limits_hold_the_share_and_turn_with_it(base in 1u64..2000, part in 0.0f64..=1.0) {
            let n = (part * base as f64).round() as u64;
            let share = n as f64 / base as f64;
            let limits = wilson(n, base, 0.95).expect("limits");
            prop_assert!(0.0 <= limits.low && limits.low <= share && share <= limits.high && limits.high <= 1.0);
            let turned = wilson(base - n, base, 0.95).expect("limits");
            prop_assert!((turned.low - (1.0 - limits.high)).abs() < 1e-12);
        }
    }
}
