"""The tab with papers: a line and a button each, and what may be chosen."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import meeting, note
from sok_core.clock import now
from sok_core.model import Meeting, Role
from sok_core.store import Store
from sok_core.words import LANGUAGES
from tests.pages.conftest import Visit, open_part, press, texts


def papers(visit: Visit, store: Store, chosen: Meeting) -> AppTest:
    """Open the tab of a meeting."""
    at = visit("regie.py", d=store.slug)
    at.query_params["m"] = str(chosen.id)
    return open_part(at, "Papier")


def addresses(at: AppTest) -> dict[str, str]:
    """Return the address of every file that can be fetched, by the words on its button."""
    return {button.proto.label: button.proto.url for button in at.get("link_button")}


def test_before_the_evening_there_are_five_papers(visit: Visit, store: Store, planned: Meeting) -> None:
    at = papers(visit, store, planned)
    said = texts(at)
    for name in ("Draaiboek", "Uitnodiging", "Posters", "Lege kaartjes", "Stipkaarten"):
        assert f"**{name}**" in said
    assert "**Briefjes**" not in said
    assert "Hangen er briefjes? Dan druk je die hier ook af." in said
    place = f"/download/{store.slug}/papier/{planned.id}"
    assert addresses(at)["Maak het draaiboek"] == f"{place}/draaiboek"
    assert addresses(at)["Download de kaartjes"] == f"{place}/kaartjes"
    assert addresses(at)["Download de stipkaarten"] == f"{place}/stipkaarten"


@pytest.mark.parametrize(
    ("kind", "button"),
    [
        ("kaartjes", "Download de kaartjes"),
        ("stipkaarten", "Download de stipkaarten"),
        ("posters", "Download de posters"),
    ],
)
def test_a_paper_is_made_in_the_language_that_was_chosen(
    visit: Visit, store: Store, planned: Meeting, kind: str, button: str
) -> None:
    at = papers(visit, store, planned)
    box = at.selectbox(key=f"paper_language_{kind}_{planned.id}")
    assert (box.value, box.options) == ("nl", list(LANGUAGES.values()))
    box.set_value("ar").run()
    assert addresses(at)[button].endswith(f"/{kind}?taal=ar")
    assert [url for url in addresses(at).values() if "taal" in url] == [addresses(at)[button]]


def test_a_question_that_nobody_translated_is_named(visit: Visit, store: Store, planned: Meeting) -> None:
    with store.read() as tables:
        first = tables.prompt.of(planned.id)[0]
    key = f"paper_language_kaartjes_{planned.id}"
    at = papers(visit, store, planned)
    at.selectbox(key=key).set_value("tr").run()
    assert "▲ Vragen 1 en 2 hebben nog geen vertaling." in texts(at)
    meeting.translate_question(store, prompt_id=first.id, language="tr", text="Sizin için ne önemli?")
    assert "▲ Vraag 2 heeft nog geen vertaling." in texts(at.run())
    at.selectbox(key=key).set_value("nl").run()
    assert "geen vertaling" not in texts(at)


def test_an_invitation_promises_what_is_ticked(visit: Visit, store: Store, planned: Meeting) -> None:
    at = papers(visit, store, planned)
    press(at, "Maak klaar")
    assert addresses(at)["Download voor Word"].endswith("/uitnodiging")
    key = f"paper_invitation_{planned.id}"
    at.checkbox(key=f"{key}_food").check()
    at.checkbox(key=f"{key}_childcare").check()
    at.text_input(key=f"{key}_contact").set_value("Bel Joke")
    press(at, "Maak klaar")
    assert addresses(at)["Download voor Word"].endswith("/uitnodiging?eten=1&kinderopvang=1&contact=Bel+Joke")


def test_a_poster_without_a_code_can_be_made_at_home(visit: Visit, store: Store, planned: Meeting) -> None:
    at = papers(visit, store, planned)
    assert addresses(at)["Download de posters"].endswith("/posters")
    assert "**testserver/m**" in texts(at)
    assert "In de zaal kan het anders zijn." not in texts(at)
    at.checkbox(key=f"paper_qr_{planned.id}").uncheck().run()
    assert addresses(at)["Download de posters"].endswith("/posters?papier=1")


def test_an_address_that_nobody_chose_comes_with_a_warning(
    visit: Visit, store: Store, planned: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOK_ADDRESS")
    assert "In de zaal kan het anders zijn." in texts(papers(visit, store, planned))


def test_notes_are_dealt_over_tables(visit: Visit, store: Store, planned: Meeting) -> None:
    at = write(visit, store, planned)
    assert "**Briefjes**" in texts(at)
    assert addresses(at)["Download de briefjes"].endswith("/briefjes")
    at.selectbox(key=f"paper_tables_{planned.id}").set_value(4).run()
    assert addresses(at)["Download de briefjes"].endswith("/briefjes?tafels=4")
    at.selectbox(key=f"paper_language_briefjes_{planned.id}").set_value("ar").run()
    assert addresses(at)["Download de briefjes"].endswith("/briefjes?tafels=4&taal=ar")
    assert [box.label for box in at.expander] == ["Meer papier"]


def test_hidden_notes_alone_are_nothing_to_print(visit: Visit, store: Store, planned: Meeting) -> None:
    at = write(visit, store, planned)
    with store.read() as tables:
        (written,) = tables.note.of(planned.id)
    note.hide(store, note_id=written.id, reason="grof", now=now())
    assert "**Briefjes**" not in texts(at.run())


def write(visit: Visit, store: Store, planned: Meeting) -> AppTest:
    """Put a note from paper on the wall, and open the tab."""
    with store.read() as tables:
        prompt = tables.prompt.of(planned.id)[0]
    note.post_from_paper(store, prompt_id=prompt.id, text="groen", now=now())
    return papers(visit, store, planned)


def test_a_core_team_finds_no_papers(visit: Visit, store: Store, planned: Meeting) -> None:
    at = visit("regie.py", d=store.slug, role=Role.CORE_TEAM, of=store.slug)
    assert "Papier" not in [tab.label for tab in at.tabs]
    assert addresses(at) == {"Wissel of log uit": "/deur"}
    assert planned.title not in texts(at)
