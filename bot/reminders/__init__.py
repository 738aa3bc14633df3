"""Reminders: phrases are read, wall-clock intent is kept, occurrences are owed through delivery."""
