"""The facilitator gives a table its helper, sees who is in, and withdraws her."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import access, meeting
from sok_core.access import PAIRING
from sok_core.clock import now
from sok_core.model import Meeting, Role, Step
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, press, texts


@pytest.fixture
def store(data_folder: Path) -> Store:
    assert data_folder.is_dir()
    return running.current().shelf.create("De Spil")


@pytest.fixture
def begun(store: Store) -> Meeting:
    planned = plan(store)
    meeting.begin(store, meeting_id=planned.id, now=now())
    return planned


def plan(store: Store) -> Meeting:
    return meeting.plan(
        store,
        running.current().house,
        step=Step.GOALS_VALUES,
        title="Wat vinden we belangrijk?",
        date=dt.date(2026, 11, 26),
        questions=["Wat telt voor jou?"],
    )


def tab(visit: Visit, store: Store) -> AppTest:
    at = visit("regie.py", d=store.slug)
    at.session_state["part"] = "Tafelhulp"
    return at.run()


def let_in(store: Store, of: Meeting, *, table: int) -> str:
    """Let a helper in with a code and return her login."""
    house = running.current().house
    uuid = running.current().shelf.dossier(store.slug).uuid
    code = access.make_helper_code(house, dossier=uuid, meeting_id=of.id, table=table, now=now())
    return access.spend_key(house, code, kind=PAIRING, now=now()).id


def test_a_code_for_a_table_is_shown_with_where_to_type_it(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    at = tab(visit, store)
    assert "Nog geen tafel heeft een tafelhulp." in texts(at)
    at.number_input(key="helper_table").set_value(4)
    press(at, "Maak een code")
    (shown,) = [metric for metric in at.metric if metric.label == "Code voor tafel 4"]
    assert "/deur" in texts(at)
    login = access.spend_key(running.current().house, shown.value.replace(" ", ""), kind=PAIRING, now=now())
    assert (login.role, login.meeting_id, login.table) == (Role.HELPER, begun.id, 4)


def test_the_tables_with_a_helper_are_listed_and_one_is_withdrawn(
    visit: Visit, store: Store, begun: Meeting
) -> None:
    four, five = let_in(store, begun, table=4), let_in(store, begun, table=5)
    at = tab(visit, store)
    assert "**Tafel 4**" in texts(at)
    assert "**Tafel 5**" in texts(at)
    at.button(key=f"withdraw_{four}").click().run()
    assert not at.exception
    logins = running.current().house.login
    assert logins(four).withdrawn_at  # type: ignore[union-attr]
    assert logins(five).withdrawn_at is None  # type: ignore[union-attr]
    assert "**Tafel 4**" not in texts(at)


def test_the_helper_of_another_meeting_is_not_listed(visit: Visit, store: Store, begun: Meeting) -> None:
    assert begun.code
    let_in(store, plan(store), table=9)
    assert "Tafel 9" not in texts(tab(visit, store))


def test_after_the_meeting_there_is_no_code_to_make(visit: Visit, store: Store, begun: Meeting) -> None:
    meeting.close(store, meeting_id=begun.id, now=now())
    at = visit("regie.py", d=store.slug)
    at.query_params["m"] = str(begun.id)
    at.session_state["part"] = "Tafelhulp"
    at.run()
    assert "Een tafelhulp kan niets meer typen of lezen." in texts(at)
    assert "Maak een code" not in [button.label for button in at.button]
