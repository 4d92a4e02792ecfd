//! Words that are not the respondent's, and fragments that prove nothing.

use super::traps::check;

const TALK: &str = "Interview 306, on the bench. The girl held the baby the whole time.\n\nQ: Where was it?\n\nA: It had a blue door. My brother sold the lamp for bread. [She reads the sign above the door.] It was warm.\n\nQ: And then?\n\nA: They came at night. He took my brother to the market.\n\nNote: The girl asked for the date and repeated it to the baby.";

#[test]
fn what_was_noted_is_not_what_the_respondent_said() {
    check(
        "en",
        &[
            ("It had a blue door.", TALK, "-"),
            (
                "The girl asked for the date and repeated it to the baby.",
                TALK,
                "interviewer_words",
            ),
            (
                "The girl held the baby the whole time.",
                TALK,
                "interviewer_words",
            ),
            (
                "She reads the sign above the door.",
                TALK,
                "interviewer_words",
            ),
            (
                "My brother sold the lamp for bread. It was warm.",
                TALK,
                "-",
            ),
            (
                "My brother sold the lamp for bread. [She reads the sign above the door.] It was warm.",
                TALK,
                "-",
            ),
        ],
    );
}

#[test]
fn two_words_and_the_half_of_another_sentence_are_a_new_one() {
    check(
        "en",
        &[
            (
                "My brother ... took my brother to the market.",
                TALK,
                "distant_fragments",
            ),
            ("They came ... He took my brother to the market.", TALK, "-"),
            (
                "It had a blue door ... He took my brother to the market.",
                TALK,
                "-",
            ),
        ],
    );
}
