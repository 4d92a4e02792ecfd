//! Spellings of place names: which may be one place, written differently. Cyrillic is read as Latin,
//! and what transcriptions differ in is weighed less than other letters. Likeness only suggests; that
//! two spellings are one place is for people to say.

use unicode_normalization::UnicodeNormalization;

use super::place::Place;

/// Names shorter than this are one place only where they sound the same.
const SHORT: usize = 5;
/// Names of at least so many letters may differ in two of them.
const LONG: usize = 8;
/// Places farther apart than this are not two spellings of one, in kilometres.
const FAR: f64 = 100.0;

/// Words for a kind of place, which are no part of its name.
const KINDS: [&str; 33] = [
    "city",
    "town",
    "village",
    "region",
    "oblast",
    "district",
    "rayon",
    "raion",
    "aul",
    "auyl",
    "settlement",
    "gorod",
    "selo",
    "poselok",
    "posyolok",
    "derevnya",
    "stanitsa",
    "kalasy",
    "oblysy",
    "audany",
    "auyly",
    "of",
    "the",
    "g",
    "s",
    "p",
    "pos",
    "gorodu",
    "kent",
    "shahri",
    "obl",
    "respublika",
    "republic",
];

/// Words of which a name has one and another the other: these are two places.
const OPPOSED: [&[&str]; 8] = [
    &[
        "north",
        "northern",
        "severnyi",
        "severnaia",
        "severnoe",
        "severo",
        "soltustik",
    ],
    &[
        "south", "southern", "iuzhnyi", "iuzhnaia", "iuzhnoe", "iuzhno", "ontustik",
    ],
    &["east", "eastern", "vostochnyi", "vostochno", "shygys"],
    &["west", "western", "zapadnyi", "zapadno", "batys"],
    &["new", "novyi", "novaia", "novoe", "novo", "zhana"],
    &["old", "staryi", "staraia", "staroe", "staro", "eski"],
    &[
        "upper", "big", "great", "verhnii", "bolshoi", "bolshaia", "ulken",
    ],
    &[
        "lower", "small", "little", "nizhnii", "malyi", "malaia", "kishi",
    ],
];

/// `letter` of the Cyrillic alphabets as Latin letters; others as they are.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' | 'җ' => "zh",
        'з' => "z",
        'и' | 'й' | 'ы' | 'і' | 'ї' | 'ӣ' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' | 'ў' | 'ӯ' => "u",
        'ф' => "f",
        'х' | 'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' | 'ҷ' => "ch",
        'ш' => "sh",
        'щ' => "sh",
        'ю' => "iu",
        'я' => "ia",
        'ъ' | 'ь' | 'ʼ' | '’' | 'ʻ' | '\'' | '`' => "",
        _ => return None,
    })
}

/// What a spelling sounds like, in plain Latin letters: `Қызылорда`, `Кызылорда`, `Kyzylorda` and
/// `Qyzylorda` are all `kizilorda`. Words are parted by one space, words for kinds of places left out.
pub fn sound(spelling: &str) -> String {
    let words = words(spelling);
    let sounds = words.iter().map(|it| word_sound(it));
    sounds.collect::<Vec<_>>().join(" ")
}

/// The Latin words of a spelling, without kinds.
fn words(spelling: &str) -> Vec<String> {
    let mut latin_letters = String::new();
    let composed: String = spelling.nfc().collect::<String>().to_lowercase();
    for letter in composed.chars() {
        match latin(letter) {
            Some(letters) => latin_letters.push_str(letters),
            None if letter.is_alphanumeric() => latin_letters.extend(
                std::iter::once(letter)
                    .nfd()
                    .filter(|it| it.is_alphanumeric()),
            ),
            None => latin_letters.push(' '),
        }
    }
    let all: Vec<String> = latin_letters
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let named: Vec<String> = all
        .iter()
        .filter(|it| !KINDS.contains(&it.as_str()))
        .cloned()
        .collect();
    if named.is_empty() { all } else { named }
}

