"""Tips: what other lifters found useful, voted on in secret, ranked by Wilson's bound, contested ones together."""
