"""The agreement on paper, for Word and PDF: parties, articles, values, signatures and the seal."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sok_core import agreement, article_line
from sok_core.agreement import Article as Promise
from sok_core.agreement import Chapter, Named
from sok_core.export import paper_pdf, paper_word, word_template
from sok_core.export.agreement_model import Agreed
from sok_core.export.meeting import FICTIONAL
from sok_core.export.paper import (
    Article,
    Block,
    Closing,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Points,
    Signatures,
    Signed,
    Table,
)
from sok_core.mark import of_clause
from sok_core.model import Section, Signature, SignatureMethod
from sok_core.note import without_personal_data
from sok_core.signature import day_of
from sok_core.words import day

LETTERED = re.compile(r"(?<=[.;:!?]) (?=[b-z]\. )")
PROVISO = "onder voorbehoud van"
DIGEST_PIECE = 8
METHODS = {
    SignatureMethod.PEN: "Getekend op papier",
    SignatureMethod.TYPED: "Getekend met een getypte naam",
    SignatureMethod.FINGER: "Getekend met een vinger",
}


def pdf(agreed: Agreed) -> bytes:
    """Return the agreement as an accessible PDF."""
    return paper_pdf.pdf(paper(agreed))


def word(agreed: Agreed) -> bytes:
    """Return the agreement as a Word file to edit, in which every article keeps an unseen mark."""
    return paper_word.word(paper(agreed))


def as_sent(agreed: Agreed) -> list[bytes]:
    """Return the Word files that may have gone round of a frozen text: before anybody signed, and as now."""
    bare = replace(agreed, signatures=(), provisos=(), conditions=())
    return [word(bare), word(agreed)]


def in_template(agreed: Agreed, template: bytes) -> bytes:
    """Return the agreement in the organisation's own Word template; raises RuleBroken when it is broken."""
    return word_template.word(paper(agreed), template)


def paper(agreed: Agreed) -> Paper:
    """Return the agreement as a paper; what is empty is left out."""
    state = "Concept" if agreed.version is None else agreed.which.capitalize()
    return Paper(
        title=agreed.title,
        above=f"{agreed.place} · {state}",
        subject=f"{agreed.kind} van {agreed.place}, {agreed.which}",
        facts=tuple(facts(agreed)),
        notices=tuple(notices(agreed)),
        blocks=(
            *parties(agreed),
            *chapters(agreed),
            *signing(agreed),
            *doing(agreed),
            *seal(agreed),
        ),
        footer=agreed.footer,
        made_at=agreed.made_at,
        mark=agreed.mark,
    )


def facts(agreed: Agreed) -> Iterator[tuple[str, str]]:
    """Return which text this is."""
    if agreed.version is None or agreed.frozen_on is None:
        yield "Stand", f"de tekst zoals die nu is, {date(agreed.today)}"
        return
    yield "Versie", " · ".join(filter(None, [str(agreed.version.number), agreed.version.title]))
    yield "Bevroren op", date(agreed.frozen_on)
    yield "Controlecode", agreed.code


def notices(agreed: Agreed) -> Iterator[str]:
    """Return what a reader must know first."""
    yield from filter(None, (agreed.standing, agreed.missing, agreed.since))
    if agreed.is_fictional:
        yield FICTIONAL


def parties(agreed: Agreed) -> Iterator[Block]:
    """Return who they are, each with the name that the text uses from there on."""
    if not agreed.document.parties:
        return
    yield Heading(agreed.wording.we)
    yield Points(tuple(one.introduced for one in agreed.document.parties))
    yield Paragraph(agreed.wording.then)


def chapters(agreed: Agreed) -> Iterator[Block]:
    """Return every chapter that has an article, with the goals and values where they belong."""
    told = {
        Section.GOALS: agreement.goals(agreed.document),
        Section.VALUES: agreement.values(agreed.document),
    }
    last = {
        section: next(
            (c.number for c in agreed.document.chapters if any(a.section == section for a in c.articles)),
            None,
        )
        for section in told
    }
    for section, aims in told.items():
        if last[section] is None:
            yield from _aims(section, aims, level=1)
    for chapter in agreed.document.chapters:
        if chapter.articles:
            yield from _chapter(agreed, chapter)
            for section, aims in told.items():
                if last[section] == chapter.number:
                    yield from _aims(section, aims, level=2)


