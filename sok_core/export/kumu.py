"""Parties and relations in the shape that Kumu reads, to draw them there."""

from collections.abc import Iterable, Mapping

from sok_core.export.sheet import Value
from sok_core.export.tables import Rows, Tables, book, columned
from sok_core.words import PARTY_COLUMNS, RELATION_COLUMNS

TAG_BREAK = "|"  # Kumu parts tags with it, and the parties of one cell


def workbook(tables: Tables) -> bytes:
    """Return an Excel file with the sheets and headings that Kumu reads.

    Source: docs.kumu.io, "Structure your data for Kumu": Label comes first, From and To come first.
    """
    elements, connections = list(map(_element, tables.parties)), list(map(_connection, tables.relations))
    return book(
        tables,
        "Kumu",
        {
            "Elements": columned(_headings(("Label", "Type", "Description", "Tags"), elements), elements),
            "Connections": columned(_headings(("From", "To", "Direction", "Type"), connections), connections),
        },
    )


def _element(row: Mapping[str, Value]) -> dict[str, Value]:
    tags = [str(row[name]) for name in ("status", "ring", "listed_as") if row.get(name)]
    known = {
        "Label": _unparted(row["name"]),
        "Type": row["type"],
        "Description": row.get("interest_text", ""),
        "Tags": TAG_BREAK.join(map(_unparted, tags)),
        "Short name": row["short_name"],
    }
    more = [name for name in row if name not in ("name", "short_name", "type", "interest_text")]
    return known | {PARTY_COLUMNS[name]: row[name] for name in more}


def _connection(row: Mapping[str, Value]) -> dict[str, Value]:
    known = {
        "From": _unparted(row["source"]),
        "To": _unparted(row["target"]),
        "Direction": "directed" if row.get("is_directed") == "ja" else "undirected",
        "Type": row["kind"],
        "Strength": row["strength"],
        "Label": row["kind"],
    }
    more = [
        name for name in row if name not in ("source", "target", "is_directed", "kind", "strength", "note")
    ]
    noted = {"Description": row["note"]} if "note" in row else {}
    return known | noted | {RELATION_COLUMNS[name]: row[name] for name in more}


def _unparted(value: Value) -> str:
    return str(value).replace(TAG_BREAK, "/")


def _headings(first: Iterable[str], rows: Rows) -> dict[str, str]:
    return {name: name for name in dict.fromkeys([*first, *(name for row in rows for name in row)])}
