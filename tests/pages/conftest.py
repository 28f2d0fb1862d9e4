"""A visitor in front of the pages: a data folder with the fictional neighbourhood, and a genuine cookie."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import door
from sok_core import access, meeting, settings
from sok_core.clock import now
from sok_core.intake import demo
from sok_core.model import Meeting, Role, Step
from sok_core.store import Store
from sok_core.web import running
from tests.evening import cookie
from tests.house.tree import ROOT

Visit = Callable[..., AppTest]


@pytest.fixture
def molenkwartier(data_folder: Path) -> Store:
    assert data_folder.is_dir()
    here = running.current()
    return demo.load(here.shelf, here.house, settings.demo_folder())


@pytest.fixture
def store(data_folder: Path) -> Store:
    """An empty dossier."""
    assert data_folder.is_dir()
    return running.current().shelf.create("De Spil")


@pytest.fixture
def begun(store: Store) -> Meeting:
    """A meeting in it that has begun."""
    planned = plan(store)
    meeting.begin(store, meeting_id=planned.id, now=now())
    return planned


def plan(store: Store) -> Meeting:
    """Plan a meeting with one question."""
    return meeting.plan(
        store,
        running.current().house,
        step=Step.GOALS_VALUES,
        title="Wat vinden we belangrijk?",
        date=dt.date(2026, 11, 26),
        questions=["Wat telt voor jou?"],
    )


@pytest.fixture
def visit(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open a page as somebody. ``of`` is the dossier that a core team belongs to; no role is no cookie."""
    assert data_folder.is_dir()

    def opened(
        page: str = "start.py", *, d: str = "", role: Role | None = Role.FACILITATOR, of: str = ""
    ) -> AppTest:
        house, shelf = running.current().house, running.current().shelf
        uuid = shelf.dossier(of).uuid if of else None
        sealed = {access.LOGIN_COOKIE: cookie(house, role, dossier=uuid)} if role else {}
        monkeypatch.setattr(door, "cookies", lambda: sealed)
        at = AppTest.from_file(str(ROOT / "pages" / "huis.py"), default_timeout=20)
        if d:
            at.query_params["d"] = d
        at.run()
        if page != "start.py":
            at.query_params.update({"d": d} if d else {})
            at.switch_page(page).run()
        assert not at.exception
        return at

    return opened


def tab(visit: Visit, store: Store, name: str) -> AppTest:
    """Open one tab of the control room of the meeting that goes on."""
    at = visit("regie.py", d=store.slug)
    at.session_state["part"] = name
    return at.run()


def texts(at: AppTest) -> str:
    """Return all that a person reads, one element per line."""
    kinds = (at.title, at.header, at.subheader, at.markdown, at.warning, at.error, at.toast)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def press(at: AppTest, label: str) -> AppTest:
    """Press the one button with this label."""
    (button,) = [button for button in at.button if button.label == label]
    button.click().run()
    assert not at.exception
    return at


def links(at: AppTest) -> list[str]:
    """Return the labels of the ways to another page."""
    return [link.proto.label for link in at.get("page_link")]
