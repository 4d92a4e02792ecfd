//! Which language a text is in.

use std::collections::BTreeSet;

use whatlang::{Detector, Lang, Script};

/// How much of a text is looked at, in characters.
const LOOKED_AT: usize = 2000;

/// Shorter texts, in characters, say too little where the library is not sure.
const SHORT: usize = 400;

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
    if is_allowed("en") && is_english(&lower) {
        return Some("en".to_owned());
    }
    let found = detector.detect(&start)?;
    if found.is_reliable() {
        return is_allowed(tag(found.lang())).then(|| tag(found.lang()).to_owned());
    }
    // A line that leaves doubt says too little to be in another language than the study's first in this
    // script; without languages that are set it is in none, like a page in an unknown language.
    let script = found.script();
    let script = script.langs();
    let in_script = |it: &&String| script.iter().any(|lang| tag(*lang) == it.as_str());
    match lower.chars().count() < SHORT {
        true => allowed.iter().find(in_script).cloned(),
        false => {
            let sure = !allowed.is_empty() && is_allowed(tag(found.lang()));
            sure.then(|| tag(found.lang()).to_owned())
        }
    }
}

/// Words that hardly any other language has, though every line of English has some of them.
const ENGLISH: &[&str] = &[
    "and", "because", "but", "did", "for", "from", "had", "have", "he", "his", "i", "is", "it",
    "my", "not", "of", "our", "she", "that", "the", "their", "then", "there", "they", "this", "to",
    "we", "were", "when", "where", "which", "who", "with", "would", "you", "your",
];

/// Whether a text, in lower case, is English by its small words: at least three different ones, a fifth
/// of all words. Letters alone leave short English in doubt, next to German and Dutch.
fn is_english(lower: &str) -> bool {
    let words: Vec<&str> = lower
        .split(|it: char| !it.is_alphabetic())
        .filter(|it| !it.is_empty())
        .collect();
    let small = words.iter().filter(|it| ENGLISH.contains(it));
    let different: BTreeSet<&&str> = small.clone().collect();
    different.len() >= 3 && small.count() * 5 >= words.len()
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
    fn short_english_is_not_taken_for_its_neighbours() {
        for text in [
            "We left the village in winter. My brother stayed with aunt Berta, and the bus was late.",
            "There was no bread left in the house. I went to the market with my sister Anna, but \
             nobody wanted the old lamp, so we sold it later.",
            "When it rained, Oskar and I slept in the barn. He had the better blanket.",
        ] {
            assert_eq!(detect(text, &[]).as_deref(), Some("en"), "{text}");
        }
        for (tag, text) in [
            (
                "de",
                "Wir haben das Dorf im Winter verlassen, weil meine Mutter keine Arbeit mehr fand. \
                    Mein Bruder blieb bei der Tante, und ich bin mit dem Bus in die Stadt gefahren.",
            ),
            (
                "nl",
                "Wij hebben het dorp in de winter verlaten, omdat mijn moeder geen werk meer vond. \
                    Mijn broer bleef bij zijn tante en ik ging met de bus naar de stad.",
            ),
        ] {
            let found = detect(text, &[]);
            assert!(
                found.is_none() || found.as_deref() == Some(tag),
                "{found:?}: {text}"
            );
            assert_eq!(
                detect(text, &[tag.to_owned(), "en".to_owned()]).as_deref(),
                Some(tag)
            );
        }
    }

    #[test]
    fn what_is_too_short_to_tell_is_in_the_studys_first_language_or_in_none() {
        let doubtful = "Anna, Berta, Oskar. Hm. Ja, no.";
        assert_eq!(detect(doubtful, &[]), None);
        let set = ["ru", "es", "de"].map(str::to_owned);
        assert_eq!(
            detect(doubtful, &set).as_deref(),
            Some("es"),
            "the first in this script"
        );
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
