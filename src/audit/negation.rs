//! Words that deny, language by language. English, Russian and Kazakh have lists; for any other
//! language the answer is that nobody looked.

/// The languages whose words that deny are known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// English.
    English,
    /// Russian.
    Russian,
    /// Kazakh; what is Russian in it is read as Russian.
    Kazakh,
    /// Nobody knows which language; the lists of all three are used.
    Untold,
    /// A language without a list.
    Unlisted,
}

/// How a word denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// The verb or whatever follows: `not`, `не`.
    Particle,
    /// As a part of the clause: `nobody`, `never`, `ничего`.
    Member,
    /// The noun behind it: `no`, `нет`.
    Determiner,
    /// The noun behind it, without which something is: `without`, `без`.
    Lack,
    /// What somebody does not do, or may not do, behind it: `refused to go`, `запретил выходить`.
    Refusal,
    /// What somebody does no longer, or does not let happen, behind it: `stopped going`.
    Ending,
    /// The words before it, at the end of the clause: `емес`, `жоқ`, a verb in `-ма-`.
    Closing,
}

impl Tongue {
    /// The language with this BCP 47 tag.
    pub fn of(tag: Option<&str>) -> Self {
        match tag.map(|tag| tag.split(['-', '_']).next().unwrap_or(tag)) {
            Some("en") => Self::English,
            Some("ru") => Self::Russian,
            Some("kk") => Self::Kazakh,
            None | Some("" | "und") => Self::Untold,
            Some(_) => Self::Unlisted,
        }
    }

    /// Whether there is a list.
    pub fn is_listed(self) -> bool {
        self != Self::Unlisted
    }

    /// How `form`, a word as the proof-reader compares it, denies; `None` where it does not.
    pub fn denial(self, form: &str) -> Option<Denial> {
        let russian = || russian(form);
        match self {
            // Notes change their language; the scripts do not overlap.
            Self::English => english(form).or_else(russian),
            Self::Russian => russian().or_else(|| english(form)),
            Self::Kazakh => kazakh(form).or_else(russian),
            Self::Untold => english(form).or_else(russian).or_else(|| kazakh(form)),
            Self::Unlisted => None,
        }
    }
}

fn english(form: &str) -> Option<Denial> {
    if form.ends_with("n't") {
        return Some(Denial::Particle);
    }
    match form {
        "not" | "cannot" | "ain't" | "dont" | "didnt" | "doesnt" | "isnt" | "wasnt" | "arent"
        | "werent" | "wont" | "cant" | "couldnt" | "wouldnt" | "shouldnt" | "hasnt" | "havent"
        | "hadnt" => Some(Denial::Particle),
        "never" | "nobody" | "nothing" | "nowhere" | "none" | "noone" | "neither" | "nor"
        | "hardly" | "scarcely" | "barely" | "rarely" | "seldom" | "nobody's" | "nothing's" => {
            Some(Denial::Member)
        }
        "no" | "few" => Some(Denial::Determiner),
        "without" | "lack" | "lacks" | "lacked" | "lacking" | "absence" | "shortage" | "devoid" => {
            Some(Denial::Lack)
        }
        "refuse" | "refuses" | "refused" | "refusing" | "refusal" | "fail" | "fails" | "failed"
        | "failing" | "deny" | "denies" | "denied" | "denying" | "decline" | "declines"
        | "declined" | "forbid" | "forbids" | "forbade" | "forbidden" | "prohibit"
        | "prohibits" | "prohibited" | "unable" | "unlikely" | "impossible" => {
            Some(Denial::Refusal)
        }
        "stop" | "stops" | "stopped" | "stopping" | "avoid" | "avoids" | "avoided" | "avoiding"
        | "quit" | "quits" | "cease" | "ceases" | "ceased" | "prevent" | "prevents"
        | "prevented" => Some(Denial::Ending),
        _ => None,
    }
}

/// The beginnings of Russian words that refuse, forbid and end what stands behind them.
const RUSSIAN_REFUSALS: &[&str] = &["отказ", "запрет", "запрещ"];
/// Those of words for what is not there, or not enough.
const RUSSIAN_LACKS: &[&str] = &["отсутств", "нехватк", "недостат", "лишен", "лишил"];
const RUSSIAN_ENDINGS: &[&str] = &["перестал", "перестан", "перестав", "прекрат", "прекращ"];

