-- What members weigh, and who wants to stand on which server's leaderboards.

CREATE TABLE bodyweights (
    member_id INTEGER NOT NULL,
    id INTEGER NOT NULL,             -- of the interaction or draft it came from, so that it can't be logged twice
    day TEXT NOT NULL,               -- YYYY-MM-DD in the member's zone when it was logged
    weighed_at INTEGER NOT NULL,
    amount TEXT NOT NULL,            -- exactly as it was entered: a decimal, and its unit
    unit TEXT NOT NULL CHECK (unit IN ('kg', 'lb')),
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX bodyweights_by_day ON bodyweights (member_id, day, weighed_at, id, amount, unit);

CREATE TABLE listings (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    listed_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,        -- when the member was last known to be in that server
    PRIMARY KEY (guild_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX listings_by_member ON listings (member_id);

CREATE TABLE point_tables (
    member_id INTEGER PRIMARY KEY,
    sex TEXT NOT NULL CHECK (sex IN ('male', 'female'))  -- whose table of DOTS and IPF GL counts
) STRICT;
