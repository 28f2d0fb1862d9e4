"""What became of each proposal: its wordings, how many could live with them, what was shown against them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sok_core import proposal
from sok_core.export.paper import Block, Heading, Paragraph, Points
from sok_core.export.summary_model import ProposalResult, Summary, WordingResult
from sok_core.model import Proposal, ProposalStatus, Round
from sok_core.words import count

if TYPE_CHECKING:
    from sok_core.store import Tables

STATUSES = {
    ProposalStatus.ON_TABLE: "Nog op tafel.",
    ProposalStatus.DECIDED: "Besloten.",
    ProposalStatus.WITHDRAWN: "Van tafel gehaald.",
}


def proposals(tables: "Tables", found: Iterable[Proposal]) -> tuple[ProposalResult, ...]:
    """Return every proposal that the hall saw; one that was only prepared tells nothing."""
    results = []
    for one in found:
        seen = [each for each in proposal.rounds(tables, one.id) if each.wording.opened_at is not None]
        if seen:
            results.append(ProposalResult(one.status, tuple(map(result_of, seen))))
    return tuple(results)


def result_of(one: Round) -> WordingResult:
    """Return what one round said. As long as it goes on that is nothing, as on the screen."""
    is_over = one.wording.closed_at is not None
    counted = proposal.poll(one.answers) if is_over else None
    given = proposal.objections(one.answers) if is_over else []
    return WordingResult(
        version=one.wording.version,
        text=one.wording.text,
        poll=counted,
        objections=tuple(each.text for each in given if each.shown_at is not None),
        unshown=sum(each.shown_at is None for each in given),
    )


def proposed(summary: Summary) -> Iterator[Block]:
    """Return the proposals as blocks of a paper; nothing when there were none."""
    if not summary.proposals:
        return
    yield Heading("Voorstellen: kun je hiermee leven?", level=2)
    for one in summary.proposals:
        *before, last = one.wordings
        yield Paragraph(f"‘{last.text}’")
        yield Paragraph(f"{STATUSES[one.status]} {outcome(last)}", is_soft=True)
        yield from against(last)
        if before:
            yield Paragraph("Zo werd de tekst beter:")
            yield Points(tuple(f"Tekst {each.version}: ‘{each.text}’ {outcome(each)}" for each in before))
            for each in before:
                yield from against(each, to=f" bij tekst {each.version}")


def outcome(one: WordingResult) -> str:
    """Return how a round came out, with how many answers came from paper."""
    if one.poll is None:
        return "De ronde loopt nog."
    paper = one.poll.yes_on_paper + one.poll.objections_on_paper
    on_paper = f"Van papier: {count(paper, 'antwoord', 'antwoorden')}." if paper else ""
    return f"{proposal.finding(one.poll)} {on_paper}".strip()


def against(one: WordingResult, *, to: str = "") -> Iterator[Block]:
    """Return the objections that stood on the screen, word for word, and how many did not."""
    if one.objections:
        yield Paragraph(f"Wat moest er anders{to}?")
        yield Points(one.objections)
    if one.unshown:
        verb = "is" if one.unshown == 1 else "zijn"
        told = f"{count(one.unshown, 'bezwaar', 'bezwaren')}{to} {verb} niet op het scherm gezet."
        yield Paragraph(told, is_soft=True)


def rows(summary: Summary) -> Iterator[tuple[str | int | None, ...]]:
    """Return each wording as a row of a sheet; with few answers yes and objections are not told apart."""
    for number, one in enumerate(summary.proposals, 1):
        for each in one.wordings:
            is_last = each is one.wordings[-1]
            is_split = each.poll is not None and proposal.can_split(each.poll)
            yield (
                number,
                each.version,
                each.text,
                STATUSES[one.status].rstrip(".") if is_last else "Vervangen door een betere tekst",
                each.poll.people if each.poll else None,
                each.poll.yes if each.poll and is_split else None,
                each.poll.objections if each.poll and is_split else None,
                each.poll.yes_on_paper + each.poll.objections_on_paper if each.poll else None,
                "\n".join(each.objections),
                each.unshown,
            )
