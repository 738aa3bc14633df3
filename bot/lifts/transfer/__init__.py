"""Moving in and out: a reader for each app's export, and Spotter's own files."""
