//! What people call their columns: the usual spellings in English, Russian and Kazakh (Uzbek where
//! it is known). A word in an earlier line beats one in a later line.

use super::sheet_error::SheetError;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Who speaks.
    Respondent,
    /// The name of a source.
    Source,
    /// Who coded.
    Coder,
    /// The code of a coding, or the key or name of a code.
    Code,
    /// First character of a coding.
    Start,
    /// The character behind a coding.
    End,
    /// The words of an answer or of a coding.
    Text,
    /// What was asked.
    Title,
    /// The standard attribute `category`.
    Category,
    /// The standard attribute `gender`.
    Gender,
    /// The standard attribute `age`.
    Age,
    /// The name of a code.
    Name,
    /// The code above.
    Parent,
    /// What a code means.
    Definition,
    /// Rules of a code.
    Rules,
    /// Any other property of a respondent.
    Attribute,
    /// A place, of a route or of a list of places.
    Place,
    /// Where on a route a stop is.
    Order,
    /// What a stop is: origin, transit, destination.
    Kind,
    /// When a stop was reached.
    Arrived,
    /// How long somebody stayed.
    Stay,
    /// By what means a stop was reached.
    How,
    /// With whom.
    With,
    /// Words of the notes that speak of it.
    Evidence,
    /// The country of a place.
    Country,
    /// Degrees north of the equator.
    Latitude,
    /// Degrees east of Greenwich.
    Longitude,
    /// Other spellings of a place.
    Aliases,
    /// Not to be read.
    Skip,
}

/// Every role, in the order in which messages list them.
pub const COLUMNS: [Column; 29] = [
    Column::Respondent,
    Column::Source,
    Column::Text,
    Column::Title,
    Column::Category,
    Column::Gender,
    Column::Age,
    Column::Attribute,
    Column::Coder,
    Column::Code,
    Column::Start,
    Column::End,
    Column::Name,
    Column::Parent,
    Column::Definition,
    Column::Rules,
    Column::Place,
    Column::Order,
    Column::Kind,
    Column::Arrived,
    Column::Stay,
    Column::How,
    Column::With,
    Column::Evidence,
    Column::Country,
    Column::Latitude,
    Column::Longitude,
    Column::Aliases,
    Column::Skip,
];

impl Column {
    /// The word for it in `--map`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Respondent => "respondent",
            Self::Source => "source",
            Self::Coder => "coder",
            Self::Code => "code",
            Self::Start => "start",
            Self::End => "end",
            Self::Text => "text",
            Self::Title => "title",
            Self::Category => "category",
            Self::Gender => "gender",
            Self::Age => "age",
            Self::Name => "name",
            Self::Parent => "parent",
            Self::Definition => "definition",
            Self::Rules => "rules",
            Self::Attribute => "attribute",
            Self::Place => "place",
            Self::Order => "order",
            Self::Kind => "kind",
            Self::Arrived => "arrived",
            Self::Stay => "stay",
            Self::How => "how",
            Self::With => "with",
            Self::Evidence => "evidence",
            Self::Country => "country",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Aliases => "aliases",
            Self::Skip => "skip",
        }
    }

    /// Usual spellings, best first; each line is one rank.
    fn spellings(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Respondent => &[
                &[
                    "respondent",
                    "respondent id",
                    "respondent no",
                    "respondent number",
                    "respondent code",
                    "id respondent",
                    "respondentid",
                    "participant",
                    "participant id",
                    "participant no",
                    "participant number",
                    "participant code",
                    "participantid",
                    "interviewee",
                    "interviewee id",
                    "informant",
                    "informant id",
                    "респондент",
                    "id респондента",
                    "респондент id",
                    "код респондента",
                    "номер респондента",
                    "№ респондента",
                    "респондент №",
                    "участник",
                    "id участника",
                    "номер участника",
                    "респонденттің нөмірі",
                    "респонденттің коды",
                    "респондент нөмірі",
                    "қатысушы",
                ],
                &[
                    "case",
                    "case id",
                    "case no",
                    "case number",
                    "caseid",
                    "subject",
                    "subject id",
                    "person",
                    "person id",
                ],
                &[
                    "id",
                    "code no",
                    "№",
                    "no",
                    "nr",
                    "n°",
                    "number",
                    "номер",
                    "нөмірі",
                    "нөмір",
                    "raqam",
                    "uid",
                ],
                &["code", "код"],
            ],
            Self::Source => &[
                &["source", "источник", "дереккөз"],
                &[
                    "document id",
                    "document",
                    "doc",
                    "doc id",
                    "file",
                    "file name",
                    "filename",
                    "файл",
                    "имя файла",
                    "документ",
                    "құжат",
                ],
                &["unit id", "answer id", "interview", "transcript"],
            ],
            Self::Coder => &[&[
                "coder",
                "coder id",
                "coder name",
                "annotator",
                "rater",
                "кодировщик",
                "кодер",
            ]],
            Self::Code => &[
                &["code", "code id", "код"],
                &["tag", "theme", "тема", "тег"],
            ],
            Self::Start => &[
                &["start", "начало", "басы"],
                &["start char", "start position", "from"],
            ],
            Self::End => &[
                &["end", "конец", "соңы"],
                &["end char", "end position", "to"],
            ],
            Self::Text => &[
                &[
                    "answer",
                    "answer text",
                    "ответ",
                    "текст ответа",
                    "жауап",
                    "javob",
                ],
                &[
                    "text",
                    "response",
                    "response text",
                    "текст",
                    "мәтін",
                    "verbatim",
                    "open answer",
                ],
            ],
            Self::Title => &[
                &["question", "вопрос", "сұрақ", "savol"],
                &["title", "prompt", "item", "заголовок"],
            ],
            Self::Category => &[&[
                "category",
                "категория",
                "категория респондента",
                "respondent category",
                "санат",
                "санаты",
            ]],
            Self::Gender => &[&["gender", "пол", "жынысы", "жыныс", "jinsi"], &["sex"]],
            Self::Age => &[&[
                "age",
                "age years",
                "age in years",
                "возраст",
                "возраст лет",
                "возраст в годах",
                "жасы",
                "жас",
                "yosh",
                "yoshi",
            ]],
            Self::Name => &[
                &["name", "code name", "название", "имя", "атауы"],
                &["tag", "label", "theme"],
                &["path", "key"],
            ],
            Self::Parent => &[
                &["parent", "family", "родитель", "семейство"],
                &["path", "code group 1"],
                &["group", "category", "группа", "категория"],
            ],
            Self::Definition => &[
                &[
                    "definition",
                    "description",
                    "определение",
                    "описание",
                    "анықтама",
                ],
                &["comment", "memo"],
            ],
            Self::Rules => &[
                &["match", "rules", "search pattern", "правила"],
                &["pattern", "regex"],
            ],
            Self::Attribute | Self::Skip => &[],
            _ => super::place_words::spellings(self),
        }
    }

    /// How well a heading fits; 0 is best.
    pub(crate) fn rank(self, heading: &str) -> Option<usize> {
        let words = plain(heading);
        self.spellings()
            .iter()
            .position(|line| line.contains(&words.as_str()))
    }
}

