"""Waar staan we? and the dossiers of this machine."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import clock, meeting, words
from sok_core.model import Role, Step, StepMarkKind
from sok_core.steps.step import mark
from sok_core.store import Store
from sok_core.web import running
from tests.evening import cookie
from tests.pages.conftest import Carry, Visit, links, press, texts
from tests.store.test_shelf import newer

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
    assert [header.value for header in at.header] == ["Wat mist er nog?"]
    assert "**Nu doen.** " in shown
    assert "Drie stappen zijn klaar. Drie stappen missen nog iets." in shown
    assert "Het verhaal loopt tot en met donderdag 5 november 2026." in shown
    assert "Molenboys is nog niet benaderd\\." in shown
    assert "lsabewoners" in shown


def test_the_picture_is_on_the_page(molenkwartier: Store, visit: Visit) -> None:
    components = [str(one.proto) for one in visit(d=molenkwartier.slug).get("bidi_component")]
    assert sum("De zes stappen als papieren op" in one for one in components) == 1


def test_there_is_one_primary_act_and_at_most_five_acts(molenkwartier: Store, visit: Visit) -> None:
    at = visit(d=molenkwartier.slug)
    main = at.main
    in_sight = [button for button in main.button if not str(button.key).startswith("save_")]
    assert [button.label for button in in_sight if button.proto.type == "primary"] == [
        "Bereid het volgende moment voor"
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
    assert texts(at).lower().count("vandaag") == 1


def test_a_real_neighbourhood_reads_the_date_of_today_and_the_invented_one_that_of_its_story(
    molenkwartier: Store, visit: Visit
) -> None:
    today = words.day(clock.today(clock.now()), with_year=True).capitalize()
    real = running.current().shelf.create("De Overkant")
    assert f":gray[{today}]" in texts(visit(d=real.slug)).splitlines()
    invented = texts(visit(d=molenkwartier.slug)).splitlines()
    first = next(line for line in invented if line.startswith(":gray["))
    assert first.startswith(":gray[Voorbeeldwijk, alles is verzonnen. Het verhaal loopt tot en met ")


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
    assert titles(at) == ["Hier kun je niet in"]
    assert "Dit dossier is niet van jou." in texts(at)
    assert "Je bent binnen als **kernteam** van De Overkant." in texts(at)
    assert "Molenkwartier" not in texts(at)
    assert links(at) == ["Naar De Overkant"]


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
    assert "Schrijf de partijen op" in [button.label for button in at.button]


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
    assert "Voorbeeldwijk, alles is verzonnen." in texts(at)


def test_a_damaged_file_is_named_and_left_alone(visit: Visit, data_folder: Path) -> None:
    file = data_folder / "dossiers" / "kapot.sqlite"
    file.parent.mkdir()
    file.write_bytes(b"geen dossier")
    at = visit()
    assert "Dit bestand is beschadigd. We hebben er niets aan veranderd." in texts(at)
    assert file.read_bytes() == b"geen dossier"


def test_a_damaged_file_has_a_button_that_leads_to_its_backups(visit: Visit, molenkwartier: Store) -> None:
    shelf = running.current().shelf
    kept, path = shelf.backup(D), molenkwartier.path
    shelf.close(D)
    path.write_bytes(b"kapot" * 2000)
    at = press(visit(), "Zet een back-up terug")
    assert titles(at) == ["Beheer van deze computer"]
    at.button(key=f"restore_now_{kept.stem}").click().run()
    assert shelf.dossier(D).name == "Molenkwartier"
    (aside,) = [one for one in shelf.remains_of(D) if one != kept]
    assert aside.read_bytes() == b"kapot" * 2000


def test_a_file_of_a_newer_version_has_no_such_button(visit: Visit, molenkwartier: Store) -> None:
    running.current().shelf.close(D)
    newer(molenkwartier.path)
    at = visit()
    assert "Dit dossier is van een nieuwere versie." in texts(at)
    assert "Zet een back-up terug" not in [button.label for button in at.button]


def test_a_deleted_dossier_is_brought_back_from_the_backup_that_was_chosen(visit: Visit) -> None:
    shelf = running.current().shelf
    store = shelf.create("De Overkant")
    uuid = shelf.dossier(store.slug).uuid
    first = shelf.backup(store.slug)
    with store.write() as tables:
        tables.dossier.update(contact="Bel Karim")
    shelf.backup(store.slug)
    assert "Meer" not in popovers(visit())
    shelf.delete(store.slug)
    at = visit()
    assert "Meer" in popovers(at)
    choice = at.selectbox(key=f"bring_back_from_{uuid}")
    assert len(set(choice.options)) == 2
    choice.select_index(1)
    at.button(key=f"bring_back_now_{uuid}").click().run()
    assert at.query_params["d"] == "de-overkant"
    found = shelf.dossier("de-overkant")
    assert (found.uuid, found.contact, first.exists()) == (uuid, "", True)


def popovers(at: AppTest) -> list[str]:
    return [block.proto.popover.label for block in at.get("popover")]


def test_two_dossiers_with_one_name_are_told_apart(visit: Visit, molenkwartier: Store) -> None:
    shelf = running.current().shelf
    shelf.create("Molenkwartier", slug="molenkwartier-2")
    at = visit()
    assert molenkwartier.slug == D
    assert {
        "Open Molenkwartier \\(molenkwartier\\)",
        "Open Molenkwartier \\(molenkwartier\\-2\\)",
    } <= set(links(at))


# ---------------------------------------------------------------- earlier names, and who may not come in


def test_an_address_with_an_earlier_name_leads_to_the_dossier(molenkwartier: Store, visit: Visit) -> None:
    running.current().shelf.rename(molenkwartier.slug, "Molenbuurt")
    at = visit(d=D)
    assert titles(at) == ["Waar staan we?"]
    assert at.query_params["d"] == "molenbuurt"
    assert "Molenbuurt" in "\n".join(text.value for text in at.sidebar.markdown)


def test_an_earlier_name_that_another_dossier_has_now_is_his(molenkwartier: Store, visit: Visit) -> None:
    shelf = running.current().shelf
    shelf.rename(molenkwartier.slug, "Molenbuurt")
    shelf.create("Molenkwartier")
    at = visit(d=D)
    assert at.query_params["d"] == D
    assert "Jullie staan aan het begin." in texts(at)
    shelf.delete(D)
    shelf.path(D).write_bytes(b"kapot" * 2000)
    at = visit(d=D)
    assert (titles(at), at.query_params["d"]) == (["Dit dossier gaat niet open"], D)


def test_who_may_not_come_in_does_not_hear_the_new_name(molenkwartier: Store, visit: Visit) -> None:
    shelf = running.current().shelf
    other = shelf.create("De Overkant")
    shelf.rename(molenkwartier.slug, "Molenbuurt")
    at = visit(d=D, role=Role.CORE_TEAM, of=other.slug)
    assert titles(at) == ["Hier kun je niet in"]
    assert at.query_params["d"] == D
    assert "Molenbuurt" not in texts(at)


def test_a_screen_that_looks_elsewhere_is_shown_the_way_to_the_screen(
    molenkwartier: Store, visit: Visit
) -> None:
    for d in ("", molenkwartier.slug):
        at = visit(d=d, role=Role.SCREEN, of=molenkwartier.slug)
        assert titles(at) == ["Hier kun je niet in"]
        assert "Dit deel is voor het kernteam en de begeleider." in texts(at)
        assert "Je bent binnen als **scherm** van Molenkwartier." in texts(at)
        assert "Naar het scherm" in links(at)


def test_a_dossier_that_does_not_open_says_so_to_who_runs_the_machine(
    molenkwartier: Store, visit: Visit
) -> None:
    running.current().shelf.close(D)
    molenkwartier.path.write_bytes(b"kapot" * 2000)
    at = visit(d=D)
    assert titles(at) == ["Dit dossier gaat niet open"]
    assert {"Zet een back-up terug", "Kies een andere wijk"} <= set(links(at))
    assert titles(visit(d="nergens")) == ["Dit dossier gaat niet open"]


def test_a_dossier_that_does_not_open_is_named_to_its_own_people_and_nobody_else(
    molenkwartier: Store, visit: Visit, carry: Carry
) -> None:
    here = running.current()
    other = here.shelf.create("De Overkant")
    cookies = [
        cookie(here.house, Role.FACILITATOR, dossier=here.shelf.dossier(slug).uuid)
        for slug in (D, other.slug)
    ]
    here.shelf.close(D)
    molenkwartier.path.write_bytes(b"kapot" * 2000)
    for sealed, title in zip(cookies, ["Dit dossier gaat niet open", "Hier kun je niet in"], strict=True):
        at = visit(d=D)
        carry(sealed)
        at.run()
        assert titles(at) == [title]
        assert "Zet een back-up terug" not in links(at)
