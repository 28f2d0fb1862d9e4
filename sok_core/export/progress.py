"""The progress report: how what was promised stands on a day, for everybody who looks along."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sok_core import (
    check_in,
    check_in_outcome,
    commitment,
    commitment_road,
    commitment_state,
    delicate,
    value_score_room,
    words,
)
from sok_core.calendar import DAY
from sok_core.charts import commitment as chart
from sok_core.clock import today
from sok_core.commitment_state import Carried, Coming, Month, State, Wanting
from sok_core.export import paper_pdf, paper_word
from sok_core.export.meeting import FICTIONAL, place_name
from sok_core.export.paper import (
    Block,
    Closing,
    Heading,
    Paper,
    Paragraph,
    Points,
    Table,
)
from sok_core.export.progress_decided import decided, decisions, learned
from sok_core.export.progress_line import Line, as_table, drawn, lines, overview
from sok_core.export.progress_score import scores
from sok_core.model import (
    Attention,
    CheckIn,
    CheckInStatus,
    CommitmentStatus,
    Decision,
    Dossier,
    Lesson,
    RoundResult,
    Update,
)
from sok_core.note import without_personal_data
from sok_core.words import capital, counted

if TYPE_CHECKING:
    from sok_core.store import Store, Tables

ORDER = (
    *(CommitmentStatus.STUCK, CommitmentStatus.TAKE_CARE, CommitmentStatus.ON_TRACK),
    *(CommitmentStatus.NOT_BEGUN, CommitmentStatus.DONE, CommitmentStatus.STOPPED),
)
FRESH = 42 * DAY
LAST_LESSONS = 10


@dataclass(frozen=True)
class Progress:
    """How all that is followed stands on a day.

    ``last`` is the moment after which the report begins; after it came ``done``, ``said`` (of each promise
    the last words), ``outcomes``, and ``decisions`` with their day. ``previous`` is the last moment that was
    held, ``upcoming`` the next one. ``names`` are of parties, ``numbers`` of articles by clause id, ``lines``
    what was said of each promise with a number. ``scores`` are of the values (``values`` are their titles),
    as everybody may see them, oldest first.
    """

    dossier: Dossier
    made_at: dt.datetime
    today: dt.date
    states: Sequence[State]
    wanting: Sequence[Wanting]
    months: Sequence[Month]
    carried: Sequence[Carried]
    coming: Sequence[Coming]
    names: Mapping[int, str]
    numbers: Mapping[int, str]
    last: CheckIn | None = None
    previous: CheckIn | None = None
    upcoming: CheckIn | None = None
    done: Sequence[State] = ()
    said: Sequence[Update] = ()
    outcomes: Sequence[str] = ()
    decisions: Sequence[tuple[dt.date, Decision]] = ()
    lessons: Sequence[Lesson] = ()
    lines: Sequence[Line] = ()
    scores: Sequence[RoundResult] = ()
    values: Mapping[int, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The neighbourhood as it stands on paper."""
        return place_name(self.dossier.name, is_fictional=self.dossier.is_fictional)

    @property
    def counts(self) -> dict[CommitmentStatus, int]:
        """How many there are of each status."""
        return commitment_state.counts(self.states)

    @property
    def articles(self) -> dict[int, str]:
        """The numbers of the articles that promises came from, by the id of the promise."""
        return {one.commitment.id: self.article(one) for one in self.states}

    def article(self, one: State) -> str:
        """Return the number of the article that a promise came from, empty when it came from none."""
        return self.numbers.get(one.commitment.clause_id or 0, "")

    def lead(self, one: State) -> str:
        """Return who leads a promise."""
        return commitment_state.lead(one, self.names)


def gather(store: "Store", *, now: dt.datetime) -> Progress:
    """Read how everything stands, at one moment."""
    with delicate.for_paper(store) as tables:
        return gather_in(tables, now=now)


