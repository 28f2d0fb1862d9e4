"""A Word file of somebody else, opened with care: not too large, whole, and really a Word file."""

import io
import zipfile
import zlib
from posixpath import join, normpath
from xml.parsers import expat

from sok_core.errors import RuleBroken

MEGABYTES = 10
MEGABYTES_UNPACKED = 40
MOST_PARTS = 2000
OLD = b"\xd0\xcf\x11\xe0"  # a .doc, and a file behind a password
TYPES, WHERE = "[Content_Types].xml", "_rels/.rels"
USUAL_BODY = "word/document.xml"
MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
BROKEN = (
    zipfile.BadZipFile,
    SyntaxError,
    NotImplementedError,
    zlib.error,
    expat.ExpatError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
    RuntimeError,
)


class WordFile:
    """The parts of a Word file by name; ``body`` is the name of the part with the text."""

    def __init__(self, content: bytes) -> None:
        """Open a file; raises RuleBroken: too large, an old Word file, no Word file, or broken."""
        if len(content) > MEGABYTES * 1024**2:
            raise RuleBroken("word_file.too_large", limit=MEGABYTES)
        if content.startswith(OLD):
            raise RuleBroken("word_file.old")
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN as error:
            raise RuleBroken("word_file.no_word") from error
        parts = self._packed.infolist()
        if sum(part.file_size for part in parts) > MEGABYTES_UNPACKED * 1024**2 or len(parts) > MOST_PARTS:
            raise RuleBroken("word_file.too_large", limit=MEGABYTES_UNPACKED)
        self.names = [part.filename for part in parts]
        self._left = MEGABYTES_UNPACKED * 1024**2
        self.body = self._find_body()

    def read(self, name: str) -> bytes:
        """Return one part; what a file says of its own size is not believed. Raises RuleBroken."""
        try:
            with self._packed.open(name) as stream:
                found = stream.read(self._left + 1)
        except BROKEN as error:
            raise RuleBroken("word_file.broken") from error
        self._left -= len(found)
        if self._left < 0:
            raise RuleBroken("word_file.too_large", limit=MEGABYTES_UNPACKED)
        return found

    def xml(self, name: str, reader: "expat.XMLParserType | None" = None) -> bytes:
        """Return one part that is XML, read by ``reader`` as well; raises RuleBroken when it is not."""
        text, reader = self.read(name), reader or expat.ParserCreate()
        reader.StartDoctypeDeclHandler = _refuse
        try:
            reader.Parse(text, True)
        except BROKEN as error:
            raise RuleBroken("word_file.broken") from error
        return text

    def _find_body(self) -> str:
        """Return where the text is: Word says so in the file, and mostly takes the usual name."""
        found = []
        if WHERE in self.names:
            reader = expat.ParserCreate()
            reader.StartElementHandler = lambda _, given: found.append(given)
            self.xml(WHERE, reader)
        targets = [normpath(join("/", one["Target"]))[1:] for one in found if one.get("Type") == MAIN]
        body = next((one for one in [*targets, USUAL_BODY] if one in self.names), None)
        if body is None:
            raise RuleBroken("word_file.no_word")
        return body


def _refuse(*_: object) -> None:
    raise ValueError("a part of a Word file declares nothing")
