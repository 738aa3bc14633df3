"""How long what is typed into a command's options may be: Discord holds members to it, `as_declared` everybody else."""

from discord import app_commands

Text = app_commands.Range[str, 1, 2000]
"""Entries, notes, what to remind of: a message long. What is too long for its use is answered in the bot's words."""
Word = app_commands.Range[str, 1, 200]
"""A lift, a weight, a day, a zone."""