def gather_in(tables: "Tables", *, now: dt.datetime) -> Progress:
    """Read how everything stands, inside a transaction that goes on."""
    dossier, parties, moments = tables.dossier.current(), tables.party.all(), tables.check_in.all()
    day = today(now, dossier.reference_date)
    states = [_impersonal(one) for one in commitment_state.states(tables, today=day)]
    steps = tables.update.steps()
    last = _since(moments, day)
    first = last.date + DAY if last else dt.date.min
    since = commitment_state.since(each for each in steps if each[1] <= day)
    said = {one.commitment.id: tables.update.standing(one.commitment.id) for one in states}
    return Progress(
        dossier=dossier,
        made_at=now,
        today=day,
        states=states,
        wanting=commitment_state.wanting(states, parties),
        months=commitment_state.months(states, steps, tables.lead_change.all(), today=day),
        carried=commitment_state.carried(states, parties, tables.role_part.all()),
        coming=commitment_state.coming(states, moments, today=day),
        names={one.id: one.short_name for one in parties},
        numbers=commitment_road.numbers(tables),
        last=last,
        previous=check_in.last_held(moments, before=day),
        upcoming=check_in.upcoming(moments, today=day),
        done=[one for one in states if _done_since(one, first, since)],
        said=_last_words(tables.update.between(first, day)),
        outcomes=[line.told for line in check_in_outcome.every(tables) if first <= line.on <= day],
        decisions=decisions(tables, first, day),
        lessons=tables.lesson.all()[-LAST_LESSONS:],
        scores=[one for one in value_score_room.history(tables) if one.round.date <= day],
        values=value_score_room.titles(tables),
        lines=[
            (one, heard)
            for one in states
            if chart.has_line(
                one.commitment, heard := [each for each in said[one.commitment.id] if each.date <= day]
            )
        ],
    )


def _impersonal(one: State) -> State:
    return replace(one, commitment=commitment.impersonal(one.commitment))


def _since(moments: Sequence[CheckIn], day: dt.date) -> CheckIn | None:
    """Return the moment after which this report begins: the last, but while that is fresh the one before.

    Who makes the report on the evening itself or in the weeks after tells what came of that evening too.
    """
    held = sorted((one for one in moments if one.status is CheckInStatus.HELD), key=lambda one: one.date)
    held = [one for one in held if one.date <= day]
    if held and day - held[-1].date <= FRESH:
        held.pop()
    return held[-1] if held else None


def _done_since(one: State, first: dt.date, since: Mapping[int, dt.date]) -> bool:
    return one.status is CommitmentStatus.DONE and since[one.commitment.id] >= first


def _last_words(said: Sequence[Update]) -> list[Update]:
    """Return of each promise the last fact, by day, with its words and since when nothing changed.

    One that came without words has those of before behind it. Decisions stand apart.
    """
    told = [one for one in said if not one.is_decided]
    last = {one.commitment_id: one for one in told}
    facts = {one.commitment_id: one for one in told if one.is_fact}
    spoken = {one.commitment_id: one for one in told if one.is_fact and one.text}
    found = [_with_more(facts.get(each, one), one, spoken.get(each)) for each, one in last.items()]
    return sorted(found, key=lambda one: (one.date, one.id))


def _with_more(one: Update, last: Update, spoken: Update | None) -> Update:
    """Return a fact that says too on which day it was still so, and what was said before it."""
    text = one.text if last is one else commitment_state.followed(one.text, last, is_dated=True)
    if spoken is not None and spoken is not one:
        was = f"{words.date(spoken.date, with_year=True)}, {chart.label(spoken.status)}"
        text = f"{text} Eerder ({was}): {spoken.text}".strip()
    return replace(one, text=text)


def pdf(progress: Progress) -> bytes:
    """Return the report as an accessible PDF."""
    return paper_pdf.pdf(paper(progress))


def word(progress: Progress) -> bytes:
    """Return the report as a Word file to go on with."""
    return paper_word.word(paper(progress))


def file_name(progress: Progress, what: str, ending: str) -> str:
    """Return the name of a paper of one day, such as voortgang-molenkwartier-2026-11-05.pdf."""
    return f"{what}-{progress.dossier.slug}-{progress.today.isoformat()}.{ending}"


