//! The words of the page, in English, Russian and Kazakh, from Fluent files. A word that a language
//! lacks is English; a test holds that none does.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use unic_langid::{LanguageIdentifier, langid};

use crate::report::tongue::Tongue;

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(language: LanguageIdentifier, tongue: Tongue, files: [&str; 2]) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Numbers within sentences need no marks of direction in these three.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match tongue {
        Tongue::English => english,
        Tongue::Russian => russian,
        Tongue::Kazakh => kazakh,
    }));
    for file in files {
        let resource = match FluentResource::try_new(file.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn written(tongue: Tongue, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(tongue.number(&number.as_string())),
        _ => None,
    }
}

// A bundle takes a function that remembers nothing.
fn english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    written(Tongue::English, value)
}

fn russian<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    written(Tongue::Russian, value)
}

fn kazakh<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    written(Tongue::Kazakh, value)
}

static EN: LazyLock<Bundle> = LazyLock::new(|| {
    let files = [include_str!("assets/en.ftl"), include_str!("told/en.ftl")];
    bundle(langid!("en"), Tongue::English, files)
});
static RU: LazyLock<Bundle> = LazyLock::new(|| {
    let files = [include_str!("assets/ru.ftl"), include_str!("told/ru.ftl")];
    bundle(langid!("ru"), Tongue::Russian, files)
});
static KK: LazyLock<Bundle> = LazyLock::new(|| {
    let files = [include_str!("assets/kk.ftl"), include_str!("told/kk.ftl")];
    bundle(langid!("kk"), Tongue::Kazakh, files)
});

impl Language {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::En, Self::Ru, Self::Kk];

    /// The tag (BCP 47).
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Kk => "kk",
        }
    }

    /// What it calls itself.
    pub(super) fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ru => "Русский",
            Self::Kk => "Қазақша",
        }
    }

    /// The language with this tag, whatever follows it (`ru-KZ`).
    pub(super) fn tagged(tag: &str) -> Option<Self> {
        let main = tag.trim().split(['-', '_', ';']).next()?.to_lowercase();
        Self::ALL.into_iter().find(|it| it.tag() == main)
    }

    /// What was chosen on the page, else what the browser likes best, else English.
    pub(super) fn chosen(cookie: Option<&str>, accepted: Option<&str>) -> Self {
        let weight = |part: &str| -> f32 {
            let weight = part.split(';').find_map(|it| it.trim().strip_prefix("q="));
            weight.and_then(|it| it.parse().ok()).unwrap_or(1.0)
        };
        let mut liked: Vec<(f32, Self)> = accepted
            .into_iter()
            .flat_map(|it| it.split(','))
            .filter_map(|part| Some((weight(part), Self::tagged(part)?)))
            .collect();
        // Stable: the first of equals is liked best.
        liked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        cookie
            .and_then(Self::tagged)
            .or_else(|| liked.first().map(|(_, language)| *language))
            .unwrap_or(Self::En)
    }

    /// The same language for figures and numbers.
    pub(super) fn tongue(self) -> Tongue {
        match self {
            Self::En => Tongue::English,
            Self::Ru => Tongue::Russian,
            Self::Kk => Tongue::Kazakh,
        }
    }

    /// A count.
    pub(super) fn count(self, n: usize) -> String {
        self.tongue().number(&n.to_string())
    }

    /// A day.
    pub(super) fn day(self, day: Date) -> String {
        match self {
            Self::En => day.strftime("%-d %b %Y"),
            Self::Ru | Self::Kk => day.strftime("%d.%m.%Y"),
        }
        .to_string()
    }

    /// The day that is written as this language writes it.
    pub(super) fn read_day(self, text: &str) -> Option<Date> {
        let form = match self {
            Self::En => "%d %b %Y",
            Self::Ru | Self::Kk => "%d.%m.%Y",
        };
        Date::strptime(form, text.trim()).ok()
    }

    /// A moment as the clock of this computer shows it, to the second.
    pub(super) fn moment(self, moment: Timestamp) -> String {
        let here = TimeZone::system().to_datetime(moment);
        format!("{}, {}", self.day(here.date()), here.strftime("%H:%M:%S"))
    }

    fn bundle(self) -> &'static Bundle {
        match self {
            Self::En => &EN,
            Self::Ru => &RU,
            Self::Kk => &KK,
        }
    }

    /// A word or sentence of the page.
    pub(super) fn say(self, name: &str) -> String {
        self.say_of(name, &[])
    }

    /// The same, with numbers in it.
    pub(super) fn say_of(self, name: &str, numbers: &[(&'static str, usize)]) -> String {
        let mut args = FluentArgs::new();
        for (key, number) in numbers {
            args.set(*key, *number);
        }
        self.told(name, &args)
    }

    /// The same, with whatever is in it.
    pub(super) fn told(self, name: &str, args: &FluentArgs<'_>) -> String {
        let found = [self, Self::En].into_iter().find_map(|language| {
            let bundle = language.bundle();
            let pattern = bundle.get_message(name)?.value()?;
            let mut errors = Vec::new();
            Some(
                bundle
                    .format_pattern(pattern, Some(args), &mut errors)
                    .into_owned(),
            )
        });
        found.unwrap_or_else(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    fn names(file: &str) -> Vec<&str> {
        let mut names: Vec<&str> = file
            .lines()
            .filter(|line| !line.starts_with([' ', '#']))
            .filter_map(|line| line.split_once(" = ").or_else(|| line.split_once(" =")))
            .map(|(name, _)| name)
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_language_has_every_word() {
        let english = names(include_str!("assets/en.ftl"));
        assert!(english.len() > 40);
        assert_eq!(names(include_str!("assets/ru.ftl")), english);
        assert_eq!(names(include_str!("assets/kk.ftl")), english);
        for language in Language::ALL {
            for name in &english {
                assert!(language.bundle().get_message(name).is_some(), "{name}");
                let said = language.say_of(
                    name,
                    &[("n", 5), ("sources", 3), ("respondents", 2), ("least", 11)],
                );
                assert!(!said.is_empty() && !said.contains("{$"), "{name}: {said}");
            }
        }
    }

    #[test]
    fn the_browser_and_then_the_page_choose() {
        assert_eq!(
            Language::chosen(None, Some("de, kk;q=0.5, ru-KZ;q=0.8")),
            Language::Ru
        );
        assert_eq!(Language::chosen(Some("kk"), Some("ru")), Language::Kk);
        assert_eq!(Language::chosen(Some("xx"), Some("de")), Language::En);
        assert_eq!(Language::chosen(None, None), Language::En);
    }

    #[test]
    fn days_follow() {
        let day = jiff::civil::date(2026, 3, 5);
        assert_eq!(Language::En.day(day), "5 Mar 2026");
        assert_eq!(Language::Kk.day(day), "05.03.2026");
        for language in Language::ALL {
            assert_eq!(language.read_day(&language.day(day)), Some(day));
            assert_eq!(language.read_day("5 or so"), None);
        }
        assert_eq!(Language::Ru.count(12345), "12\u{a0}345");
    }

    #[test]
    fn numbers_decline() {
        let said = |n| Language::Ru.say_of("n-codings", &[("n", n)]);
        assert_eq!(
            (said(1), said(3), said(11)),
            (
                "1 кодирование".to_owned(),
                "3 кодирования".to_owned(),
                "11 кодирований".to_owned()
            )
        );
    }
}
