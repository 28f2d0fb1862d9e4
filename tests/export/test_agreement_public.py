"""The public version with many parties: a sentence is told whole, with its condition, or pointed to."""

import re

import pytest

from sok_core import note, party
from sok_core.export import agreement_poster, agreement_public, press
from sok_core.export.agreement_model import Agreed, for_all, gather
from sok_core.model import AimKind, Outcome, PartyStatus, PartyType, Section
from tests import office
from tests.evening import NOW, Evening
from tests.export import read
from tests.export.read import squeezed
from tests.signing import Text, write

GIVES = (
    "De stichting betaalt voor elk huis in de wijk een nieuwe voordeur met een goed slot en een brievenbus. "
    "Dat geldt niet voor huizen van de corporatie."
)
PLANTS = "De stichting plant bomen. " + "Wij doen dat niet als het regent op de dag zelf of daarna. " * 12
LOOKS = (
    "Wij kijken elk jaar " + "samen terug in het buurthuis, in het park en in de school, " * 3 + "met soep."
)


@pytest.fixture
def text(evening: Evening) -> Text:
    return write(evening.store)


def crowd(text: Text, size: int) -> Agreed:
    """Freeze a text of so many parties; each gives on a condition, or plants on one that is long."""
    for turn in range(size - 2):
        who = party.write_down(
            text.store,
            name=f"Stichting nummer {turn}",
            type=PartyType.SCHOOL,
            status=PartyStatus.AT_THE_TABLE,
        )
        text.add(GIVES if turn % 2 else PLANTS.strip(), who.id)
    text.freeze()
    return gather(text.store, 0, now=NOW)


@pytest.mark.parametrize("size", [10, 14, 42])
@pytest.mark.parametrize("kind", ["pdf", "word"])
def test_a_sentence_stands_there_with_its_condition_and_number_or_as_a_pointer(
    text: Text, size: int, kind: str
) -> None:
    agreed = crowd(text, size)
    body = getattr(agreement_public, kind)(agreed)
    flat = squeezed(read.pdf_text(body) if kind == "pdf" else read.word_text(body))
    pages = read.pdf(body if kind == "pdf" else office.to_pdf(body)).pages
    assert len(pages) <= agreement_public.PAGES
    rows = [one for one in agreed.document.articles if one.text.startswith("De stichting")]
    assert len(rows) == size - 2
    said = [(f"{one.text} ({one.number})", f"Dat staat in artikel {one.number}.") for one in rows]
    told = [one for one in said if any(squeezed(text) in flat for text in one)]
    left = squeezed(f"en {len(said) - len(told)} andere partijen")
    assert told == said or (left in flat and kind == "word")
    assert "…" not in flat
    assert flat.count("brievenbus.") == flat.count("brievenbus.Datgeldtnietvoorhuizenvandecorporatie.(")
    assert flat.count("plantbomen.") == flat.count(squeezed(PLANTS))


def test_a_longer_sentence_about_looking_back_is_pointed_to_when_there_is_little_room(text: Text) -> None:
    for one in (LOOKS, LOOKS, "Wij kijken in mei."):
        text.add(one, section=Section.MONITORING)
    flat = squeezed(read.pdf_text(agreement_public.pdf(crowd(text, 42))))
    assert squeezed("Wij kijken in mei.") in flat
    numbers = [one.number for one in gather(text.store, 0, now=NOW).document.articles if one.text == LOOKS]
    assert squeezed(f"Meer staat in artikel {numbers[0]} en {numbers[1]}.") in flat
    assert "Wijkijkenelkjaar" not in flat


def test_what_only_a_hidden_note_says_is_pointed_to_or_left_out(evening: Evening) -> None:
    evening.ask()
    said = evening.post("Joke drinkt")
    text = write(evening.store)
    helps = text.add("De school helpt, want Joke drinkt.", text.school, section=Section.PROJECTS)
    silent = [
        text.add("Joke drinkt.", party_id, section=section)
        for party_id, section in (
            (text.school, Section.PROJECTS),
            (text.other, Section.PROJECTS),
            (text.town, Section.MONITORING),
        )
    ]
    with text.store.write() as tables:
        for clause_id in (helps, *silent):
            tables.source.link(Outcome.CLAUSE, clause_id, notes=[said.id])
        for kind in AimKind:
            for title in ("Joke drinkt", f"{kind}: Joke drinkt"):
                value = tables.aim.add(
                    kind=kind, title=title, meaning="Joke drinkt!", noticed_by=("Joke drinkt.",)
                )
                tables.source.link(Outcome.AIM, value.id, notes=[said.id])
    text.freeze()
    note.hide(text.store, note_id=said.id, reason=note.PRIVATE, now=NOW)
    agreed = for_all(text.store, gather(text.store, 0, now=NOW))
    number = {one.clause_id: one.number for one in agreed.document.articles}
    flat = squeezed(read.pdf_text(agreement_public.pdf(agreed)))
    assert squeezed(f"De school helpt, want –. ({number[helps]})") in flat
    for one in silent[1:]:
        assert squeezed(f"Dat staat in artikel {number[one]}.") in flat
    sheet = squeezed(read.pdf_text(press.pdf(agreed, press.gather(text.store))))
    assert squeezed("De school helpt, want –.") in sheet
    assert f"{squeezed('Zo werken ze samen:')}waarde:–." in sheet
    for told in (flat, sheet, squeezed(read.pdf_text(agreement_poster.pdf(agreed)))):
        assert "Joke" not in told
        assert "–" not in re.sub("(want,?|waarde:|doel:)–", "", told)
