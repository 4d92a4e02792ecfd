-- The journal is the truth; every table below it is a projection of it.
CREATE TABLE journal (
    number   INTEGER PRIMARY KEY,      -- order of arrival in this file
    copy     BLOB NOT NULL,            -- the copy of the project that the operation was made in
    running  INTEGER NOT NULL,         -- 1, 2, 3, ... within that copy
    id       BLOB NOT NULL UNIQUE,
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    summary  TEXT NOT NULL,
    undoes   BLOB,
    changes  TEXT NOT NULL,            -- JSON
    texts    INTEGER NOT NULL,         -- 1 when a source changed, so that the index is behind
    previous BLOB NOT NULL,            -- hash of the operation before it in the same copy
    hash     BLOB NOT NULL,
    UNIQUE (copy, running)
) STRICT;
CREATE INDEX journal_texts ON journal (number) WHERE texts = 1;

-- Texts and original files under their SHA-256, each stored once.
CREATE TABLE texts (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

CREATE TABLE attributes  (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE respondents (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sources     (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE codes       (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE coders      (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE memos       (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE files       (id BLOB PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE codings (
    id         BLOB PRIMARY KEY,
    source     BLOB NOT NULL,
    version    INTEGER NOT NULL,
    "start"    INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    code       BLOB NOT NULL,
    definition INTEGER NOT NULL,
    coder      BLOB NOT NULL,
    at         TEXT NOT NULL,
    words      BLOB NOT NULL
) STRICT;
CREATE INDEX codings_source ON codings (source);
CREATE INDEX codings_code ON codings (code);

-- Which copy this file is.
CREATE TABLE copy (id BLOB NOT NULL) STRICT;
