"""The proof, mirrored by name: what sok_core/vote.py claims, tests/core/test_vote.py shows."""
