-- What members lifted: entries, their sets, and the workouts that were saved in one go.

CREATE TABLE entries (
    member_id BIGINT NOT NULL,
    id BIGINT NOT NULL,             -- of the interaction or draft it came from, so that it can't be logged twice
    exercise_id TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,               -- YYYY-MM-DD in the member's zone when it was logged: the session it belongs to
    performed_at BIGINT NOT NULL,
    note TEXT COLLATE "C",
    workout_id BIGINT,
    again_of BIGINT,                -- the entry whose Again button made this one
    logged_at BIGINT NOT NULL,
    undone_at BIGINT,
    PRIMARY KEY (member_id, id)
);

CREATE INDEX entries_by_day ON entries (member_id, day) WHERE undone_at IS NULL;
CREATE INDEX entries_by_exercise ON entries (member_id, exercise_id, day) WHERE undone_at IS NULL;
CREATE INDEX entries_by_workout ON entries (member_id, workout_id) WHERE workout_id IS NOT NULL;
CREATE INDEX entries_by_source ON entries (member_id, again_of, logged_at) WHERE again_of IS NOT NULL;

CREATE TABLE sets (
    member_id BIGINT NOT NULL,
    entry_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    exercise_id TEXT COLLATE "C" NOT NULL,       -- as in the entry, with performed_at: so that the index of bests covers its queries
    performed_at BIGINT NOT NULL,
    amount TEXT COLLATE "C" NOT NULL,            -- the weight exactly as it was entered: a decimal, and its unit
    unit TEXT COLLATE "C" NOT NULL CHECK (unit IN ('kg', 'lb')),
    weight_key BIGINT NOT NULL,     -- the same in 10^-11 kg, whole for both units: what is compared
    bodyweight BIGINT NOT NULL,     -- 1: the weight is added to the lifter's own, or taken off it
    measure TEXT COLLATE "C" NOT NULL CHECK (measure IN ('reps', 'seconds', 'metres')),
    count BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('working', 'warm-up', 'drop')),
    failed BIGINT NOT NULL,
    rpe TEXT COLLATE "C",
    rir BIGINT,
    clean BIGINT NOT NULL,          -- 1: reps that were done and not to warm up, so it can be a record
    live BIGINT NOT NULL,           -- 0: its entry is undone
    PRIMARY KEY (member_id, entry_id, position),
    FOREIGN KEY (member_id, entry_id) REFERENCES entries (member_id, id) ON DELETE CASCADE
);

-- The heaviest for each number of reps comes from this index alone, however many sets there are of others.
CREATE INDEX sets_by_reps ON sets
    (member_id, exercise_id, bodyweight, count, weight_key DESC, performed_at, entry_id, amount, unit)
    WHERE clean = 1 AND live = 1;

CREATE TABLE workouts (
    member_id BIGINT NOT NULL,
    id BIGINT NOT NULL,             -- of the draft it was saved from, so that it can't be saved twice
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (member_id, id)
);
