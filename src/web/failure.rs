//! What a request gets that cannot be done: the message of the command line, as JSON.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::language::Language;
use super::told;
use crate::project::ProjectError;

/// A request that cannot be done.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) status: StatusCode,
    pub(super) message: String,
}

impl Failure {
    /// Something that is not there.
    pub(super) fn missing(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            message: message.into(),
        }
    }

    /// Something that is not done, for this reason.
    pub(super) fn refused(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            message: message.into(),
        }
    }

    /// Something that cannot be done while an earlier day is looked at; pages keep it until then.
    pub(super) fn locked(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::LOCKED,
            message: message.into(),
        }
    }

    /// A fault of the program.
    pub(super) fn broken() -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            message: "this could not be done, and nothing was changed by it".to_owned(),
        }
    }
}

impl From<ProjectError> for Failure {
    fn from(error: ProjectError) -> Self {
        let status = match error {
            ProjectError::Unknown { .. } => StatusCode::NOT_FOUND,
            ProjectError::Doubtful(_) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut message = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            message.push_str(": ");
            message.push_str(&error.to_string());
            cause = error.source();
        }
        Self { status, message }
    }
}

impl Failure {
    /// The same in the language of the visitor, with the tag of the language that the words are in. Programs,
    /// which like no language, get the words of the command line.
    pub(super) fn in_language(&self, language: Language) -> Response {
        let body = match language {
            Language::En => json!({ "error": self.message }),
            Language::Ru | Language::Kk => {
                let lines = self.message.lines().map(str::trim);
                let told: Option<Vec<String>> =
                    lines.map(|line| told::tell(language, line)).collect();
                match told {
                    Some(told) => json!({ "error": told.join("\n"), "language": language.tag() }),
                    None => json!({ "error": self.message, "language": "en" }),
                }
            }
        };
        (self.status, Json(body)).into_response()
    }
}

/// A failure whose words the guard, which knows the visitor, writes.
#[derive(Debug, Clone)]
pub(super) struct Untold(pub(super) Failure);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.in_language(Language::En);
        response.extensions_mut().insert(Untold(self));
        response
    }
}
