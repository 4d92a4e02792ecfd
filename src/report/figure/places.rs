//! Where codes stand in their sources, and how values of attributes and codes go together.

use super::name;
use crate::analysis::flows::{Flow, Layer};
use crate::analysis::portrait;
use crate::model::study::Study;
use crate::report::chart::{Chart, Kind, Portrait, Sankey, Strip};

/// Sources as strips; `all` is how many sources have codings, of which these are the first.
pub fn portrait(study: &Study, found: &portrait::Portrait, all: usize) -> Chart {
    let strip = |it: &portrait::Strip| Strip {
        name: study
            .sources
            .get(&it.source)
            .map_or_else(String::new, |it| it.name.clone()),
        length: it.length,
        marks: it.marks.clone(),
    };
    let many = found.strips.len();
    let shown = match many < all {
        true => format!("the first {many} of {all} coded sources"),
        false => format!("{many} coded sources"),
    };
    let marks: usize = found.strips.iter().map(|it| it.marks.len()).sum();
    let codes: Vec<String> = found.lanes.iter().map(|it| name(study, *it)).collect();
    Chart {
        title: "Where codes stand in their sources".to_owned(),
        caption: format!("Coded passages from the first word to the last; {shown}"),
        alt: format!(
            "Strips of {shown} with {marks} coded passages of: {}.",
            codes.join(", ")
        ),
        kind: Kind::Portrait(Portrait {
            codes,
            sources: found.strips.iter().map(strip).collect(),
        }),
    }
}

/// Respondents from layer to layer.
pub fn sankey(layers: &[Layer], flows: &[Flow], people: usize) -> Chart {
    let names: Vec<&str> = layers.iter().map(|it| it.name.as_str()).collect();
    let value = |layer: usize, at: usize| layers[layer].values.names[at].as_str();
    let largest = flows.iter().max_by_key(|it| it.3);
    let largest = largest.map_or_else(String::new, |(layer, from, to, n)| {
        format!(
            " Largest: {} {} with {} {}, {n}.",
            names[*layer],
            value(*layer, *from),
            names[layer + 1],
            value(layer + 1, *to)
        )
    });
    let flow = |it: &Flow| (it.0, it.1, it.2, it.3 as f64);
    let joined = names.join(", ");
    Chart {
        title: format!("How {joined} go together"),
        caption: format!("Respondents by {joined} (N = {people} respondents)"),
        alt: format!("Bands between the values of {joined}; respondents.{largest}"),
        kind: Kind::Sankey(Sankey {
            numbers: true,
            measure: "respondents".to_owned(),
            layers: layers
                .iter()
                .map(|it| (it.name.clone(), it.values.names.clone()))
                .collect(),
            flows: flows.iter().map(flow).collect(),
        }),
    }
}
