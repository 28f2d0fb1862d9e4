"""What is followed, as tables for whoever goes on with it."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sok_core import check_in, check_in_decision, commitment, decision, lead_change, value_score_room, words
from sok_core.charts import value_score as chart
from sok_core.clock import now
from sok_core.export import commitment as export
from sok_core.export import handover, progress
from sok_core.export.commitment import Followed
from sok_core.model import AttendanceStatus, CheckInStatus, CommitmentKind, CommitmentStatus, DecisionKind
from sok_core.words import COMMITMENT_COLUMNS
from tests import following
from tests.evening import NOW, Evening
from tests.following import TODAY, day
from tests.molenkwartier import neighbourhood


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    with neighbourhood(tmp_path_factory.mktemp("followed")) as store:
        yield export.gather(store, now=now())


def test_a_workbook_has_a_sheet_for_each(followed: Followed) -> None:
    book = load_workbook(io.BytesIO(export.workbook(followed)))
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == {
        "Afspraken": 17,
        "Berichten": 180,
        "Gezien door": 0,
        "Trekkers": 0,
        "Kwartaalmomenten": 9,
        "Wie was erbij": 58,
        "Besluiten": 26,
        "Geleerd": 0,
        "Waarden": 48,
    }
    assert [cell.value for cell in book["Afspraken"][1]] == list(COMMITMENT_COLUMNS.values())
    assert book["Afspraken"]["M2"].value == dt.datetime(2026, 11, 5)  # noqa: DTZ001  (Excel knows no zones)


def test_a_promise_in_steps_says_which_they_are(evening: Evening) -> None:
    made = following.begin(evening.store)
    made.commitment(kind=CommitmentKind.STEPS, steps=("Graven", "Planten"))
    book = load_workbook(io.BytesIO(export.workbook(export.gather(evening.store, now=NOW))))
    names, *rows = book["Afspraken"].iter_rows(values_only=True)
    assert [dict(zip(names, row, strict=True))["Stappen"] for row in rows] == ["1. Graven · 2. Planten"]


def test_a_row_says_how_a_promise_stands_and_why_it_wants_attention(followed: Followed) -> None:
    row = followed.commitments[9]
    assert (row["number"], row["owner"], row["status"], row["value"]) == (
        *("5.3", "De Drie Molens", "let op"),
        2,
    )
    assert str(row["attention"]).startswith("Had klaar moeten zijn op woensdag 1 april 2026.")


def test_the_scores_are_those_of_the_page(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        with store.read() as tables:
            history, titles = value_score_room.history(tables), value_score_room.titles(tables)
        rows = export.gather(store, now=now()).scores
    on_page = [row for one in history for row in chart.table(chart.of_round(one, titles), head="Waarde")]
    shown = [
        {
            "Waarde": row["value"],
            "Wie": row["who"],
            **{str(score): str(row[f"score_{score}"]) for score in range(1, 6)},
            "Weet ik niet": str(row["unknown"]),
            "Gemiddelde": words.decimal(row["mean"]),
            "Spreiding": words.decimal(row["spread"]),
        }
        for row in rows
    ]
    assert shown == on_page


def test_what_a_moment_decided_hides_no_number(evening: Evening) -> None:
    scene = following.begin(evening.store)
    one, at = scene.commitment(), scene.check_in()
    scene.said(one, day(2), value=4, reported_by=scene.school)
    scene.said(one, day(3), check_in_id=at.id, text="Besloten: eerst water.")
    (row,) = export.gather(evening.store, now=NOW).commitments
    assert (row["value"], row["heard_on"]) == (4, day(3))


def test_csv_opens_in_a_dutch_excel(followed: Followed) -> None:
    for made, count in (
        (export.commitment_csv(followed), 17),
        (export.update_csv(followed), 180),
        (export.check_in_csv(followed), 9),
    ):
        rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
        assert len(rows) == count + 1


def test_who_stopped_is_not_named_as_lead_and_a_broken_number_keeps_its_comma(evening: Evening) -> None:
    scene = following.begin(evening.store)
    one = scene.commitment(target=7.5)
    commitment.stop_leading(scene.store, commitment_id=one.id, on=day(2), today=TODAY)
    found = export.gather(scene.store, now=NOW)
    assert found.commitments[0]["owner"] == ""
    assert ";7,5;" in export.commitment_csv(found).decode("utf-8-sig")


def sheet(evening: Evening, title: str) -> list[dict[str, object]]:
    """Return the rows of a sheet by their headers."""
    book = load_workbook(io.BytesIO(export.workbook(export.gather(evening.store, now=NOW))))
    head, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def midnight(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time())  # Excel knows no zones


def test_what_came_of_an_evening_or_of_a_moment_that_was_called_off_is_told(evening: Evening) -> None:
    scene = following.begin(evening.store)
    scene.check_in(day(3), meeting_id=evening.id, outcomes=("Taart.",), status=CheckInStatus.HELD)
    decision.write_down(
        evening.store, meeting_id=evening.id, kind=DecisionKind.DECISION, text="Samen eten.", now=NOW
    )
    off, one = scene.check_in(day(11, 12)), scene.commitment()
    check_in_decision.decide(
        evening.store, check_in_id=off.id, before=one, text="Water.", now=NOW, today=day(11, 5)
    )
    check_in.cancel(evening.store, check_in_id=off.id, why="Griep")
    held, _ = sheet(evening, "Kwartaalmomenten")
    assert held["Wat eruit kwam"] == "Taart.\nSamen eten."
    (row,) = [row for row in sheet(evening, "Besluiten") if str(row["Wat"]).startswith(one.title)]
    assert (row["Soort"], row["Datum"]) == ("Besluit", midnight(day(11, 5)))
    told = "De school plant bomen. Water. (besloten op 5 november 2026; het moment zelf ging niet door)"
    assert row["Wat"] == told
    assert told in progress.gather(evening.store, now=NOW).outcomes


def test_what_was_decided_names_parties_and_no_people(evening: Evening) -> None:
    scene = following.begin(evening.store)
    at = scene.check_in(day(3), outcomes=("De Meelbloem helpt.",))
    for text, kind, who in (
        ("Water geven", DecisionKind.ACTION, "De Meelbloem, Fatma"),
        ("=1+1", DecisionKind.DECISION, ""),
    ):
        decision.write_down(
            evening.store, meeting_id=evening.id, kind=kind, text=text, who=who, due=day(12), now=NOW
        )
    came, action, decided = sheet(evening, "Besluiten")
    assert (came["Datum"], came["Bijeenkomst of moment"], came["Wat"]) == (
        *(midnight(at.date), at.title, "De Meelbloem helpt."),
    )
    assert list(action.values()) == [
        *(midnight(evening.meeting.date), evening.meeting.title, "Actie", "Water geven", "De Meelbloem"),
        *(midnight(day(12)), "open"),
    ]
    assert (decided["Soort"], decided["Wat"], decided["Wie"]) == ("Besluit", "=1+1", None)


def test_what_others_saw_who_led_and_who_was_there(evening: Evening) -> None:
    scene = following.begin(evening.store)
    one, at = scene.commitment(), scene.check_in(day(3))
    done = scene.said(one, day(2), CommitmentStatus.DONE)
    lead = {"commitment_id": one.id, "today": TODAY}
    commitment.take_over(scene.store, party_id=scene.town, on=day(4), why="=1+1", **lead)
    commitment.stop_leading(scene.store, on=day(5), **lead)
    with scene.store.write() as tables:
        tables.confirmation.add(
            update_id=done.id, party_id=scene.group, is_right=False, on=day(3), text="Dood."
        )
        tables.attendance.put(at.id, {scene.school: AttendanceStatus.AWAY})
        tables.lesson.add(text="Bel eerder.", on=day(3), check_in_id=at.id)
    assert [list(row.values()) for row in sheet(evening, "Gezien door")] == [
        [
            one.title,
            midnight(day(2)),
            "klaar",
            "Bewonersgroep Molenkwartier",
            midnight(day(3)),
            "nee",
            "Dood.",
        ]
    ]
    assert [list(row.values()) for row in sheet(evening, "Trekkers")] == [
        [one.title, midnight(day(4)), "De Meelbloem", "Gemeente Oosterhaven", "=1+1"],
        [one.title, midnight(day(5)), "Gemeente Oosterhaven", "niemand: zoekt een trekker", None],
    ]
    assert [list(row.values()) for row in sheet(evening, "Wie was erbij")] == [
        [midnight(day(3)), at.title, "De Meelbloem", "afwezig zonder bericht"]
    ]
    assert [list(row.values()) for row in sheet(evening, "Geleerd")] == [
        [midnight(day(3)), "Bel eerder.", at.title, None]
    ]


def test_the_sheet_tells_who_stops_only_of_what_it_leads_by_then(evening: Evening) -> None:
    scene = following.begin(evening.store)
    trees, bank, soup = (scene.commitment(title) for title in ("Bomen", "Bank", "Soep"))
    scene.said(soup, day(2), CommitmentStatus.DONE)
    with scene.store.write() as tables:
        tables.dossier.update(reference_date=TODAY)
        lead_change.leave(tables, scene.school, on=TODAY, why="De school sluit.")
    taken = {"commitment_id": bank.id, "party_id": scene.town}
    commitment.take_over(scene.store, on=day(11, 4), today=day(11, 4), **taken)
    assert [list(row.values()) for row in sheet(evening, "Trekkers")] == [
        [bank.title, midnight(day(11, 4)), "De Meelbloem", "Gemeente Oosterhaven", None],
        [trees.title, midnight(TODAY), "De Meelbloem", "niemand: zoekt een trekker", "De school sluit."],
        [soup.title, midnight(TODAY), "De Meelbloem", "niemand", "De school sluit."],
    ]
    assert [row["Trekker"] for row in sheet(evening, "Afspraken")] == [
        None,
        "Gemeente Oosterhaven",
        "De Meelbloem",
    ]
    written = json.loads(handover.as_json(evening.store, now=NOW))
    assert [one["commitment_id"] for one in written["lead_changes"]] == [bank.id, trees.id, soup.id]


def test_what_looks_like_a_formula_stays_text_in_every_sheet(evening: Evening) -> None:
    scene = following.begin(evening.store)
    one, at = scene.commitment("=1+1"), scene.check_in(day(3), title="=1+1", outcomes=("=1+1",))
    said = scene.said(one, day(2), text="=1+1")
    commitment.stop_leading(scene.store, commitment_id=one.id, on=day(4), today=TODAY, why="=1+1")
    with scene.store.write() as tables:
        tables.confirmation.add(update_id=said.id, party_id=scene.town, is_right=True, on=day(3), text="=1+1")
        tables.attendance.put(at.id, {scene.school: AttendanceStatus.PRESENT})
        tables.lesson.add(text="=1+1", on=day(3))
    book = load_workbook(io.BytesIO(export.workbook(export.gather(evening.store, now=NOW))))
    found = {
        each.title: {cell.data_type for row in each for cell in row if cell.value == "=1+1"} for each in book
    }
    assert found == {each.title: {"s"} for each in book} | {"Waarden": set()}


def test_a_row_says_who_has_seen_it_too(evening: Evening) -> None:
    scene = following.begin(evening.store)
    done = scene.said(scene.commitment(), day(2), CommitmentStatus.DONE)
    assert export.gather(scene.store, now=NOW).commitments[0]["seen_by"] == ""
    with scene.store.write() as tables:
        tables.confirmation.add(update_id=done.id, party_id=scene.town, is_right=True, on=day(3))
    assert export.gather(scene.store, now=NOW).commitments[0]["seen_by"] == "Gemeente Oosterhaven"
