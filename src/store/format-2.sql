-- Copies of a project that went apart and are merged: one copy's journal may fork, an operation says
-- which other ends it knew, and one that is withheld has no changes.
ALTER TABLE journal RENAME TO journal_of_format_1;
CREATE TABLE journal (
    number   INTEGER PRIMARY KEY,      -- order of arrival in this file
    copy     BLOB NOT NULL,            -- the copy of the project that the operation was made in
    running  INTEGER NOT NULL,         -- 1, 2, 3, ... within that copy
    id       BLOB NOT NULL UNIQUE,
    at       TEXT NOT NULL,
    moment   INTEGER NOT NULL,         -- the same in microseconds, to sort by
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    summary  TEXT NOT NULL,
    undoes   BLOB,
    changes  TEXT,                     -- JSON; NULL while the operation is withheld
    texts    INTEGER NOT NULL,         -- 1 when a source changed, so that the index is behind
    previous BLOB NOT NULL,            -- hash of the operation before it in the same copy
    knows    TEXT NOT NULL,            -- hashes of the ends of other copies that it knew, parted by spaces
    hash     BLOB NOT NULL UNIQUE
) STRICT;
INSERT INTO journal SELECT number, copy, running, id, at, 0, actor, action, summary, undoes, changes, texts, previous, '', hash
    FROM journal_of_format_1;
DROP TABLE journal_of_format_1;
CREATE INDEX journal_texts ON journal (number) WHERE texts = 1;
CREATE INDEX journal_order ON journal (moment, copy, running, id);
CREATE INDEX journal_copy ON journal (copy, running);

-- Hashes of the operations that no other one knows yet.
CREATE TABLE ends (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO ends SELECT hash FROM journal ORDER BY number DESC LIMIT 1;

CREATE TABLE rounds      (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE assignments (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE standings   (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE decisions   (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
