"""Documents and files, opened again after they were made."""
