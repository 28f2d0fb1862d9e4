"""A paper as Markdown. What people typed stays text: every sign that means something there is escaped."""

import re
from collections.abc import Iterable

from sok_core.export.paper import (
    Article,
    Block,
    Box,
    Change,
    Checklist,
    Closing,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Points,
    Quote,
    Quotes,
    Signatures,
    Table,
    Tally,
    plain,
)

MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
AT_LINE_START = re.compile(r"^(\d{0,9})([-+=.)]|#(?=#{0,5}(?:\s|$)))")
LINE_BREAK = "\\\n"


def markdown(paper: Paper) -> str:
    """Return the paper as CommonMark with tables, ready to paste in a wiki or a mail."""
    parts = [
        f"**{line(paper.above)}**",
        f"# {heading(paper.title)}",
        "\n".join(f"- **{line(label)}:** {line(value)}" for label, value in paper.facts),
        *[f"> **{line(notice)}**" for notice in paper.notices],
        *map(_draw, paper.blocks),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def escaped(text: str) -> str:
    """Return one line of text in which no sign means anything to Markdown, except at the line's start.

    >>> escaped("*let op* [x](y)")
    '\\\\*let op\\\\* \\\\[x\\\\](y)'
    """
    return MEANS_SOMETHING.sub(r"\\\g<0>", text)


def line(text: str) -> str:
    """Return a text as one escaped line."""
    return escaped(plain(text).replace("\n", " ").strip())


def heading(text: str) -> str:
    """Return a text as one escaped line for a heading, where a # at the end would be lost."""
    return line(text).replace("#", r"\#")


def paragraph(text: str, *, indent: int = 0, is_begun: bool = False) -> str:
    """Return a text with its line breaks; ``is_begun``: something of ours already stands before it."""
    first, *others = [escaped(part.strip(" ")) for part in plain(text).strip().split("\n")]
    lines = [first if is_begun else _unstarted(first), *map(_unstarted, others)]
    return (LINE_BREAK + " " * indent).join(lines)


def _unstarted(text: str) -> str:
    """Return a line that starts no heading, list or rule."""
    return AT_LINE_START.sub(r"\1\\\2", text)


def _draw(block: Block) -> str:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return paragraph(block.text)
        case Quotes():
            return "\n\n".join(filter(None, [paragraph(block.about), _notes(block.quotes)]))
        case Points():
            return "\n".join(f"- {paragraph(point, indent=2)}" for point in block.points)
        case Checklist():
            return "\n".join(f"- [ ] {paragraph(point, indent=2)}" for point in block.points)
        case Box():
            return "\n".join(
                f"> {place}. {_unstarted(line(point))}" for place, point in enumerate(block.points, 1)
            )
        case Table():
            return _table(block)
        case Tally():
            return "\n".join(f"- {paragraph(name)}: {number}" for name, number in block.counts)
        case Closing():
            return "\n\n".join(["---", *map(paragraph, block.lines)])
        case _:
            return _agreed(block)


def _agreed(block: Article | Change | Signatures | Picture | NewPage) -> str:
    """Return what only the papers of an agreement have."""
    match block:
        case Article():
            written = f"**{line(block.number)}** {paragraph(block.text, is_begun=True)}"
            return "\n\n".join([written, *map(paragraph, block.more)])
        case Change():
            return "\n\n".join(
                f"{line(name)}: {''.join(_piece(*piece) for piece in pieces)}"
                for name, pieces in ((block.old_name, block.old), (block.new_name, block.new))
            )
        case Signatures():
            return "\n".join(f"- {line(f'{row.party}, {row.function}: {row.text}')}" for row in block.rows)
        case Picture():
            return paragraph(block.alt)
        case NewPage():
            return ""


def _piece(text: str, is_other: bool) -> str:
    written = line(text)
    return f" **{written}** " if is_other and written else f" {written} "


def _heading(block: Heading) -> str:
    above = f"{heading(block.above)}: " if block.above else ""
    count = f" ({heading(block.count)})" if block.count else ""
    return f"{'#' * (block.level + 1)} {above}{heading(block.text)}{count}"


def _notes(quotes: Iterable[Quote]) -> str:
    return "\n".join(map(_note, quotes))


def _note(note: Quote) -> str:
    written = f"- **{note.number}** {paragraph(note.text, indent=2, is_begun=True)}"
    if not note.translation:
        return written
    return f"{written}{LINE_BREAK}  Vertaling: {paragraph(note.translation, indent=2, is_begun=True)}"


def _table(block: Table) -> str:
    cells = [[line(cell) for cell in row] for row in (block.header, *block.rows)]
    rows = [cells[0], ["---"] * len(block.header), *cells[1:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
