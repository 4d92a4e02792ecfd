//! A second case for the audit, made here: passages of the example study in its three languages are
//! quoted with marked edits, half of them are damaged, and every kind of damage must be found by its
//! name, and no clean quotation blamed.

use std::collections::BTreeSet;
use std::path::Path;

use quotebook::model::passage::passages;
use quotebook::model::respondent::Respondent;
use quotebook::model::sentence::sentences;
use quotebook::model::speaker;
use quotebook::project::{Codings, Project};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::audit::{audited, findings};
use crate::sandbox::Sandbox;

/// A turn of a respondent, sentence by sentence.
struct Turn {
    who: Respondent,
    language: String,
    sentences: Vec<String>,
}

/// The turns of the respondents that are long enough to be quoted, and the questions of the
/// interviewers.
fn turns(root: &Path) -> (Vec<Turn>, Vec<(String, String)>) {
    let project = Project::open(root).expect("project");
    let study = project.study(None, &Codings::None).expect("study");
    let (mut turns, mut questions) = (Vec::new(), Vec::new());
    let mut sources: Vec<_> = study.sources.values().collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    for source in sources {
        let Some(who) = source.respondent.and_then(|id| study.respondents.get(&id)) else {
            continue;
        };
        let text = project.text(source).expect("text");
        let all = passages(&text);
        let asking = speaker::interviewers(&text, &all, &[]);
        for passage in &all {
            let Some(label) = &passage.speaker else {
                continue;
            };
            let said: Vec<String> = sentences(&text, passage.words)
                .iter()
                .filter_map(|it| it.of(&text))
                .map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "))
                // What stands behind it is the interviewer's note.
                .take_while(|it| !it.starts_with("Note:"))
                .collect();
            let language = source.language.clone().unwrap_or_default();
            // Brackets of the transcriber are not the respondent's.
            if said.iter().any(|it| it.contains('[')) {
                continue;
            }
            if asking.contains(&speaker::key(label)) {
                let long = said.into_iter().filter(|it| it.split(' ').count() > 3);
                questions.extend(long.map(|it| (language.clone(), it)));
            } else if said.len() > 3 && said.iter().all(|it| it.split(' ').count() > 2) {
                let who = who.clone();
                turns.push(Turn {
                    who,
                    language,
                    sentences: said,
                });
            }
        }
    }
    (turns, questions)
}

const KINDS: [&str; 13] = [
    "altered_words",
    "negation_lost",
    "reordered",
    "wrong_respondent",
    "wrong_age",
    "wrong_gender",
    "wrong_category",
    "not_found",
    "mixed_respondents",
    "unmarked_omission",
    "unmarked_insertion",
    "unknown_respondent",
    "interviewer_words",
];

/// Words and sentences of nobody.
fn strange(language: &str) -> (&'static [&'static str], &'static str) {
    match language {
        "ru" => (
            &["жираф", "стеклянный", "аккордеон"],
            "Семеро лис стояли тогда у красных ворот и пели хором.",
        ),
        "kk" => (
            &["керік", "шыныдан", "аккордеон"],
            "Жеті түлкі сол кезде қызыл қақпаның алдында ән салып тұрды.",
        ),
        _ => (
            &["giraffe", "glassy", "accordion"],
            "Eleven foxes stood that night at the red gate and sang.",
        ),
    }
}

fn is_plain(word: &str) -> bool {
    let denies = [
        "nobody",
        "nothing",
        "never",
        "without",
        "hardly",
        "никто",
        "ничего",
        "никогда",
    ];
    word.chars().count() > 4
        && word.chars().all(char::is_alphabetic)
        && !denies.contains(&word.to_lowercase().as_str())
}

/// A sentence without its word that denies, cut out or hidden behind a mark.
fn without_denial(sentence: &str, language: &str, hidden: bool) -> Option<String> {
    let denies: &[&str] = match language {
        "ru" => &[" не ", " никогда не "],
        "kk" => return None,
        _ => &[" not ", " never "],
    };
    let denial = denies.iter().find(|it| sentence.contains(**it))?;
    let at = sentence.find(denial)?;
    // Words must be left on both sides, or the cut is at an edge.
    if sentence[..at].split(' ').count() < 2 || sentence[at + denial.len()..].split(' ').count() < 2
    {
        return None;
    }
    Some(sentence.replacen(denial, if hidden { " ... " } else { " " }, 1))
}

