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


def as_text(problems: Iterable[Problem]) -> str:
    """Return a report to keep: one problem a line, with semicolons, so that it opens in Excel too."""
    lines = [("Rij", "Kolom", "Wat er niet klopt, en wat je doet")]
    lines += [(str(one.row), one.column, one.text) for one in problems]
    return "\r\n".join(";".join(map(_cell, line)) for line in lines) + "\r\n"


def _cell(text: str) -> str:
    """Return a cell that no program takes for a formula."""
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if not quoted.startswith(("=", "+", "-", "@", "\t", "\r")) else f'"\'{quoted}"'
