//! Which part of the material to code twice, and how narrow the interval of a coefficient will be
//! for it.

use std::collections::{BTreeMap, BTreeSet};

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ContinuousCDF, Normal};

/// What is drawn: a respondent with all that they said, or a source of nobody in particular.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawable<C> {
    /// Of which stratum it is, for example the respondent's category.
    pub stratum: String,
    /// The codes that it is known to have.
    pub codes: BTreeSet<C>,
}

/// The numbers of the units to code twice, in order: from each stratum the same share (rounded by
/// largest remainders), and then as many more as it takes until every code stands in `least` of them,
/// or in all that have it.
pub fn draw<C: Ord + Copy>(
    units: &[Drawable<C>],
    share: f64,
    least: usize,
    seed: u64,
) -> Vec<usize> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut strata: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        strata.entry(&unit.stratum).or_default().push(at);
    }
    let wanted = (share * units.len() as f64).round() as usize;
    let mut sizes: Vec<(f64, usize)> = strata
        .values()
        .map(|of| {
            let exact = share * of.len() as f64;
            (exact.fract(), exact.floor() as usize)
        })
        .collect();
    let missing = wanted.saturating_sub(sizes.iter().map(|(_, size)| size).sum());
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|a, b| sizes[*b].0.total_cmp(&sizes[*a].0).then(a.cmp(b)));
    order
        .into_iter()
        .take(missing)
        .for_each(|at| sizes[at].1 += 1);
    let mut chosen = BTreeSet::new();
    let mut rest = Vec::new();
    for (mut of, (_, size)) in strata.into_values().zip(sizes) {
        of.shuffle(&mut chance);
        chosen.extend(of[..size.min(of.len())].iter().copied());
        rest.extend_from_slice(&of[size.min(of.len())..]);
    }
    rest.shuffle(&mut chance);
    fill_up(units, least, &mut chosen, rest);
    chosen.into_iter().collect()
}

/// Adds units until every code has enough, those first that help most codes.
fn fill_up<C: Ord + Copy>(
    units: &[Drawable<C>],
    least: usize,
    chosen: &mut BTreeSet<usize>,
    mut rest: Vec<usize>,
) {
    loop {
        let mut count: BTreeMap<C, usize> = BTreeMap::new();
        for code in chosen.iter().flat_map(|at| &units[*at].codes) {
            *count.entry(*code).or_default() += 1;
        }
        let helps = |at: usize| {
            let short = |code: &&C| count.get(*code).copied().unwrap_or(0) < least;
            units[at].codes.iter().filter(short).count()
        };
        let best = (0..rest.len())
            .rev()
            .max_by_key(|place| helps(rest[*place]));
        match best.filter(|place| helps(rest[*place]) > 0) {
            Some(place) => chosen.insert(rest.remove(place)),
            None => return,
        };
    }
}

/// Half the width of the 95 % interval of kappa that is to be expected for two coders, `units` units,
/// a kappa of `kappa` and a code that a share of `prevalence` of the units has (Donner and Eliasziw
/// 1992, equation 2; Bloch and Kraemer 1989). `None` where nothing can be expected: fewer than two
/// units, or a code that all or none have.
pub fn half_width(units: usize, kappa: f64, prevalence: f64) -> Option<f64> {
    if units < 2 || prevalence <= 0.0 || prevalence >= 1.0 {
        return None;
    }
    let spread = (1.0 - kappa) * (1.0 - 2.0 * kappa)
        + kappa * (2.0 - kappa) / (2.0 * prevalence * (1.0 - prevalence));
    let variance = (1.0 - kappa) / units as f64 * spread;
    Some(Normal::standard().inverse_cdf(0.975) * variance.sqrt())
}

