//! Words for genders, in a draft and in a register.

use super::attribution::squeezed;

/// A gender that the words of a draft and of a register are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Woman or girl.
    Female,
    /// Man or boy.
    Male,
}

const FEMALE: &[&str] = &[
    "female",
    "woman",
    "girl",
    "f",
    "w",
    "fem",
    "жен",
    "женский",
    "женщина",
    "женщины",
    "девочка",
    "девочки",
    "девочке",
    "девушка",
    "девушки",
    "девушке",
    "ж",
    "әйел",
    "қыз",
    "қызбала",
    "ayol",
    "qiz",
    "she",
    "младшаядевочка",
];
const MALE: &[&str] = &[
    "male",
    "man",
    "boy",
    "m",
    "муж",
    "мужской",
    "мужчина",
    "мужчины",
    "мальчик",
    "мальчика",
    "мальчику",
    "юноша",
    "юноши",
    "парень",
    "м",
    "ер",
    "еркек",
    "ұл",
    "ұлбала",
    "erkak",
    "ogil",
    "he",
];

/// The gender that a word names.
pub fn gender(word: &str) -> Option<Gender> {
    let word = squeezed(word);
    if FEMALE.contains(&word.as_str()) {
        Some(Gender::Female)
    } else if MALE.contains(&word.as_str()) {
        Some(Gender::Male)
    } else {
        None
    }
}
