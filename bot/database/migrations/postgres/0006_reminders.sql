-- Reminders keep what was meant (a wall-clock time, a zone, a rule); occurrences are the times it comes to pass.

CREATE TABLE reminders (
    member_id   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    what        TEXT COLLATE "C" NOT NULL,
    local       TEXT COLLATE "C",
    zone        TEXT COLLATE "C",
    rule        TEXT COLLATE "C",
    at          BIGINT NOT NULL,
    channel_id  BIGINT,
    state       TEXT COLLATE "C" NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paused', 'over', 'deleted')),
    made_at     BIGINT NOT NULL,
    PRIMARY KEY (member_id, id),
    -- Without a wall-clock time an instant is meant, which no zone moves and nothing repeats.
    CHECK ((local IS NULL) = (zone IS NULL)),
    CHECK (rule IS NULL OR local IS NOT NULL)
);

-- One row for each time a reminder comes to pass; its delivery has the same id. A snooze is one of its own.
CREATE TABLE reminder_occurrences (
    member_id    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    reminder_id  BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    done_at      BIGINT,
    PRIMARY KEY (member_id, id)
);
