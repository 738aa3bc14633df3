-- Whom and which tips each digest on the board tells of, so that it is told anew when one of them is not to be told of
-- any more. Digests of before are told anew once: that notes whom they name, and leaves out who shares no longer. That
-- is done one every 30 s, newest first: the board takes what is due longest, and nothing new is to wait behind them.

CREATE TABLE digest_members (
    member_id   BIGINT NOT NULL,
    guild_id    BIGINT NOT NULL,
    subject_id  BIGINT NOT NULL,
    PRIMARY KEY (member_id, guild_id, subject_id)
);

CREATE INDEX digest_members_by_digest ON digest_members (guild_id, subject_id);

CREATE TABLE digest_tips (
    guild_id    BIGINT NOT NULL,
    tip_id      BIGINT NOT NULL,
    subject_id  BIGINT NOT NULL,
    PRIMARY KEY (guild_id, tip_id, subject_id)
);

UPDATE board_posts SET revision = revision + 1, attempts = 0,
    try_at = COALESCE(try_at, CAST(EXTRACT(EPOCH FROM now()) * 1000000 AS BIGINT) + turn * 30000000)
FROM (
    SELECT guild_id AS guild, subject_id AS subject, ROW_NUMBER() OVER (ORDER BY message_id DESC) AS turn
    FROM board_posts WHERE kind = 'digest' AND message_id IS NOT NULL
) AS turns
WHERE kind = 'digest' AND guild_id = guild AND subject_id = subject;
