"""The six pages of the steps."""

import datetime as dt
from dataclasses import asdict

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui.step import PAGES
from sok_core import note, words
from sok_core.clock import now
from sok_core.model import PromptKind, Role, Step
from sok_core.steps import RECIPES
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, links, press, texts

QUIET = {Step.GOALS_VALUES, Step.PROJECTS, Step.SIGNING}


def papers(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def walls(visit: Visit, store: Store) -> AppTest:
    """Open the part of step 2 where the notes hang."""
    at = visit(PAGES[Step.GOALS_VALUES], d=store.slug)
    at.query_params["deel"] = "briefjes"
    return at.run()


@pytest.mark.parametrize("step", Step)
def test_each_step_has_a_page_with_its_name_and_purpose(
    molenkwartier: Store, visit: Visit, step: Step
) -> None:
    at = visit(PAGES[step], d=molenkwartier.slug)
    assert [title.value for title in at.title] == [words.STEPS[step]]
    assert RECIPES[step].purpose in texts(at)
    assert "Bijeenkomsten" in [header.value for header in at.header]
    assert sum(button.proto.type == "primary" for button in at.button) == (step not in QUIET)


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.EXPLORATION])
def test_each_page_of_a_new_dossier_has_one_thing_to_do(visit: Visit, step: Step) -> None:
    store = running.current().shelf.create("De Nieuwe Buurt")
    at = visit(PAGES[step], d=store.slug)
    assert [one.label for one in at.button if one.proto.type == "primary"] == ["Plan een avond"]
    assert "Er is bij deze stap nog geen bijeenkomst." in texts(at)


def test_the_notes_hang_by_theme_as_they_were_written(molenkwartier: Store, visit: Visit) -> None:
    at = walls(visit, molenkwartier)
    themes = [expander.label for expander in at.expander if " · " in expander.label]
    assert len(themes) == 10
    assert themes[0] == "Gelijkwaardig meebeslissen · 11 briefjes"
    assert "niet óver ons maar mét ons" in papers(at)


def test_the_words_of_a_note_are_no_html(molenkwartier: Store, visit: Visit) -> None:
    with molenkwartier.write() as tables:
        first = tables.note.of(tables.meeting.of_step(Step.GOALS_VALUES)[0].id)[0]
        tables.note.update(first.id, text="<b>hard</b> & zacht")
    shown = papers(walls(visit, molenkwartier))
    assert "&lt;b&gt;hard&lt;/b&gt; &amp; zacht" in shown
    assert "<b>hard" not in shown


def test_a_hidden_note_is_never_shown(molenkwartier: Store, visit: Visit) -> None:
    with molenkwartier.read() as tables:
        meeting_id = tables.meeting.of_step(Step.GOALS_VALUES)[0].id
        (hidden,) = [one for one in tables.note.of(meeting_id) if one.text == "niet óver ons maar mét ons"]
    note.hide(molenkwartier, note_id=hidden.id, reason="grof", now=now())
    at = walls(visit, molenkwartier)
    assert hidden.text not in papers(at)
    assert "90 briefjes" in texts(at)  # two came over hidden


def test_a_meeting_with_notes_offers_its_summary(molenkwartier: Store, visit: Visit) -> None:
    with molenkwartier.read() as tables:
        meeting_id = tables.meeting.of_step(Step.ROLES)[0].id
    at = visit(PAGES[Step.ROLES], d=molenkwartier.slug)
    (link,) = at.get("link_button")
    assert link.proto.label == "Download de samenvatting"
    assert link.proto.url == f"/download/molenkwartier/samenvatting/{meeting_id}"


def test_the_facilitator_goes_on_to_plan_an_evening(molenkwartier: Store, visit: Visit) -> None:
    at = press(visit(PAGES[Step.ROLES], d=molenkwartier.slug), "Plan nog een avond")
    assert at.query_params["d"] == molenkwartier.slug
    assert at.query_params["plan"] == "rollen"


def test_a_core_team_reads_its_own_steps(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGES[Step.ROLES], d=molenkwartier.slug, role=Role.CORE_TEAM, of=molenkwartier.slug)
    assert [title.value for title in at.title] == ["Rollen"]
    assert not at.button
    assert "Open de regie" not in links(at)


@pytest.mark.parametrize("step", Step)
def test_nobody_else_comes_in(molenkwartier: Store, visit: Visit, step: Step) -> None:
    other = running.current().shelf.create("De Overkant")
    stranger = visit(PAGES[step], d=molenkwartier.slug, role=None)
    neighbour = visit(PAGES[step], d=molenkwartier.slug, role=Role.CORE_TEAM, of=other.slug)
    for at, title in ((stranger, "Hier is de deur"), (neighbour, "Hier kun je niet in")):
        assert [found.value for found in at.title] == [title]
        assert not at.get("html")


def test_a_step_without_a_dossier_leads_to_the_list(molenkwartier: Store, visit: Visit) -> None:
    at = visit(PAGES[Step.ROLES])
    assert [title.value for title in at.title] == ["Welke wijk?"]
    assert "Open Molenkwartier" in links(at)
    assert molenkwartier.slug == "molenkwartier"


def test_the_notes_of_an_earlier_evening_are_chosen(molenkwartier: Store, visit: Visit) -> None:
    with molenkwartier.write() as tables:
        (first,) = tables.meeting.of_step(Step.GOALS_VALUES)
        later = tables.meeting.add(
            **{
                **{name: value for name, value in asdict(first).items() if name not in ("id", "prompt_id")},
                "code": "LATER",
                "date": first.date + dt.timedelta(weeks=3),
            }
        )
        asked = tables.prompt.add(later.id, text="En nu?", kind=PromptKind.NOTES)
        tables.note.add(
            **{**asdict(tables.note.of(first.id)[0]), "id": None, "meeting_id": later.id}
            | {"prompt_id": asked.id, "theme_id": None, "text": "Alleen van de tweede avond"}
        )
    at = walls(visit, molenkwartier)
    assert "Alleen van de tweede avond" in papers(at)
    assert "niet óver ons maar mét ons" not in papers(at)
    (chooser,) = [one for one in at.selectbox if one.label == "Van welke bijeenkomst?"]
    at = chooser.select_index(1).run()
    assert "niet óver ons maar mét ons" in papers(at)
    assert "Alleen van de tweede avond" not in papers(at)
    (evening,) = [one for one in at.selectbox if one.label == "Van welke avond?"]
    (label,) = [one for one in evening.options if words.day(later.date, with_year=True) in one]
    evening.select(label).run()
    assert f"?bijeenkomst={later.id}" in "".join(one.proto.url for one in at.get("link_button"))


def test_each_part_of_a_step_has_a_whole_border_also_where_the_row_wraps(
    molenkwartier: Store, visit: Visit
) -> None:
    at = visit(PAGES[Step.MONITORING], d=molenkwartier.slug, role=Role.FACILITATOR, of=molenkwartier.slug)
    (parts,) = [one for one in at.get("button_group") if "Overdracht" in one.options]
    assert parts.proto.style == parts.proto.PILLS
