"""What is not for everyone leaves by cookie, and is stored nowhere."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from sok_core import agreement, party, scan, word_template, words
from sok_core.access import LOGIN_COOKIE
from sok_core.address import short
from sok_core.export.handover import File
from sok_core.model import DocumentType, ProjectStatus, Role, Section
from sok_core.store.file import described, label, snapshot
from sok_core.web import running
from tests.evening import NOW, Evening, cookie, plan, score_a_value
from tests.letterhead import letterhead

MAY = {
    "dossier": {Role.FACILITATOR},
    "overdracht": {Role.FACILITATOR},
    "samenvatting/1": {Role.FACILITATOR, Role.CORE_TEAM},
    "tabel/partijen.xlsx": {Role.FACILITATOR, Role.CORE_TEAM},
    "gespreksleidraad": {Role.FACILITATOR, Role.CORE_TEAM},
    "wie-werkt-met-wie": {Role.FACILITATOR, Role.CORE_TEAM},
    "netwerk/png": {Role.FACILITATOR, Role.CORE_TEAM},
    "netwerk/svg": {Role.FACILITATOR, Role.CORE_TEAM},
    "netwerk/pdf": {Role.FACILITATOR, Role.CORE_TEAM},
    "netwerk/graphml": {Role.FACILITATOR, Role.CORE_TEAM},
    "afspraken/overeenkomst.docx": {Role.FACILITATOR, Role.CORE_TEAM},
    "afspraken/publieksversie.pdf": {Role.FACILITATOR, Role.CORE_TEAM},
    "afspraken/overeenkomst-in-huisstijl.docx": {Role.FACILITATOR, Role.CORE_TEAM},
    "monitoring/voortgang.pdf": {Role.FACILITATOR, Role.CORE_TEAM},
    "monitoring/afspraken.xlsx": {Role.FACILITATOR, Role.CORE_TEAM},
    "monitoring/stand-per-maand.png": {Role.FACILITATOR, Role.CORE_TEAM},
    "mandaat/1": {Role.FACILITATOR, Role.CORE_TEAM},
    "inwerkblad/1": {Role.FACILITATOR, Role.CORE_TEAM},
    "akkoord/1": {Role.FACILITATOR, Role.CORE_TEAM},
    "scan/1": {Role.FACILITATOR, Role.CORE_TEAM},
    "sjabloon": {Role.FACILITATOR},
    "schets/docx": {Role.FACILITATOR, Role.CORE_TEAM},
    "formulier": {Role.FACILITATOR, Role.CORE_TEAM},
    "briefjes/pdf": {Role.FACILITATOR, Role.CORE_TEAM},
    "rolkaarten": {Role.FACILITATOR, Role.CORE_TEAM},
    "projectkaarten": {Role.FACILITATOR, Role.CORE_TEAM},
    "tijdlijn": {Role.FACILITATOR, Role.CORE_TEAM},
    "waardenkaart": {Role.FACILITATOR, Role.CORE_TEAM},
    "waarden": {Role.FACILITATOR, Role.CORE_TEAM},
    "bijwerkkaart/1": {Role.FACILITATOR, Role.CORE_TEAM},
    "agenda/momenten": {Role.FACILITATOR, Role.CORE_TEAM},
    "agenda/1": {Role.FACILITATOR, Role.CORE_TEAM},
    "papier/1/draaiboek": {Role.FACILITATOR},
    "papier/1/uitnodiging": {Role.FACILITATOR},
    "papier/1/posters": {Role.FACILITATOR},
    "papier/1/kaartjes": {Role.FACILITATOR},
    "papier/1/stipkaarten": {Role.FACILITATOR},
    "papier/1/briefjes": {Role.FACILITATOR},
}

OF_SIGNING = ("mandaat", "akkoord", "scan")
OF_FOLLOWING = ("bijwerkkaart", "agenda")
NUMBERS = ("0", "99", "99999999999999999999999", "9" * 5000, "-1", "x", "1.pdf", "")

# Per file of the signing: its first bytes, its type and its name.
SIGNING = {
    "mandaat/1": (b"PK", "application/zip", "mandaat-molenkwartier-1-versie-0.zip"),
    "akkoord/1": (b"%PDF-", "application/pdf", "akkoord-molenkwartier-1-versie-0.pdf"),
    "scan/1": (b"%PDF-1.7 blad", "application/pdf", "handtekeningen-molenkwartier-versie-0-1.pdf"),
    "scan/2": (b"\x89PNG blad", "image/png", "handtekeningen-molenkwartier-versie-0-2.png"),
    "scan/3": (b"\xff\xd8\xff blad", "image/jpeg", "handtekeningen-molenkwartier-versie-0-3.jpg"),
}

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(autouse=True)
def written(evening: Evening) -> None:
    """A note, a frozen article, scans, a template, a project and scores: there is something of everything."""
    evening.ask()
    evening.post("Groen")
    agreement.begin(evening.store, type=DocumentType.COVENANT)
    with evening.store.write() as tables:
        one = tables.party.add(name="De Spil", short_name="De Spil", type="buurthuis", status="aan_tafel")
        article = tables.clause.add(section=Section.ROLES)
        tables.clause_text.add(
            clause_id=article.id, text="De zaal is open.", saved_at=NOW, party_ids=(one.id,)
        )
    agreement.freeze(evening.store, title="Concept", now=NOW)
    with evening.store.write() as tables:
        promised = tables.commitment.add(
            title="De zaal is open.", owner_id=one.id, starts_on=NOW.date(), kind="getal", unit="avonden"
        )
        tables.update.add(commitment_id=promised.id, date=NOW.date(), status="op_koers", value=3)
        tables.project.add(title="Soep", status=ProjectStatus.BUSY, starts_on=NOW.date())
    for data in (b"%PDF-1.7 blad", b"\x89PNG blad", b"\xff\xd8\xff blad"):
        scan.attach(evening.store, version=0, name='blad".exe', data=data, now=NOW)
    score_a_value(evening.store)
    word_template.keep(evening.store, name="brief.docx", data=letterhead(), now=NOW)


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


@pytest.mark.parametrize("what", MAY)
def test_a_browser_without_a_login_finds_the_door_and_a_program_hears_json(
    web: TestClient, evening: Evening, what: str
) -> None:
    path = f"/download/{evening.store.slug}/{what}"
    answer = web.get(path, headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/deur?naar={path}")
    assert "Hier is de deur" in web.get(answer.headers["location"], headers=BROWSER).text
    for headers in ({}, {"accept": "application/json"}):
        answer = web.get(path, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("role", "path", "status", "says"),
    [
        (Role.CORE_TEAM, "molenkwartier/dossier", 403, "Dit mag je hier niet doen."),
        (Role.FACILITATOR, "nergens/dossier", 404, "Dit dossier is hier niet."),
        (Role.FACILITATOR, "molenkwartier/samenvatting/99", 404, "Deze bijeenkomst is er niet meer."),
        (Role.CORE_TEAM, "molenkwartier/papier/1/briefjes", 403, "Dit mag je hier niet doen."),
        (Role.CORE_TEAM, "molenkwartier/gespreksleidraad?partij=99", 404, "Deze partij is er niet meer."),
        (Role.CORE_TEAM, "molenkwartier/gespreksleidraad?partij=x", 404, "Deze partij is er niet meer."),
        (Role.CORE_TEAM, "molenkwartier/wie-werkt-met-wie?taal=fr", 422, "In deze taal kunnen we nog niets"),
        (Role.CORE_TEAM, "molenkwartier/mandaat/99", 404, "Deze partij tekent deze versie niet."),
        (Role.CORE_TEAM, "molenkwartier/akkoord/99", 404, "Deze partij tekent deze versie niet."),
        (Role.CORE_TEAM, "molenkwartier/scan/99", 404, "Deze scan is er niet meer."),
        (Role.CORE_TEAM, "molenkwartier/sjabloon", 403, "Dit mag je hier niet doen."),
        (Role.FACILITATOR, "molenkwartier/papier/1/nergens", 404, "Dit papier kennen we niet."),
        (Role.FACILITATOR, "molenkwartier/papier/99/posters", 404, "Deze bijeenkomst is er niet meer."),
        (Role.FACILITATOR, "molenkwartier/papier/1/briefjes?tafels=0", 422, "Kies een aantal tafels"),
        (Role.FACILITATOR, "molenkwartier/papier/1/briefjes?tafels=x", 422, "Kies een aantal tafels"),
    ],
)
def test_a_browser_reads_why_a_download_is_refused(
    web: TestClient, evening: Evening, role: Role, path: str, status: int, says: str
) -> None:
    answer = web.get(f"/download/{path}", headers=as_role(evening, role) | BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert says in answer.text
    assert f"Je bent binnen als {words.ROLES[role]}." in answer.text
    told = web.get(f"/download/{path}", headers=as_role(evening, role))
    assert (told.status_code, told.json()["message"][: len(says)]) == (status, says)


def test_a_download_under_an_earlier_name_of_the_dossier_still_works(
    web: TestClient, evening: Evening
) -> None:
    shelf = running.current().shelf
    headers = as_role(evening, Role.CORE_TEAM)
    shelf.rename("molenkwartier", "Molenbuurt")
    answer = web.get("/download/molenkwartier/samenvatting/1", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert web.get("/download/molenkwartier/dossier", headers=headers).status_code == 403
    shelf.create("Molenkwartier")
    assert web.get("/download/molenkwartier/samenvatting/1", headers=headers).status_code == 403


def test_a_dossier_file_can_be_opened_elsewhere(web: TestClient, evening: Evening, tmp_path: Path) -> None:
    body = web.get(
        f"/download/{evening.store.slug}/dossier", headers=as_role(evening, Role.FACILITATOR)
    ).content
    (tmp_path / "kopie.sqlite").write_bytes(body)
    with closing(sqlite3.connect(tmp_path / "kopie.sqlite")) as db:
        assert db.execute("SELECT text FROM note").fetchall() == [("Groen",)]


def test_a_handover_says_what_it_is(web: TestClient, evening: Evening, tmp_path: Path) -> None:
    answer = web.get(f"/download/{evening.store.slug}/overdracht", headers=as_role(evening, Role.FACILITATOR))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = set(archive.namelist())
        assert names == {"molenkwartier.sqlite", *File}
        told = archive.read(File.READ_ME).decode()
        assert "Molenkwartier" in told
        assert all(name in told for name in names - {File.READ_ME})
        assert f"Het echte dossier staat op {short(running.current().address)}." in told
        kept = json.loads(archive.read(File.JSON))
        (tmp_path / "mee.sqlite").write_bytes(archive.read("molenkwartier.sqlite"))
        came = described(tmp_path / "mee.sqlite")
        assert came.came_from == short(running.current().address)
        assert came.came_machine == running.current().house.machine()
        assert came.revision == evening.store.revision()
        assert [one["title"] for one in kept["commitments"]] == ["De zaal is open."]
        assert [one["value"] for one in kept["updates"]] == [3]
        assert [one["short_name"] for one in kept["parties"]] == ["De Spil"]
        assert kept["clauses"][0]["number"]
        book = load_workbook(io.BytesIO(archive.read(File.SPREADSHEET)))
        assert book["Afspraken"]["A2"].value == "De zaal is open."


@pytest.mark.parametrize(
    "path",
    [
        "nergens/dossier",
        "molenkwartier/samenvatting/99",
        "molenkwartier/samenvatting/99999999999999999999999",
        "nergens/papier/1/posters",
        "molenkwartier/papier/99999999999999999999999/posters",
        f"molenkwartier/samenvatting/{'9' * 5000}",
        f"molenkwartier/papier/{'9' * 5000}/posters",
        "molenkwartier/papier/1/posters.pdf",
        "molenkwartier/papier/1/",
        *(f"molenkwartier/{kind}/{number}" for kind in OF_SIGNING for number in NUMBERS),
        *(f"nergens/{kind}/1" for kind in OF_SIGNING),
        *(f"molenkwartier/{kind}/{number}" for kind in OF_FOLLOWING for number in NUMBERS),
    ],
)
def test_what_is_not_here_is_not_found(web: TestClient, evening: Evening, path: str) -> None:
    answer = web.get(f"/download/{path}", headers=as_role(evening, Role.FACILITATOR))
    assert answer.status_code == 404


@pytest.mark.parametrize("what", SIGNING)
def test_a_file_of_the_signing_has_its_own_type_and_name(
    web: TestClient, evening: Evening, what: str
) -> None:
    start, media_type, name = SIGNING[what]
    answer = web.get(f"/download/{evening.store.slug}/{what}", headers=as_role(evening, Role.CORE_TEAM))
    assert answer.content.startswith(start)
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("kind", OF_SIGNING)
def test_a_number_of_one_dossier_says_nothing_in_another(
    web: TestClient, evening: Evening, kind: str
) -> None:
    here = running.current()
    other = plan(here.shelf.create("De Overkant"), here.house)
    headers = as_role(evening, Role.FACILITATOR)
    assert web.get(f"/download/{evening.store.slug}/{kind}/1", headers=headers).status_code == 200
    assert web.get(f"/download/{other.store.slug}/{kind}/1", headers=headers).status_code == 404
    own = {"cookie": f"{LOGIN_COOKIE}={other.cookie(Role.CORE_TEAM)}"}
    assert web.get(f"/download/{evening.store.slug}/{kind}/1", headers=own).status_code == 403


@pytest.mark.parametrize("kind", ["mandaat", "akkoord"])
def test_a_party_that_does_not_sign_has_no_packet_and_no_form(
    web: TestClient, evening: Evening, kind: str
) -> None:
    other = party.write_down(evening.store, name="Ondernemers")
    headers = as_role(evening, Role.FACILITATOR)
    assert web.get(f"/download/{evening.store.slug}/{kind}/{other.id}", headers=headers).status_code == 404


@pytest.mark.parametrize("way", ["%2e%2e%2f{}", "..%2f{}", "%2e%2e/{}"])
@pytest.mark.parametrize("what", ["dossier", "overdracht", "papier/1/posters", "samenvatting/1"])
def test_a_dossier_beside_the_shelf_cannot_be_reached(
    web: TestClient, evening: Evening, data_folder: Path, way: str, what: str
) -> None:
    """A sound dossier with a meeting lies there, and the facilitator of this machine may have everything."""
    snapshot(evening.store.path, data_folder / "buiten.sqlite")
    assert label(data_folder / "buiten.sqlite")
    headers = as_role(evening, Role.FACILITATOR)
    answer = web.get(f"/download/{way.format('buiten')}/{what}", headers=headers)
    assert (answer.status_code, b"SQLite format 3" in answer.content) == (404, False)
    assert web.get(f"/download/{way.format('molenkwartier')}/{what}", headers=headers).status_code == 404
    assert web.get(f"/download/molenkwartier/{what}", headers=headers).status_code == 200
