"""What the room told of who works with whom, as sentences of a summary: numbers only, and no names."""

from typing import TYPE_CHECKING

from sok_core import mention
from sok_core.export.summary_model import Lines
from sok_core.model import Prompt, PromptKind, Told
from sok_core.words import count

if TYPE_CHECKING:
    from sok_core.store import Tables


def lines(tables: "Tables", prompt: Prompt) -> Lines | None:
    """Return what became of the lines that were told under a question; None for another kind."""
    if prompt.kind is not PromptKind.NETWORK:
        return None
    said = [one for one in mention.heard(tables.mention.of(prompt.id), tables.relation.all()) if one.people]
    return Lines(
        tables.mention.told(prompt.id, with_dropped=True),
        kept=sum(one.is_kept and not one.is_dropped for one in said),
        dropped=sum(one.is_dropped for one in said),
        waiting=sum(map(mention.is_waiting, said)),
        alone=sum(len(one.ends) == 1 and not one.is_dropped for one in said),
    )


def sentences(found: Lines, *, is_past: bool) -> list[str]:
    """Return how many lines were told, by whom, and what became of them."""
    if not found.told.lines:
        return [f"Bij deze vraag zijn {'' if is_past else 'nog '}geen lijnen genoemd."]
    fates = (
        (found.kept, f"{found.kept} in het dossier"),
        (found.dropped, f"{found.dropped} weggelaten"),
        (found.waiting, f"{found.waiting} nog te beslissen"),
        (found.alone, f"{found.alone} door mensen voor zichzelf"),
    )
    told = ", ".join(text for number, text in fates if number)
    verb = "is" if found.told.lines == 1 else "zijn"
    return [f"Er {verb} {tellers(found.told)}.", f"Daarvan: {told}."]


def tellers(told: Told) -> str:
    """Return how many lines were told by whom; what nobody knows any more goes unsaid.

    >>> tellers(Told(lines=12, people=5, cards=1, parties=4))
    '12 lijnen genoemd namens 4 partijen, door 5 mensen op een telefoon en op 1 kaartje'
    >>> tellers(Told(lines=1, parties=1))
    '1 lijn genoemd namens 1 partij'
    """
    parties = f" namens {count(told.parties, 'partij', 'partijen')}" if told.parties else ""
    people = f"door {count(told.people, 'mens', 'mensen')} op een telefoon" if told.people else ""
    cards = f"op {count(told.cards, 'kaartje', 'kaartjes')}" if told.cards else ""
    by = " en ".join(filter(None, (people, cards)))
    between = ", " if parties and by else " " * bool(by)
    return f"{count(told.lines, 'lijn', 'lijnen')} genoemd{parties}{between}{by}"
