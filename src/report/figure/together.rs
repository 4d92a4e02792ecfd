//! Codes that occur together, as a heat map and as a network.

use super::{capital, in_words, name};
use crate::analysis::cooccurrence::Cooccurrence;
use crate::model::study::Study;
use crate::report::chart::{Chart, Grid, Kind, Network};
use crate::report::table::Cell;

fn caption(found: &Cooccurrence) -> String {
    let of = match found.all {
        Some(all) => format!("N = {all} {}", found.together.units()),
        None => format!("codes share {}", found.together.name()),
    };
    let counted = capital(found.together.counted());
    format!("{counted} that two codes share ({of})")
}

/// A cell for each two codes: how many have both, or Jaccard's coefficient.
pub fn heatmap(study: &Study, found: &Cooccurrence, jaccard: bool) -> Chart {
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
        true => format!("Jaccard, by {}", found.together.name()),
        false => format!("{} with both", found.together.counted()),
    };
    let grid = Grid {
        rows_are: "Code".to_owned(),
        measure,
        columns: names.clone(),
        rows: names.into_iter().zip(cells).collect(),
    };
    Chart {
        title: format!("Codes together in one {}", found.together.name()),
        caption: caption(found),
        alt: in_words("Heat map", &grid),
        kind: Kind::HeatMap(grid),
    }
}

/// The strongest `most` links of at least `least`, and the codes that they link.
pub fn network(study: &Study, found: &Cooccurrence, least: u64, most: usize) -> Chart {
    let mut pairs: Vec<_> = found.pairs.iter().filter(|it| it.n >= least).collect();
    // Stable, so that pairs of the same strength keep the order of the codebook.
    pairs.sort_by_key(|it| std::cmp::Reverse(it.n));
    let all = pairs.len();
    pairs.truncate(most);
    let linked = |at: &usize| pairs.iter().any(|it| it.one == *at || it.other == *at);
    let kept: Vec<usize> = (0..found.rows.len()).filter(linked).collect();
    let place = |at: usize| kept.binary_search(&at).unwrap_or(0);
    let network = Network {
        measure: format!("{} with both codes", found.together.counted()),
        nodes: kept
            .iter()
            .map(|at| (name(study, found.rows[*at].code), found.units[*at] as f64))
            .collect(),
        links: pairs
            .iter()
            .map(|it| (place(it.one), place(it.other), it.n as f64))
            .collect(),
    };
    let strongest = pairs.first().map_or_else(String::new, |it| {
        let pair = [it.one, it.other].map(|at| name(study, found.rows[at].code));
        format!(" Strongest: {} with {}, {}.", pair[0], pair[1], it.n)
    });
    let shown = match pairs.len() < all {
        true => format!("; the strongest {} of {all} links", pairs.len()),
        false => String::new(),
    };
    Chart {
        title: format!("Codes together in one {}", found.together.name()),
        caption: format!("{}{shown}", caption(found)),
        alt: format!(
            "Network of {} codes and {} links; {}.{strongest}",
            network.nodes.len(),
            network.links.len(),
            network.measure
        ),
        kind: Kind::Network(network),
    }
}
