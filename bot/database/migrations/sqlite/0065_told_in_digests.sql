-- Whom and which tips each digest on the board tells of, so that it is told anew when one of them is not to be told of
-- any more. Digests of before are told anew once: that notes whom they name, and leaves out who shares no longer. That
-- is done one every 30 s, newest first: the board takes what is due longest, and nothing new is to wait behind them.

CREATE TABLE digest_members (
    member_id   INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL,
    subject_id  INTEGER NOT NULL,
    PRIMARY KEY (member_id, guild_id, subject_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX digest_members_by_digest ON digest_members (guild_id, subject_id);

CREATE TABLE digest_tips (
    guild_id    INTEGER NOT NULL,
    tip_id      INTEGER NOT NULL,
    subject_id  INTEGER NOT NULL,
    PRIMARY KEY (guild_id, tip_id, subject_id)
) STRICT, WITHOUT ROWID;

UPDATE board_posts SET revision = revision + 1, attempts = 0,
    try_at = COALESCE(try_at, CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + turn * 30000000)
FROM (
    SELECT guild_id AS guild, subject_id AS subject, ROW_NUMBER() OVER (ORDER BY message_id DESC) AS turn
    FROM board_posts WHERE kind = 'digest' AND message_id IS NOT NULL
) AS turns
WHERE kind = 'digest' AND guild_id = guild AND subject_id = subject;
