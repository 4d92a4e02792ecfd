//! Languages as documents name them.

/// The region that a word processor expects behind each language, where it does not say itself.
const REGIONS: [(&str, &str); 46] = [
    ("ar", "SA"),
    ("az", "AZ"),
    ("be", "BY"),
    ("bg", "BG"),
    ("bn", "BD"),
    ("cs", "CZ"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "GB"),
    ("es", "ES"),
    ("et", "EE"),
    ("fa", "IR"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("he", "IL"),
    ("hi", "IN"),
    ("hr", "HR"),
    ("hu", "HU"),
    ("hy", "AM"),
    ("id", "ID"),
    ("it", "IT"),
    ("ja", "JP"),
    ("ka", "GE"),
    ("kk", "KZ"),
    ("ko", "KR"),
    ("ky", "KG"),
    ("lt", "LT"),
    ("lv", "LV"),
    ("mn", "MN"),
    ("ne", "NP"),
    ("nl", "NL"),
    ("pl", "PL"),
    ("pt", "PT"),
    ("ro", "RO"),
    ("ru", "RU"),
    ("sk", "SK"),
    ("sl", "SI"),
    ("sr", "RS"),
    ("sv", "SE"),
    ("tg", "TJ"),
    ("tr", "TR"),
    ("uk", "UA"),
    ("ur", "PK"),
    ("vi", "VN"),
    ("zh", "CN"),
];

/// Language and region of a BCP 47 tag: `kk` and `KZ`. The region is empty where none is known.
pub fn located(tag: &str) -> (String, String) {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_lowercase();
    let region = parts
        .find(|part| part.len() == 2 && part.chars().all(|it| it.is_ascii_alphabetic()))
        .map(str::to_uppercase);
    let usual = REGIONS.iter().find(|(known, _)| *known == language);
    let region = region.or_else(|| usual.map(|(_, region)| (*region).to_owned()));
    (language, region.unwrap_or_default())
}

/// `kk-KZ`, or the language alone.
pub fn tag(tag: &str) -> String {
    match located(tag) {
        (language, region) if region.is_empty() => language,
        (language, region) => format!("{language}-{region}"),
    }
}

/// Whether a language is written from right to left.
pub fn right_to_left(tag: Option<&str>) -> bool {
    let Some(tag) = tag else {
        return false;
    };
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_lowercase();
    match parts.find(|part| part.len() == 4).map(str::to_lowercase) {
        Some(script) => matches!(script.as_str(), "arab" | "hebr" | "syrc" | "thaa" | "nkoo"),
        None => matches!(
            language.as_str(),
            "ar" | "fa" | "he" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" | "arc" | "nqo"
        ),
    }
}

/// Whether a language is written with letters of East Asia, for which documents have fonts of their
/// own.
pub fn east_asian(tag: Option<&str>) -> bool {
    let language = tag.and_then(|tag| tag.split('-').next());
    matches!(language, Some("zh" | "ja" | "ko" | "yue"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_gets_the_region_that_word_processors_expect() {
        assert_eq!(tag("kk"), "kk-KZ");
        assert_eq!(tag("de-AT"), "de-AT");
        assert_eq!(tag("uz-Cyrl"), "uz");
        assert_eq!(located("zh-Hans-SG"), ("zh".to_owned(), "SG".to_owned()));
    }

    #[test]
    fn the_script_decides_the_direction_before_the_language_does() {
        assert!(right_to_left(Some("ar")));
        assert!(right_to_left(Some("uz-Arab")));
        assert!(!right_to_left(Some("ku-Latn-TR")));
        assert!(!right_to_left(Some("kk")));
        assert!(!right_to_left(None));
    }
}
