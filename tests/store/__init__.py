"""Real SQLite files in a temporary folder."""
