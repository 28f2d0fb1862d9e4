"""The public version: two pages at level B1 that say what was agreed, for everybody in the neighbourhood."""

import re
from collections.abc import Iterator

from sok_core import agreement
from sok_core.agreement import Article
from sok_core.export import paper_pdf, paper_word
from sok_core.export.agreement import date
from sok_core.export.agreement_model import Agreed
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper import Block, Closing, Heading, Paper, Paragraph, Points, Table
from sok_core.model import Section
from sok_core.words import CONCEPT, UNSIGNED, enumerated

PAGES = 2
SENTENCE = re.compile(r"(?<=[.!?]) +")
LEAST_WORDS = 4  # a shorter first sentence is a name, such as "Tochtstrippenteam."
DETAILS = ((3, 3, 170), (2, 2, 130), (1, 2, 110), (1, 1, 90), (0, 1, 70))


def pdf(agreed: Agreed) -> bytes:
    """Return the public version as an accessible PDF of two pages."""
    return paper_pdf.pdf(paper(agreed))


def word(agreed: Agreed) -> bytes:
    """Return the public version as a Word file. Word takes more room than we do: there is less in it."""
    return paper_word.word(paper(agreed, spare=1))


def paper(agreed: Agreed, *, spare: int = 0) -> Paper:
    """Return the public version with as much in it as goes on two pages, or ``spare`` steps less."""
    fits = (
        place for place, detail in enumerate(DETAILS) if paper_pdf.pages(_paper(agreed, *detail)) <= PAGES
    )
    last = len(DETAILS) - 1
    return _paper(agreed, *DETAILS[min(next(fits, last) + spare, last)])


def _paper(agreed: Agreed, signs: int, acts: int, length: int) -> Paper:
    return Paper(
        title=f"{agreed.wording.question} {agreed.neighbourhood} in het kort",
        above=f"{agreed.place} · voor iedereen in de wijk",
        subject=f"{agreed.kind} van {agreed.place} in het kort, {agreed.which}",
        facts=(),
        notices=tuple(_notices(agreed)),
        blocks=(
            *_goals(agreed),
            *_values(agreed, signs),
            *_who_does_what(agreed, acts, length),
            *_looking_back(agreed),
            *_questions(agreed),
        ),
        footer=agreed.footer,
        made_at=agreed.made_at,
    )


def _notices(agreed: Agreed) -> Iterator[str]:
    if agreed.version is None:
        yield CONCEPT
    elif not agreed.signatures:
        yield UNSIGNED
    if agreed.is_fictional:
        yield FICTIONAL


def _goals(agreed: Agreed) -> Iterator[Block]:
    goals = agreement.goals(agreed.document)
    if goals:
        yield Heading("Wat willen we?", level=1)
        yield Points(tuple(f"{one.name}. {one.more}".strip() for one in goals))


def _values(agreed: Agreed, signs: int) -> Iterator[Block]:
    values = agreement.values(agreed.document)
    if not values:
        return
    yield Heading("Wat vinden we belangrijk?", level=1)
    if signs:
        rows = tuple((one.name, " ".join(one.noticed_by[:signs]) or one.more) for one in values)
        yield Table("Waarden", ("Waarde", "Dat merk je aan"), rows, (3, 7))
    else:
        yield Points(tuple(one.name for one in values))


def _who_does_what(agreed: Agreed, acts: int, length: int) -> Iterator[Block]:
    rows = [
        (agreed.short[one.id], " ".join(in_short(agreed, one.id, acts=acts, length=length)))
        for one in agreed.document.parties
    ]
    told = tuple(row for row in rows if row[1])
    if told:
        yield Heading("Wie doet wat?", level=1)
        yield Table("Wie doet wat", ("Wie", "Doet"), told, (3, 7))


def in_short(agreed: Agreed, party_id: int, *, acts: int, length: int) -> list[str]:
    """Return what a party does, in its first sentences: where it comes first goes before where it helps."""
    own = sorted(agreed.own(party_id), key=lambda one: one.parties.index(party_id) > 0)
    said: list[str] = []
    for one in own:
        sentence = told(agreed, one, party_id)
        if len(said) < acts and sum(map(len, said)) + len(sentence) <= length:
            said.append(sentence)
    return said or [told(agreed, one, party_id) for one in own[:1]]


def told(agreed: Agreed, article: Article, party_id: int) -> str:
    """Return one sentence of an article with its number: the first that says something.

    For a party that helps it is the first that names it.
    """
    sentences = SENTENCE.split(article.text.replace("\n", " "))
    telling = [one for one in sentences if len(one.split()) >= LEAST_WORDS] or sentences
    name = agreed.short[party_id].casefold()
    named = [one for one in sentences if name in one.casefold()] if article.parties[0] != party_id else []
    return f"{(named or telling)[0]} ({article.number})"


def _looking_back(agreed: Agreed) -> Iterator[Block]:
    found = [
        one
        for one in agreed.document.articles
        if one.section in (Section.MONITORING, Section.DURATION) and not one.is_withdrawn
    ]
    if found:
        yield Heading("Wanneer kijken we terug?", level=1)
        yield Points(tuple(one.text for one in found[:3]))


def _questions(agreed: Agreed) -> Iterator[Block]:
    if agreed.contact:
        yield Heading("Waar kun je het vragen?", level=1)
        yield Paragraph(agreed.contact)
    signed = [agreed.short[one.party_id] for one in agreed.signed if one.party_id in agreed.short]
    who = f" Getekend door {enumerated(signed)}." if signed else ""
    code = f", controlecode {agreed.code}" if agreed.code else ""
    yield Closing(
        (
            f"Dit is een korte versie. De hele tekst is {agreed.which}{code}. "
            f"Lees die als je het precies wilt weten.{who} Gemaakt op {date(agreed.today)}.",
        )
    )
