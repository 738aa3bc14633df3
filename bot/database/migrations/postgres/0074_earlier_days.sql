-- The training days that a programme had before, so that its past, and a week that has begun, stay as they were.

ALTER TABLE programmes ADD COLUMN earlier_days TEXT COLLATE "C" NOT NULL DEFAULT '[]';  -- JSON: [[before which session, weekdays], …]
