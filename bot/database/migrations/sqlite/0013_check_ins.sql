-- Check-ins: all that they ask, and nameless counts of what became of it.

-- guild_id: the server it was logged in, whose tips it is compared with. nudges: how often an answer was asked for again.
ALTER TABLE flares ADD COLUMN guild_id INTEGER;
ALTER TABLE flares ADD COLUMN nudges INTEGER NOT NULL DEFAULT 0;
CREATE INDEX flares_by_guild ON flares (guild_id) WHERE guild_id IS NOT NULL;

-- The same table with more occasions and answers. Every answer is sealed text (bot/flares/vault.py).
CREATE TABLE flare_readings_with_more (
    member_id  INTEGER NOT NULL,
    id         INTEGER NOT NULL,
    flare_id   INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    step       TEXT NOT NULL CHECK (
        step IN ('log', 'update', 'morning', 'before_session', 'after_session', 'day_7')
    ),
    pain       TEXT,
    masked     TEXT,
    screen     TEXT,
    disturbed  TEXT,
    ability    TEXT,
    warmup     TEXT,
    worst      TEXT,
    change     TEXT,
    tried      TEXT,
    felt       TEXT,
    besides    TEXT,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO flare_readings_with_more (member_id, id, flare_id, at, step, pain, masked, screen)
SELECT member_id, id, flare_id, at, step, pain, masked, screen FROM flare_readings;
DROP TABLE flare_readings;
ALTER TABLE flare_readings_with_more RENAME TO flare_readings;

-- What became of flare-ups that are deleted by now, as counts without names, sealed whole: one row a server, 0 for none.
CREATE TABLE flare_counts (
    guild_id  INTEGER NOT NULL PRIMARY KEY,
    counts    TEXT NOT NULL
) STRICT;