fn russian(form: &str) -> Option<Denial> {
    match form {
        "не" => Some(Denial::Particle),
        "ни"
        | "нельзя"
        | "никогда"
        | "никто"
        | "никого"
        | "никому"
        | "никем"
        | "ничто"
        | "ничего"
        | "ничему"
        | "ничем"
        | "нигде"
        | "никуда"
        | "ниоткуда"
        | "никак"
        | "незачем"
        | "некуда"
        | "некогда"
        | "нечего"
        | "нечем"
        | "некому"
        | "некого"
        | "негде"
        | "невозможно"
        | "нисколько"
        | "ничуть"
        | "отнюдь"
        | "едва"
        | "вряд"
        | "редко"
        | "нипочем" => Some(Denial::Member),
        "нет" | "нету" | "мало" => Some(Denial::Determiner),
        "без" | "безо" => Some(Denial::Lack),
        _ => {
            let which = ["никак", "ничь", "ничей"]
                .iter()
                .any(|start| form.starts_with(start) && form.chars().count() <= 9);
            let begins = |all: &[&str]| all.iter().any(|start| form.starts_with(start));
            if which {
                Some(Denial::Member)
            } else if begins(RUSSIAN_LACKS) {
                Some(Denial::Lack)
            } else if begins(RUSSIAN_REFUSALS) {
                Some(Denial::Refusal)
            } else {
                begins(RUSSIAN_ENDINGS).then_some(Denial::Ending)
            }
        }
    }
}

/// Words of other meanings that only look like the denial of what stands behind `un`, `in`, `не` and so on.
const NOT_DENIED: &[&str] = &[
    "inside",
    "into",
    "indeed",
    "inland",
    "indoor",
    "indoors",
    "income",
    "inform",
    "informed",
    "intend",
    "intended",
    "intent",
    "increase",
    "increased",
    "input",
    "inmate",
    "install",
    "invest",
    "involve",
    "instep",
    "insight",
    "under",
    "until",
    "unless",
    "unit",
    "discover",
    "discovered",
    "discuss",
    "display",
    "dispatch",
    "distress",
    "district",
    "distract",
    "dismay",
    "improve",
    "improved",
    "impress",
    "impressed",
    "import",
    "imported",
    "important",
    "impose",
    "implant",
    "impact",
    "impart",
    "illness",
    "несколько",
    "неделя",
    "недели",
    "неделю",
    "недель",
    "неделе",
    "невеста",
    "невесту",
    "нефть",
    "некоторые",
    "некий",
    "нежный",
    "нельзя",
    "немой",
];

/// Whether two words are one and its denial: `happy` and `unhappy`, `хороший` and `нехороший`.
pub fn is_denied_form(one: &str, other: &str) -> bool {
    let (short, long) = match one.len() < other.len() {
        true => (one, other),
        false => (other, one),
    };
    let before = long.strip_suffix(short).unwrap_or_default();
    let denies = match before {
        "un" | "dis" | "non" | "не" => true,
        "in" => !short.starts_with(['b', 'l', 'm', 'p', 'r']),
        "im" => short.starts_with(['b', 'm', 'p']),
        "il" => short.starts_with('l'),
        "ir" => short.starts_with('r'),
        _ => false,
    };
    denies && short.chars().count() >= 4 && !NOT_DENIED.contains(&long)
}

/// Endings of a Kazakh verb behind `-ма-, -ме-, -ба-, -бе-, -па-, -пе-`: past, perfect, present,
/// future, conditional, imperative and the verbal adverb.
const KAZAKH_ENDINGS: &[&str] = &[
    "дым",
    "дім",
    "дың",
    "дің",
    "ды",
    "ді",
    "дық",
    "дік",
    "ған",
    "ген",
    "ғанмын",
    "генмін",
    "ғанбыз",
    "генбіз",
    "й",
    "ймын",
    "ймін",
    "йсың",
    "йсің",
    "йды",
    "йді",
    "ймыз",
    "йміз",
    "с",
    "спын",
    "спін",
    "са",
    "се",
    "сам",
    "сем",
    "сын",
    "сін",
    "ңыз",
    "ңіз",
    "стан",
    "стен",
    "у",
    "уы",
    "уі",
    "п",
    "йтын",
    "йтін",
];

