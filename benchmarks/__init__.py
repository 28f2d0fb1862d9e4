"""How fast it is, and what holds when it gets busy: `make bench` measures, docs/metingen.md keeps the figures."""
