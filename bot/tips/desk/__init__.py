"""The moderators' desk: what waits, what was reported, and what a moderator may do to a tip."""
