"""What became of every note, as a file and as a public page that only its link opens."""

import re

import pytest
from starlette.testclient import TestClient

from sok_core import dossier, meeting, note
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Role
from sok_core.web import road
from tests.evening import NOW, Evening

CLOSED = "Deze bladzijde is er niet"
OUTSIDE = re.compile(r"(?:src|href|action)=[\"'](?!data:,)|@import|url\(|//[a-z]", re.IGNORECASE)


@pytest.fixture
def over(evening: Evening) -> Evening:
    """A meeting that is over, with a note for everybody, a hidden one, and one with an address in it."""
    evening.ask()
    for text in ("<b>Groen</b> & meer", "GEHEIM", "mail mij op ria@voorbeeld.nl"):
        evening.post(text)
    note.hide(evening.store, note_id=2, reason="", now=NOW)
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    return evening


@pytest.fixture
def at_home(over: Evening, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  (the folder is there first)
    monkeypatch.setenv("SOK_ADDRESS", "http://192.168.1.2:8501")


@pytest.fixture
def lasting(over: Evening, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  (the folder is there first)
    monkeypatch.setenv("SOK_ADDRESS", "https://tafel.voorbeeld")


def link(over: Evening) -> str:
    """Open the public page and return its path."""
    key = dossier.share_roads(over.store, is_shared=True)
    with over.store.read() as tables:
        url = road.link(tables.dossier.current())
    assert url == f"https://tafel.voorbeeld/briefje/{over.store.slug}/{key}"
    return url.removeprefix("https://tafel.voorbeeld")


@pytest.mark.usefixtures("lasting")
def test_the_link_opens_the_page_without_any_cookie(web: TestClient, over: Evening) -> None:
    answer = web.get(link(over))
    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    assert "&lt;b&gt;Groen&lt;/b&gt; &amp; meer" in answer.text
    assert "2 briefjes staan hier niet" in answer.text
    assert not [secret for secret in ("GEHEIM", "ria@", "<b>Groen") if secret in answer.text]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["referrer-policy"] == "no-referrer"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.usefixtures("lasting")
def test_what_is_hidden_later_is_gone_at_the_next_look(web: TestClient, over: Evening) -> None:
    path = link(over)
    note.hide(over.store, note_id=1, reason="", now=NOW)
    assert "Groen" not in web.get(path).text


@pytest.mark.usefixtures("lasting")
def test_whatever_is_wrong_with_a_link_sounds_alike(web: TestClient, over: Evening) -> None:
    path = link(over)
    slug, key = path.split("/")[2:]
    wrong = [f"/briefje/{slug}/{key[:-1]}", f"/briefje/{slug}/{key}é", f"/briefje/elders/{key}"]
    dossier.share_roads(over.store, is_shared=False)
    answers = [web.get(each) for each in (*wrong, path)]
    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1
    assert CLOSED in answers[0].text
    assert over.store.slug not in answers[0].text.lower()


@pytest.mark.usefixtures("lasting")
def test_a_page_that_was_never_opened_has_no_key_to_guess(web: TestClient, over: Evening) -> None:
    for guess in ("", "x", "None"):
        assert web.get(f"/briefje/{over.store.slug}/{guess}").status_code == 404


@pytest.mark.usefixtures("at_home")
def test_without_a_lasting_address_there_is_no_public_page(web: TestClient, over: Evening) -> None:
    key = dossier.share_roads(over.store, is_shared=True)
    assert web.get(f"/briefje/{over.store.slug}/{key}").status_code == 404
    with over.store.read() as tables:
        assert road.link(tables.dossier.current()) == ""


def test_opening_it_again_makes_another_link(over: Evening) -> None:
    first = dossier.share_roads(over.store, is_shared=True)
    assert dossier.share_roads(over.store, is_shared=True) == first
    dossier.share_roads(over.store, is_shared=False)
    assert dossier.share_roads(over.store, is_shared=True) not in ("", first)


def test_a_copy_of_a_dossier_has_no_link(over: Evening) -> None:
    dossier.share_roads(over.store, is_shared=True)
    with over.store.write() as tables:
        tables.dossier.become_another()
    with over.store.read() as tables:
        assert tables.dossier.current().road_key == ""


def test_the_file_asks_nothing_of_anybody(web: TestClient, over: Evening) -> None:
    answer = web.get(
        f"/download/{over.store.slug}/briefjes/html",
        headers={"cookie": f"{LOGIN_COOKIE}={over.cookie(Role.CORE_TEAM)}"},
    )
    assert answer.headers["content-disposition"].endswith('.html"')
    assert OUTSIDE.findall(answer.text) == []
    assert (
        'id="zoek" role="search" hidden' in answer.text
    )  # without the script there is no box that does nothing
    assert "GEHEIM" not in answer.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("briefjes/pdf", "application/pdf"),
        ("briefjes/pdf?bijeenkomst=1", "application/pdf"),
        ("schets/pdf", "application/pdf"),
        ("schets/docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("formulier", "application/pdf"),
    ],
)
def test_the_papers_leave_by_cookie_only(web: TestClient, over: Evening, path: str, kind: str) -> None:
    cookie = {"cookie": f"{LOGIN_COOKIE}={over.cookie(Role.CORE_TEAM)}"}
    answer = web.get(f"/download/{over.store.slug}/{path}", headers=cookie)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["cache-control"] == "no-store"
    assert web.get(f"/download/{over.store.slug}/{path}").status_code == 403
    screen = {"cookie": f"{LOGIN_COOKIE}={over.cookie(Role.SCREEN)}"}
    assert web.get(f"/download/{over.store.slug}/{path}", headers=screen).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "briefjes/doc",
        "briefjes/pdf?bijeenkomst=99",
        "briefjes/pdf?bijeenkomst=x",
        "schets/odt",
        "formulier?partij=9",
    ],
)
def test_what_is_not_there_is_said(web: TestClient, over: Evening, path: str) -> None:
    cookie = {"cookie": f"{LOGIN_COOKIE}={over.cookie(Role.FACILITATOR)}"}
    assert web.get(f"/download/{over.store.slug}/{path}", headers=cookie).status_code == 404
