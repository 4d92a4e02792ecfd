//! Quotations of the example study in every wrapping that reports use, in English and in Russian, as people cut
//! and damage them by hand: every damage is found by its name in every wrapping and kind of file, and no clean
//! quotation is blamed.

use std::collections::BTreeSet;
use std::path::Path;

use crate::audit::{audited, findings};
use crate::sandbox::Sandbox;

/// Number, print, and what is wrong with it (`-` for nothing, or one of several names).
const ROWS: &[(u32, &str, &str)] = &[
    (
        101,
        "We keep them for people from the other end of the village, and they pay us per head.",
        "-",
    ),
    (
        101,
        "I had never seen him before that day. ... [H]e said every month money in the hand.",
        "-",
    ),
    (
        101,
        "On foot to the main road, and then a driver of a milk truck. He asked no questions, he gave me a bun.",
        "-",
    ),
    (
        101,
        "There was no money, and my sisters needed boots. ... The dairy closed when I was ten.",
        "-",
    ),
    (
        101,
        "He went to build roads, and the roads did not lead back.",
        "-",
    ),
    (
        101,
        "She never said it was hard. She just became faster.",
        "-",
    ),
    (
        123,
        "They went to pick cotton and then to build a market in the neighbouring country.",
        "-",
    ),
    (
        123,
        "He didn't shout. He just stood there. I thought I would go and earn the roof.",
        "-",
    ),
    (
        123,
        "Then there was a raid, and a policewoman with a plait asked me for my grade.",
        "-",
    ),
    (
        123,
        "[N]ow it's less and longer. I don't understand it, but Grandmother sleeps.",
        "-",
    ),
    (
        131,
        "They quarrelled every night. The shouting began when the lamp was lit.",
        "-",
    ),
    (
        131,
        "Dad lost his job at the works because he couldn't do nights any more with us.",
        "-",
    ),
    (
        131,
        "I left without the jacket. I got on a bus and told the driver the truth ... and phoned my dad.",
        "-",
    ),
    (131, "I'm not angry, I just don't sit there any more.", "-"),
    (
        201,
        "I had known him [the fiance] for two years. His mother had shown me the curtains.",
        "-",
    ),
    (
        201,
        "We got up with the lamps and we went to bed with the lamps, so you never knew the hour.",
        "-",
    ),
    (
        201,
        "Nobody was paid. They had a price for each of us ... so now we owed it.",
        "-",
    ),
    (
        201,
        "It was because he had left me like that, not because of the tomatoes.",
        "-",
    ),
    (
        201,
        "Keep your own papers in your own shoe. And look whether he looks at you when he pays.",
        "-",
    ),
    (
        227,
        "A printed contract with a stamp. ... I took it directly from the boss.",
        "-",
    ),
    (
        227,
        "There was no work within a hundred kilometres, unless you were related to somebody.",
        "-",
    ),
    (
        227,
        "Nobody saved us. One day the diesel didn't come, and the boss didn't come, and the brigade leader walked out with the dog.",
        "-",
    ),
    (
        227,
        "The firm went bankrupt. ... We sat there two more days, out of habit.",
        "-",
    ),
    (
        227,
        "She has none of them. She wrote too. He lit the stove with us, I think.",
        "-",
    ),
    (112, "Зимой не хватало. Денег на уголь не было.", "-"),
    (
        112,
        "Мы ходили на железную дорогу, собирали, что с вагонов упало. Это не воровство, тетя спрашивала у мужчины в фуражке.",
        "-",
    ),
    (
        112,
        "Один обещал. Сказал, поедем в степь, баранов пасти ... Я его первый раз видел.",
        "-",
    ),
    (
        112,
        "Он не кричал. Он шел впереди и нес мою тележку, хотя она не моя.",
        "-",
    ),
    (
        112,
        "Что мы не бедные в том смысле, что плохие. Мы бедные только зимой.",
        "-",
    ),
    (
        127,
        "Я самая старшая из девочек, поэтому у меня всегда кто-нибудь на руках.",
        "-",
    ),
    (
        127,
        "Я не могу разделить. Всё вместе. Но если бы не смеялись, я бы выдержала, дома я привыкла.",
        "-",
    ),
    (
        127,
        "Пенсия и пособие. На еду хватает, если без конфет.",
        "-",
    ),
    (
        163,
        "Поэтому дома всё на мне: брат, садик, ужин. Я не жалуюсь, я перечисляю.",
        "-",
    ),
    (
        163,
        "Обещала зарплату за месяц больше, чем мама за три. ... Я сама хотела помочь семье, никто меня не гнал.",
        "-",
    ),
    (
        163,
        "Когда я через две недели попросила деньги, мне показали тетрадку: дорога, койка, еда, нитки.",
        "-",
    ),
    (163, "Ей за каждую платили, следователь сказал.", "-"),
    (
        231,
        "Он не бил, нет. Он сказал: тогда живи как знаешь.",
        "-",
    ),
    (
        231,
        "Денег у меня было на два пирожка. Подошла женщина, приличная, в очках, с папкой.",
        "-",
    ),
    (
        231,
        "Охрана была своя. ... После этого никто не просил.",
        "-",
    ),
    (
        231,
        "Нас привезли в фургоне без окон, чтобы дорогу не запомнили.",
        "-",
    ),
    (
        101,
        "We keep cows for people from the other end of the village, and they pay us per head.",
        "altered_words",
    ),
    (
        101,
        "I had seen him before that day. He had a clean jacket and a list.",
        "negation_lost",
    ),
    (
        101,
        "He had a clean jacket and a list, and he said money in the hand.",
        "unmarked_omission",
    ),
    (
        101,
        "He asked ... questions, he gave me a bun.",
        "negation_lost",
    ),
    (
        101,
        "He gave me a bun. He asked no questions. I remember the bun better than the building.",
        "reordered",
    ),
    (
        101,
        "There was money, and my sisters needed boots. Also there is no work here.",
        "negation_lost",
    ),
    (
        101,
        "After a month I asked, and he said the road, the bed and the soup had already eaten my pay.",
        "altered_words",
    ),
    (
        123,
        "He shouted. He just stood there. I thought I would go and earn the roof.",
        "altered_words|negation_lost",
    ),
    (
        123,
        "What happened last autumn, when you were found in Shakirkent?",
        "interviewer_words",
    ),
    (
        123,
        "They quarrelled every night. The shouting began when the lamp was lit.",
        "wrong_respondent",
    ),
    (
        131,
        "I left ... the jacket. I got on a bus and told the driver the truth.",
        "negation_lost",
    ),
    (
        131,
        "the jacket. I got on a bus and told the driver the truth, and he stopped at a petrol station",
        "negation_lost",
    ),
    (
        131,
        "I'm angry, I just don't sit there any more.",
        "negation_lost",
    ),
    (
        201,
        "I had a good childhood. My mother brought up six of us by herself, and we had songs.",
        "altered_words",
    ),
    (
        201,
        "I had known him for ten years. His mother had shown me the curtains.",
        "altered_words",
    ),
    (
        201,
        "We got up with the lamps ... so you knew the hour.",
        "negation_lost",
    ),
    (
        201,
        "They had a price for each of us, and they said he had not received it, so now we owed it.",
        "negation_lost",
    ),
    (
        227,
        "There was work within a hundred kilometres, unless you were related to somebody.",
        "negation_lost",
    ),
    (
        227,
        "They locked the gate at night and took our telephones away from everybody.",
        "not_found",
    ),
    (
        112,
        "Денег на уголь было мало. Мы ходили на железную дорогу.",
        "altered_words|negation_lost",
    ),
    (
        112,
        "Зимой хватало. Денег на уголь не было.",
        "negation_lost",
    ),
    (
        112,
        "Денег на уголь ... было. Мы ходили на железную дорогу, собирали, что с вагонов упало.",
        "negation_lost",
    ),
    (
        112,
        "Он шел впереди и нес мою тележку, хотя она моя.",
        "negation_lost",
    ),
    (
        127,
        "Но если бы смеялись, я бы выдержала, дома я привыкла.",
        "negation_lost",
    ),
    (
        127,
        "На еду хватает, если с конфетами.",
        "altered_words|negation_lost",
    ),
    (
        163,
        "Я сама хотела помочь семье, все меня гнали.",
        "altered_words|negation_lost",
    ),
    (
        163,
        "Она обещала работу на кухне в санатории. Папка меня убедила.",
        "wrong_respondent",
    ),
    (
        231,
        "Нас привезли в фургоне с окнами, чтобы дорогу запомнили.",
        "altered_words|negation_lost",
    ),
    (
        231,
        "Нас привезли в фургоне ... окон, чтобы дорогу не запомнили.",
        "negation_lost",
    ),
    (231, "После этого никто просил.", "negation_lost"),
    (
        231,
        "Он бил, нет. Он сказал: тогда живи как знаешь.",
        "negation_lost",
    ),
];

