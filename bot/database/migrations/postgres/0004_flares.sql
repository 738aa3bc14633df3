-- Flare-ups and their readings. Plain: whose it is, ids, times, and on what occasion a reading was taken.
-- Everything else is sealed text (bot/flares/vault.py): the area and lift, what a screen came to and that it was
-- checked, the choice, the weights and day of the plan, the pain, and whether painkillers masked it.

CREATE TABLE flares (
    member_id    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    closed_at    BIGINT,
    asked_since  BIGINT,
    subject      TEXT COLLATE "C" NOT NULL,
    screen       TEXT COLLATE "C" NOT NULL,
    checked      TEXT COLLATE "C",
    choice       TEXT COLLATE "C",
    terms        TEXT COLLATE "C",
    PRIMARY KEY (member_id, id)
);

-- For the retention time.
CREATE INDEX flares_by_change ON flares (changed_at);

CREATE TABLE flare_readings (
    member_id  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    flare_id   BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    step       TEXT COLLATE "C" NOT NULL CHECK (step IN ('log', 'update', 'morning', 'before_session')),
    pain       TEXT COLLATE "C",
    masked     TEXT COLLATE "C",
    screen     TEXT COLLATE "C",
    PRIMARY KEY (member_id, id)
);