def _chapter(agreed: Agreed, chapter: Chapter) -> Iterator[Block]:
    yield Heading(f"{chapter.number}. {chapter.title}")
    for one in chapter.articles:
        yield article(agreed, one)


def article(agreed: Agreed, one: Promise) -> Article:
    """Return one article with who does it, with what, when and what for; a withdrawn one says why it is."""
    if one.is_withdrawn:
        why = f"{article_line.WHY}{without_personal_data(one.why)}" if one.why else ""
        return Article(
            one.number,
            article_line.WITHDRAWN,
            more=tuple(filter(None, [why])),
            is_withdrawn=True,
        )
    more = article_line.of(agreed.document, one)
    return Article(one.number, lettered(one.text), of_clause(one.clause_id), tuple(filter(None, [more])))


def lettered(text: str) -> str:
    """Return a text whose parts have letters with each part on its own line.

    >>> lettered("a. Een. b. Twee.")
    'a. Een.\\nb. Twee.'
    """
    return LETTERED.sub("\n", text) if text.startswith("a. ") else text


def _aims(section: Section, aims: Iterable[Named], *, level: int) -> Iterator[Block]:
    for place, aim in enumerate(aims):
        if place == 0:
            yield Heading(article_line.HEADS[section], level=level)
        yield Heading(aim.name, level=level + 1)
        if aim.more:
            yield Paragraph(aim.more)
        if aim.noticed_by:
            yield Paragraph(article_line.NOTICED, is_soft=True)
            yield Points(aim.noticed_by)


def signing(agreed: Agreed) -> Iterator[Block]:
    """Return where every party signs, or how it signed, with what its yes hangs on."""
    if not agreed.document.parties:
        return
    yield Heading(agreed.wording.signing)
    there = {one.id for one in agreed.document.parties} | {one.party_id for one in agreed.joined}
    by_party = {one.party_id: one for one in (*agreed.signed, *agreed.joined)}
    signs = {one.party_id: "wilde tekenen" for one in by_party.values() if one.is_unmet}
    hangs_on = [
        (one, f"{agreed.names[one]} {signs.get(one, 'tekent')} {proviso(said)}")
        for one, said in agreed.provisos
    ]
    hangs_on += [(one, f"{agreed.names[one]} zei: ‘{said}’") for one, said in agreed.conditions]
    told = tuple(f"{said} {agreed.came(one)}".strip() for one, said in hangs_on if one in there)
    if told:
        yield Points(told, is_state=True)
    rows = [signed_line(agreed, one.id, by_party.get(one.id)) for one in agreed.document.parties]
    yield Signatures("Handtekeningen", tuple(rows))
    joined = [one for one in agreed.joined if one.has_bound]
    if joined:
        yield Heading("Later meegedaan", level=2, is_state=True)
        later = [signed_line(agreed, one.party_id, one) for one in joined]
        yield Signatures("Handtekeningen van wie later meedoet", tuple(later))


def proviso(text: str) -> str:
    """Return what a yes hangs on, as the end of a sentence.

    >>> proviso("instemming van de raad")
    'onder voorbehoud van instemming van de raad.'
    """
    said = text if text.casefold().startswith(PROVISO) else f"{PROVISO} {text}"
    return said if said.endswith((".", "!", "?")) else f"{said}."


