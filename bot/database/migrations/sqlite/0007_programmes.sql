-- Programmes that members run, and what each session, skip or reset did to them.

CREATE TABLE programmes (
    member_id INTEGER NOT NULL,
    id INTEGER NOT NULL,             -- made with the preview, so that it can't be started twice
    programme TEXT NOT NULL,         -- its key in data/programmes.toml
    state TEXT NOT NULL,             -- JSON: sessions behind, and where each lift stands
    revision INTEGER NOT NULL,       -- raised with each change of the state: nobody writes over what they did not read
    days TEXT NOT NULL,              -- JSON: weekdays, Monday is 0
    jumps TEXT NOT NULL,             -- JSON: the member's own jumps by exercise, * for all
    plates TEXT,                     -- as it was typed; NULL: the usual ones in the member's unit
    first_day TEXT NOT NULL,         -- YYYY-MM-DD in the member's zone
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX programmes_running ON programmes (member_id) WHERE ended_at IS NULL;

CREATE TABLE programme_steps (
    member_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('session', 'skip', 'reset')),
    number INTEGER,                  -- of the session; NULL for a reset
    change TEXT NOT NULL,            -- JSON: the lines it touched, before and after, so that it can be undone exactly
    workout_id INTEGER,              -- what was logged with it
    day TEXT NOT NULL,               -- YYYY-MM-DD in the member's zone
    made_at INTEGER NOT NULL,
    undone_at INTEGER,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX programme_sessions ON programme_steps (member_id, programme_id, number)
    WHERE number IS NOT NULL AND undone_at IS NULL;
