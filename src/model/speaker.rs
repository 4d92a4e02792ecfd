//! Who asks and who answers.
