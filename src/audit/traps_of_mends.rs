//! Tests: what a finding says and how it is to be mended, in invented sentences.

use super::finding::{Fault, Finding};
use super::traps::judgement;
use crate::model::redact::Concealed;

fn findings(print: &str, source: &str) -> Vec<Finding> {
    judgement(print, source, "en", 60, &[]).findings
}

/// The mends of the findings.
fn mends(print: &str, source: &str) -> Vec<String> {
    let found = findings(print, source).into_iter();
    found.map(|it| it.expected.unwrap_or_default()).collect()
}

#[test]
fn every_flaw_of_a_claim_has_a_finding_and_a_mend_of_its_own_place() {
    let source = "I had a red bag with me. We walked to the station in the dark, and the guard let us in. My sister slept on the floor, and in the morning the first train came.";
    let print = "I had a blue bag with me. We walked to the station in the dark, and the guard let us in. My brother slept on the floor, and in the morning the first train came.";
    let found = findings(print, source);
    let shown: Vec<(Fault, &str, &str)> = found
        .iter()
        .map(|it| {
            let mend = it.expected.as_deref().unwrap_or_default();
            let words = it.words.and_then(|it| it.of(print)).unwrap_or_default();
            (it.fault, mend, words)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (Fault::AlteredWords, "I had a red bag with me", "blue"),
            (
                Fault::AlteredWords,
                "us in. My sister slept on the",
                "brother"
            )
        ]
    );
    assert!(found.iter().all(|it| !it.detail.contains(';')));
}

#[test]
fn a_mend_shows_the_whole_of_what_was_changed_with_words_on_both_sides() {
    let source = "The night was long and nobody spoke a word on that road until the sun came up behind the hills. It was the first time that I saw the river with ice on it, and I thought of my school and my friends there. We packed in the night, and my aunt came with bread and two blankets and the old lamp of my grandmother that had stood for years on the shelf by the stove in the kitchen of our first house, and then we left for the town.";
    let print = "The night was long and nobody spoke a word on that road until the sun came up behind the hills. It was the first time that I saw the river with ice on it, and I thought of my school and my friends there. We packed in the night, and my aunt came with seven foxes and a crown and the tall drum of an emperor who had danced for years with the queen of hearts upon a hill of glass near their great castle, and then we left for the town.";
    let mends = mends(print, source);
    assert!(!mends.is_empty());
    assert!(mends.iter().all(|it| !it.contains('…')), "{mends:?}");
    assert!(
        mends[0].starts_with("aunt came with bread and two"),
        "{mends:?}"
    );
    let last = mends.last().expect("a mend");
    assert!(last.ends_with("our first house, and then we"), "{mends:?}");
}

#[test]
fn short_fragments_in_another_order_are_reordered() {
    let source = "Interviewer: Where did you live then?\n\nRespondent: In the yard. I slept in a shed.\n\nInterviewer: Who gave you something to eat?\n\nRespondent: My aunt did. Later on we moved.";
    for print in [
        "I slept in a shed ... In the yard",
        "Later on we moved ... my aunt did",
        "Later on ... I slept",
        "we moved ... in the yard ... I slept in a shed",
    ] {
        let found = findings(print, source);
        let faults: Vec<Fault> = found.iter().map(|it| it.fault).collect();
        assert!(
            !faults.is_empty() && faults.iter().all(|it| *it == Fault::Reordered),
            "{print}: {found:#?}"
        );
    }
    assert!(findings("In the yard ... I slept in a shed ... Later on", source).is_empty());
    assert_eq!(
        mends("Later on we moved ... my aunt did", source),
        ["my aunt did ... Later on we moved"]
    );
}

#[test]
fn a_mend_holds_nothing_that_the_interviewer_said() {
    let source = "Interviewer: Where did you live then?\n\nRespondent: We had a room by the river and it was cold there.\n\nInterviewer: Who gave you something to eat?\n\nRespondent: My aunt brought us bread every morning of that winter.";
    for print in [
        "We had a room by the river and it was warm there. My uncle brought us bread every morning of that winter.",
        "We had a room by the river and it was cold. Our aunt brought us bread every morning of that winter.",
        "We had a room by the river and it was cold there. My aunt brought us bread every morning of that winter.",
        "it was cold there my aunt never brought us bread every morning of that winter",
    ] {
        let found = findings(print, source);
        assert!(!found.is_empty(), "{print}");
        for it in found {
            let mend = it.expected.unwrap_or_default();
            for word in ["Interviewer", "Respondent", "Who", "something", "eat"] {
                assert!(!mend.contains(word), "{print}: {mend}");
            }
        }
    }
    let found = mends(
        "We had a room by the river and it was warm there. My aunt brought us bread",
        source,
    );
    assert!(
        found
            .iter()
            .any(|it| it.contains("it was cold there. ... My aunt")
                || it.ends_with("it was cold there. ... My aunt brought")),
        "{found:?}"
    );
}

#[test]
fn words_of_another_that_are_left_out_without_a_mark_are_told_so() {
    let source = "Respondent: We had a room by the river.\n\nInterviewer: Was it cold?\n\nRespondent: My aunt brought us bread.";
    let found = findings(
        "We had a room by the river. My aunt brought us bread.",
        source,
    );
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].detail,
        "the draft has `by the river. My aunt brought`, the source `by the river. ... My aunt brought`: what somebody else says between is left out without a mark"
    );
    assert_eq!(
        found[0].expected.as_deref(),
        Some("by the river ... My aunt brought")
    );
}

#[test]
fn a_denial_that_was_changed_at_the_border_is_told_once() {
    let found = findings(
        "Many people helped us in those days.",
        "He was ill. Few people helped us in those days.",
    );
    let mends: Vec<_> = found
        .iter()
        .filter_map(|it| it.expected.as_deref())
        .collect();
    assert_eq!(mends, ["Few people helped us"]);
}

#[test]
fn only_words_of_people_are_hidden_not_those_of_the_finding() {
    let concealed =
        ["draft", "source", "words", "Verkhny Log"].map(|it| Concealed::of(it, "something"));
    let source = "We walked to Verkhny Log with the draft of a letter, and the guard let us in.";
    let found = judgement(
        "We walked to Verkhny Log with the copy of a letter, and the guard let us in.",
        source,
        "en",
        60,
        &concealed,
    )
    .findings;
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].detail,
        "the draft has `[something] with the copy of a letter`, the source `[something] with the [something] of a letter`"
    );
}
