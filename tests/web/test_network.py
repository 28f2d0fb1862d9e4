"""The network as a file: nothing that may not lie on the table, unless a reader of more chose so."""

import io
from pathlib import Path

import networkx as nx
import pytest
from starlette.testclient import TestClient

from sok_core.access import LOGIN_COOKIE
from sok_core.model import EstimateKind, Reader, Role
from sok_core.store import Store
from sok_core.web import running
from tests.evening import cookie
from tests.molenkwartier import placed

SECRET = ("influence", "attitude", "tension", "Oud zeer")


@pytest.fixture
def molenkwartier(web: TestClient, data_folder: Path) -> Store:
    assert web
    assert data_folder.is_dir()
    here = running.current()
    return placed(here.shelf, here.house, slug="voorbeeld")


def fetch(web: TestClient, store: Store, what: str, role: Role = Role.FACILITATOR) -> bytes:
    with store.read() as tables:
        uuid = tables.dossier.current().uuid
    sealed = cookie(running.current().house, role, dossier=None if role is Role.FACILITATOR else uuid)
    answer = web.get(f"/download/{store.slug}/netwerk/{what}", headers={"cookie": f"{LOGIN_COOKIE}={sealed}"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM])
@pytest.mark.parametrize("form", ["svg", "graphml"])
def test_without_a_choice_a_file_has_no_opinion(
    web: TestClient, molenkwartier: Store, role: Role, form: str
) -> None:
    text = fetch(web, molenkwartier, form, role).decode("utf-8")
    assert not [word for word in SECRET if word in text]


def test_the_facilitator_may_choose_to_take_opinions_along(web: TestClient, molenkwartier: Store) -> None:
    body = fetch(web, molenkwartier, "graphml?lezer=begeleider")
    back = nx.read_graphml(io.BytesIO(body), node_type=int, force_multigraph=True)
    assert all("influence" in told for _, told in back.nodes(data=True))
    assert "Oud zeer" in body.decode("utf-8")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM])
def test_what_was_released_to_the_core_team_is_all_that_its_file_has(
    web: TestClient, molenkwartier: Store, role: Role
) -> None:
    with molenkwartier.write() as tables:
        thought = tables.estimate.readable_by(Reader.FACILITATOR)
        (one, *_) = [each for each in thought if each.kind is EstimateKind.INFLUENCE]
        tables.estimate.release(one.id, reader=Reader.CORE_TEAM)
    body = fetch(web, molenkwartier, "graphml?lezer=kernteam", role)
    back = nx.read_graphml(io.BytesIO(body), node_type=int, force_multigraph=True)
    assert [node for node, told in back.nodes(data=True) if "influence" in told] == [one.party_id]
    assert not [line for *_, line in back.edges(data=True) if "tension" in line]


def test_the_pictures_are_pictures(web: TestClient, molenkwartier: Store) -> None:
    assert fetch(web, molenkwartier, "png").startswith(b"\x89PNG")
    assert fetch(web, molenkwartier, "pdf").startswith(b"%PDF")
    assert b"<title>Netwerk van 18 partijen met 33 lijnen." in fetch(web, molenkwartier, "svg")


@pytest.mark.parametrize(
    ("role", "reader"),
    [
        (Role.CORE_TEAM, Reader.FACILITATOR),
        *((Role.SCREEN, each) for each in Reader),
    ],
)
def test_nobody_chooses_more_than_he_may_read(
    web: TestClient, molenkwartier: Store, reader: Reader, role: Role
) -> None:
    with molenkwartier.read() as tables:
        uuid = tables.dossier.current().uuid
    sealed = cookie(running.current().house, role, dossier=uuid)
    answer = web.get(
        f"/download/{molenkwartier.slug}/netwerk/graphml?lezer={reader}",
        headers={"cookie": f"{LOGIN_COOKIE}={sealed}"},
    )
    assert answer.status_code == 403
    assert b"graphml" not in answer.content


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("reader", list(Reader))
def test_a_name_goes_along_when_the_dossier_keeps_names_and_not_on_the_table(
    web: TestClient, molenkwartier: Store, reader: Reader, is_kept: bool
) -> None:
    with molenkwartier.write() as tables:
        (one, *_) = tables.party.all()
        tables.party.update(one.id, contact_name="Winterkoning")
        tables.dossier.update(has_contact_names=is_kept)
    body = fetch(web, molenkwartier, f"graphml?lezer={reader}")
    assert (b"Winterkoning" in body) == (is_kept and reader is not Reader.TABLE)


@pytest.mark.parametrize(("what", "status"), [("gif", 404), ("graphml?lezer=iedereen", 422)])
def test_an_unknown_form_or_reader_is_refused(
    web: TestClient, molenkwartier: Store, what: str, status: int
) -> None:
    sealed = cookie(running.current().house, Role.FACILITATOR, dossier=None)
    answer = web.get(
        f"/download/{molenkwartier.slug}/netwerk/{what}", headers={"cookie": f"{LOGIN_COOKIE}={sealed}"}
    )
    assert answer.status_code == status
