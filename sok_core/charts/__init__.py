"""Charts: plain data in, a plotly Figure out; the page shows it, and paper draws the same one."""
