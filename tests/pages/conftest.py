"""A visitor in front of the pages: a data folder with the fictional neighbourhood, and a genuine cookie."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import door, parts
from sok_core import access, meeting
from sok_core.clock import now
from sok_core.model import Meeting, Role, Step
from sok_core.store import Store
from sok_core.web import running
from tests.evening import cookie
from tests.house.tree import ROOT
from tests.molenkwartier import placed

THAT_DAY = dt.date(2027, 1, 14)  # of the next moment of the fictional neighbourhood
Visit = Callable[..., AppTest]
Carry = Callable[[str | None], None]
Part = Callable[..., AppTest]


@pytest.fixture
def molenkwartier(data_folder: Path) -> Store:
    assert data_folder.is_dir()
    here = running.current()
    return placed(here.shelf, here.house)


@pytest.fixture
def store(data_folder: Path) -> Store:
    """A new dossier."""
    assert data_folder.is_dir()
    return running.current().shelf.create("De Spil")


@pytest.fixture
def part(visit: Visit, store: Store) -> Part:
    """Open one part of the fifth step of a new dossier."""

    def opened(name: str, role: Role = Role.FACILITATOR) -> AppTest:
        return visit("stap_5_ondertekenen.py", d=store.slug, role=role, of=store.slug, deel=name)

    return opened


@pytest.fixture
def planned(store: Store) -> Meeting:
    """A planned meeting with two questions and an agenda."""
    return plan(store)


def plan(store: Store) -> Meeting:
    """Plan such a meeting."""
    return meeting.plan(
        store,
        running.current().house,
        step=Step.GOALS_VALUES,
        title="Wat vinden we belangrijk?",
        date=dt.date(2026, 11, 26),
        starts_at=dt.time(19, 0),
        place="De Spil",
        questions=["Wat telt voor jou?", "Wat zie je over vijf jaar?"],
        agenda=[(10, "Welkom", "kring"), (20, "Vraag 1", "")],
    )


@pytest.fixture
def begun(store: Store, planned: Meeting) -> Meeting:
    """The same meeting, while it goes on."""
    meeting.begin(store, meeting_id=planned.id, now=now())
    with store.read() as tables:
        return tables.meeting.get(planned.id)


@pytest.fixture
def carry(monkeypatch: pytest.MonkeyPatch) -> Carry:
    """Let the browser carry a signed login, or none. AppTest knows no cookies: this is the only patch."""

    def carried(sealed: str | None) -> None:
        cookies = {access.LOGIN_COOKIE: sealed} if sealed else {}
        monkeypatch.setattr(door, "cookies", lambda: cookies)

    return carried


@pytest.fixture
def visit(data_folder: Path, carry: Carry) -> Visit:
    """Open a page as somebody. ``of`` is the dossier that a core team belongs to; no role is no cookie."""
    assert data_folder.is_dir()

    def opened(
        page: str = "start.py",
        *,
        d: str = "",
        role: Role | None = Role.FACILITATOR,
        of: str = "",
        **address: str,
    ) -> AppTest:
        house, shelf = running.current().house, running.current().shelf
        uuid = shelf.dossier(of).uuid if of else None
        carry(cookie(house, role, dossier=uuid) if role else None)
        at = AppTest.from_file(str(ROOT / "pages" / "huis.py"), default_timeout=20)
        if d:
            at.query_params["d"] = d
        at.run()
        if page != "start.py":
            at.query_params.update(({"d": d} if d else {}) | address)
            at.switch_page(page).run()
        assert not at.exception
        return at

    return opened


def tab(visit: Visit, store: Store, name: str) -> AppTest:
    """Open one part of the control room of the meeting that goes on."""
    return open_part(visit("regie.py", d=store.slug), name)


def texts(at: AppTest) -> str:
    """Return all that a person reads, one element per line."""
    kinds = (at.title, at.header, at.subheader, at.markdown, at.warning, at.error, at.toast)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def plain(at: AppTest) -> str:
    """Return all that a person reads, without the signs that keep it text in markdown."""
    return texts(at).replace("\\", "")


def press(at: AppTest, label: str) -> AppTest:
    """Press the one button with this label."""
    (button,) = [button for button in at.button if button.label == label]
    button.click().run()
    assert not at.exception
    return at


def back_in_box(at: AppTest, key: str) -> str:
    """Return what the page put into a box that empties itself at Enter; empty when it left it alone."""
    box = at.chat_input(key=key).proto
    return str(box.value) if box.set_value else ""


def links(at: AppTest) -> list[str]:
    """Return the labels of the ways to another page."""
    return [link.proto.label for link in at.get("page_link")]


def open_part(at: AppTest, name: str) -> AppTest:
    """Open a part of the control room: its tab, and in there the part itself."""
    (tab,) = [tab for tab, names in parts.TABS.items() if name in names]
    at.session_state[parts.TAB] = tab
    if len(parts.TABS[tab]) > 1:
        at.session_state[parts.inner_key(tab)] = name
    at.run()
    assert not at.exception
    return at


@pytest.fixture
def page(visit: Visit, store: Store) -> Callable[..., AppTest]:
    """Open the first step of this dossier, at one of its parts."""

    def opened(part: str = "", *, role: Role = Role.FACILITATOR, view: str = "", **asked: object) -> AppTest:
        at = visit("stap_1_verkenning.py", d=store.slug, role=role, of=store.slug)
        at.query_params.update({name: str(value) for name, value in asked.items()})
        if part:
            at.query_params["deel"] = part
        if view:
            at.session_state["party_view"] = view
        return at.run()

    return opened


@pytest.fixture
def on_the_day(molenkwartier: Store) -> Store:
    """The neighbourhood on the day of its next moment."""
    with molenkwartier.write() as tables:
        tables.dossier.update(reference_date=THAT_DAY)
    return molenkwartier
