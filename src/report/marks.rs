//! Quotation marks, as each language prints them (CLDR, delimiters).

/// Opening and closing marks, outer and inner.
type Marks = [&'static str; 4];

const ENGLISH: Marks = ["“", "”", "‘", "’"];
const ANGLED: Marks = ["«", "»", "“", "”"];
const RUSSIAN: Marks = ["«", "»", "„", "“"];
const GERMAN: Marks = ["„", "“", "‚", "‘"];

fn marks(language: Option<&str>) -> Marks {
    match language.unwrap_or("en").split('-').next().unwrap_or("en") {
        "ru" | "uk" | "be" | "ky" | "tg" => RUSSIAN,
        "kk" | "ar" | "fa" | "fr" | "es" | "it" | "pt" | "no" | "hy" | "el" | "az" => ANGLED,
        "de" | "cs" | "sk" | "bg" | "lt" | "is" | "ka" => GERMAN,
        _ => ENGLISH,
    }
}

/// `words` in the outer quotation marks of its language. Where the words hold those very marks, they
/// become the inner ones, so that nobody takes the end of a quotation inside for the end of it all.
pub fn quoted(words: &str, language: Option<&str>) -> String {
    let [open, close, inner_open, inner_close] = marks(language);
    let words = words.replace(open, inner_open).replace(close, inner_close);
    format!("{open}{words}{close}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_marks_and_inner_ones_differ() {
        assert_eq!(
            quoted("He said “no” and left.", None),
            "“He said ‘no’ and left.”"
        );
        assert_eq!(
            quoted("Мама сказала: «Иди».", Some("ru")),
            "«Мама сказала: „Иди“.»"
        );
        assert_eq!(quoted("Үйге қайттым.", Some("kk")), "«Үйге қайттым.»");
        assert_eq!(quoted("Ich ging.", Some("de-AT")), "„Ich ging.“");
    }
}
