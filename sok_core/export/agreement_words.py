"""What the papers of an agreement say, for each kind of document. All of it is our own text, at level B1."""

from collections.abc import Sequence
from dataclasses import dataclass

from sok_core.model import DocumentType
from sok_core.words import count, enumerated


@dataclass(frozen=True)
class Wording:
    """How one kind of document says things. ``we`` is over the parties, ``then`` leads to the articles."""

    then: str
    doing: str
    question: str
    we: str = "De ondergetekenden"
    signing: str = "Handtekeningen"


WORDINGS = {
    DocumentType.LETTER_OF_INTENT: Wording(
        then="Wij willen samen verder. Hieronder staat wat wij van plan zijn.",
        doing="Wat wij willen doen",
        question="Wat zijn we samen van plan?",
        we="Wij zijn",
        signing="Wij zetten onze naam eronder",
    ),
    DocumentType.COVENANT: Wording(
        then="Wij spannen ons samen in voor wat hieronder staat.",
        doing="Waar wij ons voor inspannen",
        question="Waar spannen we ons samen voor in?",
    ),
    DocumentType.COOPERATION_AGREEMENT: Wording(
        then="Wij spreken met elkaar af wat hieronder staat.",
        doing="Wat wij doen",
        question="Wat spraken we samen af?",
    ),
    DocumentType.GROUND_RULES: Wording(
        then="Zo werken wij samen.",
        doing="Waar wij ons aan houden",
        question="Hoe werken we samen?",
        we="Wij doen mee",
        signing="Wij doen mee",
    ),
}


def some(names: Sequence[str], most: int) -> str:
    """Return names as a sentence has them; those for which there is no room are counted.

    >>> some(["De Spil", "Welzijn", "De Meelbloem"], 1)
    'De Spil en 2 andere partijen'
    """
    return enumerated([*names[:most], *others(len(names) - most)])


def others(left: int) -> list[str]:
    """Return how many parties are not named; nothing when that is none."""
    return [count(left, "andere partij", "andere partijen")] if left > 0 else []
