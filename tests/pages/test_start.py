"""Waar staan we? and the dossiers of this machine."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import clock, meeting
from sok_core.model import Role, Step, StepMarkKind
from sok_core.steps.step import mark
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, links, press, texts

D = "molenkwartier"


def titles(at: AppTest) -> list[str]:
    return [title.value for title in at.title]


def written(at: AppTest, label: str, text: str) -> AppTest:
    [field for field in at.text_input if field.label == label][-1].set_value(text)
    return at


def why(at: AppTest, kind: StepMarkKind, text: str) -> None:
    (field,) = [field for field in at.text_input if str(field.key).startswith(f"why_{kind}_")]
    field.set_value(text)


def test_the_page_says_where_a_neighbourhood_is(molenkwartier: Store, visit: Visit) -> None:
    at = visit(d=molenkwartier.slug)
    shown = texts(at)
    assert titles(at) == ["Waar staan we?"]
    assert [header.value for header in at.header] == ["Nu doen", "Wat mist er nog?"]
    assert "Vier stappen zijn klaar. Twee stappen missen nog iets." in shown
    assert "Donderdag 5 november 2026" in shown
    assert "Molenboys is nog niet benaderd\\." in shown
    assert "lsabewoners" in shown


def test_the_picture_is_on_the_page(molenkwartier: Store, visit: Visit) -> None:
    (picture,) = visit(d=molenkwartier.slug).get("bidi_component")
    assert "De zes stappen als papieren op" in str(picture.proto)


def test_there_is_one_primary_act_and_at_most_five_acts(molenkwartier: Store, visit: Visit) -> None:
    at = visit(d=molenkwartier.slug)
    main = at.main
    in_sight = [button for button in main.button if not str(button.key).startswith("save_")]
    assert [button.label for button in in_sight if button.proto.type == "primary"] == [
        "Plan het volgende moment"
    ]
    assert len(in_sight) + len(main.get("popover")) <= 5


def test_a_skipped_step_is_kept_with_its_reason(molenkwartier: Store, visit: Visit) -> None:
    at = visit(d=molenkwartier.slug)
    (step,) = [box for box in at.selectbox if box.label == "Welke stap slaan jullie over?"]
    step.set_value(Step.EXPLORATION)
    why(at, StepMarkKind.SKIPPED, "We kennen elkaar *al*")
    press(at, "Sla over")
    with molenkwartier.read() as tables:
        kept = tables.step.latest()[Step.EXPLORATION]
    assert (kept.kind, kept.why) == (StepMarkKind.SKIPPED, "We kennen elkaar *al*")
    assert "Verkenning overgeslagen\\: ‘We kennen elkaar \\*al\\*’" in texts(at)


def test_a_step_without_a_reason_is_not_skipped(molenkwartier: Store, visit: Visit) -> None:
    at = press(visit(d=molenkwartier.slug), "Sla over")
    assert [warning.value for warning in at.warning] == [
        "Schrijf er in één zin bij waarom. Dat helpt wie later meekijkt."
    ]
    with molenkwartier.read() as tables:
        assert tables.step.latest() == {}


@pytest.mark.parametrize(
    ("kind", "verb"), [(StepMarkKind.REPEATED, "Doe opnieuw"), (StepMarkKind.DONE, "Zet op klaar")]
)
def test_a_step_can_be_marked(molenkwartier: Store, visit: Visit, kind: StepMarkKind, verb: str) -> None:
    at = visit(d=molenkwartier.slug)
    why(at, kind, "Er zijn nieuwe buren")
    press(at, verb)
    with molenkwartier.read() as tables:
        assert [found.kind for found in tables.step.latest().values()] == [kind]


def test_a_mark_can_be_taken_back(molenkwartier: Store, visit: Visit) -> None:
    mark(molenkwartier, step=Step.ROLES, kind=StepMarkKind.SKIPPED, why="Later", now=clock.now())
    at = visit(d=molenkwartier.slug)
    why(at, StepMarkKind.REOPENED, "Toch nodig")
    press(at, "Toch niet")
    assert "overgeslagen" not in texts(at)


def test_an_evening_of_today_goes_before_everything(molenkwartier: Store, visit: Visit) -> None:
    now = clock.now()
    meeting.plan(
        molenkwartier,
        running.current().house,
        step=Step.ROLES,
        title="Rollen *nog* eens",
        date=clock.today(now),
        starts_at=dt.time(19),
        place="De Spil",
    )
    at = visit(d=molenkwartier.slug)
    assert "Begin de avond" in [button.label for button in at.button]
    assert "Vandaag om 19\\:00 in De Spil\\:" in texts(at)


def test_a_core_team_reads_and_does_not_mark(molenkwartier: Store, visit: Visit) -> None:
    at = visit(d=molenkwartier.slug, role=Role.CORE_TEAM, of=D)
    assert titles(at) == ["Waar staan we?"]
    assert not at.button
    assert "De begeleider zet dit klaar." in texts(at)
    assert {"Regie", "Beheer", "Scherm"}.isdisjoint(links(at))
    assert "Rollen" in links(at)


def test_a_visitor_without_a_cookie_gets_the_door(molenkwartier: Store, visit: Visit) -> None:
    for d in ("", molenkwartier.slug):
        at = visit(d=d, role=None)
        assert titles(at) == ["Hier is de deur"]
        assert links(at) == []


def test_a_core_team_of_another_dossier_gets_the_door(molenkwartier: Store, visit: Visit) -> None:
    other = running.current().shelf.create("De Overkant")
    at = visit(d=molenkwartier.slug, role=Role.CORE_TEAM, of=other.slug)
    assert titles(at) == ["Hier is de deur"]
    assert links(at) == []


# ---------------------------------------------------------------- without a dossier


def test_a_facilitator_sees_every_dossier(molenkwartier: Store, visit: Visit) -> None:
    running.current().shelf.create("De Overkant")
    at = visit()
    assert titles(at) == ["Welke wijk?"]
    assert {"Open De Overkant", "Open Molenkwartier", "Waar staan we?", "Beheer"} == set(links(at))
    assert molenkwartier.slug == D
    assert "Open de voorbeeldwijk" not in [button.label for button in at.button]


def test_a_core_team_sees_its_own_dossier_alone(molenkwartier: Store, visit: Visit) -> None:
    running.current().shelf.create("De Overkant")
    at = visit(role=Role.CORE_TEAM, of=molenkwartier.slug)
    assert titles(at) == ["Welke wijk?"]
    assert set(links(at)) == {"Waar staan we?", "Open Molenkwartier"}
    assert not at.button


def test_a_new_dossier_asks_for_one_thing(visit: Visit) -> None:
    at = visit()
    assert [field.label for field in at.text_input] == ["Hoe heet jullie wijk?"]
    press(written(at, "Hoe heet jullie wijk?", "De Nieuwe Buurt"), "Maak het dossier")
    assert running.current().shelf.dossier("de-nieuwe-buurt").name == "De Nieuwe Buurt"
    assert at.query_params["d"] == "de-nieuwe-buurt"
    assert "Jullie staan aan het begin." in texts(at)
    assert "Plan een avond" in [button.label for button in at.button]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("  ", "Typ eerst de naam van jullie wijk, met letters of cijfers."),
        ("Molenkwartier", "Er is al een dossier met deze naam. Kies een andere naam."),
    ],
)
def test_a_new_dossier_needs_a_name_of_its_own(
    molenkwartier: Store, visit: Visit, name: str, sentence: str
) -> None:
    at = press(written(visit(), "Hoe heet jullie wijk?", name), "Maak het dossier")
    assert [warning.value for warning in at.warning] == [sentence]
    assert running.current().shelf.slugs() == [molenkwartier.slug]


def test_the_fictional_neighbourhood_opens_when_it_is_not_there_yet(visit: Visit) -> None:
    at = press(visit(), "Open de voorbeeldwijk")
    assert running.current().shelf.slugs() == [D]
    assert "voorbeeldwijk, alles is verzonnen" in texts(at)


def test_a_damaged_file_is_named_and_left_alone(visit: Visit, data_folder: Path) -> None:
    file = data_folder / "dossiers" / "kapot.sqlite"
    file.parent.mkdir()
    file.write_bytes(b"geen dossier")
    at = visit()
    assert "Dit bestand is beschadigd. We hebben er niets aan veranderd." in texts(at)
    assert file.read_bytes() == b"geen dossier"
