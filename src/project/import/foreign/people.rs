//! Users become coders; variables become attributes; cases, and sources with values of their own,
//! become respondents.

use std::collections::{BTreeMap, BTreeSet};

use super::{Arriving, derived};
use crate::corpus::register::attribute_name;
use crate::corpus::role_words::Column;
use crate::exchange::foreign::{Case, Source, TypedValue, Variable, VariableKind, VariableValue};
use crate::model::coding::{Coder, CoderId};
use crate::model::id::Id;
use crate::model::memo::Thing;
use crate::model::operation::Change;
use crate::model::respondent::{Attribute, AttributeId, Kind, Respondent, RespondentId, Value};
use crate::project::ProjectError;

impl Arriving<'_, '_> {
    /// Known by id, else by name; two users of one name stay two people.
    pub(super) fn users(&mut self) -> Result<(), ProjectError> {
        let mut met: BTreeSet<CoderId> = BTreeSet::new();
        for user in &self.project.users {
            let name = match [&user.name, &user.initials]
                .into_iter()
                .find(|it| !it.is_empty())
            {
                Some(name) => name.clone(),
                None => format!("user {}", user.id.short()),
            };
            let study = &self.importing.study;
            let known = study
                .coders
                .get(&user.id)
                .or_else(|| study.coder_named(&name).filter(|it| !met.contains(&it.id)))
                .map(|coder| coder.id);
            let id = match known {
                Some(id) => id,
                None => {
                    let free = Self::free(&name, |it| study.coder_named(it).is_some());
                    if free != name {
                        let why = "another user has this name; a number is added";
                        self.losses.changed("user", &name, why);
                    }
                    let coder = Coder {
                        id: user.id,
                        name: free,
                    };
                    self.importing.put(Change::made(coder))?;
                    user.id
                }
            };
            met.insert(id);
            self.counted("coder", known.is_none());
            self.coders.insert(user.id, id);
            self.things.insert(user.id.uuid(), Thing::Coder(id));
        }
        Ok(())
    }

    /// Attributes first, so that values find them.
    pub(super) fn attributes_and_respondents(&mut self) -> Result<(), ProjectError> {
        let cases: BTreeMap<RespondentId, Vec<&Source>> = self.cases_of_sources();
        let mut wanted: Vec<(Case, Vec<VariableValue>)> = Vec::new();
        for case in &self.project.cases {
            let mut values = case.values.clone();
            for source in cases.get(&case.id).into_iter().flatten() {
                values.extend(source.values.iter().cloned());
            }
            wanted.push((case.clone(), values));
        }
        wanted.extend(self.cases_from_values());
        let mut attributes = BTreeMap::new();
        for variable in &self.project.variables {
            let of_it = wanted.iter().flat_map(|(_, values)| values);
            let values: Vec<&TypedValue> = of_it
                .filter(|it| it.variable == variable.id)
                .map(|it| &it.value)
                .collect();
            let attribute = self.attribute(variable, &values)?;
            attributes.insert(variable.id, attribute);
        }
        for (case, values) in wanted {
            self.respondent(&case, &values, &attributes)?;
        }
        Ok(())
    }

    fn cases_of_sources(&self) -> BTreeMap<RespondentId, Vec<&Source>> {
        let mut found: BTreeMap<RespondentId, Vec<&Source>> = BTreeMap::new();
        for case in &self.project.cases {
            let sources = self.project.sources.iter();
            let of_case = sources.filter(|it| case.sources.contains(&it.id));
            found.insert(case.id, of_case.collect());
        }
        found
    }

    /// Sources that carry values and belong to no case: each is of a respondent called as it is.
    fn cases_from_values(&mut self) -> Vec<(Case, Vec<VariableValue>)> {
        let mut made = Vec::new();
        for source in self
            .project
            .sources
            .iter()
            .filter(|it| !it.values.is_empty())
        {
            let cases = &self.project.cases;
            if cases.iter().any(|case| case.sources.contains(&source.id)) {
                continue;
            }
            let why = "its values are attributes of a respondent who is called as it is";
            self.losses.changed("source with values", &source.name, why);
            let case = Case {
                id: Id::from_uuid(derived("case", source.id.uuid())),
                name: super::texts::without_ending(&source.name).to_owned(),
                description: String::new(),
                codes: Vec::new(),
                values: Vec::new(),
                sources: vec![source.id],
                selections: Vec::new(),
            };
            made.push((case, source.values.clone()));
        }
        made
    }

    /// The attribute for a variable: known by id, else by name if its kind holds the values.
    fn attribute(
        &mut self,
        variable: &Variable,
        values: &[&TypedValue],
    ) -> Result<Attribute, ProjectError> {
        let kind = self.kind(variable);
        let name = name_here(&variable.name);
        let study = &self.importing.study;
        if let Some(known) = study.attributes.get(&variable.id) {
            let known = known.clone();
            self.counted("attribute", false);
            return Ok(known);
        }
        let named = study
            .attributes
            .values()
            .find(|it| it.name == name)
            .cloned();
        // It follows from classifications and has no record of its own.
        let follows = self.importing.seen.attributes.get(&variable.id).cloned();
        if let (None, Some(follows)) = (&named, follows) {
            self.counted("attribute", false);
            return Ok(follows);
        }
        if let Some(known) = named {
            let fits = values.iter().all(|value| here(value, known.kind).is_some());
            let unused = study
                .respondents
                .values()
                .all(|it| it.value(&name).is_none());
            if fits {
                self.counted("attribute", false);
                return Ok(known);
            }
            if unused {
                let attribute = Attribute {
                    kind,
                    ..known.clone()
                };
                self.importing
                    .put(Change::replaced(known, attribute.clone()))?;
                self.counted("attribute", false);
                return Ok(attribute);
            }
            let why = "the attribute of this name has values of another kind; a number is added";
            self.losses.changed("variable", &variable.name, why);
        }
        let study = &self.importing.study;
        let taken = |it: &str| study.attributes.values().any(|known| known.name == it);
        let name = attribute_name(&Self::free(&name, |it| taken(&attribute_name(it))));
        let attribute = Attribute {
            id: variable.id,
            name,
            label: match variable.description.as_str() {
                "" => variable.name.clone(),
                description => description.to_owned(),
            },
            kind,
            order: study
                .attributes
                .values()
                .map(|it| it.order + 1)
                .max()
                .unwrap_or(0),
        };
        self.importing.put(Change::made(attribute.clone()))?;
        self.counted("attribute", true);
        Ok(attribute)
    }

