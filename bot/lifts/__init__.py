"""Lifts: what a member lifted, how it is written and read, what it beat, and where it is kept."""
