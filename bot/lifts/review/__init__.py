"""Looking back at what was lifted: progress, records, leaderboards."""
