"""Papers that leave the house: Word, PDF, Markdown and Excel."""
