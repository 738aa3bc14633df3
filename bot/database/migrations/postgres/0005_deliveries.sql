-- What Spotter owes members on its own account, and how each delivery went. Nothing is deleted before it has arrived.

CREATE TABLE deliveries (
    member_id   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    subject_id  BIGINT NOT NULL,
    step        TEXT COLLATE "C" NOT NULL DEFAULT '',
    channel_id  BIGINT,
    due_at      BIGINT NOT NULL,
    state       TEXT COLLATE "C" NOT NULL DEFAULT 'scheduled'
                CHECK (state IN ('scheduled', 'claimed', 'delivered', 'undeliverable', 'cancelled')),
    try_at      BIGINT,
    owner       TEXT COLLATE "C",
    attempts    BIGINT NOT NULL DEFAULT 0,
    code        TEXT COLLATE "C",
    called      BIGINT NOT NULL DEFAULT 0 CHECK (called IN (0, 1)),
    settled_at  BIGINT,
    told_at     BIGINT,
    PRIMARY KEY (member_id, id),
    -- A row is looked at again exactly while it is neither arrived, missed nor cancelled.
    CHECK ((try_at IS NOT NULL) = (state IN ('scheduled', 'claimed')))
);

-- try_at: when the row next needs looking at, be it due, to be tried again, or left behind by a process that died.
CREATE INDEX deliveries_to_look_at ON deliveries (try_at) WHERE try_at IS NOT NULL;

-- The same occurrence can't be owed twice.
CREATE UNIQUE INDEX deliveries_open ON deliveries (member_id, kind, subject_id, step, due_at) WHERE try_at IS NOT NULL;

CREATE INDEX deliveries_untold ON deliveries (member_id) WHERE state = 'undeliverable' AND told_at IS NULL;

-- Known DM channels (opening them is limited), and doors that were found closed.
CREATE TABLE dm_channels (
    member_id     BIGINT PRIMARY KEY,
    channel_id    BIGINT,
    closed_until  BIGINT,
    reason        TEXT COLLATE "C",
    CHECK ((closed_until IS NULL) = (reason IS NULL))
);
