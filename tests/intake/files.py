"""Files as other programs write them."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook


def xlsx(
    rows: Iterable[Sequence[Any]], *, title: str = "Blad1", more: dict[str, list[list[Any]]] | None = None
) -> bytes:
    """Return a workbook with these cells, and more sheets by name."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    for name, cells in (more or {}).items():
        extra = book.create_sheet(name)
        for row in cells:
            extra.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_outcome(content: bytes, formula: str, outcome: str) -> bytes:
    """Return a workbook in which Excel kept the outcome of a formula; openpyxl writes none."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                before = rf"<f>{re.escape(formula)}</f>(<v></v>|<v ?/>)".encode()
                text = re.sub(before, f"<f>{formula}</f><v>{outcome}</v>".encode(), text)
            new.writestr(part, text)
    return written.getvalue()
