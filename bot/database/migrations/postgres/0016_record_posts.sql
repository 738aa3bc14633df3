-- Records that are told in a server's channel: which entry of whom each post is of. The message itself is on the board.

CREATE TABLE record_posts (
    guild_id   BIGINT NOT NULL,
    id         BIGINT NOT NULL,             -- the board's subject; a new one each time it is posted anew
    member_id  BIGINT NOT NULL,
    entry_id   BIGINT NOT NULL,
    logged_at  BIGINT NOT NULL,             -- of the entry: when one is changed, what came after it is looked at again
    standing   BIGINT NOT NULL DEFAULT 1 CHECK (standing IN (0, 1)),   -- 0: its entry is undone
    PRIMARY KEY (guild_id, id),
    UNIQUE (member_id, entry_id, guild_id)
);

CREATE INDEX record_posts_by_age ON record_posts (member_id, logged_at);
