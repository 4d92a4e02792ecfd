//! Tests: words for what is not there, which reach over a whole phrase.

use super::traps::check;

#[test]
fn what_is_lacked_is_denied_however_long_its_phrase_is() {
    check(
        "en",
        &[
            (
                "We lived ... proper heating or light that winter.",
                "We lived without any kind of proper heating or light that winter.",
                "negation_lost",
            ),
            (
                "We lived proper heating or light that winter.",
                "We lived without any kind of proper heating or light that winter.",
                "negation_lost",
            ),
            (
                "proper heating or light in that old house",
                "We lived without any kind of proper heating or light in that old house.",
                "negation_lost",
            ),
            (
                "There was ... drinking water in the camp all summer.",
                "There was a serious lack of clean drinking water in the camp all summer.",
                "negation_lost",
            ),
            (
                "water or shoes, we walked for two nights",
                "Without food, water or shoes, we walked for two nights.",
                "negation_lost",
            ),
            (
                "The school lacked ... but the teacher came every day.",
                "The school lacked books and chairs, but the teacher came every day.",
                "-",
            ),
            // The whole phrase is left out, with what it denies.
            (
                "We left ... that same evening and walked to the border.",
                "We left without my younger brother that same evening and walked to the border.",
                "-",
            ),
            (
                "We went back to the village ... in the early spring.",
                "We went back to the village without any of our things in the early spring.",
                "-",
            ),
            (
                "That same evening we walked to the border with the others.",
                "Without my younger brother. That same evening we walked to the border with the others.",
                "-",
            ),
        ],
    );
}

#[test]
fn russian_words_of_lack_reach_as_far() {
    check(
        "ru",
        &[
            (
                "Мы жили ... отопления и света всю ту зиму.",
                "Мы жили без всякого нормального отопления и света всю ту зиму.",
                "negation_lost",
            ),
            (
                "нормального отопления и света всю ту зиму",
                "Мы жили без всякого нормального отопления и света всю ту зиму.",
                "negation_lost",
            ),
            (
                "Мы уехали из-за ... чистой воды в посёлке.",
                "Мы уехали из-за отсутствия чистой воды в посёлке.",
                "negation_lost",
            ),
            (
                "В лагере была ... питьевой воды.",
                "В лагере была постоянная нехватка чистой питьевой воды.",
                "negation_lost",
            ),
            (
                "воды или обуви мы шли две ночи подряд",
                "Без еды, воды или обуви мы шли две ночи подряд.",
                "negation_lost",
            ),
            (
                "На еду хватает, если с конфетами.",
                "На еду хватает, если без конфет.",
                "negation_lost",
            ),
            (
                "Мы ушли ... в тот же вечер и дошли до границы.",
                "Мы ушли без младшего брата в тот же вечер и дошли до границы.",
                "-",
            ),
        ],
    );
}
