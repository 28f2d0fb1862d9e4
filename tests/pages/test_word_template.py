"""The organisation's own template at step 5: added once, seen, replaced and taken away by who leads."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import word_template
from sok_core.clock import now
from sok_core.model import Role, WordTemplate
from sok_core.store import Store
from tests.letterhead import letterhead, related
from tests.pages.conftest import Visit, press, texts
from tests.pages.test_reaction import opened, urls
from tests.zipped import packed, unpacked

PAPER = "overeenkomst-in-huisstijl"
NONE_YET = "word_template_file_none"


def kept(store: Store) -> WordTemplate | None:
    with store.read() as tables:
        return tables.word_template.current()


def bare(at: AppTest) -> str:
    """Return all that a person reads, without the signs that keep markdown from reading it."""
    return texts(at).replace("\\", "")


def test_a_template_is_added_and_the_agreement_is_made_in_it(visit: Visit, molenkwartier: Store) -> None:
    at = opened(visit, molenkwartier, part="papieren")
    assert not any(PAPER in url for url in urls(at))
    assert "[[overeenkomst]]" in bare(at)
    at.file_uploader(key=NONE_YET).upload("brief *2026*.docx", letterhead(), "docx").run()
    at = press(at, "Bewaar het sjabloon")
    found = kept(molenkwartier)
    assert found is not None
    assert found.name == "brief *2026*.docx"
    assert "brief *2026*.docx" in bare(at)
    assert "in plaats van de tekst die erin stond" in texts(at)
    place = f"/download/{molenkwartier.slug}"
    assert f"{place}/afspraken/{PAPER}.docx?versie=3" in urls(at)
    assert f"{place}/sjabloon" in urls(at)


def test_another_takes_its_place_and_it_can_be_taken_away(visit: Visit, molenkwartier: Store) -> None:
    word_template.keep(molenkwartier, name="oud.docx", data=letterhead(), now=now())
    at = opened(visit, molenkwartier, part="papieren")
    (uploader,) = at.file_uploader
    uploader.upload("nieuw.docx", letterhead(place=True), "docx").run()
    at = press(at, "Vervang het sjabloon")
    assert "oud.docx" not in bare(at)
    assert "op de plek die het sjabloon aangeeft" in texts(at)
    at = press(at, "Haal het sjabloon weg")
    assert kept(molenkwartier) is None
    assert not any(PAPER in url for url in urls(at))


def empty_inside() -> bytes:
    return packed(unpacked(letterhead()) | {"word/document.xml": b"<x/>"})


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"geen zip", "Dit is geen Word-bestand."),
        (b"\xd0\xcf\x11\xe0", "Dit is een oud Word-bestand"),
        (related("vbaProject", "a.bin", mode="Internal"), "Bewaar het in Word als gewoon Word-document"),
        (
            related("image", "https://example.org/a.png"),
            "haalt iets van buiten het bestand: example.org/a.png.",
        ),
        (empty_inside(), "Dit Word-bestand is beschadigd."),
    ],
)
def test_a_bad_file_is_said_and_nothing_is_kept(
    visit: Visit, molenkwartier: Store, body: bytes, says: str
) -> None:
    at = opened(visit, molenkwartier, part="papieren")
    at.file_uploader(key=NONE_YET).upload("brief.docx", body, "docx").run()
    at = press(at, "Bewaar het sjabloon")
    assert says in bare(at)
    assert kept(molenkwartier) is None


def test_the_core_team_uses_the_template_and_changes_nothing(visit: Visit, molenkwartier: Store) -> None:
    at = opened(visit, molenkwartier, role=Role.CORE_TEAM, part="papieren")
    assert "De begeleider kan er een toevoegen." in texts(at)
    word_template.keep(molenkwartier, name="brief.docx", data=letterhead(), now=now())
    at = opened(visit, molenkwartier, role=Role.CORE_TEAM, part="papieren")
    assert "brief.docx" in bare(at)
    assert any(PAPER in url for url in urls(at))
    assert not any(url.endswith("/sjabloon") for url in urls(at))
    assert [*at.file_uploader] == []
    assert "Haal het sjabloon weg" not in [one.label for one in at.button]
