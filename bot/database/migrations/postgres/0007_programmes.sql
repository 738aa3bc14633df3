-- Programmes that members run, and what each session, skip or reset did to them.

CREATE TABLE programmes (
    member_id BIGINT NOT NULL,
    id BIGINT NOT NULL,             -- made with the preview, so that it can't be started twice
    programme TEXT COLLATE "C" NOT NULL,         -- its key in data/programmes.toml
    state TEXT COLLATE "C" NOT NULL,             -- JSON: sessions behind, and where each lift stands
    revision BIGINT NOT NULL,       -- raised with each change of the state: nobody writes over what they did not read
    days TEXT COLLATE "C" NOT NULL,              -- JSON: weekdays, Monday is 0
    jumps TEXT COLLATE "C" NOT NULL,             -- JSON: the member's own jumps by exercise, * for all
    plates TEXT COLLATE "C",                     -- as it was typed; NULL: the usual ones in the member's unit
    first_day TEXT COLLATE "C" NOT NULL,         -- YYYY-MM-DD in the member's zone
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (member_id, id)
);

CREATE UNIQUE INDEX programmes_running ON programmes (member_id) WHERE ended_at IS NULL;

CREATE TABLE programme_steps (
    member_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    programme_id BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('session', 'skip', 'reset')),
    number BIGINT,                  -- of the session; NULL for a reset
    change TEXT COLLATE "C" NOT NULL,            -- JSON: the lines it touched, before and after, so that it can be undone exactly
    workout_id BIGINT,              -- what was logged with it
    day TEXT COLLATE "C" NOT NULL,               -- YYYY-MM-DD in the member's zone
    made_at BIGINT NOT NULL,
    undone_at BIGINT,
    PRIMARY KEY (member_id, id)
);

CREATE UNIQUE INDEX programme_sessions ON programme_steps (member_id, programme_id, number)
    WHERE number IS NOT NULL AND undone_at IS NULL;
