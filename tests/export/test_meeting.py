import datetime as dt

import pytest

from sok_core import note
from sok_core.errors import NotFound
from sok_core.export.meeting import file_name, gather, occasion, when
from tests.evening import NOW, QUESTIONS, Evening
from tests.export import demo


def test_everything_but_hidden_notes_is_gathered(evening: Evening) -> None:
    evening.ask()
    shown, hidden = evening.post("groen"), evening.post(demo.HIDDEN)
    note.hide(evening.store, note_id=hidden.id, reason="grof", now=NOW)
    found = gather(evening.store, evening.id, now=NOW)
    assert [one.number for one in found.notes] == [shown.number]
    assert [prompt.text for prompt in found.prompts] == list(QUESTIONS)
    assert demo.HIDDEN not in str(found)


def test_theme_of_hidden_notes_alone_is_left_out(evening: Evening) -> None:
    evening.ask()
    kept, hidden = evening.post("groen"), evening.post("rood")
    with evening.store.write() as tables:
        seen, unseen = (tables.theme.add(evening.id, title=title) for title in ("Gezien", "Ongezien"))
        tables.note.update(kept.id, theme_id=seen.id)
        tables.note.update(hidden.id, theme_id=unseen.id)
    note.hide(evening.store, note_id=hidden.id, reason="grof", now=NOW)
    assert gather(evening.store, evening.id, now=NOW).themes == ("Gezien",)


def test_meeting_that_is_not_there_is_not_found(evening: Evening) -> None:
    with pytest.raises(NotFound):
        gather(evening.store, 99, now=NOW)


def test_file_is_named_after_the_paper_the_neighbourhood_and_the_day() -> None:
    name = file_name(demo.material(), "draaiboek", "pdf")
    assert name == "draaiboek-molenkwartier-2025-04-10.pdf"


def test_fictional_neighbourhood_says_so() -> None:
    assert demo.material().place == "Molenkwartier (fictief)"
    assert demo.material(is_fictional=False).place == "Molenkwartier"


def test_day_and_times_are_told_as_far_as_they_are_known(evening: Evening) -> None:
    assert when(demo.meeting()) == "donderdag 10 april 2025, 19:00\xa0tot\xa021:30"
    assert when(evening.meeting) == "maandag 23 november 2026, 19:30"


@pytest.mark.parametrize(
    ("starts_at", "name"), [(dt.time(19), "avond"), (dt.time(14), "bijeenkomst"), (None, "avond")]
)
def test_meeting_is_called_after_its_time_of_day(starts_at: dt.time | None, name: str) -> None:
    assert occasion(starts_at) == name
