//! Quotes: the words of a segment as a reader sees them.
