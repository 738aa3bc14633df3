-- How a server wants things, what its moderators did, and the whole life of a tip.

CREATE TABLE servers (
    guild_id         INTEGER PRIMARY KEY,
    records_channel  INTEGER,
    tips_channel     INTEGER,
    digest_channel   INTEGER,
    moderator_role   INTEGER,
    approval         INTEGER NOT NULL DEFAULT 0 CHECK (approval IN (0, 1)),
    counts_hidden    INTEGER NOT NULL DEFAULT 0 CHECK (counts_hidden IN (0, 1)),
    reports_to_hide  INTEGER NOT NULL DEFAULT 3 CHECK (reports_to_hide BETWEEN 1 AND 20),
    weekly_digest    INTEGER NOT NULL DEFAULT 0 CHECK (weekly_digest IN (0, 1))
) STRICT;

-- Areas ('all' for every one) in which a server shows no starter tips, or no tips at all.
CREATE TABLE server_switches (
    guild_id  INTEGER NOT NULL,
    what      TEXT NOT NULL CHECK (what IN ('starters', 'tips')),
    area      TEXT NOT NULL,
    PRIMARY KEY (guild_id, what, area)
) STRICT, WITHOUT ROWID;

-- Every act of a moderator. It names the tip, never its author; actor_id 0 is a moderator who deleted their data.
CREATE TABLE server_audit (
    guild_id  INTEGER NOT NULL,
    id        INTEGER NOT NULL,
    actor_id  INTEGER NOT NULL,
    act       TEXT NOT NULL,
    tip_id    INTEGER,
    detail    TEXT NOT NULL DEFAULT '',
    at        INTEGER NOT NULL,
    PRIMARY KEY (guild_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX server_audit_by_actor ON server_audit (actor_id);

-- why: what a held or hidden tip waits for, or, of a withdrawn one, the state it had.
CREATE TABLE tips_with_their_life (
    guild_id      INTEGER NOT NULL,
    id            INTEGER NOT NULL CHECK (id >= 1000),
    author_id     INTEGER NOT NULL,
    anonymous     INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    area          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    moment        TEXT NOT NULL CHECK (moment IN ('before', 'during', 'after')),
    body          TEXT NOT NULL,
    state         TEXT NOT NULL
                  CHECK (state IN ('published', 'held', 'hidden', 'merged', 'removed', 'withdrawn')),
    why           TEXT NOT NULL DEFAULT '',
    merged_into   INTEGER,
    staff_edited  INTEGER NOT NULL DEFAULT 0 CHECK (staff_edited IN (0, 1)),
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    PRIMARY KEY (guild_id, id),
    CHECK ((merged_into IS NOT NULL) = (state = 'merged'))
) STRICT, WITHOUT ROWID;

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
    guild_id  INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL
) STRICT;

ALTER TABLE tip_votes ADD COLUMN voted_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tip_reports ADD COLUMN reason TEXT NOT NULL DEFAULT 'dangerous';
ALTER TABLE tip_reports ADD COLUMN reported_at INTEGER NOT NULL DEFAULT 0;

CREATE TABLE tip_saves (
    member_id  INTEGER NOT NULL,
    guild_id   INTEGER NOT NULL,
    tip_id     INTEGER NOT NULL,
    saved_at   INTEGER NOT NULL,
    PRIMARY KEY (member_id, guild_id, tip_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tip_saves_by_tip ON tip_saves (guild_id, tip_id);

-- Tips that a server's moderators put side by side; the smaller id first.
CREATE TABLE tip_contests (
    guild_id  INTEGER NOT NULL,
    tip_id    INTEGER NOT NULL,
    other_id  INTEGER NOT NULL,
    PRIMARY KEY (guild_id, tip_id, other_id),
    CHECK (tip_id < other_id)
) STRICT, WITHOUT ROWID;

-- Who tried a tip, once in 30 days; what they felt is sealed. Deleted after 90 days.
CREATE TABLE tip_trials (
    guild_id   INTEGER NOT NULL,
    tip_id     INTEGER NOT NULL,
    member_id  INTEGER NOT NULL,
    tried_at   INTEGER NOT NULL,
    felt       TEXT,
    PRIMARY KEY (guild_id, tip_id, member_id, tried_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX tip_trials_by_member ON tip_trials (member_id);
CREATE INDEX tip_trials_by_age ON tip_trials (tried_at);

-- The same without names: how many tried (at 'any'), and how many felt what when.
CREATE TABLE tip_outcomes (
    guild_id  INTEGER NOT NULL,
    tip_id    INTEGER NOT NULL,
    at_time   TEXT NOT NULL CHECK (at_time IN ('any', 'morning', 'before', 'day7')),
    felt      TEXT NOT NULL CHECK (felt IN ('tried', 'better', 'same', 'worse')),
    members   INTEGER NOT NULL CHECK (members >= 0),
    PRIMARY KEY (guild_id, tip_id, at_time, felt)
) STRICT, WITHOUT ROWID;

-- Shown tips that may do harm, and how many had felt worse when moderators last decided to keep them.
CREATE TABLE tip_flags (
    guild_id    INTEGER NOT NULL,
    tip_id      INTEGER NOT NULL,
    worse       INTEGER NOT NULL,
    flagged_at  INTEGER NOT NULL,
    kept_at     INTEGER,
    PRIMARY KEY (guild_id, tip_id)
) STRICT, WITHOUT ROWID;

-- Authors whose suggestions a server refuses: named by the tip it came from and a keyed hash, never by an id.
CREATE TABLE tip_blocks (
    guild_id    INTEGER NOT NULL,
    tip_id      INTEGER NOT NULL,
    mark        TEXT NOT NULL,
    blocked_at  INTEGER NOT NULL,
    PRIMARY KEY (guild_id, tip_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tip_blocks_by_mark ON tip_blocks (guild_id, mark);

CREATE TABLE starters_hidden (
    guild_id  INTEGER NOT NULL,
    tip_id    INTEGER NOT NULL,
    PRIMARY KEY (guild_id, tip_id)
) STRICT, WITHOUT ROWID;

-- What a member wants to be written to about.
CREATE TABLE tip_wishes (
    member_id  INTEGER PRIMARY KEY,
    news       INTEGER NOT NULL DEFAULT 0 CHECK (news IN (0, 1)),
    asks       INTEGER NOT NULL DEFAULT 1 CHECK (asks IN (0, 1))
) STRICT;

-- Messages that somebody would like to see as a tip of their author, who has not answered yet.
CREATE TABLE tip_asks (
    author_id   INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    asker_id    INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL,
    message_id  INTEGER NOT NULL,
    area        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    moment      TEXT NOT NULL,
    body        TEXT NOT NULL,
    asked_at    INTEGER NOT NULL,
    PRIMARY KEY (author_id, id),
    UNIQUE (guild_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tip_asks_by_asker ON tip_asks (asker_id, asked_at);
CREATE INDEX tip_asks_by_age ON tip_asks (asked_at);

-- What stands, or shall stand, in a server's channel: written, kept up to date, taken down.
CREATE TABLE board_posts (
    guild_id    INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    subject_id  INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    message_id  INTEGER,
    revision    INTEGER NOT NULL DEFAULT 0,   -- counts up with each change that the message is to show
    try_at      INTEGER,                      -- when it needs looking at; NULL: it is as it should be
    attempts    INTEGER NOT NULL DEFAULT 0,
    code        TEXT,
    posted_at   INTEGER,
    edited_at   INTEGER,
    PRIMARY KEY (guild_id, kind, subject_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX board_posts_to_look_at ON board_posts (try_at) WHERE try_at IS NOT NULL;
