-- Nouns that came after rounds and decisions: each one JSON record under its id.
CREATE TABLE places      (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE stops       (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