def paper(progress: Progress) -> Paper:
    """Return the report as a paper."""
    day = words.day(progress.today, with_year=True)
    return Paper(
        title="Hoe staan we ervoor?",
        above=f"{progress.place} · voortgang",
        subject=f"Voortgang van {progress.place} op {day}",
        facts=tuple(_facts(progress, day)),
        notices=(FICTIONAL,) if progress.dossier.is_fictional else (),
        blocks=tuple(_blocks(progress)),
        footer=f"Voortgang · {progress.place} · {day}",
        made_at=progress.made_at,
    )


def _facts(progress: Progress, day: str) -> Iterator[tuple[str, str]]:
    yield "Stand op", day
    if progress.previous:
        yield "Vorig moment", words.day(progress.previous.date, with_year=True)
    if progress.upcoming:
        yield "Volgend moment", words.day(progress.upcoming.date, with_year=True)


def _blocks(progress: Progress) -> Iterator[Block]:
    if not progress.states:
        yield from _without_promises(progress)
        return
    yield Heading(chart.finding(progress.counts, unseen=commitment_state.unseen(progress.states)))
    yield counts_table(progress.counts)
    yield from _wanting(progress)
    yield from _done(progress)
    yield from _charts(progress)
    yield from _decided(progress)
    yield from _coming(progress)
    yield from _all(progress)
    urgent = [one.state.commitment.id for one in progress.wanting]
    yield from lines(progress.lines, first=urgent, articles=progress.articles, today=progress.today)
    yield Closing(
        (
            "Dit is wat de trekkers zelf zeiden, tot en met deze dag. "
            "‘Klaar, zegt de trekker’ betekent: nog niemand anders heeft het bevestigd.",
        )
    )


def _without_promises(progress: Progress) -> Iterator[Block]:
    yield Paragraph("Jullie volgen nog geen afspraak.")
    yield from scores(progress.scores, progress.values)
    if progress.outcomes or progress.decisions or progress.lessons:
        yield from _decided(progress)
    if progress.coming:
        yield from _coming(progress)


def counts_table(counts: Mapping[CommitmentStatus, int]) -> Table:
    """Return how many there are of each status, with its sign and its word."""
    rows = tuple((capital(chart.label(status)), str(counts[status])) for status in ORDER)
    return Table("Afspraken per status", ("Status", "Aantal"), rows, (4, 1))


def _wanting(progress: Progress) -> Iterator[Block]:
    count = len(progress.wanting)
    yield Heading("Wat vraagt nu aandacht?", count=counted(count, "afspraak", "afspraken") if count else "")
    if not count:
        yield Paragraph("Nu vraagt geen afspraak aandacht.")
        return
    rows = tuple(
        (
            progress.article(one.state),
            f"{chart.ATTENTION_GLYPHS[one.kinds[0]]} {one.state.commitment.title}",
            progress.lead(one.state),
            without_personal_data(" ".join(one.reasons)),
        )
        for one in progress.wanting
    )
    yield Table("Wat vraagt nu aandacht", ("Artikel", "Afspraak", "Trekker", "Waarom"), rows, (3, 8, 5, 10))


def since(progress: Progress) -> str:
    """Return since when, in words."""
    return f"sinds {words.date(progress.last.date, with_year=True)}" if progress.last else "tot nu toe"


def _done(progress: Progress) -> Iterator[Block]:
    yield Heading(f"Wat is er gedaan {since(progress)}?")
    yield Heading("Klaar", level=2)
    if progress.done:
        yield Points(tuple(_told(progress, one) for one in progress.done))
    else:
        yield Paragraph("In deze tijd kwam er geen afspraak klaar.")
    if progress.said:
        titles = {one.commitment.id: one for one in progress.states}
        yield Heading("Wat is er gezegd?", level=2, count="het laatste bericht per afspraak")
        rows = tuple(
            (
                words.date(one.date, with_year=True),
                _title(progress, titles[one.commitment_id]),
                chart.label(one.status),
                without_personal_data(one.text),
            )
            for one in progress.said
        )
        yield Table(
            "Wat is er gezegd", ("Dag", "Afspraak", "Status", "Wat is er gezegd?"), rows, (5, 8, 5, 11)
        )


