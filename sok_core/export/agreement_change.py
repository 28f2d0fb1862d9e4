"""What changed between two texts of the agreement, per article, as a paper to read."""

from collections.abc import Iterator

from sok_core.agreement import Article as Promise
from sok_core.difference import pieces
from sok_core.export import paper_pdf, paper_word
from sok_core.export.agreement import date
from sok_core.export.agreement_model import Agreed
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper import Block, Change, Closing, Heading, Paper, Paragraph


def pdf(before: Agreed, after: Agreed) -> bytes:
    """Return the changes as an accessible PDF."""
    return paper_pdf.pdf(paper(before, after))


def word(before: Agreed, after: Agreed) -> bytes:
    """Return the changes as a Word file."""
    return paper_word.word(paper(before, after))


def paper(before: Agreed, after: Agreed) -> Paper:
    """Return what is new, other or gone in the second text."""
    return Paper(
        title="Wat is er veranderd?",
        above=f"{after.place} · van {before.which} naar {after.which}",
        subject=f"De verschillen in {after.title}, van {before.which} naar {after.which}",
        facts=(),
        notices=(FICTIONAL,) if after.is_fictional else (),
        blocks=tuple(_blocks(before, after)),
        footer=f"{after.title} · van {before.which} naar {after.which}",
        made_at=after.made_at,
    )


def _blocks(before: Agreed, after: Agreed) -> Iterator[Block]:
    old = {one.clause_id: one for one in before.document.articles}
    new = {one.clause_id: one for one in after.document.articles}
    changed = [(old.get(one), new.get(one)) for one in [*new, *(one for one in old if one not in new)]]
    told = [pair for pair in changed if _text(pair[0]) != _text(pair[1])]
    if not told:
        yield Paragraph("Er is geen artikel veranderd.")
    for was, now in told:
        yield from _article(was, now)
    yield Closing((f"Gemaakt op {date(after.today)}.",))


def _article(was: Promise | None, now: Promise | None) -> Iterator[Block]:
    known = now or was
    number = known.number if known else ""
    if not _text(was):
        yield Heading(f"Artikel {number}", count="nieuw")
    elif not _text(now):
        yield Heading(f"Artikel {number}", count="ingetrokken")
        if now and now.why:
            yield Paragraph(f"Waarom: {now.why}")
    else:
        yield Heading(f"Artikel {number}")
    yield Change(*pieces(_text(was), _text(now)))


def _text(one: Promise | None) -> str:
    return "" if one is None or one.is_withdrawn else one.text
