//! Days of the week and months, which name nobody, in the forms in which texts have them.

use super::names::is_form_of;

/// English ones; days have a plural.
const ENGLISH: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Russian ones that have no short stem.
const RUSSIAN: &[&str] = &[
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "январь",
    "февраль",
    "март",
    "апрель",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];
/// Kazakh ones; `қазан` is also a city, and is left to people.
const KAZAKH: &[&str] = &[
    "дүйсенбі",
    "сейсенбі",
    "сәрсенбі",
    "бейсенбі",
    "жұма",
    "сенбі",
    "жексенбі",
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қараша",
    "желтоқсан",
];
/// Words of one form: `Мая` is a name.
const ALONE: &[&str] = &["май"];

/// Whether a folded word is a day of the week or a month.
pub(super) fn is_of_calendar(folded: &str) -> bool {
    let english = |it: &str| {
        let days = folded.strip_suffix('s').filter(|_| it.ends_with("day"));
        folded == it || days == Some(it)
    };
    ALONE.contains(&folded)
        || ENGLISH.iter().any(|it| english(it))
        || RUSSIAN
            .iter()
            .chain(KAZAKH)
            .any(|it| is_form_of(folded, it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_are_known_in_their_forms_and_names_like_them_are_none() {
        for word in [
            "mondays",
            "may",
            "средам",
            "понедельникам",
            "пятницу",
            "января",
            "сентябре",
            "сенбіде",
            "наурызда",
            "жексенбі",
        ] {
            assert!(is_of_calendar(word), "{word}");
        }
        for word in [
            "mays",
            "мая",
            "мартин",
            "августин",
            "қазан",
            "жұмабек",
            "mond",
        ] {
            assert!(!is_of_calendar(word), "{word}");
        }
    }
}
