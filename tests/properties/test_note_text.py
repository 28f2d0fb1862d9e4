"""Whatever somebody types is refused with a sentence, or comes back as it was, in JSON and on every page."""

import json
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sok_core import note, words
from sok_core.errors import SokError
from sok_core.live import to_json
from sok_core.model import Phase
from sok_core.sight import note_for_all
from sok_core.throttle import Throttle
from sok_core.web import running
from tests.evening import Evening, plan
from tests.web.conftest import application

# Everything that can be in a Python string, and more often what breaks out of a page, a script or a stream.
NASTY = [
    "</script><script>alert(1)</script>",
    "</textarea><b>",
    "<!--",
    "]]>",
    "&amp;lt;",
    "{{ 7 * 7 }}",
    "\r\n\r\nid: 1\nevent: reset",
    "\u2028",
    "\u202e",
    "'\"`",
    "\\u003c",
    "%00",
    "🌳",
    "\U0001fae9",
    "م",
]
texts = st.one_of(
    st.text(st.characters(), max_size=300),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=12)), max_size=12).map("".join),
)


class Page(HTMLParser):
    """The texts of a page, its box, and its one piece of data for the script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.spans: list[str] = []
        self.tags: list[str] = []
        self.data = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        is_data = ("id", "d") in attrs
        self._open.append("data" if is_data else tag)
        if tag == "span":
            self.spans.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() not in (tag, "data"):
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "data":
            self.data += data
        elif "span" in self._open:
            self.spans[-1] += data


@pytest.fixture(scope="module")
def hall() -> Iterator[tuple[TestClient, Evening]]:
    """One evening in which everybody sees everything and nobody has to slow down."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        running.forget()
        patch.setenv("SOK_DATA", str(Path(folder)))
        here = running.current()
        here.notes_per_device = here.edits_per_device = Throttle(burst=1e9, per_second=1e9)
        here.notes_per_address = Throttle(burst=1e9, per_second=1e9)
        evening = plan(here.shelf.create("Molenkwartier"), here.house)
        evening.ask(phase=Phase.TOGETHER)
        with TestClient(application(), follow_redirects=False) as web:
            yield web, evening
        running.forget()


def cleaned(text: str) -> str | None:
    """Return what is kept of a text, None when it is refused with a sentence that we have."""
    try:
        return note.clean(text)
    except SokError as error:
        if error.code not in words.ERRORS:
            raise
        return None


@settings(max_examples=300)
@given(texts)
@example("\x00")
@example("a" * 281)
def test_a_cleaned_text_is_a_note_and_stays_one(text: str) -> None:
    kept = cleaned(text)
    if kept is None:
        return
    assert note.clean(kept) == kept
    assert 1 <= len(kept) <= note.MAX_LENGTH
    assert kept.encode().decode() == kept


@settings(max_examples=200)
@given(texts.filter(lambda text: "\r" not in text))
def test_nothing_but_signs_that_cannot_be_seen_is_lost(text: str) -> None:
    kept = cleaned(text)
    if kept is None:
        return
    visible = [sign for sign in text if sign.isprintable() and not sign.isspace()]
    assert [sign for sign in kept if sign in visible] == visible


@settings(max_examples=60)
@given(texts)
def test_a_note_comes_back_as_it_was(hall: tuple[TestClient, Evening], text: str) -> None:
    web, evening = hall
    body = json.dumps({"text": text})
    answer = web.post(f"/m/{evening.code}/notes", content=body, headers={"content-type": "application/json"})
    if answer.status_code != 201:
        assert (answer.status_code, answer.json()["error"] in words.ERRORS) == (422, True)
        return
    kept = note.clean(text)
    newest = evening.notes[-1]
    assert answer.json()["text"] == newest.text == kept
    assert json.loads(to_json(note_for_all(newest)))["text"] == kept
    assert web.get(f"/m/{evening.code}/state").json()["own"][-1]["text"] == kept
    page = Page(web.get(f"/m/{evening.code}").text)
    assert kept in page.spans
    assert json.loads(page.data)["state"]["own"][-1]["text"] == kept
    assert page.tags.count("script") == 2
    web.post(f"/m/{evening.code}/notes/{newest.id}", json={"delete": True})


@settings(max_examples=40)
@given(texts.filter(lambda text: len(text.encode("utf-8", "ignore")) < 5000))
def test_a_refused_form_gives_the_page_back_unbroken(hall: tuple[TestClient, Evening], text: str) -> None:
    web, evening = hall
    typed = ("x" * 281 + text).encode("utf-8", "ignore").decode()
    answer = web.post(f"/m/{evening.code}/notes", data={"text": typed, "key": "1"})
    assert answer.status_code == 422
    page = Page(answer.text)
    boxes = 2  # for a note, and for an objection to a proposal
    assert (page.tags.count("script"), page.tags.count("textarea")) == (2, boxes)
