-- What a member loads and how a server calls its lifts; sets of as many reps as possible.

ALTER TABLE members ADD COLUMN plates TEXT;  -- a bar and its plates as they are written; NULL: the usual ones

ALTER TABLE sets ADD COLUMN amrap INTEGER NOT NULL DEFAULT 0 CHECK (amrap IN (0, 1));

CREATE TABLE lift_aliases (
    guild_id INTEGER NOT NULL,
    alias TEXT NOT NULL,             -- as names are compared
    name TEXT NOT NULL,              -- as it was typed
    exercise_id TEXT NOT NULL,
    PRIMARY KEY (guild_id, alias)
) STRICT, WITHOUT ROWID;
