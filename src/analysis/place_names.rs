//! Names of known places in texts, in whatever case a Russian, Kazakh or English sentence puts them, and
//! in either alphabet. What is found is a candidate: whether it is a stop is for people to say.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;

use crate::model::place::{Place, PlaceId};
use crate::model::respondent::RespondentId;
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::study::Study;
use crate::model::toponym::sound;

/// Names that sound shorter than this stand in a text only as they are.
const SHORT: usize = 4;

/// What may follow the whole name, as it sounds: cases of Kazakh, and the English genitive.
const AFTER_NAME: [&str; 33] = [
    "a", "e", "i", "u", "s", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "nan", "nen",
    "ga", "ge", "ka", "ke", "na", "ne", "ni", "di", "ti", "nin", "din", "tin", "men", "ben", "pen",
    "om", "dagi", "degi",
];
/// What may stand in the place of the vowels that a name ends with: cases of Russian.
const AFTER_STEM: [&str; 18] = [
    "a", "e", "i", "u", "o", "oi", "om", "em", "ei", "ou", "eu", "ogo", "omu", "im", "ih", "am",
    "ah", "ami",
];

/// A name that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The place.
    pub place: PlaceId,
    /// Where it stands in the text.
    pub span: Span,
}

/// Places that can be looked for in many texts.
pub struct PlaceNames {
    /// The place, what a name of it sounds like, word by word, and the spellings that sound so.
    names: Vec<(PlaceId, Vec<String>, Vec<String>)>,
    /// Names by the first letters of their first word.
    by_head: HashMap<String, Vec<usize>>,
}

/// What words sound like, if any name begins so.
type Heard<'t> = FxHashMap<&'t str, Option<String>>;

/// The first letters by which names are looked up.
fn head(sound: &str) -> String {
    sound.chars().take(3).collect()
}

impl PlaceNames {
    /// Prepares the spellings of places.
    pub fn new<'p>(places: impl IntoIterator<Item = &'p Place>) -> Self {
        let mut names: Vec<(PlaceId, Vec<String>, Vec<String>)> = Vec::new();
        let mut seen: HashMap<(PlaceId, Vec<String>), usize> = HashMap::new();
        for place in places {
            for spelling in place.spellings() {
                let words: Vec<String> = sound(spelling).split(' ').map(str::to_owned).collect();
                if words.concat().chars().count() < 2 {
                    continue;
                }
                match seen.get(&(place.id, words.clone())) {
                    Some(at) => names[*at].2.push(spelling.to_owned()),
                    None => {
                        seen.insert((place.id, words.clone()), names.len());
                        names.push((place.id, words, vec![spelling.to_owned()]));
                    }
                }
            }
        }
        let mut by_head: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (_, words, _)) in names.iter().enumerate() {
            let stem = stem(&words[0]);
            by_head.entry(head(stem)).or_default().push(at);
        }
        Self { names, by_head }
    }

    /// Where the places stand in `text`, in order. Where two names begin at one word, the longer one
    /// holds.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        self.find_in(text, &mut Heard::default())
    }

    /// Where they stand in many texts, in the order of these.
    fn find_in_all(&self, texts: &BTreeMap<SourceId, String>) -> Vec<(SourceId, Vec<Mention>)> {
        texts
            .par_iter()
            .map_init(Heard::default, |heard, (id, text)| {
                (*id, self.find_in(text, heard))
            })
            .collect()
    }

    /// The same, remembering what words sound like from text to text.
    fn find_in<'t>(&self, text: &'t str, heard: &mut Heard<'t>) -> Vec<Mention> {
        let words = words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let word = &words[at];
            let best = word.capital.then(|| {
                let spelled = &text[word.start..word.end];
                let first = heard.entry(spelled).or_insert_with(|| {
                    let sound = sound(spelled);
                    self.by_head.contains_key(&head(&sound)).then_some(sound)
                });
                let first = first.as_ref()?;
                let names = self.by_head.get(&head(first))?.iter();
                let fits = names.filter(|name| self.fits(text, &words[at..], first, **name));
                // Of names that fit as well, the one that is spelled so.
                fits.max_by_key(|name| {
                    let (_, parts, spellings) = &self.names[**name];
                    let end = words[at + parts.len() - 1].end;
                    let here = &text[word.start..end];
                    let same = |spelled: &String| {
                        let letters = here.chars().zip(spelled.chars());
                        letters.take_while(|(a, b)| a == b).count()
                    };
                    (parts.len(), spellings.iter().map(same).max())
                })
                .copied()
            });
            let Some(name) = best.flatten() else {
                at += 1;
                continue;
            };
            let (place, parts, _) = &self.names[name];
            let end = words[at + parts.len() - 1].end;
            if let Ok(span) = Span::new(text, word.start, end) {
                found.push(Mention {
                    place: *place,
                    span,
                });
            }
            at += parts.len();
        }
        found
    }

    /// Whether a name stands where `words` begin, whose first sounds like `first`.
    fn fits(&self, text: &str, words: &[Word], first: &str, name: usize) -> bool {
        let parts = &self.names[name].1;
        if words.len() < parts.len() {
            return false;
        }
        let joined = |pair: &[Word]| {
            let between = &text[pair[0].end..pair[1].start];
            between
                .chars()
                .all(|it| it == '-' || it == '‑' || it == ' ')
        };
        if !words[..parts.len()].windows(2).all(joined) {
            return false;
        }
        parts
            .iter()
            .zip(words)
            .enumerate()
            .all(|(at, (part, word))| match at {
                0 => is_case_of(first, part, SHORT),
                // What stands after the first word of a name is hardly anything else.
                _ => is_case_of(&sound(&text[word.start..word.end]), part, SHORT / 2),
            })
    }
}

