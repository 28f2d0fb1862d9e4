"""The Dutch text of a summary, as the blocks of a paper."""

from collections.abc import Iterator

from sok_core.clock import local
from sok_core.export.paper import Block, Box, Heading, Paper, Paragraph, Points, Quotes, Table, Tally
from sok_core.export.summary_model import NextMeeting, Question, Summary
from sok_core.model import Decision, DecisionKind, DecisionStatus, MeetingStatus
from sok_core.words import clock_time, count, day

EVENING_FROM = 17
UNKNOWN = "–"
TIED = "\N{NO-BREAK SPACE}"


def paper(summary: Summary) -> Paper:
    """Return the summary as a paper that Word, PDF and Markdown can draw."""
    place = f"{summary.neighbourhood} (fictief)" if summary.is_fictional else summary.neighbourhood
    date = day(summary.date, with_year=True)
    return Paper(
        title=summary.title,
        above=f"{place} · samenvatting",
        subject=f"Samenvatting van de bijeenkomst in {place} op {date}",
        facts=tuple(facts(summary)),
        notices=tuple(notices(summary)),
        blocks=(*in_short(summary), *written(summary), *agreed(summary), *onward(summary)),
        footer=" · ".join([*_so_far(summary), place, summary.title, date]),
        made_at=summary.made_at,
    )


def facts(summary: Summary) -> Iterator[tuple[str, str]]:
    """Return when, where and with whom, each with its label."""
    times = f"{TIED}tot{TIED}".join(clock_time(time) for time in (summary.starts_at, summary.ends_at) if time)
    yield "Wanneer", ", ".join(filter(None, [day(summary.date, with_year=True), times]))
    yield "Waar", summary.place or "Nog niet ingevuld"
    yield "Aanwezig", attendance(summary)
    if summary.parties:
        yield "Partijen aan tafel", ", ".join(summary.parties)


def attendance(summary: Summary) -> str:
    """Return how many residents and organisations were there, or that nobody counted yet."""
    if summary.residents is None and summary.organisations is None:
        return "Nog niet geteld"
    residents = _counted(summary.residents, "bewoner", "bewoners")
    organisations = _counted(summary.organisations, "organisatie", "organisaties")
    is_whole = None not in (summary.residents, summary.organisations)
    return f"{residents} en {organisations}" if is_whole else f"{residents}, {organisations}"


def notices(summary: Summary) -> Iterator[str]:
    """Return what a reader must know first: that it is not final, or not real."""
    if summary.status is MeetingStatus.RUNNING:
        yield f"Tussenstand, de {_occasion(summary)} loopt nog. Gemaakt op {_made(summary)}."
    if summary.status is MeetingStatus.PLANNED:
        yield f"De {_occasion(summary)} moet nog beginnen."
    if summary.is_fictional:
        yield "Deze wijk is fictief. Alle mensen, organisaties en uitspraken zijn verzonnen."


def in_short(summary: Summary) -> Iterator[Block]:
    """Return the opening: how much was written, what came out of it, and the themes."""
    yield Heading("In het kort")
    yield Paragraph(_opening(summary))
    if summary.outcomes:
        yield Points(summary.outcomes)
    if summary.themes:
        yield Heading("De thema’s", level=2)
        yield Tally(tuple((theme.title, theme.count) for theme in summary.themes))


def written(summary: Summary) -> Iterator[Block]:
    """Return each question with every note under it, exactly as it was written."""
    if not summary.questions:
        yield Heading("De vragen")
        yield Paragraph("Bij deze bijeenkomst zijn geen vragen gesteld.", is_soft=True)
    about = {theme.title: theme.description for theme in summary.themes}
    for question in summary.questions:
        yield Heading(question.text, above=f"Vraag {question.position}", count=_notes(question.count))
        if not question.count:
            yield Paragraph(_silence(question, summary), is_soft=True)
        for group in question.groups:
            if group.title:
                yield Heading(group.title, level=2, count=_notes(len(group.quotes)))
            yield Quotes(group.quotes, colour=question.position, about=about.pop(group.title, ""))


def agreed(summary: Summary) -> Iterator[Block]:
    """Return the decisions, the actions and the parked points, with a calm sentence where there are none."""
    yield Heading("Wat is er afgesproken?")
    if not summary.agreed:
        yield Paragraph(unagreed(summary), is_soft=True)
        return
    still = _still(summary)
    yield Heading("Besluiten", level=2)
    decisions = _texts(summary.of_kind(DecisionKind.DECISION))
    yield Box(decisions) if decisions else Paragraph(f"Er zijn {still}geen besluiten genomen.", is_soft=True)
    yield Heading("Acties", level=2)
    actions = summary.of_kind(DecisionKind.ACTION)
    yield _action_table(actions) if actions else Paragraph(f"Er zijn {still}geen acties.", is_soft=True)
    yield Heading("Geparkeerd", level=2)
    parked = _texts(summary.of_kind(DecisionKind.PARKED))
    if parked:
        yield Paragraph("Hier praten we een andere keer over verder.")
        yield Points(parked)
    else:
        yield Paragraph(f"Er zijn {still}geen punten geparkeerd.", is_soft=True)


