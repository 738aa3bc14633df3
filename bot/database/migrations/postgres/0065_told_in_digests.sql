-- Whom and which tips each digest on the board tells of, so that it is told anew when one of them is not to be told of
-- any more. Digests of before are told anew once: that notes whom they name, and leaves out who shares no longer.

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

UPDATE board_posts SET revision = revision + 1, attempts = 0, try_at = COALESCE(try_at, 0)
WHERE kind = 'digest' AND message_id IS NOT NULL;
