//! How values of one thing go together with values of the next: respondents counted from layer to
//! layer. A layer is an attribute, or a code that a respondent has or has not.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::Values;
use super::sample::Sample;
use crate::model::codebook::CodeId;
use crate::model::respondent::RespondentId;

/// One layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The attribute, or the code.
    pub name: String,
    /// Its values, and who has which. Nobody is without one.
    pub values: Values,
}

/// Layer, value in it, value in the next layer, and how many respondents have both.
pub type Flow = (usize, usize, usize, u64);

/// A layer of an attribute; those without a value are of the value called `missing`.
pub fn of_attribute(
    name: &str,
    mut values: Values,
    people: &[RespondentId],
    missing: &str,
) -> Layer {
    let without: Vec<RespondentId> = people
        .iter()
        .copied()
        .filter(|id| !values.of.contains_key(id))
        .collect();
    if !without.is_empty() {
        let place = values.names.len();
        values.names.push(missing.to_owned());
        values.of.extend(without.into_iter().map(|id| (id, place)));
    }
    Layer {
        name: name.to_owned(),
        values,
    }
}

/// A layer of a code: who has it, or one below it (the first of `names`), and who has not.
pub fn of_code(sample: &Sample<'_>, code: CodeId, names: [&str; 2]) -> Layer {
    let below: BTreeSet<CodeId> = sample.study.with_descendants(code).into_iter().collect();
    let codings = sample.codings.iter().filter(|it| below.contains(&it.code));
    let having: BTreeSet<RespondentId> = codings
        .filter_map(|it| sample.respondent(it.source))
        .collect();
    let name = sample.study.codes.get(&code).map(|it| it.name.clone());
    let of = |id: &RespondentId| (*id, usize::from(!having.contains(id)));
    Layer {
        name: name.unwrap_or_default(),
        values: Values {
            names: names.map(str::to_owned).to_vec(),
            of: sample.respondents.iter().map(of).collect(),
        },
    }
}

/// Respondents from layer to layer, in the order of the values.
pub fn flows(layers: &[Layer], people: &[RespondentId]) -> Vec<Flow> {
    let mut counts: BTreeMap<(usize, usize, usize), u64> = BTreeMap::new();
    for (at, pair) in layers.windows(2).enumerate() {
        for id in people {
            let places = (pair[0].values.of.get(id), pair[1].values.of.get(id));
            if let (Some(from), Some(to)) = places {
                *counts.entry((at, *from, *to)).or_default() += 1;
            }
        }
    }
    let flow = |((layer, from, to), n)| (layer, from, to, n);
    counts.into_iter().map(flow).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn everybody_goes_through_every_layer_once() {
        let id = |number| RespondentId::from_uuid(Uuid::from_u128(number));
        let people: Vec<RespondentId> = (1..=5).map(id).collect();
        let values = |names: &[&str], of: &[usize]| Values {
            names: names.iter().map(|it| (*it).to_owned()).collect(),
            of: people.iter().copied().zip(of.iter().copied()).collect(),
        };
        let layers = [
            of_attribute(
                "category",
                values(&["a", "b"], &[0, 0, 1, 1]),
                &people,
                "missing",
            ),
            of_attribute(
                "gender",
                values(&["f", "m"], &[0, 1, 0, 0, 1]),
                &people,
                "missing",
            ),
        ];
        assert_eq!(layers[0].values.names, ["a", "b", "missing"]);
        let found = flows(&layers, &people);
        assert_eq!(
            found,
            [(0, 0, 0, 1), (0, 0, 1, 1), (0, 1, 0, 2), (0, 2, 1, 1)]
        );
        assert_eq!(found.iter().map(|it| it.3).sum::<u64>(), 5);
    }
}
