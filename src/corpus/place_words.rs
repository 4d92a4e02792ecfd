//! What people call the columns of routes and of lists of places, in English, Russian and Kazakh. A
//! word in an earlier line beats one in a later line.

use super::role_words::Column;

/// Usual spellings of the columns that routes and places have; nothing for others.
pub(super) fn spellings(column: Column) -> &'static [&'static [&'static str]] {
    match column {
        Column::Place => &[
            &[
                "place",
                "место",
                "населенный пункт",
                "населённый пункт",
                "елді мекен",
                "жер",
            ],
            &[
                "place name",
                "location",
                "settlement",
                "town",
                "city",
                "village",
                "город",
                "қала",
            ],
        ],
        Column::Order => &[
            &[
                "order",
                "stop",
                "stop no",
                "stop number",
                "порядок",
                "номер остановки",
                "реті",
            ],
            &["step", "sequence", "seq", "остановка", "аялдама"],
        ],
        Column::Kind => &[
            &["kind", "stop kind", "kind of stop", "вид", "түрі"],
            &["type", "stop type", "type of stop", "тип", "тип остановки"],
        ],
        Column::Arrived => &[
            &[
                "arrived",
                "arrival",
                "date of arrival",
                "прибытие",
                "дата прибытия",
                "келген күні",
            ],
            &["when", "date", "year", "когда", "дата", "год", "қашан"],
        ],
        Column::Stay => &[
            &[
                "stay",
                "stayed",
                "length of stay",
                "stay days",
                "stay weeks",
                "stay months",
                "stay years",
                "срок",
                "срок пребывания",
                "ұзақтығы",
            ],
            &[
                "duration",
                "how long",
                "длительность",
                "продолжительность",
                "сколько",
            ],
        ],
        Column::How => &[
            &["how", "means", "transport", "как", "транспорт", "қалай"],
            &["by", "vehicle", "travelled by"],
        ],
        Column::With => &[&["with", "with whom", "company", "с кем", "кіммен"]],
        Column::Evidence => &[
            &["evidence", "words", "свидетельство", "дәлел"],
            &["quote", "цитата"],
        ],
        Column::Country => &[
            &["country", "страна", "ел"],
            &["country code", "код страны"],
        ],
        Column::Latitude => &[&["latitude", "lat", "широта", "ендік"], &["y"]],
        Column::Longitude => &[
            &["longitude", "lon", "lng", "long", "долгота", "бойлық"],
            &["x"],
        ],
        Column::Aliases => &[&[
            "aliases",
            "alias",
            "spellings",
            "other names",
            "other spellings",
            "alternatenames",
            "варианты",
            "другие названия",
            "басқа атаулары",
        ]],
        _ => &[],
    }
}
