"""The digest: a server's week, posted now or every Monday."""
