"""What comes in from files: the fictional neighbourhood, and later tables of parties and updates."""
