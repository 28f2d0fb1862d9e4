"""Figures, read back as data."""
