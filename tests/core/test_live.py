"""In which order people hear what changed, and what somebody who was away is told."""

import asyncio
import datetime as dt
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from sok_core import clock, meeting, proposal
from sok_core.live import RING, Entry, Hub, Room, entry_of
from sok_core.model import Change, Phase
from sok_core.sight import Audience, milliseconds
from tests.core.conftest import Told
from tests.evening import NOW, Evening


def test_a_change_of_sight_lets_everybody_read_anew(evening: Evening, told: Told) -> None:
    evening.ask()
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.TOGETHER, now=NOW)
    meeting.reword_question(evening.store, prompt_id=evening.prompts[0].id, text="Wat nu?")
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert all(entry_of(revision, changes, s.get(evening.id)).is_reset for revision, changes, s in told)


def test_a_timer_is_told_without_reading_anew(evening: Evening, told: Told) -> None:
    evening.ask()
    told.clear()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=1, now=NOW, locks=True)
    ((revision, changes, situations),) = told
    entry = entry_of(revision, changes, situations[evening.id])
    assert not entry.is_reset
    assert {"ends_at": milliseconds(NOW) + 60_000, "locks": True} == json.loads(
        b"[%s]" % entry.parts[Audience.PHONE]
    )[-1]["timer"]


def test_versions_only_go_up(evening: Evening, told: Told) -> None:
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


def test_somebody_who_fell_behind_the_ring_reads_anew() -> None:
    room = Room(0, 0)
    for revision in range(1, RING + 3):
        room.add(entry(revision))
    assert room.since(1) is None
    assert [e.revision for e in room.since(2) or []] == list(range(3, RING + 3))


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


def test_the_number_of_phones_is_told_when_it_changes() -> None:
    hub, room = Hub(), Room(0, 0, told_phones=0)
    hub.count(room)
    assert room.pulse == 0
    before = hub.pulse
    room.presence.see("Fatma")
    for _ in range(2):
        hub.count(room)
        assert (room.pulse, room.told_phones) == (before + 1, 1)


def test_a_pulse_goes_on_after_a_restart() -> None:
    """Who was drawn with a pulse of before hears of whatever happens after it, in whichever room."""
    hub, rooms = Hub(), [Room(0, 0), Room(0, 0)]
    for room in rooms:
        hub.beat(room)
    assert rooms[0].pulse < rooms[1].pulse == hub.pulse
    after = Hub(clock=lambda: clock.now() + dt.timedelta(seconds=1))
    assert after.pulse > hub.pulse


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


def test_a_write_of_another_process_just_before_ours_lets_everybody_read_anew(evening: Evening) -> None:
    """The command line wrote revision 6, and we wrote 7 before anybody looked for that."""

    async def run() -> None:
        hub = Hub()
        hub.start()
        rooms = [hub.room("wijk", number, version=lambda: 5) for number in (1, 2)]
        hub.publish("wijk", 7, [Change("note", 1)], {1: evening.situation})
        await asyncio.sleep(0)
        for room in rooms:
            assert (room.version, room.since(5), room.since(7)) == (7, None, [])

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


def test_a_dossier_that_is_renamed_or_deleted_ends_its_streams_and_no_others() -> None:
    async def run() -> None:
        hub = Hub()
        hub.start()
        rooms = [hub.room("wijk", number, version=lambda: 5) for number in (0, 1)]
        elsewhere = hub.room("dorp", 1, version=lambda: 5)
        waiting = [asyncio.create_task(hub.wait(room, seen=5, pulse=0, seconds=30)) for room in rooms]
        await asyncio.sleep(0)
        hub.drop("wijk")
        assert await asyncio.wait_for(asyncio.gather(*waiting), 10) == [True, True]
        assert [room.is_closed for room in (*rooms, elsewhere)] == [True, True, False]
        assert hub.room("wijk", 1, version=lambda: 9) is not rooms[1]
        assert hub.room("dorp", 1, version=lambda: 9) is elsewhere

    asyncio.run(run())


def test_all_threads_find_the_same_room() -> None:
    hub, together = Hub(), threading.Barrier(12)

    def enter(_: int) -> Room:
        together.wait(10)
        return hub.room("wijk", 1, version=lambda: len(hub.rooms))

    with ThreadPoolExecutor(12) as pool:
        rooms = list(pool.map(enter, range(12)))
    assert {id(room) for room in rooms} == {id(hub.rooms["wijk", 1])}


def test_a_room_is_made_only_once_also_when_reading_takes_long() -> None:
    hub, is_reading, may_go_on = Hub(), threading.Event(), threading.Event()

    def slow() -> int:
        is_reading.set()
        assert may_go_on.wait(10)
        return 5

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(hub.room, "wijk", 1, version=slow)
        assert is_reading.wait(10)
        second = pool.submit(hub.room, "wijk", 1, version=lambda: 5)
        may_go_on.set()
        assert first.result(10) is second.result(10)


def test_what_is_written_while_a_room_is_made_is_not_missed() -> None:
    async def run() -> None:
        hub, revisions = Hub(), iter((5, 6))
        hub.start()
        room = hub.room("wijk", 1, version=lambda: next(revisions))
        await asyncio.sleep(0)
        assert (room.version, room.since(5), room.since(6)) == (6, None, [])

    asyncio.run(run())


def test_an_objection_that_was_hidden_again_is_not_told_to_whoever_lags_behind(
    evening: Evening, told: Told
) -> None:
    evening.ask()
    written = proposal.write(evening.store, meeting_id=evening.id, text="We eten samen.", now=NOW)
    proposal.show(evening.store, proposal_id=written.id, now=NOW)
    asked = {"meeting_id": evening.id, "proposal_id": written.id, "wording": 1}
    proposal.object_on_paper(evening.store, text="Gemeen!", key="k", table=1, **asked)  # type: ignore[arg-type]
    proposal.close_round(evening.store, proposal_id=written.id, now=NOW)
    with evening.store.read() as tables:
        (one,) = tables.round(written.id).answers
    told.clear()
    for is_shown in (True, False):
        proposal.show_objection(evening.store, answer_id=one.id, is_shown=is_shown, now=NOW)
    room = Room(told[0][0] - 1, told[0][0] - 1)
    for revision, changes, situations in told:
        room.add(entry_of(revision, changes, situations[evening.id]))
    late = room.since(room.base) or []
    heard = [part for one in late if (part := one.part(Audience.HALL, ""))]
    assert [json.loads(part)["proposal"]["objections"] for part in heard] == [[]]
