"""Step 4 on its page: ideas by dots, project cards and the timeline."""

import datetime as dt
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import meeting, note, notice, party, project, signature
from sok_core.clock import now
from sok_core.model import (
    AimKind,
    Meeting,
    Phase,
    Project,
    ProjectStatus,
    Role,
    RoleKind,
    Section,
    Stance,
    Step,
)
from sok_core.store import Store
from sok_core.web import running
from tests.pages.conftest import Visit, press
from tests.pages.conftest import plain as texts
from tests.signing import PEN, write

Step4 = Callable[..., AppTest]


@pytest.fixture
def step4(visit: Visit, store: Store) -> Step4:
    def opened(part: str = "", *, who: Role = Role.FACILITATOR, **asked: object) -> AppTest:
        more = {name: str(value) for name, value in asked.items()} | ({"deel": part} if part else {})
        return visit("stap_4_projecten.py", d=store.slug, role=who, of=store.slug, **more)

    return opened


@pytest.fixture
def market(store: Store) -> Meeting:
    """An evening of step 4 with two ideas on the wall."""
    planned = meeting.plan(
        store,
        running.current().house,
        step=Step.PROJECTS,
        title="Waar beginnen we mee?",
        date=dt.date(2026, 11, 26),
        questions=["Wat kunnen we laten zien?"],
    )
    meeting.begin(store, meeting_id=planned.id, now=now())
    with store.read() as tables:
        (prompt,) = tables.prompt.of(planned.id)
    meeting.show_question(store, prompt_id=prompt.id, phase=Phase.OPEN)
    for text in ("Soep *koken*", "Bankjes"):
        note.post(store, meeting_id=planned.id, text=text, key=text, device="Fatma", now=now())
    return planned


@pytest.fixture
def soup(store: Store) -> Project:
    return project.add(store, title="Soep")


def projects(store: Store) -> list[tuple[str, ProjectStatus]]:
    with store.read() as tables:
        return [(one.title, one.status) for one in tables.project.all()]


def press_idea(at: AppTest, label: str) -> None:
    """Press a button of the first idea."""
    next(button for button in at.button if button.label == label).click().run()


@pytest.mark.parametrize(
    ("who", "act"),
    [(Role.FACILITATOR, "Verander ze daar."), (Role.CORE_TEAM, "De begeleider kan ze daar veranderen.")],
)
def test_where_hidden_words_still_stand_is_told_where_they_are_changed(
    store: Store, step4: Step4, market: Meeting, who: Role, act: str
) -> None:
    with store.read() as tables:
        said = tables.note.of(market.id)[-1]
    made = project.from_note(store, note_id=said.id, status=ProjectStatus.CHOSEN)
    assert "verborgen briefje" not in texts(step4("projecten", who=who))
    note.hide(store, note_id=said.id, reason=note.PRIVATE, now=now())
    for part in ("ideeën", "projecten"):
        assert f"staan nog in: project ‘{made.title}’. {act}" in texts(step4(part, who=who))


@pytest.mark.usefixtures("market")
def test_an_idea_becomes_a_project_or_waits_and_comes_back(store: Store, step4: Step4) -> None:
    at = step4()
    assert "Soep *koken*" in texts(at)
    press_idea(at, "Maak een project")
    press_idea(at, "Bewaar voor later")
    assert projects(store) == [("Soep *koken*", ProjectStatus.CHOSEN), ("Bankjes", ProjectStatus.LATER)]
    assert "Bewaard voor later" in texts(at)
    at.button(key="take_up_2").click().run()
    assert projects(store)[1] == ("Bankjes", ProjectStatus.CHOSEN)


def test_the_card_is_filled_in_and_saved(store: Store, step4: Step4, soup: Project) -> None:
    with store.write() as tables:
        aim = tables.aim.add(kind=AimKind.VALUE, title="Iedereen doet mee")
    spil = party.write_down(store, name="De Spil")
    at = step4("projecten", project=soup.id)
    form = f"project_form_{soup.id}_0"
    at.text_input(key=f"{form}_first_step").set_value("Pan lenen")
    at.date_input(key=f"{form}_first_step_on").set_value(dt.date(2026, 12, 1))
    at.number_input(key=f"{form}_budget").set_value(250)
    at.multiselect(key=f"{form}_aim_ids").set_value([aim.id])
    at.button(key=f"save_project_form_{soup.id}").click().run()
    at.multiselect(key=f"project_roles_{soup.id}_0_trekker").set_value([spil.id])
    press(at, "Bewaar de afspraak")
    with store.read() as tables:
        now_there = tables.project.get(soup.id)
        (part,) = tables.role_part.of_projects()
    assert (now_there.first_step, now_there.budget, now_there.aim_ids) == ("Pan lenen", 250, (aim.id,))
    assert (part.party_id, part.role, part.project_id) == (spil.id, RoleKind.LEAD, soup.id)
    shown = texts(step4("projecten"))
    assert "Eerste stap:] Pan lenen (dinsdag 1 december)" in shown
    assert "Dient:] Iedereen doet mee" in shown


