//! Edge: full text and the query language; the only room that names tantivy.
