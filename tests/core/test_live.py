"""Who may see what, in which order, and what somebody who was away is told."""

import asyncio
import json
from collections.abc import Sequence

import pytest

from sok_core import live, meeting, note
from sok_core.live import Audience, Entry, Hub, Room, changes_for, entry_of, own_change, to_json
from sok_core.model import Change, Group, Phase, ScreenView, Situation
from tests.evening import NOW, Evening

SECRETS = ("Geheim briefje", "stadspraatje", "organisatie", "telefoon", "device", "table")


@pytest.fixture
def told(evening: Evening) -> list[tuple[int, list[Change], dict[int, Situation]]]:
    """Everything that the store told its listeners."""
    heard: list[tuple[int, list[Change], dict[int, Situation]]] = []

    def listen(revision: int, changes: Sequence[Change], situations: dict[int, Situation]) -> None:
        heard.append((revision, list(changes), situations))

    evening.store.listeners.append(listen)
    return heard


def everything(
    evening: Evening, audience: Audience, told: list[tuple[int, list[Change], dict[int, Situation]]]
) -> str:
    """Return all bytes that an audience gets: its state now, and every change that was told."""
    situation = evening.situation
    parts = [to_json(evening.state(audience, device="Henk"))]
    parts += [
        to_json(changes_for(audience, change, situation)) for _, changes, _ in told for change in changes[-1:]
    ]
    return b"".join(parts).decode()


@pytest.mark.parametrize("audience", [Audience.PHONE, Audience.HALL])
@pytest.mark.parametrize("phase", list(Phase))
def test_a_hidden_note_never_travels(
    evening: Evening,
    told: list[tuple[int, list[Change], dict[int, Situation]]],
    audience: Audience,
    phase: Phase,
) -> None:
    evening.ask()
    posted = evening.post("Geheim briefje", group=Group.ORGANISATION)
    device = evening.notes[0].device
    told.clear()
    note.hide(evening.store, note_id=posted.id, reason="stadspraatje", now=NOW)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)
    seen = everything(evening, audience, told)
    assert not [secret for secret in (*SECRETS, device) if secret in seen]


@pytest.mark.parametrize("audience", [Audience.PHONE, Audience.HALL])
@pytest.mark.parametrize("phase", list(Phase))
def test_a_note_is_seen_by_others_only_when_all_may_see_all(
    evening: Evening, audience: Audience, phase: Phase
) -> None:
    evening.ask()
    evening.post("Groen", group=Group.RESIDENT)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)
    (kept,) = evening.notes
    seen = to_json(
        evening.state(audience, device="Henk")
        | {"c": changes_for(audience, Change("note", evening.id, kept), evening.situation)}
    )
    assert (b"Groen" in seen) == phase.is_shared
    assert kept.device.encode() not in seen
    assert b"bewoner" not in seen


def test_the_facilitator_sees_everything_but_the_device(evening: Evening) -> None:
    evening.ask()
    posted = evening.post("Groen", group=Group.RESIDENT)
    note.hide(evening.store, note_id=posted.id, reason="naam", now=NOW)
    (seen,) = evening.state(Audience.FACILITATOR)["notes"]
    assert (seen["text"], seen["hidden"], seen["reason"], seen["group"]) == ("Groen", True, "naam", "bewoner")
    assert evening.notes[0].device not in json.dumps(evening.state(Audience.FACILITATOR))


@pytest.mark.parametrize("screen", [view for view in ScreenView if view is not ScreenView.QUESTION])
def test_the_hall_sees_no_notes_behind_another_picture(evening: Evening, screen: ScreenView) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Groen")
    meeting.show(evening.store, meeting_id=evening.id, screen=screen)
    assert evening.state(Audience.HALL)["notes"] == []
    assert len(evening.state(Audience.PHONE)["notes"]) == 1


def test_a_writer_sees_his_own_notes_of_every_question(evening: Evening) -> None:
    for question in (1, 2):
        evening.ask(question)
        evening.post(f"bij vraag {question}")
    evening.post("van Henk", device="Henk")
    own = evening.state(Audience.PHONE, device="Fatma")["own"]
    assert [n["text"] for n in own] == ["bij vraag 1", "bij vraag 2"]


def test_a_writer_hears_that_his_note_is_hidden_but_not_its_words(evening: Evening) -> None:
    evening.ask()
    posted = evening.post("Groen")
    note.hide(evening.store, note_id=posted.id, reason="naam", now=NOW)
    (hidden,) = evening.notes
    (change,) = own_change(Change("note", evening.id, hidden))
    assert change == {
        "kind": "own",
        "id": hidden.id,
        "number": 1,
        "question": hidden.prompt_id,
        "hidden": True,
    }
    assert evening.state(Audience.PHONE, device="Fatma")["own"] == [
        {k: change[k] for k in change if k != "kind"}
    ]


def test_notes_of_another_question_are_not_on_the_wall(evening: Evening) -> None:
    evening.ask(1)
    evening.post("eerste")
    evening.ask(2, Phase.TOGETHER)
    evening.post("tweede")
    for audience in (Audience.PHONE, Audience.HALL):
        assert [n["text"] for n in evening.state(audience)["notes"]] == ["tweede"]


