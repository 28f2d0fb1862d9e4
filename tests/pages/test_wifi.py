"""The Wi-Fi of the hall: one form, in Beheer and in the hall."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import meeting
from sok_core.clock import now
from sok_core.model import Step
from sok_core.store import Store
from sok_core.web import running
from tests.house.tree import ROOT
from tests.pages.conftest import Visit, open_part, texts

PLACES = ("wifi", "hall_wifi")


@pytest.fixture
def store(molenkwartier: Store) -> Store:
    """A dossier with an evening to come."""
    planned = meeting.plan(
        molenkwartier, running.current().house, step=Step.ROLES, title="Rollen", date=now().date()
    )
    meeting.begin(molenkwartier, meeting_id=planned.id, now=now())
    return molenkwartier


def opened(visit: Visit, store: Store, key: str) -> AppTest:
    if key == "hall_wifi":
        return open_part(visit("regie.py", d=store.slug), "Proef de zaal")
    at = visit("beheer.py", d=store.slug)
    at.session_state["deel"] = "Gegevens"
    return at.run()


def kept(store: Store) -> tuple[str, str]:
    with store.read() as tables:
        found = tables.dossier.current()
    return found.wifi_name, found.wifi_password


@pytest.mark.parametrize("key", PLACES)
def test_the_wifi_is_kept_from_either_place(visit: Visit, store: Store, key: str) -> None:
    at = opened(visit, store, key)
    at.text_input(key=f"{key}_name").set_value(" DeSpil ")
    at.text_input(key=f"{key}_password").set_value("koffie met melk")
    at.button(key=f"{key}_save").click().run()
    assert kept(store) == ("DeSpil", "koffie met melk")


@pytest.mark.parametrize("key", PLACES)
@pytest.mark.parametrize(
    ("name", "password", "says"),
    [("", "koffie met melk", "Typ ook de naam van de wifi."), ("DeSpil", "kort", "heeft minstens 8 tekens")],
)
def test_a_wifi_that_cannot_be_is_refused_in_either_place(
    visit: Visit, store: Store, key: str, name: str, password: str, says: str
) -> None:
    at = opened(visit, store, key)
    at.text_input(key=f"{key}_name").set_value(name)
    at.text_input(key=f"{key}_password").set_value(password)
    at.button(key=f"{key}_save").click().run()
    assert says in texts(at)
    assert kept(store) == ("", "")


def test_the_wifi_is_asked_in_one_file_only() -> None:
    files = [path for path in (ROOT / "pages").rglob("*.py") if "Naam van de wifi" in path.read_text("utf-8")]
    assert [path.name for path in files] == ["wifi.py"]
