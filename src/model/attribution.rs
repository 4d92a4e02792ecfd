//! The bracket after a quote: a template filled with what is known about a respondent.
