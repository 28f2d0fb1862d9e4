"""A table of updates: what is read, a report per row, and what is right goes in once."""

import datetime as dt
import doctest
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sok_core import agreement, clause, note
from sok_core.clock import now
from sok_core.errors import RuleBroken
from sok_core.export import commitment as export
from sok_core.intake import table, value
from sok_core.intake import update as intake
from sok_core.intake.table import Row, Table
from sok_core.model import (
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    DocumentType,
    Outcome,
    ProjectStatus,
    Section,
    Update,
)
from sok_core.store import Store
from tests import following
from tests.evening import NOW, Evening
from tests.following import TODAY, Following, day
from tests.intake.files import xlsx
from tests.molenkwartier import neighbourhood

S = CommitmentStatus
HEADINGS = (
    "Afspraak;Datum;Hoe staat het ervoor;Getal;In één regel;Link;Volgende stap;Hulp gevraagd aan;Wie zegt het"
)


@pytest.fixture
def scene(store: Store) -> Following:
    return following.begin(store)


@pytest.fixture
def trees(scene: Following) -> Commitment:
    """A promise to count."""
    return scene.commitment("De school plant bomen.", kind=CommitmentKind.NUMBER, target=10)


def bring_in(store: Store, found: Table) -> tuple[Update, ...]:
    return intake.bring_in(store, found, intake.columns(found), today=TODAY, now=NOW).added


def report(store: Store, text: str) -> list[tuple[int, str, str]]:
    found = table.pasted(text)
    with store.read() as tables:
        checked = intake.check(tables, found, intake.columns(found), today=TODAY)
    return [(one.row, one.column, one.text) for one in checked.problems]


def kept(store: Store) -> list[Update]:
    with store.read() as tables:
        return tables.update.where()


def test_a_row_becomes_an_update_with_all_that_it_says(scene: Following, trees: Commitment) -> None:
    (one,) = bring_in(
        scene.store,
        table.pasted(
            f"{HEADINGS}\nde school plant bomen;29-10-2026;Groen;7,5;Bijna klaar;https://wijk.nl/b;"
            "Water geven;Gemeente Oosterhaven;de meelbloem"
        ),
    )
    assert (one.commitment_id, one.date, one.status) == (trees.id, day(10, 29), S.ON_TRACK)
    assert (one.value, one.progress, one.text) == (7.5, 75, "Bijna klaar")
    assert (one.evidence, one.next_step) == ("https://wijk.nl/b", "Water geven")
    assert (one.asked_help_from, one.reported_by) == (scene.town, scene.school)
    assert (one.entered_by, one.created_at) == ("import", NOW)


def test_a_yes_or_a_no_is_read_as_it_is_given_out(scene: Following, trees: Commitment) -> None:
    scene.commitment("De school krijgt geld.", kind=CommitmentKind.YES_NO)
    text = f"{HEADINGS}\nde school krijgt geld;29-10-2026;klaar;Ja;;;;;\n"
    assert report(scene.store, f"{HEADINGS}\n{trees.title};29-10-2026;klaar;ja;;;;;") == [
        (2, "Getal", "Vul een gewoon getal in, zoals 12 of 7,5.")
    ]
    (one,) = bring_in(scene.store, table.pasted(text))
    assert one.value == 1
    followed = export.gather(scene.store, now=NOW)
    assert [row["value"] for row in followed.updates] == ["ja"]
    assert [row["value"] for row in followed.commitments] == [None, "ja"]
    again = table.read(export.update_csv(followed), "berichten.csv")
    assert bring_in(scene.store, again) == ()


@pytest.mark.usefixtures("trees")
def test_a_workbook_is_read_as_people_see_it(scene: Following) -> None:
    body = xlsx(
        [
            ["Voortgang van oktober"],
            ["Afspraak", "Datum", "Stand", "Getal"],
            ["De school plant bomen.", dt.date(2026, 10, 29), "loopt_vast", 7.5],
            ["De school plant bomen.", "30 okt 2026", "let op", None],
        ],
        title="Berichten",
    )
    found = table.read(body, "voortgang.xlsx", sheets=intake.SHEETS)
    first, second = bring_in(scene.store, found)
    assert (first.status, first.value, first.date) == (S.STUCK, 7.5, day(10, 29))
    assert (second.status, second.value, second.date) == (S.TAKE_CARE, None, day(10, 30))


