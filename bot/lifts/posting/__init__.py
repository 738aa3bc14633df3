"""Records told in a server's channel: posted, kept in step with the log, taken down."""
