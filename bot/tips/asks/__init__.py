"""What is asked of members and told to them by DM: whether their message may be a tip, and what became of theirs."""