    fn kind(&mut self, variable: &Variable) -> Kind {
        match variable.kind {
            VariableKind::Text => Kind::Text,
            VariableKind::Integer | VariableKind::Float => Kind::Number,
            VariableKind::Date => Kind::Date,
            VariableKind::Boolean => {
                let why = "yes and no are the words `true` and `false`";
                self.losses.changed("variable", &variable.name, why);
                Kind::Text
            }
            VariableKind::DateTime => {
                let why = "days with a time are words";
                self.losses.changed("variable", &variable.name, why);
                Kind::Text
            }
        }
    }

    fn respondent(
        &mut self,
        case: &Case,
        values: &[VariableValue],
        attributes: &BTreeMap<AttributeId, Attribute>,
    ) -> Result<(), ProjectError> {
        let name = self.name_of_case(case);
        let study = &self.importing.study;
        let known = study
            .respondents
            .get(&case.id)
            .or_else(|| {
                study
                    .respondent_named(&name)
                    .filter(|it| !self.is_met(it.id))
            })
            .cloned();
        let mut respondent = known.clone().unwrap_or_else(|| {
            let free = Self::free(&name, |it| study.respondent_named(it).is_some());
            Respondent {
                id: case.id,
                name: free,
                values: BTreeMap::new(),
            }
        });
        if known.is_none() && respondent.name != name {
            let why = "another respondent has this name; a number is added";
            self.losses.changed("case", &name, why);
        }
        for value in values {
            let Some(attribute) = attributes.get(&value.variable) else {
                continue;
            };
            let here = match here(&value.value, attribute.kind) {
                Some(here) => here,
                None => {
                    let why = "it is not of the kind that its attribute has here";
                    self.losses.left_out("value", &attribute.name, why);
                    continue;
                }
            };
            let seen = self.importing.seen.respondents.get(&respondent.id);
            if seen.and_then(|it| it.value(&attribute.name)) == Some(&here) {
                continue;
            }
            let study = &self.importing.study;
            if !study.attributes.contains_key(&attribute.id) {
                let why = "it follows from classifications here, which say another or none";
                let name = format!("{}: {}", respondent.name, attribute.name);
                self.losses.left_out("value", &name, why);
                continue;
            }
            match respondent.values.get(&attribute.name) {
                Some(there) if *there != here => {
                    let why = "the respondent has another value already, which stays";
                    let name = format!("{}: {}", respondent.name, attribute.name);
                    self.losses.left_out("value", &name, why);
                }
                Some(_) => {}
                None => _ = respondent.values.insert(attribute.name.clone(), here),
            }
        }
        let id = respondent.id;
        self.counted("respondent", known.is_none());
        match known {
            None => self.importing.put(Change::made(respondent))?,
            Some(known) if known != respondent => {
                self.importing.put(Change::replaced(known, respondent))?;
            }
            Some(_) => {}
        }
        self.respondents.insert(case.id, id);
        self.things.insert(case.id.uuid(), Thing::Respondent(id));
        for _ in &case.codes {
            let why = "respondents are not coded as a whole";
            self.losses.left_out("code of a case", &name, why);
        }
        for _ in &case.selections {
            let why = "a respondent has whole sources here";
            self.losses.left_out("selection of a case", &name, why);
        }
        Ok(())
    }

    fn is_met(&self, id: RespondentId) -> bool {
        self.respondents.values().any(|met| *met == id)
    }

    fn name_of_case(&self, case: &Case) -> String {
        if !case.name.is_empty() {
            return case.name.clone();
        }
        let mut sources = self.project.sources.iter();
        let first = sources.find(|it| case.sources.contains(&it.id) && !it.name.is_empty());
        match first {
            Some(source) => super::texts::without_ending(&source.name).to_owned(),
            None => format!("case {}", case.id.short()),
        }
    }
}

/// `Sex` is `gender`, as in a register; other names are as queries write them.
fn name_here(name: &str) -> String {
    let standard = [
        (Column::Category, "category"),
        (Column::Gender, "gender"),
        (Column::Age, "age"),
    ];
    let found = standard.iter().find(|it| it.0.rank(name).is_some());
    found.map_or_else(|| attribute_name(name), |it| it.1.to_owned())
}

/// A value as an attribute of this kind holds it; `None` where it does not.
fn here(value: &TypedValue, kind: Kind) -> Option<Value> {
    let words = match value {
        TypedValue::Text(words) => words.clone(),
        TypedValue::Boolean(yes) => yes.to_string(),
        TypedValue::Integer(number) => number.to_string(),
        TypedValue::Float(number) => number.to_string(),
        TypedValue::Date(date) => date.to_string(),
        TypedValue::DateTime(time) => time.to_string(),
    };
    match kind {
        Kind::Text => Some(Value::Text(words)),
        Kind::Number => {
            let number: f64 = words.trim().parse().ok()?;
            number.is_finite().then_some(Value::Number(number))
        }
        Kind::Date => words.trim().parse().ok().map(Value::Date),
    }
}
