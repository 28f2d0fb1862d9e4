"""What is not for everyone leaves by cookie, and is stored nowhere."""

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sok_core.access import LOGIN_COOKIE
from sok_core.model import Role
from sok_core.web import running
from tests.evening import Evening, cookie, plan

MAY = {
    "dossier": {Role.FACILITATOR},
    "overdracht": {Role.FACILITATOR},
    "samenvatting/1": {Role.FACILITATOR, Role.CORE_TEAM},
}


def as_role(evening: Evening, role: Role) -> dict[str, str]:
    return {"cookie": f"{LOGIN_COOKIE}={evening.cookie(role)}"}


@pytest.mark.parametrize("what", MAY)
@pytest.mark.parametrize("role", list(Role))
def test_a_download_is_for_who_may_have_it(web: TestClient, evening: Evening, what: str, role: Role) -> None:
    answer = web.get(f"/download/{evening.store.slug}/{what}", headers=as_role(evening, role))
    assert answer.status_code == (200 if role in MAY[what] else 403)
    assert answer.headers["cache-control"] == "no-store"
    assert ("attachment" in answer.headers.get("content-disposition", "")) == (role in MAY[what])


@pytest.mark.parametrize("what", MAY)
@pytest.mark.parametrize("role", [Role.CORE_TEAM, Role.SCREEN])
def test_a_cookie_of_another_dossier_gets_nothing(
    web: TestClient, evening: Evening, what: str, role: Role
) -> None:
    here = running.current()
    other = plan(here.shelf.create("De Overkant"), here.house)
    headers = {"cookie": f"{LOGIN_COOKIE}={cookie(here.house, role, dossier=other.uuid)}"}
    assert web.get(f"/download/{evening.store.slug}/{what}", headers=headers).status_code == 403


def test_a_dossier_file_can_be_opened_elsewhere(web: TestClient, evening: Evening, tmp_path: Path) -> None:
    evening.ask()
    evening.post("Groen")
    body = web.get(
        f"/download/{evening.store.slug}/dossier", headers=as_role(evening, Role.FACILITATOR)
    ).content
    (tmp_path / "kopie.sqlite").write_bytes(body)
    with closing(sqlite3.connect(tmp_path / "kopie.sqlite")) as db:
        assert db.execute("SELECT text FROM note").fetchall() == [("Groen",)]


def test_a_handover_says_what_it_is(web: TestClient, evening: Evening) -> None:
    answer = web.get(f"/download/{evening.store.slug}/overdracht", headers=as_role(evening, Role.FACILITATOR))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == ["LEESMIJ.txt", "molenkwartier.sqlite"]
        assert "Molenkwartier" in archive.read("LEESMIJ.txt").decode()


@pytest.mark.parametrize(
    "path",
    [
        "nergens/dossier",
        "../huis/dossier",
        "%2e%2e%2fhuis/dossier",
        "molenkwartier/samenvatting/99",
        "molenkwartier/samenvatting/99999999999999999999999",
    ],
)
def test_what_is_not_here_is_not_found(web: TestClient, evening: Evening, path: str) -> None:
    answer = web.get(f"/download/{path}", headers=as_role(evening, Role.FACILITATOR))
    assert answer.status_code == 404
