"""The difference between two texts, word by word: each text in pieces, or one woven through the other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Where fewer words than this stay between two changes, they are told as one: else it reads as confetti.
FEWEST_BETWEEN = 2
# Sentences that share less than this are told as another sentence, not word by word.
LEAST_ALIKE = 0.35

Pieces = tuple[tuple[str, bool], ...]

_WORD_WITH_SPACE = re.compile(r"\S+\s*")
_WORD_OR_SPACE = re.compile(r"\S+|\s+")


class Kind(StrEnum):
    """Whether words stayed, went or came."""

    SAME = "gelijk"
    REMOVED = "weg"
    ADDED = "erbij"


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, went or came, with the space behind them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class _Stretch:
    """What stands in the old text where this stands in the new one."""

    is_same: bool
    old: Sequence[str]
    new: Sequence[str]


def pieces(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces: each a text, and whether the other text does not have it.

    >>> pieces("wij komen", "wij komen snel")
    ((('wij komen', False),), (('wij komen ', False), ('snel', True)))
    """
    _, stretches = _laid_beside(old, new, _WORD_WITH_SPACE)
    before = (("".join(one.old), not one.is_same) for one in stretches)
    after = (("".join(one.new), not one.is_same) for one in stretches)
    return tuple(one for one in before if one[0]), tuple(one for one in after if one[0])


def woven(old: str, new: str) -> tuple[Piece, ...]:
    """Return how one text became another, in pieces of whole words.

    What stayed and went is the old text again, what stayed and came is the new one.

    >>> [(one.kind.value, one.text) for one in woven("voor 1 april", "voor 1 mei")]
    [('gelijk', 'voor 1 '), ('weg', 'april'), ('erbij', 'mei')]
    """
    alike, stretches = _laid_beside(old, new, _WORD_OR_SPACE)
    if alike < LEAST_ALIKE:
        return _kept([Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new)])
    removed: list[str] = []
    added: list[str] = []
    found: list[Piece] = []
    for place, one in enumerate(stretches):
        is_between = 0 < place < len(stretches) - 1
        if one.is_same and not (is_between and _count(one.old) < FEWEST_BETWEEN):
            found += [Piece(Kind.REMOVED, "".join(removed)), Piece(Kind.ADDED, "".join(added))]
            removed, added = [], []
            found.append(Piece(Kind.SAME, "".join(one.old)))
        else:
            removed += one.old
            added += one.new
    return _kept([*found, Piece(Kind.REMOVED, "".join(removed)), Piece(Kind.ADDED, "".join(added))])


def _laid_beside(old: str, new: str, word: re.Pattern[str]) -> tuple[float, list[_Stretch]]:
    """Return how much two texts are alike (0 to 1), and in stretches what they share and what they do not.

    The space behind a word is no difference.
    """
    before, after = word.findall(old), word.findall(new)
    bare_before, bare_after = ([one.rstrip() or one for one in words] for words in (before, after))
    matcher = SequenceMatcher(None, bare_before, bare_after, autojunk=False)
    stretches = [
        _Stretch(kind == "equal", before[i:j], after[k:m]) for kind, i, j, k, m in matcher.get_opcodes()
    ]
    return matcher.ratio(), stretches


def _count(parts: Sequence[str]) -> int:
    return sum(not one.isspace() for one in parts)


def _kept(found: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(one for one in found if one.text)
