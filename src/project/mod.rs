//! The house: the project folder and its jobs; the only place where edges meet.
