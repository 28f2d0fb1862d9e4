"""The papers of a meeting as they leave: their names, what may be chosen, what is never in them."""

import pytest
from httpx import Response
from starlette.testclient import TestClient

from sok_core import meeting, note
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Role
from sok_core.web.paper import IN_LANGUAGES, Kind, link
from tests.evening import NOW, QUESTIONS, Evening
from tests.export import demo, read

PDFS = [kind for kind in Kind if kind is not Kind.INVITATION]


@pytest.fixture(autouse=True)
def written(evening: Evening) -> None:
    """Six notes that everybody may read, and one that is hidden."""
    evening.ask()
    for text in ("een", "twee", "drie", "vier", "vijf", "zes"):
        evening.post(text)
    note.hide(evening.store, note_id=evening.post(demo.HIDDEN).id, reason="grof", now=NOW)


def fetch(web: TestClient, evening: Evening, kind: Kind, **options: str | int) -> Response:
    url = link(evening.store.slug, evening.id, kind, **options)
    return web.get(url, headers={"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.FACILITATOR)}"})


@pytest.mark.parametrize("kind", PDFS)
def test_a_paper_is_an_accessible_pdf_with_its_own_name(
    web: TestClient, evening: Evening, kind: Kind
) -> None:
    answer = fetch(web, evening, kind)
    assert answer.headers["content-type"] == "application/pdf"
    assert f'filename="{kind}-molenkwartier-2026-11-23.pdf"' in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert read.is_accessible(answer.content)


def test_an_invitation_is_a_word_file(web: TestClient, evening: Evening) -> None:
    answer = fetch(web, evening, Kind.INVITATION)
    name = "uitnodiging-molenkwartier-2026-11-23.docx"
    assert f'filename="{name}"' in answer.headers["content-disposition"]
    assert "wordprocessingml" in answer.headers["content-type"]
    assert "Samen aan tafel" in read.word_text(answer.content)


@pytest.mark.parametrize("kind", PDFS)
def test_a_hidden_note_is_in_no_paper(web: TestClient, evening: Evening, kind: Kind) -> None:
    text = read.squeezed(read.pdf_text(fetch(web, evening, kind).content))
    assert read.squeezed(demo.HIDDEN) not in text
    assert ("vijf" in text) == (kind is Kind.WRITTEN_NOTES)


def test_an_invitation_promises_what_was_ticked(web: TestClient, evening: Evening) -> None:
    ticked = fetch(
        web, evening, Kind.INVITATION, eten=1, kinderopvang=1, toegankelijk=0, contact="Bel & mail Joke"
    )
    text = read.word_text(ticked.content)
    assert "Er is eten." in text
    assert "Er is kinderopvang." in text
    assert "rolstoel" not in text
    assert "Bel & mail Joke" in text


def test_a_contact_that_goes_on_and_on_is_cut(web: TestClient, evening: Evening) -> None:
    text = read.word_text(fetch(web, evening, Kind.INVITATION, contact="a" * 400).content)
    assert "a" * 300 in text
    assert "a" * 301 not in text


def test_posters_lead_to_the_code_of_the_meeting_at_our_address(web: TestClient, evening: Evening) -> None:
    made = fetch(web, evening, Kind.POSTERS).content
    assert read.alternatives(made) == [f"QR-code naar testserver/m, code {evening.code}"] * len(QUESTIONS)
    assert evening.code in read.pdf_text(made)


def test_posters_for_paper_alone_name_no_address(web: TestClient, evening: Evening) -> None:
    made = fetch(web, evening, Kind.POSTERS, papier=1).content
    assert read.alternatives(made) == []
    assert "testserver" not in read.pdf_text(made)


def test_notes_are_dealt_over_the_tables_that_were_asked(web: TestClient, evening: Evening) -> None:
    text = read.pdf_text(fetch(web, evening, Kind.WRITTEN_NOTES, tafels=3).content)
    assert [n for n in (1, 2, 3) if f"Tafel {n} van 3" not in text] == []


def test_nothing_to_print_is_said_in_a_sentence(web: TestClient, evening: Evening) -> None:
    for one in evening.notes:
        note.delete(evening.store, note_id=one.id)
    answer = fetch(web, evening, Kind.WRITTEN_NOTES)
    assert (answer.status_code, answer.json()["error"]) == (409, "paper.no_notes")
    assert answer.headers["cache-control"] == "no-store"


def test_papers_can_be_made_when_the_meeting_is_over(web: TestClient, evening: Evening) -> None:
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert {fetch(web, evening, kind).status_code for kind in Kind} == {200}


@pytest.mark.parametrize("kind", IN_LANGUAGES)
def test_a_paper_in_another_language_says_so_in_its_name(
    web: TestClient, evening: Evening, kind: Kind
) -> None:
    meeting.translate_question(
        evening.store, prompt_id=evening.prompts[0].id, language="tr", text="Sizin için ne önemli?"
    )
    answer = fetch(web, evening, kind, taal="tr")
    assert f'filename="{kind}-turks-molenkwartier-2026-11-23.pdf"' in answer.headers["content-disposition"]
    text = read.squeezed(read.pdf_text(answer.content))
    assert ("Siziniçinneönemli?" in text) == (kind in (Kind.POSTERS, Kind.EMPTY_NOTES))
    assert ("Soru1" in text) == (kind in (Kind.EMPTY_NOTES, Kind.WRITTEN_NOTES))
    assert ("Siziniçinenönemlisine?" in text) == (kind is Kind.DOT_CARDS)


def test_a_language_that_we_do_not_have_is_refused_in_a_sentence(web: TestClient, evening: Evening) -> None:
    answer = fetch(web, evening, Kind.EMPTY_NOTES, taal="../fr")
    assert (answer.status_code, answer.json()["error"]) == (422, "language.unknown")
    assert answer.json()["message"] == "In deze taal kunnen we nog niets laten zien."
    assert fetch(web, evening, Kind.RUN_SHEET, taal="fr").status_code == 200


def test_an_option_that_says_nothing_is_not_in_the_address() -> None:
    assert link("spil", 2, Kind.POSTERS, papier=0, contact="") == "/download/spil/papier/2/posters"
    assert link("spil", 2, Kind.WRITTEN_NOTES, tafels=3).endswith("/briefjes?tafels=3")
