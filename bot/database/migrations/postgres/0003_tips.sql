-- What members of a server suggest, and what they make of it. Starter tips are no rows: they stand in data/tips.toml,
-- and tip_votes.tip_id is their number there (below 1000) or the id of a row here.

CREATE TABLE tips (
    guild_id    BIGINT NOT NULL,
    id          BIGINT NOT NULL CHECK (id >= 1000),
    author_id   BIGINT NOT NULL,
    anonymous   BIGINT NOT NULL CHECK (anonymous IN (0, 1)),
    area        TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    moment      TEXT COLLATE "C" NOT NULL CHECK (moment IN ('before', 'during', 'after')),
    body        TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('published', 'held', 'hidden', 'withdrawn')),
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (guild_id, id)
);

CREATE INDEX tips_by_author ON tips (author_id);

CREATE TABLE tip_votes (
    guild_id   BIGINT NOT NULL,
    tip_id     BIGINT NOT NULL,
    member_id  BIGINT NOT NULL,
    helps      BIGINT NOT NULL CHECK (helps IN (0, 1)),
    PRIMARY KEY (guild_id, tip_id, member_id)
);

CREATE INDEX tip_votes_by_member ON tip_votes (member_id);

CREATE TABLE tip_reports (
    guild_id   BIGINT NOT NULL,
    tip_id     BIGINT NOT NULL,
    member_id  BIGINT NOT NULL,
    PRIMARY KEY (guild_id, tip_id, member_id)
);

CREATE INDEX tip_reports_by_member ON tip_reports (member_id);
