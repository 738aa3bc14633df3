"""Whether the bot's REST requests are what Discord accepts: by its published API file and rules not stated there."""
