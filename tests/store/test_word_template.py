"""The row of the template: one at most, its bytes as they came, and told to who listens."""

from typing import Any

import pytest

from sok_core.errors import NotFound
from tests.evening import NOW, Evening

ABOUT: dict[str, Any] = {"digest": "ab", "added_at": NOW, "has_place": True}


def test_the_bytes_come_back_and_a_new_one_takes_the_place_of_the_old(evening: Evening) -> None:
    data = bytes(range(256)) * 10
    with evening.store.write() as tables:
        tables.word_template.put(name="oud.docx", data=b"PK", **ABOUT)
        kept = tables.word_template.put(name="nieuw.docx", data=data, **ABOUT)
    with evening.store.read() as tables:
        assert tables.word_template.where() == [kept]
        assert (kept.name, kept.added_at, kept.has_place) == ("nieuw.docx", NOW, True)
        assert tables.word_template.data() == data


def test_each_change_is_told(evening: Evening) -> None:
    told: list[str] = []
    evening.store.listeners.append(lambda _, changes, __: told.extend(one.kind for one in changes))
    with evening.store.write() as tables:
        tables.word_template.put(name="a.docx", data=b"PK", **ABOUT)
    with evening.store.write() as tables:
        tables.word_template.remove()
    assert told == ["word_template", "word_template"]


def test_without_a_template_there_are_no_bytes(evening: Evening) -> None:
    with evening.store.read() as tables, pytest.raises(NotFound, match=r"word_template\.gone"):
        tables.word_template.data()
