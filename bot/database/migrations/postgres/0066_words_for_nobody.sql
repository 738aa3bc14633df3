-- Tips with words of self-harm were kept for their author alone, in plain text. No such text becomes a tip any more, so
-- these go, with all that was said about them; after a withdrawal only the words tell them from others. Nobody is told:
-- their author was when they were typed, and no one else ever saw them.
-- drafts.expires_at: microseconds UTC. Texts of that kind are kept for an hour instead of a week.

UPDATE tips SET why = 'private' WHERE state = 'withdrawn' AND (
    lower(body) LIKE '%kill myself%' OR lower(body) LIKE '%killing myself%' OR lower(body) LIKE '%suicid%'
    OR lower(body) LIKE '%want to die%' OR lower(body) LIKE '%self harm%' OR lower(body) LIKE '%self-harm%'
    OR lower(body) LIKE '%selfharm%' OR lower(body) LIKE '%harm myself%' OR lower(body) LIKE '%harming myself%');

DELETE FROM tip_votes WHERE (guild_id, tip_id) IN (SELECT guild_id, id FROM tips WHERE why = 'private');
DELETE FROM tip_reports WHERE (guild_id, tip_id) IN (SELECT guild_id, id FROM tips WHERE why = 'private');
DELETE FROM tip_saves WHERE (guild_id, tip_id) IN (SELECT guild_id, id FROM tips WHERE why = 'private');
DELETE FROM tip_flags WHERE (guild_id, tip_id) IN (SELECT guild_id, id FROM tips WHERE why = 'private');
DELETE FROM tip_trials WHERE (guild_id, tip_id) IN (SELECT guild_id, id FROM tips WHERE why = 'private');
DELETE FROM tip_outcomes WHERE (guild_id, tip_id) IN (SELECT guild_id, id FROM tips WHERE why = 'private');
DELETE FROM tip_contests WHERE (guild_id, tip_id) IN (SELECT guild_id, id FROM tips WHERE why = 'private')
    OR (guild_id, other_id) IN (SELECT guild_id, id FROM tips WHERE why = 'private');
DELETE FROM tips WHERE why = 'private';

DELETE FROM drafts WHERE
    lower(body) LIKE '%kill myself%' OR lower(body) LIKE '%killing myself%' OR lower(body) LIKE '%suicid%'
    OR lower(body) LIKE '%want to die%' OR lower(body) LIKE '%self harm%' OR lower(body) LIKE '%self-harm%'
    OR lower(body) LIKE '%selfharm%' OR lower(body) LIKE '%harm myself%' OR lower(body) LIKE '%harming myself%';

ALTER TABLE drafts ADD COLUMN expires_at BIGINT NOT NULL DEFAULT 0;
UPDATE drafts SET expires_at = created_at + 604800000000;
CREATE INDEX drafts_by_end ON drafts (expires_at);
DROP INDEX drafts_by_age;
