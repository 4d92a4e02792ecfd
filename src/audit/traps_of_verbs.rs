//! Tests: verbs and adverbs that deny, and words in place of their denials, in invented sentences.

use super::traps::check;

#[test]
fn a_verb_that_denies_is_lost_added_or_replaced() {
    let rows = [
        (
            "My uncle agreed to give us coal.",
            "My uncle refused to give us coal.",
        ),
        (
            "My uncle ... to give us coal.",
            "My uncle refused to give us coal.",
        ),
        (
            "to give us coal that winter",
            "My uncle refused to give us coal that winter.",
        ),
        (
            "give us coal that winter",
            "My uncle refused to give us coal that winter.",
        ),
        (
            "They hoped to come to help us with the roof.",
            "They failed to come to help us with the roof.",
        ),
        (
            "They ... come to help us with the roof.",
            "They failed to come to help us with the roof.",
        ),
        (
            "I ... going to school that year.",
            "I stopped going to school that year.",
        ),
        (
            "going to school that year was hard",
            "I stopped going to school that year was hard.",
        ),
        (
            "We had food and clothes at home.",
            "We lacked food and clothes at home.",
        ),
        (
            "We ... food and clothes at home.",
            "We lacked food and clothes at home.",
        ),
        (
            "Many people helped us on the road.",
            "Few people helped us on the road.",
        ),
        (
            "people helped us on the road",
            "Few people helped us on the road.",
        ),
        (
            "Mother often came home in the evening.",
            "Mother rarely came home in the evening.",
        ),
        (
            "Mother ... came home in the evening.",
            "Mother rarely came home in the evening.",
        ),
        (
            "It is likely that he will come back.",
            "It is unlikely that he will come back.",
        ),
        (
            "My father said that he had taken it.",
            "My father denied that he had taken it.",
        ),
        (
            "he had taken it from the shop",
            "My father denied that he had taken it from the shop.",
        ),
        (
            "I always avoided going to the market.",
            "I always liked going to the market.",
        ),
        (
            "I always ... going to the market.",
            "I always avoided going to the market.",
        ),
        (
            "We left with our coats and bread.",
            "We left without our coats and bread.",
        ),
        (
            "I hardly knew him in those days.",
            "I well knew him in those days.",
        ),
    ];
    let rows: Vec<(&str, &str, &str)> = rows
        .iter()
        .map(|it| (it.0, it.1, "negation_lost"))
        .collect();
    check("en", &rows);
    let rows = [
        (
            "Дядя согласился дать нам угля.",
            "Дядя отказался дать нам угля.",
        ),
        (
            "Дядя ... дать нам угля зимой.",
            "Дядя отказался дать нам угля зимой.",
        ),
        (
            "ходить в школу той зимой",
            "Я перестала ходить в школу той зимой.",
        ),
        (
            "Я ... ходить в школу той зимой",
            "Я перестала ходить в школу той зимой.",
        ),
        (
            "Нам разрешали выходить из двора.",
            "Нам запрещали выходить из двора.",
        ),
        ("Мы жили у отца той зимой.", "Мы жили без отца той зимой."),
        ("Мама часто приходила домой.", "Мама редко приходила домой."),
        (
            "Мама ... приходила домой вечером.",
            "Мама редко приходила домой вечером.",
        ),
        (
            "Он точно вернется к нам весной.",
            "Он вряд ли вернется к нам весной.",
        ),
        (
            "Мы ... дошли до дома той ночью.",
            "Мы едва дошли до дома той ночью.",
        ),
    ];
    let rows: Vec<(&str, &str, &str)> = rows
        .iter()
        .map(|it| (it.0, it.1, "negation_lost"))
        .collect();
    check("ru", &rows);
}

#[test]
fn a_word_in_place_of_its_denial_is_a_denial_lost_or_added() {
    check(
        "en",
        &[
            (
                "I was happy in that house by the river.",
                "I was unhappy in that house by the river.",
                "negation_lost",
            ),
            (
                "I was unhappy in that house by the river.",
                "I was happy in that house by the river.",
                "negation_lost",
            ),
            (
                "It was possible to stay with my aunt.",
                "It was impossible to stay with my aunt.",
                "negation_lost",
            ),
            (
                "He was an honest man, my uncle.",
                "He was a dishonest man, my uncle.",
                "negation_lost",
            ),
            (
                "I was [happy] in that house by the river.",
                "I was unhappy in that house by the river.",
                "negation_lost",
            ),
            (
                "We stood inside the house in the rain.",
                "We stood side the house in the rain.",
                "altered_words",
            ),
        ],
    );
    check(
        "ru",
        &[
            (
                "Он хороший человек, мой дядя.",
                "Он нехороший человек, мой дядя.",
                "negation_lost",
            ),
            (
                "Он нехороший человек, мой дядя.",
                "Он хороший человек, мой дядя.",
                "negation_lost",
            ),
            (
                "Он не хороший человек, мой дядя.",
                "Он нехороший человек, мой дядя.",
                "-",
            ),
        ],
    );
}

#[test]
fn a_verb_that_ends_nothing_and_a_few_deny_nothing() {
    check(
        "en",
        &[
            (
                "at the school and we got out",
                "The bus stopped at the school and we got out.",
                "-",
            ),
            (
                "The bus ... at the school in the rain.",
                "The bus stopped at the school in the rain.",
                "-",
            ),
            (
                "people helped us on the road",
                "A few people helped us on the road.",
                "-",
            ),
            (
                "we left the town in spring",
                "The shop failed, so we left the town in spring.",
                "-",
            ),
            (
                "the coal was gone by then",
                "My uncle refused, and the coal was gone by then.",
                "-",
            ),
            (
                "My father drank ... and we left.",
                "My father drank, he failed at the mill, and we left.",
                "-",
            ),
            (
                "He refused to give us coal.",
                "He refused to give us coal.",
                "-",
            ),
            (
                "We lacked ... clothes at home.",
                "We lacked food and clothes at home.",
                "-",
            ),
        ],
    );
    check(
        "ru",
        &[
            (
                "Дождь ... и мы пошли домой.",
                "Дождь перестал, и мы пошли домой.",
                "-",
            ),
            (
                "мы пошли домой к тёте",
                "Дядя отказал, и мы пошли домой к тёте.",
                "-",
            ),
        ],
    );
}
