"""What the people who run the bot need: health, metrics, backups, a check before the start."""
