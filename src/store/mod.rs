//! Edge: SQLite. The journal and the tables it fills; the only room that names rusqlite.
