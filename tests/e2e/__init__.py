"""The real server and a real browser."""
