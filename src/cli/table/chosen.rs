//! What a table is about and how its columns are made, from names to the things they mean.

use std::collections::BTreeSet;

use anyhow::bail;
use clap::Args;

use super::super::Context;
use crate::analysis::disclosure::shown::{Base, NOTES};
use crate::analysis::groups::{BandOf, Groups};
use crate::analysis::sample::{Part, Sample, without_codings};
use crate::model::codebook::CodeId;
use crate::model::nearest::nearest;
use crate::model::redact::conceal_written;
use crate::model::respondent::RespondentId;
use crate::model::study::Study;
use crate::project::{Codings, Project, Selection, leave_out};

/// More names than these are not listed in an error.
const LISTED: usize = 20;

/// What is said of those who are excluded where their number is kept back.
const UNCOUNTED: &str = "Respondents who are excluded are not counted.";

/// Has the answer keep back how many are excluded, where it keeps small counts back.
pub(in crate::cli) fn keep_excluded_back(context: &Context) {
    context.instead_below("Not counted: ", UNCOUNTED);
}

/// Which respondents, codes and coders.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Which {
    /// Only respondents that answer this, in the query language (see `quotebook search --help`), and
    /// of their sources those in which anything answers; may be given several times.
    #[arg(long = "where", value_name = "QUERY")]
    pub(in crate::cli) filter: Vec<String>,
    /// Only these codes and what is below them.
    #[arg(long, value_delimiter = ',', value_name = "CODE,..")]
    pub(in crate::cli) codes: Vec<String>,
    /// Only codings of these coders; a code counts where any of them coded it [default: all, rules
    /// included].
    #[arg(long, value_delimiter = ',', value_name = "A,B,..")]
    pub(in crate::cli) coders: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) kept: Kept,
}

/// Who counts of those who were interviewed.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(in crate::cli) struct Kept {
    /// Also respondents whom a classification excludes; otherwise only those who are kept count, unless
    /// a query asks about the classification itself.
    #[arg(long)]
    pub(in crate::cli) excluded: bool,
}

/// How respondents are put into groups.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Grouping {
    /// A column for each value of this attribute; of several, for each combination.
    #[arg(long, value_delimiter = ',', value_name = "ATTRIBUTE,..")]
    pub(in crate::cli) by: Vec<String>,
    /// Numbers in bands, such as `age:8-10,11-13,14+`, or of one width, such as `age:5`; may be given
    /// several times.
    #[arg(long, value_name = "ATTRIBUTE:BANDS")]
    pub(in crate::cli) band: Vec<String>,
}

/// The part of a project that a table is about.
pub(in crate::cli) struct Chosen {
    pub(in crate::cli) project: Project,
    pub(in crate::cli) study: Study,
    pub(in crate::cli) part: Part,
    /// The attributes that the filter asks for.
    pub(in crate::cli) asked: BTreeSet<String>,
    /// The codes as they were named, without what is below them.
    pub(in crate::cli) named: Vec<CodeId>,
}

impl Chosen {
    /// Reads what is asked for. A name that is unknown, a code without any coding and a filter that
    /// nobody answers are errors.
    pub(in crate::cli) fn new(context: &Context, which: &Which) -> anyhow::Result<Self> {
        let chosen = Self::read(context, which, true)?;
        let unused = without_codings(&chosen.study, &chosen.named, &chosen.part.coders);
        if let Some(code) = unused.first().and_then(|id| chosen.study.codes.get(id)) {
            let whose = match which.coders.as_slice() {
                [] => String::new(),
                names => format!(" by {}", names.join(" or ")),
            };
            let used = chosen.used(context)?;
            bail!(
                "code `{}` has no codings{whose}, expected one of those that have: {}",
                code.key,
                listed(&used)
            );
        }
        Ok(chosen)
    }

    /// The same for tables of respondents alone, without codings.
    pub(in crate::cli) fn without_codings(
        context: &Context,
        which: &Which,
    ) -> anyhow::Result<Self> {
        Self::read(context, which, false)
    }

    fn read(context: &Context, which: &Which, codings: bool) -> anyhow::Result<Self> {
        let project = context.project()?;
        let (study, scope) = match which.codes.is_empty() {
            true => {
                let wanted = match codings {
                    true => Codings::All,
                    false => Codings::None,
                };
                let study = project.study(context.moment, &wanted)?;
                let scope = project.scope(&study, &[], &[], &which.coders)?;
                (study, scope)
            }
            // Which codings are read is known once the codes are.
            false => {
                let bare = project.study(context.moment, &Codings::None)?;
                let scope = project.scope(&bare, &[], &which.codes, &which.coders)?;
                let wanted = Codings::Of(scope.codes.clone());
                (project.study(context.moment, &wanted)?, scope)
            }
        };
        let named = which.codes.iter().filter_map(|it| study.code_called(it));
        let named = named.map(|it| it.id).collect();
        let selection = project.selection(&study, &which.filter, context.moment)?;
        let mut study = study;
        let concealed = project.concealed(&study)?;
        let nobody = selection
            .as_ref()
            .is_some_and(|it| it.respondents.is_empty() && it.sources.is_empty());
        if !which.kept.excluded && !nobody {
            leave_out_excluded(context, &project, &mut study, which, selection.as_ref())?;
        }
        if selection
            .as_ref()
            .is_some_and(|it| it.respondents.is_empty() && it.sources.is_empty())
        {
            bail!(
                "no respondent and no source answers `{}`, of {} respondents and {} sources",
                which.filter.join("` and `"),
                study.respondents.len(),
                study.sources.len()
            );
        }
        conceal_written(&mut study, &concealed);
        let (mut asked, others) = project.attributes_asked(&study, &which.filter)?;
        if others {
            asked.insert(NOTES.to_owned());
        }
        let (respondents, sources) = match selection {
            Some(it) => (Some(it.respondents), Some(it.sources)),
            None => (None, None),
        };
        Ok(Self {
            project,
            study,
            part: Part {
                respondents,
                sources,
                codes: scope.codes,
                coders: scope.coders,
            },
            asked,
            named,
        })
    }