def signed_line(agreed: Agreed, party_id: int, one: Signature | None) -> Signed:
    """Return the line of one party: empty, or as it signed; who signed nothing does not look as if it did."""
    name = agreed.names.get(party_id, "")
    if one is None:
        gone = agreed.stopped.get(party_id)
        return Signed(name, text=f"gestopt op {date(gone)}" if gone else "")
    if one.is_unmet and one.withdrawn_on:
        return Signed(name, text=f"Niet getekend: voorbehoud niet gelukt op {date(one.withdrawn_on)}")
    said = [] if one.drawing else [METHODS[one.method]]  # a drawing says itself how it was signed
    if one.substitute_for:
        said.append(f"met volmacht van {one.substitute_for}")
    if one.withdrawn_on:
        verb = "stopt op" if one.holds(agreed.today) else "gestopt op"
        said.append(f"{verb} {date(one.withdrawn_on)}")
    return Signed(
        name,
        function=one.function,
        place=one.place,
        date=date(day_of(one)),
        text=", ".join(filter(None, said)),
        strokes=one.drawing,
    )


def doing(agreed: Agreed) -> Iterator[Block]:
    """Return per party what it does: the articles that name it, apart from those of everybody."""
    own = [(party, agreed.own(party.id)) for party in agreed.document.parties]
    if not any(articles for _, articles in own):
        return
    yield NewPage()
    yield Heading(f"Bijlage: {agreed.wording.doing[:1].lower()}{agreed.wording.doing[1:]}, per partij")
    everybody = [
        one.number for one in agreed.document.articles if not one.is_withdrawn and agreed.is_for_all(one)
    ]
    shared = f" Artikelen van alle partijen staan er niet bij: {', '.join(everybody)}." if everybody else ""
    yield Paragraph(
        f"Deze lijst komt uit de artikelen. Wil je iets veranderen? Verander dan het artikel.{shared}",
        is_soft=True,
    )
    for party, articles in own:
        if articles:
            yield Heading(party.name, level=2)
            yield Table(
                f"{agreed.wording.doing}: {party.name}",
                ("Artikel", "Afspraak", "Uiterlijk"),
                tuple((one.number, one.text, due(one)) for one in articles),
                (2, 11, 4),
            )


def due(one: Promise) -> str:
    """Return by when an article is done, without the day of the week; empty without a date."""
    return date(dt.date.fromisoformat(one.due)) if one.due else ""


def date(found: dt.date) -> str:
    """Return a date without the day of the week.

    >>> date(dt.date(2026, 3, 1))
    '1 maart 2026'
    """
    return day(found, with_year=True).partition(" ")[2]


def when(agreed: Agreed) -> str:
    """Return when the parties that go on signed, of which there is at least one: "op 23 november 2026"."""
    named = {one.party_id for one in agreed.going_on}
    days = [day_of(one) for one in agreed.signed_first if one.party_id in named]
    first, last = date(days[0]), date(days[-1])
    return f"op {first}" if first == last else f"tussen {first} en {last}"


def seal(agreed: Agreed) -> Iterator[Block]:
    """Return the appendix by which anybody can check that this is the text that was frozen."""
    if agreed.version is None or agreed.frozen_on is None:
        yield Closing((f"Gemaakt op {date(agreed.today)}.",))
        return
    yield Heading("Bijlage: is dit precies deze tekst?")
    yield Paragraph(
        f"De tekst is bevroren op {date(agreed.frozen_on)}, als versie "
        f"{agreed.version.number}. Daarna kan er niets meer in veranderen. Wie één letter verandert, krijgt "
        f"een andere code. De controlecode {agreed.code} is het begin van de hele code (SHA-256):"
    )
    yield Paragraph(spaced(agreed.version.digest))
    yield Paragraph(
        "Narekenen kan met het bestand ‘Precies de bevroren tekst’. Vraag erom bij wie de tekst rondstuurde.",
        is_soft=True,
    )


def spaced(digest: str) -> str:
    """Return a digest in pieces that can be compared by eye."""
    pieces = [digest[at : at + DIGEST_PIECE] for at in range(0, len(digest), DIGEST_PIECE)]
    half = len(pieces) // 2
    return "\n".join([" ".join(pieces[:half]), " ".join(pieces[half:])])


def file_name(agreed: Agreed, kind: str, ending: str) -> str:
    """Return the name of a paper, such as overeenkomst-molenkwartier-versie-3.pdf."""
    which = f"versie-{agreed.version.number}" if agreed.version else f"concept-{agreed.today.isoformat()}"
    return f"{kind}-{agreed.slug}-{which}.{ending}"
