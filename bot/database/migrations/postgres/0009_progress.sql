-- What members weigh, and who wants to stand on which server's leaderboards.

CREATE TABLE bodyweights (
    member_id BIGINT NOT NULL,
    id BIGINT NOT NULL,             -- of the interaction or draft it came from, so that it can't be logged twice
    day TEXT COLLATE "C" NOT NULL,               -- YYYY-MM-DD in the member's zone when it was logged
    weighed_at BIGINT NOT NULL,
    amount TEXT COLLATE "C" NOT NULL,            -- exactly as it was entered: a decimal, and its unit
    unit TEXT COLLATE "C" NOT NULL CHECK (unit IN ('kg', 'lb')),
    PRIMARY KEY (member_id, id)
);

CREATE INDEX bodyweights_by_day ON bodyweights (member_id, day, weighed_at, id, amount, unit);

CREATE TABLE listings (
    guild_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    listed_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,        -- when the member was last known to be in that server
    PRIMARY KEY (guild_id, member_id)
);

CREATE INDEX listings_by_member ON listings (member_id);

CREATE TABLE point_tables (
    member_id BIGINT PRIMARY KEY,
    sex TEXT COLLATE "C" NOT NULL CHECK (sex IN ('male', 'female'))  -- whose table of DOTS and IPF GL counts
);
