"""Step 6 on its page: what the values were scored, at one moment and over time."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import check_in_link, commitment_filter, commitment_link, round
from pages._ui import value_score as page
from sok_core.model import AimKind, Group, Role
from sok_core.store import Store
from tests.pages.conftest import Visit
from tests.pages.conftest import plain as texts

Step6 = Callable[..., AppTest]
DAY = dt.date(2026, 11, 5)


@pytest.fixture
def step6(visit: Visit) -> Step6:
    def opened(store: Store, *, who: Role = Role.CORE_TEAM, **asked: str) -> AppTest:
        return visit("stap_6_monitoring.py", d=store.slug, role=who, of=store.slug, deel="waarden", **asked)

    return opened


def dots(at: AppTest, place: int = 0) -> dict[str, int]:
    """Return how many dots of each shape stand in a figure."""
    drawn: dict[str, Any] = json.loads(at.get("plotly_chart")[place].proto.spec)
    found = [trace for trace in drawn["data"] if trace["mode"] == "markers"]
    return {trace["marker"]["symbol"]: len(trace["hovertext"]) for trace in found}


def scored(store: Store, *, residents: int, organisations: int, is_closed: bool = True) -> None:
    """Let people give one value a 2 (residents) or a 4 (organisations)."""
    moment = dt.datetime(2026, 11, 5, 20, tzinfo=dt.UTC) if is_closed else None
    with store.write() as tables:
        value = tables.aim.add(kind=AimKind.VALUE, title="Eerlijk *delen*")
        one = tables.score_round.add(
            title="Kwartaalmoment", date=DAY, people=residents + organisations, closed_at=moment
        )
        for group, score, people in ((Group.RESIDENT, 2, residents), (Group.ORGANISATION, 4, organisations)):
            tables.value_score.put_paper(
                one, aim_id=value.id, device="tafel 1", group=group, score=score, people=people
            )


def test_the_page_says_the_finding_and_shows_every_answer(molenkwartier: Store, step6: Step6) -> None:
    at = step6(molenkwartier)
    shown = texts(at)
    assert "bewoners merken ‘Vertrouwen en afspraken nakomen’ minder dan organisaties (0,9 punt)." in shown
    assert "24 mensen. Elke stip is één cijfer." in shown
    assert dots(at) == {"circle": 6 * 16, "diamond": 6 * 8}
    assert at.selectbox(key="cijfers_van").value == "5 november 2026 · Kwartaalmoment"
    assert at.selectbox(key="cijfers_voor").value == "Gelijkwaardig meebeslissen"


def test_the_card_is_printed_in_the_language_that_is_chosen(molenkwartier: Store, step6: Step6) -> None:
    at = step6(molenkwartier)
    at.selectbox(key="value_card_language").set_value("tr").run()
    urls = {one.proto.label: one.proto.url for one in at.get("link_button")}
    assert urls["Druk de waardenkaart af"] == f"/download/{molenkwartier.slug}/waardenkaart?taal=tr"
    assert urls["Druk deze stippen af"].startswith(f"/download/{molenkwartier.slug}/waarden?ronde=")


def test_another_moment_and_another_value_are_chosen(molenkwartier: Store, step6: Step6) -> None:
    at = step6(molenkwartier)
    at.selectbox(key="cijfers_van").set_value("9 juli 2026 · Kwartaalmoment").run()
    assert "22 mensen. Elke stip is één cijfer." in texts(at)
    assert dots(at) == {"circle": 6 * 16, "diamond": 6 * 6}
    at.selectbox(key="cijfers_voor").set_value("Betaalbaar voor iedereen").run()
    assert "Bij ‘Betaalbaar voor iedereen’ gingen bewoners van 2,3 naar 2,6" in texts(at)
    assert "Nu is het verschil 0,7 punt. Dat verschil kan toeval zijn." in texts(at)
    assert dots(at, 1) == {"circle": 15 + 14 + 16 + 16, "diamond": 7 + 8 + 6 + 8}


def test_two_rounds_of_one_day_are_both_to_be_chosen(store: Store, step6: Step6) -> None:
    scored(store, residents=9, organisations=4)
    with store.write() as tables:
        (value,) = tables.aim.all()
        again = tables.score_round.add(
            title="Kwartaalmoment", date=DAY, people=6, closed_at=dt.datetime(2026, 11, 5, 21, tzinfo=dt.UTC)
        )
        sheet = {"aim_id": value.id, "device": "tafel 1", "group": None, "score": 5, "people": 6}
        tables.value_score.put_paper(again, **sheet)
    at = step6(store)
    assert at.selectbox(key="cijfers_van").options == [
        "5 november 2026 · Kwartaalmoment (2)",
        "5 november 2026 · Kwartaalmoment",
    ]
    assert dots(at) == {"square": 6}
    at.selectbox(key="cijfers_van").set_value("5 november 2026 · Kwartaalmoment").run()
    assert dots(at) == {"square": 13}


def test_a_small_group_is_not_shown_apart(store: Store, step6: Step6) -> None:
    scored(store, residents=9, organisations=4)
    at = step6(store)
    assert dots(at) == {"square": 13}
    assert "Waar een groep minder dan 5 cijfers gaf, staat alleen de hele zaal." in texts(at)
    assert "De antwoorden bij ‘Eerlijk *delen*’ lopen van 2 tot 4." in texts(at)


def test_a_small_room_is_not_shown_at_all(store: Store, step6: Step6) -> None:
    scored(store, residents=3, organisations=1)
    at = step6(store)
    assert "Er zijn minder dan 5 antwoorden. Daarom laten we nog niets zien." in texts(at)
    assert not at.get("plotly_chart")


def test_nothing_is_shown_while_people_score(store: Store, step6: Step6) -> None:
    scored(store, residents=9, organisations=9, is_closed=False)
    at = step6(store)
    assert "Er zijn nog geen cijfers." in texts(at)
    assert not at.get("plotly_chart")


def test_no_two_controls_share_a_name_in_the_address() -> None:
    """A value that is chosen in one part would filter another part, which nobody asked for."""
    of_parts = (
        commitment_filter.ADDRESS,
        (page.MOMENT, page.VALUE),
        (check_in_link.ADDRESS,),
        (commitment_link.ADDRESS,),
        (round.ADDRESS,),
    )
    names = [name for one in of_parts for name in one]
    assert len(names) == len(set(names))
