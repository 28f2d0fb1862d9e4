"""Step 3 on its page: tasks, roles side by side, and what stays with the facilitator."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import party, role, task
from sok_core.clock import now
from sok_core.model import Capacity, Outcome, Party, PartyStatus, Role, RoleKind, RolePart, Stance, Step, Task
from sok_core.store import Store
from tests.pages.conftest import Visit, press
from tests.pages.conftest import plain as texts

Step3 = Callable[..., AppTest]


@pytest.fixture
def step3(visit: Visit, store: Store) -> Step3:
    def opened(part: str = "", *, who: Role = Role.FACILITATOR, **asked: object) -> AppTest:
        more = {name: str(value) for name, value in asked.items()} | ({"deel": part} if part else {})
        return visit("stap_3_rollen.py", d=store.slug, role=who, of=store.slug, **more)

    return opened


@pytest.fixture
def spil(store: Store) -> Party:
    return party.write_down(store, name="De Spil")


@pytest.fixture
def town(store: Store) -> Party:
    return party.write_down(store, name="Gemeente")


@pytest.fixture
def doors(store: Store) -> Task:
    return task.add(store, title="Langs de deuren", description="Bij mensen thuis")


def tasks(store: Store) -> list[str]:
    with store.read() as tables:
        return [one.title for one in tables.task.all()]


def parts(store: Store) -> list[RolePart]:
    with store.read() as tables:
        return tables.role_part.all()


def offer(store: Store, one: Task, of: Party, kind: RoleKind = RoleKind.LEAD) -> None:
    role.say(store, party_id=of.id, role=kind, stance=Stance.OFFERED, task_id=one.id, hours=4, now=now())


def test_a_task_is_typed_and_a_usual_one_is_one_click(store: Store, step3: Step3) -> None:
    at = step3()
    at.text_input(key="task_new_0_title").set_value("Soep koken")
    at.button(key="add_task").click().run()
    at.selectbox(key="task_usual_1").set_value(task.USUAL[0]).run()
    at.button(key="add_task_usual").click().run()
    assert tasks(store) == ["Soep koken", task.USUAL[0][0]]
    assert "Twee taken. Zes tot tien taken werkt het best." in texts(at)
    at.button(key="task_up_2").click().run()
    assert tasks(store) == [task.USUAL[0][0], "Soep koken"]
    at.button(key="task_let_go_1").click().run()
    assert tasks(store) == [task.USUAL[0][0]]
    at.button(key="task_back_1").click().run()
    assert tasks(store) == [task.USUAL[0][0], "Soep koken"]


def test_a_task_with_a_name_that_is_there_says_so_and_keeps_what_was_typed(step3: Step3, doors: Task) -> None:
    at = step3()
    at.text_input(key="task_new_0_title").set_value(doors.title)
    at.button(key="add_task").click().run()
    assert "Er is al een taak die ‘Langs de deuren’ heet." in texts(at)
    assert at.text_input(key="task_new_0_title").value == doors.title


def test_a_theme_of_the_demo_becomes_a_task_with_its_notes(molenkwartier: Store, visit: Visit) -> None:
    at = visit("stap_3_rollen.py", d=molenkwartier.slug)
    with molenkwartier.read() as tables:
        one = tables.theme.of(tables.meeting.of_step(Step.ROLES)[0].id)[4]
    at.selectbox(key="task_theme_0").set_value(one).run()
    at.button(key="add_task_theme").click().run()
    assert not at.exception
    with molenkwartier.read() as tables:
        made = tables.task.all()[-1]
        assert (made.title, made.theme_id) == (one.title, one.id)
        assert len(tables.source.of(Outcome.TASK, made.id)) == 6


def test_offered_expected_and_agreed_stand_side_by_side(
    store: Store, step3: Step3, doors: Task, spil: Party, town: Party
) -> None:
    offer(store, doors, spil)
    offer(store, doors, town)
    at = step3("rollen")
    assert "De Spil :gray[(4 uur)], Gemeente :gray[(4 uur)]" in texts(at)
    assert "Nog te bespreken" in texts(at)


def test_a_step_with_something_to_talk_about_says_so_and_who_left_is_no_lead(
    store: Store, step3: Step3, doors: Task, spil: Party
) -> None:
    role.agree(store, task_id=doors.id, chosen={RoleKind.LEAD: [spil.id]}, before={}, now=now())
    assert "Niets dat wij kunnen zien. Mooi." in texts(step3("rollen"))
    with store.write() as tables:
        tables.party.update(spil.id, status=PartyStatus.MISSING)
    at = step3("rollen")
    assert "Niets dat wij kunnen zien. Mooi." not in texts(at)
    assert "‘Langs de deuren’ is nog te bespreken." in texts(at)
    assert "De Spil (doet niet meer mee)" in texts(at)


def test_what_is_agreed_is_saved_on_the_card_of_a_task(
    store: Store, step3: Step3, doors: Task, spil: Party
) -> None:
    at = step3("rollen", taak=doors.id)
    at.multiselect(key=f"agree_{doors.id}_0_trekker").set_value([spil.id])
    press(at, "Bewaar de afspraak")
    assert [(one.party_id, one.stance) for one in parts(store)] == [(spil.id, Stance.AGREED)]


def test_two_facilitators_who_agree_at_once_are_told_and_saving_again_keeps_the_second(
    store: Store, step3: Step3, doors: Task, spil: Party, town: Party
) -> None:
    at = step3("rollen", taak=doors.id)
    role.agree(store, task_id=doors.id, chosen={RoleKind.LEAD: [town.id]}, before={}, now=now())
    at.multiselect(key=f"agree_{doors.id}_0_trekker").set_value([spil.id])
    press(at, "Bewaar de afspraak")
    assert "Iemand anders sprak net iets af bij ‘Trekker’. Daar staat nu: Gemeente." in texts(at)
    assert at.multiselect(key=f"agree_{doors.id}_0_trekker").value == [spil.id]
    press(at, "Bewaar de afspraak")
    assert [one.party_id for one in parts(store)] == [spil.id]


def test_a_task_changed_by_somebody_else_is_told_and_can_be_taken_over(
    store: Store, step3: Step3, doors: Task
) -> None:
    at = step3("rollen", taak=doors.id)
    task.change(store, task_id=doors.id, before=doors, description="Op straat")
    at.text_area(key=f"task_form_{doors.id}_0_description").set_value("In de hal")
    at.button(key=f"save_task_form_{doors.id}").click().run()
    assert "Daar staat nu: Op straat. Wat jij typte staat er nog." in texts(at)
    assert at.text_area(key=f"task_form_{doors.id}_0_description").value == "In de hal"
    at.button(key=f"save_task_form_{doors.id}").click().run()
    with store.read() as tables:
        assert tables.task.get(doors.id).description == "In de hal"


def test_what_is_said_on_paper_is_typed(store: Store, step3: Step3, doors: Task, spil: Party) -> None:
    at = step3("rollen", taak=doors.id)
    form = f"role_say_{doors.id}_0"
    at.selectbox(key=f"{form}_p").set_value(spil)
    at.selectbox(key=f"{form}_stance").set_value(Stance.NOT)
    at.text_input(key=f"{form}_text").set_value("Geen papierwerk")
    at.button(key=f"save_{form}").click().run()
    (found,) = parts(store)
    assert (found.party_id, found.stance, found.text) == (spil.id, Stance.NOT, "Geen papierwerk")
    assert "De Spil doet niet:" in texts(at)
    at.button(key=f"role_back_{found.id}").click().run()
    assert parts(store) == []


def test_a_point_goes_to_the_next_agenda_without_a_name(
    store: Store, step3: Step3, doors: Task, spil: Party, town: Party
) -> None:
    with store.write() as tables:
        tables.party.update(spil.id, capacity=Capacity.PAID)
    offer(store, doors, spil)
    offer(store, doors, town)
    at = step3("nog te bespreken")
    assert "De Spil en Gemeente willen allebei trekken." in texts(at)
    at.button(key="mismatch_0").click().run()
    assert "Er is nog geen bijeenkomst. Plan er eerst een." in texts(at)


def test_a_role_that_is_agreed_and_refused_is_to_be_talked_about(
    store: Store, step3: Step3, doors: Task, town: Party
) -> None:
    about = {"party_id": town.id, "role": RoleKind.LEAD, "task_id": doors.id, "now": now()}
    role.say(store, **about, stance=Stance.EXPECTED)
    role.say(store, **about, stance=Stance.NOT, text="Wij trekken niet.")
    at = step3("nog te bespreken")
    assert "Verwacht, maar wil het niet" in texts(at)
    assert "Vraag het na" not in texts(at)
    role.agree(store, task_id=doors.id, chosen={RoleKind.LEAD: [town.id]}, before={}, now=now())
    assert "Afgesproken, maar wil het niet" in texts(step3("nog te bespreken"))


def test_the_demo_puts_a_point_on_the_next_agenda(molenkwartier: Store, visit: Visit) -> None:
    at = visit("stap_3_rollen.py", d=molenkwartier.slug, deel="nog te bespreken")
    assert "Niemand bood aan dit te trekken" in texts(at)
    at.button(key="mismatch_1").click().run()
    assert "✓ Staat klaar voor de agenda" in texts(at)
    with molenkwartier.read() as tables:
        assert "Bijhouden en elkaar aanspreken: Wie trekt de kar?" in {
            one.text for one in tables.decision.waiting()
        }


def test_the_core_team_reads_roles_and_not_what_is_to_be_talked_about(
    store: Store, step3: Step3, doors: Task, spil: Party, town: Party
) -> None:
    offer(store, doors, spil)
    offer(store, doors, town)
    at = step3("nog te bespreken", who=Role.CORE_TEAM)
    assert "willen allebei trekken" not in texts(at)
    assert at.title[0].value == "Rollen"
    at = step3("rollen", who=Role.CORE_TEAM, taak=doors.id)
    assert "De Spil" in texts(at)
    assert not at.button


def test_what_each_party_does_and_does_not_do(store: Store, step3: Step3, doors: Task, spil: Party) -> None:
    offer(store, doors, spil)
    role.agree(store, task_id=doors.id, chosen={RoleKind.LEAD: [spil.id]}, before={}, now=now())
    at = step3("per partij")
    at.selectbox(key="refuse_0_party").set_value(spil)
    at.text_input(key="refuse_0_text").set_value("Geen geld")
    at.button(key="save_refuse_0").click().run()
    said = texts(at)
    assert "**De Spil** :gray[4 uur per week]" in said
    assert ":gray[Trekker:] Langs de deuren" in said
    assert ":gray[Doet niet:] Geen geld" in said


def test_the_demo_is_drawn_whole(molenkwartier: Store, visit: Visit) -> None:
    for part in ("taken", "rollen", "nog te bespreken", "per partij"):
        at = visit("stap_3_rollen.py", d=molenkwartier.slug, deel=part)
        assert len(texts(at)) > 500
