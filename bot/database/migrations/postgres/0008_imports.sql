-- Moving in: files that wait for the member's word, what was saved of which file, and the choices that stay.

CREATE TABLE staged_imports (
    member_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    file BYTEA NOT NULL,              -- as it was sent, compressed
    size BIGINT NOT NULL,           -- before it was compressed
    unit TEXT COLLATE "C" CHECK (unit IN ('kg', 'lb')),  -- NULL: not chosen
    listed TEXT COLLATE "C" NOT NULL,            -- JSON: the names of exercises in the file, in its order
    names TEXT COLLATE "C" NOT NULL,             -- JSON: the exercises that the member chose, by name as it is compared
    staged_at BIGINT NOT NULL,
    PRIMARY KEY (member_id, id)
);

CREATE INDEX staged_imports_by_age ON staged_imports (staged_at);

CREATE TABLE imports (
    member_id BIGINT NOT NULL,
    id BIGINT NOT NULL,             -- of the staged import it was saved from, so that it can't be saved twice
    app TEXT COLLATE "C" NOT NULL,
    entries BIGINT NOT NULL,
    sets BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    saved_at BIGINT,                -- NULL: not all of it is in the log yet
    undone_at BIGINT,
    PRIMARY KEY (member_id, id)
);

CREATE INDEX imports_half_done ON imports (member_id, id) WHERE saved_at IS NULL;

-- What tells in a later export which sets are known; it outlives the entry, so that what is deleted stays deleted.
CREATE TABLE imported_entries (
    member_id BIGINT NOT NULL,
    source_key BIGINT NOT NULL,     -- of the app, the start of the workout, the exercise and its turn in it
    entry_id BIGINT NOT NULL,
    import_id BIGINT NOT NULL,
    prints TEXT COLLATE "C" NOT NULL,            -- the fingerprints of its sets as they stood in the file
    PRIMARY KEY (member_id, source_key, entry_id)
);

CREATE INDEX imported_entries_by_import ON imported_entries (member_id, import_id, entry_id);

CREATE TABLE import_names (
    member_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,              -- as it is compared
    exercise_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (member_id, name)
);

CREATE TABLE custom_exercises (
    member_id BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,              -- as the member, or their other app, writes it
    PRIMARY KEY (member_id, id)
);
