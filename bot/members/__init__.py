"""Members: what they prefer, what they agreed to, what they typed that waits, and what is theirs to take or delete."""
