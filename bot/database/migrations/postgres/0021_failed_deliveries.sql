-- What failed lately, for the operator.
CREATE INDEX deliveries_failed ON deliveries (settled_at) WHERE state = 'undeliverable';
