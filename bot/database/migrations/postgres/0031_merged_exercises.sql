-- Own exercises that turned out to be another lift. Their names go on meaning it; what moved with them can move back.

CREATE TABLE merged_exercises (
    member_id BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,                -- of the own exercise
    name TEXT COLLATE "C" NOT NULL,
    into_id TEXT COLLATE "C" NOT NULL,           -- the lift it is; an own one may have been merged further since
    merged_at BIGINT NOT NULL,
    PRIMARY KEY (member_id, id)
);

CREATE TABLE merged_entries (
    member_id BIGINT NOT NULL,
    exercise_id TEXT COLLATE "C" NOT NULL,       -- the own exercise that the entry was of
    entry_id BIGINT NOT NULL,
    PRIMARY KEY (member_id, exercise_id, entry_id)
);
