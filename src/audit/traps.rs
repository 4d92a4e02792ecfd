//! Tests: the traps of quotation, in invented sentences. Every row is a print, a source, and what is
//! wrong with the print.

use std::collections::HashSet;

use super::attribution::Attribution;
use super::draft::Draft;
use super::finding::Verdict;
use super::judge::judge;
use super::negation::Tongue;
use super::people::People;
use super::printed::Printed;
use super::reading::{Ready, Text};
use super::told::Testimony;
use crate::model::attribution::Template;
use crate::model::id::Id;
use crate::model::passage::passages;
use crate::model::respondent::Respondent;
use crate::model::study::Study;

/// The verdict on a print, and what is wrong with it, when it is said to be from `source`.
pub fn judged(print: &str, source: &str, language: &str) -> (Verdict, Vec<&'static str>) {
    judged_within(print, source, language, 60)
}

fn judged_within(
    print: &str,
    source: &str,
    language: &str,
    furthest: usize,
) -> (Verdict, Vec<&'static str>) {
    let mut study = Study::default();
    let respondent = Respondent {
        id: Id::from_uuid(uuid::Uuid::from_u128(1)),
        name: "306".to_owned(),
        values: Default::default(),
    };
    study.respondents.insert(respondent.id, respondent.clone());
    let template = Template::parse("({respondent})").expect("template");
    let people = People::of(&study, &template, furthest);
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
    let found = judge(
        &text,
        Some(&attribution),
        &[&ready],
        &[],
        &people,
        &HashSet::new(),
    );
    let names = found.findings.iter().map(|it| it.fault.name()).collect();
    (found.verdict.expect("a verdict"), names)
}

