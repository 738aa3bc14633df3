-- What only one process does at a time: who has it, and until when (microseconds UTC) unless it is given back.

CREATE TABLE leases (
    name   TEXT PRIMARY KEY,
    owner  TEXT NOT NULL,
    until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
