"""The Dutch text of a summary, as the blocks of a paper. What is not known or did not happen goes unsaid."""

from collections.abc import Iterator, Sequence

from sok_core.clock import local
from sok_core.export.meeting import FICTIONAL, TIED, occasion, place_name, when
from sok_core.export.paper import Block, Closing, Heading, Paper, Paragraph, Points, Quotes, Tally
from sok_core.export.summary_agreed import agreed
from sok_core.export.summary_mention import sentences
from sok_core.export.summary_model import NextMeeting, Question, Summary
from sok_core.export.summary_party import at_the_table
from sok_core.export.summary_value_score import scored, told
from sok_core.model import MeetingStatus
from sok_core.words import clock_time, count, day, enumerated

ENDINGS = (".", "?", "!", "…")


def paper(summary: Summary) -> Paper:
    """Return the summary as a paper for Word, PDF and Markdown: first what came out, then all the notes."""
    place = place_name(summary.neighbourhood, is_fictional=summary.is_fictional)
    date = day(summary.date, with_year=True)
    kind = "tussenstand" if summary.is_interim else "samenvatting"
    return Paper(
        title=summary.title,
        above=f"{place} · {kind}",
        subject=f"{kind.capitalize()} van de bijeenkomst in {place} op {date}",
        facts=tuple(facts(summary)),
        notices=tuple(notices(summary)),
        blocks=(
            *in_short(summary),
            *scored(summary),
            *agreed(summary),
            *at_the_table(summary),
            *onward(summary),
            *written(summary),
            *colophon(summary),
        ),
        footer=" · ".join(_footer(summary, place)),
        made_at=summary.made_at,
    )


def facts(summary: Summary) -> Iterator[tuple[str, str]]:
    """Return when, where and with whom, each with its label, as far as it is known."""
    all_facts = (
        ("Wanneer", when(summary)),
        ("Waar", summary.place.strip()),
        ("Aanwezig", attendance(summary)),
        ("Partijen aan tafel", ", ".join(summary.parties)),
    )
    return ((label, value) for label, value in all_facts if value)


def attendance(summary: Summary) -> str:
    """Return how many residents and organisations were there, as far as somebody counted."""
    counts = [
        count(number, one, many).replace(" ", TIED)
        for number, one, many in (
            (summary.residents, "bewoner", "bewoners"),
            (summary.organisations, "organisatie", "organisaties"),
        )
        if number is not None
    ]
    return " en ".join(counts)


def notices(summary: Summary) -> Iterator[str]:
    """Return what a reader must know first: that it is not final, or not real."""
    if summary.is_interim:
        yield f"Tussenstand van {made(summary)}. De {occasion(summary.starts_at)} loopt nog."
    if summary.status is MeetingStatus.PLANNED:
        yield f"De {occasion(summary.starts_at)} moet nog beginnen."
    if summary.status is MeetingStatus.CANCELLED:
        yield f"De {occasion(summary.starts_at)} gaat niet door."
    if summary.is_fictional:
        yield FICTIONAL


def in_short(summary: Summary) -> Iterator[Block]:
    """Return the opening: how much was written, what came out of it, and the themes."""
    if summary.note_count or summary.outcomes:
        yield Heading("In het kort")
    if summary.note_count:
        yield Paragraph(_opening(summary))
    if summary.outcomes:
        yield Points(summary.outcomes)
    if summary.themes:
        yield Heading("De thema’s", level=2)
        yield Tally(tuple((theme.title, theme.count) for theme in summary.themes))
    for result in summary.votes:
        above = "De stippen" if result.question else ""
        yield Heading(result.question or "De stippen", level=2, above=above)
        yield Paragraph(result.finding)
        yield Tally(tuple((name, dots) for name, dots, _ in result.rows))


def onward(summary: Summary) -> Iterator[Block]:
    """Return what comes next, and whom to ask."""
    if not (summary.next_meeting or summary.contact):
        return
    yield Heading("Hoe gaat het verder?")
    if summary.next_meeting:
        yield Paragraph(_next(summary.next_meeting, is_past=summary.next_meeting.date < summary.today))
    if summary.contact:
        yield Paragraph(f"Heb je een vraag? {summary.contact}")


