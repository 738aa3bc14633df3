-- zone_named: the phrase itself named the zone, so that the member's move to another one leaves it alone.
ALTER TABLE reminders ADD COLUMN zone_named BIGINT NOT NULL DEFAULT 0 CHECK (zone_named IN (0, 1));

-- Reminders of a server: into which channel they go, and the role that they mention.
ALTER TABLE reminders ADD COLUMN guild_id BIGINT;
ALTER TABLE reminders ADD COLUMN post_id BIGINT;
ALTER TABLE reminders ADD COLUMN role_id BIGINT;

-- The message that a reminder leads back to, as an address without a host.
ALTER TABLE reminders ADD COLUMN link TEXT COLLATE "C";

CREATE INDEX reminders_of_server ON reminders (guild_id) WHERE guild_id IS NOT NULL AND state IN ('open', 'paused');