/// A heading without letter case and punctuation: `Respondent_ID:` and `respondent id` are one.
pub(crate) fn plain(heading: &str) -> String {
    let spaced: String = heading
        .to_lowercase()
        .chars()
        .map(|char| {
            if char.is_alphanumeric() || "№°".contains(char) {
                char
            } else {
                ' '
            }
        })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the user said with `--map`: columns (by heading) and their roles.
pub type Wishes = Vec<(String, Column)>;

/// Reads `answer=text,person=respondent`; a heading with a comma stands in double quotes.
pub fn parse_map(text: &str) -> Result<Wishes, SheetError> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for char in text.chars() {
        match (char, parts.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => parts.push(String::new()),
            (char, Some(part)) => part.push(char),
            (_, None) => {}
        }
    }
    let read = |part: &String| {
        let (column, role) = part.rsplit_once('=')?;
        let role = plain(role);
        let role = COLUMNS.into_iter().find(|known| known.name() == role)?;
        let column = column.trim();
        (!column.is_empty()).then(|| (column.to_owned(), role))
    };
    let wrong = |part: &String| SheetError::Map {
        part: part.clone(),
        roles: COLUMNS.map(Column::name).join(", "),
    };
    parts
        .iter()
        .map(|part| read(part).ok_or_else(|| wrong(part)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_plain_and_distinct() {
        for column in COLUMNS {
            let lines = column.spellings();
            let all: Vec<_> = lines.iter().flat_map(|line| line.iter()).collect();
            for word in &all {
                assert_eq!(plain(word), **word);
                assert_eq!(all.iter().filter(|it| it == &word).count(), 1, "{word}");
            }
        }
        for heading in [
            "Respondent_ID",
            "ID респондента",
            "participant-id:",
            "№ респондента",
        ] {
            assert_eq!(Column::Respondent.rank(heading), Some(0), "{heading}");
        }
        assert_eq!(Column::Age.rank("Age (years)"), Some(0));
        assert_eq!(Column::Gender.rank("Жынысы"), Some(0));
    }

    #[test]
    fn a_mapping_is_read() {
        let wishes =
            parse_map("answer=text, person=respondent,\"a, b=c\"=title").expect("a mapping");
        let expected = [
            ("answer", Column::Text),
            ("person", Column::Respondent),
            ("a, b=c", Column::Title),
        ];
        assert_eq!(
            wishes,
            expected.map(|(column, role)| (column.to_owned(), role))
        );
        let error = parse_map("answer=words").expect_err("no role");
        assert!(
            error
                .to_string()
                .starts_with("`answer=words` is not a mapping, expected column=role")
        );
        assert!(parse_map("").is_err());
    }
}
