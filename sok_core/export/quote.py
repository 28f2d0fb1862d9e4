"""A sticky note as a paper for everybody quotes it: as it was written, without the number of a house."""

from sok_core.delicate import without_house_numbers
from sok_core.export.paper import Quote
from sok_core.model import Note


def quoted(note: Note) -> Quote:
    """Return a note to quote, with its translation."""
    text, translation = map(without_house_numbers, (note.text, note.translation))
    return Quote(note.number, text, translation)
