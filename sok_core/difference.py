"""The difference between two texts, word by word, in pieces that can be read."""

import re
from difflib import SequenceMatcher

Pieces = tuple[tuple[str, bool], ...]
WORD = re.compile(r"\S+\s*")


def pieces(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces: each a text, and whether the other text does not have it.

    >>> pieces("wij komen", "wij komen snel")
    ((('wij komen', False),), (('wij komen ', False), ('snel', True)))
    """
    before, after = WORD.findall(old), WORD.findall(new)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, i, j, k, m in SequenceMatcher(None, _bare(before), _bare(after), autojunk=False).get_opcodes():
        is_other = kind != "equal"
        _put(left, "".join(before[i:j]), is_other)
        _put(right, "".join(after[k:m]), is_other)
    return tuple(left), tuple(right)


def _bare(words: list[str]) -> list[str]:
    """Return words without the space behind them, which is no difference."""
    return [word.rstrip() for word in words]


def _put(found: list[tuple[str, bool]], text: str, is_other: bool) -> None:
    if text:
        found.append((text, is_other))
