//! Whom and what a comparison of coders is about, read from the project once.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Context;
use crate::analysis::agreement::decisions::{Question, Unit};
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::natural::natural;
use crate::model::redact::Mask;
use crate::model::source::SourceId;
use crate::model::study::Study;
use crate::project::{Codings, Project};

/// Whom to compare, in which sources, about which codes.
#[derive(Debug, Args)]
pub struct Whom {
    /// The coders [default: all who coded by hand].
    #[arg(long, value_delimiter = ',', value_name = "A,B,..")]
    pub(super) coders: Vec<String>,
    /// The codes, with those below them [default: all that these coders used].
    #[arg(long, alias = "code", value_delimiter = ',', value_name = "CODE,..")]
    codes: Vec<String>,
    /// Only sources in which anything answers this, in the query language.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Option<String>,
}

/// What is compared, read from the project.
pub(super) struct Chosen {
    pub(super) project: Project,
    pub(super) study: Study,
    pub(super) texts: BTreeMap<SourceId, String>,
    /// What of the texts is not printed.
    pub(super) masks: BTreeMap<SourceId, Mask>,
    pub(super) coders: Vec<CoderId>,
    codes: Vec<CodeId>,
}

impl Chosen {
    pub(super) fn new(context: &Context, whom: &Whom) -> anyhow::Result<Self> {
        let project = context.project()?;
        let study = project.study(context.moment, &Codings::All)?;
        let scope = project.scope(&study, &[], &whom.codes, &whom.coders)?;
        let sources = match &whom.filter {
            Some(query) => Some(project.sources_where(&study, query, context.moment)?),
            None => None,
        };
        let mut coders: Vec<CoderId> = Vec::new();
        for id in scope.coders {
            if !coders.contains(&id) {
                coders.push(id);
            }
        }
        if coders.is_empty() {
            let has_coded = |id| study.codings.values().any(|coding| coding.coder == id);
            let people = study.coders.values().filter(|it| it.is_person());
            let mut people: Vec<_> = people.filter(|it| has_coded(it.id)).collect();
            people.sort_by(|a, b| natural(&a.name, &b.name));
            coders = people.into_iter().map(|it| it.id).collect();
        }
        if coders.len() < 2 {
            let name = coders.first().and_then(|id| study.coders.get(id));
            let there = name.map_or("none who has coded".to_owned(), |it| {
                format!("one: `{}`", it.name)
            });
            let blind = project.blind()?;
            if let Some(round) = blind.rounds().next() {
                bail!(
                    "agreement needs at least two coders; until round `{}` is revealed, nobody sees another's codings",
                    round.name
                );
            }
            bail!("agreement needs at least two coders, there is {there}");
        }
        let is_wanted = |id: CodeId| scope.codes.is_empty() || scope.codes.contains(&id);
        let is_used = |id: CodeId| {
            let mut codings = study.codings.values();
            codings.any(|it| it.code == id && coders.contains(&it.coder))
        };
        let codes = study.codebook().into_iter().map(|code| code.id);
        let codes: Vec<CodeId> = codes.filter(|id| is_wanted(*id) && is_used(*id)).collect();
        if codes.is_empty() {
            bail!("none of these codes is used by these coders");
        }
        let looked = study.codings.values().map(|it| it.source);
        let assigned = study.assignments.values().map(|it| it.source);
        let coded: BTreeSet<SourceId> = looked.chain(assigned).collect();
        let mut texts = BTreeMap::new();
        let mut masks = BTreeMap::new();
        for source in study.sources.values().filter(|it| coded.contains(&it.id)) {
            if sources
                .as_ref()
                .is_none_or(|sources| sources.contains(&source.id))
            {
                let text = project.text(source)?;
                masks.insert(source.id, project.mask(&study, source, &text)?);
                texts.insert(source.id, text);
            }
        }
        Ok(Self {
            project,
            study,
            texts,
            masks,
            coders,
            codes,
        })
    }

    /// Says where a coder has coded nothing in what was assigned to them: that counts as read without
    /// finding anything, and may only be not read yet.
    pub(super) fn tell_untouched(&self, context: &Context) -> anyhow::Result<()> {
        let common = self.question(Unit::Source, &self.coders)?.common();
        for id in &self.coders {
            let coded = |source: SourceId| {
                let mut codings = self.study.codings.values();
                codings.any(|it| it.coder == *id && it.source == source)
            };
            let assigned = self.study.assignments.values().filter(|it| it.coder == *id);
            let assigned = assigned.filter(|it| common.contains(&it.source));
            let n = assigned.filter(|it| !coded(it.source)).count();
            if let Some(coder) = self.study.coders.get(id).filter(|_| n > 0) {
                let s = if n == 1 { "" } else { "s" };
                context.tell(&format!(
                    "note: `{}` has coded nothing in {n} source{s} assigned to them; they count as read (`quotebook assignments --untouched` lists them)",
                    coder.name
                ));
            }
        }
        Ok(())
    }

