//! A draft held against the sources.

use maud::{Markup, html};

use super::answers::field;
use super::{NoPage, frame, words};
use crate::web::seat::Seat;

/// What `audit.js` says.
const AUDITING: [&str; 38] = [
    "claims-of",
    "looking",
    "take-along",
    "commented-copy",
    "mend",
    "nothing-wrong",
    "number",
    "number-place",
    "number-printed",
    "number-of",
    "number-today",
    "number-verdict",
    "verdict-holds",
    "verdict-differs",
    "verdict-untied",
    "verdict-exact",
    "verdict-edited",
    "verdict-altered",
    "verdict-misattributed",
    "verdict-not_found",
    "finding-altered_words",
    "finding-negation_lost",
    "finding-unmarked_omission",
    "finding-unmarked_insertion",
    "finding-reordered",
    "finding-distant_fragments",
    "finding-mixed_respondents",
    "finding-interviewer_words",
    "finding-wrong_respondent",
    "finding-wrong_age",
    "finding-wrong_gender",
    "finding-wrong_category",
    "finding-unknown_respondent",
    "finding-no_attribution",
    "finding-contradicts",
    "finding-malformed_attribution",
    "finding-not_found",
    "finding-recognisable",
];

/// `GET /audit`
pub(in crate::web) async fn show(seat: Seat) -> Result<Markup, NoPage> {
    let form = seat.form("audit")?.clone();
    let say = |name: &str| seat.say(name);
    let page = html! {
        h1 { (say("audit")) }
        p { (say("audit-help")) }
        form #draft.settings {
            label.dropzone #drop { span { (say("drop-draft")) } input #file type="file" accept=".docx,.odt,.rtf,.html,.htm,.md,.txt,.pdf" required; }
            div.fields { @for it in &form.fields { (field(&seat, it, "")) } }
            p { button { (say("audit-it")) } }
        }
        section #audited aria-live="polite" {}
        (words(&seat, &AUDITING))
    };
    Ok(frame(&seat, &say("audit"), Some("audit.js"), page))
}