def test_the_screen_counts_while_everybody_writes_for_himself(evening: Evening) -> None:
    evening.ask()
    evening.post("Groen")
    state = evening.state(Audience.HALL)
    assert (state["count"], state["notes"], state["phase"]) == (1, [], "open")
    assert "count" not in evening.state(Audience.PHONE)


def test_phones_get_no_notes_after_the_meeting(evening: Evening) -> None:
    evening.ask()
    evening.post("nooit gedeeld")
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert evening.state(Audience.PHONE, device="Fatma")["notes"] == []
    (kept,) = evening.notes
    assert changes_for(Audience.PHONE, Change("note", evening.id, kept), evening.situation) == []


def test_a_change_of_sight_lets_everybody_read_anew(
    evening: Evening, told: list[tuple[int, list[Change], dict[int, Situation]]]
) -> None:
    evening.ask()
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.TOGETHER, now=NOW)
    meeting.reword_question(evening.store, prompt_id=evening.prompts[0].id, text="Wat nu?")
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert all(entry_of(revision, changes, s.get(evening.id)).is_reset for revision, changes, s in told)


def test_a_timer_is_told_without_reading_anew(
    evening: Evening, told: list[tuple[int, list[Change], dict[int, Situation]]]
) -> None:
    evening.ask()
    told.clear()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=1, now=NOW, locks=True)
    ((revision, changes, situations),) = told
    entry = entry_of(revision, changes, situations[evening.id])
    assert not entry.is_reset
    assert {"ends_at": live.milliseconds(NOW) + 60_000, "locks": True} == json.loads(
        b"[%s]" % entry.parts[Audience.PHONE]
    )[-1]["timer"]


def test_versions_only_go_up(
    evening: Evening, told: list[tuple[int, list[Change], dict[int, Situation]]]
) -> None:
    evening.ask()
    for number in range(5):
        evening.post(f"briefje {number}")
    revisions = [revision for revision, _, _ in told]
    assert revisions == sorted(set(revisions))


def entry(revision: int, *note_ids: int) -> Entry:
    return Entry(revision, False, {}, {}, frozenset(note_ids))


def test_somebody_who_was_away_gets_what_he_missed_in_order() -> None:
    room = Room(10, 10)
    for revision in (11, 13, 14):
        room.add(entry(revision))
    assert [e.revision for e in room.since(10) or []] == [11, 13, 14]
    assert [e.revision for e in room.since(12) or []] == [13, 14]
    assert room.since(14) == []


@pytest.mark.parametrize("seen", [0, 9, 15, 10**15])
def test_somebody_from_before_or_from_the_future_reads_anew(seen: int) -> None:
    room = Room(10, 10)
    room.add(entry(14))
    assert room.since(seen) is None


def test_somebody_who_fell_behind_the_ring_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "RING", 3)
    room = Room(0, 0)
    for revision in range(1, 6):
        room.add(entry(revision))
    assert room.since(1) is None
    assert [e.revision for e in room.since(2) or []] == [3, 4, 5]


def test_what_a_note_said_before_is_never_told_again() -> None:
    room = Room(0, 0)
    for revision, note_id in ((1, 7), (2, 8), (3, 7)):
        room.add(entry(revision, note_id))
    assert [(e.revision, e.is_reset) for e in room.since(0) or []] == [(1, True), (2, False), (3, False)]
    assert not any(e.is_reset for e in room.since(1) or [])


def test_a_room_that_forgets_lets_everybody_read_anew() -> None:
    room = Room(0, 0)
    room.add(entry(1, 7))
    room.forget(9)
    assert room.since(1) is None
    assert room.since(9) == []


def test_a_phone_counts_once_however_many_streams_it_has() -> None:
    room = Room(0, 0)
    for device in ("a", "a", "b"):
        room.enter(device)
    room.leave("a")
    assert room.phones() == 2
    assert room.streams == {"a": 1, "b": 1}


def test_a_hub_without_a_server_is_silent() -> None:
    hub = Hub()
    room = hub.room("wijk", 1, version=lambda: 0)
    hub.publish("wijk", 1, [Change("note", 1)], {})
    hub.reset("wijk", 1)
    hub.close()
    assert (room.version, room.entries) == (0, [])


def test_a_change_in_one_meeting_moves_the_others_on_without_words(evening: Evening) -> None:
    async def run() -> None:
        hub = Hub()
        hub.start()
        here, there = (hub.room("wijk", number, version=lambda: 5) for number in (1, 2))
        elsewhere = hub.room("dorp", 1, version=lambda: 5)
        hub.publish("wijk", 6, [Change("meeting", 1)], {1: evening.situation})
        await asyncio.sleep(0)
        assert (here.version, len(here.entries)) == (6, 1)
        assert (there.version, there.entries) == (6, [])
        assert elsewhere.version == 5

    asyncio.run(run())


def test_a_waiter_wakes_at_a_change_and_gives_up_in_time() -> None:
    async def run() -> None:
        hub = Hub()
        hub.start()
        room = hub.room("wijk", 1, version=lambda: 5)
        assert not await hub.wait(room, seen=5, pulse=0, seconds=0.01)
        waiting = asyncio.create_task(hub.wait(room, seen=5, pulse=0, seconds=30))
        await asyncio.sleep(0)
        room.add(entry(6))
        assert await waiting
        assert room.waiters == set()

    asyncio.run(run())