fn kazakh(form: &str) -> Option<Denial> {
    match form {
        "емес" | "емеспін" | "емессің" | "емессіз" | "емеспіз" | "жоқ" | "жоқпын" =>
        {
            return Some(Denial::Closing);
        }
        "ешкім" | "ешкімге" | "ешкімді" | "ешкімнің" | "ештеңе" | "ештеме" | "ешнәрсе"
        | "ешқашан" | "сирек" | "ешқайда" | "ешқандай" | "ешбір" => {
            return Some(Denial::Member);
        }
        _ => {}
    }
    if !form.bytes().any(|byte| byte >= 0x80) {
        return None;
    }
    let denies = KAZAKH_ENDINGS.iter().any(|ending| {
        let stem = form.strip_suffix(ending).unwrap_or_default();
        let stem = ["ма", "ме", "ба", "бе", "па", "пе"]
            .iter()
            .find_map(|mark| stem.strip_suffix(mark));
        // A stem of a verb has two letters at least; `алма` (apple) and `барма` end without ending.
        stem.is_some_and(|stem| stem.chars().count() >= 2)
    });
    denies.then_some(Denial::Closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_deny_are_known_and_others_are_not() {
        let denies = |tongue: Tongue, form: &str| tongue.denial(form).is_some();
        for form in [
            "not", "didn't", "cannot", "never", "nobody", "without", "no", "hardly",
        ] {
            assert!(denies(Tongue::English, form), "{form}");
        }
        for form in ["note", "know", "now", "another", "one"] {
            assert!(!denies(Tongue::English, form), "{form}");
        }
        for form in [
            "не",
            "нет",
            "ни",
            "никогда",
            "нельзя",
            "без",
            "никакой",
            "ничьей",
            "некуда",
        ] {
            assert!(denies(Tongue::Russian, form), "{form}");
        }
        for form in ["небо", "неделя", "нива", "низко", "бездна", "нетто"]
        {
            assert!(!denies(Tongue::Russian, form), "{form}");
        }
        for form in [
            "бармадым",
            "келмеді",
            "емес",
            "жоқ",
            "айтпаған",
            "ешкім",
            "білмеймін",
        ] {
            assert!(denies(Tongue::Kazakh, form), "{form}");
        }
        for form in [
            "бардым",
            "келді",
            "алма",
            "бар",
            "айтқан",
            "білемін",
            "адам",
        ] {
            assert!(!denies(Tongue::Kazakh, form), "{form}");
        }
        assert!(!denies(Tongue::Unlisted, "not"));
    }

    #[test]
    fn verbs_and_adverbs_that_deny_are_known() {
        for form in [
            "refused", "refuse", "failed", "stopped", "lack", "lacked", "few", "rarely", "seldom",
            "hardly", "unlikely", "deny", "denied", "avoid", "avoided", "without",
        ] {
            assert!(Tongue::English.denial(form).is_some(), "{form}");
        }
        for form in [
            "stopper",
            "failure",
            "fewer",
            "lackey",
            "avoidance",
            "black",
        ] {
            assert!(Tongue::English.denial(form).is_none(), "{form}");
        }
        for form in [
            "отказ",
            "отказал",
            "отказалась",
            "перестала",
            "перестал",
            "запретил",
            "запрещали",
            "запрет",
            "без",
            "редко",
            "едва",
            "вряд",
        ] {
            assert!(Tongue::Russian.denial(form).is_some(), "{form}");
        }
        for form in ["показал", "редкий", "бездна", "престал", "малого"]
        {
            assert!(Tongue::Russian.denial(form).is_none(), "{form}");
        }
    }

    #[test]
    fn a_word_and_its_denial_are_known_by_what_is_before_it() {
        for (one, other) in [
            ("happy", "unhappy"),
            ("possible", "impossible"),
            ("visible", "invisible"),
            ("legal", "illegal"),
            ("regular", "irregular"),
            ("honest", "dishonest"),
            ("хороший", "нехороший"),
            ("счастливая", "несчастливая"),
        ] {
            assert!(
                is_denied_form(one, other) && is_denied_form(other, one),
                "{one}"
            );
        }
        for (one, other) in [
            ("side", "inside"),
            ("prove", "improve"),
            ("til", "until"),
            ("to", "into"),
            ("cover", "discover"),
            ("деля", "неделя"),
            ("сколько", "несколько"),
            ("happy", "happy"),
            ("unhappy", "disunhappily"),
        ] {
            assert!(!is_denied_form(one, other), "{one}");
        }
    }

    #[test]
    fn a_tag_gives_its_language() {
        assert_eq!(Tongue::of(Some("en-GB")), Tongue::English);
        assert_eq!(Tongue::of(Some("uz")), Tongue::Unlisted);
        assert_eq!(Tongue::of(None), Tongue::Untold);
    }
}
