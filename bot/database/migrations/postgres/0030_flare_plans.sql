-- What a member chose for a lift that hurt, each time they did. While a plan keeps it light, what they do of it is shown
-- apart, to them alone; the log itself says nothing of it. The plan is sealed text (bot/flares/vault.py).

CREATE TABLE flare_plans (
    member_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    flare_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    plan TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (member_id, id)
);
