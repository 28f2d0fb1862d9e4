"""The room says who could do what: each phone and each table once, and it may take that back."""

from functools import partial

import pytest

from sok_core import meeting, party, role, role_room, task, words
from sok_core.errors import Conflict, Gone, NotFound, RuleBroken
from sok_core.model import (
    Channel,
    Group,
    Party,
    PartyType,
    Phase,
    Prompt,
    PromptKind,
    RoleKind,
    RolePart,
    Stance,
    Task,
)
from sok_core.role_room import MOST_OF_ONE, Said, Saying
from sok_core.sight import Audience, changes_for
from tests.core.conftest import Told, at_once
from tests.evening import NOW, Evening

LEAD, WORK = RoleKind.LEAD, RoleKind.EXECUTOR


@pytest.fixture
def spil(evening: Evening) -> Party:
    return party.write_down(evening.store, name="De Spil", type=PartyType.COMMUNITY_CENTRE)


@pytest.fixture
def neighbours(evening: Evening) -> Party:
    return party.write_down(evening.store, name="Warm Molenkwartier", type=PartyType.RESIDENTS_INITIATIVE)


@pytest.fixture
def soup(evening: Evening) -> Task:
    return task.add(evening.store, title="Soep koken")


@pytest.fixture
def asked(evening: Evening, spil: Party, neighbours: Party, soup: Task) -> Prompt:
    """The question about roles on the screen, with two parties and one task."""
    assert spil.id != neighbours.id
    assert soup.id
    prompt = role_room.ask(evening.store, meeting_id=evening.id)
    meeting.show_question(evening.store, prompt_id=prompt.id, phase=Phase.OPEN)
    return prompt


@pytest.fixture
def room(evening: Evening, asked: Prompt) -> Evening:
    assert asked.kind is PromptKind.ROLES
    return evening


def say(
    room: Evening,
    task_id: object,
    target: object,
    *,
    of: int | None,
    kind: object = LEAD,
    device: str = "Fatma",
    group: Group | None = None,
) -> Said:
    saying = Saying(task_id, kind, target, of, group)
    return role_room.say(room.store, saying, meeting_id=room.id, device=device, now=NOW)


def told(room: Evening) -> list[RolePart]:
    with room.store.read() as tables:
        return tables.role_part.all()


def open_tasks(room: Evening) -> list[str]:
    return [one.title for one in room.situation.tasks if one.is_open]


def test_the_question_is_asked_in_every_language_of_the_phones(asked: Prompt) -> None:
    assert asked.text == "Wie kan wat het beste doen?"
    assert tuple(language for language, _ in asked.translations) == tuple(words.OTHER_LANGUAGES)
    assert asked.text not in dict(asked.translations).values()


def test_ones_own_party_is_offered_and_another_is_expected(
    room: Evening, soup: Task, spil: Party, neighbours: Party
) -> None:
    offered = say(room, soup.id, spil.id, of=spil.id).part
    expected = say(room, soup.id, neighbours.id, of=spil.id, kind=WORK).part
    assert (offered.stance, offered.party_id, offered.group) == (Stance.OFFERED, spil.id, None)
    assert (expected.stance, expected.party_id) == (Stance.EXPECTED, neighbours.id)
    assert expected.group is Group.ORGANISATION
    assert (offered.channel, offered.meeting_id) == (Channel.PHONE, room.id)


@pytest.mark.parametrize("group", [None, Group.RESIDENT])
def test_who_speaks_for_himself_expects_as_whom_he_is_here(
    room: Evening, soup: Task, spil: Party, group: Group | None
) -> None:
    part = say(room, soup.id, spil.id, of=None, group=group).part
    assert (part.stance, part.group) == (Stance.EXPECTED, group)


def test_residents_expect_as_residents(room: Evening, soup: Task, spil: Party, neighbours: Party) -> None:
    assert say(room, soup.id, spil.id, of=neighbours.id).part.group is Group.RESIDENT


def test_saying_it_twice_is_saying_it_once_and_another_phone_says_it_too(
    room: Evening, soup: Task, spil: Party
) -> None:
    first = say(room, soup.id, spil.id, of=spil.id)
    again = say(room, soup.id, spil.id, of=spil.id)
    assert (first.is_new, again.is_new, again.part) == (True, False, first.part)
    assert say(room, soup.id, spil.id, of=spil.id, device="Henk").is_new
    assert len(told(room)) == 2


def test_two_phones_at_once_are_both_heard_and_one_phone_twice_is_heard_once(
    room: Evening, soup: Task, spil: Party
) -> None:
    act = partial(say, room, soup.id, spil.id, of=spil.id)
    assert at_once(*(partial(act, device=each) for each in ("a", "b", "a", "b", "a", "b"))) == []
    assert sorted(one.device for one in told(room)) == sorted([room.owner("a"), room.owner("b")])


