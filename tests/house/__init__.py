"""The rules of the house: who may import whom, names, sizes, texts."""
