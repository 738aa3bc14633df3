-- An ask stays, without its words, for as long as it could have been answered: who said no is not asked the same again.
-- channel_id leads its author to the message; NULL: asked before.

ALTER TABLE tip_asks ADD COLUMN answered_at INTEGER;
ALTER TABLE tip_asks ADD COLUMN channel_id INTEGER;