def test_what_a_phone_said_for_another_party_stays_when_it_speaks_for_the_next(
    room: Evening, soup: Task, spil: Party, neighbours: Party
) -> None:
    first = say(room, soup.id, spil.id, of=spil.id).part
    second = say(room, soup.id, spil.id, of=neighbours.id).part
    assert (first.stance, second.stance) == (Stance.OFFERED, Stance.EXPECTED)
    role_room.take_back(room.store, meeting_id=room.id, part_id=first.id, device="Fatma", now=NOW)
    assert told(room) == [second]


def test_a_phone_takes_back_what_it_said_and_nothing_of_another(
    room: Evening, soup: Task, spil: Party
) -> None:
    part = say(room, soup.id, spil.id, of=spil.id).part
    with pytest.raises(NotFound, match=r"role_part\.unknown"):
        role_room.take_back(room.store, meeting_id=room.id, part_id=part.id, device="Henk", now=NOW)
    role_room.take_back(room.store, meeting_id=room.id, part_id=part.id, device="Fatma", now=NOW)
    with pytest.raises(NotFound, match=r"role_part\.unknown"):
        role_room.take_back(room.store, meeting_id=room.id, part_id=part.id, device="Fatma", now=NOW)
    assert told(room) == []


def test_what_was_agreed_is_not_taken_back_from_a_phone(room: Evening, soup: Task, spil: Party) -> None:
    role.agree(room.store, task_id=soup.id, chosen={LEAD: [spil.id]}, before={}, now=NOW)
    (agreed,) = told(room)
    with pytest.raises(NotFound):
        role_room.take_back(room.store, meeting_id=room.id, part_id=agreed.id, device="", now=NOW)
    with pytest.raises(NotFound):
        role_room.take_back_card(room.store, meeting_id=room.id, part_id=agreed.id, table=1)


@pytest.mark.parametrize(
    ("fields", "error", "code"),
    [
        ({"task_id": 99}, NotFound, "task.unknown"),
        ({"task_id": None}, RuleBroken, "role.choice"),
        ({"task_id": "1"}, RuleBroken, "role.choice"),
        ({"task_id": True}, RuleBroken, "role.choice"),
        ({"kind": "baas"}, RuleBroken, "role.choice"),
        ({"kind": None}, RuleBroken, "role.choice"),
        ({"kind": ["trekker"]}, RuleBroken, "role.choice"),
        ({"target": None}, RuleBroken, "mention.id"),
        ({"target": 99}, NotFound, "party.unknown"),
        ({"target": "1"}, NotFound, "party.unknown"),
        ({"of": 99}, NotFound, "party.unknown"),
    ],
)
def test_what_cannot_be_is_refused(
    room: Evening, fields: dict[str, object], error: type[Exception], code: str
) -> None:
    with pytest.raises(error, match=code.replace(".", r"\.")):
        say(room, **{"task_id": 1, "target": 1, "of": 1} | fields)  # type: ignore[arg-type]
    assert told(room) == []


def test_a_task_that_was_taken_away_takes_no_roles(room: Evening, soup: Task, spil: Party) -> None:
    task.let_go(room.store, task_id=soup.id, now=NOW)
    with pytest.raises(NotFound, match=r"task\.unknown"):
        say(room, soup.id, spil.id, of=spil.id)


def test_who_leads_the_process_has_no_role(room: Evening, soup: Task, spil: Party) -> None:
    leader = party.write_down(room.store, name="De begeleider", type=PartyType.FACILITATOR)
    with pytest.raises(NotFound, match=r"party\.unknown"):
        say(room, soup.id, leader.id, of=spil.id)


def test_one_phone_says_sixty_things_and_a_table_more(room: Evening, spil: Party) -> None:
    tasks = [task.add(room.store, title=f"Taak {number}").id for number in range(11)]
    every = [(each, kind) for each in tasks for kind in RoleKind]
    for each, kind in every[:MOST_OF_ONE]:
        say(room, each, spil.id, of=spil.id, kind=kind)
    with pytest.raises(Conflict, match=r"role\.many"):
        say(room, every[-1][0], spil.id, of=spil.id, kind=every[-1][1])
    assert not say(room, every[0][0], spil.id, of=spil.id, kind=every[0][1]).is_new
    for each, kind in every:
        saying = Saying(each, kind, spil.id, spil.id)
        role_room.say_on_card(room.store, saying, meeting_id=room.id, table=3, now=NOW)
    assert len(told(room)) == MOST_OF_ONE + len(every)


def test_a_closed_question_takes_nothing_from_phones_and_still_takes_paper(
    room: Evening, soup: Task, spil: Party
) -> None:
    part = say(room, soup.id, spil.id, of=spil.id).part
    meeting.set_phase(room.store, meeting_id=room.id, phase=Phase.DONE, now=NOW)
    with pytest.raises(Conflict, match=r"question\.closed"):
        say(room, soup.id, spil.id, of=None)
    with pytest.raises(Conflict, match=r"question\.closed"):
        role_room.take_back(room.store, meeting_id=room.id, part_id=part.id, device="Fatma", now=NOW)
    saying = Saying(soup.id, LEAD, spil.id, None)
    assert role_room.say_on_card(room.store, saying, meeting_id=room.id, table=1, now=NOW).is_new


