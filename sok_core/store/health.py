"""Is everything sound? Looks at every dossier of a shelf without changing anything."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sok_core.errors import SokError
from sok_core.store.file import identity, inspect, look
from sok_core.store.shelf import Shelf
from sok_core.words import count, marked, sentence

TWIN = marked("Een ander bestand is hetzelfde dossier. Bewaar er één, en haal het andere binnen als kopie.")
LOOSE = marked("{rows} naar iets dat er niet meer is. Zet een back-up terug.")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with one dossier file."""

    slug: str
    text: str


def examine(shelf: Shelf, slugs: list[str]) -> list[Finding]:
    """Return what is wrong with these dossiers: damaged, newer, foreign, twins, rows that hang loose."""
    found = []
    with shelf.still():
        seen = Counter(identity(shelf.path(slug)) for slug in shelf.slugs())
        for slug in slugs:
            path = shelf.path(slug)
            found += [Finding(slug, text) for text in _wrong_with(path)]
            uuid = identity(path)
            if uuid is not None and seen[uuid] > 1:
                found.append(Finding(slug, TWIN))
    return found


def _wrong_with(path: Path) -> list[str]:
    try:
        inspect(path)
        loose = _loose_rows(path)
    except SokError as error:
        return [sentence(error)]
    return [LOOSE.format(rows=count(loose, "regel wijst", "regels wijzen"))] if loose else []


def _loose_rows(path: Path) -> int:
    """Return how many rows point to a row that is not there."""
    return look(path, lambda db: len(db.conn.execute("PRAGMA foreign_key_check").fetchall()))
