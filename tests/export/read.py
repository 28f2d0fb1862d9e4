"""What a reader finds in a file that we made."""

import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader
from pypdf.generic import ContentStream

PAINTS = {b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh", b"Do"}
OPENS = {b"BMC", b"BDC"}


def squeezed(text: str) -> str:
    """Return a text without white space and without the signs that mark where a long word may break."""
    return "".join(text.replace("\u200b", "").split())


def pdf(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pdf(content).pages)


def painted_outside_artifacts(content: bytes) -> list[bytes]:
    """Return every drawing of a shape that a screen reader would come across."""
    reader, found = pdf(content), []
    for page in reader.pages:
        open_marks: list[str] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in OPENS:
                open_marks.append(str(operands[0]))
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in PAINTS and "/Artifact" not in open_marks:
                found.append(operator)
    return found


def tags(content: bytes) -> list[str]:
    """Return the structure of a tagged PDF as its tags in reading order."""
    return list(_tags_under(pdf(content).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _tags_under(node: Any) -> Any:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _tags_under(child)
    elif hasattr(node, "get") and "/S" in node:
        yield node["/S"].removeprefix("/")
        yield from _tags_under(node.get("/K", node["/S"]))


def alternatives(content: bytes) -> list[str]:
    """Return the texts that stand in for the pictures of a tagged PDF."""
    return list(_alternatives_under(pdf(content).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _alternatives_under(node: Any) -> Any:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _alternatives_under(child)
    elif hasattr(node, "get") and "/S" in node:
        if "/Alt" in node:
            yield str(node["/Alt"])
        yield from _alternatives_under(node.get("/K", node["/S"]))


def is_accessible(content: bytes, language: str = "nl-NL") -> bool:
    """Return whether a PDF says that it is PDF/UA-1, in its language, with a title that a reader shows."""
    reader = pdf(content)
    root = reader.trailer["/Root"]
    says_so = "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    shows_title = root["/ViewerPreferences"]["/DisplayDocTitle"] and bool(reader.metadata.title)
    return bool(says_so and root["/Lang"] == language and root["/MarkInfo"]["/Marked"] and shows_title)


def sizes(content: bytes, page: int = 0) -> dict[str, float]:
    """Return the size in points of every piece of text on a page."""
    found: dict[str, float] = {}

    def keep(text: str, _: Any, place: list[float], __: Any, size: float) -> None:
        if text.strip():
            found[text.strip()] = abs(size * place[3])

    pdf(content).pages[page].extract_text(visitor_text=keep)
    return found


def heights(content: bytes, page: int = 0) -> list[tuple[str, float]]:
    """Return every piece of text on a page with its height above the foot of the page, in points."""
    found: list[tuple[str, float]] = []

    def keep(text: str, page_matrix: list[float], place: list[float], *_: Any) -> None:
        if text.strip():
            found.append((text.strip(), place[5] * page_matrix[3] + page_matrix[5]))

    pdf(content).pages[page].extract_text(visitor_text=keep)
    return found


def places(content: bytes, page: int = 0) -> dict[str, float]:
    """Return how far from the left edge of a page each piece of text begins, in points."""
    found: dict[str, float] = {}

    def keep(text: str, page_matrix: list[float], place: list[float], *_: Any) -> None:
        if text.strip():
            found.setdefault(text.strip(), place[4] * page_matrix[0] + page_matrix[4])

    pdf(content).pages[page].extract_text(visitor_text=keep)
    return found


def languages(content: bytes) -> dict[str, str]:
    """Return the language of each part of a tagged PDF that has one of its own, by its tag."""
    return dict(_languages_under(pdf(content).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _languages_under(node: Any) -> Any:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _languages_under(child)
    elif hasattr(node, "get") and "/S" in node:
        if "/Lang" in node:
            yield node["/S"].removeprefix("/"), str(node["/Lang"])
        yield from _languages_under(node.get("/K", node["/S"]))


def word(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def word_text(content: bytes) -> str:
    document = word(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def part(content: bytes, name: str) -> str:
    """Return one XML file out of a docx or xlsx file."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name).decode()


def workbook(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def workbook_texts(content: bytes) -> list[str]:
    book = workbook(content)
    return [str(value) for sheet in book for row in sheet.values for value in row if value is not None]


def markdown_text(text: str) -> str:
    """Return what Markdown shows of a text: without the backslashes that escape a sign."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text.replace("\\\n", "\n"))
