import datetime as dt
import io
import time
import zipfile
from dataclasses import asdict, fields, replace

import pytest

from sok_core import note
from sok_core.clock import AMSTERDAM
from sok_core.export.paper import Quote
from sok_core.export.summary import archive, file_name, gather, groups, next_meeting, theme_counts, was_asked
from sok_core.model import Meeting, MeetingStatus, Phase, Step
from sok_core.note import visible
from tests.evening import NOW, Evening
from tests.export import demo, read

NAME = "samenvatting-molenkwartier-2025-04-10"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive(demo.summary()))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def meeting(number: int, day: int, starts_at: dt.time | None = None) -> Meeting:
    return Meeting(
        number,
        Step.ROLES,
        f"Avond {number}",
        dt.date(2025, 5, day),
        starts_at,
        None,
        "",
        MeetingStatus.PLANNED,
        "",
        "",
    )


def test_archive_holds_four_files(files: dict[str, bytes]) -> None:
    assert file_name(demo.summary()) == f"{NAME}.zip"
    assert set(files) == {f"{NAME}.{ending}" for ending in ("docx", "pdf", "md", "xlsx")}


def test_hidden_note_is_in_no_file(files: dict[str, bytes]) -> None:
    texts = {
        "docx": read.word_text(files[f"{NAME}.docx"]),
        "pdf": read.squeezed(read.pdf_text(files[f"{NAME}.pdf"])),
        "md": files[f"{NAME}.md"].decode(),
        "xlsx": "\n".join(read.workbook_texts(files[f"{NAME}.xlsx"])),
    }
    assert all("gelijkwaardigheid" in text for text in texts.values())
    assert not [ending for ending, text in texts.items() if read.squeezed(demo.HIDDEN) in read.squeezed(text)]


def test_nothing_about_who_wrote_a_note_gets_in() -> None:
    assert {field.name for field in fields(Quote)} == {"number", "text", "translation"}
    assert demo.DEVICE not in str(asdict(demo.summary()))
    assert not {"device", "channel", "table", "group"} & set(asdict(demo.summary()))


def test_notes_stand_under_their_theme_and_the_others_last() -> None:
    found = groups(visible(demo.notes()), demo.themes())
    assert [group.title for group in found] == [*(theme.title for theme in demo.themes()), "Nog zonder thema"]
    assert sum(len(group.quotes) for group in found) == 93
    assert [quote.number for quote in found[0].quotes] == sorted(quote.number for quote in found[0].quotes)


def test_notes_are_one_nameless_group_without_themes() -> None:
    (group,) = groups(visible(demo.notes()), [])
    assert group.title == ""
    assert len(group.quotes) == 93


def test_no_notes_are_no_groups() -> None:
    assert groups([], demo.themes()) == ()
    assert theme_counts(demo.themes(), []) == ()


def test_question_came_up_when_it_was_open_or_shown_or_has_notes() -> None:
    prompt = demo.prompts()[0]
    assert not was_asked(prompt, [], on_screen=None)
    assert not was_asked(prompt, [replace(demo.notes()[0], prompt_id=99)], on_screen=99)
    assert was_asked(prompt, demo.notes(), on_screen=None)
    assert was_asked(prompt, [], on_screen=prompt.id)
    assert was_asked(replace(prompt, phase=Phase.DONE), [], on_screen=None)


def test_summary_of_a_running_meeting_has_only_what_came_up(evening: Evening) -> None:
    evening.ask(1)
    evening.post("Groen dak")
    evening.post("hier staat een naam")
    note.hide(evening.store, note_id=evening.notes[-1].id, reason="naam", now=NOW)
    evening.ask(2)
    found = gather(evening.store, evening.id, now=NOW)
    assert [(question.text, question.count) for question in found.questions] == [
        ("Wat vind jij belangrijk?", 1),
        ("Wat wil je zelf doen?", 0),
    ]
    assert found.skipped == ("Waar ben je trots op?",)
    assert "hier staat een naam" not in str(asdict(found))
    assert file_name(found) == f"tussenstand-{found.slug}-2026-11-23-1930.zip"


def test_next_meeting_is_the_first_that_comes_after() -> None:
    here, evening, later = meeting(2, 15, dt.time(13)), meeting(1, 15, dt.time(19)), meeting(3, 20)
    found = next_meeting(here, [later, evening, here])
    assert found is not None
    assert found.title == "Avond 1"
    assert next_meeting(later, [later, evening, here]) is None


def test_archive_is_made_at_any_moment_of_a_real_clock() -> None:
    moment = dt.datetime(2025, 4, 10, 20, 5, 9, 123456, tzinfo=AMSTERDAM)
    summary = demo.with_notes("een", made_at=moment, status=MeetingStatus.RUNNING)
    with zipfile.ZipFile(io.BytesIO(archive(summary))) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2025, 4, 10, 20, 5, 8)}


def test_archive_is_made_within_two_seconds_of_work() -> None:
    summary = demo.summary()
    before = time.process_time()
    archive(summary)
    assert time.process_time() - before < 2