def test_an_article_number_names_its_promise_until_two_have_it(scene: Following) -> None:
    agreement.begin(scene.store, type=DocumentType.COOPERATION_AGREEMENT)
    written = clause.write(scene.store, section=Section.ROLES, text="Bomen", now=NOW)
    with scene.store.read() as tables:
        number = clause.number(tables, written)
    one = scene.commitment("Bomen planten", clause_id=written.id)
    text = f"Artikel;Datum;Status\nArtikel {number};1-10-2026;op koers\n{number};2-10-2026;op koers"
    assert [each.commitment_id for each in bring_in(scene.store, table.pasted(text))] == [one.id] * 2
    scene.commitment("Bomen water geven", clause_id=written.id)
    assert report(scene.store, f"Artikel;Datum;Status\n{number};3-10-2026;op koers") == [
        (2, "Artikel", f"Bij artikel {number} horen meer afspraken. Typ de hele afspraak.")
    ]


def test_every_wrong_row_is_reported(scene: Following, trees: Commitment) -> None:
    scene.commitment("Praten")
    scene.said(trees, day(10, 1), S.ON_TRACK, value=3.0)
    told = report(
        scene.store,
        f"{HEADINGS}\n"
        "De school plant boomen.;1-10-2026;op koers;;;;;;\n"
        "Zingen;1-10-2026;op koers;;;;;;\n"
        "De school plant bomen.;gisteren;prima;veel;;wijk.nl;;Waterschap;\n"
        "De school plant bomen.;6-11-2026;op koers;;;;;;\n"
        "De school plant bomen.;1-10-2026;gestopt;;;;;;\n"
        "Praten;1-10-2026;op koers;3;;;;;\n"
        "De school plant bomen.;;op koers;;;;;;\n"
        "De school plant bomen.;1-10-2026;op koers;3;;;;;\n"
        "Praten;2-10-2026;op koers;;;;;;\n"
        "Praten;2-10-2026;op koers;;;;;;\n",
    )
    where = [(row, column) for row, column, _ in told]
    assert where == [
        *((2, "Afspraak"), (3, "Afspraak")),
        *((4, "Datum"), (4, "Hoe staat het ervoor"), (4, "Getal"), (4, "Link"), (4, "Hulp gevraagd aan")),
        *((5, "Datum"), (6, "In één regel"), (7, "Getal"), (8, "Datum")),
        (11, "Afspraak"),
    ]
    texts = {(row, column): text for row, column, text in told}
    assert "Bedoel je ‘De school plant bomen.’?" in texts[2, "Afspraak"]
    assert texts[4, "Getal"] == "‘veel’ is geen getal. Typ het als 12 of 7,5."
    assert texts[6, "In één regel"] == "Schrijf erbij waarom jullie samen stoppen."
    assert texts[11, "Afspraak"].startswith("Dit bericht staat ook in rij 10.")


@pytest.mark.usefixtures("trees")
def test_a_wrong_row_costs_nothing_of_the_others(scene: Following) -> None:
    text = "Afspraak;Datum;Status\nDe school plant bomen.;1-10-2026;klaar\nZingen;1-10-2026;klaar"
    (one,) = bring_in(scene.store, table.pasted(text))
    assert kept(scene.store) == [one]


@pytest.mark.usefixtures("trees")
def test_a_list_without_one_right_row_says_so(scene: Following) -> None:
    with pytest.raises(RuleBroken, match=r"intake\.rows"):
        bring_in(scene.store, table.pasted("Afspraak;Datum;Status\nZingen;1-10-2026;klaar"))
    assert kept(scene.store) == []


