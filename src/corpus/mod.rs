//! Edge: files to text. One file per kind. Knows nothing of projects, databases or the full-text index.