def test_under_another_question_nothing_of_roles_is_said(room: Evening, soup: Task, spil: Party) -> None:
    part = say(room, soup.id, spil.id, of=spil.id).part
    room.ask(1)
    saying = Saying(soup.id, LEAD, spil.id, None)
    with pytest.raises(Conflict, match=r"role\.not_asked"):
        say(room, soup.id, spil.id, of=None)
    with pytest.raises(Conflict, match=r"role\.not_asked"):
        role_room.say_on_card(room.store, saying, meeting_id=room.id, table=1, now=NOW)
    with pytest.raises(Conflict, match=r"role\.not_asked"):
        role_room.take_back(room.store, meeting_id=room.id, part_id=part.id, device="Fatma", now=NOW)
    assert told(room) == [part]


def test_after_the_meeting_a_phone_says_nothing_and_no_role_leads_back_to_it(
    room: Evening, soup: Task, spil: Party
) -> None:
    say(room, soup.id, spil.id, of=spil.id)
    say(room, soup.id, spil.id, of=spil.id, device="Henk")
    meeting.close(room.store, meeting_id=room.id, now=NOW)
    with pytest.raises(Gone):
        say(room, soup.id, spil.id, of=None)
    phones = {room.owner("Fatma"), room.owner("Henk")}
    assert [(one.party_id, one.role) for one in told(room)] == [(spil.id, LEAD)] * 2
    assert not phones & {one.device for one in told(room)}


def test_a_card_belongs_to_its_table_and_the_facilitator_to_none(
    room: Evening, soup: Task, spil: Party
) -> None:
    saying = Saying(soup.id, LEAD, spil.id, spil.id)
    card = partial(role_room.say_on_card, room.store, saying, meeting_id=room.id, now=NOW)
    at_three, again, by_hand = card(table=3), card(table=3), card(table=None)
    assert (at_three.is_new, again.is_new, by_hand.is_new) == (True, False, True)
    assert (at_three.part.channel, by_hand.part.channel) == (Channel.HELPER, Channel.FACILITATOR)
    assert role_room.at_table(told(room), 3) == [at_three.part]
    assert role_room.of_phone(told(room), "") == []
    with pytest.raises(NotFound, match=r"role_part\.unknown"):
        role_room.take_back_card(room.store, meeting_id=room.id, part_id=by_hand.part.id, table=3)
    role_room.take_back_card(room.store, meeting_id=room.id, part_id=at_three.part.id, table=3)
    assert told(room) == [by_hand.part]


def test_under_a_question_about_roles_nobody_writes_notes(room: Evening) -> None:
    with pytest.raises(Conflict, match=r"question\.no_notes"):
        room.post("Groen")


def test_a_task_has_a_mark_until_it_is_settled(
    room: Evening, soup: Task, spil: Party, neighbours: Party
) -> None:
    assert open_tasks(room) == ["Soep koken"]  # nobody leads it
    say(room, soup.id, spil.id, of=spil.id)
    assert open_tasks(room) == []
    say(room, soup.id, neighbours.id, of=spil.id, kind=WORK)
    assert open_tasks(room) == ["Soep koken"]  # counted on, and not offered
    say(room, soup.id, neighbours.id, of=neighbours.id, kind=WORK, device="Henk")
    assert open_tasks(room) == []
    task.change(room.store, task_id=soup.id, before=soup, open_point="Waar koken we?")
    assert open_tasks(room) == ["Soep koken"]


def heard_in_the_hall(told: Told, meeting_id: int) -> list[str]:
    """Return the kinds of what the screen hears."""
    return [
        one["kind"]
        for _, changes, situations in told
        for change in changes
        if change.meeting_id == meeting_id
        for one in changes_for(Audience.HALL, change, situations[meeting_id])
    ]


def test_the_hall_hears_what_the_facilitator_agrees_on_the_page_of_step_three(
    room: Evening, soup: Task, spil: Party, told: Told
) -> None:
    role.agree(room.store, task_id=soup.id, chosen={LEAD: [spil.id]}, before={}, now=NOW)
    assert "roles" in heard_in_the_hall(told, room.id)
    assert open_tasks(room) == []


def test_every_phone_reads_again_when_there_is_another_task(room: Evening, told: Told) -> None:
    task.add(room.store, title="Langs de deuren")
    assert ("reset", room.id) in [(one.kind, one.meeting_id) for _, changes, _ in told for one in changes]


def test_no_meeting_hears_of_roles_while_it_asks_something_else(
    room: Evening, soup: Task, spil: Party, told: Told
) -> None:
    room.ask(1)
    told.clear()
    role.agree(room.store, task_id=soup.id, chosen={LEAD: [spil.id]}, before={}, now=NOW)
    assert heard_in_the_hall(told, room.id) == []
