"""The nouns of sok_core, their rules and their steps."""
