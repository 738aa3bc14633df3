"""`python -m bot check`: what would keep the bot from running well, found before it does; nothing is changed."""
