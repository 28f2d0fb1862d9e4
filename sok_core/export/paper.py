"""What a paper is made of, in plain data: Word, PDF and Markdown each draw the same blocks."""

import datetime as dt
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3. ``above`` is a small line over it, ``count`` a soft remark behind it.

    ``is_state`` is as with Points.
    """

    text: str
    level: int = 1
    above: str = ""
    count: str = ""
    is_state: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in our own words; ``is_soft`` sets it back."""

    text: str
    is_soft: bool = False


@dataclass(frozen=True)
class Quote:
    """One sticky note as it was written, with the number that it has on the wall.

    ``translation`` is the Dutch that somebody put under it; the note itself comes first.
    """

    number: int
    text: str
    translation: str = ""


@dataclass(frozen=True)
class Quotes:
    """Sticky notes; ``colour`` from 1 says to which question they belong, ``about`` introduces them."""

    quotes: tuple[Quote, ...]
    colour: int = 1
    about: str = ""


@dataclass(frozen=True)
class Points:
    """A list of short points. ``is_state``: they tell how things stand on this day, as no text does."""

    points: tuple[str, ...]
    is_state: bool = False


@dataclass(frozen=True)
class Checklist:
    """Short points with a box to tick by hand."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """Numbered sentences in a frame: what was agreed."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a header. ``name`` says what it holds, ``widths`` are the parts of the page width.

    ``is_roomy`` leaves space in every row to write by hand.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    is_roomy: bool = False


@dataclass(frozen=True)
class Tally:
    """Names, each with its count."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Closing:
    """The last lines of a paper, soft and under a thin rule."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """One numbered article. ``mark`` is a name that stays with its text in a Word file, unseen.

    ``more`` are lines in our own words under it: who, with what, when. ``is_withdrawn``: it keeps its number.
    ``is_leading``: what follows stays with it.
    """

    number: str
    text: str
    mark: str = ""
    more: tuple[str, ...] = ()
    is_withdrawn: bool = False
    is_leading: bool = False


@dataclass(frozen=True)
class Change:
    """An old and a new text. Both are pieces: (text, whether the other one does not have it)."""

    old: tuple[tuple[str, bool], ...]
    new: tuple[tuple[str, bool], ...]
    old_name: str = "Was"
    new_name: str = "Wordt"


@dataclass(frozen=True)
class Signed:
    """One line to sign on. ``text`` says how it was signed, ``strokes`` are drawn by finger (0 to 1000)."""

    party: str
    function: str = ""
    place: str = ""
    date: str = ""
    text: str = ""
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True)
class Signatures:
    """A table to sign in, one row per party; ``name`` says what it holds."""

    name: str
    rows: tuple[Signed, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG for a PDF and as PNG for Word, ``wide`` by ``high``; ``alt`` says what it shows."""

    svg: str
    png: bytes
    alt: str
    wide: float
    high: float


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


Block = (
    Heading
    | Paragraph
    | Quotes
    | Points
    | Checklist
    | Box
    | Table
    | Tally
    | Closing
    | Article
    | Change
    | Signatures
    | Picture
    | NewPage
)


@dataclass(frozen=True)
class Paper:
    """A whole paper. ``notices`` come before everything else, ``made_at`` is when it was drawn up.

    Pages are numbered beside the footer; without a footer they are not. ``mark`` stays with the title in a
    Word file, unseen: it says which text this is.
    """

    title: str
    above: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    blocks: tuple[Block, ...]
    footer: str
    made_at: dt.datetime
    mark: str = ""


def plain(text: str) -> str:
    """Return a text that every file format can hold: without control signs and half characters.

    >>> plain("a\\x00b")
    'ab'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in text if sign == "\n" or not _is_unwritable(sign))


def runs_right_to_left(text: str) -> bool:
    """Return whether a text begins, with its first letter, in a script such as Arabic."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((way for way in directions if way in ("L", "R", "AL")), "L") != "L"


def _is_unwritable(sign: str) -> bool:
    """Return whether XML has no place for a sign: controls, halves of a pair, and the non-characters."""
    return unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & 0xFFFE == 0xFFFE
