//! Disagreements as people see them, and decisions on them as people write them.

use serde_json::{Value as Json, json};

use super::chosen::Chosen;
use crate::analysis::agreement::cases::{Candidate, Case};
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::decision::Decision;
use crate::model::passage::passages;
use crate::model::span::{Positions, Span};
use crate::project::Settlement;

/// What it takes to show a disagreement and to read a decision on it.
pub(super) struct Open<'c> {
    pub(super) chosen: &'c Chosen,
}

impl Open<'_> {
    pub(super) fn text(&self, case: &Case) -> &str {
        self.chosen
            .texts
            .get(&case.source)
            .map_or("", String::as_str)
    }

    /// What is printed of the words at a span.
    pub(super) fn words(&self, case: &Case, span: Span) -> String {
        let text = self.text(case);
        match self.chosen.masks.get(&case.source) {
            Some(mask) => mask.words(text, span).into_owned(),
            None => span.of(text).unwrap_or_default().to_owned(),
        }
    }

    /// `1: ana, push/poverty, 120-188: words`.
    pub(super) fn option(&self, case: &Case, number: usize, candidate: &Candidate) -> String {
        let text = self.text(case);
        let (start, end) = candidate.span.to_chars(text);
        let words = self.words(case, candidate.span).replace('\n', " ");
        let by = candidate.by.iter().map(|id| self.coder(*id));
        format!(
            "{number}: {}, {}, {start}-{end}: {words}",
            by.collect::<Vec<_>>().join(" and "),
            self.code(candidate.code)
        )
    }

    pub(super) fn coder(&self, id: CoderId) -> &str {
        self.chosen
            .study
            .coders
            .get(&id)
            .map_or("", |it| it.name.as_str())
    }

    pub(super) fn code(&self, id: CodeId) -> &str {
        self.chosen
            .study
            .codes
            .get(&id)
            .map_or("", |it| it.key.as_str())
    }

    /// What is kept by a decision that people write, or why it cannot be understood.
    pub(super) fn kept(&self, case: &Case, decision: &str) -> Result<Vec<(Span, CodeId)>, String> {
        let all = || {
            case.candidates
                .iter()
                .map(|it| (it.span, it.code))
                .collect::<Vec<_>>()
        };
        let expected = || {
            format!(
                "expected a number from 1 to {}, `both`, `neither`, or borders like `120-188`, not `{decision}`",
                case.candidates.len()
            )
        };
        match decision.to_lowercase().as_str() {
            "both" | "all" | "b" => return Ok(all()),
            "neither" | "none" | "n" => return Ok(Vec::new()),
            _ => {}
        }
        let numbers: Result<Vec<usize>, _> = decision
            .split(['+', ',', ' '])
            .filter(|it| !it.is_empty())
            .map(str::parse)
            .collect();
        if let Ok(numbers) = numbers
            && !numbers.is_empty()
        {
            let one = |number: &usize| {
                let candidate = number.checked_sub(1).and_then(|at| case.candidates.get(at));
                candidate.map(|it| (it.span, it.code)).ok_or_else(expected)
            };
            return numbers.iter().map(one).collect();
        }
        let (borders, code) = decision.split_once(' ').unwrap_or((decision, ""));
        let (start, end) = borders.split_once(['-', '–']).ok_or_else(expected)?;
        let (Ok(start), Ok(end)) = (start.trim().parse(), end.trim().parse()) else {
            return Err(expected());
        };
        let text = self.text(case);
        let span = Positions::of(text)
            .span(start, end)
            .map_err(|error| error.to_string())?;
        let code = match code.trim() {
            "" => {
                let code = case.candidates[0].code;
                if case.candidates.iter().any(|it| it.code != code) {
                    return Err(format!(
                        "the codes differ, expected one as in `{borders} CODE`"
                    ));
                }
                code
            }
            word => match self.chosen.study.code_called(word) {
                Some(code) => code.id,
                None => return Err(format!("there is no code `{word}` in the project")),
            },
        };
        Ok(vec![(span.snapped(text), code)])
    }

    pub(super) fn settlement(
        &self,
        case: &Case,
        decision: &str,
        reason: &str,
    ) -> Result<Settlement, String> {
        let keep = self.kept(case, decision.trim())?;
        match reason.trim() {
            "" => Err("a decision needs a reason".to_owned()),
            reason => Ok(Settlement {
                source: case.source,
                about: case.about.clone(),
                keep,
                reason: reason.to_owned(),
            }),
        }
    }
}

