-- Weekly check-ins and holidays.

-- Who is asked how the week went, and when by their own clock.
CREATE TABLE weekly_checkins (
    member_id  BIGINT NOT NULL PRIMARY KEY,
    weekday    BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    at         TEXT COLLATE "C" NOT NULL,    -- HH:MM
    zone       TEXT COLLATE "C" NOT NULL     -- IANA, the member's own
);

-- One row a week that was asked about; the answers are sealed. Neither answered nor rested: missed.
CREATE TABLE weekly_answers (
    member_id  BIGINT NOT NULL,
    week       TEXT COLLATE "C" NOT NULL,    -- YYYY-MM-DD, the day it was asked on in the member's zone
    rested     BIGINT NOT NULL DEFAULT 0,
    answers    TEXT COLLATE "C",
    PRIMARY KEY (member_id, week)
);

-- Holidays: nothing is asked or repeated meanwhile. `until` NULL: until the member says so.
CREATE TABLE holidays (
    member_id  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    since      BIGINT NOT NULL,
    until      BIGINT,
    PRIMARY KEY (member_id, id)
);
