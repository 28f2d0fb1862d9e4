"""Dutch under a note: the helper of a table puts it there, the note itself keeps its own words."""

import pytest
from starlette.testclient import TestClient

from sok_core import meeting, note
from sok_core.model import Phase
from tests.evening import NOW, Evening
from tests.web.conftest import PhoneMaker
from tests.web.test_helper import sits


@pytest.fixture
def path(evening: Evening) -> str:
    evening.ask()
    return f"/hulp/{evening.code}"


@pytest.fixture
def ria(phone_of: PhoneMaker, evening: Evening) -> TestClient:
    """The helper at table 4."""
    return sits(phone_of(), evening, 4)


def translated(evening: Evening) -> list[tuple[str, str]]:
    return [(one.text, one.translation) for one in evening.notes]


def test_a_helper_puts_dutch_under_a_note_of_her_table_and_takes_it_away(
    ria: TestClient, evening: Evening, path: str
) -> None:
    evening.ask(phase=Phase.OPEN)
    ria.post(
        f"{path}/notes", data={"text": "Daha fazla yeşil", "question": evening.prompts[0].id, "key": "1"}
    )
    answer = ria.post(f"{path}/translations", data={"number": " 1 ", "dutch": "Meer groen"})
    assert answer.status_code == 303
    page = ria.get(answer.headers["location"]).text
    assert "Je vertaling hoort nu bij briefje 1." in page
    assert translated(evening) == [("Daha fazla yeşil", "Meer groen")]
    ria.post(f"{path}/translations", data={"number": "1", "dutch": ""})
    assert translated(evening) == [("Daha fazla yeşil", "")]


def test_a_helper_translates_what_others_wrote_once_everybody_reads_it(
    ria: TestClient, evening: Evening, path: str
) -> None:
    evening.ask(phase=Phase.OPEN)
    evening.post("المزيد من الأشجار", device="Henk")
    sent = {"number": "1", "dutch": "Meer bomen"}
    refused = ria.post(f"{path}/translations", data=sent)
    assert (refused.status_code, translated(evening)[0][1]) == (404, "")
    assert 'value="Meer bomen"' in refused.text  # what she typed stays
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.TOGETHER, now=NOW)
    assert ria.post(f"{path}/translations", data=sent).status_code == 303
    assert translated(evening) == [("المزيد من الأشجار", "Meer bomen")]
    note.hide(evening.store, note_id=evening.notes[0].id, reason="naam", now=NOW)
    for number in ("1", "9", "x", ""):
        answer = ria.post(f"{path}/translations", data={"number": number, "dutch": "x"})
        assert answer.status_code == 404
