-- Weekly check-ins and holidays.

-- Who is asked how the week went, and when by their own clock.
CREATE TABLE weekly_checkins (
    member_id  INTEGER NOT NULL PRIMARY KEY,
    weekday    INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    at         TEXT NOT NULL,    -- HH:MM
    zone       TEXT NOT NULL     -- IANA, the member's own
) STRICT;

-- One row a week that was asked about; the answers are sealed. Neither answered nor rested: missed.
CREATE TABLE weekly_answers (
    member_id  INTEGER NOT NULL,
    week       TEXT NOT NULL,    -- YYYY-MM-DD, the day it was asked on in the member's zone
    rested     INTEGER NOT NULL DEFAULT 0,
    answers    TEXT,
    PRIMARY KEY (member_id, week)
) STRICT, WITHOUT ROWID;

-- Holidays: nothing is asked or repeated meanwhile. `until` NULL: until the member says so.
CREATE TABLE holidays (
    member_id  INTEGER NOT NULL,
    id         INTEGER NOT NULL,
    since      INTEGER NOT NULL,
    until      INTEGER,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;