def test_what_somebody_else_changed_is_never_overwritten_by_an_old_box(
    store: Store, step4: Step4, soup: Project
) -> None:
    at = step4("projecten", project=soup.id)
    project.change(store, project_id=soup.id, before=soup, goal="Samen eten", means="Pan")
    form = f"project_form_{soup.id}_0"
    at.text_input(key=f"{form}_means").set_value("Twee pannen")
    at.button(key=f"save_project_form_{soup.id}").click().run()
    assert "Daar staat nu: Pan. Wat jij typte staat er nog." in texts(at)
    at.button(key=f"save_project_form_{soup.id}").click().run()
    with store.read() as tables:
        now_there = tables.project.get(soup.id)
    assert (now_there.goal, now_there.means) == ("Samen eten", "Twee pannen")


def test_a_lesson_becomes_a_clause(store: Store, step4: Step4, soup: Project) -> None:
    at = step4("projecten", project=soup.id)
    at.text_input(key=f"lesson_{soup.id}_text").set_value("We bellen eerst")
    press(at, "Bewaar de les")
    press(at, "Maak er een artikel van")
    with store.read() as tables:
        (clause,) = tables.clause.all()
        assert (clause.section, clause.project_id) == (Section.GOVERNANCE, soup.id)
    assert "✓ Staat als artikel in de overeenkomst." in texts(at)


def test_the_core_team_reads_and_does_not_change(step4: Step4, soup: Project) -> None:
    at = step4("projecten", who=Role.CORE_TEAM, project=soup.id)
    assert "Soep" in texts(at)
    assert not at.button


def test_the_timeline_of_the_demo_is_titled_by_what_it_shows(molenkwartier: Store, visit: Visit) -> None:
    at = visit("stap_4_projecten.py", d=molenkwartier.slug, deel="tijdlijn")
    assert "2 van 5 projecten zijn klaar, het volgende is klaar op maandag 30 november" in texts(at)
    assert len(at.get("plotly_chart")) == 1


def test_a_new_neighbourhood_reads_where_to_begin(step4: Step4) -> None:
    for part, says in (
        ("ideeën", "Er zijn nog geen ideeën."),
        ("projecten", "Er is nog geen project."),
        ("tijdlijn", "Er staat nog geen project op de tijdlijn."),
    ):
        assert says in texts(step4(part))


def test_a_project_is_followed_in_one_click_and_both_lead_to_each_other(
    store: Store, step4: Step4, visit: Visit, soup: Project
) -> None:
    spil = party.write_down(store, name="De Spil")
    with store.write() as tables:
        tables.role_part.add(party_id=spil.id, role=RoleKind.LEAD, stance=Stance.AGREED, project_id=soup.id)
    at = step4("projecten", project=soup.id)
    press(at, "Volg dit project")
    with store.read() as tables:
        (made,) = tables.commitment.all()
    assert (made.project_id, made.owner_id, made.title) == (soup.id, spil.id, "Soep")
    assert "Volg dit project" not in [one.label for one in at.button]
    assert f"afspraak={made.id}" in addresses(at)
    at = visit("stap_6_monitoring.py", d=store.slug, deel="afspraken", afspraak=str(made.id))
    assert "Bij welk project hoort dit?" in texts(at)
    assert f"project={soup.id}" in addresses(at)


def addresses(at: AppTest) -> str:
    """Return where each way to another page leads."""
    return "\n".join(one.proto.query_string for one in at.get("page_link"))


def test_without_one_lead_somebody_is_chosen_first(store: Store, step4: Step4, soup: Project) -> None:
    party.write_down(store, name="De Spil")
    at = step4("projecten", project=soup.id)
    press(at, "Volg dit project")
    assert "Kies welke partij deze afspraak trekt." in texts(at)
    at.selectbox(key=f"follow_project_owner_{soup.id}").select_index(0)
    press(at, "Volg dit project")
    with store.read() as tables:
        assert [one.project_id for one in tables.commitment.all()] == [soup.id]


def test_a_lead_that_stopped_is_not_offered(store: Store, step4: Step4, soup: Project) -> None:
    text = write(store)
    text.freeze(now())
    text.open(now=now())
    made = signature.sign(store, party_id=text.school, pen=PEN, now=now())
    notice.give(store, signature_id=made.id, on=now().date(), why="De school sluit.")
    with store.write() as tables:
        tables.role_part.add(
            party_id=text.school, role=RoleKind.LEAD, stance=Stance.AGREED, project_id=soup.id
        )
    assert "Nog leeg: doel, trekker, eerste stap" in texts(step4("projecten"))
    at = step4("projecten", project=soup.id)
    assert "Zonder trekker" in texts(at)
    owner = at.selectbox(key=f"follow_project_owner_{soup.id}")
    assert owner.options == ["Gemeente Oosterhaven", "Ondernemers Wieklaan"]
    owner.select_index(0)
    press(at, "Volg dit project")
    with store.read() as tables:
        assert [one.owner_id for one in tables.commitment.all()] == [text.town]


@pytest.mark.parametrize("status", [ProjectStatus.LATER, ProjectStatus.DONE])
def test_what_does_not_go_on_is_not_followed(
    store: Store, step4: Step4, soup: Project, status: ProjectStatus
) -> None:
    with store.write() as tables:
        tables.project.update(soup.id, status=status)
    at = step4("projecten", project=soup.id)
    assert "Volg dit project" not in [one.label for one in at.button]
