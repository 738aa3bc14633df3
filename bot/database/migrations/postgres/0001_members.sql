-- Members, what they agreed to, what they typed that could not be taken yet, and what the process remembers.

CREATE TABLE members (
    member_id     BIGINT PRIMARY KEY,
    unit          TEXT COLLATE "C" CHECK (unit IN ('kg', 'lb')),
    zone          TEXT COLLATE "C",
    waking_from   TEXT COLLATE "C" NOT NULL DEFAULT '07:00',
    waking_until  TEXT COLLATE "C" NOT NULL DEFAULT '22:00',
    region        TEXT COLLATE "C",
    public_log    BIGINT NOT NULL DEFAULT 1 CHECK (public_log IN (0, 1)),
    dms           BIGINT NOT NULL DEFAULT 1 CHECK (dms IN (0, 1))
);

CREATE TABLE consents (
    member_id     BIGINT NOT NULL,
    purpose       TEXT COLLATE "C" NOT NULL,
    version       BIGINT NOT NULL,
    given_at      BIGINT NOT NULL,
    withdrawn_at  BIGINT,
    PRIMARY KEY (member_id, purpose)
);

CREATE TABLE drafts (
    member_id   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (member_id, id)
);

CREATE INDEX drafts_by_age ON drafts (created_at);

CREATE TABLE process_state (
    name   TEXT COLLATE "C" PRIMARY KEY,
    value  TEXT COLLATE "C" NOT NULL
);
