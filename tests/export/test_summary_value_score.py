"""The scores of a meeting in every file of its summary: the numbers of the page, and no group under five."""

import io
import zipfile
from pathlib import Path

import pytest

from sok_core import aim, meeting, value_score, value_score_room
from sok_core.charts import value_score as chart
from sok_core.export.summary import archive, gather
from sok_core.export.summary_value_score import HEADER
from sok_core.model import AimKind, Group, Phase
from sok_core.store import Store
from tests.evening import NOW, Evening
from tests.export import read
from tests.molenkwartier import neighbourhood

TRUST = "Vertrouwen <b>en</b> =meer"


def files(store: Store, meeting_id: int) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive(gather(store, meeting_id, now=NOW)))) as packed:
        return {name.rpartition(".")[2]: packed.read(name) for name in packed.namelist()}


def texts(store: Store, meeting_id: int) -> dict[str, str]:
    """Return the text of each file of the summary, without white space."""
    made = files(store, meeting_id)
    found = {
        "docx": read.word_text(made["docx"]),
        "pdf": read.pdf_text(made["pdf"]),
        "md": made["md"].decode(),
        "xlsx": "\n".join(read.workbook_texts(made["xlsx"])),
    }
    return {ending: read.squeezed(text) for ending, text in found.items()}


@pytest.fixture
def room(evening: Evening) -> Evening:
    """Nine residents and four organisations scored one value, on paper."""
    value = aim.write_down(evening.store, kind=AimKind.VALUE, title=TRUST)
    asked = value_score_room.ask(evening.store, meeting_id=evening.id)
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)
    for group, score, people in ((Group.RESIDENT, 2, 9), (Group.ORGANISATION, 4, 4)):
        sheet = {(value.id, score): people}
        value_score_room.count_paper(
            evening.store, meeting_id=evening.id, sheet=sheet, group=group, table=None
        )
    return evening


def test_while_people_score_no_file_tells_anything(room: Evening) -> None:
    for ending, text in texts(room.store, room.id).items():
        assert "Onzewaarden" not in text
        assert "Vertrouwen" not in text
        assert ("geeftiederelkewaardeeencijfer" in text) == (ending != "xlsx")


def test_every_file_has_the_whole_room_when_one_group_is_small(room: Evening) -> None:
    meeting.close(room.store, meeting_id=room.id, now=NOW)
    found = texts(room.store, room.id)
    for ending in ("docx", "pdf", "md"):
        assert "Onzewaarden" in found[ending]
        assert "lopenvan2tot4." in found[ending]
        assert "staatalleendehelezaal" in found[ending]
        assert "organisaties" not in found[ending].partition("Onzewaarden")[2].partition("Vraag")[0]
        assert "DeuitslagstaatbijOnzewaarden" in found[ending].replace("‘", "").replace("’", "")
    cells = list(read.workbook(files(room.store, room.id)["xlsx"])["Cijfers"].iter_rows(values_only=True))
    assert (TRUST, "hele zaal", 0, 9, 0, 4, 0, 0) in cells


def test_the_numbers_are_those_of_the_page(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        with store.read() as tables:
            titles, newest = value_score_room.titles(tables), value_score_room.history(tables)[-1]
        assert newest.round.meeting_id is not None
        (result,) = gather(store, newest.round.meeting_id, now=NOW).scores
        on_page = chart.table(chart.of_round(newest, titles), head="Waarde")
        assert [dict(zip(HEADER, row, strict=True)) for row in result.rows] == on_page
        assert list(result.finding) == value_score.findings(newest.results, titles)
        found = texts(store, newest.round.meeting_id)
    for ending in ("docx", "pdf", "md"):
        assert read.squeezed(result.finding[0]) in found[ending]


def test_a_meeting_without_scores_has_no_chapter_of_them(evening: Evening) -> None:
    evening.ask(1, Phase.DONE)
    assert gather(evening.store, evening.id, now=NOW).scores == ()
    assert "Onzewaarden" not in texts(evening.store, evening.id)["md"]