struct Maker<'t> {
    chance: ChaCha8Rng,
    turns: &'t [Turn],
    questions: &'t [(String, String)],
}

impl Maker<'_> {
    /// A quotation of a turn with marked edits, as fragments.
    fn fragments(&mut self, turn: &Turn) -> Vec<String> {
        let count = turn.sentences.len();
        let from = self.chance.random_range(0..=count - 4);
        let some = &turn.sentences[from..count.min(from + 7)];
        let left_out = self.chance.random_range(1..some.len() - 1);
        let mut fragments = vec![some[..left_out].join(" "), some[left_out + 1..].join(" ")];
        if self.chance.random_bool(0.3) {
            let words: Vec<&str> = fragments[1].split(' ').collect();
            let at = self.chance.random_range(1..words.len());
            fragments[1] = format!(
                "{} [as one says] {}",
                words[..at].join(" "),
                words[at..].join(" ")
            );
        }
        fragments
    }

    fn other<'t>(&mut self, turn: &Turn, turns: &'t [Turn]) -> &'t Turn {
        loop {
            let other = turns.choose(&mut self.chance).expect("turns");
            if other.who.id != turn.who.id && other.language == turn.language {
                return other;
            }
        }
    }

    /// The words and the attribution of a claim with one kind of damage; `None` where the turn does not
    /// lend itself to it.
    fn damaged(&mut self, turn: &Turn, kind: &str) -> Option<(Vec<String>, String)> {
        let mut fragments = self.fragments(turn);
        let value = |who: &Respondent, name: &str| who.value(name).map(ToString::to_string);
        let of = |who: &Respondent| {
            Some([
                value(who, "category")?,
                value(who, "gender")?,
                value(who, "age")?,
            ])
        };
        let (strange_words, strange_sentence) = strange(&turn.language);
        let mut name = turn.who.name.clone();
        let [mut category, mut gender, mut age] = of(&turn.who)?;
        match kind {
            "" => {}
            "altered_words" => {
                let words: Vec<&str> = fragments[0].split(' ').collect();
                let at = (1..words.len() - 1).find(|at| is_plain(words[*at]))?;
                let mut changed = words.clone();
                changed[at] = strange_words.choose(&mut self.chance)?;
                fragments[0] = changed.join(" ");
            }
            "negation_lost" => {
                let hidden = self.chance.random_bool(0.5);
                let at = (0..2)
                    .find(|at| without_denial(&fragments[*at], &turn.language, hidden).is_some())?;
                fragments[at] = without_denial(&fragments[at], &turn.language, hidden)?;
            }
            "reordered" => fragments.swap(0, 1),
            "wrong_respondent" => {
                let other = self.other(turn, self.turns);
                name = other.who.name.clone();
                [category, gender, age] = of(&other.who)?;
            }
            "wrong_age" => {
                age = (age.parse::<u32>().ok()? + self.chance.random_range(1..9)).to_string()
            }
            "wrong_gender" => gender = if gender == "male" { "female" } else { "male" }.to_owned(),
            "wrong_category" => {
                let all = [
                    "vulnerable child",
                    "sex worker",
                    "trafficking victim",
                    "seasonal worker",
                ];
                let known: Vec<String> = self
                    .turns
                    .iter()
                    .filter_map(|it| value(&it.who, "category"))
                    .collect();
                category = all
                    .iter()
                    .find(|it| **it != category && known.iter().any(|one| one == *it))?
                    .to_string();
            }
            "not_found" => fragments = vec![strange_sentence.to_owned()],
            "mixed_respondents" => {
                let other = self.other(turn, self.turns);
                fragments.push(
                    other
                        .sentences
                        .iter()
                        .find(|it| it.split(' ').count() > 6)?
                        .clone(),
                );
            }
            "unmarked_omission" => {
                let said = turn
                    .sentences
                    .iter()
                    .position(|it| it.split(' ').count() > 3)?;
                let said = said.max(1).min(turn.sentences.len() - 2);
                fragments = vec![
                    [&turn.sentences[..said], &turn.sentences[said + 1..]]
                        .concat()
                        .join(" "),
                ];
            }
            "unmarked_insertion" => {
                fragments[1] = format!("{strange_sentence} {}", fragments[1]);
            }
            "unknown_respondent" => name = "9999".to_owned(),
            "interviewer_words" => {
                let same = self.questions.iter().filter(|it| it.0 == turn.language);
                let same: Vec<_> = same.collect();
                fragments[0] = format!("{} {}", same.choose(&mut self.chance)?.1, fragments[0]);
            }
            other => unreachable!("no such kind: {other}"),
        }
        Some((
            fragments,
            format!("({name}, {category}, {gender}, {age} years)"),
        ))
    }

    /// The claim as a report prints it.
    fn printed(&mut self, turn: &Turn, (fragments, attribution): (Vec<String>, String)) -> String {
        let mark = *["...", "…", "[...]", ". . .", "(…)"]
            .choose(&mut self.chance)
            .expect("marks");
        let words = fragments.join(&format!(" {mark} "));
        // The marks of quotations inside must not be those outside.
        let words = match turn.language.as_str() {
            "en" => words.replace(['“', '”', '"'], "'"),
            _ => words.replace('«', "„").replace('»', "“"),
        };
        let words = match self.chance.random_range(0..3) {
            0 => words.replace('’', "'").replace('—', "–"),
            1 => words.replace('\'', "’"),
            _ => words,
        };
        let (open, close) = match turn.language.as_str() {
            "en" => ("“", "”"),
            _ => ("«", "»"),
        };
        let attribution = match self.chance.random_range(0..3) {
            0 => attribution.replace(" years)", ")"),
            1 => attribution.replace(", ", ",\n"),
            _ => attribution,
        };
        format!("{open}{words}{close} {attribution}")
    }
}

