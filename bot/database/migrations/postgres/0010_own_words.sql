-- What a member loads and how a server calls its lifts; sets of as many reps as possible.

ALTER TABLE members ADD COLUMN plates TEXT COLLATE "C";  -- a bar and its plates as they are written; NULL: the usual ones

ALTER TABLE sets ADD COLUMN amrap BIGINT NOT NULL DEFAULT 0 CHECK (amrap IN (0, 1));

CREATE TABLE lift_aliases (
    guild_id BIGINT NOT NULL,
    alias TEXT COLLATE "C" NOT NULL,             -- as names are compared
    name TEXT COLLATE "C" NOT NULL,              -- as it was typed
    exercise_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (guild_id, alias)
);
