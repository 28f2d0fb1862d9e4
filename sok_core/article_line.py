"""The line under an article: who, with what, by when, what for.

Papers print it, and a paper that comes back is compared with it.
"""

from sok_core import agreement, words
from sok_core.agreement import Article, Document
from sok_core.model import Section

WHO, MEANS, DUE, SERVES = "Wie", "Met", "Uiterlijk", "Hoort bij"
LABELS = (WHO, MEANS, DUE, SERVES)
WITHDRAWN = "Dit artikel is ingetrokken."
WHY = "Waarom: "
NOTICED = "Dat merk je aan:"
HEADS = {Section.GOALS: "Onze doelen", Section.VALUES: "Onze waarden, en waaraan je ze merkt"}


def of(document: Document, one: Article) -> str:
    """Return the line under an article; empty when there is nothing to tell."""
    aims = {aim.id: aim.name for aim in document.aims}
    day = agreement.due_of(one)
    parts = (
        (WHO, who(document, one)),
        (MEANS, one.means),
        (DUE, words.date(day, with_year=True) if day else ""),
        (SERVES, ", ".join(aims[each] for each in one.aims if each in aims)),
    )
    return " · ".join(f"{label}: {value}" for label, value in parts if value)


def who(document: Document, one: Article) -> str:
    """Return the parties of an article in words; with one party it is never of all."""
    names = {each.id: each.more or each.name for each in document.parties}
    if document.is_for_all(one):
        return "alle partijen"
    return words.enumerated(names[each] for each in one.parties if each in names)


def is_line(text: str) -> bool:
    """Return whether a text begins as the line under an article does.

    >>> is_line("Met: 12 uur"), is_line("Met z'n allen")
    (True, False)
    """
    return text.strip().startswith(tuple(f"{label}:" for label in LABELS))