@pytest.mark.usefixtures("trees")
def test_a_list_that_grows_comes_in_again_and_nothing_doubles(scene: Following) -> None:
    text = "Afspraak;Datum;Status;In één regel\nDe school plant bomen.;1-10-2026;op koers;Drie"
    bring_in(scene.store, table.pasted(text))
    grown = table.pasted(f"{text}\nDe school plant bomen.;2-10-2026;op koers;Vier")
    with scene.store.read() as tables:
        checked = intake.check(tables, grown, intake.columns(grown), today=TODAY)
    assert ([one.is_there for one in checked.ready], checked.problems) == ([True, False], ())
    assert [one.text for one in bring_in(scene.store, grown)] == ["Vier"]
    assert bring_in(scene.store, grown) == ()
    assert [one.text for one in kept(scene.store)] == ["Drie", "Vier"]


def test_what_was_put_right_does_not_come_back(scene: Following, trees: Commitment) -> None:
    text = "Afspraak;Datum;Status\nDe school plant bomen.;1-10-2026;klaar"
    (wrong,) = bring_in(scene.store, table.pasted(text))
    scene.said(trees, day(10, 1), S.TAKE_CARE, corrects_id=wrong.id)
    assert bring_in(scene.store, table.pasted(text)) == ()


def test_the_list_to_fill_in_asks_of_what_goes_on_and_blank_rows_are_passed_over(
    scene: Following, trees: Commitment
) -> None:
    done = scene.commitment("Klaar is klaar")
    scene.said(done, day(10), S.DONE)
    scene.commitment("De school zingt.")
    body = export.blank_workbook(export.gather(scene.store, now=NOW))
    found = table.read(body, "lijst.xlsx", sheets=intake.SHEETS)
    assert [row.cells[0] for row in found.rows] == ["De school plant bomen.", "De school zingt."]
    assert bring_in(scene.store, found) == ()
    filled = [replace(row, cells=tuple(_filled(found, row))) for row in found.rows[:1]]
    (one,) = bring_in(scene.store, replace(found, rows=(*filled, *found.rows[1:])))
    assert (one.commitment_id, one.reported_by, one.status) == (trees.id, scene.school, S.ON_TRACK)


def _filled(found: Table, row: Row) -> list[str]:
    told = {"Datum": "1-11-2026", "Hoe staat het ervoor": "op koers"}
    return [told.get(heading, cell) for heading, cell in zip(found.headings, row.cells, strict=True)]


@pytest.mark.usefixtures("trees")
def test_a_look_ahead_writes_nothing(scene: Following) -> None:
    text = "Afspraak;Datum;Status;Kleur\nDe school plant bomen.;1-10-2026;klaar;paars"
    found = table.pasted(text)
    with scene.store.read() as tables:
        checked = intake.check(tables, found, intake.columns(found), today=TODAY)
    assert (checked.may_go_in, checked.left_out) == (True, ("Kleur",))
    assert [one.name for one in checked.waiting] == ["De school plant bomen."]
    assert kept(scene.store) == []