/// Whether a word, as it sounds, is a name in some case.
fn is_case_of(word: &str, name: &str, short: usize) -> bool {
    if word == name {
        return true;
    }
    if name.chars().count() < short {
        return false;
    }
    let after = |stem: &str, endings: &[&str]| {
        word.strip_prefix(stem)
            .is_some_and(|rest| endings.contains(&rest))
    };
    after(name, &AFTER_NAME) || after(stem(name), &AFTER_STEM)
}

/// A name without the vowels that it ends with, if enough is left.
fn stem(name: &str) -> &str {
    let stem = name.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
    match stem.chars().count() >= SHORT {
        true => stem,
        false => name,
    }
}

/// A word of a text: bytes, and whether it begins with a capital letter.
struct Word {
    start: usize,
    end: usize,
    capital: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphanumeric(), words.last_mut().filter(|_| open)) {
            (true, Some(word)) => word.end = at + letter.len_utf8(),
            (true, None) => words.push(Word {
                start: at,
                end: at + letter.len_utf8(),
                capital: letter.is_uppercase(),
            }),
            (false, _) => {}
        }
        open = letter.is_alphanumeric();
    }
    words
}

/// A place that a respondent's notes name and that is not on the route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Whose notes.
    pub respondent: RespondentId,
    /// The place.
    pub place: PlaceId,
    /// The source that names it first.
    pub source: SourceId,
    /// Where.
    pub span: Span,
    /// How often it is named in all.
    pub mentions: usize,
}

/// Candidates for stops, by respondent and by where they are named first.
pub fn candidates(
    study: &Study,
    names: &PlaceNames,
    texts: &BTreeMap<SourceId, String>,
) -> Vec<Candidate> {
    let on_route: BTreeSet<(RespondentId, PlaceId)> = study
        .stops
        .values()
        .map(|it| (it.respondent, it.place))
        .collect();
    let mut found: Vec<Candidate> = Vec::new();
    for (id, mentions) in names.find_in_all(texts) {
        let Some(respondent) = study.sources.get(&id).and_then(|it| it.respondent) else {
            continue;
        };
        for mention in mentions {
            if on_route.contains(&(respondent, mention.place)) {
                continue;
            }
            let same =
                |it: &&mut Candidate| it.respondent == respondent && it.place == mention.place;
            match found.iter_mut().rev().find(same) {
                Some(known) => known.mentions += 1,
                None => found.push(Candidate {
                    respondent,
                    place: mention.place,
                    source: id,
                    span: mention.span,
                    mentions: 1,
                }),
            }
        }
    }
    found
}

/// How often a place is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Times.
    pub mentions: usize,
    /// Sources that name it.
    pub sources: BTreeSet<SourceId>,
    /// Respondents whose sources name it.
    pub respondents: BTreeSet<RespondentId>,
}

