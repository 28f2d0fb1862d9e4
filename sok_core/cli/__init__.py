"""The command line: one file per noun, and Dutch on the screen."""