/// Checks rows of print, source and the one thing that is wrong (`-` for nothing).
fn check(language: &str, rows: &[(&str, &str, &str)]) {
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

#[test]
fn russian_denials_are_known() {
    check(
        "ru",
        &[
            (
                "Я ... хотела уезжать из дома",
                "Я не хотела уезжать из дома.",
                "negation_lost",
            ),
            (
                "хотела уезжать из дома",
                "Я не хотела уезжать из дома.",
                "negation_lost",
            ),
            (
                "Я хотела уезжать из дома.",
                "Я не хотела уезжать из дома.",
                "negation_lost",
            ),
            (
                "Я не хотела уезжать из дома в ту зиму.",
                "Я хотела уезжать из дома в ту зиму.",
                "negation_lost",
            ),
            (
                "Мне ... говорили, где мама работает.",
                "Мне никогда не говорили, где мама работает.",
                "negation_lost",
            ),
            (
                "Мне никогда говорили, где мама работает.",
                "Мне никогда не говорили, где мама работает.",
                "negation_lost",
            ),
            (
                "У нас были деньги на уголь и на хлеб.",
                "У нас не были деньги на уголь и на хлеб.",
                "negation_lost",
            ),
            (
                "с пальто и с хлебом мы ушли",
                "Мы решили: без пальто и с хлебом мы ушли.",
                "negation_lost",
            ),
            (
                "Нам можно было выходить из двора вечером.",
                "Нам нельзя было выходить из двора вечером.",
                "negation_lost",
            ),
            (
                "он плохой человек и вор",
                "Я не думаю, что он плохой человек и вор.",
                "negation_lost",
            ),
            (
                "Уехала я весной... Тётя встретила меня на вокзале.",
                "Уехала я весной. Никто меня не провожал. Тётя встретила меня на вокзале.",
                "-",
            ),
            (
                "Уехала я весной [...] и тётя встретила меня.",
                "Уехала я весной, хотя никто меня не звал, и тётя встретила меня.",
                "-",
            ),
            (
                "я уехала к тёте в город",
                "Денег не было, поэтому я уехала к тёте в город.",
                "-",
            ),
            (
                "Мама болела, и мы поехали к тете.",
                "Мама болела, и мы поехали к тёте. Никто не звонил.",
                "-",
            ),
        ],
    );
}

#[test]
fn kazakh_denials_are_known() {
    check(
        "kk",
        &[
            (
                "Мен үйден кеткім келді, бірақ қалдым.",
                "Мен үйден кеткім келмеді, бірақ қалдым.",
                "negation_lost",
            ),
            (
                "Бұл менің үйім, мен оны білемін.",
                "Бұл менің үйім емес, мен оны білемін.",
                "negation_lost",
            ),
            (
                "Мен үйден кеттім... Апам мені күтіп алды.",
                "Мен үйден кеттім. Ешкім білмеді. Апам мені күтіп алды.",
                "-",
            ),
        ],
    );
}

#[test]
fn fragments_must_come_in_their_order_and_from_nearby() {
    let source = "I left home in spring. The bus was late that day. My aunt met me at the station. We had soup and bread. Later I found work in a bakery.";
    check(
        "en",
        &[
            (
                "My aunt met me at the station... I left home in spring.",
                source,
                "reordered",
            ),
            (
                "Later I found work in a bakery.... My aunt met me at the station... I left home in spring",
                source,
                "reordered",
            ),
            (
                "I left home in spring... Later I found work in a bakery.",
                source,
                "-",
            ),
        ],
    );
    let filler = "the road went on and on past the river and the mill ".repeat(8);
    let far = format!(
        "My father wanted to sell the goats and {filler} and my uncle was to keep the money."
    );
    assert_eq!(
        judged("My father wanted to ... keep the money.", &far, "en").1,
        ["distant_fragments"]
    );
    assert!(
        judged_within("My father wanted to ... keep the money.", &far, "en", 200)
            .1
            .is_empty()
    );
    let sentences = format!("We left. {}. We came back.", filler.trim_end());
    assert!(
        judged("We left. ... We came back.", &sentences, "en")
            .1
            .is_empty()
    );
}

#[test]
fn what_the_interviewer_said_is_not_the_respondents() {
    let source = "Interviewer: Why did you leave the town?\n\nRespondent: We had no coal left. My aunt had a room.\n\nInterviewer: And was it hard there?\n\nRespondent: It was cold at first.";
    check(
        "en",
        &[
            (
                "Why did you leave the town? We had no coal left.",
                source,
                "interviewer_words",
            ),
            ("Why did you leave the town?", source, "interviewer_words"),
            ("We had no coal left. My aunt had a room.", source, "-"),
            (
                "My aunt had a room. It was cold at first.",
                source,
                "unmarked_omission",
            ),
            ("My aunt had a room... It was cold at first.", source, "-"),
        ],
    );
}

#[test]
fn words_changed_left_out_or_put_in_without_a_mark_are_found() {
    let source = "I had a red bag with me. We walked to the station in the dark, and the guard let us in. My sister slept on the floor.";
    check(
        "en",
        &[
            (
                "We walked to the market in the dark, and the guard let us in.",
                source,
                "altered_words",
            ),
            (
                "We walked to the station, and the guard let us in.",
                source,
                "unmarked_omission",
            ),
            (
                "I had a red bag with me. My sister slept on the floor.",
                source,
                "unmarked_omission",
            ),
            (
                "We walked quickly to the station in the dark.",
                source,
                "unmarked_insertion",
            ),
            (
                "I had a red bag with me. The whole town slept by then. We walked to the station in the dark.",
                source,
                "unmarked_insertion",
            ),
            (
                "I had a red bag with me... Nobody in that town knew of it. My sister slept on the floor.",
                source,
                "unmarked_insertion",
            ),
            (
                "The moon was full and there were seven foxes at the gate.",
                source,
                "not_found",
            ),
            (
                "I had a red bag with me? We walked to the station in the dark.",
                source,
                "altered_words",
            ),
        ],
    );
}

#[test]
fn ordinary_edits_are_no_findings() {
    let source = "I had a red bag with me. We walked to the station in the dark, and the guard (an old man) let us in. My sister, who was nine, slept on the “best” floor; it was one-year-old wood.";
    check(
        "en",
        &[
            ("we walked to the station in the dark", source, "-"),
            ("We walked to the station in the dark...", source, "-"),
            ("... and the guard (an old man) let us in!", source, "-"),
            (
                "I had a red bag [...] We walked to the station",
                source,
                "-",
            ),
            (
                "We walked to the station [in our town] in the dark",
                source,
                "-",
            ),
            ("[They] walked to the station in the dark", source, "-"),
            (
                "[W]e walked to the station ... [t]he guard (an old man) let us in",
                source,
                "-",
            ),
            (
                "My sister [Dana], who was nine, slept on the ‘best’ floor",
                source,
                "-",
            ),
            (
                "My sister, who was nine, slept on the \"best\" floor; it was one year old wood",
                source,
                "-",
            ),
            (
                "We walked to the sta-\ntion in the dark, and the gu ard (an old man) let us in",
                source,
                "-",
            ),
            ("We walked to the\n\n57\n\nstation in the dark", source, "-"),
            ("WE WALKED TO THE STATION IN ThE DARK", source, "-"),
            ("My sister, . . . slept on the “best” floor", source, "-"),
            ("My sister . . . . slept on the “best” floor", source, "-"),
            ("My sister… slept on the best floor [sic]", source, "-"),
        ],
    );
    let (verdict, _) = judged("We walked to the station in the dark,", source, "en");
    assert_eq!(verdict, Verdict::Exact);
    let (verdict, _) = judged("We walked to the station ... in the dark", source, "en");
    assert_eq!(verdict, Verdict::Edited);
}

#[test]
fn hesitations_paragraphs_and_marks_inside_are_no_findings() {
    check(
        "en",
        &[
            (
                "I was tired of it. He said go home. I went",
                "I was... tired of it. He said “go home.” I went away.",
                "-",
            ),
            (
                "Was it cold? I do not know. It was dark.",
                "Interviewer: And?\n\nRespondent: Was it cold?\n\nRespondent: I do not know.\n\nIt was dark.",
                "-",
            ),
            (
                "It cost 3.5 a day and it was cold there.",
                "It cost 3.5 a day and it was cold there.",
                "-",
            ),
            (
                "He has not come home. Was it that?",
                "He has not come home was it that?",
                "altered_words",
            ),
        ],
    );
}

#[test]
fn unicode_forms_and_typographic_signs_are_no_findings() {
    check(
        "en",
        &[
            (
                "We ate cafe\u{301} ﬂan - it didn't cost much.",
                "We ate café flan — it didn’t cost much.",
                "-",
            ),
            (
                "my parents' house wasn't far",
                "It was late, but my parents’ house wasn’t far.",
                "-",
            ),
        ],
    );
    check(
        "ru",
        &[(
            "«Ещё» в 12 лет я ушел – к тете",
            "«Еще» в 12 лет я ушёл — к тёте.",
            "-",
        )],
    );
}

#[test]
fn numbers_are_not_put_together_from_pieces() {
    check(
        "en",
        &[
            (
                "I was 1 7 when I left my home town for good.",
                "I was 17 when I left my home town for good.",
                "altered_words",
            ),
            (
                "I was 16 when I left my home town for good.",
                "I was 17 when I left my home town for good.",
                "altered_words",
            ),
        ],
    );
}
