"""Tips: what other lifters found useful, voted on in secret, ranked by how sure the votes are, contested ones together."""
