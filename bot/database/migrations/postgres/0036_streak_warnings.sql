-- Whether a member wants to be told a day before a streak of weekly check-ins would end.
ALTER TABLE weekly_checkins ADD COLUMN warned BIGINT NOT NULL DEFAULT 0;
