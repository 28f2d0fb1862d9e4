"""The papers of the agreement by their name in an address: what each is for, and how it is made."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from sok_core.errors import Conflict, NotFound
from sok_core.export import (
    agreement,
    agreement_change,
    agreement_note,
    agreement_poster,
    agreement_public,
    press,
    reaction_note,
    signature_sheet,
)
from sok_core.export.agreement_model import Agreed, for_all, gather
from sok_core.store import Store
from sok_core.web.answer import whole
from sok_core.web.paper import MEDIA_TYPES, Made

VERSION, BEFORE, SIZE = "versie", "van", "formaat"


class Kind(StrEnum):
    """The papers, by their name in an address and in the name of the file."""

    AGREEMENT = "overeenkomst"
    IN_TEMPLATE = "overeenkomst-in-huisstijl"
    PUBLIC = "publieksversie"
    NOTES = "van-briefje-naar-artikel"
    SIGNATURES = "handtekeningen"
    PRESS = "persblad"
    POSTER = "poster"
    REACTIONS = "reactienota"
    CHANGES = "verschillen"
    EXACT = "precieze-tekst"


BOTH, PDF_ONLY, WORD_ONLY, JSON_ONLY = ("docx", "pdf"), ("pdf",), ("docx",), ("json",)
ENDINGS = dict.fromkeys(Kind, BOTH) | {
    Kind.SIGNATURES: PDF_ONLY,
    Kind.POSTER: PDF_ONLY,
    Kind.IN_TEMPLATE: WORD_ONLY,
    Kind.EXACT: JSON_ONLY,
}
FOR_ALL = (Kind.PUBLIC, Kind.PRESS, Kind.POSTER)  # who gets these was not at the table
FROZEN_ONLY = (Kind.SIGNATURES, Kind.REACTIONS, Kind.EXACT)


@dataclass(frozen=True)
class Asked:
    """Which text a paper is made of: a frozen version, or the text as it is now (None).

    ``before`` is the version to compare with, ``size`` the size of a poster.
    """

    version: int | None = None
    before: int | None = None
    size: str = "a3"


def link(
    slug: str,
    kind: Kind,
    ending: str,
    *,
    version: int | None = None,
    before: int | None = None,
    size: str = "",
) -> str:
    """Return the address of a paper of one version, or of the text as it is now."""
    asked = {VERSION: version, BEFORE: before, SIZE: size or None}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"/download/{slug}/afspraken/{kind}.{ending}{f'?{query}' if query else ''}"


def asked(version: str, before: str, size: str) -> Asked:
    """Return what an address asks for; raises NotFound for a number that is none."""
    return Asked(_number(version), _number(before), size or "a3")


def _number(text: str) -> int | None:
    if not text:
        return None
    found = whole(text)
    if found is None:
        raise NotFound("version.unknown")
    return found


def make(store: Store, name: str, what: Asked, *, now: dt.datetime) -> Made:
    """Return a paper as it is now; ``name`` is its kind with its ending.

    Raises NotFound for a paper or a version that is not there, Conflict when there is nothing to put on it.
    """
    kind_name, _, ending = name.rpartition(".")
    if kind_name not in list(Kind) or ending not in ENDINGS[Kind(kind_name)]:
        raise NotFound("paper.unknown")
    kind = Kind(kind_name)
    if kind is Kind.REACTIONS:
        noted = reaction_note.gather(store, _frozen(what), now=now)
        body = reaction_note.word(noted) if ending == "docx" else reaction_note.pdf(noted)
        agreed = noted.agreed
    else:
        agreed = gather(store, what.version, now=now)
        body = _body(store, kind, ending, agreed, what, now=now)
    return Made(body, agreement.file_name(agreed, kind, ending), MEDIA_TYPES[ending])


def _frozen(what: Asked) -> int:
    if what.version is None:
        raise NotFound("version.unknown")
    return what.version


def _body(store: Store, kind: Kind, ending: str, agreed: Agreed, what: Asked, *, now: dt.datetime) -> bytes:
    is_word = ending == "docx"
    agreed = for_all(store, agreed) if kind in FOR_ALL else agreed
    if kind is Kind.CHANGES:
        before = gather(store, what.before, now=now)
        both = agreement_change.word if is_word else agreement_change.pdf
        return both(before, agreed, agreement_change.gather(store, before, agreed))
    if kind is Kind.NOTES:
        roads = agreement_note.gather(store, agreed.document if agreed.version else None)
        return (agreement_note.word if is_word else agreement_note.pdf)(agreed, roads)
    if kind is Kind.PRESS:
        return (press.word if is_word else press.pdf)(agreed, press.gather(store))
    if kind is Kind.IN_TEMPLATE:
        with store.read() as tables:
            template = tables.word_template.data()
        return agreement.in_template(agreed, template)
    if kind is Kind.EXACT:
        if agreed.version is None:
            raise Conflict("paper.not_frozen")
        return agreed.version.content.encode("utf-8")  # these bytes and no other give the whole code
    if kind is Kind.POSTER:
        return agreement_poster.pdf(agreed, size=what.size)
    makers: dict[Kind, tuple[Callable[[Agreed], bytes], Callable[[Agreed], bytes]]] = {
        Kind.AGREEMENT: (agreement.word, agreement.pdf),
        Kind.PUBLIC: (agreement_public.word, agreement_public.pdf),
        Kind.SIGNATURES: (signature_sheet.pdf, signature_sheet.pdf),
    }
    for_word, for_pdf = makers[kind]
    return (for_word if is_word else for_pdf)(agreed)
