-- Members, what they agreed to, what they typed that could not be taken yet, and what the process remembers.

CREATE TABLE members (
    member_id     INTEGER PRIMARY KEY,
    unit          TEXT CHECK (unit IN ('kg', 'lb')),
    zone          TEXT,
    waking_from   TEXT NOT NULL DEFAULT '07:00',
    waking_until  TEXT NOT NULL DEFAULT '22:00',
    region        TEXT,
    public_log    INTEGER NOT NULL DEFAULT 1 CHECK (public_log IN (0, 1)),
    dms           INTEGER NOT NULL DEFAULT 1 CHECK (dms IN (0, 1))
) STRICT;

CREATE TABLE consents (
    member_id     INTEGER NOT NULL,
    purpose       TEXT NOT NULL,
    version       INTEGER NOT NULL,
    given_at      INTEGER NOT NULL,
    withdrawn_at  INTEGER,
    PRIMARY KEY (member_id, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    member_id   INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    body        TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX drafts_by_age ON drafts (created_at);

CREATE TABLE process_state (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
