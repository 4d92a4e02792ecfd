//! Who is kept in the sample: everybody but those whom a classification excludes. Tables, routes, figures
//! and quotes are of those kept unless a question asks about the exclusion itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::{Project, ProjectError, QuoteRequest};
use crate::index::parse;
use crate::model::coding::Coding;
use crate::model::memo::Thing;
use crate::model::respondent::{RespondentId, Value};
use crate::model::settings::excludes;
use crate::model::source::SourceId;
use crate::model::study::Study;

/// The attribute that excludes where the settings say nothing.
const USUAL: &str = "category";

impl Project {
    /// The study of a question for quotes, without those whom a classification excludes; and whether
    /// any of these has been coded.
    pub fn kept_study_of_quotes(
        &self,
        request: &QuoteRequest,
    ) -> Result<(Study, bool), ProjectError> {
        let mut study = self.study_of_quotes(request)?;
        let asked = [request.queries.as_slice(), &request.within].concat();
        let excluded = match request.excluded {
            true => BTreeSet::new(),
            false => self.excluded(&study, &asked)?,
        };
        let within = self.selection(&study, &request.within, request.moment)?;
        if let Some(within) = within {
            let is_in = |it: &SourceId| within.sources.contains(it);
            study.codings.retain(|_, it| is_in(&it.source));
        }
        if let Some((first, last)) = request.days {
            let day = |it: &Coding| TimeZone::UTC.to_datetime(it.at).date();
            study
                .codings
                .retain(|_, it| (first..=last).contains(&day(it)));
        }
        let before = study.codings.len();
        leave_out(&mut study, &excluded);
        let fewer = study.codings.len() < before;
        Ok((study, fewer))
    }

    /// Respondents whom a classification excludes. A classification that one of `queries` asks about
    /// excludes nobody: then the query says who is wanted.
    pub fn excluded(
        &self,
        study: &Study,
        queries: &[String],
    ) -> Result<BTreeSet<RespondentId>, ProjectError> {
        let out = self.excluded_by(study, &[], queries)?;
        Ok(out.into_keys().collect())
    }

    /// Respondents whom a classification excludes that is none of `others`, and which it is.
    pub fn excluded_by(
        &self,
        study: &Study,
        others: &[&str],
        queries: &[String],
    ) -> Result<BTreeMap<RespondentId, String>, ProjectError> {
        let mut asked: BTreeSet<String> = others.iter().map(|it| it.to_lowercase()).collect();
        for query in queries {
            asked.extend(
                parse(query)?
                    .fields()
                    .iter()
                    .map(|it| it.name.to_lowercase()),
            );
        }
        let schemes = &self.settings.classification;
        let names: BTreeSet<&str> = schemes.keys().map(String::as_str).chain([USUAL]).collect();
        let names = names
            .into_iter()
            .filter(|it| !asked.contains(&it.to_lowercase()));
        let mut found = BTreeMap::new();
        for name in names {
            let is_out = |value: &Value| excludes(schemes.get(name), &value.to_string());
            let people = study.respondents.values();
            let out = people.filter(|it| it.value(name).is_some_and(is_out));
            found.extend(out.map(|it| (it.id, name.to_owned())));
        }
        Ok(found)
    }

    /// The attributes that queries ask for, and whether they ask for anything else.
    pub fn attributes_asked(
        &self,
        study: &Study,
        queries: &[String],
    ) -> Result<(BTreeSet<String>, bool), ProjectError> {
        let register = study.register();
        let (mut asked, mut others) = (BTreeSet::new(), false);
        for query in queries {
            let query = parse(query)?;
            others |= query.asks_for_text();
            for field in query.fields() {
                let is_it = |name: &str| name.to_lowercase() == field.name.to_lowercase();
                match register.iter().find(|it| is_it(&it.name)) {
                    Some(it) => _ = asked.insert(it.name.clone()),
                    None => others = true,
                }
            }
        }
        Ok((asked, others))
    }
}

/// Takes respondents out of a study, with their sources, routes and whatever is said of these.
pub fn leave_out(study: &mut Study, people: &BTreeSet<RespondentId>) {
    if people.is_empty() {
        return;
    }
    study.respondents.retain(|id, _| !people.contains(id));
    let is_out = |id: &SourceId, study: &Study| {
        let source = study.sources.get(id);
        source
            .and_then(|it| it.respondent)
            .is_some_and(|it| people.contains(&it))
    };
    let gone: BTreeSet<SourceId> = study
        .sources
        .keys()
        .filter(|id| is_out(id, study))
        .copied()
        .collect();
    study.sources.retain(|id, _| !gone.contains(id));
    study.codings.retain(|_, it| !gone.contains(&it.source));
    study.redactions.retain(|_, it| !gone.contains(&it.source));
    study.stops.retain(|_, it| !people.contains(&it.respondent));
    study
        .classifications
        .retain(|_, it| !people.contains(&it.respondent));
    study
        .contradictions
        .retain(|_, it| !people.contains(&it.respondent));
    let mut memos = std::mem::take(&mut study.memos);
    memos.retain(|_, it| match it.about {
        Thing::Source(id) => study.sources.contains_key(&id),
        Thing::Respondent(id) => study.respondents.contains_key(&id),
        Thing::Coding(id) => study.codings.contains_key(&id),
        Thing::Project | Thing::Code(_) | Thing::Coder(_) => true,
    });
    study.memos = memos;
}
