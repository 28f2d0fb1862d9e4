"""Files of others, and what comes of them."""
