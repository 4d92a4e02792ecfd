//! Where a request is answered from: who sits there, in which language, and the project to ask.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use jiff::Timestamp;
use maud::Markup;
use serde_json::Value;

use super::House;
use super::asked::{Answered, Asked, Form};
use super::failure::Failure;
use super::language::Language;
use super::told;
use crate::model::hash::Hash;
use crate::project::{ChangeName, Project, ProjectError};

/// Who asks, as the guard let them in.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    /// The coder who sits there.
    pub(super) coder: String,
    /// The language of the page.
    pub(super) language: Language,
    /// The moment that is looked at; `None` is now.
    pub(super) moment: Option<Timestamp>,
}

/// A visitor at the desk.
pub(super) struct Seat {
    house: House,
    pub(super) visitor: Visitor,
    /// What the change that is asked for is called.
    name: Option<ChangeName>,
}

impl FromRequestParts<House> for Seat {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, StatusCode> {
        // The guard leaves one in every request that it lets in.
        let visitor = parts.extensions.get::<Visitor>().cloned();
        Ok(Self {
            house: house.clone(),
            visitor: visitor.ok_or(StatusCode::UNAUTHORIZED)?,
            name: parts.extensions.get::<ChangeName>().copied(),
        })
    }
}

impl Seat {
    /// The seat of a visitor whom the guard has let in.
    pub(super) fn of(house: &House, visitor: &Visitor) -> Self {
        Self {
            house: house.clone(),
            visitor: visitor.clone(),
            name: None,
        }
    }

    /// Does a job with the project as this visitor may see it; the job hears who it is.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Project, &str) -> Result<T, ProjectError> + Send + 'static,
    ) -> Result<T, Failure> {
        let who = self.visitor.coder.clone();
        let desk = &self.house.0.desk;
        let view = (who.clone(), self.visitor.moment);
        let name = self.name;
        desk.ask(view, name, move |project| job(project, &who))
            .await
    }

    /// The same for programs.
    pub(super) async fn json(
        &self,
        job: impl FnOnce(&mut Project, &str) -> Result<Value, ProjectError> + Send + 'static,
    ) -> Result<Json<Value>, Failure> {
        self.ask(job).await.map(Json)
    }

    /// Asks a command as this visitor, on a thread of its own.
    pub(super) async fn answer(&self, asked: Asked) -> Result<Answered, Failure> {
        if self.visitor.moment.is_some() && asked.format.as_deref().is_some_and(|it| it != "json") {
            let says = "a file that leaves the project is recorded, and nothing can be changed of the project as it was, expected it as it is now";
            return Err(Failure::refused(says));
        }
        let asked = Asked {
            coder: self.visitor.coder.clone(),
            moment: self.visitor.moment,
            language: self.visitor.language.tongue(),
            ..asked
        };
        let house = self.house.clone();
        let done = tokio::task::spawn_blocking(move || (house.0.answers.ask)(&asked)).await;
        match done {
            Ok(answer) => answer.map_err(Failure::refused),
            Err(_) => Err(Failure::broken()),
        }
    }

    /// The commands that can be asked.
    pub(super) fn forms(&self) -> &[Form] {
        &self.house.0.answers.forms
    }

    /// The command of this name.
    pub(super) fn form(&self, name: &str) -> Result<&Form, Failure> {
        let near = || Failure::missing(format!("no command `{name}` answers a page"));
        self.house.0.answers.form(name).ok_or_else(near)
    }

    /// A word in the visitor's language, else `other`.
    pub(super) fn say_or(&self, name: &str, other: &str) -> String {
        match self.visitor.language.say(name) {
            said if said == name => other.to_owned(),
            said => said,
        }
    }

    /// Tells what this visitor keeps in the browser for this project from all else that is kept there.
    pub(super) fn mark(&self) -> String {
        let whole = format!("{}\n{}", self.house.0.mark, self.visitor.coder);
        let mut mark = Hash::of(whole.as_bytes()).to_string();
        mark.truncate(16);
        mark
    }

    /// A word or sentence in the visitor's language.
    pub(super) fn say(&self, name: &str) -> String {
        self.visitor.language.say(name)
    }

    /// What the program said in English, in the visitor's language or marked as English.
    pub(super) fn told(&self, english: &str) -> Markup {
        told::shown(self.visitor.language, english)
    }

    /// The same as plain words; `None` where no message tells it.
    pub(super) fn tell(&self, english: &str) -> Option<String> {
        told::tell(self.visitor.language, english)
    }

    /// The same in JSON, under these names.
    pub(super) fn tell_json(&self, value: Value, names: &[&str]) -> Value {
        told::tell_json(self.visitor.language, value, names, &[])
    }

    /// A count, as the visitor's language writes it.
    pub(super) fn count(&self, n: usize) -> String {
        self.visitor.language.count(n)
    }

    /// The same, with numbers in it.
    pub(super) fn say_of(&self, name: &str, numbers: &[(&'static str, usize)]) -> String {
        self.visitor.language.say_of(name, numbers)
    }
}
