"""The public version: two pages at level B1 that say what was agreed, for everybody in the neighbourhood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sok_core import agreement, delicate
from sok_core.agreement import Article
from sok_core.export import paper_pdf, paper_word, sentence
from sok_core.export.agreement import date
from sok_core.export.agreement_model import Agreed
from sok_core.export.agreement_words import others, some
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper import Block, Closing, Heading, Paper, Paragraph, Points, Table
from sok_core.model import Section
from sok_core.words import ended, enumerated

PAGES = 2
EVERYBODY = 10_000
ANY_LENGTH = 10_000


@dataclass(frozen=True)
class Detail:
    """How much there is in it: signs of a value, acts of a party with their length, parties by name.

    With ``longest`` a text is its first sentence with what takes that back, when that has no more signs: else
    it is pointed to, for half a sentence may say the opposite. With ``has_meanings`` a goal says what it
    means.
    """

    signs: int
    acts: int
    length: int
    longest: int = ANY_LENGTH
    has_meanings: bool = True
    most: int = EVERYBODY

    @property
    def is_short(self) -> bool:
        """Whether a text is told in one sentence."""
        return self.longest < ANY_LENGTH


DETAILS = (
    Detail(3, 3, 170),
    Detail(2, 2, 130),
    Detail(1, 2, 110),
    Detail(1, 1, 90),
    Detail(0, 1, 70),
    Detail(0, 1, 70, longest=160),
    Detail(0, 1, 70, longest=110),
    Detail(0, 1, 70, longest=110, has_meanings=False),
    *(Detail(0, 1, 70, longest=110, has_meanings=False, most=most) for most in (24, 18, 12, 6)),
)


def pdf(agreed: Agreed) -> bytes:
    """Return the public version as an accessible PDF of two pages."""
    return paper_pdf.pdf(paper(agreed))


def word(agreed: Agreed) -> bytes:
    """Return the public version as a Word file. Word takes more room than we do: there is less in it."""
    return paper_word.word(paper(agreed, spare=1))


def paper(agreed: Agreed, *, spare: int = 0) -> Paper:
    """Return the public version with as much in it as goes on two pages, or ``spare`` steps less.

    A step that leaves nothing out of this text is none.
    """
    papers = [one for one, _ in groupby(_paper(agreed, detail) for detail in DETAILS)]
    fits = (place for place, one in enumerate(papers) if paper_pdf.pages(one) <= PAGES)
    last = len(papers) - 1
    return papers[min(next(fits, last) + spare, last)]


def _paper(agreed: Agreed, detail: Detail) -> Paper:
    asked = f"{agreed.wording.question} {agreed.neighbourhood} in het kort"
    return Paper(
        title=agreed.over.rstrip(".") or asked,
        above=f"{agreed.place} · voor iedereen in de wijk",
        subject=f"{agreed.kind} van {agreed.place} in het kort, {agreed.which}",
        facts=(),
        notices=tuple(_notices(agreed)),
        blocks=(
            *_goals(agreed, detail),
            *_values(agreed, detail.signs),
            *_who_does_what(agreed, detail),
            *_looking_back(agreed, detail),
            *_questions(agreed, detail),
        ),
        footer=agreed.footer,
        made_at=agreed.made_at,
    )


def _notices(agreed: Agreed) -> Iterator[str]:
    standing = "" if agreed.standing == agreed.over else agreed.standing  # that is the title
    yield from filter(None, (standing, agreed.missing, agreed.hanging, agreed.since))
    if agreed.is_fictional:
        yield FICTIONAL


def _goals(agreed: Agreed, detail: Detail) -> Iterator[Block]:
    goals = agreement.goals(agreed.document)
    if goals:
        yield Heading("Wat willen we?", level=1)
        yield Points(
            tuple(
                f"{ended(one.name)} {one.more}".strip() if detail.has_meanings else one.name for one in goals
            )
        )


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


def _who_does_what(agreed: Agreed, detail: Detail) -> Iterator[Block]:
    does = {agreed.short[one.id]: in_short(agreed, one.id, detail) for one in agreed.bound}
    rows = [(name, " ".join(acts)) for name, acts in does.items() if acts]
    left = [(f"en {said}", "Dat staat in de hele tekst.") for said in others(len(rows) - detail.most)]
    if rows:
        yield Heading("Wie doet wat?", level=1)
        yield Table("Wie doet wat", ("Wie", "Doet"), (*rows[: detail.most], *left), (3, 7))


def in_short(agreed: Agreed, party_id: int, detail: Detail) -> list[str]:
    """Return what a party does, in its first sentences: where it comes first goes before where it helps.

    When each of these is too long or may not be told, it says in which articles that stands.
    """
    own = sorted(agreed.own(party_id), key=lambda one: one.parties.index(party_id) > 0)
    telling = [one for one in own if delicate.says(one.text)]
    said: list[str] = []
    for one in telling:
        line = told(agreed, one, party_id)
        if len(said) < detail.acts and sum(map(len, said)) + len(line) <= detail.length:
            said.append(line)
    if said or not own:
        return said
    lines = (told(agreed, one, party_id) for one in telling)
    return [next((line for line in lines if len(line) <= detail.longest), pointer("Dat", own))]


def pointer(begin: str, articles: Sequence[Article]) -> str:
    """Return in which articles something stands that is too long to tell."""
    return f"{begin} staat in artikel {enumerated([one.number for one in articles])}."


def told(agreed: Agreed, article: Article, party_id: int) -> str:
    """Return one sentence of an article with its number: the first that says something.

    For a party that helps it is the first that names it.
    """
    name = agreed.short[party_id].casefold()
    sentences = sentence.split(article.text) if article.parties[0] != party_id else []
    named = (one for one in sentences if name in one.casefold())
    return f"{next(named, sentence.first(article.text))} ({article.number})"


def _looking_back(agreed: Agreed, detail: Detail) -> Iterator[Block]:
    found = [
        one
        for one in agreed.document.articles
        if one.section in (Section.MONITORING, Section.DURATION) and not one.is_withdrawn
    ]
    if found:
        yield Heading("Wanneer kijken we terug?", level=1)
        yield Points(tuple(_looked_back(found[:3], detail)))


def _looked_back(articles: Sequence[Article], detail: Detail) -> Iterator[str]:
    told = [sentence.first(one.text) if detail.is_short else one.text for one in articles]
    lines = [line for line in told if len(line) <= detail.longest and delicate.says(line)]
    yield from lines
    left = [one for one, line in zip(articles, told, strict=True) if line not in lines]
    if left:
        yield pointer("Meer" if lines else "Dat", left)


def _questions(agreed: Agreed, detail: Detail) -> Iterator[Block]:
    if agreed.contact:
        yield Heading("Waar kun je het vragen?", level=1)
        yield Paragraph(agreed.contact)
    signed = [agreed.short[one.party_id] for one in agreed.going_on if one.party_id in agreed.short]
    who = f" Getekend door {ended(some(signed, detail.most))}" if signed else ""
    code = f", controlecode {agreed.code}" if agreed.code else ""
    yield Closing(
        (
            f"Dit is een korte versie. De hele tekst is {agreed.which}{code}. "
            f"Lees die als je het precies wilt weten.{who} Gemaakt op {date(agreed.today)}.",
        )
    )
