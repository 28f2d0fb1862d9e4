"""Whatever a phone can say, paper can say: as whom somebody wrote, typed by the helper at a table."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from sok_core.model import Group
from tests.evening import Evening
from tests.web.conftest import PhoneMaker
from tests.web.test_helper import sits

Post = Callable[..., Any]


@pytest.fixture
def path(evening: Evening) -> str:
    evening.ask()
    return f"/hulp/{evening.code}"


@pytest.fixture
def ria(phone_of: PhoneMaker, evening: Evening) -> TestClient:
    """The helper at table 4."""
    return sits(phone_of(), evening, 4)


@pytest.fixture
def posted(ria: TestClient, path: str, evening: Evening) -> Post:
    """Post a note of table 4 under the first question."""

    def post(text: str, **fields: str) -> Any:
        return ria.post(f"{path}/notes", data={"text": text, "question": evening.prompts[0].id} | fields)

    return post


def chosen(page: str) -> str:
    """Return what the choice of as whom somebody speaks stands on."""
    (found,) = re.findall(r'<option value="(\w*)" selected>(?:Als bewoner|Voor een organisatie)', page) or [
        ""
    ]
    return str(found)


def test_a_note_from_a_table_says_as_whom_when_somebody_says_so(
    ria: TestClient, path: str, posted: Post, evening: Evening
) -> None:
    assert chosen(ria.get(path).text) == ""
    posted("Niet gezegd")
    posted("Bewoner", group="bewoner")
    assert chosen(ria.get(path).text) == "bewoner"
    posted("Organisatie", group="organisatie")
    posted("Onzin", group="koning")
    assert [one.group for one in evening.notes] == [None, Group.RESIDENT, Group.ORGANISATION, None]
    assert chosen(ria.get(path).text) == ""


def test_as_whom_somebody_spoke_stays_with_what_was_refused(ria: TestClient, path: str, posted: Post) -> None:
    posted("Bewoner", group="bewoner")
    asked = posted("Bel 06-12345678", group="organisatie")
    assert asked.status_code == 422
    assert chosen(asked.text) == "organisatie"
    assert chosen(ria.get(path).text) == "bewoner"


def test_as_whom_is_remembered_for_one_helper_of_one_meeting(
    path: str, posted: Post, phone_of: PhoneMaker, evening: Evening
) -> None:
    cookie = posted("Bewoner", group="bewoner").headers["set-cookie"]
    assert f"Path={path};" in cookie
    assert "max-age" not in cookie.lower()
    assert chosen(sits(phone_of(), evening, 4).get(path).text) == ""


def test_a_change_of_words_leaves_as_whom_they_were_said(
    ria: TestClient, path: str, posted: Post, evening: Evening
) -> None:
    posted("Bewoner", group="bewoner")
    assert 'name="group"' not in ria.get(f"{path}?wijzig={evening.notes[0].id}").text
    ria.post(f"{path}/notes/{evening.notes[0].id}", data={"text": "Bewoners"})
    assert [(one.text, one.group) for one in evening.notes] == [("Bewoners", Group.RESIDENT)]
