//! Autocoding: the codebook's rules, applied as a coder of their own. What the rules say now is
//! compared with what they coded before, and only the difference is written.

use std::collections::{BTreeMap, BTreeSet};

use super::coding::coder;
use super::{Codings, Project, ProjectError, fresh, lookup, now};
use crate::index::{IndexError, Query, parse};
use crate::model::codebook::{Code, CodeId};
use crate::model::coding::{Coding, RULES};
use crate::model::hash::Hash;
use crate::model::natural::natural;
use crate::model::operation::Change;
use crate::model::sentence::sentence_around;
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::study::Study;

/// What the rules of one code come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleAnswer {
    /// Key of the code.
    pub code: String,
    /// Sentences that the rules find.
    pub found: usize,
    /// Of how many respondents.
    pub respondents: usize,
    /// Those that are new: source, first and last character, words.
    pub added: Vec<(String, usize, usize, String)>,
    /// How many codings of earlier rules or texts are gone.
    pub removed: usize,
}

/// What rules that are being written would come to.
#[derive(Debug)]
pub struct RuleTrial {
    /// Each rule by itself, or what is wrong with it.
    pub each: Vec<Result<RuleAnswer, ProjectError>>,
    /// All of those that can be read together, against what the rules have coded before.
    pub together: RuleAnswer,
}

/// Places by source and code, each with its text's version, characters and words.
type Places = BTreeMap<(SourceId, CodeId, Span), (usize, usize, String)>;

impl Project {
    /// Applies the rules of these codes and of those below them (none named: of all). A sentence in
    /// which a rule finds something is coded, in the words of respondents only. Running it again
    /// changes only what has changed; `dry_run` changes nothing.
    pub fn autocode(
        &mut self,
        codes: &[String],
        dry_run: bool,
    ) -> Result<Vec<RuleAnswer>, ProjectError> {
        let study = self.store.study(&Codings::All)?;
        let wanted = self.ruled(&study, codes)?;
        let places = self.places(&study, &wanted)?;
        let ids: BTreeSet<CodeId> = wanted.iter().map(|code| code.id).collect();
        let before: BTreeMap<_, &Coding> = study
            .codings
            .values()
            .filter(|it| ids.contains(&it.code) && is_rules(&study, it))
            .map(|it| ((it.source, it.code, it.span), it))
            .collect();
        let answers = wanted
            .iter()
            .map(|code| answer(&study, code, &places, &before))
            .collect();
        if !dry_run {
            self.write_down(&study, &ids, &places)?;
        }
        Ok(answers)
    }

    /// What these rules would find for a code if they were its rules; changes nothing.
    pub fn try_rules(&self, word: &str, rules: &[String]) -> Result<RuleTrial, ProjectError> {
        let study = self.seen(None, &Codings::All)?;
        let code = lookup::code(&study, word)?;
        let before: BTreeMap<_, &Coding> = study
            .codings
            .values()
            .filter(|it| it.code == code.id && is_rules(&study, it))
            .map(|it| ((it.source, it.code, it.span), it))
            .collect();
        let mut all = Places::new();
        let mut each = Vec::new();
        for rule in rules {
            let tried = Code {
                rules: vec![rule.clone()],
                ..code.clone()
            };
            each.push(self.places(&study, &[&tried]).map(|places| {
                let alone = answer(&study, code, &places, &BTreeMap::new());
                all.extend(places);
                alone
            }));
        }
        Ok(RuleTrial {
            each,
            together: answer(&study, code, &all, &before),
        })
    }

