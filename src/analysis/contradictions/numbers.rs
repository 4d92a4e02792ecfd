//! Numbers as people say them, in digits or words of the languages that rules are written for.

/// What `{year}` stands for in a pattern.
pub const YEAR: &str = r"(?P<number>(?:19|20)\d\d)";

/// Words and the numbers that they mean; of Russian the forms that ages and counts take.
const WORDS: &[(&str, f64)] = &[
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("один", 1.0),
    ("одна", 1.0),
    ("два", 2.0),
    ("две", 2.0),
    ("двух", 2.0),
    ("три", 3.0),
    ("трёх", 3.0),
    ("трех", 3.0),
    ("четыре", 4.0),
    ("четырёх", 4.0),
    ("пять", 5.0),
    ("пяти", 5.0),
    ("шесть", 6.0),
    ("шести", 6.0),
    ("семь", 7.0),
    ("семи", 7.0),
    ("восемь", 8.0),
    ("восьми", 8.0),
    ("девять", 9.0),
    ("девяти", 9.0),
    ("десять", 10.0),
    ("десяти", 10.0),
    ("одиннадцать", 11.0),
    ("одиннадцати", 11.0),
    ("двенадцать", 12.0),
    ("двенадцати", 12.0),
    ("тринадцать", 13.0),
    ("тринадцати", 13.0),
    ("четырнадцать", 14.0),
    ("четырнадцати", 14.0),
    ("пятнадцать", 15.0),
    ("пятнадцати", 15.0),
    ("шестнадцать", 16.0),
    ("шестнадцати", 16.0),
    ("семнадцать", 17.0),
    ("семнадцати", 17.0),
    ("восемнадцать", 18.0),
    ("восемнадцати", 18.0),
    ("девятнадцать", 19.0),
    ("девятнадцати", 19.0),
    ("двадцать", 20.0),
    ("двадцати", 20.0),
    ("тридцать", 30.0),
    ("сорок", 40.0),
    ("пятьдесят", 50.0),
    ("шестьдесят", 60.0),
    ("бір", 1.0),
    ("екі", 2.0),
    ("үш", 3.0),
    ("төрт", 4.0),
    ("бес", 5.0),
    ("алты", 6.0),
    ("жеті", 7.0),
    ("сегіз", 8.0),
    ("тоғыз", 9.0),
    ("он", 10.0),
];

/// What `{number}` stands for in a pattern.
pub fn number_pattern() -> String {
    let mut words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    // The longest first, so that `sixteen` is not read as `six`.
    words.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let tens: Vec<&str> = tens().map(|it| it.0).collect();
    let ones: Vec<&str> = ones().map(|it| it.0).collect();
    format!(
        r"(?P<number>\b(?:\d{{1,3}}|(?:{})[- ](?:{})|{})\b)",
        tens.join("|"),
        ones.join("|"),
        words.join("|")
    )
}

/// Words for the tens that ones may follow.
fn tens() -> impl Iterator<Item = &'static (&'static str, f64)> {
    WORDS.iter().filter(|it| it.1 >= 20.0)
}

/// Words for what may follow tens.
fn ones() -> impl Iterator<Item = &'static (&'static str, f64)> {
    WORDS.iter().filter(|it| it.1 < 10.0)
}

/// The number that was said.
pub fn number(said: &str) -> Option<f64> {
    let lower = said.to_lowercase();
    if let Some((ten, one)) = lower.split_once(['-', ' ']) {
        let ten = tens().find(|it| it.0 == ten)?.1;
        return Some(ten + ones().find(|it| it.0 == one)?.1);
    }
    let word = WORDS.iter().find(|(word, _)| *word == lower);
    word.map(|(_, number)| *number)
        .or_else(|| lower.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_words_are_numbers_and_whole_words_only() {
        let pattern = regex::Regex::new(&format!("(?i){}", number_pattern())).expect("a pattern");
        let first = |text: &str| {
            let found = pattern.captures(text)?;
            number(&found["number"])
        };
        assert_eq!(first("I was Sixteen then"), Some(16.0));
        assert_eq!(first("мне было четырнадцать лет"), Some(14.0));
        assert_eq!(first("at 9"), Some(9.0));
        assert_eq!(first("I am forty-two"), Some(42.0));
        assert_eq!(first("мне двадцать пять лет"), Some(25.0));
        assert_eq!(first("nobody, someone, 20255"), None);
    }
}
