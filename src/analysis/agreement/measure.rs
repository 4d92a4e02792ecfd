//! The coefficients by their names, as tables and files give them.

use super::krippendorff::Metric;
use super::ratings::Ratings;
use super::weights::Weights;
use super::{
    Value, bennett, cohen, conger, fleiss, gwet, holsti, interval, krippendorff, light, percent,
    scott,
};

/// The coefficient `name` of a table of ratings; `None` when there is none of that name.
pub fn of_ratings(name: &str, ratings: &Ratings) -> Option<Value> {
    let values = ratings.values();
    let categories = ratings.categories();
    let nominal = || Weights::nominal(categories);
    // `cohen_kappa_linear_se`: the coefficient, its weights, and what is asked about it.
    let (rest, asked) = match name.rsplit_once('_') {
        Some((rest, asked @ ("se" | "se0" | "z0" | "max"))) => (rest, asked),
        _ => (name, ""),
    };
    let (base, weights) = match rest.rsplit_once('_') {
        Some((base, "linear")) => (base, Weights::linear(values)),
        Some((base, "quadratic")) => (base, Weights::quadratic(values)),
        Some((base, "ordinal")) => (base, Weights::ordinal(categories)),
        _ => (rest, nominal()),
    };
    let weights = &weights;
    Some(match (base, asked) {
        ("percent_agreement", "") => percent::pairwise(ratings, weights),
        ("percent_agreement", "se") => interval::of_percent(ratings, weights),
        ("percent_agreement_all", "") => percent::all_agree(ratings),
        ("holsti", "") => holsti::holsti(ratings),
        ("holsti_composite", "") => holsti::composite(ratings),
        ("bennett_s" | "pabak", "") => bennett::s(ratings),
        ("brennan_prediger", "") => bennett::brennan_prediger(ratings, weights),
        ("brennan_prediger", "se") => interval::of_brennan_prediger(ratings, weights),
        ("scott_pi", "") => scott::pi(ratings),
        ("cohen_kappa", "") => cohen::kappa(ratings, weights),
        ("cohen_kappa", "se") => cohen::standard_error(ratings, weights),
        ("cohen_kappa", "se0") => cohen::standard_error_of_none(ratings, weights),
        ("cohen_kappa", "max") => cohen::maximum(ratings),
        ("light_kappa", "") => light::kappa(ratings),
        ("fleiss_kappa", "") => fleiss::kappa(ratings, weights),
        ("fleiss_kappa", "se") => interval::of_fleiss(ratings, weights),
        ("fleiss_kappa", "se0") => fleiss::standard_error_of_none(ratings),
        ("fleiss_kappa", "z0") => fleiss::kappa(ratings, weights)
            .and_then(|kappa| Ok(kappa / fleiss::standard_error_of_none(ratings)?)),
        ("conger_kappa", "") => conger::kappa(ratings, weights),
        ("gwet_ac1", "") => gwet::ac(ratings, &nominal()),
        ("gwet_ac1", "se") => interval::of_gwet(ratings, &nominal()),
        ("gwet_ac2", "") => gwet::ac(ratings, weights),
        ("gwet_ac2", "se") => interval::of_gwet(ratings, weights),
        ("krippendorff_alpha", "") if rest.ends_with("_ordinal") => {
            krippendorff::alpha(ratings, &Metric::Ordinal)
        }
        ("krippendorff_alpha_nominal", "") => krippendorff::alpha(ratings, &Metric::Nominal),
        ("krippendorff_alpha_interval", "") => krippendorff::alpha(ratings, &Metric::Interval),
        ("krippendorff_alpha_ratio", "") => krippendorff::alpha(ratings, &Metric::Ratio),
        _ => return None,
    })
}