/// Age and word for the gender of those who are quoted.
const PEOPLE: &[(u32, u32, &str)] = &[
    (101, 17, "boy"),
    (112, 12, "мальчик"),
    (123, 11, "boy"),
    (127, 13, "девочка"),
    (131, 13, "boy"),
    (163, 16, "девушка"),
    (201, 25, "woman"),
    (227, 24, "man"),
    (231, 24, "женщина"),
];

const ENGLISH: &[&str] = &[
    "Respondent {n}, a {age}-year-old {g}, said: “{q}”",
    "“{q}”, said respondent {n}, a {g} of {age}.",
    "As one {g} (respondent {n}, {age} years) explained, “{q}”",
    "“{q}” — Respondent {n}, {g}, {age}",
    "“{q}”\n\n(Respondent {n}, {g}, {age} years)",
    "Respondent {n}, {g}, {age}: {q}",
    "Respondent {n}, a {g} of {age}, told us:\n\n{q}",
    "{q}\n— Respondent {n}, {g}, {age}",
    "\"{q}\" (R{n}, {g}, {age})",
    "“{q}” ({g}, {age}, interview no. {n})",
];
const RUSSIAN: &[&str] = &[
    "Респондент {n}, {g} {age} лет, говорит: «{q}»",
    "«{q}», — рассказывает респондент {n}, {g} {age} лет.",
    "«{q}» — Респондент {n}, {g}, {age} лет",
    "Респондент {n}, {g}, {age} лет: {q}",
    "Респондент {n}, {g} {age} лет, вспоминает:\n\n{q}",
    "{q}\n(Респондент {n}, {g}, {age} лет)",
    "„{q}“ ({g}, {age} л., № {n})",
];

