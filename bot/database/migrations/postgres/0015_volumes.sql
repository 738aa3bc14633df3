-- What each entry comes to, so that whether a session is a record is known without adding up every set there is.

ALTER TABLE entries ADD COLUMN volume BIGINT NOT NULL DEFAULT 0;  -- weight x reps of plain sets that count, in 10^-11 kg

UPDATE entries SET volume = LEAST(100000000000000000, COALESCE((
    SELECT CAST(SUM(CAST(s.weight_key AS DOUBLE PRECISION) * s.count) AS BIGINT) FROM sets s
    WHERE s.member_id = entries.member_id AND s.entry_id = entries.id AND s.clean = 1 AND s.bodyweight = 0
), 0));

CREATE INDEX entries_by_volume ON entries (member_id, exercise_id, volume, day) WHERE undone_at IS NULL;
