-- When a post was put up, or was to be put up anew because its message is gone: two messages of one subject differ by it.

ALTER TABLE board_posts ADD COLUMN put_at BIGINT NOT NULL DEFAULT 0;
