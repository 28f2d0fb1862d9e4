"""A report per row: what is wrong in a table, where as Excel counts it, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from sok_core.errors import SokError
from sok_core.words import sentence


@dataclass(frozen=True)
class Problem:
    """Something that keeps a table out; ``row`` counts as in Excel, ``column`` is its heading."""

    row: int
    column: str
    error: SokError

    @property
    def text(self) -> str:
        """What is wrong and what to do, in Dutch."""
        return sentence(self.error)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems from the first row to the last, those of one row as they were found."""
    return tuple(sorted(problems, key=lambda one: one.row))
