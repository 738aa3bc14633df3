-- How a server wants things, what its moderators did, and the whole life of a tip.

CREATE TABLE servers (
    guild_id         BIGINT PRIMARY KEY,
    records_channel  BIGINT,
    tips_channel     BIGINT,
    digest_channel   BIGINT,
    moderator_role   BIGINT,
    approval         BIGINT NOT NULL DEFAULT 0 CHECK (approval IN (0, 1)),
    counts_hidden    BIGINT NOT NULL DEFAULT 0 CHECK (counts_hidden IN (0, 1)),
    reports_to_hide  BIGINT NOT NULL DEFAULT 3 CHECK (reports_to_hide BETWEEN 1 AND 20),
    weekly_digest    BIGINT NOT NULL DEFAULT 0 CHECK (weekly_digest IN (0, 1))
);

-- Areas ('all' for every one) in which a server shows no starter tips, or no tips at all.
CREATE TABLE server_switches (
    guild_id  BIGINT NOT NULL,
    what      TEXT COLLATE "C" NOT NULL CHECK (what IN ('starters', 'tips')),
    area      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (guild_id, what, area)
);

-- Every act of a moderator. It names the tip, never its author; actor_id 0 is a moderator who deleted their data.
CREATE TABLE server_audit (
    guild_id  BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    actor_id  BIGINT NOT NULL,
    act       TEXT COLLATE "C" NOT NULL,
    tip_id    BIGINT,
    detail    TEXT COLLATE "C" NOT NULL DEFAULT '',
    at        BIGINT NOT NULL,
    PRIMARY KEY (guild_id, id)
);

CREATE INDEX server_audit_by_actor ON server_audit (actor_id);

-- why: what a held or hidden tip waits for, or, of a withdrawn one, the state it had.
CREATE TABLE tips_with_their_life (
    guild_id      BIGINT NOT NULL,
    id            BIGINT NOT NULL CHECK (id >= 1000),
    author_id     BIGINT NOT NULL,
    anonymous     BIGINT NOT NULL CHECK (anonymous IN (0, 1)),
    area          TEXT COLLATE "C" NOT NULL,
    kind          TEXT COLLATE "C" NOT NULL,
    moment        TEXT COLLATE "C" NOT NULL CHECK (moment IN ('before', 'during', 'after')),
    body          TEXT COLLATE "C" NOT NULL,
    state         TEXT COLLATE "C" NOT NULL
                  CHECK (state IN ('published', 'held', 'hidden', 'merged', 'removed', 'withdrawn')),
    why           TEXT COLLATE "C" NOT NULL DEFAULT '',
    merged_into   BIGINT,
    staff_edited  BIGINT NOT NULL DEFAULT 0 CHECK (staff_edited IN (0, 1)),
    created_at    BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL,
    PRIMARY KEY (guild_id, id),
    CHECK ((merged_into IS NOT NULL) = (state = 'merged'))
);

INSERT INTO tips_with_their_life
    (guild_id, id, author_id, anonymous, area, kind, moment, body, state, why, created_at, changed_at)
SELECT guild_id, id, author_id, anonymous, area, kind, moment, body, state,
       CASE state WHEN 'held' THEN 'words' WHEN 'hidden' THEN 'reports' ELSE '' END, created_at, created_at
FROM tips;

DROP TABLE tips;
ALTER TABLE tips_with_their_life RENAME TO tips;
CREATE INDEX tips_by_author ON tips (author_id);
CREATE INDEX tips_by_state ON tips (guild_id, state, changed_at);

-- Counts up with each change of what a server's tips say, so that a search index knows when it is old.
CREATE TABLE tip_versions (
    guild_id  BIGINT PRIMARY KEY,
    version   BIGINT NOT NULL
);

ALTER TABLE tip_votes ADD COLUMN voted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tip_reports ADD COLUMN reason TEXT COLLATE "C" NOT NULL DEFAULT 'dangerous';
ALTER TABLE tip_reports ADD COLUMN reported_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE tip_saves (
    member_id  BIGINT NOT NULL,
    guild_id   BIGINT NOT NULL,
    tip_id     BIGINT NOT NULL,
    saved_at   BIGINT NOT NULL,
    PRIMARY KEY (member_id, guild_id, tip_id)
);

CREATE INDEX tip_saves_by_tip ON tip_saves (guild_id, tip_id);

