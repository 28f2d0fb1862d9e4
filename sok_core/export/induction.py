"""The induction sheet: one A4 for a new contact person of a party, with what it promised and whom to meet."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sok_core import check_in, commitment, commitment_road, commitment_state, delicate, words
from sok_core.aim import is_fit
from sok_core.charts import commitment as chart
from sok_core.clock import today
from sok_core.commitment_state import State
from sok_core.export import paper_pdf
from sok_core.export.meeting import FICTIONAL, place_name, where_and_when
from sok_core.export.paper import Block, Heading, Paper, Paragraph, Points, Quote, Quotes, Table
from sok_core.model import CheckIn, Dossier, Party, Reader
from sok_core.words import shortened

if TYPE_CHECKING:
    from sok_core.store import Store

PAGES = 1
MOST_NOTES, LONGEST_NOTE = 6, 120
TITLE = 90  # signs of a promise when there is little room


@dataclass(frozen=True)
class Induction:
    """What a new contact person has to know of one party.

    ``led`` and ``helped`` are open promises, ``numbers`` those of their articles by commitment id, ``meets``
    the parties it works with, each with the promises that it shares, and ``notes`` residents' own words.
    """

    dossier: Dossier
    made_at: dt.datetime
    today: dt.date
    party: Party
    led: Sequence[State]
    helped: Sequence[State]
    numbers: dict[int, str]
    meets: Sequence[tuple[Party, int]]
    notes: Sequence[Quote]
    upcoming: CheckIn | None = None

    @property
    def place(self) -> str:
        """The neighbourhood as it stands on paper."""
        return place_name(self.dossier.name, is_fictional=self.dossier.is_fictional)


def gather(store: "Store", party_id: int, *, now: dt.datetime) -> Induction:
    """Read what one party promised and where that came from, at one moment; raises NotFound."""
    with delicate.for_paper(store) as tables:
        dossier, party = tables.dossier.current(), tables.party.get(party_id)
        day = today(now, dossier.reference_date)
        still = [one for one in commitment_state.states(tables, today=day) if not one.is_settled]
        led = [one for one in still if one.is_led_by(party_id)]
        helped = [one for one in still if party_id in one.helper_ids]
        found = {
            one.commitment.id: commitment_road.origin(tables, one.commitment, reader=Reader.TABLE)
            for one in [*led, *helped]
        }
        parties = {one.id: one for one in tables.party.all()}
        moments = tables.check_in.all()
    spoken = {
        word.note.id: word.note
        for one in [*led, *helped]
        for word in found[one.commitment.id].grown.words
        if is_fit(word.note) and len(word.note.text) <= LONGEST_NOTE
    }
    led, helped = ([_impersonal(one) for one in those] for those in (led, helped))
    return Induction(
        dossier=dossier,
        made_at=now,
        today=day,
        party=party,
        led=led,
        helped=helped,
        numbers={commitment_id: one.number for commitment_id, one in found.items()},
        meets=[(parties[each], count) for each, count in _shared(party_id, [*led, *helped]).items()],
        notes=[Quote(one.number, one.text) for one in spoken.values()][:MOST_NOTES],
        upcoming=check_in.upcoming(moments, today=day),
    )


def _impersonal(one: State) -> State:
    return replace(one, commitment=commitment.impersonal(one.commitment))


def _shared(party_id: int, found: Sequence[State]) -> dict[int, int]:
    """Return with which parties it shares promises, and how many; who shares most comes first."""
    counts: dict[int, int] = {}
    for one in found:
        for each in {one.commitment.owner_id, *one.helper_ids} - {party_id}:
            counts[each] = counts.get(each, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def pdf(known: Induction) -> bytes:
    """Return the sheet as an accessible PDF of one page: what does not fit is told in fewer words."""
    shorter = (
        known,
        replace(known, notes=known.notes[:3], meets=known.meets[:6]),
        replace(known, notes=known.notes[:2], meets=known.meets[:4], helped=known.helped[:3]),
        replace(known, notes=known.notes[:1], meets=known.meets[:3], helped=(), led=known.led[:6]),
    )
    papers = [paper(one, whole=known) for one in shorter]
    fitting = (one for one in papers if paper_pdf.pages(one) <= PAGES)
    return paper_pdf.pdf(next(fitting, papers[-1]))


def file_name(known: Induction) -> str:
    """Return the name of the file."""
    return f"inwerkblad-{known.dossier.slug}-{known.party.id}.pdf"


def paper(known: Induction, *, whole: Induction | None = None) -> Paper:
    """Return the sheet; ``whole`` is all that there is, of which this may be a part."""
    day = words.day(known.today, with_year=True)
    return Paper(
        title="Welkom aan tafel",
        above=f"{known.place} · inwerkblad voor {known.party.short_name}",
        subject=f"Inwerkblad voor de nieuwe contactpersoon van {known.party.name}",
        facts=(),
        notices=(FICTIONAL,) if known.dossier.is_fictional else (),
        blocks=tuple(_blocks(known, whole or known)),
        footer=f"Inwerkblad · {known.party.short_name} · {day}",
        made_at=known.made_at,
    )


def _blocks(known: Induction, whole: Induction) -> Iterator[Block]:
    yield Heading("Wat beloofden we?")
    if not (whole.led or whole.helped):
        yield Paragraph("We trekken nu geen open afspraak, en we helpen nergens bij.")
    if known.led:
        rows = tuple(_promise(known, one) for one in known.led)
        header = ("Artikel", "Wij trekken", "Hoe staat het?", "Klaar op")
        yield Table("Wat wij trekken", header, rows, (2, 9, 5, 4))
    if known.helped:
        yield Paragraph("We helpen ook bij:")
        yield Points(tuple(shortened(one.commitment.title, TITLE) for one in known.helped))
    left = len(whole.led) - len(known.led) + len(whole.helped) - len(known.helped)
    if left:
        yield Paragraph(f"En nog {words.counted(left, 'afspraak', 'afspraken')}. Ze staan in de voortgang.")
    if known.meets:
        yield Heading("Met wie maak je kennis?")
        yield Points(tuple(_whom(party, count) for party, count in known.meets))
    if known.upcoming:
        yield Heading("Wanneer zie je iedereen?")
        yield Paragraph(where_and_when(known.upcoming))
    if known.notes:
        yield Heading("Waar het begon")
        yield Quotes(tuple(known.notes), about="Dit schreven bewoners, in hun eigen woorden:")


def _promise(known: Induction, one: State) -> tuple[str, ...]:
    due = commitment.by_when(one.commitment)
    status = f"{chart.GLYPHS[one.status]} {commitment_state.told(one)}"
    number = known.numbers.get(one.commitment.id, "")
    return number, shortened(one.commitment.title, TITLE), status, due


def _whom(party: Party, count: int) -> str:
    function = f", {party.contact_role}" if party.contact_role else ""
    return f"{party.short_name}{function}: {words.counted(count, 'gedeelde afspraak', 'gedeelde afspraken')}"
