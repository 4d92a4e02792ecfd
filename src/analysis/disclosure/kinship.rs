//! What people call their relatives: with a capital letter it is still nobody's name.

/// English ones.
const ENGLISH: &[&str] = &[
    "mum",
    "mums",
    "mummy",
    "mom",
    "moms",
    "mommy",
    "mama",
    "mamma",
    "mother",
    "dad",
    "dads",
    "daddy",
    "papa",
    "father",
    "granny",
    "grandma",
    "grandpa",
    "grandmother",
    "grandfather",
    "granddad",
    "grandad",
    "aunt",
    "aunty",
    "auntie",
    "uncle",
    "sister",
    "brother",
    "sis",
];
/// Russian ones without their last vowel, Kazakh ones that Russian has among them.
const RUSSIAN: &[&str] = &[
    "мам",
    "мамочк",
    "мамк",
    "пап",
    "папочк",
    "бабушк",
    "бабул",
    "баб",
    "дедушк",
    "дедул",
    "тёт",
    "тет",
    "тётк",
    "тетк",
    "дяд",
    "сестр",
    "сестрёнк",
    "сестренк",
    "братишк",
    "ап",
    "ат",
];
/// What follows: cases of nouns in `-а` and `-я`.
const RUSSIAN_CASES: &[&str] = &[
    "а", "я", "ы", "и", "е", "у", "ю", "ой", "ей", "ою", "ею", "ам", "ям", "ами", "ями", "ах", "ях",
];
/// Forms of others.
const RUSSIAN_FORMS: &[&str] = &[
    "мам",
    "пап",
    "мать",
    "матери",
    "матерью",
    "мамин",
    "мамина",
    "мамины",
    "мамино",
    "папин",
    "папина",
    "папины",
    "папино",
    "отец",
    "отца",
    "отцу",
    "отцом",
    "отце",
    "дед",
    "деда",
    "деду",
    "дедом",
    "деде",
    "брат",
    "брата",
    "брату",
    "братом",
    "брате",
    "братья",
    "братьев",
    "братьям",
    "сестёр",
    "сестер",
];
/// Kazakh ones.
const KAZAKH: &[&str] = &[
    "апа",
    "апай",
    "апке",
    "әпке",
    "әпше",
    "ата",
    "ата-ана",
    "ана",
    "әке",
    "шеше",
    "әже",
    "аже",
    "аға",
    "ағай",
    "тәте",
    "көке",
    "нағашы",
    "іні",
    "қарындас",
    "сіңлі",
];
/// Whose they are, after the word itself.
const POSSESSIVE: &[&str] = &[
    "",
    "м",
    "ң",
    "сы",
    "сі",
    "мыз",
    "міз",
    "ым",
    "ім",
    "ың",
    "ің",
    "лар",
    "лер",
    "ларым",
    "лерім",
];
/// Cases after that.
const CASES: &[&str] = &[
    "", "а", "е", "ға", "ге", "на", "не", "ды", "ді", "ты", "ті", "ны", "ні", "н", "ның", "нің",
    "дың", "дің", "тың", "тің", "да", "де", "нда", "нде", "дан", "ден", "нан", "нен", "тан", "тен",
    "мен", "бен", "пен",
];

/// Whether a word, folded, is what a relative is called, in any of its forms.
pub fn is_of_kinship(folded: &str) -> bool {
    let kazakh = |stem: &str| {
        let rest = folded.strip_prefix(stem);
        rest.is_some_and(|rest| {
            let mut after = POSSESSIVE.iter().filter_map(|it| rest.strip_prefix(it));
            after.any(|it| CASES.contains(&it))
        })
    };
    let russian = |stem: &str| {
        let rest = folded.strip_prefix(stem);
        rest.is_some_and(|it| RUSSIAN_CASES.contains(&it))
    };
    ENGLISH.contains(&folded)
        || RUSSIAN_FORMS.contains(&folded)
        || RUSSIAN.iter().any(|it| russian(it))
        || KAZAKH.iter().any(|it| kazakh(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relatives_in_their_forms_are_no_names_and_names_are_no_relatives() {
        for word in [
            "mum",
            "papa",
            "dad",
            "мама",
            "маме",
            "мамой",
            "папу",
            "папа",
            "бабушкой",
            "апа",
            "апам",
            "апамның",
            "апама",
            "ата",
            "атам",
            "атама",
            "атамның",
            "әкем",
            "шешем",
            "ағама",
            "тётей",
        ] {
            assert!(is_of_kinship(word), "{word}");
        }
        for word in [
            "dana",
            "timur",
            "мамаев",
            "папанов",
            "атырау",
            "атабаев",
            "анара",
            "ағабек",
            "айгуль",
            "апарин",
            "дедов",
            "братск",
            "momo",
            "pam",
        ] {
            assert!(!is_of_kinship(word), "{word}");
        }
    }
}