    /// Codes with rules.
    fn ruled<'s>(&self, study: &'s Study, codes: &[String]) -> Result<Vec<&'s Code>, ProjectError> {
        let mut wanted: BTreeSet<CodeId> = BTreeSet::new();
        for word in codes {
            let code = lookup::code(study, word)?;
            let all = study.with_descendants(code.id);
            if !all.iter().any(|id| {
                study
                    .codes
                    .get(id)
                    .is_some_and(|code| !code.rules.is_empty())
            }) {
                return Err(ProjectError::Refused(format!(
                    "code `{}` has no rules, expected `match = [..]` in its codebook file",
                    code.key
                )));
            }
            wanted.extend(all);
        }
        let is_wanted = |code: &&Code| codes.is_empty() || wanted.contains(&code.id);
        Ok(study
            .codebook()
            .into_iter()
            .filter(|code| is_wanted(code) && !code.rules.is_empty())
            .collect())
    }

    fn places(&self, study: &Study, codes: &[&Code]) -> Result<Places, ProjectError> {
        let mut places = Places::new();
        // Who asks is not quoted, and a heading is nobody's words.
        let asked = parse("NOT speaker:interviewer NOT speaker:heading")?;
        self.asking(study, true, None, |search| {
            for code in codes {
                for rule in &code.rules {
                    let rule = parse(rule).map_err(|error| in_rule(code, error.into()))?;
                    let query = Query::And(vec![rule, asked.clone()]);
                    let answer = search.ask(&query).map_err(|error| in_rule(code, error))?;
                    let entries = search.passages(&answer)?;
                    for hit in search.hits(&answer, &entries)? {
                        // Positions inside the passage: its text is at hand, the source's is not.
                        let inside = |span: Span| Span {
                            start: span.start.saturating_sub(hit.span.start),
                            end: span.end.min(hit.span.end) - hit.span.start,
                        };
                        let words = inside(hit.words);
                        let marks = match hit.marks.is_empty() {
                            true => vec![words],
                            false => hit.marks.iter().map(|mark| inside(*mark)).collect(),
                        };
                        for mark in marks {
                            let sentence = sentence_around(&hit.text, words, mark);
                            let (start, end) = sentence.to_chars(&hit.text);
                            let span = Span {
                                start: sentence.start + hit.span.start,
                                end: sentence.end + hit.span.start,
                            };
                            let said = sentence.of(&hit.text).unwrap_or_default().to_owned();
                            let place = (hit.start + start, hit.start + end, said);
                            places.insert((hit.source, code.id, span), place);
                        }
                    }
                }
            }
            Ok(())
        })?;
        Ok(places)
    }

    fn write_down(
        &mut self,
        seen: &Study,
        ids: &BTreeSet<CodeId>,
        places: &Places,
    ) -> Result<(), ProjectError> {
        self.change(RULES, &Codings::All, |study, _, draft| {
            // The rules were applied to what was there a moment ago.
            if study.sources != seen.sources || study.codes != seen.codes {
                return Err(ProjectError::Refused(
                    "texts or codes were changed by somebody else just now, expected them to rest; run it again"
                        .to_owned(),
                ));
            }
            let mut changes = Vec::new();
            let rules = coder(study, RULES, &mut changes);
            let before: BTreeMap<_, &Coding> = study
                .codings
                .values()
                .filter(|it| it.coder == rules.id && ids.contains(&it.code))
                .map(|it| ((it.source, it.code, it.span), it))
                .collect();
            let at = now();
            let gone = before.iter().filter(|(place, _)| !places.contains_key(*place));
            let gone: Vec<Change> = gone.map(|(_, it)| Change::removed((*it).clone())).collect();
            let mut made = Vec::new();
            for ((source, code, span), (_, _, words)) in places {
                if before.contains_key(&(*source, *code, *span)) {
                    continue;
                }
                let (Some(source), Some(code)) = (study.sources.get(source), study.codes.get(code)) else {
                    continue;
                };
                made.push(Change::made(Coding {
                    id: fresh(),
                    source: source.id,
                    version: source.version,
                    span: *span,
                    code: code.id,
                    definition: code.version,
                    coder: rules.id,
                    at,
                    words: Hash::of(words.as_bytes()),
                }));
            }
            draft.action = "coding.rules";
            draft.summary = format!("apply rules: {} codings made, {} removed", made.len(), gone.len());
            if !made.is_empty() || !gone.is_empty() {
                draft.changes = changes;
                draft.changes.extend(gone);
                draft.changes.extend(made);
            }
            Ok(())
        })?;
        Ok(())
    }
}

fn is_rules(study: &Study, coding: &Coding) -> bool {
    study
        .coders
        .get(&coding.coder)
        .is_some_and(|coder| coder.name == RULES)
}

fn answer(
    study: &Study,
    code: &Code,
    places: &Places,
    before: &BTreeMap<(SourceId, CodeId, Span), &Coding>,
) -> RuleAnswer {
    let here = || places.iter().filter(|((_, id, _), _)| *id == code.id);
    let people: BTreeSet<_> = here()
        .filter_map(|((source, _, _), _)| study.sources.get(source)?.respondent)
        .collect();
    let mut added: Vec<(String, usize, usize, String)> = here()
        .filter(|(place, _)| !before.contains_key(*place))
        .filter_map(|((source, _, _), (start, end, words))| {
            Some((
                study.sources.get(source)?.name.clone(),
                *start,
                *end,
                words.clone(),
            ))
        })
        .collect();
    added.sort_by(|a, b| natural(&a.0, &b.0).then(a.1.cmp(&b.1)));
    let of_code = before.keys().filter(|(_, id, _)| *id == code.id);
    RuleAnswer {
        code: code.key.clone(),
        found: here().count(),
        respondents: people.len(),
        added,
        removed: of_code.filter(|place| !places.contains_key(*place)).count(),
    }
}

/// A mistake in a rule, with the code that has it.
fn in_rule(code: &Code, error: IndexError) -> IndexError {
    match error {
        IndexError::Query(mut error) => {
            error.found = format!("{} (a rule of `{}`)", error.found, code.key);
            IndexError::Query(error)
        }
        other => other,
    }
}
