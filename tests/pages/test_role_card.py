"""Roles from the room in the control room: what was said last, cards of paper, the question in the plan."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui.role_card import NEWEST
from sok_core import meeting, party, role_room, task, words
from sok_core.clock import now
from sok_core.errors import Conflict
from sok_core.model import (
    Channel,
    Group,
    Meeting,
    PartyType,
    Phase,
    Prompt,
    PromptKind,
    RoleKind,
    RolePart,
    Stance,
    Step,
)
from sok_core.role_room import Saying
from sok_core.store import Store
from tests.pages.conftest import Visit, open_part, press, texts
from tests.pages.test_regie import regie

SPIL, WARM = 1, 2
SOUP, DOORS = 1, 2


@pytest.fixture
def asked(store: Store, begun: Meeting) -> Prompt:
    """The question about roles on the screen, with two parties and two tasks."""
    party.write_down(store, name="De *Spil*", type=PartyType.COMMUNITY_CENTRE)
    party.write_down(store, name="Warm Molenkwartier", type=PartyType.RESIDENTS_INITIATIVE)
    for title in ("Soep **koken**", "Langs de deuren"):
        task.add(store, title=title)
    prompt = role_room.ask(store, meeting_id=begun.id)
    meeting.show_question(store, prompt_id=prompt.id, phase=Phase.OPEN)
    return prompt


def say(
    store: Store, asked: Prompt, target: int, *, of: int | None, kind: RoleKind = RoleKind.LEAD, **more: int
) -> None:
    saying = Saying(more.get("task_id", SOUP), kind, target, of)
    role_room.say(store, saying, meeting_id=asked.meeting_id, device="Fatma", now=now())


def told(store: Store) -> list[RolePart]:
    with store.read() as tables:
        return tables.role_part.all()


def counted(at: AppTest) -> dict[str, str]:
    return {one.label: one.value for one in at.metric}


def test_the_facilitator_sees_what_was_said_last_and_the_way_to_all_of_it(
    visit: Visit, store: Store, asked: Prompt
) -> None:
    at = regie(visit, store)
    assert "Nog niets. Het eerste komt vanzelf hier." in texts(at)
    say(store, asked, SPIL, of=SPIL)
    say(store, asked, WARM, of=SPIL, kind=RoleKind.FUNDER)
    at = regie(visit, store)
    newest, older = [line for line in texts(at).splitlines() if line.endswith(("aangeboden]", "verwacht]"))]
    assert newest == r"Warm Molenkwartier :gray[· betaalt of regelt · verwacht]"
    assert older == r"De \*Spil\* :gray[· trekker · aangeboden]"
    assert r"**Soep \*\*koken\*\***" in texts(at)
    (link,) = [one for one in at.get("page_link") if one.proto.label == "Bekijk alle rollen"]
    assert "deel=rollen" in link.proto.query_string


def test_only_the_newest_are_shown(visit: Visit, store: Store, asked: Prompt) -> None:
    for task_id in (SOUP, DOORS):
        for kind in RoleKind:
            say(store, asked, SPIL, of=SPIL, kind=kind, task_id=task_id)
    assert texts(regie(visit, store)).count("· aangeboden]") == NEWEST


def test_tasks_are_counted_and_what_people_may_do_is_said_of_roles(
    visit: Visit, store: Store, asked: Prompt
) -> None:
    say(store, asked, SPIL, of=SPIL)
    at = regie(visit, store)
    assert (counted(at)["Taken"], counted(at)["Nog te bespreken"]) == ("2", "1")
    assert "Briefjes" not in counted(at)
    assert words.ROLE_PHASE_MEANINGS[Phase.OPEN] in texts(at)
    meeting.set_phase(store, meeting_id=asked.meeting_id, phase=Phase.CLOSED, now=now())
    assert words.PHASE_MEANINGS[Phase.CLOSED] in texts(regie(visit, store))


def test_a_card_of_paper_is_typed_and_for_whom_and_which_task_stay(
    visit: Visit, store: Store, asked: Prompt
) -> None:
    at = regie(visit, store)
    assert at.selectbox(key="role_card_task").value is None
    at.selectbox(key="role_card_party").set_value(WARM)
    at.selectbox(key="role_card_task").set_value(DOORS)
    at.selectbox(key="role_card_role_0").set_value(RoleKind.LEAD)
    at.selectbox(key="role_card_target_0").set_value(0)
    press(at, "Schrijf rol op")
    at.selectbox(key="role_card_role_1").set_value(RoleKind.FUNDER)
    at.selectbox(key="role_card_target_1").set_value(SPIL)
    press(at, "Schrijf rol op")
    offered, expected = told(store)
    assert (offered.task_id, offered.party_id, offered.stance) == (DOORS, WARM, Stance.OFFERED)
    assert (offered.channel, offered.meeting_id) == (Channel.FACILITATOR, asked.meeting_id)
    assert (expected.task_id, expected.party_id, expected.stance) == (DOORS, SPIL, Stance.EXPECTED)
    assert expected.group is Group.RESIDENT


@pytest.mark.parametrize(
    ("left_out", "why"),
    [
        ("role_card_task", "Kies een taak en een rol uit de lijst."),
        ("role_card_role_0", "Kies een taak en een rol uit de lijst."),
        ("role_card_target_0", "Kies een partij uit de lijst."),
    ],
)
def test_half_a_card_is_refused_and_keeps_the_rest(
    visit: Visit, store: Store, asked: Prompt, left_out: str, why: str
) -> None:
    assert asked.kind is PromptKind.ROLES
    chosen = {
        "role_card_party": WARM,
        "role_card_task": DOORS,
        "role_card_role_0": RoleKind.LEAD,
        "role_card_target_0": SPIL,
    }
    at = regie(visit, store)
    for key, value in chosen.items():
        if key != left_out:
            at.selectbox(key=key).set_value(value)
    press(at, "Schrijf rol op")
    assert why in texts(at)
    kept = {key: at.selectbox(key=key).value for key in chosen}
    assert kept == chosen | {left_out: None}
    assert told(store) == []


def test_who_speaks_for_himself_cannot_offer_on_paper(visit: Visit, store: Store, asked: Prompt) -> None:
    assert asked.kind is PromptKind.ROLES
    at = regie(visit, store)
    at.selectbox(key="role_card_task").set_value(DOORS)
    at.selectbox(key="role_card_role_0").set_value(RoleKind.LEAD)
    at.selectbox(key="role_card_target_0").set_value(0)
    press(at, "Schrijf rol op")
    assert "Kies een partij uit de lijst." in texts(at)
    assert told(store) == []


def test_the_plan_of_step_three_offers_the_question_once(visit: Visit, store: Store, begun: Meeting) -> None:
    with store.write() as tables:
        tables.meeting.update(begun.id, step=Step.ROLES)
    at = open_part(regie(visit, store), "Plan")
    at.button(key="add_role_question").click().run()
    with store.read() as tables:
        added = tables.prompt.of(begun.id)[-1]
    assert (added.kind, added.text) == (PromptKind.ROLES, "Wie kan wat het beste doen?")
    assert dict(added.translations)["en"] == "Who can best do what?"
    assert "add_role_question" not in [one.key for one in at.button]


def test_another_step_does_not_ask_about_roles(visit: Visit, store: Store, begun: Meeting) -> None:
    assert begun.step is not Step.ROLES
    at = open_part(regie(visit, store), "Plan")
    assert "add_role_question" not in [one.key for one in at.button]


def test_roles_are_not_gathered_or_voted_on(visit: Visit, store: Store, asked: Prompt) -> None:
    with pytest.raises(Conflict, match=r"question\.no_phase"):
        meeting.set_phase(store, meeting_id=asked.meeting_id, phase=Phase.GATHER, now=now())
    labels = [one.label for one in regie(visit, store).get("button_group")]
    assert "Fase" in labels
    assert "Wat vinden we?" not in labels