/// A decision as it would be written into the table.
pub(super) fn written(open: &Open<'_>, case: &Case, decision: &Decision) -> String {
    let codings = decision
        .made
        .iter()
        .filter_map(|id| open.chosen.study.codings.get(id));
    let kept: Vec<(Span, CodeId)> = codings.map(|it| (it.span, it.code)).collect();
    let number = |(span, code): &(Span, CodeId)| {
        case.candidates
            .iter()
            .position(|it| it.span == *span && it.code == *code)
    };
    let numbers: Vec<String> = kept
        .iter()
        .filter_map(number)
        .map(|at| (at + 1).to_string())
        .collect();
    match kept.as_slice() {
        [] => "neither".to_owned(),
        [(span, code)] if numbers.is_empty() => {
            let (start, end) = span.to_chars(open.text(case));
            format!("{start}-{end} {}", open.code(*code))
        }
        _ => numbers.join("+"),
    }
}

/// A case as it is put before people: where, in which words, and what was said.
pub(super) fn shown(open: &Open<'_>, case: &Case, at: usize, of: usize) -> String {
    let study = &open.chosen.study;
    let text = open.text(case);
    let source = study
        .sources
        .get(&case.source)
        .map_or("", |it| it.name.as_str());
    let place = case.place();
    let all = passages(text);
    let around: Vec<String> = all
        .iter()
        .filter(|it| it.span.overlaps(place))
        .map(|it| open.words(case, it.span))
        .collect();
    let mut lines = vec![
        format!("{at} of {of} · source {source} · {}", case.kind.name()),
        String::new(),
    ];
    lines.extend(
        around
            .iter()
            .map(|it| format!("    {}", it.replace('\n', " "))),
    );
    lines.push(String::new());
    for (candidate, number) in case.candidates.iter().zip(1..) {
        lines.push(format!("  {}", open.option(case, number, candidate)));
    }
    lines.extend(
        case.silent
            .iter()
            .map(|id| format!("     {}: nothing", open.coder(*id))),
    );
    lines.join("\n")
}

/// The same for programs: the passages around it, and every option with its number.
pub(super) fn object(open: &Open<'_>, case: &Case, decision: Option<&Decision>) -> Json {
    let study = &open.chosen.study;
    let text = open.text(case);
    let source = study.sources.get(&case.source);
    let respondent = source.and_then(|it| study.respondents.get(&it.respondent?));
    let place = case.place();
    let (start, end) = place.to_chars(text);
    let around = passages(text)
        .into_iter()
        .filter(|it| it.span.overlaps(place));
    let option = |(candidate, number): (&Candidate, usize)| {
        let (start, end) = candidate.span.to_chars(text);
        let code = study.codes.get(&candidate.code);
        json!({
            "option": number,
            "coders": candidate.by.iter().map(|id| open.coder(*id)).collect::<Vec<_>>(),
            "code": code.map(|it| it.key.as_str()),
            "name": code.map(|it| it.name.as_str()),
            "definition": code.map(|it| it.definition.as_str()),
            "start": start,
            "end": end,
            "text": open.words(case, candidate.span),
        })
    };
    json!({
        "case": case.key,
        "source": source.map(|it| it.name.as_str()),
        "respondent": respondent.map(|it| it.name.as_str()),
        "kind": case.kind.name(),
        "start": start,
        "end": end,
        "text": open.words(case, place),
        "around": around.map(|it| open.words(case, it.span)).collect::<Vec<_>>(),
        "options": case.candidates.iter().zip(1..).map(option).collect::<Vec<_>>(),
        "silent": case.silent.iter().map(|id| open.coder(*id)).collect::<Vec<_>>(),
        "decision": decision.map(|it| written(open, case, it)),
        "reason": decision.map(|it| it.reason.as_str()),
        "by": decision.map(|it| it.by.as_str()),
    })
}
