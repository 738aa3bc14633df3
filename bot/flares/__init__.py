"""Flare-ups: the safety screen, the decision about the next session, and check-ins. Always private, always sealed."""
