-- Check-ins: all that they ask, and nameless counts of what became of it.

-- guild_id: the server it was logged in, whose tips it is compared with. nudges: how often an answer was asked for again.
ALTER TABLE flares ADD COLUMN guild_id BIGINT;
ALTER TABLE flares ADD COLUMN nudges BIGINT NOT NULL DEFAULT 0;
CREATE INDEX flares_by_guild ON flares (guild_id) WHERE guild_id IS NOT NULL;

-- The same table with more occasions and answers. Every answer is sealed text (bot/flares/vault.py).
CREATE TABLE flare_readings_with_more (
    member_id  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    flare_id   BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    step       TEXT COLLATE "C" NOT NULL CHECK (
        step IN ('log', 'update', 'morning', 'before_session', 'after_session', 'day_7')
    ),
    pain       TEXT COLLATE "C",
    masked     TEXT COLLATE "C",
    screen     TEXT COLLATE "C",
    disturbed  TEXT COLLATE "C",
    ability    TEXT COLLATE "C",
    warmup     TEXT COLLATE "C",
    worst      TEXT COLLATE "C",
    change     TEXT COLLATE "C",
    tried      TEXT COLLATE "C",
    felt       TEXT COLLATE "C",
    besides    TEXT COLLATE "C",
    PRIMARY KEY (member_id, id)
);
INSERT INTO flare_readings_with_more (member_id, id, flare_id, at, step, pain, masked, screen)
SELECT member_id, id, flare_id, at, step, pain, masked, screen FROM flare_readings;
DROP TABLE flare_readings;
ALTER TABLE flare_readings_with_more RENAME TO flare_readings;

-- What became of flare-ups that are deleted by now, as counts without names, sealed whole: one row a server, 0 for none.
CREATE TABLE flare_counts (
    guild_id  BIGINT NOT NULL PRIMARY KEY,
    counts    TEXT COLLATE "C" NOT NULL
);
