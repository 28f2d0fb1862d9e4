"""Why words did not end in a clause: kept for later, or no clause. Said of a theme or of one note."""

import datetime as dt
from typing import TYPE_CHECKING

from sok_core import note
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import Fate, FateKind

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

MAX_WHY, MAX_TEXT = 200, 600
BEGINS = ("geen afspraak, want ", "geen afspraak want ", "omdat ", "want ")


def keep(
    store: "Store",
    *,
    now: dt.datetime,
    theme_id: int | None = None,
    note_id: int | None = None,
    text: str = "",
    before: Fate | None = None,
) -> Fate | None:
    """Keep a theme (all its notes) or one note for later; return what was said of it before.

    ``before`` is what the writer saw. Raises NotFound, RuleBroken for a text that is too long, and Conflict
    when somebody else said something of it meanwhile.
    """
    said = {"kind": FateKind.KEPT, "why": "", "text": _tidy(text, MAX_TEXT), "created_at": now}
    with store.write() as tables:
        return _say(tables, theme_id, note_id, said, before)


def decline(
    store: "Store",
    *,
    why: str,
    now: dt.datetime,
    theme_id: int | None = None,
    note_id: int | None = None,
    text: str = "",
    before: Fate | None = None,
    is_private: bool = False,
) -> Fate | None:
    """Say why a theme or a note became no clause; raises as ``keep`` does, and without a reason.

    ``why`` ends the sentence "Geen afspraak, want …"; who types those words too gets them once.
    ``is_private``: the note is too personal, so it is hidden as well.
    """
    why = clean_why(why)
    said = {"kind": FateKind.NO_CLAUSE, "why": why, "text": _tidy(text, MAX_TEXT), "created_at": now}
    with store.write() as tables:
        was = _say(tables, theme_id, note_id, said, before)
        if is_private and note_id is not None:
            note.put_away(tables, note_id, reason=note.PRIVATE, now=now)
        return was


def put_back(
    store: "Store",
    *,
    before: Fate | None,
    theme_id: int | None = None,
    note_id: int | None = None,
    is_private: bool = False,
) -> None:
    """Undo what was said of a theme or a note: what was said before stands again, or nothing.

    ``is_private``: the note was hidden along with it, so it comes back.
    """
    with store.write() as tables:
        now = tables.fate.about(theme_id=theme_id, note_id=note_id)
        if before is not None:
            said = {"kind": before.kind, "why": before.why, "text": before.text}
            tables.fate.put(theme_id=theme_id, note_id=note_id, **said, created_at=before.created_at)
        elif now is not None:
            tables.fate.delete(now.id)
        if is_private and note_id is not None:
            note.put_up(tables, note_id)


def clean_why(why: str) -> str:
    """Return a reason as it ends the sentence; raises RuleBroken without one, or when it is too long.

    >>> clean_why(" Geen afspraak, want dit hoort bij het meldpunt. ")
    'dit hoort bij het meldpunt'
    """
    why = _tidy(why, MAX_WHY).rstrip(".")
    begin = next((one for one in BEGINS if why.casefold().startswith(one)), "")
    why = why[len(begin) :].strip()
    if not why:
        raise RuleBroken("fate.why_empty")
    return why


def _say(
    tables: "Tables",
    theme_id: int | None,
    note_id: int | None,
    said: dict[str, object],
    before: Fate | None,
) -> Fate | None:
    if theme_id is not None:
        tables.theme.get(theme_id)
    if note_id is not None:
        tables.note.get(note_id)
    now = tables.fate.about(theme_id=theme_id, note_id=note_id)
    if now != before:
        raise Conflict("fate.changed")
    tables.fate.put(theme_id=theme_id, note_id=note_id, **said)
    return now


def _tidy(text: str, limit: int) -> str:
    text = " ".join(text.split())
    if len(text) > limit:
        raise RuleBroken("fate.too_long", limit=limit)
    return text
