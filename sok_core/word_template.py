"""The organisation's own Word template: kept in the dossier, after a look at what else is in it.

A file of somebody else travels on inside every agreement that is made in it. So nothing comes in that runs
(macros, controls), that is another file (an embedded document), or that Word would fetch from elsewhere.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from sok_core.errors import RuleBroken
from sok_core.model import WordTemplate
from sok_core.word_file import TYPES, WordFile

if TYPE_CHECKING:
    from sok_core.store import Store

PLACE = "[[overeenkomst]]"
MAX_NAME = 80
ENDINGS = ("docx", "dotx", "doc", "docm", "dotm")  # what may be chosen; of the last three we say why not
RUNS = ("macroEnabled", "vbaProject", "vbaData", "activeX", "control")
FILES = ("oleObject", "package", "aFChunk", "subDocument", "frame")
ATTACHED = "attachedTemplate"  # of whoever made the file; it is left out of what we make
WEB = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
FETCHES = re.compile(
    r"\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDEAUTO|DDE|RD|DATABASE)\b", re.IGNORECASE
)


def keep(store: "Store", *, name: str, data: bytes, now: dt.datetime) -> WordTemplate:
    """Keep a Word file as the template, in the place of the one before; raises as ``check`` does."""
    has_place = check(data)
    short = " ".join(name.split())[:MAX_NAME] or "sjabloon.docx"
    digest = hashlib.sha256(data).hexdigest()
    with store.write() as tables:
        return tables.word_template.put(
            name=short, digest=digest, added_at=now, has_place=has_place, data=data
        )


def take_away(store: "Store") -> None:
    """Take the template out of the dossier; without one nothing happens."""
    with store.write() as tables:
        if tables.word_template.current() is not None:
            tables.word_template.remove()


def check(data: bytes) -> bool:
    """Return whether a Word file says where the agreement comes; look at all its parts on the way.

    Raises RuleBroken: no Word file, an old one, too large, broken, with macros, with another file in it, with
    something that is fetched from elsewhere, or with a place that the agreement cannot come at.
    """
    packed = WordFile(data)
    types = _attributes(packed, TYPES) if TYPES in packed.names else []
    if any(one in str(given.get("ContentType", "")) for given in types for one in RUNS):
        raise RuleBroken("word_template.macro")
    places = good_places = 0
    for part in packed.names:
        if part.endswith(".rels"):
            for given in _attributes(packed, part):
                _must_be_inside(given)
        elif part == packed.body or (part.endswith(".xml") and part != TYPES):
            look = _Look()
            packed.xml(part, look.reader)
            look.must_fetch_nothing()
            places += look.places
            good_places += look.good_places if part == packed.body else 0
        else:
            packed.read(part)
    if places > 1 or places != good_places:
        raise RuleBroken("word_template.place", name=PLACE)
    return places == 1


def _attributes(packed: WordFile, part: str) -> list[Mapping[str, str]]:
    """Return the attributes of every element of a part."""
    found: list[Mapping[str, str]] = []
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda _, given: found.append(given)
    packed.xml(part, reader)
    return found


def _must_be_inside(given: Mapping[str, str]) -> None:
    """Refuse what runs, what is another file, and what is fetched; a link to a website is only a link."""
    kind, target = given.get("Type", "").rpartition("/")[2], given.get("Target", "")
    if any(kind.startswith(one) for one in RUNS):
        raise RuleBroken("word_template.macro")
    if kind in FILES:
        raise RuleBroken("word_template.foreign_part", name=kind)
    if given.get("TargetMode", "").casefold() != "external" or kind == ATTACHED:
        return
    if kind != "hyperlink" or not WEB.match(target):
        bare = target.rpartition("//")[2]  # as a text: nobody is invited to follow it
        raise RuleBroken("word_template.outside", name=bare[:MAX_NAME])


class _Look:
    """Reads one part once: which fields it has, and where it says that the agreement comes."""

    def __init__(self) -> None:
        self.places = self.good_places = 0
        self.reader = expat.ParserCreate(namespace_separator=" ")
        self.reader.buffer_text = True
        self.reader.StartElementHandler = self._start
        self.reader.EndElementHandler = self._end
        self.reader.CharacterDataHandler = self._say
        self._above: list[str] = []
        self._texts: list[list[str]] = []  # of each paragraph that is open: a text box has its own
        self._fields: list[str] = [""]

    def must_fetch_nothing(self) -> None:
        """Raise RuleBroken when a field would fetch something from elsewhere."""
        found = next(filter(None, map(FETCHES.match, self._fields)), None)
        if found:
            raise RuleBroken("word_template.foreign_part", name=found[1].upper())

    def _start(self, tag: str, given: Mapping[str, Any]) -> None:
        name = _bare(tag)
        self._above.append(name)
        if name == "p":
            self._texts.append([])
        elif name == "fldChar":
            self._fields.append("")
        elif name == "fldSimple":
            self._fields += [next((text for key, text in given.items() if _bare(key) == "instr"), ""), ""]

    def _say(self, text: str) -> None:
        if self._above[-1] == "t" and self._texts:
            self._texts[-1].append(text)
        elif self._above[-1] == "instrText":
            self._fields[-1] += text

    def _end(self, _: str) -> None:
        if self._above.pop() != "p":
            return
        text = "".join(self._texts.pop())
        self.places += PLACE in text
        is_own_line = text.strip() == PLACE
        self.good_places += is_own_line and set(self._above) <= {"document", "body", "sdt", "sdtContent"}


def _bare(tag: str) -> str:
    """Return a name without its namespace.

    >>> _bare("http://example.org/main p")
    'p'
    """
    return tag.rpartition(" ")[2]
