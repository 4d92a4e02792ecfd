//! What tables need of a project beside its study: to whom codes and attributes apply, which sources
//! and respondents answer, and texts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Project, ProjectError};
use crate::model::codebook::CodeId;
use crate::model::respondent::RespondentId;
use crate::model::source::SourceId;
use crate::model::study::Study;

/// Respondents and sources that answer every query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The respondents.
    pub respondents: BTreeSet<RespondentId>,
    /// The sources in which anything answers.
    pub sources: BTreeSet<SourceId>,
}

impl Project {
    /// For every code that says to whom it applies (`asked`), those respondents.
    pub fn codes_asked(
        &self,
        study: &Study,
        moment: Option<Timestamp>,
    ) -> Result<BTreeMap<CodeId, BTreeSet<RespondentId>>, ProjectError> {
        let mut asked = BTreeMap::new();
        for code in study.codes.values() {
            if let Some(query) = &code.asked {
                let people = self.respondents_where(query, moment);
                asked.insert(
                    code.id,
                    people.map_err(within(format!("`asked` of code `{}`", code.key)))?,
                );
            }
        }
        Ok(asked)
    }

    /// To whom the question behind an attribute was put, if the settings say so.
    pub fn attribute_asked(
        &self,
        name: &str,
        moment: Option<Timestamp>,
    ) -> Result<Option<BTreeSet<RespondentId>>, ProjectError> {
        let Some(query) = self.settings().asked.get(name) else {
            return Ok(None);
        };
        let people = self.respondents_where(query, moment);
        let place = format!("`[asked]` of `{name}` in {}", super::SETTINGS);
        people.map(Some).map_err(within(place))
    }

    /// Respondents and sources that answer all of these queries; `None` for no query.
    pub fn selection(
        &self,
        study: &Study,
        queries: &[String],
        moment: Option<Timestamp>,
    ) -> Result<Option<Selection>, ProjectError> {
        let mut all: Option<Selection> = None;
        for query in queries {
            let found = Selection {
                respondents: self.respondents_where(query, moment)?,
                sources: self.sources_where(study, query, moment)?,
            };
            all = Some(match all {
                None => found,
                Some(all) => Selection {
                    respondents: &all.respondents & &found.respondents,
                    sources: &all.sources & &found.sources,
                },
            });
        }
        Ok(all)
    }

    /// The texts of these sources.
    pub fn texts(
        &self,
        study: &Study,
        sources: &[SourceId],
    ) -> Result<BTreeMap<SourceId, String>, ProjectError> {
        let known = sources.iter().filter_map(|id| study.sources.get(id));
        known.map(|it| Ok((it.id, self.text(it)?))).collect()
    }
}

/// Says where a query that cannot be answered stands.
fn within(place: String) -> impl FnOnce(ProjectError) -> ProjectError {
    move |error| ProjectError::Within {
        place,
        inner: Box::new(error),
    }
}