/// One Latin word with what transcriptions write differently made alike.
fn word_sound(word: &str) -> String {
    let mut text = word.to_owned();
    for (from, to) in [
        ("shch", "sh"),
        ("dzh", "zh"),
        ("zh", "j"),
        ("dj", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("ck", "k"),
        ("tz", "ts"),
        ("q", "k"),
        ("x", "h"),
        ("w", "v"),
        ("y", "i"),
        ("ı", "i"),
    ] {
        text = text.replace(from, to);
    }
    // A glide before a vowel is written or left out, and doubled letters are or are not.
    for (from, to) in [
        ("ije", "e"),
        ("iie", "e"),
        ("ie", "e"),
        ("ee", "e"),
        ("io", "e"),
    ] {
        text = text.replace(from, to);
    }
    let mut sound = String::with_capacity(text.len());
    for letter in text.chars() {
        if !sound.ends_with(letter) {
            sound.push(letter);
        }
    }
    sound
}

/// How far apart two letters are: 0 to 1. Letters that transcriptions mix up are near.
fn apart(one: char, other: char) -> f64 {
    const NEAR: [&str; 9] = ["aeiou", "bp", "dt", "gkh", "sz", "vf", "jz", "jg", "cs"];
    match one == other {
        true => 0.0,
        false if NEAR.iter().any(|it| it.contains(one) && it.contains(other)) => 0.5,
        false => 1.0,
    }
}

/// The least changes that make one sound the other, a letter more or less being one (Wagner and
/// Fischer 1974, with weights); digits never change, and the first letter counts twice.
fn changes(one: &[char], other: &[char]) -> f64 {
    let weigh = |at: usize, cost: f64| if at == 0 { cost * 2.0 } else { cost };
    let extra = |letter: char| match letter {
        it if it.is_numeric() => 9.0,
        'h' | 'i' => 0.75,
        _ => 1.0,
    };
    let mut row: Vec<f64> = std::iter::once(0.0)
        .chain(other.iter().scan(0.0, |sum, letter| {
            *sum += extra(*letter);
            Some(*sum)
        }))
        .collect();
    for (at, letter) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] += extra(*letter);
        for (place, facing) in other.iter().enumerate() {
            let digits = letter.is_numeric() || facing.is_numeric();
            let swap = match digits && letter != facing {
                true => 9.0,
                false => weigh(at.min(place), apart(*letter, *facing)),
            };
            let least = (corner + swap)
                .min(row[place + 1] + extra(*letter))
                .min(row[place] + extra(*facing));
            corner = row[place + 1];
            row[place + 1] = least;
        }
    }
    row[other.len()]
}

/// Whether each has a word that stands against one of the other.
fn is_opposed(one: &[String], other: &[String]) -> bool {
    let side = |words: &[String]| {
        let is_of = |group: &&[&str]| words.iter().any(|it| group.contains(&it.as_str()));
        OPPOSED.iter().position(is_of)
    };
    side(one) != side(other)
}

/// How likely two spellings are of one place: 1 sounds the same, above 0 may be worth a look, `None`
/// is another place.
pub fn likeness(one: &str, other: &str) -> Option<f64> {
    likeness_of(&Spelling::new(one), &Spelling::new(other))
}

/// A spelling with what is compared of it.
#[derive(Debug, Clone)]
pub struct Spelling {
    words: Vec<String>,
    /// The sound, without spaces.
    letters: Vec<char>,
}

impl Spelling {
    /// Prepares a spelling to be compared with many.
    pub fn new(spelling: &str) -> Self {
        let words = words(spelling);
        let letters = words
            .iter()
            .flat_map(|it| word_sound(it).chars().collect::<Vec<_>>());
        Self {
            letters: letters.collect(),
            words,
        }
    }

    /// The sound in one word: what sounds the same has the same.
    pub fn sound(&self) -> String {
        self.letters.iter().collect()
    }
}

/// The same as [`likeness`] for prepared spellings.
pub fn likeness_of(one: &Spelling, other: &Spelling) -> Option<f64> {
    let (left, right) = (&one.letters, &other.letters);
    if left.is_empty() || right.is_empty() {
        return None;
    }
    if left == right {
        return Some(1.0);
    }
    let (short, long) = (left.len().min(right.len()), left.len().max(right.len()));
    let most = match short {
        it if it < SHORT => return None,
        it if it < LONG => 1.0,
        _ => 2.0,
    };
    if (long - short) as f64 > most || is_opposed(&one.words, &other.words) {
        return None;
    }
    let changes = changes(left, right);
    (changes <= most).then(|| 1.0 - changes / long as f64)
}

/// How likely two places are one: as their likest spellings are, unless what is known of them (the
/// country, where they lie) says that they are two.
pub fn likeness_of_places(one: &Place, other: &Place) -> Option<f64> {
    let countries = [&one.country, &other.country];
    if countries.iter().all(|it| !it.is_empty())
        && !super::country::may_be_one(countries[0], countries[1])
    {
        return None;
    }
    if let (Some(here), Some(there)) = (one.at, other.at)
        && here.kilometres(there) > FAR
    {
        return None;
    }
    let prepared: Vec<Spelling> = other.spellings().map(Spelling::new).collect();
    one.spellings()
        .map(Spelling::new)
        .flat_map(|left| {
            prepared
                .iter()
                .filter_map(move |right| likeness_of(&left, right))
                .collect::<Vec<_>>()
        })
        .max_by(f64::total_cmp)
}

