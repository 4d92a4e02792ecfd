//! Edits of quotes: what is printed, what is refused, and that a print read again is the same edit.

use super::*;
use crate::audit::original::draft;
use crate::model::edit::{Done, SpliceKind};
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::rendering;
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::style::{Brackets, Capitals, Sign};
use proptest::prelude::*;
use uuid::Uuid;

const TALK: &str = "Interviewer: Tell me about the winter.\n\nIda: It was hard. We had no coal, hardly any wood, and my aunt, who lived by the river, was ill. I did not want to leave; I left in spring, when the road was dry.\n\nInterviewer: Who went with you?\n\nIda: My brother went with me. He never spoke of it.";

fn source(text: &str, number: u128) -> Source {
    Source {
        pages: Vec::new(),
        id: Id::from_uuid(Uuid::from_u128(number)),
        name: number.to_string(),
        file: format!("corpus/{number}.txt"),
        version: 1,
        text: Hash::of(text.as_bytes()),
        original: Hash::of(text.as_bytes()),
        characters: text.chars().count(),
        encoding: "UTF-8".to_owned(),
        language: Some("en".to_owned()),
        respondent: Some(Id::from_uuid(Uuid::from_u128(7))),
    }
}

fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).expect(words);
    Span {
        start,
        end: start + words.len(),
    }
}

fn original(text: &str, words: &[&str]) -> Original {
    let source = source(text, 1);
    let part = Part {
        source: &source,
        text: text.to_owned(),
        spans: words.iter().map(|it| at(text, it)).collect(),
    };
    Original::new(vec![part], &[]).expect("a part")
}

fn proposed(typed: &str, original: &Original, style: &Style) -> Result<Proposal, Vec<Refusal>> {
    let other = "It rained on the roof of the mill for eleven days.";
    let nobody = |_: &[String]| -> Result<Vec<Ready>, ()> {
        let mut source = source(other, 9);
        source.respondent = Some(Id::from_uuid(Uuid::from_u128(99)));
        Ok(vec![Ready::of(&source, other.to_owned(), &[])])
    };
    propose(typed, original, style, 60, &nobody).expect("no error")
}

const WHOLE: &str = "It was hard. We had no coal, hardly any wood, and my aunt, who lived by the river, was ill. I did not want to leave; I left in spring, when the road was dry.";

fn printed(typed: &str) -> String {
    match proposed(typed, &original(TALK, &[WHOLE]), &Style::default()) {
        Ok(found) if found.denials.is_empty() => found.printed,
        Ok(found) => format!("denies: {:?}", found.denials),
        Err(refusals) => format!("{refusals:?}"),
    }
}

#[test]
fn what_is_not_marked_is_marked() {
    for (typed, expected) in [
        (
            "We had no coal, and my aunt was ill.",
            "We had no coal, ... and my aunt ... was ill.",
        ),
        (
            "“we had no coal ... My aunt, who lived by the water, was ill.”",
            "we had no coal ... My aunt, who lived by the [water], was ill.",
        ),
        (
            "[In winter] we had no coal. [...] I left in spring.",
            "[In winter] we had no coal. ... I left in spring.",
        ),
        (
            "It was hard. ... I left in early spring",
            "It was hard. ... I left in [early] spring",
        ),
        (
            "It was hard [then]. ... I left [early]. ...",
            "It was hard [then]. ... I left [early]. ...",
        ),
        ("It was hard [then].", "It was hard [then]."),
        (
            "... and my aunt was ill ...",
            "... and my aunt ... was ill ...",
        ),
        (
            "She, who lived by the river, was ill.",
            "[She], who lived by the river, was ill.",
        ),
    ] {
        assert_eq!(printed(typed), expected, "{typed}");
    }
}

#[test]
fn the_house_style_is_that_of_the_print_only() {
    let original = original(TALK, &[WHOLE]);
    let style = Style {
        omission: Sign::SquareEllipsis,
        brackets: Brackets::Angled,
        capitals: Capitals::Marked,
        ..Style::default()
    };
    let typed = "we had no coal ... my old aunt, was ill.";
    let plain = proposed(typed, &original, &Style::default()).expect("edit");
    let strict = proposed(typed, &original, &style).expect("edit");
    assert_eq!(
        plain.printed,
        "we had no coal ... my [old] aunt, ... was ill."
    );
    assert_eq!(
        strict.printed,
        "⟨w⟩e had no coal […] my ⟨old⟩ aunt, […] was ill."
    );
    assert_eq!(plain.stretches, strict.stretches);
}