/// Gives every unit its coders: two where it is in `twice`, else one. Those who have it already
/// keep it; the next one is who has least to read so far. `sizes` is what there is to read in each
/// unit, `had` who has it already. Gives the coders that each unit gets anew.
pub fn share_out(
    coders: usize,
    twice: &BTreeSet<usize>,
    sizes: &[usize],
    had: &[BTreeSet<usize>],
) -> Vec<Vec<usize>> {
    let mut load = vec![0_usize; coders];
    for (size, who) in sizes.iter().zip(had) {
        who.iter().for_each(|coder| load[*coder] += size);
    }
    let mut given = vec![Vec::new(); sizes.len()];
    // The largest first, so that the small ones even out what is left.
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|at| (!twice.contains(at), std::cmp::Reverse(sizes[*at]), *at));
    for at in order {
        let needed = 1 + usize::from(twice.contains(&at));
        while had[at].len() + given[at].len() < needed {
            let free = |coder: &usize| !had[at].contains(coder) && !given[at].contains(coder);
            let Some(next) = (0..coders)
                .filter(free)
                .min_by_key(|coder| (load[*coder], *coder))
            else {
                break;
            };
            load[next] += sizes[at];
            given[at].push(next);
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(stratum: &str, codes: &[u8]) -> Drawable<u8> {
        Drawable {
            stratum: stratum.to_owned(),
            codes: codes.iter().copied().collect(),
        }
    }

    #[test]
    fn every_stratum_gives_its_share_and_every_code_its_least() {
        let mut units: Vec<Drawable<u8>> = (0..30).map(|_| unit("a", &[1])).collect();
        units.extend((0..10).map(|_| unit("b", &[])));
        units.extend((0..3).map(|_| unit("b", &[2])));
        let drawn = draw(&units, 0.2, 0, 7);
        let of_a = drawn.iter().filter(|at| **at < 30).count();
        assert_eq!((of_a, drawn.len()), (6, 9));
        assert_eq!(drawn, draw(&units, 0.2, 0, 7));
        assert_ne!(drawn, draw(&units, 0.2, 0, 8));
        let filled = draw(&units, 0.2, 10, 7);
        let with = |code: u8| {
            filled
                .iter()
                .filter(|at| units[**at].codes.contains(&code))
                .count()
        };
        assert_eq!((with(1), with(2)), (10, 3));
    }

    /// Simulated: pairs of ratings with kappa 0.7 and prevalence 0.3, 100 units, 4,000 times; the
    /// middle 95 % of Scott's pi is about as wide as was expected.
    #[test]
    fn the_expected_width_is_what_simulation_gives() {
        use rand::RngExt;
        let (kappa, share, units) = (0.7, 0.3, 100);
        let mut chance = ChaCha8Rng::seed_from_u64(3);
        let mut values: Vec<f64> = (0..4000)
            .map(|_| {
                let (mut both, mut one) = (0.0, 0.0);
                for _ in 0..units {
                    let yes = chance.random::<f64>() < share;
                    // With chance kappa the second says the same, else anything.
                    let same = chance.random::<f64>() < kappa;
                    let other = if same {
                        yes
                    } else {
                        chance.random::<f64>() < share
                    };
                    both += f64::from(u8::from(yes && other));
                    one += f64::from(u8::from(yes != other));
                }
                let mean = (2.0 * both + one) / 2.0 / f64::from(units);
                let expected = mean * mean + (1.0 - mean) * (1.0 - mean);
                ((1.0 - one / f64::from(units)) - expected) / (1.0 - expected)
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let half = (values[3900] - values[100]) / 2.0;
        let formula = half_width(100, kappa, share).expect("width");
        assert!((half / formula - 1.0).abs() < 0.08, "{half} {formula}");
        assert_eq!(half_width(1, kappa, share), None);
        assert_eq!(half_width(100, kappa, 0.0), None);
    }

    proptest! {
        #[test]
        fn everything_is_read_and_the_load_is_even(sizes in prop::collection::vec(1_usize..50, 1..40), coders in 2_usize..5, every in 1_usize..6) {
            let twice: BTreeSet<usize> = (0..sizes.len()).step_by(every).collect();
            let had = vec![BTreeSet::new(); sizes.len()];
            let given = share_out(coders, &twice, &sizes, &had);
            let mut load = vec![0; coders];
            for (at, who) in given.iter().enumerate() {
                prop_assert_eq!(who.len(), 1 + usize::from(twice.contains(&at)));
                who.iter().for_each(|coder| load[*coder] += sizes[at]);
            }
            let (most, least) = (load.iter().max(), load.iter().min());
            prop_assert!(most.expect("most") - least.expect("least") <= 50);
            // Who has something keeps it.
            let had: Vec<BTreeSet<usize>> = given.iter().map(|it| it.iter().copied().collect()).collect();
            prop_assert!(share_out(coders, &twice, &sizes, &had).iter().all(Vec::is_empty));
        }
    }
}