-- Tips that a server's moderators put side by side; the smaller id first.
CREATE TABLE tip_contests (
    guild_id  BIGINT NOT NULL,
    tip_id    BIGINT NOT NULL,
    other_id  BIGINT NOT NULL,
    PRIMARY KEY (guild_id, tip_id, other_id),
    CHECK (tip_id < other_id)
);

-- Who tried a tip, once in 30 days; what they felt is sealed. Deleted after 90 days.
CREATE TABLE tip_trials (
    guild_id   BIGINT NOT NULL,
    tip_id     BIGINT NOT NULL,
    member_id  BIGINT NOT NULL,
    tried_at   BIGINT NOT NULL,
    felt       TEXT COLLATE "C",
    PRIMARY KEY (guild_id, tip_id, member_id, tried_at)
);

CREATE INDEX tip_trials_by_member ON tip_trials (member_id);
CREATE INDEX tip_trials_by_age ON tip_trials (tried_at);

-- The same without names: how many tried (at 'any'), and how many felt what when.
CREATE TABLE tip_outcomes (
    guild_id  BIGINT NOT NULL,
    tip_id    BIGINT NOT NULL,
    at_time   TEXT COLLATE "C" NOT NULL CHECK (at_time IN ('any', 'morning', 'before', 'day7')),
    felt      TEXT COLLATE "C" NOT NULL CHECK (felt IN ('tried', 'better', 'same', 'worse')),
    members   BIGINT NOT NULL CHECK (members >= 0),
    PRIMARY KEY (guild_id, tip_id, at_time, felt)
);

-- Shown tips that may do harm, and how many had felt worse when moderators last decided to keep them.
CREATE TABLE tip_flags (
    guild_id    BIGINT NOT NULL,
    tip_id      BIGINT NOT NULL,
    worse       BIGINT NOT NULL,
    flagged_at  BIGINT NOT NULL,
    kept_at     BIGINT,
    PRIMARY KEY (guild_id, tip_id)
);

-- Authors whose suggestions a server refuses: named by the tip it came from and a keyed hash, never by an id.
CREATE TABLE tip_blocks (
    guild_id    BIGINT NOT NULL,
    tip_id      BIGINT NOT NULL,
    mark        TEXT COLLATE "C" NOT NULL,
    blocked_at  BIGINT NOT NULL,
    PRIMARY KEY (guild_id, tip_id)
);

CREATE INDEX tip_blocks_by_mark ON tip_blocks (guild_id, mark);

CREATE TABLE starters_hidden (
    guild_id  BIGINT NOT NULL,
    tip_id    BIGINT NOT NULL,
    PRIMARY KEY (guild_id, tip_id)
);

-- What a member wants to be written to about.
CREATE TABLE tip_wishes (
    member_id  BIGINT PRIMARY KEY,
    news       BIGINT NOT NULL DEFAULT 0 CHECK (news IN (0, 1)),
    asks       BIGINT NOT NULL DEFAULT 1 CHECK (asks IN (0, 1))
);

-- Messages that somebody would like to see as a tip of their author, who has not answered yet.
CREATE TABLE tip_asks (
    author_id   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    asker_id    BIGINT NOT NULL,
    guild_id    BIGINT NOT NULL,
    message_id  BIGINT NOT NULL,
    area        TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    moment      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    asked_at    BIGINT NOT NULL,
    PRIMARY KEY (author_id, id),
    UNIQUE (guild_id, message_id)
);

CREATE INDEX tip_asks_by_asker ON tip_asks (asker_id, asked_at);
CREATE INDEX tip_asks_by_age ON tip_asks (asked_at);

-- What stands, or shall stand, in a server's channel: written, kept up to date, taken down.
CREATE TABLE board_posts (
    guild_id    BIGINT NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    subject_id  BIGINT NOT NULL,
    channel_id  BIGINT NOT NULL,
    message_id  BIGINT,
    revision    BIGINT NOT NULL DEFAULT 0,   -- counts up with each change that the message is to show
    try_at      BIGINT,                      -- when it needs looking at; NULL: it is as it should be
    attempts    BIGINT NOT NULL DEFAULT 0,
    code        TEXT COLLATE "C",
    posted_at   BIGINT,
    edited_at   BIGINT,
    PRIMARY KEY (guild_id, kind, subject_id)
);

CREATE INDEX board_posts_to_look_at ON board_posts (try_at) WHERE try_at IS NOT NULL;
