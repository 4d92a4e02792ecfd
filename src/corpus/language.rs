//! Which language a text is in.

use whatlang::{Detector, Lang, Script};

/// How much of a text is looked at, in characters.
const LOOKED_AT: usize = 2000;

/// Letters of Kazakh that Russian, Kyrgyz and Tatar do not share; the library does not know Kazakh.
const KAZAKH: &str = "әғқңөұүһі";
const KAZAKH_ALONE: &str = "ұәғі";
/// Letters of Uzbek in Cyrillic.
const UZBEK: &str = "ўқғҳ";

/// The BCP 47 tag of the language of `text`, one of `allowed` unless that is empty; `None` when it
/// cannot be told.
pub fn detect(text: &str, allowed: &[String]) -> Option<String> {
    let start: String = text.chars().take(LOOKED_AT).collect();
    let lower = start.to_lowercase();
    let is_allowed = |tag: &str| allowed.is_empty() || allowed.iter().any(|it| it == tag);
    let share = |letters: &str| {
        let all = lower
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            .max(1);
        lower
            .chars()
            .filter(|letter| letters.contains(*letter))
            .count() as f64
            / all as f64
    };
    let cyrillic = whatlang::detect_script(&start) == Some(Script::Cyrillic);
    if cyrillic && share(KAZAKH) > 0.04 && share(KAZAKH_ALONE) > 0.01 && is_allowed("kk") {
        return Some("kk".to_owned());
    }
    if cyrillic
        && share(UZBEK) > 0.02
        && share("ў") > 0.002
        && share("ы") < 0.005
        && is_allowed("uz")
    {
        return Some("uz".to_owned());
    }
    if cyrillic && share("өүң") > 0.02 && share(KAZAKH_ALONE) < 0.005 && is_allowed("ky") {
        return Some("ky".to_owned());
    }
    // The library takes short Russian for Bulgarian, which has neither of these two letters.
    if cyrillic && share("ыэ") > 0.0 && share("іїєґўәғқңөұүһҳѓќђћљњџ") == 0.0 && is_allowed("ru")
    {
        return Some("ru".to_owned());
    }
    let known: Vec<Lang> = Lang::all()
        .iter()
        .copied()
        .filter(|lang| is_allowed(tag(*lang)))
        .collect();
    let detector = if allowed.is_empty() {
        Detector::new()
    } else {
        Detector::with_allowlist(known)
    };
    let found = detector.detect(&start)?;
    // A line says too little to be sure, and its best guess serves; a page that leaves doubt is in
    // a language that the library does not know.
    let guess = (40..400).contains(&lower.chars().count());
    let sure = found.is_reliable() || !allowed.is_empty() || guess;
    (sure && is_allowed(tag(found.lang()))).then(|| tag(found.lang()).to_owned())
}

/// The tag for a language as people write it in a register: `ru`, `Russian`, `русский`.
pub fn tag_of(word: &str) -> String {
    let lower = word.trim().to_lowercase();
    let known = [
        ("en", ["english", "английский", "ағылшын"]),
        ("ru", ["russian", "русский", "орыс"]),
        ("kk", ["kazakh", "казахский", "қазақ"]),
        ("uz", ["uzbek", "узбекский", "o‘zbek"]),
        ("ky", ["kyrgyz", "киргизский", "кыргыз"]),
    ];
    let found = known
        .iter()
        .find(|(_, words)| words.iter().any(|known| lower.starts_with(known)));
    found.map_or(lower.clone(), |(tag, _)| (*tag).to_owned())
}

/// The two-letter tag where there is one.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Uzb => "uz",
        Lang::Tuk => "tk",
        Lang::Aze => "az",
        Lang::Tur => "tr",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Ell => "el",
        Lang::Hye => "hy",
        Lang::Kat => "ka",
        Lang::Hin => "hi",
        Lang::Tam => "ta",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Tha => "th",
        Lang::Vie => "vi",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Cat => "ca",
        Lang::Ind => "id",
        Lang::Nep => "ne",
        Lang::Yid => "yi",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Ben => "bn",
        Lang::Afr => "af",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_of_the_region_are_told_apart() {
        let texts = [
            (
                "en",
                "We lived with my grandmother, and then my mother found work in the city.",
            ),
            (
                "ru",
                "Мы жили у бабушки, а потом мама нашла работу в городе и забрала нас.",
            ),
            (
                "kk",
                "Біз әжемнің үйінде тұрдық, кейін анам қаладан жұмыс тауып, бізді алып кетті.",
            ),
            (
                "he",
                "גרנו אצל סבתא ואז אמא מצאה עבודה בעיר ולקחה אותנו לשם.",
            ),
            (
                "ar",
                "كنا نعيش عند جدتي ثم وجدت أمي عملا في المدينة وأخذتنا إلى هناك.",
            ),
        ];
        for (tag, text) in texts {
            assert_eq!(detect(text, &[]).as_deref(), Some(tag), "{text}");
        }
    }

    #[test]
    fn a_page_in_no_known_language_is_in_none() {
        let syllables = ["ke", "lu", "mo", "vu", "po", "tha", "go", "zu", "fi", "ra"];
        let word = |at: usize| [at, at / 10, at / 7].map(|at| syllables[at % 10]).concat();
        let page: Vec<String> = (0..300).map(|at| word(at * at)).collect();
        assert_eq!(detect(&page.join(" "), &[]), None);
    }

    #[test]
    fn only_the_languages_of_the_study_are_chosen_from() {
        let allowed = ["ru".to_owned(), "kk".to_owned()];
        assert_eq!(
            detect("Мама и баба пошли на базар", &allowed).as_deref(),
            Some("ru")
        );
    }
}
