//! Classifiers of respondents as coders of units: a table of ratings, so that every coefficient for
//! ratings measures how far they agree, on all values together and on each.

use super::bootstrap::Drawing;
use super::comparison::{Comparison, OfCode, of_table};
use super::ratings::{MISSING, Ratings};
use crate::model::coding::CoderId;
use crate::model::respondent::RespondentId;
use crate::model::study::Study;

/// Who put whom where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classified {
    /// The values, in their order.
    pub values: Vec<String>,
    /// Names of the classifiers.
    pub coders: Vec<String>,
    /// The respondents that anybody classified.
    pub respondents: Vec<RespondentId>,
    /// Respondent after respondent, what each classifier chose, or [`MISSING`].
    cells: Vec<u16>,
}

/// What these coders said of an attribute. `declared` come first, values that only occur after them.
pub fn classified(
    study: &Study,
    attribute: &str,
    coders: &[CoderId],
    declared: &[String],
) -> Classified {
    let mut values = declared.to_vec();
    let mut said: Vec<(RespondentId, usize, usize)> = Vec::new();
    for it in study.classifications.values() {
        let coder = coders.iter().position(|id| *id == it.coder);
        let Some(coder) = coder.filter(|_| it.attribute == attribute) else {
            continue;
        };
        let value = values.iter().position(|value| *value == it.value);
        let value = value.unwrap_or_else(|| {
            values.push(it.value.clone());
            values.len() - 1
        });
        said.push((it.respondent, coder, value));
    }
    let mut respondents: Vec<RespondentId> = said.iter().map(|it| it.0).collect();
    respondents.sort_unstable();
    respondents.dedup();
    let mut cells = vec![MISSING; respondents.len() * coders.len()];
    for (respondent, coder, value) in said {
        if let Ok(at) = respondents.binary_search(&respondent) {
            cells[at * coders.len() + coder] = value as u16;
        }
    }
    let name = |id: &CoderId| study.coders.get(id).map(|it| it.name.clone());
    Classified {
        values,
        coders: coders
            .iter()
            .map(|id| name(id).unwrap_or_default())
            .collect(),
        respondents,
        cells,
    }
}

impl Classified {
    /// How many respondents at least two of them classified.
    pub fn common(&self) -> usize {
        let rated = |row: &&[u16]| row.iter().filter(|it| **it != MISSING).count() > 1;
        self.cells
            .chunks_exact(self.coders.len().max(1))
            .filter(rated)
            .count()
    }

    /// The coefficients with these names, on the whole and on each value beside all others.
    pub fn compared(&self, names: &[String], drawing: Drawing) -> Comparison {
        let drawing = Drawing {
            what: "bootstrap by respondent",
            ..drawing
        };
        let of = |values: usize, cells: &[u16]| {
            let numbers = (0..values).map(|it| it as f64).collect();
            let ratings = Ratings::new(self.coders.len(), numbers, cells);
            of_table(&ratings, self.coders.clone(), names, drawing)
        };
        let of_value = |(at, value): (usize, &String)| {
            let chose = |cell: &u16| match *cell {
                MISSING => MISSING,
                cell => u16::from(usize::from(cell) == at),
            };
            let cells: Vec<u16> = self.cells.iter().map(chose).collect();
            let alone = of(2, &cells);
            let by = |coder: usize| {
                let own = cells.iter().skip(coder).step_by(self.coders.len());
                own.filter(|it| **it == 1).count() as f64
            };
            OfCode {
                code: value.clone(),
                n: alone.n,
                coded: (0..self.coders.len()).map(by).collect(),
                measures: alone.measures,
            }
        };
        let is_used = |(at, _): &(usize, &String)| self.cells.contains(&(*at as u16));
        Comparison {
            classified: true,
            unit: "respondent".to_owned(),
            codes: self
                .values
                .iter()
                .enumerate()
                .filter(is_used)
                .map(of_value)
                .collect(),
            ..of(self.values.len(), &self.cells)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::model::classification::Classification;
    use crate::model::coding::Coder;
    use crate::model::id::Id;

    /// Cohen (1960) of the two by two table 20, 5, 10, 15 is 0.4.
    #[test]
    fn kappa_is_of_the_table_that_the_classifications_make() {
        let id = |number: u128| Uuid::from_u128(number);
        let mut study = Study::default();
        let coders = [Id::from_uuid(id(1)), Id::from_uuid(id(2))];
        for (id, name) in coders.into_iter().zip(["ana", "bek"]) {
            let name = name.to_owned();
            study.coders.insert(id, Coder { id, name });
        }
        let pairs = [
            ("x", "x", 20),
            ("x", "y", 5),
            ("y", "x", 10),
            ("y", "y", 15),
        ];
        let people = pairs
            .iter()
            .flat_map(|it| std::iter::repeat_n((it.0, it.1), it.2));
        let mut number = 0;
        for (respondent, (one, other)) in (0..).zip(people) {
            for (coder, value) in coders.into_iter().zip([one, other]) {
                number += 1;
                let it = Classification {
                    id: Id::from_uuid(id(number)),
                    respondent: Id::from_uuid(id(respondent)),
                    attribute: "category".to_owned(),
                    value: value.to_owned(),
                    reason: String::new(),
                    because: Vec::new(),
                    note: String::new(),
                    coder,
                    at: Timestamp::UNIX_EPOCH,
                };
                study.classifications.insert(it.id, it);
            }
        }
        let found = classified(
            &study,
            "category",
            &coders,
            &["y".to_owned(), "z".to_owned()],
        );
        assert_eq!((found.values.len(), found.common()), (3, 50));
        let drawing = Drawing {
            what: "",
            units: true,
            replicates: 20,
            seed: 1,
        };
        let compared = found.compared(&["cohen_kappa".to_owned()], drawing);
        assert!((compared.measures[0].value.expect("a value") - 0.4).abs() < 1e-12);
        assert_eq!(compared.codes.len(), 2, "nobody chose z");
        let y = &compared.codes[0];
        assert_eq!((y.code.as_str(), &y.coded[..]), ("y", &[25.0, 20.0][..]));
        assert!((y.measures[0].value.expect("a value") - 0.4).abs() < 1e-12);
        let none = classified(&study, "gender", &coders, &[]);
        assert_eq!(none.common(), 0);
    }
}
