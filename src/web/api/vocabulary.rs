//! What can stand in a query: for the completion in the search box.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Answer;
use crate::model::natural::natural;
use crate::model::passage::passages;
use crate::project::{Codings, Project, ProjectError};
use crate::web::seat::Seat;

/// Of an attribute so many values are offered; of one with more, those that most respondents have.
const VALUES: usize = 200;

/// The operators of the query language, with the name of the sentence that explains each.
const OPERATORS: [(&str, &str); 6] = [
    ("AND", "operator-and"),
    ("OR", "operator-or"),
    ("NOT", "operator-not"),
    ("OVERLAPS", "operator-overlaps"),
    ("WITHIN", "operator-within"),
    ("BEFORE/3", "operator-before"),
];

/// `GET /api/vocabulary`
pub(in crate::web) async fn vocabulary(seat: Seat) -> Answer {
    let operators: Vec<Value> = OPERATORS
        .iter()
        .map(|(word, about)| json!({ "word": word, "about": seat.say(about) }))
        .collect();
    let about: BTreeMap<&str, String> = [
        ("code", "codes"),
        ("coder", "coders"),
        ("source", "sources"),
        ("respondent", "respondents"),
        ("speaker", "speakers"),
        ("language", "language"),
    ]
    .into_iter()
    .map(|(field, word)| (field, seat.say(word)))
    .collect();
    seat.json(move |project, _| {
        let fields: Vec<Value> = fields(project)?
            .into_iter()
            .map(|(name, label, values)| {
                let label = about.get(name.as_str()).cloned().unwrap_or(label);
                json!({ "field": name, "about": label, "values": values })
            })
            .collect();
        Ok(json!({ "operators": operators, "fields": fields }))
    })
    .await
}

type Field = (String, String, Vec<Value>);

fn fields(project: &Project) -> Result<Vec<Field>, ProjectError> {
    let mut study = project.study(None, &Codings::None)?;
    project.conceal_answers(&mut study)?;
    let word = |it: &str| json!({ "value": it });
    let sorted = |names: BTreeSet<String>| {
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort_by(|a, b| natural(a, b));
        names.iter().map(|it| word(it)).collect::<Vec<_>>()
    };
    let codes = study.codebook();
    let codes = codes.iter().map(|it| {
        let path = study.path(it.id).join(" › ");
        json!({ "value": it.key, "about": path })
    });
    let mut speakers: BTreeSet<String> = ["interviewer".to_owned(), "respondent".to_owned()].into();
    for source in study.sources.values() {
        let text = project.text(source)?;
        speakers.extend(passages(&text).into_iter().filter_map(|it| it.speaker));
    }
    let names = |it: &mut dyn Iterator<Item = &String>| sorted(it.cloned().collect());
    let mut fields = vec![
        ("code".to_owned(), String::new(), codes.collect()),
        (
            "coder".to_owned(),
            String::new(),
            names(&mut study.coders.values().map(|it| &it.name)),
        ),
    ];
    for attribute in study.register() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for respondent in study.respondents.values() {
            if let Some(value) = respondent.value(&attribute.name) {
                *counts.entry(value.to_string()).or_default() += 1;
            }
        }
        let mut known: Vec<(String, usize)> = counts.into_iter().collect();
        known.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| natural(&a.0, &b.0)));
        let values = known.iter().take(VALUES);
        let values = values.map(|(value, n)| json!({ "value": value, "about": n.to_string() }));
        fields.push((
            attribute.name.clone(),
            attribute.label.clone(),
            values.collect(),
        ));
    }
    fields.extend([
        (
            "respondent".to_owned(),
            String::new(),
            names(&mut study.respondents.values().map(|it| &it.name)),
        ),
        (
            "source".to_owned(),
            String::new(),
            names(&mut study.sources.values().map(|it| &it.name)),
        ),
        ("speaker".to_owned(), String::new(), sorted(speakers)),
        (
            "language".to_owned(),
            String::new(),
            sorted(
                study
                    .sources
                    .values()
                    .filter_map(|it| it.language.clone())
                    .collect(),
            ),
        ),
    ]);
    Ok(fields)
}
