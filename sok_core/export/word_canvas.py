"""What a paper is drawn on in Word: a document, the name of each style in it, and the width of its text."""

from docx.document import Document as WordDocument

from sok_core.export.word_style import TABLE_STYLE, TEXT_WIDTH, style_id


class Canvas:
    """A Word document of ours. ``width`` is that of its text, in EMU."""

    def __init__(self, document: WordDocument, width: int = TEXT_WIDTH) -> None:
        self.document = document
        self.width = width

    def style(self, name: str) -> str:
        """Return by which name this document keeps a style of ours."""
        return style_id(name)

    def table_style(self) -> str:
        """Return by which name this document keeps the style of a table."""
        return TABLE_STYLE

    def count_from_one(self) -> int:
        """Return a new list that counts from 1, whatever was counted before."""
        lists = self.document.part.numbering_part.element
        usual = self.document.styles["List Number"].element.pPr.numPr.numId.val
        fresh = lists.add_num(lists.num_having_numId(usual).abstractNumId.val)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)

    def largest(self, name: str, text: str) -> float | None:  # noqa: ARG002  (our words fit our pages)
        """Return the size in points at which the longest word of a text fits; None: as its style says."""
        return None

    def has_lines(self) -> bool:
        """Return whether a table shows where its rows end."""
        return True

    def numbering(self, name: str) -> int | None:  # noqa: ARG002  (our styles number themselves)
        """Return the list that paragraphs of a style are put in one by one; None: its style says it all."""
        return None