    /// Keys of codes that have codings of the chosen coders.
    fn used(&self, context: &Context) -> anyhow::Result<Vec<String>> {
        let study = self.project.study(context.moment, &Codings::All)?;
        let all = Part {
            coders: self.part.coders.clone(),
            ..Part::default()
        };
        let sample = Sample::new(&study, &all);
        let ids: std::collections::BTreeSet<_> = sample.codings.iter().map(|it| it.code).collect();
        let codes = study
            .codebook()
            .into_iter()
            .filter(|it| ids.contains(&it.id));
        Ok(codes.map(|it| it.key.clone()).collect())
    }

    /// Respondents, sources, codes and codings of the table.
    pub(in crate::cli) fn sample(&self) -> Sample<'_> {
        Sample::new(&self.study, &self.part)
    }

    /// Whom the table is about, for what it shows in public.
    pub(in crate::cli) fn base<'b>(&'b self, bands: &'b BandOf<'b>) -> Base<'b> {
        let filter = self.part.respondents.clone();
        let coders = self.part.coders.iter();
        let coders = coders.filter_map(|id| self.study.coders.get(id));
        Base {
            study: &self.study,
            filter: filter.map(|who| (self.asked.clone(), who)),
            coders: coders.map(|it| it.name.clone()).collect(),
            bands,
        }
    }

    /// Groups of these people; `also` is an attribute that may be put into bands beside those of the
    /// columns.
    pub(in crate::cli) fn groups<'g>(
        &self,
        people: &[RespondentId],
        grouping: &'g Grouping,
        also: Option<&str>,
    ) -> anyhow::Result<(Groups, BandOf<'g>)> {
        let bands = self.bands(grouping, also)?;
        let groups = Groups::new(&self.study, people, &grouping.by, &bands)?;
        Ok((groups, bands))
    }

    /// The bands of a grouping. An attribute that is unknown or not in it is an error.
    pub(in crate::cli) fn bands<'g>(
        &self,
        grouping: &'g Grouping,
        also: Option<&str>,
    ) -> anyhow::Result<BandOf<'g>> {
        for name in &grouping.by {
            self.is_attribute(name)?;
        }
        let mut bands = BandOf::new();
        for band in &grouping.band {
            let Some((name, parts)) = band.split_once(':') else {
                bail!(
                    "`{band}` names no attribute, expected a form like `age:8-10,11-13` or `age:5`"
                );
            };
            self.is_attribute(name)?;
            if !grouping
                .by
                .iter()
                .map(String::as_str)
                .chain(also)
                .any(|it| it == name)
            {
                bail!("`--band` is for `{name}`, which is not in the table, expected it in `--by`");
            }
            bands.insert(name, parts);
        }
        Ok(bands)
    }

    /// Refuses a name that no attribute has.
    pub(in crate::cli) fn is_attribute(&self, name: &str) -> anyhow::Result<()> {
        is_attribute(&self.study, name)
    }
}

/// Takes those out of the study whom a classification excludes, and has the answer say so.
fn leave_out_excluded(
    context: &Context,
    project: &Project,
    study: &mut Study,
    which: &Which,
    selection: Option<&Selection>,
) -> anyhow::Result<()> {
    let mut excluded = project.excluded(study, &which.filter)?;
    let asked = |id: &RespondentId| selection.is_none_or(|it| it.respondents.contains(id));
    let all = study.respondents.keys().filter(|id| asked(id)).count();
    leave_out(study, &excluded);
    excluded.retain(asked);
    let n = excluded.len();
    let small = project.settings().disclosure.public;
    let hidden = context.is_public() && (n < small || all - n < small);
    match n {
        0 => {}
        _ if hidden => context.below(UNCOUNTED.to_owned()),
        n => context.below(format!(
            "Not counted: {n} of {all} respondents, who are excluded; {} are kept.",
            all - n
        )),
    }
    Ok(())
}

/// Refuses a name that no attribute of the study has.
pub(in crate::cli) fn is_attribute(study: &Study, name: &str) -> anyhow::Result<()> {
    let register = study.register();
    let names: Vec<String> = register.iter().map(|it| it.name.clone()).collect();
    if names.iter().any(|it| it == name) {
        return Ok(());
    }
    let near = match nearest(name, names.iter().map(String::as_str)).first() {
        Some(near) => format!(" (did you mean `{near}`?)"),
        None => String::new(),
    };
    bail!(
        "there is no attribute `{name}` in the project{near}, expected one of {}",
        listed(&names)
    )
}

/// Names in a row, the first of many.
fn listed(names: &[String]) -> String {
    match names {
        [] => "none is there".to_owned(),
        names if names.len() > LISTED => {
            format!(
                "{} and {} more",
                names[..LISTED].join(", "),
                names.len() - LISTED
            )
        }
        names => names.join(", "),
    }
}
