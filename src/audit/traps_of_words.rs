//! Tests: the traps of quotation that have nothing to do with denial, and the ordinary edits that are
//! no findings.

use super::finding::Verdict;
use super::traps::{check, judged, judged_within};

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
