"""Names that travel unseen with a text in a Word file, so that a file that comes back can be matched."""

import hashlib
import re

from sok_core.model import Version

CONCEPT = "sok_concept"
_VERSION = re.compile(r"sok_v(\d{1,4})_([0-9A-F]{8})")
_CLAUSE = re.compile(r"artikel_(\d{1,9})")
_STATE = re.compile(r"sok_stand_\d{1,4}_([0-9a-f]{8})")


def of_version(version: Version | None) -> str:
    """Return the mark of a frozen text; of the text as it is now when there is none."""
    return f"sok_v{version.number}_{version.digest[:8].upper()}" if version else CONCEPT


def of_clause(clause_id: int) -> str:
    """Return the mark of an article.

    >>> of_clause(17)
    'artikel_17'
    """
    return f"artikel_{clause_id}"


def clause_in(name: str) -> int | None:
    """Return of which article a mark is, None for another mark.

    >>> clause_in("artikel_17")
    17
    """
    found = _CLAUSE.fullmatch(name)
    return int(found[1]) if found else None


def of_state(text: str, place: int) -> str:
    """Return the mark of a line that says how things stood when the file was made, such as who signed."""
    return f"sok_stand_{place}_{said(text)}"


def state_in(name: str) -> str:
    """Return what ``said`` gave for the line that a mark is of, empty for another mark."""
    found = _STATE.fullmatch(name)
    return found[1] if found else ""


def said(text: str) -> str:
    """Return a short sum of what a line says, however its words are spaced."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def is_text(name: str) -> bool:
    """Return whether a mark says which text a file holds."""
    return name == CONCEPT or bool(_VERSION.fullmatch(name))
