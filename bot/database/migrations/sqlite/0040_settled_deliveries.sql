-- What is settled and old enough to go is found without a look at what is still owed.
CREATE INDEX deliveries_settled ON deliveries (COALESCE(settled_at, due_at)) WHERE try_at IS NULL;
