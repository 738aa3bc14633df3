-- What members of a server suggest, and what they make of it. Starter tips are no rows: they stand in data/tips.toml,
-- and tip_votes.tip_id is their number there (below 1000) or the id of a row here.

CREATE TABLE tips (
    guild_id    INTEGER NOT NULL,
    id          INTEGER NOT NULL CHECK (id >= 1000),
    author_id   INTEGER NOT NULL,
    anonymous   INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    area        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    moment      TEXT NOT NULL CHECK (moment IN ('before', 'during', 'after')),
    body        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('published', 'held', 'hidden', 'withdrawn')),
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (guild_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tips_by_author ON tips (author_id);

CREATE TABLE tip_votes (
    guild_id   INTEGER NOT NULL,
    tip_id     INTEGER NOT NULL,
    member_id  INTEGER NOT NULL,
    helps      INTEGER NOT NULL CHECK (helps IN (0, 1)),
    PRIMARY KEY (guild_id, tip_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tip_votes_by_member ON tip_votes (member_id);

CREATE TABLE tip_reports (
    guild_id   INTEGER NOT NULL,
    tip_id     INTEGER NOT NULL,
    member_id  INTEGER NOT NULL,
    PRIMARY KEY (guild_id, tip_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tip_reports_by_member ON tip_reports (member_id);