#[test]
fn a_denial_that_is_lost_put_in_or_moved_is_told() {
    let mut all = original(TALK, &[WHOLE]);
    for typed in [
        "I did want to leave; I left in spring.",
        "I did ... want to leave; I left in spring.",
        "I [wanted] to leave; I left in spring.",
        "I did not want to leave; I did not left in spring.",
        "I left in spring, when the road was not dry.",
    ] {
        let found = proposed(typed, &all, &Style::default());
        let found = found.expect(typed);
        assert!(!found.denials.is_empty(), "{typed}: {}", found.printed);
    }
    let russian = "Я не хотела уезжать из дома, но мы уехали весной.";
    let mut told = source(russian, 3);
    told.language = Some("ru".to_owned());
    let part = Part {
        source: &told,
        text: russian.to_owned(),
        spans: vec![at(russian, russian)],
    };
    let talk = Original::new(vec![part], &[]).expect("a part");
    for typed in [
        "Я хотела уезжать",
        "Я ... хотела уезжать из дома",
        "мы не уехали весной",
    ] {
        let found = proposed(typed, &talk, &Style::default()).expect(typed);
        assert!(!found.denials.is_empty(), "{typed}: {}", found.printed);
    }
    // The coding begins right behind the word that denies.
    all = original(TALK, &["want to leave; I left in spring"]);
    let found = proposed("want to leave; I left", &all, &Style::default()).expect("edit");
    assert_eq!(found.denials.len(), 1, "{found:?}");
}

#[test]
fn words_that_are_not_those_of_the_codings_are_refused() {
    let refused = |typed: &str, codings: &[&str]| {
        proposed(typed, &original(TALK, codings), &Style::default()).expect_err(typed)
    };
    let is = |found: Vec<Refusal>, kind: fn(&Refusal) -> bool| {
        assert!(found.iter().any(kind), "{found:?}");
    };
    is(
        refused(
            "I left in spring, when the road was dry. We had no coal, hardly any wood",
            &[WHOLE],
        ),
        |it| matches!(it, Refusal::Reordered(_)),
    );
    is(
        refused("We had no coal. My brother went with me.", &[WHOLE]),
        |it| matches!(it, Refusal::Outside(words) if words.contains("brother")),
    );
    let across = "I left in spring, when the road was dry.\n\nInterviewer: Who went with you?\n\nIda: My brother went with me.";
    is(
        refused(
            "I left in spring. Who went with you? My brother went with me.",
            &[across],
        ),
        |it| matches!(it, Refusal::Interviewer(_)),
    );
    is(
        refused(
            "We had no coal. It rained on the roof of the mill for eleven days.",
            &[WHOLE],
        ),
        |it| matches!(it, Refusal::Other(_, Some(_))),
    );
    is(
        refused(
            "We had no coal. Seven foxes stood there and sang for us all.",
            &[WHOLE],
        ),
        |it| matches!(it, Refusal::Nobodys(_)),
    );
    is(
        refused("Tell me about the winter.", &["Tell me about the winter."]),
        |it| matches!(it, Refusal::Interviewer(_)),
    );
    is(refused("Seven green foxes", &[WHOLE]), |it| {
        matches!(it, Refusal::NothingKept)
    });
    is(
        refused("It was hard.", &[WHOLE, "My brother went with me."]),
        |it| matches!(it, Refusal::Unused),
    );
}

#[test]
fn what_others_say_between_is_left_out_with_a_sign_and_stretches_are_parted_by_one() {
    let across = "I left in spring, when the road was dry.\n\nInterviewer: Who went with you?\n\nIda: My brother went with me.";
    let typed = "I left in spring, when the road was dry. My brother went with me.";
    let one = proposed(typed, &original(TALK, &[across]), &Style::default()).expect("edit");
    assert_eq!(
        one.printed,
        "I left in spring, when the road was dry. ... My brother went with me."
    );
    let two = original(
        TALK,
        &[
            "I left in spring, when the road was dry.",
            "My brother went with me.",
        ],
    );
    let two = proposed("I left in spring. My brother went", &two, &Style::default()).expect("edit");
    assert_eq!(two.stretches.len(), 2);
    assert_eq!(two.printed, "I left in spring. ... My brother went");
}

#[test]
fn a_quote_may_be_made_of_two_sources_of_one_respondent() {
    let (one, other) = (
        source("We had no coal at all.", 1),
        source("We left in May, by night.", 2),
    );
    let part = |source: &'static str, of| Part {
        source: of,
        text: source.to_owned(),
        spans: vec![Span {
            start: 0,
            end: source.len(),
        }],
    };
    let parts = vec![
        part("We had no coal at all.", &one),
        part("We left in May, by night.", &other),
    ];
    let original = Original::new(parts, &[]).expect("parts");
    let found = proposed(
        "We had no coal ... We left by night.",
        &original,
        &Style::default(),
    )
    .expect("edit");
    assert_eq!(found.printed, "We had no coal ... We left ... by night.");
    assert_eq!(found.stretches[1].source, other.id);
    assert_eq!(found.stretches[1].span.start, 0);
}

