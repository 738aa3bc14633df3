-- When the workout of an imported entry started: knows an exercise again that an app has given another name.

ALTER TABLE imported_entries ADD COLUMN started BIGINT;  -- a wall clock as if it were UTC's; NULL: imported before

-- What members weighed, by the files it came with; outlives the weighing, so that what is deleted stays deleted.
CREATE TABLE imported_weighings (
    member_id BIGINT NOT NULL,
    source_key BIGINT NOT NULL,
    weighing_id BIGINT NOT NULL,
    import_id BIGINT NOT NULL,
    PRIMARY KEY (member_id, source_key, weighing_id)
);

CREATE INDEX imported_weighings_by_import ON imported_weighings (member_id, import_id, weighing_id);

ALTER TABLE imports ADD COLUMN weighings BIGINT NOT NULL DEFAULT 0;
