//! Looking a query up in a study: names become codes, coders, sources and speakers, and relations
//! between codings become the segments that stand so.

use std::collections::BTreeSet;

use super::answer::{Search, hit};
use super::fields::{source_fits, text_fits};
use super::found::Ordinal;
use super::plan::{Plan, Segments, WordPlan};
use super::query::{Field, Query, Relation, Test};
use super::relations::{Coders, coded, codes_of, related, tidied};
use super::schema::ROLE;
use super::{IndexError, terms};

impl Search<'_> {
    pub(super) fn plan(&self, query: &Query, coders: &Coders) -> Result<Plan, IndexError> {
        let each = |parts: &[Query], coders: &Coders| -> Result<Vec<Plan>, IndexError> {
            parts.iter().map(|part| self.plan(part, coders)).collect()
        };
        Ok(match query {
            Query::And(parts) => {
                let among = Coders::among(self.study, parts)?;
                match among.any() {
                    true => Plan::And(each(parts, coders)?),
                    false => self.plan_by_coders(parts, &among)?,
                }
            }
            Query::Or(parts) => Plan::Or(each(parts, coders)?),
            Query::Not(part) => Plan::Not(Box::new(self.plan(part, coders)?)),
            Query::Related(left, relation, right) => {
                let left = self.segments(&self.plan(left, coders)?)?;
                let right = self.segments(&self.plan(right, coders)?)?;
                Plan::Segments(self.related(&left, *relation, &right)?)
            }
            Query::Words(words) => Plan::Words(WordPlan::new(words, &self.languages)),
            Query::Regex(pattern) => Plan::Regex(pattern.0.clone()),
            Query::Field(field) => self.plan_field(field, coders)?,
        })
    }

    /// Parts joined by `AND`, some of which say whose codings are meant.
    fn plan_by_coders(&self, parts: &[Query], coders: &Coders) -> Result<Plan, IndexError> {
        let is_coder = |part: &Query| match part {
            Query::Field(field) => field.name == "coder",
            Query::Not(part) => matches!(part.as_ref(), Query::Field(it) if it.name == "coder"),
            _ => false,
        };
        let others = || parts.iter().filter(|part| !is_coder(part));
        let mut plans = Vec::new();
        if !others().any(|part| part.fields().iter().any(|field| field.name == "code")) {
            plans.push(Plan::Segments(coded(
                self.study,
                &self.ordinals,
                None,
                coders,
            )));
        }
        for part in others() {
            plans.push(self.plan(part, coders)?);
        }
        Ok(Plan::And(plans))
    }

    fn plan_field(&self, field: &Field, coders: &Coders) -> Result<Plan, IndexError> {
        match field.name.as_str() {
            "code" => {
                let codes = codes_of(self.study, field)?;
                Ok(Plan::Segments(coded(
                    self.study,
                    &self.ordinals,
                    Some(&codes),
                    coders,
                )))
            }
            "coder" => {
                let coders = Coders::among(self.study, &[Query::Field(field.clone())])?;
                Ok(Plan::Segments(coded(
                    self.study,
                    &self.ordinals,
                    None,
                    &coders,
                )))
            }
            "speaker" => Ok(Plan::Speaker(self.speakers(&field.test)?)),
            _ => {
                let mut sources = BTreeSet::new();
                for (ordinal, source) in (0..).zip(self.input.sources) {
                    if source_fits(self.study, source, field)? {
                        sources.insert(ordinal);
                    }
                }
                Ok(Plan::Sources(sources))
            }
        }
    }

    /// The speakers that are meant, as the index writes them: by their label, or by the part that
    /// they have (`speaker:interviewer`).
    fn speakers(&self, test: &Test) -> Result<Vec<String>, IndexError> {
        let fits = |key: &str| text_fits(key.trim_start_matches(ROLE), test);
        terms::speakers(self.index()?, fits)
    }

    fn related(
        &self,
        left: &Segments,
        relation: Relation,
        right: &Segments,
    ) -> Result<Segments, IndexError> {
        let index = self.index()?;
        let passage_at = |source: Ordinal, at: usize| {
            let passages = index.passages_of(source);
            passages.partition_point(|entry| index.placed_span(entry.doc).end <= at)
        };
        Ok(related(left, relation, right, passage_at))
    }

    /// What a part of a query stands for between `OVERLAPS`, `WITHIN` and `BEFORE`: the codings or
    /// the words that it finds.
    fn segments(&self, plan: &Plan) -> Result<Segments, IndexError> {
        if let Plan::Segments(segments) = plan {
            return Ok(segments.clone());
        }
        let found = self.find(plan)?;
        let index = self.index()?;
        let entries = found.every_passage(index.everything());
        let mut segments = Segments::new();
        for some in entries.chunk_by(|one, next| one.source == next.source) {
            let source = some[0].source;
            let text = self.texts([source])?.remove(0);
            for entry in some {
                let hit = hit(index, plan, self.place(source), entry, &text);
                let spans = if hit.marks.is_empty() {
                    vec![hit.words]
                } else {
                    hit.marks
                };
                segments.entry(source).or_default().extend(spans);
            }
        }
        Ok(tidied(segments))
    }
}
