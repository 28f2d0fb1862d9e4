"""Tables of parties and relations by their name in an address, and for whom a file may be made."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from sok_core.access import Visitor
from sok_core.errors import Forbidden, NotFound, RuleBroken
from sok_core.export import kumu, tables
from sok_core.export.tables import Tables
from sok_core.model import Reader
from sok_core.store import Store
from sok_core.web.paper import Made

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
READER = "lezer"


@dataclass(frozen=True)
class Kind:
    """One of the files, by what it is called and how it is made."""

    what: str
    ending: str
    media_type: str
    make: Callable[[Tables], bytes]


KINDS = {
    "partijen.xlsx": Kind("partijen-en-relaties", "xlsx", XLSX, tables.workbook),
    "partijen.csv": Kind("partijen", "csv", CSV, tables.party_csv),
    "relaties.csv": Kind("relaties", "csv", CSV, tables.relation_csv),
    "kumu.xlsx": Kind("kumu", "xlsx", XLSX, kumu.workbook),
}


def link(slug: str, name: str, reader: Reader = Reader.TABLE) -> str:
    """Return the address of a table; only one that is not for everybody says for whom it is."""
    asked = f"?{urlencode({READER: reader})}" if reader is not Reader.TABLE else ""
    return f"/download/{slug}/tabel/{name}{asked}"


def make(store: Store, name: str, reader: Reader, *, now: dt.datetime) -> Made:
    """Return a table as it is now; raises NotFound for one that we do not have."""
    kind = KINDS.get(name)
    if kind is None:
        raise NotFound("door.unknown")
    found = tables.gather(store, reader, now=now)
    return Made(kind.make(found), tables.file_name(found, kind.what, kind.ending), kind.media_type)


def reader_for(who: Visitor, asked: str) -> Reader:
    """Return for whom a file is made: for the table, unless somebody chose otherwise.

    Raises Forbidden for somebody who would read more in it than he may, RuleBroken for an unknown reader.
    """
    try:
        reader = Reader(asked or Reader.TABLE)
    except ValueError as error:
        raise RuleBroken("relation.reader", value=asked) from error
    if not who.reader.may_read(reader):
        raise Forbidden("forbidden")
    return reader
