-- Own exercises that turned out to be another lift. Their names go on meaning it; what moved with them can move back.

CREATE TABLE merged_exercises (
    member_id INTEGER NOT NULL,
    id TEXT NOT NULL,                -- of the own exercise
    name TEXT NOT NULL,
    into_id TEXT NOT NULL,           -- the lift it is; an own one may have been merged further since
    merged_at INTEGER NOT NULL,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE merged_entries (
    member_id INTEGER NOT NULL,
    exercise_id TEXT NOT NULL,       -- the own exercise that the entry was of
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (member_id, exercise_id, entry_id)
) STRICT, WITHOUT ROWID;
