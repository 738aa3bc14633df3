-- Which message a member has a form open about, to ask its author by it. In a draft of theirs, as it was before, the
-- author's id outlived what the author deleted.

CREATE TABLE tip_ask_forms (
    member_id   INTEGER NOT NULL,   -- who fills the form in
    id          INTEGER NOT NULL,
    author_id   INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    message_id  INTEGER NOT NULL,
    opened_at   INTEGER NOT NULL,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tip_ask_forms_by_author ON tip_ask_forms (author_id);
CREATE INDEX tip_ask_forms_by_age ON tip_ask_forms (opened_at);

DELETE FROM drafts WHERE kind = 'ask';
