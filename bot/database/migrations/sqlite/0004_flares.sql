-- Flare-ups and their readings. Plain: whose it is, ids, times, and on what occasion a reading was taken.
-- Everything else is sealed text (bot/flares/vault.py): the area and lift, what a screen came to and that it was
-- checked, the choice, the weights and day of the plan, the pain, and whether painkillers masked it.

CREATE TABLE flares (
    member_id    INTEGER NOT NULL,
    id           INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    closed_at    INTEGER,
    asked_since  INTEGER,
    subject      TEXT NOT NULL,
    screen       TEXT NOT NULL,
    checked      TEXT,
    choice       TEXT,
    terms        TEXT,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

-- For the retention time.
CREATE INDEX flares_by_change ON flares (changed_at);

CREATE TABLE flare_readings (
    member_id  INTEGER NOT NULL,
    id         INTEGER NOT NULL,
    flare_id   INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    step       TEXT NOT NULL CHECK (step IN ('log', 'update', 'morning', 'before_session')),
    pain       TEXT,
    masked     TEXT,
    screen     TEXT,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;
