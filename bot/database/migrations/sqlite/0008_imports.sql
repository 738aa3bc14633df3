-- Moving in: files that wait for the member's word, what was saved of which file, and the choices that stay.

CREATE TABLE staged_imports (
    member_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    file BLOB NOT NULL,              -- as it was sent, compressed
    size INTEGER NOT NULL,           -- before it was compressed
    unit TEXT CHECK (unit IN ('kg', 'lb')),  -- NULL: not chosen
    listed TEXT NOT NULL,            -- JSON: the names of exercises in the file, in its order
    names TEXT NOT NULL,             -- JSON: the exercises that the member chose, by name as it is compared
    staged_at INTEGER NOT NULL,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX staged_imports_by_age ON staged_imports (staged_at);

CREATE TABLE imports (
    member_id INTEGER NOT NULL,
    id INTEGER NOT NULL,             -- of the staged import it was saved from, so that it can't be saved twice
    app TEXT NOT NULL,
    entries INTEGER NOT NULL,
    sets INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    saved_at INTEGER,                -- NULL: not all of it is in the log yet
    undone_at INTEGER,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX imports_half_done ON imports (member_id, id) WHERE saved_at IS NULL;

-- What tells in a later export which sets are known; it outlives the entry, so that what is deleted stays deleted.
CREATE TABLE imported_entries (
    member_id INTEGER NOT NULL,
    source_key INTEGER NOT NULL,     -- of the app, the start of the workout, the exercise and its turn in it
    entry_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    prints TEXT NOT NULL,            -- the fingerprints of its sets as they stood in the file
    PRIMARY KEY (member_id, source_key, entry_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX imported_entries_by_import ON imported_entries (member_id, import_id, entry_id);

CREATE TABLE import_names (
    member_id INTEGER NOT NULL,
    name TEXT NOT NULL,              -- as it is compared
    exercise_id TEXT NOT NULL,
    PRIMARY KEY (member_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_exercises (
    member_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,              -- as the member, or their other app, writes it
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;
