-- Reminders keep what was meant (a wall-clock time, a zone, a rule); occurrences are the times it comes to pass.

CREATE TABLE reminders (
    member_id   INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    what        TEXT NOT NULL,
    local       TEXT,
    zone        TEXT,
    rule        TEXT,
    at          INTEGER NOT NULL,
    channel_id  INTEGER,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paused', 'over', 'deleted')),
    made_at     INTEGER NOT NULL,
    PRIMARY KEY (member_id, id),
    -- Without a wall-clock time an instant is meant, which no zone moves and nothing repeats.
    CHECK ((local IS NULL) = (zone IS NULL)),
    CHECK (rule IS NULL OR local IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- One row for each time a reminder comes to pass; its delivery has the same id. A snooze is one of its own.
CREATE TABLE reminder_occurrences (
    member_id    INTEGER NOT NULL,
    id           INTEGER NOT NULL,
    reminder_id  INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    done_at      INTEGER,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;
