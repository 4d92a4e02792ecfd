//! Jobs that take sums as well as a project, which may not name them: what a command and a page do
//! alike has one body, here. Both front doors stand on this room; it writes nothing for either of them.

pub mod answering;
pub mod contradicted;
pub mod editing;
pub mod imported;
pub mod respondent;
pub mod settling;
