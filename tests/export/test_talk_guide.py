import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sok_core import party
from sok_core.errors import NotFound
from sok_core.export.talk_guide import NAME, QUESTIONS, SHARING, Guide, file_name, gather, pdf
from sok_core.model import Party, PartyStatus, PartyType
from tests.evening import NOW, Evening
from tests.export import read

LANDLORDS = Party(
    id=7,
    name="Particuliere verhuurders",
    short_name="Verhuurders",
    type=PartyType.LANDLORDS,
    status=PartyStatus.MISSING,
    contact_role="voorzitter",
    caller="wijkmanager",
    call_by=dt.date(2026, 12, 3),
)
BLANK = Guide("molenkwartier", "Molenkwartier (fictief)", None, NOW)
FILLED = replace(BLANK, party=LANDLORDS)


def a5(content: bytes) -> bool:
    box = read.pdf(content).pages[0].mediabox
    return (round(float(box.width)), round(float(box.height))) == (420, 595)


def test_it_asks_what_the_form_asks_and_whether_it_may_be_shared() -> None:
    made = pdf(BLANK)
    text = read.squeezed(read.pdf_text(made))
    for said in (*(question for question, _, _ in QUESTIONS), *SHARING, "Mag ik dit delen?", "Datum"):
        assert read.squeezed(said) in text
    assert (len(read.pdf(made).pages), a5(made)) == (1, True)


def test_for_one_party_what_is_known_stands_there() -> None:
    text = read.squeezed(read.pdf_text(pdf(FILLED)))
    for said in (LANDLORDS.name, "voorzitter", "wijkmanager", "donderdag 3 december"):
        assert read.squeezed(said) in text
    assert NAME in read.pdf_text(pdf(BLANK))
    assert "voorzitter" not in read.pdf_text(pdf(BLANK))


@pytest.mark.parametrize("is_double", [False, True])
@pytest.mark.parametrize("guide", [BLANK, FILLED])
def test_it_is_accessible_and_read_aloud_once(guide: Guide, is_double: bool) -> None:
    made = pdf(guide, is_double=is_double)
    assert read.is_accessible(made)
    assert (read.tags(made).count("H1"), read.tags(made).count("H2")) == (1, len(QUESTIONS) + 2)
    assert read.painted_outside_artifacts(made) == []


def test_two_of_them_go_on_one_sheet() -> None:
    made = pdf(BLANK, is_double=True)
    (page,) = read.pdf(made).pages
    assert float(page.mediabox.width) > float(page.mediabox.height)
    assert read.squeezed(page.extract_text()).count("Magikditdelen?") == 2


@example(name="W" * 80, role="W" * 500)
@example(name="ش" * 80, role="ش" * 500)
@example(name="\x00", role="")
@given(name=st.text(min_size=1, max_size=80), role=st.text(max_size=500))
@settings(max_examples=20, deadline=None)
def test_whatever_a_party_is_called_it_stays_one_page(name: str, role: str) -> None:
    guide = replace(BLANK, party=replace(LANDLORDS, name=name, contact_role=role, caller=role))
    for is_double in (False, True):
        made = pdf(guide, is_double=is_double)
        assert len(read.pdf(made).pages) == 1


def test_it_is_gathered_from_the_dossier(evening: Evening) -> None:
    one = party.add(evening.store, name="De Spil")
    assert gather(evening.store, one.id, now=NOW).party == one
    assert file_name(gather(evening.store, one.id, now=NOW)) == f"gespreksleidraad-molenkwartier-{one.id}.pdf"
    assert file_name(gather(evening.store, None, now=NOW)) == "gespreksleidraad-molenkwartier.pdf"
    with pytest.raises(NotFound):
        gather(evening.store, 99, now=NOW)
