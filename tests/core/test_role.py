"""Roles: what is still to be talked about, and what settles it."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest

from sok_core import meeting, notice, party, role, settings, signature, task
from sok_core.clock import utc
from sok_core.errors import Conflict, RuleBroken
from sok_core.model import (
    Capacity,
    DecisionKind,
    Group,
    Party,
    PartyStatus,
    PartyType,
    RoleKind,
    RolePart,
    Stance,
    Step,
    Task,
)
from sok_core.role import Mismatch, MismatchKind
from sok_core.store import Store
from tests import signing
from tests.evening import NOW, Evening
from tests.molenkwartier import neighbourhood
from tests.signing import LATER, PEN

RESIDENTS, TOWN, SPIL, HEAT = 1, 2, 3, 4
PARTIES = [
    Party(id=number, name=name, short_name=name, type=type, status=PartyStatus.AT_THE_TABLE)
    for number, name, type in (
        (RESIDENTS, "Bewoners", PartyType.RESIDENTS_INITIATIVE),
        (TOWN, "Gemeente", PartyType.MUNICIPALITY),
        (SPIL, "De Spil", PartyType.COMMUNITY_CENTRE),
        (HEAT, "Warmte", PartyType.ENERGY_COMPANY),
    )
]
DOORS = Task(1, 1, "Langs de deuren", meeting_id=7)


def part(party_id: int, kind: RoleKind, stance: Stance, *, task_id: int = 1, **more: Any) -> RolePart:
    return RolePart(1, party_id, kind, stance, task_id=task_id, **more)


def offered(party_id: int, kind: RoleKind = RoleKind.LEAD, **more: Any) -> RolePart:
    return part(party_id, kind, Stance.OFFERED, **more)


def expected(
    party_id: int, kind: RoleKind = RoleKind.LEAD, group: Group | None = Group.RESIDENT, **more: Any
) -> RolePart:
    return part(party_id, kind, Stance.EXPECTED, group=group, **more)


def agreed(party_id: int, kind: RoleKind = RoleKind.LEAD, **more: Any) -> RolePart:
    return part(party_id, kind, Stance.AGREED, **more)


def refused(party_id: int, kind: RoleKind = RoleKind.LEAD, **more: Any) -> RolePart:
    return part(party_id, kind, Stance.NOT, text="Wij trekken niet.", **more)


def kinds(*parts: RolePart, **more: Any) -> list[MismatchKind]:
    return [one.kind for one in role.mismatches([DOORS], parts, PARTIES, **more)]


def test_a_task_of_which_nobody_was_named_as_lead_has_no_lead() -> None:
    (found,) = role.mismatches([DOORS], [offered(TOWN, RoleKind.ADVISER)], PARTIES)
    assert (found.kind, found.party_ids, found.task_ids) == (MismatchKind.NO_LEAD, (), (1,))
    assert found.item == "Langs de deuren: Wie trekt de kar?"


def test_a_task_that_was_divided_without_a_lead_has_no_lead_though_one_was_offered() -> None:
    assert kinds(offered(TOWN), agreed(SPIL, RoleKind.EXECUTOR)) == [MismatchKind.NO_LEAD]


def test_residents_and_an_organisation_lead_as_one() -> None:
    assert kinds(offered(RESIDENTS), offered(TOWN)) == []
    assert kinds(agreed(RESIDENTS), agreed(TOWN)) == []


@pytest.mark.parametrize("leads", [(TOWN, SPIL), (RESIDENTS, TOWN, SPIL)])
def test_two_organisations_or_three_leads_are_too_many(leads: tuple[int, ...]) -> None:
    (found,) = role.mismatches([DOORS], [offered(one) for one in leads], PARTIES)
    assert (found.kind, set(found.party_ids)) == (MismatchKind.TWO_LEADS, set(leads))


def test_one_agreed_lead_settles_that_two_wanted_to() -> None:
    assert kinds(offered(TOWN), offered(SPIL), agreed(SPIL)) == []


def test_who_is_counted_on_and_did_not_offer_is_asked() -> None:
    found = role.mismatches([DOORS], [offered(TOWN), expected(SPIL, RoleKind.EXECUTOR)], PARTIES)
    assert [(one.kind, one.party_ids) for one in found] == [(MismatchKind.NOT_OFFERED, (SPIL,))]
    assert found[0].text.startswith("Bewoners rekenen op De Spil om het werk te doen.")


def test_who_is_counted_on_by_two_groups_is_told_once() -> None:
    both = expected(SPIL, RoleKind.EXECUTOR), expected(SPIL, RoleKind.EXECUTOR, Group.ORGANISATION)
    assert kinds(offered(TOWN), *both) == [MismatchKind.NOT_OFFERED]


def test_who_is_counted_on_and_refuses_is_not_asked_again() -> None:
    parts = expected(TOWN), expected(TOWN, group=Group.ORGANISATION), refused(TOWN)
    lead, found = role.mismatches([DOORS], parts, PARTIES)
    assert (lead.kind, lead.text) == (
        MismatchKind.NO_LEAD,
        "Niemand bood aan dit te trekken, en wie genoemd is, wil het niet.",
    )
    assert (found.kind, found.party_ids) == (MismatchKind.REFUSED, (TOWN,))
    assert found.text == (
        "Mensen rekenen op Gemeente om de kar te trekken. "
        "Die wil dat niet: ‘Wij trekken niet’. Zoek een ander."
    )
    assert found.item == "Langs de deuren: Wie trekt de kar?"
    assert kinds(*parts, agreed(SPIL)) == [MismatchKind.REFUSED]
    assert kinds(*parts, agreed(SPIL), agreed(TOWN, RoleKind.ADVISER)) == []
    assert kinds(offered(SPIL), expected(TOWN), refused(TOWN, RoleKind.FUNDER)) == [
        MismatchKind.NOT_OFFERED,
        MismatchKind.NOT_WANTED,
    ]


def test_who_agreed_on_what_he_refuses_is_told_with_both() -> None:
    parts = expected(TOWN), agreed(TOWN), refused(TOWN), refused(TOWN, RoleKind.FUNDER)
    (found,) = role.mismatches([DOORS], parts, PARTIES)
    assert (found.kind, found.party_ids) == (MismatchKind.CONTRADICTED, (TOWN,))
    assert found.text.startswith(
        "Met Gemeente is afgesproken om de kar te trekken. "
        "Die zei ook dat niet te willen: ‘Wij trekken niet’."
    )


def test_who_refuses_to_lead_is_not_overloaded_with_leading() -> None:
    tasks = [Task(number, number, f"Taak {number}") for number in range(1, 5)]
    parts = [
        each for one in tasks for each in (expected(RESIDENTS, task_id=one.id), offered(SPIL, task_id=one.id))
    ]
    kinds_of = {one.kind for one in role.mismatches(tasks, parts, PARTIES)}
    assert MismatchKind.OVERLOADED in kinds_of
    parts += [refused(RESIDENTS, task_id=4)]
    assert MismatchKind.OVERLOADED not in {one.kind for one in role.mismatches(tasks, parts, PARTIES)}


def test_who_must_be_kept_informed_is_never_missed() -> None:
    assert kinds(offered(TOWN), expected(SPIL, RoleKind.INFORMED)) == []


def test_any_agreed_role_settles_what_was_expected_of_a_party() -> None:
    parts = agreed(TOWN), expected(SPIL, RoleKind.EXECUTOR), agreed(SPIL, RoleKind.INFORMED)
    assert kinds(*parts) == []


def test_who_offers_what_residents_want_of_others_is_not_wanted() -> None:
    parts = offered(TOWN), offered(HEAT, RoleKind.ADVISER), expected(SPIL, RoleKind.ADVISER)
    assert kinds(*parts) == [MismatchKind.NOT_OFFERED, MismatchKind.NOT_WANTED]


def test_what_organisations_expect_of_each_other_makes_no_offer_unwanted() -> None:
    theirs = expected(SPIL, RoleKind.ADVISER, Group.ORGANISATION)
    assert kinds(offered(TOWN), offered(HEAT, RoleKind.ADVISER), theirs) == [MismatchKind.NOT_OFFERED]


def test_who_wants_to_decide_along_takes_nobodys_place() -> None:
    parts = offered(TOWN), offered(HEAT, RoleKind.CO_DECIDER), expected(SPIL, RoleKind.CO_DECIDER)
    assert kinds(*parts) == [MismatchKind.NOT_OFFERED]


@pytest.mark.parametrize(
    ("present", "is_told"), [({7: [TOWN]}, True), ({7: [TOWN, SPIL]}, False), ({7: []}, False), ({}, False)]
)
def test_a_co_decider_who_was_not_ticked_is_absent(present: dict[int, list[int]], is_told: bool) -> None:
    found = kinds(agreed(TOWN), agreed(SPIL, RoleKind.CO_DECIDER), present=present)
    assert found == ([MismatchKind.ABSENT] if is_told else [])


def many(count: int, *, party_id: int = RESIDENTS, **more: Any) -> list[Mismatch]:
    tasks = [Task(number, number, f"Taak {number}") for number in range(1, count + 1)]
    parts = [offered(party_id, task_id=one.id, **more) for one in tasks]
    return role.mismatches(tasks, parts, PARTIES)


def test_volunteers_may_lead_three_tasks_and_not_four() -> None:
    assert many(3) == []
    (found,) = many(4)
    assert (found.kind, found.task_ids, found.party_ids) == (
        MismatchKind.OVERLOADED,
        (1, 2, 3, 4),
        (RESIDENTS,),
    )


def test_paid_people_may_lead_more() -> None:
    assert many(5, party_id=TOWN) == []
    assert many(5, capacity=Capacity.PAID) == []
    assert len(many(5, party_id=TOWN, capacity=Capacity.VOLUNTEER)) == 1


def test_what_may_stand_on_an_agenda_names_no_party() -> None:
    parts = offered(TOWN), offered(SPIL), offered(HEAT), expected(RESIDENTS, RoleKind.EXECUTOR)
    found = [*role.mismatches([DOORS], parts, PARTIES), *many(4)]
    assert {one.kind for one in found} >= {MismatchKind.TWO_LEADS, MismatchKind.NOT_OFFERED}
    assert not [one.item for one in found if any(each.short_name in one.item for each in PARTIES)]


# The fictional neighbourhood, against what its facilitator wrote down by hand.


@pytest.fixture(scope="module")
def molenkwartier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("demo")) as store:
        yield store


def written() -> set[tuple[str, str, str, str]]:
    """Return what the demo says by hand: task, kind, party, role."""
    folder = settings.demo_folder()
    names = {
        one["id"]: one["short_name"]
        for one in json.loads((folder / "parties.json").read_text(encoding="utf-8"))
    }
    return {
        (one["title"], each["kind"], name, each["role"])
        for one in json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
        for each in one["mismatches"]
        for name in [names[party_id] for party_id in each["party_ids"]] or [""]
    }


def worked_out(store: Store, stances: tuple[Stance, ...]) -> set[tuple[str, str, str, str]]:
    with store.read() as tables:
        tasks, parties = tables.task.all(), tables.party.all()
        parts = [one for one in tables.role_part.of_tasks() if one.stance in stances]
        present = {one.id: tables.meeting.parties_present(one.id) for one in tables.meeting.all()}
    titles = {one.id: one.title for one in tasks}
    names = {one.id: one.short_name for one in parties}
    return {
        (titles[task_id], str(one.kind), name, str(one.role))
        for one in role.mismatches(tasks, parts, parties, present=present)
        for task_id in one.task_ids
        for name in [names[each] for each in one.party_ids] or [""]
    }


def test_the_neighbourhoods_mismatches_before_it_agreed_are_those_written_by_hand(
    molenkwartier: Store,
) -> None:
    found, hand = worked_out(molenkwartier, (Stance.OFFERED, Stance.EXPECTED)), written()
    assert hand - found == set()
    # We name all four tasks that the volunteers are named to lead, by hand one of them was left out.
    # De Spil offers money where residents named others; the facilitator knew that nobody minds.
    assert found - hand == {
        ("Tocht weg en kleine klussen", "overvraagde_vrijwilligers", "Warm Molenkwartier", "trekker"),
        ("Geld en vergoedingen regelen", "aangeboden_niet_gewenst", "De Spil", "financier"),
    }


def test_what_the_neighbourhood_agreed_leaves_little_to_talk_about(molenkwartier: Store) -> None:
    found = worked_out(molenkwartier, tuple(Stance))
    assert found - {("Bijhouden en elkaar aanspreken", "geen_trekker", "", "trekker")} == {
        # It offered to pay, others were agreed on, and it never had an answer.
        ("Tocht weg en kleine klussen", "aangeboden_niet_gewenst", "Kadewarmte", "financier"),
        *(
            (title, "overvraagde_vrijwilligers", "Warm Molenkwartier", "trekker")
            for title in (
                "Langs de deuren gaan",
                "Tocht weg en kleine klussen",
                "Trekken en bij elkaar houden",
                "Meebeslissen over de warmtebron",
            )
        ),
    }


# What is written down.


@pytest.fixture
def spil(evening: Evening) -> Party:
    return party.write_down(evening.store, name="De Spil")


@pytest.fixture
def doors(evening: Evening) -> Task:
    return task.add(evening.store, title="Langs de deuren", meeting_id=evening.id)


def parts_of(evening: Evening) -> list[RolePart]:
    with evening.store.read() as tables:
        return tables.role_part.of_tasks()


def test_saying_it_again_puts_it_right(evening: Evening, spil: Party, doors: Task) -> None:
    for hours in (2.0, 4.0):
        role.say(
            evening.store,
            party_id=spil.id,
            role=RoleKind.LEAD,
            stance=Stance.OFFERED,
            task_id=doors.id,
            hours=hours,
            now=NOW,
        )
    (found,) = parts_of(evening)
    assert (found.hours, found.meeting_id) == (4, evening.id)


def test_what_two_groups_expect_is_kept_apart(evening: Evening, spil: Party, doors: Task) -> None:
    for group in Group:
        role.say(
            evening.store,
            party_id=spil.id,
            role=RoleKind.LEAD,
            stance=Stance.EXPECTED,
            task_id=doors.id,
            group=group,
            now=NOW,
        )
    assert [one.group for one in parts_of(evening)] == list(Group)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"stance": Stance.NOT}, "role.refused_empty"),
        ({"stance": Stance.OFFERED, "hours": 81}, "role.hours"),
        ({"stance": Stance.OFFERED, "hours": -1}, "role.hours"),
        ({"stance": Stance.NOT, "text": "x" * 201}, "role.too_long"),
    ],
)
def test_what_cannot_be_is_refused(evening: Evening, spil: Party, more: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        role.say(evening.store, party_id=spil.id, role=RoleKind.LEAD, now=NOW, **more)
    assert caught.value.code == code
    with evening.store.read() as tables:
        assert tables.role_part.all() == []


def test_what_is_agreed_takes_the_hours_of_the_offer_along(
    evening: Evening, spil: Party, doors: Task
) -> None:
    role.say(
        evening.store,
        party_id=spil.id,
        role=RoleKind.LEAD,
        stance=Stance.OFFERED,
        task_id=doors.id,
        hours=3,
        capacity=Capacity.PAID,
        now=NOW,
    )
    role.agree(evening.store, task_id=doors.id, chosen={RoleKind.LEAD: [spil.id]}, before={}, now=NOW)
    (found,) = [one for one in parts_of(evening) if one.stance is Stance.AGREED]
    assert (found.hours, found.capacity) == (3, Capacity.PAID)
    role.agree(
        evening.store,
        task_id=doors.id,
        chosen={RoleKind.LEAD: []},
        before={RoleKind.LEAD: [spil.id]},
        now=NOW,
    )
    assert [one.stance for one in parts_of(evening)] == [Stance.OFFERED]


def test_two_people_who_agree_on_the_same_role_at_once_are_told(
    evening: Evening, spil: Party, doors: Task
) -> None:
    town = party.write_down(evening.store, name="Gemeente")
    role.agree(evening.store, task_id=doors.id, chosen={RoleKind.LEAD: [spil.id]}, before={}, now=NOW)
    with pytest.raises(Conflict) as caught:
        role.agree(evening.store, task_id=doors.id, chosen={RoleKind.LEAD: [town.id]}, before={}, now=NOW)
    assert caught.value.values == {"field": "Trekker", "there": "De Spil"}
    role.agree(evening.store, task_id=doors.id, chosen={RoleKind.FUNDER: [town.id]}, before={}, now=NOW)
    assert role.agreed(parts_of(evening)) == {RoleKind.LEAD: (spil.id,), RoleKind.FUNDER: (town.id,)}


def test_a_task_of_which_the_lead_left_the_table_has_no_lead() -> None:
    (found,) = role.mismatches([DOORS], [agreed(TOWN), offered(SPIL)], PARTIES, gone={TOWN})
    assert found.kind is MismatchKind.NO_LEAD
    assert found.text == "Gemeente trok dit, en doet niet meer mee. Kies een andere trekker."
    assert kinds(agreed(TOWN), agreed(RESIDENTS), gone={TOWN}) == []
    assert kinds(expected(TOWN, RoleKind.FUNDER), agreed(RESIDENTS), gone={TOWN}) == []
    assert not role.has_lost_lead([agreed(TOWN), agreed(RESIDENTS)], {TOWN})
    assert not role.has_lost_lead([], {TOWN})


def test_who_stopped_and_whose_chair_is_empty_leads_nothing(evening: Evening) -> None:
    text = signing.write(evening.store)
    text.freeze()
    text.open()
    signed = signature.sign(evening.store, party_id=text.school, pen=PEN, now=LATER)
    chair = party.add_chair(evening.store, type=PartyType.ENERGY_DESK)
    for title, party_id in (("Soep", text.school), ("Deuren", chair.id), ("Bankjes", text.town)):
        made = task.add(evening.store, title=title)
        role.agree(evening.store, task_id=made.id, chosen={RoleKind.LEAD: [party_id]}, before={}, now=NOW)
    notice.give(evening.store, signature_id=signed.id, on=LATER.date(), why="Fusie")
    with evening.store.read() as tables:
        unled = [one.task_ids for one in role.open_points(tables) if one.kind is MismatchKind.NO_LEAD]
        titles = {one.id: one.title for one in tables.task.all()}
        gone = role.gone(tables)
    assert [titles[one] for ids in unled for one in ids] == ["Soep", "Deuren"]
    assert role.with_gone({text.school: "School", text.town: "Stad"}, gone) == {
        text.school: "School (doet niet meer mee)",
        text.town: "Stad",
    }


def test_hours_are_counted_where_a_party_has_a_role_or_nothing_was_agreed_yet() -> None:
    tasks = [Task(1, 1, "Een"), Task(2, 2, "Twee"), Task(3, 3, "Drie")]
    parts = [
        offered(RESIDENTS, hours=4),
        agreed(RESIDENTS),
        offered(RESIDENTS, hours=8, task_id=2),
        agreed(TOWN, task_id=2),
        offered(RESIDENTS, hours=2, task_id=3),
        part(RESIDENTS, RoleKind.EXECUTOR, Stance.NOT, text="Geen papierwerk", task_id=3),
    ]
    (first, *_) = role.loads(tasks, parts, PARTIES)
    assert (first.party.id, first.roles, first.hours) == (RESIDENTS, ((1, RoleKind.LEAD),), 6)
    assert [one.text for one in first.refused] == ["Geen papierwerk"]


# On the next agenda.


def test_what_is_to_be_talked_about_is_parked_once_until_a_meeting_is_planned(evening: Evening) -> None:
    for _ in range(2):
        assert role.plan_talk(evening.store, item="Deuren: Wie trekt de kar?", now=NOW) == ""
    with evening.store.read() as tables:
        (parked,) = tables.decision.waiting()
        assert (parked.kind, parked.text) == (DecisionKind.PARKED, "Deuren: Wie trekt de kar?")
        assert role.planned(tables) == {"Deuren: Wie trekt de kar?"}


def test_what_is_to_be_talked_about_goes_on_the_agenda_of_a_planned_meeting_once(evening: Evening) -> None:
    coming = meeting.plan(
        evening.store,
        evening.house,
        step=Step.ROLES,
        title="Nog een keer",
        date=dt.date(2026, 12, 10),
        agenda=[(10, "Welkom", "kring")],
    )
    for _ in range(2):
        assert role.plan_talk(evening.store, item="Deuren: Wie trekt de kar?", now=NOW) == "Nog een keer"
    with evening.store.read() as tables:
        titles = [one.title for one in tables.agenda.of(coming.id)]
        assert titles == ["Welkom", "Deuren: Wie trekt de kar?"]
        assert tables.decision.waiting() == []


def test_a_neighbourhood_that_never_met_plans_a_meeting_first(evening: Evening) -> None:
    with evening.store.write() as tables:
        tables.meeting.remove(evening.id)
    with pytest.raises(Conflict) as caught:
        role.plan_talk(evening.store, item="x", now=utc(dt.date(2026, 1, 1), dt.time(12)))
    assert caught.value.code == "role.no_meeting"
