"""Pages, run by AppTest from pages/huis.py."""
