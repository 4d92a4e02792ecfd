//! How tables of codes head their columns, in the languages of the field; best first.

pub(super) const KEY: &[&str] = &["key", "id"];
pub(super) const CODE: &[&str] = &["code", "code id", "tag", "код"];
pub(super) const PATH: &[&str] = &["path"];
pub(super) const NAME: &[&str] = &[
    "name",
    "code name",
    "label",
    "theme",
    "название",
    "имя",
    "атауы",
];
pub(super) const PARENT: &[&str] = &[
    "parent",
    "family",
    "group",
    "code group 1",
    "category",
    "родитель",
    "семейство",
    "группа",
    "категория",
];
pub(super) const DEFINITION: &[&str] = &[
    "definition",
    "description",
    "comment",
    "memo",
    "определение",
    "описание",
    "анықтама",
];
pub(super) const USE: &[&str] = &[
    "use when",
    "when to use",
    "include",
    "inclusion",
    "когда применять",
];
pub(super) const NOT: &[&str] = &[
    "not when",
    "when not to use",
    "exclude",
    "exclusion",
    "когда не применять",
];
pub(super) const EXAMPLE: &[&str] = &["example", "examples", "пример", "мысал"];
pub(super) const COLOR: &[&str] = &["color", "colour", "цвет"];
pub(super) const ASKED: &[&str] = &["asked", "applies to", "кого спрашивали"];
pub(super) const RULES: &[&str] = &["match", "rules", "rule", "правила"];
pub(super) const PATTERN: &[&str] = &["search pattern", "pattern", "regex"];