    /// Says who is compared with whom, and in how many sources.
    pub(super) fn tell_compared(&self, context: &Context, question: &Question<'_>) {
        let pairs = question.pairs().into_iter().map(|(one, other, n)| {
            let [one, other] = [one, other].map(|at| self.name(question.coders[at]));
            format!("{one} + {other}: {n}")
        });
        let pairs = pairs.collect::<Vec<_>>().join(", ");
        context.tell(&format!(
            "compared in the sources that two coders have read: {pairs}"
        ));
    }

    fn name(&self, id: CoderId) -> &str {
        let coder = self.study.coders.get(&id);
        coder.map_or("", |it| it.name.as_str())
    }

    /// Leaves out coders whom nobody asked for and who have read less than a quarter of the sources that
    /// are compared, if two are left: one coding of a reviewer would turn a comparison of two coders into
    /// one of three. Says so below the answer.
    pub(super) fn without_passers_by(&mut self, context: &Context) -> anyhow::Result<()> {
        let question = self.question(Unit::Source, &self.coders)?;
        let (seen, common) = (question.looked_at(), question.common());
        let read = |at: usize| common.iter().filter(|it| seen[at].contains(it)).count();
        let all = self.coders.iter().copied().enumerate();
        let (kept, passing): (Vec<_>, Vec<_>) =
            all.partition(|(at, _)| read(*at) * 4 >= common.len());
        if kept.len() < 2 || passing.is_empty() {
            return Ok(());
        }
        let told: Vec<String> = passing
            .into_iter()
            .map(|(at, id)| {
                format!(
                    "Left out: `{}`, who has read {} of the {} sources that two coders have read; named among the coders they are compared, too.",
                    self.name(id),
                    read(at),
                    common.len()
                )
            })
            .collect();
        self.coders = kept.into_iter().map(|(_, id)| id).collect();
        let codings: BTreeSet<CodeId> = self
            .study
            .codings
            .values()
            .filter(|it| self.coders.contains(&it.coder))
            .map(|it| it.code)
            .collect();
        self.codes.retain(|id| codings.contains(id));
        for words in told {
            context.below(words);
        }
        Ok(())
    }

    /// These coders compared on a unit; refused when no two of them have looked at one source.
    pub(super) fn question(&self, unit: Unit, coders: &[CoderId]) -> anyhow::Result<Question<'_>> {
        let question = Question {
            study: &self.study,
            texts: &self.texts,
            coders: coders.to_vec(),
            codes: self.codes.clone(),
            unit,
            overlap: 0.5,
            uncoded: true,
        };
        if question.common().is_empty() {
            bail!("no source was coded by two of these coders, so there is nothing to compare");
        }
        Ok(question)
    }
}

/// Sources in the order in which their coding was finished: by the week of that, or in batches.
pub(super) fn periods(
    chosen: &Chosen,
    common: &[SourceId],
    parts: &str,
) -> anyhow::Result<Vec<(String, BTreeSet<SourceId>)>> {
    let finished = |id: &SourceId| {
        let codings = chosen.study.codings.values();
        let here = codings.filter(|it| it.source == *id && chosen.coders.contains(&it.coder));
        here.map(|it| it.at).max()
    };
    let mut sources: Vec<(Timestamp, SourceId)> = common
        .iter()
        .filter_map(|id| Some((finished(id)?, *id)))
        .collect();
    sources.sort();
    if parts == "week" {
        let mut weeks: BTreeMap<String, BTreeSet<SourceId>> = BTreeMap::new();
        for (at, id) in sources {
            let week = TimeZone::system().to_datetime(at).date().iso_week_date();
            let name = format!("{}-W{:02}", week.year(), week.week());
            weeks.entry(name).or_default().insert(id);
        }
        return Ok(weeks.into_iter().collect());
    }
    let Some(count) = parts.parse::<usize>().ok().filter(|count| *count > 0) else {
        bail!("`{parts}` is no way to part the work, expected `week` or a number of batches");
    };
    let size = sources.len().div_ceil(count).max(1);
    let batches = sources.chunks(size).zip(1..);
    Ok(batches
        .map(|(batch, number)| {
            let sources = batch.iter().map(|(_, id)| *id).collect();
            (format!("batch {number}"), sources)
        })
        .collect())
}
