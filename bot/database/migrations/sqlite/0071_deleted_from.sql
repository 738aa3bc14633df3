-- How a deleted reminder stood before, so that one that was paused is put back paused; NULL: not deleted, or long ago.

ALTER TABLE reminders ADD COLUMN deleted_from TEXT CHECK (deleted_from IN ('open', 'paused', 'over'));