def _told(progress: Progress, one: State) -> str:
    number = progress.article(one)
    by = f" (artikel {number}, {progress.lead(one)})." if number else f" ({progress.lead(one)})."
    if one.doubts:
        doubt = without_personal_data(commitment_state.doubt(one.doubts[-1], progress.names))
        return f"{chart.ATTENTION_GLYPHS[Attention.TAKE_CARE]} {one.commitment.title}{by} {doubt}"
    more = "" if one.is_confirmed else " Nog niet bevestigd door een ander."
    return f"✓ {one.commitment.title}{by}{more}"


def _title(progress: Progress, one: State) -> str:
    return " ".join(filter(None, [progress.article(one), one.commitment.title]))


def _charts(progress: Progress) -> Iterator[Block]:
    yield Heading("Gaat het beter dan eerst?")
    yield drawn(chart.by_month(progress.months), chart.month_alt(progress.months))
    yield Paragraph(chart.legend(progress.months), is_soft=True)
    months = chart.month_rows(progress.months)
    short = [SHORT.get(head, head) for head in months[0]]
    yield as_table("Afspraken per status en maand", months, shown=short)
    yield from overview(progress.lines, articles=progress.articles, today=progress.today)
    yield from scores(progress.scores, progress.values)
    if progress.carried:
        yield Heading("Wie draagt wat?")
        yield drawn(chart.carrying(progress.carried), chart.carrying_alt(progress.carried))
        yield Paragraph(
            f"{chart.carrying_finding(progress.carried)}. ♥ vrijwilligers. De volgorde zegt niets."
        )
        yield Table(
            "Wie draagt wat",
            ("Partij", "Trekt, open", "Trekt, klaar", "Helpt bij"),
            tuple(_carrier(one) for one in progress.carried),
            (5, 2, 2, 2),
        )


def _carrier(one: Carried) -> tuple[str, ...]:
    name = f"{one.party.short_name} ♥" if one.is_volunteer else one.party.short_name
    return name, str(len(one.open)), str(len(one.done)), str(len(one.helps))


SHORT = {chart.label(CommitmentStatus.NOT_BEGUN): "○ niet begonnen", "Lang niets gehoord": "… stil"}


def _decided(progress: Progress) -> Iterator[Block]:
    yield Heading(f"Wat is er besloten {since(progress)}?")
    yield from decided(progress.outcomes, progress.decisions)
    yield from learned(progress.lessons, progress.numbers)


def _coming(progress: Progress) -> Iterator[Block]:
    count = len(progress.coming)
    yield Heading("Wat komt eraan in negentig dagen?")
    if not count:
        yield Paragraph("Er komt niets aan.")
        return
    yield drawn(
        chart.ahead(progress.coming, today=progress.today, days=commitment_state.AHEAD),
        chart.ahead_alt(progress.coming),
    )
    yield Paragraph(
        f"{capital(counted(count, 'ding komt', 'dingen komen'))} eraan. {chart.ahead_legend(progress.coming)}"
    )
    yield as_table("Wat komt eraan", chart.ahead_rows(progress.coming, progress.names), widths=(5, 9, 5))


def _all(progress: Progress) -> Iterator[Block]:
    yield Heading("Alle afspraken", count=str(len(progress.states)))
    rows = tuple(_row(progress, one) for one in progress.states)
    yield Table(
        "Alle afspraken",
        ("Artikel", "Afspraak", "Trekker", "Hoe staat het?", "Klaar op"),
        rows,
        (3, 9, 5, 6, 5),
    )


def _row(progress: Progress, one: State) -> tuple[str, ...]:
    status = f"{chart.GLYPHS[one.status]} {commitment_state.told(one)}"
    due = commitment.by_when(one.commitment)
    return progress.article(one), one.commitment.title, progress.lead(one), status, due
