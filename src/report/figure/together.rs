//! Codes that occur together, as a heat map and as a network.

use super::{capital, in_words, name};
use crate::analysis::cooccurrence::Cooccurrence;
use crate::model::study::Study;
use crate::report::chart::{Chart, Grid, Kind, Network};
use crate::report::cooccurrence::{behind_square, of_code, shared};
use crate::report::table::Cell;
use crate::report::tongue::Tongue;

fn caption(found: &Cooccurrence, tongue: Tongue) -> String {
    let of = match found.all {
        Some(all) => format!("N = {all} {}", tongue.word(found.together.units())),
        None => tongue.say("codes share {0}", &[&tongue.word(&found.together.name())]),
    };
    let counted = tongue.word(found.together.counted());
    capital(&tongue.say("{0} that two codes share ({1})", &[&counted, &of]))
}

/// A cell for each two codes: how many have both, or Jaccard's coefficient.
pub fn heatmap(study: &Study, found: &Cooccurrence, jaccard: bool, tongue: Tongue) -> Chart {
    let names: Vec<String> = found.rows.iter().map(|it| name(study, it.code)).collect();
    let nought = Cell::count(0);
    let mut cells = vec![vec![nought; names.len()]; names.len()];
    for pair in &found.pairs {
        let cell = match (jaccard, found.jaccard(pair)) {
            (false, _) => Cell::Number {
                value: pair.n as f64,
                decimals: 0,
            },
            (true, Some(value)) => Cell::Number { value, decimals: 2 },
            (true, None) => Cell::Empty,
        };
        cells[pair.one][pair.other] = cell.clone();
        cells[pair.other][pair.one] = cell;
    }
    // A code with itself says nothing.
    for (at, row) in cells.iter_mut().enumerate() {
        row[at] = Cell::Empty;
    }
    let measure = match jaccard {
        true => tongue.say("Jaccard, by {0}", &[&tongue.word(&found.together.name())]),
        false => tongue.say("{0} with both", &[&tongue.word(found.together.counted())]),
    };
    let grid = Grid {
        rows_are: tongue.word("Code").to_owned(),
        measure,
        columns: names.clone(),
        rows: names.into_iter().zip(cells).collect(),
    };
    Chart {
        title: tongue.say(
            "Codes together in one {0}",
            &[&tongue.word(&found.together.name())],
        ),
        caption: caption(found, tongue),
        alt: in_words("Heat map", &grid, tongue),
        tongue,
        behind: behind_square(study, found, 1),
        kind: Kind::HeatMap(grid),
    }
}

/// The strongest `most` links of at least `least`, and the codes that they link.
pub fn network(
    study: &Study,
    found: &Cooccurrence,
    least: u64,
    most: usize,
    tongue: Tongue,
) -> Chart {
    let mut pairs: Vec<_> = found.pairs.iter().filter(|it| it.n >= least).collect();
    // Stable, so that pairs of the same strength keep the order of the codebook.
    pairs.sort_by_key(|it| std::cmp::Reverse(it.n));
    let all = pairs.len();
    pairs.truncate(most);
    let linked = |at: &usize| pairs.iter().any(|it| it.one == *at || it.other == *at);
    let kept: Vec<usize> = (0..found.rows.len()).filter(linked).collect();
    let place = |at: usize| kept.binary_search(&at).unwrap_or(0);
    let network = Network {
        measure: tongue.say(
            "{0} with both codes",
            &[&tongue.word(found.together.counted())],
        ),
        nodes: kept
            .iter()
            .map(|at| (name(study, found.rows[*at].code), found.units[*at] as f64))
            .collect(),
        links: pairs
            .iter()
            .map(|it| (place(it.one), place(it.other), it.n as f64))
            .collect(),
    };
    let mut behind = Vec::new();
    for (row, pair) in pairs.iter().enumerate() {
        behind.extend(shared(study, found, pair).map(|it| it.from(row, 2)));
        behind.push(of_code(study, found, pair.one).from(row, 0));
        behind.push(of_code(study, found, pair.other).from(row, 1));
    }
    let strongest = pairs.first().map_or_else(String::new, |it| {
        let pair = [it.one, it.other].map(|at| name(study, found.rows[at].code));
        tongue.say(
            " Strongest: {0} with {1}, {2}.",
            &[&pair[0], &pair[1], &it.n],
        )
    });
    let shown = match pairs.len() < all {
        true => tongue.say("; the strongest {0} of {1} links", &[&pairs.len(), &all]),
        false => String::new(),
    };
    Chart {
        title: tongue.say(
            "Codes together in one {0}",
            &[&tongue.word(&found.together.name())],
        ),
        caption: caption(found, tongue) + &shown,
        alt: tongue.say(
            "Network of {0} codes and {1} links; {2}.",
            &[&network.nodes.len(), &network.links.len(), &network.measure],
        ) + &strongest,
        tongue,
        behind,
        kind: Kind::Network(network),
    }
}
