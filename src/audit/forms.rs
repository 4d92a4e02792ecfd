//! Tests: forms of attributions that reports use, with a study and without one.

use super::attribution::{Attribution, Vocabulary, name_key};
use super::claims::claims;
use super::draft::Draft;
use super::genders::gender;

/// Who signs the claims of a text: number, gender and age.
fn signed(text: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let draft = Draft {
        text: text.to_owned(),
        ..Draft::default()
    };
    let who = |it: &Attribution| {
        let name = it
            .respondent
            .as_deref()
            .map_or_else(|| "?".to_owned(), name_key);
        let name = name.trim_start_matches(char::is_alphabetic).to_owned();
        let genders: Vec<_> = it.genders.iter().map(|it| gender(it)).collect();
        format!("{name} {genders:?} {:?}", it.ages)
    };
    let all = claims(&draft, vocabulary).into_iter();
    all.map(|it| it.attribution.as_ref().map_or_else(|| "-".to_owned(), who))
        .collect()
}

/// Behind a quotation; all of them are of 306, female and 15.
const FORMS: &[&str] = &[
    "(R306, F, 15)",
    "R306, F, 15",
    "Respondent 306, girl, 15.",
    "(R.306, f, 15)",
    "(R 306, F, 15)",
    "(F, 15 y., R-306)",
    "(P306, girl, 15)",
    "(Girl, 15, Almaty, No. 306)",
    "(Girl, 15, Almaty; no 306)",
    "— Girl, 15, Almaty (No. 306)",
    "— Respondent 306, girl, 15",
    "– R306 (F, 15)",
    "— 306, girl, 15, Almaty",
    "- Girl, 15 (R306)",
    "(Interview 306, female, age 15)",
    "(Int. 306: female, 15)",
    "(interview #306, anonymous girl, 15)",
    "[306/F/15]",
    "(#306, F/15)",
    "(ID 306; 15 yrs; F)",
    "(ID: 306; gender: F; age: 15)",
    "(Participant 306, 15-year-old female)",
    "(female respondent no. 306, aged 15)",
    "(15-year-old girl, respondent 306)",
    "(Girl of 15, respondent 306)",
    "(Case 306, F, 15y)",
    "(KII 306, female, 15)",
    "(IDI-306, female, 15 years old)",
    "(FGD 306, F, 15)",
    "(Interviewee #306, adolescent girl, 15)",
    "(306: F: 15)",
    "(306 – F – 15)",
    "(306 | F | 15)",
    "(No. 306, F-15)",
    "(306, F15)",
    "(R306_F_15)",
    "(Child 306, f., 15 yo)",
    "(Респондент 306, девочка, 15 лет)",
    "(респ. 306, жен., 15 л.)",
    "(инф. 306, девушка 15 лет)",
    "(девочка, 15 л., № 306)",
    "(Р306, ж, 15)",
    "(Р-306, ж., 15)",
    "(интервью № 306, девочка, 15 лет, Алматы)",
    "(инт. 306, ж, 15)",
    "(девочка 15 лет, респондент 306)",
    "(Ж, 15 лет, респондент № 306)",
    "— Респондент 306, девочка, 15 лет",
    "— девочка, 15 лет (№ 306)",
    "(№ 306, 15 жас, қыз)",
    "(№306 қыз, 15 жаста)",
    "(306-респондент, қыз, 15 жаста)",
    "(Жауап беруші 306, қыз бала, 15 жас)",
    "(Сұхбат 306, қыз, 15 жаста)",
];

#[test]
fn every_form_of_an_attribution_is_read() {
    let known = Vocabulary::new(["306", "307"], ["vulnerable child"]);
    let mut missed = Vec::new();
    for form in FORMS {
        for (what, vocabulary) in [("study", &known), ("alone", &Vocabulary::default())] {
            let text = format!(
                "It was a hard winter.\n\n“We had no coal and no light at all.” {form}\n\nThe town is old."
            );
            let found = signed(&text, vocabulary);
            if found != ["306 [Some(Female)] [15]"] {
                missed.push(format!("{what} {form}: {found:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn brackets_that_only_look_like_one_are_none() {
    for text in [
        "(Smith, 2015)",
        "(Table 15, Figure 3)",
        "(Interview in May, 15 people)",
        "(see no. 306 of the list)",
        "(girls and boys, 15 of them)",
        "(N=306, 15 %)",
        "(15 km, 306 m)",
        "(Act No. 306, Article 15)",
        "(Закон № 306, статья 15)",
        "(15 мая, 306 школа)",
        "(Law of 2015, No. 306-IV)",
    ] {
        let whole =
            format!("The winter was hard in “the old part of the town” {text}. Nobody left.");
        for vocabulary in [
            Vocabulary::new(["306", "307", "15"], ["vulnerable child"]),
            Vocabulary::default(),
        ] {
            assert_eq!(signed(&whole, &vocabulary), ["-"], "{text}");
        }
    }
}
