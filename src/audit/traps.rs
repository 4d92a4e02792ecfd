//! Tests: the traps of quotation, in invented sentences; here those of words that deny. Every row is a print, a source, and what is
//! wrong with the print.

use std::collections::HashSet;

use super::attribution::Attribution;
use super::draft::Draft;
use super::finding::Verdict;
use super::judge::{Judgement, judge};
use super::negation::Tongue;
use super::people::People;
use super::printed::Printed;
use super::reading::{Ready, Text};
use super::told::Testimony;
use crate::model::attribution::Template;
use crate::model::id::Id;
use crate::model::passage::passages;
use crate::model::redact::Concealed;
use crate::model::respondent::Respondent;
use crate::model::settings::AuditSettings;
use crate::model::study::Study;

/// The verdict on a print, and what is wrong with it, when it is said to be from `source`.
pub fn judged(print: &str, source: &str, language: &str) -> (Verdict, Vec<&'static str>) {
    judged_within(print, source, language, 60)
}

pub fn judged_within(
    print: &str,
    source: &str,
    language: &str,
    furthest: usize,
) -> (Verdict, Vec<&'static str>) {
    let found = judgement(print, source, language, furthest, &[]);
    let mut names: Vec<&str> = found.findings.iter().map(|it| it.fault.name()).collect();
    // Of one kind there may be several.
    names.sort_unstable();
    names.dedup();
    (found.verdict.expect("a verdict"), names)
}

/// The judgement on a print that is said to be from `source`.
pub fn judgement(
    print: &str,
    source: &str,
    language: &str,
    furthest: usize,
    concealed: &[Concealed],
) -> Judgement {
    let mut study = Study::default();
    let respondent = Respondent {
        id: Id::from_uuid(uuid::Uuid::from_u128(1)),
        name: "306".to_owned(),
        values: Default::default(),
    };
    study.respondents.insert(respondent.id, respondent.clone());
    let template = Template::parse("({respondent})").expect("template");
    let settings = AuditSettings {
        furthest,
        ..AuditSettings::default()
    };
    let people = People::of(&study, &template, &settings, concealed);
    let tongue = Tongue::of(Some(language));
    let ready = Ready {
        id: Id::from_uuid(uuid::Uuid::from_u128(2)),
        respondent: Some(respondent.id),
        text: source.to_owned(),
        testimony: Testimony::of(source, &passages(source), &[], tongue),
        tongue,
    };
    let draft = Draft {
        text: print.to_owned(),
        ..Draft::default()
    };
    let text = Text {
        text: print,
        printed: Printed::of(print, &super::claims::page(&draft)),
    };
    let attribution = Attribution {
        respondent: Some("306".to_owned()),
        ..Attribution::default()
    };
    judge(
        &text,
        Some(&attribution),
        &[&ready],
        &[],
        &people,
        &HashSet::new(),
    )
}