#[test]
fn splices_have_the_kinds_that_people_count() {
    let original = original(TALK, &[WHOLE]);
    let found = proposed(
        "we had no coal ... and my [old] mother, was ill.",
        &original,
        &Style::default(),
    )
    .expect("edit");
    let kinds: Vec<SpliceKind> = found.stretches[0]
        .splices
        .iter()
        .map(|it| it.done.kind(it.span.of(TALK).expect("words")))
        .collect();
    use SpliceKind::{Border, Insertion, Omission, Replacement};
    let _ = Insertion;
    assert_eq!(
        kinds,
        [Omission, Border, Omission, Replacement, Omission],
        "{:?}",
        found
    );
    assert!(matches!(
        found.stretches[0].splices[1].done,
        Done::Letter(_)
    ));
}

/// Texts as people write them: emoji, marks that combine, Cyrillic, right to left, line ends of Windows.
const TEXTS: [&str; 4] = [
    "Мама болела 😀 и мы уехали весной, потому что дорога просохла; дядя остался в посёлке у реки.",
    "Cafe\u{301} was closed. My nai\u{308}ve cousin 👩‍👩‍👧 sang \u{201c}Home\u{201d} twice,\r\nthen (so they say) we walked — slowly — to Ürümqi and back.",
    "سافرنا في الربيع لأن الطريق كان جافا، وبقي عمي في القرية قرب النهر مع أمي.",
    "R: One two, three four... five six.\r\n\r\nR: Seven eight; nine (ten) eleven twelve! Thirteen [laughs] fourteen fifteen?",
];

/// What a writer types: some words in order, some left out with and without signs, some put in.
fn typed(text: &str, choices: &[u8]) -> String {
    let mut out: Vec<String> = Vec::new();
    let words: Vec<&str> = text.split_whitespace().filter(|it| *it != "R:").collect();
    for (word, choice) in words.iter().zip(choices.iter().cycle()) {
        match choice {
            0 => {}
            1 if out.last().is_none_or(|it| it != "...") => out.push("...".to_owned()),
            1 => {}
            2 => {
                out.push((*word).to_owned());
                out.push("[zeta]".to_owned());
            }
            3 => out.push("[eta theta]".to_owned()),
            4 => {
                let mut letters = word.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                out.push(first.chain(letters).collect());
            }
            _ => out.push((*word).to_owned()),
        }
    }
    out.join(" ")
}

proptest! {
    #[test]
    fn a_print_read_again_is_the_same_edit_and_turned_back_the_source(
        which in 0usize..4,
        choices in prop::collection::vec(0u8..12, 3..24),
        sign in 0usize..6,
        strict in any::<bool>(),
        attached in any::<bool>(),
    ) {
        let text = TEXTS[which];
        let signs = [Sign::Dots, Sign::Ellipsis, Sign::SquareDots, Sign::SquareEllipsis, Sign::RoundDots, Sign::RoundEllipsis];
        let style = Style {
            omission: signs[sign],
            attached,
            brackets: if strict { Brackets::Angled } else { Brackets::Square },
            capitals: if strict { Capitals::Marked } else { Capitals::Plain },
            ..Style::default()
        };
        let original = original(text, &[text]);
        let Ok(found) = proposed(&typed(text, &choices), &original, &style) else {
            return Ok(());
        };
        let edit = draft(found.stretches.clone());
        let pieces = rendering::pieces(&edit, |_| Some(text)).expect("stands");
        prop_assert_eq!(rendering::source(&pieces), text);
        let again = proposed(&found.printed, &original, &style);
        let again = again.map_err(|it| TestCaseError::fail(format!("{it:?}: {}", found.printed)))?;
        prop_assert_eq!(&again.printed, &found.printed);
        prop_assert_eq!(&again.stretches, &found.stretches);
    }

    #[test]
    fn whatever_is_typed_is_refused_or_an_edit_that_stands(
        typed in "(\\[|\\]|\\.\\.\\. |… |\\. |, |“|”|One |two |Two |three |four|six\\. |R: |Seven |nine |\\(ten\\) |eleven |not |Thirteen|laughs|fourteen |fifteen|\\PC){0,24}",
        cuts in prop::collection::vec((0usize..150, 1usize..80), 1..4),
    ) {
        let text = TEXTS[3];
        let spans = cuts.iter().filter_map(|(start, length)| {
            let span = Span::from_chars(text, *start, start + length).ok()?;
            span.snapped(text).trimmed(text)
        });
        let source = source(text, 1);
        let part = Part { source: &source, text: text.to_owned(), spans: spans.collect() };
        if part.spans.is_empty() {
            return Ok(());
        }
        let original = Original::new(vec![part], &[]).expect("a part");
        let style = Style::default();
        if let Ok(found) = proposed(&typed, &original, &style) {
            let edit = draft(found.stretches.clone());
            let pieces = rendering::pieces(&edit, |_| Some(text)).expect("stands");
            let whole: Vec<&str> = found.stretches.iter().filter_map(|it| it.span.of(text)).collect();
            prop_assert_eq!(rendering::source(&pieces), whole.join("\n"));
            prop_assert_eq!(rendering::render(&pieces, &style, rendering::Form::Printed).text, found.printed);
        }
    }
}