/// The draft with the wrappings moved by `turn`, and the rows that it has.
fn draft(turn: usize) -> String {
    let mut text = "# Findings\n\n".to_owned();
    for (at, (number, print, _)) in ROWS.iter().enumerate() {
        let (_, age, gender) = PEOPLE.iter().find(|it| it.0 == *number).expect("somebody");
        let forms = match gender.is_ascii() {
            true => ENGLISH,
            false => RUSSIAN,
        };
        let whole = forms[(at + turn) % forms.len()]
            .replace("{n}", &number.to_string())
            .replace("{age}", &age.to_string())
            .replace("{g}", gender)
            .replace("{q}", print);
        text.push_str(&whole);
        text.push_str("\n\nThe houses of this valley have no piped water, and the road is closed in winter.\n\n");
    }
    text
}

/// The draft as a page.
fn page(text: &str) -> String {
    let paragraphs = text.split("\n\n").filter(|it| !it.trim().is_empty());
    let paragraphs: String = paragraphs
        .map(|it| format!("<p>{}</p>", it.replace('\n', "<br>")))
        .collect();
    format!("<html><head><meta charset=\"utf-8\"></head><body>{paragraphs}</body></html>")
}

#[test]
fn damage_is_found_in_every_wrapping_and_nothing_else() {
    let sandbox = Sandbox::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    sandbox.ok(&["import", &corpus.to_string_lossy()]);
    let mut wrong = Vec::new();
    for turn in 0..10 {
        let text = draft(turn);
        let file = sandbox
            .path()
            .join(["draft.md", "draft.txt", "draft.html"][turn % 3]);
        let whole = match turn % 3 {
            2 => page(&text),
            _ => text,
        };
        std::fs::write(&file, whole).expect("draft");
        let (audit, _) = audited(&sandbox, &file, &[]);
        let found = findings(&audit);
        if found.len() != ROWS.len() {
            let quotes = audit["claims"].as_array().expect("claims").iter();
            let quotes: Vec<_> = quotes.filter_map(|it| it["quote"].as_str()).collect();
            let missed = ROWS.iter().filter(|it| {
                !quotes.iter().any(|quote| {
                    let letters = |text: &str| {
                        text.chars()
                            .filter(|it| it.is_alphanumeric())
                            .take(20)
                            .collect::<String>()
                    };
                    letters(quote) == letters(it.1)
                })
            });
            wrong.push(format!(
                "turn {turn}: {} claims, missed {:?}",
                found.len(),
                missed.collect::<Vec<_>>()
            ));
            continue;
        }
        for ((number, found), (_, print, kinds)) in found.iter().zip(ROWS) {
            let kinds: BTreeSet<&str> = kinds.split('|').filter(|it| *it != "-").collect();
            let is_right = match kinds.is_empty() {
                true => found.is_empty(),
                false => found.len() == 1 && found.iter().all(|it| kinds.contains(it.as_str())),
            };
            if !is_right {
                let who = &audit["claims"][*number as usize - 1]["findings"];
                wrong.push(format!("turn {turn}: `{print}` expected {kinds:?}: {who}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
