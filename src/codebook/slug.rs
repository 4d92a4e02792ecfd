//! Keys for codes that have only a name. Cyrillic is written in Latin letters, so that a key can be
//! typed on any keyboard; other scripts stay as they are.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `PUSh FACTOR: POVERTY` is `push-factor-poverty`, `Нет еды` is `net-edy`; `code` when nothing is left.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    // Composed first, so that й is one letter and not и with a breve.
    for char in name.nfc().flat_map(char::to_lowercase) {
        if let Some(latin) = latin(char) {
            slug.push_str(latin);
        } else if char.is_alphanumeric() && !char.is_ascii() {
            slug.extend(
                std::iter::once(char)
                    .nfd()
                    .filter(|it| it.is_alphanumeric()),
            );
        } else if char.is_alphanumeric() {
            slug.push(char);
        } else if !"'’ʼʻ".contains(char)
            && !is_combining_mark(char)
            && !slug.is_empty()
            && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    if slug.is_empty() {
        "code".to_owned()
    } else {
        slug
    }
}

/// Russian, Ukrainian, Kazakh, Kyrgyz, Uzbek and Tajik letters; the signs have no sound.
fn latin(char: char) -> Option<&'static str> {
    let latin = match char {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'ё' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ӣ' => "i",
        'й' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' | 'ў' | 'ӯ' => "u",
        'ф' => "f",
        'х' | 'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        'ї' => "yi",
        'ә' => "a",
        'ғ' => "gh",
        'қ' => "q",
        'ң' => "ng",
        'ҷ' => "j",
        'ß' => "ss",
        'æ' => "ae",
        'ø' => "o",
        'ł' => "l",
        'ı' => "i",
        _ => return None,
    };
    Some(latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_keys() {
        for (name, key) in [
            ("PUSh FACTOR: POVERTY", "push-factor-poverty"),
            ("Home tab elements useful", "home-tab-elements-useful"),
            ("Нет еды, объём — щётка", "net-edy-obem-shchetka"),
            ("Қыздың үйі", "qyzdyng-uyi"),
            ("Café & señor’s", "cafe-senors"),
            ("İstanbul", "istanbul"),
            ("עוני", "עוני"),
            ("  --  ", "code"),
            ("R&D / 2", "r-d-2"),
        ] {
            assert_eq!(slug(name), key);
        }
        // Decomposed letters give the same key.
        assert_eq!(slug("и\u{306}ога"), slug("йога"));
    }
}
