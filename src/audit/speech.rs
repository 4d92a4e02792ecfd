//! Words of speech, which stand between a quotation and what signs it: `she explained (306, ..)`.

/// Beginnings of verbs of saying, and other words that give a quotation to somebody.
const SAYING: &[&str] = &[
    "said",
    "say",
    "tell",
    "told",
    "explain",
    "recall",
    "remember",
    "add",
    "note",
    "noting",
    "report",
    "state",
    "stating",
    "share",
    "sharing",
    "describ",
    "admit",
    "continu",
    "answer",
    "repl",
    "remark",
    "comment",
    "confirm",
    "complain",
    "mention",
    "reflect",
    "stress",
    "emphasi",
    "conclud",
    "insist",
    "observ",
    "recount",
    "relate",
    "put",
    "according",
    "words",
    "speak",
    "spoke",
    "ask",
    "wrote",
    "говор",
    "сказа",
    "рассказ",
    "объясн",
    "вспомн",
    "вспомин",
    "добав",
    "отмет",
    "отмеч",
    "подел",
    "призна",
    "ответ",
    "сообщ",
    "словам",
    "поясн",
    "подчеркн",
    "пожалова",
    "деді",
    "дейді",
    "айт",
];

/// Whether words give what stands before or after them to somebody.
pub fn gives(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|it: char| !it.is_alphabetic())
        .any(|word| SAYING.iter().any(|start| word.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_speech_give_a_quotation_to_somebody() {
        for text in [
            " she explained ",
            ", рассказала девочка ",
            " according to one girl ",
        ] {
            assert!(gives(text), "{text}");
        }
        for text in [" were well known to ", " and ", ": "] {
            assert!(!gives(text), "{text}");
        }
    }
}
