"""How fast it is, and what holds when it is busy: `make bench` measures, docs/metingen.md keeps it."""