/// Every place that texts name.
pub fn named(
    study: &Study,
    names: &PlaceNames,
    texts: &BTreeMap<SourceId, String>,
) -> BTreeMap<PlaceId, Named> {
    let mut all: BTreeMap<PlaceId, Named> = BTreeMap::new();
    for (id, mentions) in names.find_in_all(texts) {
        let respondent = study.sources.get(&id).and_then(|it| it.respondent);
        for mention in mentions {
            let named = all.entry(mention.place).or_default();
            named.mentions += 1;
            named.sources.insert(id);
            named.respondents.extend(respondent);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;

    fn names(places: &[&str]) -> PlaceNames {
        let places: Vec<Place> = places
            .iter()
            .enumerate()
            .map(|(at, name)| Place {
                id: Id::from_uuid(Uuid::from_u128(at as u128)),
                name: (*name).to_owned(),
                aliases: Default::default(),
                country: String::new(),
                at: None,
            })
            .collect();
        PlaceNames::new(&places)
    }

    fn found<'t>(places: &[&str], text: &'t str) -> Vec<&'t str> {
        let found = names(places).find(text);
        found.iter().filter_map(|it| it.span.of(text)).collect()
    }

    #[test]
    fn names_are_found_in_every_case_and_in_either_alphabet() {
        for (place, text, words) in [
            ("Kyzylorda", "Мы поехали в Кызылорду.", "Кызылорду"),
            ("Kyzylorda", "Из Кызылорды нас увезли.", "Кызылорды"),
            ("Kyzylorda", "Біз Қызылордадан кеттік.", "Қызылордадан"),
            ("Kyzylorda", "Біз Қызылордаға бардық.", "Қызылордаға"),
            ("Шымкент", "I lived in Shymkent's old part.", "Shymkent"),
            ("Shymkent", "Шымкентте тұрдым.", "Шымкентте"),
            ("Tashkent", "работала в Ташкенте год", "Ташкенте"),
            ("Almaty", "Алматыға бардым", "Алматыға"),
            ("Astana", "дорога до Астаны", "Астаны"),
            ("Sergeyevka", "жили в Сергеевке", "Сергеевке"),
            (
                "Toraly-Say",
                "A boy from Toraly-Say was there.",
                "Toraly-Say",
            ),
            ("Toraly-Say", "из Торалы-Сая приехал", "Торалы-Сая"),
            (
                "Zhanar Tobe",
                "the shop in Zhanar-Tobe, and he",
                "Zhanar-Tobe",
            ),
            ("Osh", "We went to Osh.", "Osh"),
        ] {
            assert_eq!(found(&[place], text), [words], "{place} in {text}");
        }
    }

    #[test]
    fn a_name_that_is_written_so_wins_over_one_that_sounds_so() {
        let place = |at: u128, name: &str, aliases: &[&str]| Place {
            id: Id::from_uuid(Uuid::from_u128(at)),
            name: name.to_owned(),
            aliases: aliases.iter().map(|it| (*it).to_owned()).collect(),
            country: String::new(),
            at: None,
        };
        let places = [
            place(1, "Shakirkent", &["Шакиркент"]),
            place(2, "Shakyrkent", &[]),
        ];
        for places in [&places, &[places[1].clone(), places[0].clone()]] {
            let names = PlaceNames::new(places);
            let of = |text| names.find(text)[0].place.uuid().as_u128();
            assert_eq!(of("Мы жили в Шакиркенте."), 1);
            assert_eq!(of("We lived in Shakyrkent."), 2);
            assert_eq!(of("We lived in Shakirkent."), 1);
        }
    }

    #[test]
    fn other_words_are_not_names() {
        for (place, text) in [
            ("Osh", "Ошибка была моя."),
            ("Taraz", "Таразов был врач."),
            ("Almaty", "the almaty without a capital"),
            ("Astana", "Астанавливаться нельзя"),
            ("Toraly-Say", "Toraly. Say it."),
            ("Omsk", "Omskers left."),
            ("Semey", "Семья осталась дома."),
        ] {
            assert_eq!(found(&[place], text), [""; 0], "{place} in {text}");
        }
        // The longer name holds.
        assert_eq!(
            found(&["Kyzyl", "Kyzyl Kum"], "We saw Kyzyl Kum."),
            ["Kyzyl Kum"]
        );
    }
}