/// Checks rows of print, source and the one thing that is wrong (`-` for nothing).
pub fn check(language: &str, rows: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (print, source, expected) in rows {
        let (_, found) = judged(print, source, language);
        let expected: Vec<&str> = Some(*expected)
            .filter(|it| *it != "-")
            .into_iter()
            .collect();
        if found != expected {
            wrong.push(format!(
                "`{print}`\n   of `{source}`\n   expected {expected:?}, found {found:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_denial_that_falls_into_a_cut_is_lost() {
    check(
        "en",
        &[
            (
                "the user is ... permitted to terminate the contract",
                "By law the user is not permitted to terminate the contract at all.",
                "negation_lost",
            ),
            (
                "I did ... want to leave my home town.",
                "I did not want to leave my home town.",
                "negation_lost",
            ),
            (
                "I did … want to leave my home town.",
                "I did not at that time want to leave my home town.",
                "negation_lost",
            ),
            (
                "My brother could [...] help us with the coal",
                "My brother could not or would not help us with the coal.",
                "negation_lost",
            ),
            (
                "the user is ... permitted to leave the yard",
                "The user is not, under any circumstances, permitted to leave the yard.",
                "negation_lost",
            ),
            (
                "We ... had money for coal in those winters.",
                "We never had money for coal in those winters.",
                "negation_lost",
            ),
            (
                "she ... told me that the school was closed",
                "And she never once told me that the school was closed.",
                "negation_lost",
            ),
            (
                "we saw ... of the neighbours that winter",
                "In the village we saw nothing of the neighbours that winter.",
                "negation_lost",
            ),
            (
                "I do ... think that he is a bad man",
                "I do not really think that he is a bad man.",
                "negation_lost",
            ),
            (
                "My aunt ... said that I could stay with her",
                "My aunt, to be honest, never said that I could stay with her.",
                "negation_lost",
            ),
        ],
    );
}

#[test]
fn a_denial_right_before_a_quote_is_lost() {
    check(
        "en",
        &[
            (
                "want to leave my home town",
                "I did not want to leave my home town.",
                "negation_lost",
            ),
            (
                "permitted to terminate the contract at all",
                "By law the user is not permitted to terminate the contract at all.",
                "negation_lost",
            ),
            (
                "one of us went to school that year",
                "Not one of us went to school that year.",
                "negation_lost",
            ),
            (
                "... one of us went to school that year",
                "Not one of us went to school that year.",
                "negation_lost",
            ),
            (
                "my father nor my uncle had any work",
                "Neither my father nor my uncle had any work.",
                "negation_lost",
            ),
            (
                "one wanted to hear about the coal",
                "No one wanted to hear about the coal.",
                "negation_lost",
            ),
            (
                "We left. ... want to come back again",
                "We left. The bus was late. I did not want to come back again.",
                "negation_lost",
            ),
            (
                "they gave us food and blankets",
                "They told us they never gave us food and blankets.",
                "negation_lost",
            ),
            (
                "My mother knew",
                "My mother knew nothing about the bus.",
                "negation_lost",
            ),
        ],
    );
}

#[test]
fn a_denial_lost_added_or_moved_is_found() {
    check(
        "en",
        &[
            (
                "I did want to leave my home town then.",
                "I did not want to leave my home town then.",
                "negation_lost",
            ),
            (
                "I did not want to leave my home town then.",
                "I did want to leave my home town then.",
                "negation_lost",
            ),
            (
                "I wanted not to leave my home town then, I think.",
                "I not wanted to leave my home town then, I think.",
                "negation_lost",
            ),
            (
                "I did want to leave my home town then.",
                "I didn’t want to leave my home town then.",
                "negation_lost",
            ),
            (
                "I always had money for the bus home.",
                "I never had money for the bus home.",
                "negation_lost",
            ),
            (
                "There was coal in the shed that winter.",
                "There was no coal in the shed that winter.",
                "negation_lost",
            ),
            (
                "We left with coats and with bread.",
                "We left without coats and with bread.",
                "negation_lost",
            ),
            (
                "Everybody came to see us on the farm.",
                "Nobody came to see us on the farm.",
                "negation_lost",
            ),
            (
                "I [gladly] wanted to leave my home town.",
                "I never wanted to leave my home town.",
                "negation_lost",
            ),
            (
                "I [never] wanted to leave my home town.",
                "I wanted to leave my home town.",
                "negation_lost",
            ),
            (
                "I can leave my home town when I like.",
                "I cannot leave my home town when I like.",
                "negation_lost",
            ),
        ],
    );
}

#[test]
fn a_whole_sentence_or_clause_that_is_left_out_takes_its_denial_with_it() {
    check(
        "en",
        &[
            (
                "We left in the autumn... My aunt met us at the bus.",
                "We left in the autumn. Nobody saw us go. My aunt met us at the bus.",
                "-",
            ),
            (
                "We left in the autumn... My aunt met us at the bus.",
                "We left in the autumn. I did not take my coat; I had never needed it. My aunt met us at the bus.",
                "-",
            ),
            (
                "We left in the autumn ... and my aunt met us at the bus.",
                "We left in the autumn, although nobody had told us to go, and my aunt met us at the bus.",
                "-",
            ),
            (
                "I went to the school ... and asked the teacher for help.",
                "I went to the school because I did not know anybody else and asked the teacher for help.",
                "-",
            ),
            (
                "My father, ... , sold the two goats.",
                "My father, who never drank, sold the two goats.",
                "-",
            ),
            (
                "I left home in spring.",
                "I did not like the town. I left home in spring. I did not come back.",
                "-",
            ),
            (
                "I left home in spring",
                "I had no money, so I left home in spring but I did not go far.",
                "-",
            ),
            (
                "I left home because I was poor.",
                "No, I left home because I was poor.",
                "-",
            ),
            (
                "I did not want to leave my home town.",
                "I did not want to leave my home town.",
                "-",
            ),
            (
                "did not want to leave",
                "I did not want to leave my home town.",
                "-",
            ),
            (
                "I did not want to leave ... my home town.",
                "I did not want to leave, not then, my home town.",
                "-",
            ),
        ],
    );
}