#[test]
fn every_kind_of_damage_is_found_and_nothing_else() {
    let sandbox = Sandbox::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    sandbox.ok(&["import", &corpus.to_string_lossy()]);
    let (turns, questions) = turns(sandbox.path());
    assert!(
        turns.len() > 60 && questions.len() > 60,
        "{} {}",
        turns.len(),
        questions.len()
    );
    let mut wrong = Vec::new();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for seed in 0..4 {
        let chance = ChaCha8Rng::seed_from_u64(seed);
        let mut maker = Maker {
            chance,
            turns: &turns,
            questions: &questions,
        };
        let mut draft = "# Findings\n\nPeople spoke of this in their own words.\n\n".to_owned();
        let mut expected: Vec<&str> = Vec::new();
        for (at, turn) in turns.iter().enumerate() {
            // Every kind has its turn in every language: what a turn does not lend itself to, another
            // does.
            let kind = match at % 2 {
                0 => "",
                _ => KINDS[(at / 2 + seed as usize * 5) % KINDS.len()],
            };
            if let Some(made) = maker.damaged(turn, kind) {
                seen.insert((turn.language.clone(), kind.to_owned()));
                draft.push_str(&maker.printed(turn, made));
                draft.push_str("\n\n");
                expected.push(kind);
            }
        }
        let file = sandbox.path().join("draft.md");
        std::fs::write(&file, &draft).expect("draft");
        let (audit, _) = audited(&sandbox, &file, &[]);
        let found = findings(&audit);
        assert_eq!(found.len(), expected.len(), "claims");
        for ((number, found), kind) in found.iter().zip(&expected) {
            let kinds: BTreeSet<String> = Some(*kind)
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect();
            if *found != kinds {
                let claim = &audit["claims"][*number as usize - 1];
                wrong.push(format!("seed {seed}: expected {kinds:?}: {claim:#}"));
            }
        }
    }
    for kind in KINDS {
        for language in ["en", "ru"] {
            assert!(
                seen.contains(&(language.to_owned(), kind.to_owned())),
                "{language} {kind}"
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
