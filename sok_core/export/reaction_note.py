"""The note on reactions: per article what parties and residents said, what was answered, and why."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sok_core import reaction
from sok_core.difference import pieces
from sok_core.export import paper_pdf, paper_word
from sok_core.export.agreement import date, lettered
from sok_core.export.agreement_model import Agreed, gather_in
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper import Article, Block, Change, Closing, Heading, Paper, Paragraph, Table
from sok_core.model import Reaction, ReactionAnswer
from sok_core.note import without_personal_data
from sok_core.words import REACTION_ANSWERS, count

if TYPE_CHECKING:
    from sok_core.store import Store

OPEN = "Nog geen antwoord"
STILL_THERE = "De voorgestelde woorden staan nu nog wel in het artikel."


@dataclass(frozen=True)
class Noted:
    """The reactions to one frozen text; of those ``in_article`` (ids) the article has the words now."""

    agreed: Agreed
    reactions: tuple[Reaction, ...]
    in_article: frozenset[int] = frozenset()


def gather(store: "Store", version: int, *, now: dt.datetime) -> Noted:
    """Read a frozen text with the reactions to it, at one moment; raises NotFound."""
    with store.read() as tables:
        agreed = gather_in(tables, version, now=now)
        found = [one for one in tables.reaction.all() if one.version == version]
        in_article = reaction.in_article(tables)
    return Noted(agreed, tuple(found), frozenset(in_article))


def pdf(noted: Noted) -> bytes:
    """Return the note as an accessible PDF."""
    return paper_pdf.pdf(paper(noted))


def word(noted: Noted) -> bytes:
    """Return the note as a Word file."""
    return paper_word.word(paper(noted))


def paper(noted: Noted) -> Paper:
    """Return the note as a paper."""
    agreed = noted.agreed
    return Paper(
        title="Wat deden we met de reacties?",
        above=f"{agreed.place} · reactienota bij {agreed.which}",
        subject=f"De reacties op {agreed.title}, {agreed.which}",
        facts=(),
        notices=(FICTIONAL,) if agreed.is_fictional else (),
        blocks=tuple(_blocks(noted)),
        footer=agreed.footer,
        made_at=agreed.made_at,
    )


def _blocks(noted: Noted) -> Iterator[Block]:
    yield Paragraph(in_short(noted.reactions))
    articles = {one.clause_id: one for one in noted.agreed.document.articles}
    order = {clause_id: one.number for clause_id, one in articles.items()}
    for clause_id, found in reaction.by_article(noted.reactions, order):
        if clause_id is None:
            yield Heading("Over de hele tekst")
        elif clause_id in articles:
            about = articles[clause_id]
            yield Heading(f"Artikel {about.number}")
            yield Article(about.number, lettered(about.text), is_leading=True)
        yield Table(
            f"Reacties op artikel {order[clause_id]}" if clause_id in order else "Reacties op de hele tekst",
            ("Wie", "Reactie", "Antwoord"),
            tuple(
                (
                    reaction.from_whom(one, noted.agreed.short),
                    without_personal_data(one.text),
                    without_personal_data(answered(one, is_in_article=one.id in noted.in_article)),
                )
                for one in found
            ),
            (4, 6, 7),
        )
        for one in found:
            if one.proposed and clause_id in articles:
                yield Paragraph(f"Voorstel van {reaction.from_whom(one, noted.agreed.short)}", is_soft=True)
                proposed = without_personal_data(one.proposed)
                yield Change(*pieces(articles[clause_id].text, proposed), new_name="Voorstel")
    yield Closing(
        ("Bij een reactie van een bewoner staat geen naam.", f"Gemaakt op {date(noted.agreed.today)}.")
    )


def in_short(reactions: Sequence[Reaction]) -> str:
    """Return how many reactions there were, and how many got which answer."""
    if not reactions:
        return "Er zijn geen reacties binnengekomen."
    counts = [
        (sum(one.answer is answer for one in reactions), REACTION_ANSWERS[answer])
        for answer in ReactionAnswer
    ]
    told = ", ".join(f"{number} {name}" for number, name in counts if number)
    still = len(reaction.unanswered(reactions))
    came = "kwam" if len(reactions) == 1 else "kwamen"
    parts = [
        f"Er {came} {count(len(reactions), 'reactie', 'reacties')} binnen.",
        f"Daarvan: {told}." if told else "",
        f"Nog zonder antwoord: {still}." if still else "",
    ]
    return " ".join(filter(None, parts))


def answered(one: Reaction, *, is_in_article: bool) -> str:
    """Return the answer in words, with why, and that the article does not follow it yet."""
    if one.answer is None:
        return OPEN
    said = f"{REACTION_ANSWERS[one.answer].capitalize()}."
    still = STILL_THERE if is_in_article and one.answer is not ReactionAnswer.ADOPTED else ""
    return " ".join(filter(None, (said, one.why, still)))
