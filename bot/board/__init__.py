"""The board: what Spotter posts into a server's channels, keeps up to date there, and takes down."""