def written(summary: Summary) -> Iterator[Block]:
    """Return each question that was asked with every note under it, exactly as it was written."""
    about = {theme.title: theme.description for theme in summary.themes}
    for question in summary.questions:
        number = _lines(question) or _notes(question.count)
        yield Heading(question.text, above=f"Vraag {question.position}", count=number)
        if question.lines:
            is_past = summary.status is MeetingStatus.CLOSED
            yield Paragraph(" ".join(sentences(question.lines, is_past=is_past)))
        elif question.is_scored:
            yield Paragraph(told(summary), is_soft=True)
        elif not question.count:
            yield Paragraph(_silence(question, summary), is_soft=True)
        for group in question.groups:
            if group.title:
                yield Heading(group.title, level=2, count=_notes(len(group.quotes)))
            yield Quotes(group.quotes, colour=question.position, about=about.pop(group.title, ""))


def colophon(summary: Summary) -> Iterator[Block]:
    """Return the last lines: what nobody got to, and how this paper was made."""
    nameless = "Bij een briefje staat nooit wie het schreef. " if summary.note_count else ""
    skipped = closed(f"{_skipping(summary)}: {quoted(summary.skipped)}") if summary.skipped else ""
    yield Closing(tuple(filter(None, [skipped, f"{nameless}Gemaakt op {made(summary)}."])))


def closed(sentence: str) -> str:
    """Return a sentence with a full stop, unless it has an ending of its own.

    >>> closed("De titel is ‘Wie doet mee?’"), closed("Plaats: De Spil")
    ('De titel is ‘Wie doet mee?’', 'Plaats: De Spil.')
    """
    return sentence if sentence.rstrip(" ’”\"')").endswith(ENDINGS) else f"{sentence.rstrip()}."


def quoted(texts: Sequence[str]) -> str:
    """Return texts between quotation marks, as one enumeration.

    >>> quoted(["een", "twee", "drie"])
    '‘een’, ‘twee’ en ‘drie’'
    """
    return enumerated(f"‘{text}’" for text in texts)


def made(summary: Summary) -> str:
    """Return at what moment the paper was drawn up."""
    return f"{day(local(summary.made_at).date(), with_year=True)} om {clock_time(summary.made_at)}"


def _footer(summary: Summary, place: str) -> tuple[str, ...]:
    if summary.is_interim:
        return f"Tussenstand van {made(summary)}", place, summary.title
    return place, summary.title, day(summary.date, with_year=True)


def _opening(summary: Summary) -> str:
    answered = sum(question.count > 0 for question in summary.questions)
    is_one = summary.note_count == 1
    are = "is" if is_one else "zijn"
    begin = f"Tot nu toe {are} er" if summary.is_interim else f"Er {are}"
    them = (
        "Het staat verderop, precies zoals het is" if is_one else "Ze staan verderop, precies zoals ze zijn"
    )
    sentences = [
        f"{begin} {_notes(summary.note_count)} geschreven bij {count(answered, 'vraag', 'vragen')}.",
        f"{them} geschreven, met {'zijn' if is_one else 'hun'} nummer.",
        "De namen van de thema’s komen van de groep." if summary.themes else "",
    ]
    return " ".join(filter(None, sentences))


def _silence(question: Question, summary: Summary) -> str:
    is_past = summary.status is MeetingStatus.CLOSED
    if question.is_talk:
        return f"Over deze vraag {'is' if is_past else 'wordt'} gepraat, zonder briefjes."
    return f"Bij deze vraag zijn {'' if is_past else 'nog '}geen briefjes geschreven."


def _skipping(summary: Summary) -> str:
    return "Niet aan bod gekomen" if summary.status is MeetingStatus.CLOSED else "Nog niet aan bod gekomen"


def _next(following: NextMeeting, *, is_past: bool) -> str:
    date = day(following.date, with_year=True)
    moment = " om ".join(filter(None, [date, clock_time(following.starts_at)]))
    sentences = [
        f"De volgende bijeenkomst {'was' if is_past else 'is'} op {moment}.",
        closed(f"Plaats: {following.place}") if following.place.strip() else "",
        closed(f"De titel {'was' if is_past else 'is'} ‘{following.title}’"),
    ]
    return " ".join(filter(None, sentences))


def _lines(question: Question) -> str:
    number = question.lines.told.lines if question.lines else 0
    return count(number, "lijn", "lijnen") if number else ""


def _notes(number: int) -> str:
    return count(number, "briefje", "briefjes") if number else ""