def test_a_table_without_a_needed_column_says_which(scene: Following) -> None:
    assert report(scene.store, "Afspraak;Datum\nBomen;1-10-2026") == [
        (
            1,
            "Hoe staat het ervoor",
            "We zien geen kolom voor ‘Hoe staat het ervoor’. Kies zelf welke kolom dat is.",
        )
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_in_again_as_it_was(tmp_path: Path, ending: str) -> None:
    def without(one: Update) -> dict[str, Any]:
        return {
            name: each for name, each in vars(one).items() if name not in ("id", "created_at", "entered_by")
        }

    with neighbourhood(tmp_path) as store:
        before = kept(store)
        followed = export.gather(store, now=now())
        body = export.workbook(followed) if ending == "xlsx" else export.update_csv(followed)
        with store.write() as tables:
            tables.update.db.conn.execute('DELETE FROM "update"')
        found = table.read(body, f"berichten.{ending}", sheets=intake.SHEETS)
        added = bring_in(store, found)
        assert [without(one) for one in added] == [without(one) for one in before]


@pytest.mark.parametrize("text", ["", "veel", "1,2,3", "12 bomen", "--1", "1.25.0", "9" * 21, "1e9"])
def test_what_is_no_number_is_told(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"intake\.decimal"):
        value.decimal(text)


def test_numbers_are_read_as_people_write_them() -> None:
    assert doctest.testmod(value).failed == 0
    found = [value.decimal(each) for each in ("12", "\N{MINUS SIGN}3", "1.250,5", "0,125", "50 %")]
    assert found == [12.0, -3.0, 1250.5, 0.125, 50.0]


def test_a_list_with_dashes_for_a_hidden_note_comes_in_for_each_promise(evening: Evening) -> None:
    evening.ask()
    said = evening.post("Joke drinkt")
    scene = following.begin(evening.store)
    one = clause.write(scene.store, section=Section.ROLES, text="Wij helpen.", now=NOW, notes=[said.id])
    with scene.store.write() as tables:
        tables.dossier.update(reference_date=TODAY)
        plan = tables.project.add(title="Hulp", status=ProjectStatus.BUSY)
        tables.source.link(Outcome.PROJECT, plan.id, notes=[said.id])
    titles = ("Helpen: Joke drinkt", "Helpen", "Joke drinkt", "Joke drinkt!", "Bellen: Joke drinkt")
    places = ({"clause_id": one.id}, {"clause_id": one.id}, {"clause_id": one.id}, {"project_id": plan.id})
    promises = [
        scene.commitment(title, **place)
        for title, place in zip(titles, (*places, {"project_id": plan.id}), strict=True)
    ]
    note.hide(scene.store, note_id=said.id, reason=note.PRIVATE, now=NOW)
    found = export.gather(scene.store, now=NOW)
    names = ["Helpen: – (afspraak 1)", "Helpen", "Afspraak 3", "Afspraak 4", "Bellen: –"]
    assert [row["commitment"] for row in found.to_tell] == names
    filled = [{**row, "date": TODAY, "status": "op koers"} for row in found.to_tell]
    body = export.blank_workbook(replace(found, to_tell=filled))
    added = bring_in(scene.store, table.read(body, "lijst.xlsx", sheets=intake.SHEETS))
    assert [each.commitment_id for each in added] == [each.id for each in promises]


def test_what_was_told_with_a_dash_for_a_hidden_note_is_known_when_it_comes_back(evening: Evening) -> None:
    evening.ask()
    said = evening.post("Joke drinkt")
    scene = following.begin(evening.store)
    with scene.store.write() as tables:
        plan = tables.project.add(title="Hulp", status=ProjectStatus.BUSY)
        tables.source.link(Outcome.PROJECT, plan.id, notes=[said.id])
    one = scene.commitment("Joke drinkt", project_id=plan.id)
    scene.said(one, day(9), text="Want Joke drinkt nog")
    note.hide(scene.store, note_id=said.id, reason=note.PRIVATE, now=NOW)
    found = table.read(
        export.workbook(export.gather(scene.store, now=NOW)), "lijst.xlsx", sheets=intake.SHEETS
    )
    with scene.store.read() as tables:
        checked = intake.check(tables, found, intake.columns(found), today=TODAY)
    assert [(each.fields["text"], each.is_there) for each in checked.ready] == [("Want – nog", True)]


def test_a_promise_without_the_phone_number_in_it_is_known(scene: Following) -> None:
    called = scene.commitment("Bel Joke op 06-12345678 over bomen")
    scene.commitment("Bel 06-12345678")
    scene.commitment("Bel –")
    rows = export.gather(scene.store, now=NOW).to_tell
    assert [row["commitment"] for row in rows] == ["Bel Joke op – over bomen", "Bel –", "Bel –"]
    text = "Afspraak;Datum;Hoe staat het ervoor\n{};1-11-2026;op koers"
    for title in ("Bel Joke op – over bomen", "Bel Joke op 06-12345678 over bomen"):
        with scene.store.read() as tables:
            found = table.pasted(text.format(title))
            checked = intake.check(tables, found, intake.columns(found), today=TODAY)
        assert [each.fields["commitment_id"] for each in checked.ready] == [called.id]
    ((_, column, _),) = report(scene.store, text.format("Bel –"))  # never in the story of another
    assert column == "Afspraak"