/// The places that `word` may be a spelling of, likest first, each with its likeness.
pub fn like<'p>(word: &str, places: impl IntoIterator<Item = &'p Place>) -> Vec<(&'p Place, f64)> {
    let word = Spelling::new(word);
    let mut found: Vec<(&Place, f64)> = places
        .into_iter()
        .filter_map(|place| {
            let spellings = place.spellings().map(Spelling::new);
            let best = spellings.filter_map(|it| likeness_of(&word, &it));
            Some((place, best.max_by(f64::total_cmp)?))
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.name.cmp(&b.0.name)));
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_place_are_suggested_across_scripts() {
        for (one, other) in [
            ("Sergeyevka", "Sergeevka"),
            ("Kyzylorda", "Kizilorda"),
            ("Aysary", "Aisary"),
            ("Zyryanovsk", "Zyryanovka"),
            ("Zyryanovsk", "Zyrianovsk"),
            ("Қызылорда", "Kyzylorda"),
            ("Кызылорда", "Qyzylorda"),
            ("Сергеевка", "Sergeyevka"),
            ("Зыряновск", "Zyryanovka"),
            ("Айсары", "Aysary"),
            ("Шымкент", "Shymkent"),
            ("Shymkent", "Chimkent"),
            ("Қостанай", "Kustanai"),
            ("Kostanay", "Kustanai"),
            ("Semey", "Semei"),
            ("Almaty", "Алматы"),
            ("г. Алматы", "Almaty city"),
            ("Toraly-Say", "Toraly Sai"),
            ("Khujand", "Худжанд"),
            ("Жезқазған", "Zhezkazgan"),
            ("Dzhezkazgan", "Zhezkazgan"),
            ("Тараз", "Taraz"),
            ("Yekaterinburg", "Ekaterinburg"),
            ("Toshkent", "Tashkent"),
        ] {
            assert!(likeness(one, other).is_some(), "{one} and {other}");
        }
        for (one, other) in [("Kyzylorda", "Кызылорда"), ("Сергеевка", "Sergeyevka")]
        {
            assert_eq!(likeness(one, other), Some(1.0), "{one} and {other}");
        }
    }

    #[test]
    fn other_places_are_not() {
        for (one, other) in [
            ("Almaty", "Astana"),
            ("Almaty", "Almalyk"),
            ("Taraz", "Talas"),
            ("Aral", "Oral"),
            ("Aktau", "Aktobe"),
            ("Aktau", "Atyrau"),
            ("Petropavlovsk", "Pavlodar"),
            ("Petropavlovsk", "Pavlovsk"),
            ("Kostanay", "Kokshetau"),
            ("North Kazakhstan", "South Kazakhstan"),
            ("East Kazakhstan", "West Kazakhstan"),
            ("Верхний Аул", "Нижний Аул"),
            ("Village 4", "Village 5"),
            ("Kyzylorda", "Kyzylagash"),
            ("Osh", "Oshm"),
            ("Karaganda", "Karatau"),
            ("Zyryanovsk", "Sergeyevka"),
            ("Semey", "Selo"),
            ("Tashkent", "Taskesken"),
        ] {
            assert_eq!(likeness(one, other), None, "{one} and {other}");
        }
    }

    #[test]
    fn what_is_known_of_two_places_keeps_them_apart() {
        use crate::model::id::Id;
        use crate::model::place::Coordinates;
        let place = |name: &str, country: &str, at: Option<(f64, f64)>| Place {
            id: Id::from_uuid(uuid::Uuid::nil()),
            name: name.to_owned(),
            aliases: Default::default(),
            country: country.to_owned(),
            at: at.and_then(|(north, east)| Coordinates::new(north, east)),
        };
        let one = place("Sergeyevka", "Kazakhstan", Some((53.88, 67.41)));
        assert!(likeness_of_places(&one, &place("Sergeevka", "", None)).is_some());
        assert!(likeness_of_places(&one, &place("Sergeevka", "Казахстан", None)).is_some());
        assert!(likeness_of_places(&one, &place("Sergeevka", "Russia", None)).is_none());
        assert!(
            likeness_of_places(&one, &place("Sergeevka", "Kazakhstan", Some((44.8, 65.5))))
                .is_none()
        );
    }

    proptest! {
        #[test]
        fn likeness_has_no_direction(one in "[A-Za-zА-я ]{1,14}", other in "[A-Za-zА-я ]{1,14}") {
            let there = likeness(&one, &other);
            prop_assert_eq!(there, likeness(&other, &one));
            if let Some(it) = there {
                prop_assert!(it > 0.0 && it <= 1.0);
            }
        }
    }
}
