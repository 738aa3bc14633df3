-- What only one process does at a time: who has it, and until when (microseconds UTC) unless it is given back.

CREATE TABLE leases (
    name   TEXT COLLATE "C" PRIMARY KEY,
    owner  TEXT COLLATE "C" NOT NULL,
    until  BIGINT NOT NULL
);
