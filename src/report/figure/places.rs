//! Where codes stand in their sources, and how values of attributes and codes go together.

use super::name;
use crate::analysis::flows::{Flow, Layer};
use crate::analysis::portrait;
use crate::model::study::Study;
use crate::report::behind::{Behind, Leads};
use crate::report::chart::{Chart, Kind, Portrait, Sankey, Strip};
use crate::report::tongue::Tongue;

/// Sources as strips; `all` is how many sources have codings, of which these are the first.
pub fn portrait(study: &Study, found: &portrait::Portrait, all: usize, tongue: Tongue) -> Chart {
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
        true => tongue.say("the first {0} of {1} coded sources", &[&many, &all]),
        false => tongue.say("{0} coded sources", &[&many]),
    };
    let marks: usize = found.strips.iter().map(|it| it.marks.len()).sum();
    let mut behind = Vec::new();
    for it in &found.strips {
        for (_, start, _) in &it.marks {
            let name = study.sources.get(&it.source).map(|it| it.name.clone());
            let row = behind.len();
            let leads = |name| Leads::Source {
                name,
                at: Some(*start),
            };
            behind.push(leads(name.unwrap_or_default()).from(row, 2));
        }
    }
    let codes: Vec<String> = found.lanes.iter().map(|it| name(study, *it)).collect();
    Chart {
        title: tongue.word("Where codes stand in their sources").to_owned(),
        caption: tongue.say(
            "Coded passages from the first word to the last; {0}",
            &[&shown],
        ),
        alt: tongue.say(
            "Strips of {0} with {1} coded passages of: {2}.",
            &[&shown, &marks, &codes.join(", ")],
        ),
        tongue,
        behind,
        kind: Kind::Portrait(Portrait {
            codes,
            sources: found.strips.iter().map(strip).collect(),
        }),
    }
}

/// What bands stand for: the respondents of both of their ends.
pub(super) fn behind<'f>(
    study: &Study,
    layers: &[Layer],
    flows: impl IntoIterator<Item = &'f Flow>,
) -> Vec<Behind> {
    let lead = |(row, (layer, from, to, _)): (usize, &Flow)| {
        let (here, there) = (&layers[*layer].values.of, &layers[layer + 1].values.of);
        let both = here
            .iter()
            .filter(|(id, at)| *at == from && there.get(id) == Some(to));
        let names = both.filter_map(|(id, _)| Some(study.respondents.get(id)?.name.clone()));
        Some(Leads::people(&names.collect::<Vec<_>>())?.from(row, 2))
    };
    flows.into_iter().enumerate().filter_map(lead).collect()
}

/// Respondents from layer to layer.
pub fn sankey(
    study: &Study,
    layers: &[Layer],
    flows: &[Flow],
    people: usize,
    tongue: Tongue,
) -> Chart {
    let names: Vec<&str> = layers.iter().map(|it| it.name.as_str()).collect();
    let value = |layer: usize, at: usize| layers[layer].values.names[at].as_str();
    let largest = flows.iter().max_by_key(|it| it.3);
    let largest = largest.map_or_else(String::new, |(layer, from, to, n)| {
        tongue.say(
            " Largest: {0} {1} with {2} {3}, {4}.",
            &[
                &names[*layer],
                &value(*layer, *from),
                &names[layer + 1],
                &value(layer + 1, *to),
                n,
            ],
        )
    });
    let flow = |it: &Flow| (it.0, it.1, it.2, it.3 as f64);
    let joined = names.join(", ");
    Chart {
        title: tongue.say("How {0} go together", &[&joined]),
        caption: tongue.say(
            "Respondents by {0} (N = {1} respondents)",
            &[&joined, &people],
        ),
        alt: tongue.say("Bands between the values of {0}; respondents.", &[&joined]) + &largest,
        tongue,
        behind: behind(study, layers, flows),
        kind: Kind::Sankey(Sankey {
            numbers: true,
            measure: tongue.word("respondents").to_owned(),
            layers: layers
                .iter()
                .map(|it| (it.name.clone(), it.values.names.clone()))
                .collect(),
            flows: flows.iter().map(flow).collect(),
        }),
    }
}
