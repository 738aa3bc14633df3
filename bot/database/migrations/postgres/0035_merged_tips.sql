-- What was merged into a tip, to be found when a vote on it is taken back.
CREATE INDEX tips_by_merge ON tips (guild_id, merged_into) WHERE merged_into IS NOT NULL;
