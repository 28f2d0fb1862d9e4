"""What changed between two texts of the agreement, per article, as a paper to read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sok_core import compare
from sok_core.agreement import Article as Promise
from sok_core.compare import Change as What
from sok_core.compare import Compared, Field
from sok_core.difference import pieces
from sok_core.export import paper_pdf, paper_word
from sok_core.export.agreement import date
from sok_core.export.agreement_model import Agreed
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper import Block, Change, Closing, Heading, Paper, Paragraph, Table
from sok_core.note import without_personal_data

if TYPE_CHECKING:
    from sok_core.store import Store

BECAME = {
    What.NEW: "nieuw",
    What.WITHDRAWN: "ingetrokken",
    What.BACK: "teruggehaald",
    What.GONE: "staat er niet meer in",
}


Reasons = Mapping[int, Sequence[str]]


def pdf(before: Agreed, after: Agreed, because: Reasons | None = None) -> bytes:
    """Return the changes as an accessible PDF."""
    return paper_pdf.pdf(paper(before, after, because))


def word(before: Agreed, after: Agreed, because: Reasons | None = None) -> bytes:
    """Return the changes as a Word file."""
    return paper_word.word(paper(before, after, because))


def gather(store: "Store", before: Agreed, after: Agreed) -> dict[int, list[str]]:
    """Return by clause id why it was changed between two texts; nothing when the first was not frozen."""
    if before.version is None:
        return {}
    with store.read() as tables:
        texts = tables.clause_text.all()
    until = after.version.frozen_at if after.version else None
    return compare.reasons(texts, after=before.version.frozen_at, until=until)


def paper(before: Agreed, after: Agreed, because: Reasons | None = None) -> Paper:
    """Return what is new, other or gone in the second text; ``because`` is what ``gather`` returns."""
    return Paper(
        title="Wat is er veranderd?",
        above=f"{after.place} · van {before.which} naar {after.which}",
        subject=f"De verschillen in {after.title}, van {before.which} naar {after.which}",
        facts=(),
        notices=(FICTIONAL,) if after.is_fictional else (),
        blocks=tuple(_blocks(before, after, because)),
        footer=f"{after.title} · van {before.which} naar {after.which}",
        made_at=after.made_at,
    )


def _blocks(before: Agreed, after: Agreed, because: Reasons | None) -> Iterator[Block]:
    old, new = before.document, after.document
    told = [one for one in compare.compare(old, new, because=because) if one.change is not What.SAME]
    around = compare.around(old, new)
    if around:
        yield Heading("Om de artikelen heen")
        yield _fields("Wat er om de artikelen heen veranderde", around)
    if not told:
        yield Paragraph("Er is geen artikel veranderd.")
    texts = [{one.clause_id: _text(one) for one in text.articles} for text in (old, new)]
    for one in told:
        was, now = (of.get(one.clause_id, "") for of in texts)
        yield from _article(one, was, now)
    yield Closing((f"Gemaakt op {date(after.today)}.",))


def _article(one: Compared, was: str, now: str) -> Iterator[Block]:
    moved = f"was {one.old_number}" if one.old_number else ""
    yield Heading(f"Artikel {one.number}", count=", ".join(filter(None, (BECAME.get(one.change, ""), moved))))
    for why in one.why:
        yield Paragraph(f"Waarom: {without_personal_data(why)}")
    if was != now:
        yield Change(*pieces(was, now))
    if one.fields:
        yield _fields(f"Wat er nog meer veranderde in artikel {one.number}", one.fields)


def _fields(name: str, fields: Sequence[Field]) -> Table:
    rows = tuple((one.label, one.old or "–", one.new or "–") for one in fields)
    return Table(name, ("", "Was", "Wordt"), rows, (3, 7, 7))


def _text(one: Promise) -> str:
    return "" if one.is_withdrawn else one.text