def onward(summary: Summary) -> Iterator[Block]:
    """Return what comes next, whom to ask, and how this paper was made."""
    yield Heading("Hoe gaat het verder?")
    yield Paragraph(_next(summary))
    waiting = _waiting(summary.of_kind(DecisionKind.ACTION))
    if waiting:
        yield Paragraph(waiting)
    if summary.contact:
        yield Paragraph(f"Heb je een vraag? {summary.contact}")
    yield Paragraph(
        f"Bij een briefje staat nooit wie het schreef. Gemaakt op {_made(summary)}.", is_soft=True
    )


def unanswered(summary: Summary) -> str:
    """Return the sentence for a meeting without notes."""
    return f"Er zijn {_still(summary)}geen briefjes."


def unagreed(summary: Summary) -> str:
    """Return the sentence for a meeting in which nothing was agreed."""
    return f"Er zijn {_still(summary)}geen besluiten, acties of geparkeerde punten."


def _still(summary: Summary) -> str:
    return "" if summary.status is MeetingStatus.CLOSED else "nog "


def _so_far(summary: Summary) -> list[str]:
    return ["Tussenstand"] if summary.status is MeetingStatus.RUNNING else []


def _opening(summary: Summary) -> str:
    if not summary.note_count:
        return unanswered(summary)
    answered = sum(question.count > 0 for question in summary.questions)
    so_far = "Tot nu toe zijn er" if summary.status is MeetingStatus.RUNNING else "Er zijn"
    sentences = [
        f"{so_far} {_notes(summary.note_count)} geschreven bij {count(answered, 'vraag', 'vragen')}.",
        "Ze staan hieronder precies zoals ze zijn geschreven, met hun nummer.",
        "De namen van de thema’s komen van de groep." if summary.themes else "",
    ]
    return " ".join(filter(None, sentences))


def _action_table(actions: list[Decision]) -> Table:
    rows = tuple(
        (action.text, action.who or UNKNOWN, day(action.due, with_year=True) if action.due else UNKNOWN)
        for action in actions
    )
    return Table("Acties", ("Wat", "Wie", "Wanneer"), rows, (6, 4, 4))


def _silence(question: Question, summary: Summary) -> str:
    if not question.is_talk:
        return f"Bij deze vraag hangen {_still(summary)}geen briefjes."
    is_past = summary.status is MeetingStatus.CLOSED
    return f"Over deze vraag {'is' if is_past else 'wordt'} gepraat, zonder briefjes."


def _next(summary: Summary) -> str:
    following = summary.next_meeting
    if following is None:
        return "Er is nog geen volgende bijeenkomst gepland."
    verb = "was" if following.date < summary.today else "is"
    return f"De volgende bijeenkomst {verb} op {_moment(following)}: ‘{following.title}’." + (
        f" Plaats: {following.place}." if following.place else ""
    )


def _moment(meeting: NextMeeting) -> str:
    return " om ".join(filter(None, [day(meeting.date, with_year=True), clock_time(meeting.starts_at)]))


def _waiting(actions: list[Decision]) -> str:
    waiting = [action for action in actions if action.status is DecisionStatus.OPEN]
    if not waiting:
        return ""
    days = [action.due for action in waiting if action.due]
    first = f" De eerste moet klaar zijn op {day(min(days), with_year=True)}." if days else ""
    return f"{count(len(waiting), 'actie staat', 'acties staan')} nog open.{first}"


def _occasion(summary: Summary) -> str:
    is_evening = summary.starts_at is None or summary.starts_at.hour >= EVENING_FROM
    return "avond" if is_evening else "bijeenkomst"


def _made(summary: Summary) -> str:
    return f"{day(local(summary.made_at).date(), with_year=True)} om {clock_time(summary.made_at)}"


def _counted(people: int | None, one: str, many: str) -> str:
    return f"{many} nog niet geteld" if people is None else count(people, one, many).replace(" ", TIED)


def _notes(number: int) -> str:
    return count(number, "briefje", "briefjes") if number else ""


def _texts(decisions: list[Decision]) -> tuple[str, ...]:
    return tuple(decision.text for decision in decisions)
