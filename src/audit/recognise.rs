//! Whether a claim tells who it is: by an attribution that few share, or by words that are redacted in
//! the sources. The number in an attribution is not asked about, so that public numbers do as well.

use super::attribution::{Attribution, squeezed};
use super::draft::Draft;
use super::examine::Judged;
use super::finding::{Fault, Finding};
use super::genders::gender;
use crate::model::redact::{Concealed, bracketed, without};
use crate::model::respondent::{Respondent, Value};
use crate::model::study::Study;

/// Adds what tells who somebody is to the findings. Without a threshold only words are looked at. The
/// studies are that of those who are kept and that of everybody: whoever is excluded shares with all.
pub fn recognise(
    judged: &mut [Judged],
    draft: &Draft,
    studies: [&Study; 2],
    threshold: Option<usize>,
    concealed: &[Concealed],
) {
    for it in judged {
        let words = draft.text.get(it.claim.span.range()).unwrap_or_default();
        let by_words = by_words(words, concealed);
        let attribution = it.claim.attribution.as_ref();
        let by_attribution = threshold
            .zip(attribution)
            .and_then(|(threshold, attribution)| by_attribution(attribution, studies, threshold));
        it.findings
            .extend(by_words.into_iter().chain(by_attribution));
    }
}

fn by_words(words: &str, concealed: &[Concealed]) -> Option<Finding> {
    let found: Vec<&Concealed> = concealed
        .iter()
        .filter(|it| !it.places(words).is_empty())
        .collect();
    if found.is_empty() {
        return None;
    }
    let printed: Vec<String> = found.iter().map(|it| bracketed(&it.shown)).collect();
    let detail = format!(
        "the draft prints words that are redacted, in the place of {}",
        printed.join(" and ")
    );
    let mend = without(words, concealed);
    Some(Finding::new(Fault::Recognisable, detail, Some(mend)))
}

fn by_attribution(
    attribution: &Attribution,
    [kept, everybody]: [&Study; 2],
    threshold: usize,
) -> Option<Finding> {
    let has = |it: &Respondent, other: &str| {
        let mut values = it.values.values();
        values.any(|value| squeezed(&value.to_string()) == squeezed(other))
    };
    // Any other part tells something where it is somebody's value.
    let is_value = |other: &&String| everybody.respondents.values().any(|it| has(it, other));
    let others: Vec<&String> = attribution.others.iter().filter(is_value).collect();
    let sharing = |study: &Study| {
        let people = study.respondents.values();
        let fits =
            |it: &&Respondent| may_be(attribution, it) && others.iter().all(|other| has(it, other));
        people.filter(fits).count()
    };
    let (study, sharing) = match sharing(kept) {
        0 => (everybody, sharing(everybody)),
        n => (kept, n),
    };
    // Of somebody whom the register describes otherwise, nobody is told.
    (sharing > 0 && sharing < threshold).then(|| {
        let detail = format!(
            "`{}` is true of {sharing} of {} respondents, fewer than {threshold}",
            attribution.text,
            study.respondents.len()
        );
        Finding::new(Fault::Recognisable, detail, None)
    })
}

/// Whether all that an attribution tells beside the number is true of somebody.
fn may_be(attribution: &Attribution, respondent: &Respondent) -> bool {
    let age = attribution.ages.first().is_none_or(|age| {
        let own = match respondent.value("age") {
            Some(Value::Text(text)) => text.trim().parse().ok(),
            Some(value) => value.number(),
            None => None,
        };
        own.is_some_and(|own: f64| (own - f64::from(*age)).abs() < 1.0 && own >= f64::from(*age))
    });
    let told = |name: &str, given: Option<&String>, same: &dyn Fn(&str, &str) -> bool| {
        given.is_none_or(|given| {
            let own = respondent.value(name).map(ToString::to_string);
            own.is_some_and(|own| same(&own, given))
        })
    };
    age && told("gender", attribution.genders.first(), &|own, given| match (
        gender(own),
        gender(given),
    ) {
        (Some(own), Some(given)) => own == given,
        _ => squeezed(own) == squeezed(given),
    }) && told("category", attribution.categories.first(), &|own, given| {
        squeezed(own) == squeezed(given)
    })
}
