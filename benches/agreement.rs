//! How fast agreement is computed, on data made here from a fixed seed: times of one run each, beside
//! those published for reference programs on data of the same size.

use std::time::Instant;

use quotebook::analysis::agreement::bootstrap::by_units;
use quotebook::analysis::agreement::continuum::{Continuum, Mark};
use quotebook::analysis::agreement::gamma::{Settings, gamma};
use quotebook::analysis::agreement::krippendorff::{Metric, alpha};
use quotebook::analysis::agreement::qda::nvivo_kappa;
use quotebook::analysis::agreement::ratings::Ratings;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn main() {
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let mut cells = |coders: usize, units: usize, categories: u16| -> Vec<u16> {
        let mut unit = || {
            let truth = chance.random_range(0..categories);
            let wrong: Vec<bool> = (0..coders).map(|_| chance.random_bool(0.2)).collect();
            let other = chance.random_range(0..categories);
            wrong
                .into_iter()
                .map(|it| if it { other } else { truth })
                .collect::<Vec<_>>()
        };
        (0..units).flat_map(|_| unit()).collect()
    };
    let many = cells(6, 90_000, 5);
    let values = || (0..5).map(f64::from).collect();
    timed("alpha, 6 coders x 90,000 units, nominal", 4.7, || {
        alpha(&Ratings::new(6, values(), &many), &Metric::Nominal).is_ok()
    });
    timed("alpha, 6 coders x 90,000 units, interval", 4.7, || {
        alpha(&Ratings::new(6, values(), &many), &Metric::Interval).is_ok()
    });
    let few = Ratings::new(4, values(), &cells(4, 2_000, 5));
    timed("alpha, 20,000 replicates of 4 x 2,000", 7.1, || {
        by_units(&few, 20_000, 1, |it| alpha(it, &Metric::Nominal)).is_ok()
    });
    let mut marks = |length: usize, count: usize, codes: usize| -> Vec<Mark> {
        let mut mark = || {
            let start = chance.random_range(0..length - 60);
            let end = start + chance.random_range(10..60);
            Mark {
                start,
                end,
                code: chance.random_range(0..codes),
            }
        };
        (0..count).map(|_| mark()).collect()
    };
    let text = Continuum::new(
        100_000,
        vec![marks(100_000, 900, 72), marks(100_000, 900, 72)],
    );
    timed("72 kappas over 100,000 characters", 0.43, || {
        (0..72).all(|code| nvivo_kappa(&text, code).is_ok())
    });
    let text = Continuum::new(1_000, (0..3).map(|_| marks(1_000, 27, 5)).collect());
    timed("gamma, 3 coders x 27 units, 30 samples", 0.6, || {
        let settings = Settings {
            precision: 1.0,
            ..Settings::default()
        };
        gamma(&text, settings).is_ok_and(|it| it.value().is_ok())
    });
}

/// Prints the best of five runs.
fn timed(what: &str, reference: f64, job: impl Fn() -> bool) {
    let mut best = f64::MAX;
    for _ in 0..5 {
        let begin = Instant::now();
        assert!(job(), "{what}");
        best = best.min(begin.elapsed().as_secs_f64());
    }
    println!(
        "{what:45} {:9.2} ms   elsewhere {reference} s ({:.0}x)",
        best * 1e3,
        reference / best
    );
}
