-- What a member chose for a lift that hurt, each time they did. While a plan keeps it light, what they do of it is shown
-- apart, to them alone; the log itself says nothing of it. The plan is sealed text (bot/flares/vault.py).

CREATE TABLE flare_plans (
    member_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    flare_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    plan TEXT NOT NULL,
    PRIMARY KEY (member_id, id)
) STRICT, WITHOUT ROWID;
