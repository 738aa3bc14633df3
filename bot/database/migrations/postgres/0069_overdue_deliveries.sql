-- What is due and has not arrived is counted without a look at what is to come, whenever it is tried again.
CREATE INDEX deliveries_overdue ON deliveries (due_at) WHERE try_at IS NOT NULL;
