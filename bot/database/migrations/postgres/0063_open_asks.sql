-- Which message a member has a form open about, to ask its author by it. In a draft of theirs, as it was before, the
-- author's id outlived what the author deleted.

CREATE TABLE tip_ask_forms (
    member_id   BIGINT NOT NULL,   -- who fills the form in
    id          BIGINT NOT NULL,
    author_id   BIGINT NOT NULL,
    guild_id    BIGINT NOT NULL,
    channel_id  BIGINT NOT NULL,
    message_id  BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    PRIMARY KEY (member_id, id)
);

CREATE INDEX tip_ask_forms_by_author ON tip_ask_forms (author_id);
CREATE INDEX tip_ask_forms_by_age ON tip_ask_forms (opened_at);

DELETE FROM drafts WHERE kind = 'ask';
