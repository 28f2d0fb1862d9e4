"""Streams over a real socket: what phones, screen and facilitator hear, and when a stream ends."""

import datetime as dt
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlite_utils import Database
from starlette.testclient import TestClient

from sok_core import access, clock, meeting, note
from sok_core.access import LOGIN_COOKIE
from sok_core.model import Phase, Role
from sok_core.presence import GRACE_SECONDS, LINGER_SECONDS, Presence
from sok_core.store.house import House
from sok_core.throttle import Places
from sok_core.web import running
from sok_core.web.live import still_in
from tests.evening import NOW, Evening
from tests.receiver import Receiver, comparable

TIMEOUT = httpx.Timeout(20)
PRESENCE = ("phones", "screens", "sheets", "trials")


@contextmanager
def stream(url: str, **options: Any) -> Iterator[Iterator[bytes]]:
    """Open a stream and yield its events, one block of lines each, without its comments."""
    with httpx.stream("GET", url, timeout=TIMEOUT, **options) as answer:
        assert answer.status_code == 200, answer.read()
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events_of(answer.iter_lines())


def events_of(lines: Iterator[str]) -> Iterator[bytes]:
    block: list[str] = []
    for line in lines:
        if line:
            block.append(line)
            continue
        if any(part.startswith(("data", "event")) for part in block):
            yield "\n".join(block).encode()
        block = []


def data_of(event: bytes) -> dict[str, Any]:
    line = next(line for line in event.decode().splitlines() if line.startswith("data: "))
    value: dict[str, Any] = json.loads(line.removeprefix("data: "))
    return value


def login(evening: Evening, role: Role) -> dict[str, str]:
    return {"cookie": f"{LOGIN_COOKIE}={evening.cookie(role)}"}


def until(events: Iterator[bytes], receiver: Receiver, is_there: Callable[[], bool]) -> None:
    """Let a receiver hear events until something is there; the timeout of the stream is the deadline."""
    while not is_there():
        receiver.hear(next(events))


def reader(url: str, **options: Any) -> Receiver:
    return Receiver(lambda: httpx.get(url, timeout=TIMEOUT, **options).json())


def test_a_phone_hears_what_others_write(address: str, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    base = f"{address}/m/{evening.code}"
    phone = reader(f"{base}/state")
    with stream(f"{base}/events?since={phone.state['version']}") as events:
        evening.post("Groen", device="Henk")
        event = next(events)
    assert event.startswith(b"id: ")
    assert [c["text"] for c in data_of(event)["changes"]] == ["Groen"]


def test_a_stream_ends_up_at_the_state(address: str, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    base = f"{address}/m/{evening.code}"
    phone = reader(f"{base}/state")
    with stream(f"{base}/events?since={phone.state['version']}") as events:
        posted = [evening.post(f"briefje {n}", device="Henk") for n in range(5)]
        note.hide(evening.store, note_id=posted[2].id, reason="", now=NOW)
        note.delete(evening.store, note_id=posted[3].id)
        until(events, phone, lambda: phone.state["version"] == evening.store.revision())
    assert phone.seen() == comparable(phone.read())
    assert [n["number"] for n in phone.seen()["notes"]] == [1, 2, 5]


def test_somebody_who_slept_goes_on_where_he_was(address: str, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    url = f"{address}/m/{evening.code}/events"
    with stream(url) as events:
        evening.post("voor de slaap", device="Henk")
        last = next(events).decode().splitlines()[0].removeprefix("id: ")
    evening.post("tijdens de slaap", device="Henk")
    with stream(url, headers={"last-event-id": last}) as events:
        assert [c["text"] for c in data_of(next(events))["changes"]] == ["tijdens de slaap"]


def test_a_note_that_was_hidden_during_a_sleep_never_travels(address: str, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    url = f"{address}/m/{evening.code}"
    phone = reader(f"{url}/state")
    with stream(f"{url}/events"):
        evening.post("een naam en adres", device="Henk")
        note.hide(evening.store, note_id=1, reason="", now=NOW)
    with stream(f"{url}/events", headers={"last-event-id": str(phone.state["version"])}) as events:
        until(events, phone, lambda: phone.resets == 1)
    assert "een naam en adres" not in phone.heard
    assert phone.state["notes"] == []


@pytest.mark.parametrize("last", ["1", "999999999999999"])
def test_somebody_from_long_ago_or_from_elsewhere_reads_anew(
    address: str, evening: Evening, last: str
) -> None:
    evening.ask()
    with stream(f"{address}/m/{evening.code}/events", headers={"last-event-id": last}) as events:
        event = next(events).decode().splitlines()
    assert "event: reset" in event
    assert f"id: {evening.store.revision()}" in event


@pytest.mark.parametrize("last", ["", "x", "-1", "1.5", "9" * 40])
def test_a_version_that_is_none_begins_now(address: str, evening: Evening, last: str) -> None:
    evening.ask(phase=Phase.TOGETHER)
    with stream(f"{address}/m/{evening.code}/events", headers={"last-event-id": last}) as events:
        evening.post("Groen", device="Henk")
        assert [c["kind"] for c in data_of(next(events))["changes"]] == ["note"]


def test_a_phase_lets_everybody_read_anew(address: str, evening: Evening) -> None:
    evening.ask()
    evening.post("Groen", device="Henk")
    base = f"{address}/m/{evening.code}"
    phone = reader(f"{base}/state")
    with stream(f"{base}/events?since={phone.state['version']}") as events:
        meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.TOGETHER, now=NOW)
        until(events, phone, lambda: phone.resets == 1)
    assert [n["text"] for n in phone.state["notes"]] == ["Groen"]


def test_a_phone_hears_at_most_twice_a_second(
    address: str, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOK_PHONE_SECONDS", "0.3")
    evening.ask(phase=Phase.TOGETHER)
    with stream(f"{address}/m/{evening.code}/events") as events:
        heard: list[dict[str, Any]] = []
        for number in range(12):
            evening.post(f"briefje {number}", device=str(number))
        while sum(len(data["changes"]) for data in heard) < 12:
            heard.append(data_of(next(events)))
    assert len(heard) <= 3
    assert all(b["now"] - a["now"] >= 290 for a, b in pairwise(heard))


def test_a_second_facilitator_wakes_nobody_and_each_message_says_the_pulse(
    address: str, evening: Evening
) -> None:
    running.current().room(evening.store, evening.id).told_phones = 0
    url = f"{address}/live/{evening.code}/events"
    with stream(url, headers=login(evening, Role.FACILITATOR)) as events:
        pulse = data_of(next(events))["pulse"]
        with stream(url, headers=login(evening, Role.FACILITATOR)) as others:
            assert data_of(next(others))["pulse"] == pulse
        evening.ask()
        assert data_of(next(events)) == {"pulse": pulse}  # reset: read anew


def test_a_phone_is_not_told_that_others_come_and_go(address: str, evening: Evening) -> None:
    with stream(f"{address}/m/{evening.code}/events") as events:
        evening.ask(phase=Phase.TOGETHER)
        assert data_of(next(events)) == {}
        evening.post("Groen", device="Henk")
        assert "pulse" not in data_of(next(events))


def test_the_screen_hears_each_note_at_once(address: str, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    with stream(
        f"{address}/live/{evening.code}/events?view=scherm", headers=login(evening, Role.SCREEN)
    ) as events:
        assert data_of(next(events))["changes"][0]["kind"] == "presence"
        for number in range(3):
            evening.post(f"briefje {number}")
            kinds = {c["kind"]: c for c in data_of(next(events))["changes"]}
            assert kinds["note"] == {
                "kind": "note",
                "id": number + 1,
                "number": number + 1,
                "text": f"briefje {number}",
            }
            assert kinds["count"] == {"kind": "count", "notes": number + 1, "hidden": 0}


def test_the_screen_only_counts_while_each_writes_for_himself(address: str, evening: Evening) -> None:
    evening.ask()
    url = f"{address}/live/{evening.code}/events"
    with (
        stream(url, headers=login(evening, Role.CORE_TEAM)) as hall,
        stream(url, headers=login(evening, Role.FACILITATOR)) as facilitator,
    ):
        evening.post("Geheim")
        heard = {"hall": "", "facilitator": ""}
        for name, events in (("hall", hall), ("facilitator", facilitator)):
            while '"count"' not in heard[name]:
                heard[name] += next(events).decode()
    assert "Geheim" not in heard["hall"]
    assert "Geheim" in heard["facilitator"]


def test_a_facilitator_on_the_screen_sees_what_the_hall_may_see(address: str, evening: Evening) -> None:
    evening.ask()
    evening.post("Geheim")
    headers, url = login(evening, Role.FACILITATOR), f"{address}/live/{evening.code}/state"
    assert "Geheim" in httpx.get(url, headers=headers).text
    assert "Geheim" not in httpx.get(f"{url}?view=scherm", headers=headers).text


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CORE_TEAM, Role.SCREEN])
def test_the_screen_and_the_facilitator_end_up_at_their_state(
    address: str, evening: Evening, role: Role
) -> None:
    evening.ask(phase=Phase.TOGETHER)
    headers, url = login(evening, role), f"{address}/live/{evening.code}"
    receiver = reader(f"{url}/state", headers=headers)
    with stream(f"{url}/events?since={receiver.state['version']}", headers=headers) as events:
        evening.post("Groen")
        meeting.set_timer(evening.store, meeting_id=evening.id, minutes=3, now=NOW)
        note.hide(evening.store, note_id=1, reason="naam", now=NOW)
        until(events, receiver, lambda: receiver.state["version"] == evening.store.revision())
    fresh = comparable(receiver.read())
    assert {k: v for k, v in receiver.seen().items() if k not in PRESENCE} == {
        k: v for k, v in fresh.items() if k not in PRESENCE
    }


def test_the_screen_tells_how_many_sheets_its_wall_has(address: str, evening: Evening) -> None:
    evening.ask()
    headers, url = login(evening, Role.SCREEN), f"{address}/live/{evening.code}"
    with stream(f"{url}/events", headers=login(evening, Role.FACILITATOR)) as events:
        next(events)
        assert httpx.post(f"{url}/sheets", json={"sheets": 4}, headers=headers).json() == {"sheets": 4}
        assert data_of(next(events))["changes"][-1]["sheets"] == 4
    for wrong in (0, 1000, "4", None, 1.5):
        answer = httpx.post(f"{url}/sheets", json={"sheets": wrong}, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (422, "sheets")
    elsewhere = headers | {"origin": "https://elders.example"}
    assert httpx.post(f"{url}/sheets", json={"sheets": 4}, headers=elsewhere).status_code == 403


def test_a_screen_is_counted_for_as_long_as_it_listens(address: str, evening: Evening) -> None:
    """The facilitator hears that the screen came on, and that it went off."""
    evening.ask()
    url = f"{address}/live/{evening.code}"
    with stream(f"{url}/events", headers=login(evening, Role.FACILITATOR)) as events:
        hears_screens(events, 0)
        with stream(f"{url}/events?view=scherm", headers=login(evening, Role.SCREEN)) as screen:
            next(screen)
            hears_screens(events, 1)
        hears_screens(events, 0)
    assert httpx.get(f"{url}/state", headers=login(evening, Role.FACILITATOR)).json()["screens"] == 0


def hears_screens(events: Iterator[bytes], number: int) -> None:
    """Listen until so many screens are told; the timeout of the stream is the deadline."""
    told = (change.get("screens") for event in events for change in data_of(event).get("changes", []))
    assert number in told


def test_a_stream_ends_when_its_login_is_withdrawn(address: str, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    cookie = evening.cookie(Role.FACILITATOR)
    headers = {"cookie": f"{LOGIN_COOKIE}={cookie}"}
    with stream(f"{address}/live/{evening.code}/events", headers=headers) as events:
        next(events)
        (login_id,) = access.unseal(evening.house, cookie)
        evening.house.withdraw_login(login_id, now=clock.now())
        evening.post("Geheim")
        assert b"Geheim" not in b"".join(events)


def test_a_login_of_another_dossier_hears_nothing(address: str, evening: Evening) -> None:
    other = running.current().shelf.create("De Overkant")
    with other.read() as tables:
        uuid = tables.dossier.current().uuid
    headers = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.SCREEN, dossier=uuid)}"}
    for path in ("state", "events"):
        assert httpx.get(f"{address}/live/{evening.code}/{path}", headers=headers).status_code == 403


def test_the_bell_of_a_dossier_rings_for_its_own_people_only(address: str, evening: Evening) -> None:
    other = running.current().shelf.create("De Overkant")
    with other.read() as tables:
        uuid = tables.dossier.current().uuid
    url = f"{address}/live/dossier/{evening.store.slug}/events"
    neighbour = {"cookie": f"{LOGIN_COOKIE}={evening.cookie(Role.CORE_TEAM, dossier=uuid)}"}
    helper = {"cookie": f"{LOGIN_COOKIE}={evening.helper(4)}"}
    for headers in ({}, neighbour, helper):
        assert httpx.head(url, headers=headers, timeout=TIMEOUT).status_code == 403
    for role in (Role.SCREEN, Role.CORE_TEAM, Role.FACILITATOR):
        with stream(url, headers=login(evening, role)) as events:
            next(events)
            meeting.show_question(evening.store, prompt_id=evening.prompts[0].id, phase=Phase.OPEN)
            assert b"event: reset" in next(events)


def test_the_bell_of_a_dossier_stops_with_its_login(address: str, evening: Evening) -> None:
    cookie = evening.cookie(Role.SCREEN)
    url = f"{address}/live/dossier/{evening.store.slug}/events"
    with stream(url, headers={"cookie": f"{LOGIN_COOKIE}={cookie}"}) as events:
        next(events)
        evening.ask()
        assert b"event: reset" in next(events)
        (login_id,) = access.unseal(evening.house, cookie)
        evening.house.withdraw_login(login_id, now=clock.now())
        evening.ask(2)
        assert list(events) == []


def test_a_login_that_runs_out_ends_its_stream(web: TestClient, evening: Evening) -> None:
    assert web
    day, now = dt.timedelta(days=1), clock.now()
    logins = [
        access.log_in(evening.house, role=Role.SCREEN, dossier=evening.uuid, now=now - ago)
        for ago in (day, 3 * day)
    ]
    visitors = [access.Visitor(Role.SCREEN, login.id) for login in logins]
    assert [still_in(who)() for who in visitors] == [True, False]
    assert not still_in(access.NOBODY)()


def test_phones_are_counted_while_they_are_here(address: str, evening: Evening) -> None:
    evening.ask()
    base = f"{address}/m/{evening.code}"
    with httpx.Client(timeout=TIMEOUT) as one, httpx.Client(timeout=TIMEOUT) as two:
        for phone in (one, two, one, two):
            phone.get(base)
    state = httpx.get(f"{address}/live/{evening.code}/state", headers=login(evening, Role.FACILITATOR)).json()
    assert state["phones"] == 2


class Clock:
    """Seconds that pass when the test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Watched(Presence):
    """Presence that says when a phone has left."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.has_left = threading.Event()

    def leave(self, phone: str) -> None:
        super().leave(phone)
        self.has_left.set()


def watched(evening: Evening) -> tuple[Clock, Watched]:
    """Let the room of an evening count on a clock of ours."""
    clock = Clock()
    presence = Watched(clock)
    running.current().room(evening.store, evening.id).presence = presence
    return clock, presence


def test_a_phone_that_closes_its_browser_leaves_the_count_soon(address: str, evening: Evening) -> None:
    evening.ask()
    clock, presence = watched(evening)
    base = f"{address}/m/{evening.code}"
    with httpx.Client(timeout=TIMEOUT) as phone:
        phone.get(base)
        with phone.stream("GET", f"{base}/events") as answer:
            lines = answer.iter_lines()
            next(lines)
            clock.now += LINGER_SECONDS * 2
            assert presence.count() == 1
            phone.get(f"{base}/state")
        assert presence.has_left.wait(10)
        assert presence.count() == 1
        clock.now += GRACE_SECONDS
        assert presence.count() == 0
        phone.get(base)
        clock.now += LINGER_SECONDS - 1
        assert presence.count() == 1


def test_a_call_without_a_cookie_counts_when_it_comes_back_with_it(address: str, evening: Evening) -> None:
    evening.ask()
    _, presence = watched(evening)
    base = f"{address}/m/{evening.code}"
    for _ in range(3):
        httpx.get(base)
        httpx.get(f"{base}/state")
        httpx.post(f"{base}/notes", json={"text": "Groen"})
        httpx.head(base)
    with stream(f"{base}/events") as events:
        evening.ask(2)
        next(events)
        assert presence.count() == 0
    with httpx.Client(timeout=TIMEOUT) as program, httpx.Client(timeout=TIMEOUT) as phone:
        program.get(f"{base}/state")
        phone.get(base)
        assert presence.count() == 0
        program.get(f"{base}/state")
        assert presence.count() == 1
        with phone.stream("GET", f"{base}/events") as answer:
            next(answer.iter_lines())
            assert presence.count() == 2


def test_all_streams_end_when_the_server_stops(address: str, evening: Evening) -> None:
    evening.ask()
    with stream(f"{address}/m/{evening.code}/events") as events:
        running.current().hub.close()
        assert list(events) == []


# ---------------------------------------------------------------- too many


def phone_cookie(base: str) -> dict[str, str]:
    """Return the cookie of a phone that read the page."""
    return {"cookie": f"sok_toestel={httpx.get(base, timeout=TIMEOUT).cookies['sok_toestel']}"}


def test_a_hall_that_is_full_refuses_a_stream_and_nothing_else(address: str, evening: Evening) -> None:
    evening.ask()
    running.current().phone_streams = Places(in_all=2, per_address=2, per_holder=6)
    base = f"{address}/m/{evening.code}"
    phones = [phone_cookie(base) for _ in range(3)]
    url = f"{base}/events"
    with stream(url, headers=phones[0]), stream(url, headers=phones[1]):
        refused = httpx.get(url, headers=phones[2] | {"accept": "text/event-stream"}, timeout=TIMEOUT)
        assert (refused.status_code, refused.json()["error"]) == (503, "streams.full")
        assert "Schrijven kan gewoon" in refused.json()["message"]
        assert int(refused.headers["retry-after"]) >= 1
        assert httpx.head(url, headers=phones[2]).status_code == 200
        assert httpx.get(base, headers=phones[2]).status_code == 200
        assert httpx.get(f"{base}/state", headers=phones[2]).status_code == 200
        posted = httpx.post(f"{base}/notes", json={"text": "Groen", "key": "1"}, headers=phones[2])
        assert posted.status_code == 201
        screen = f"{address}/live/{evening.code}/events?view=scherm"
        with stream(screen, headers=login(evening, Role.SCREEN)) as events:
            assert data_of(next(events))["changes"][0]["kind"] == "presence"


def test_a_device_that_opens_stream_after_stream_keeps_the_newest(address: str, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    places = running.current().phone_streams = Places(in_all=3, per_address=3, per_holder=2)
    base = f"{address}/m/{evening.code}"
    greedy, other = phone_cookie(base), phone_cookie(base)
    url = f"{base}/events"
    with ExitStack() as stack:
        theirs = stack.enter_context(stream(url, headers=other))
        mine = [stack.enter_context(stream(url, headers=greedy)) for _ in range(6)]
        assert [list(events) for events in mine[:4]] == [[]] * 4
        assert places.taken == 3
        evening.post("Groen", device="Henk")
        for events in (theirs, *mine[4:]):
            assert [c["text"] for c in data_of(next(events))["changes"]] == ["Groen"]


# ---------------------------------------------------------------- a lock that somebody else holds


class Busy(House):
    """A house that says when somebody is about to write in it."""

    def __init__(self, path: Path) -> None:
        self.is_writing = threading.Event()
        super().__init__(path, busy_seconds=60.0)  # longer than any stream waits here
        self.is_writing.clear()

    @contextmanager
    def _write(self) -> Iterator[Database]:
        self.is_writing.set()
        with super()._write() as db:
            yield db


def test_a_house_that_another_process_keeps_locked_holds_up_no_phone(
    data_folder: Path, evening: Evening, address: str
) -> None:
    """Somebody who comes in at the door has to wait for it; phones and screen do not."""
    evening.ask(phase=Phase.TOGETHER)
    house = running.current().house = Busy(data_folder / "huis.sqlite")
    link = access.make_link(house, role=Role.FACILITATOR, now=clock.now())
    headers, base = login(evening, Role.SCREEN), f"{address}/m/{evening.code}"
    house.is_writing.clear()
    with (
        closing(sqlite3.connect(house.path, isolation_level=None)) as elsewhere,
        ThreadPoolExecutor(1) as door,
        stream(f"{base}/events") as phone,
        stream(f"{address}/live/{evening.code}/events?view=scherm", headers=headers) as screen,
    ):
        next(screen)
        elsewhere.execute("BEGIN IMMEDIATE")
        coming = door.submit(httpx.post, f"{address}/deur/sleutel/{link}", timeout=TIMEOUT)
        assert house.is_writing.wait(20)
        posted = httpx.post(f"{base}/notes", json={"text": "Groen", "key": "1"}, timeout=TIMEOUT)
        assert posted.status_code == 201
        for url, cookies in ((f"{base}/state", {}), (f"{address}/live/{evening.code}/state", headers)):
            assert httpx.get(url, headers=cookies, timeout=TIMEOUT).status_code == 200
        for events in (phone, screen):
            assert "Groen" in next(events).decode()
        assert not coming.done()
        elsewhere.execute("ROLLBACK")
        assert coming.result(20).status_code == 303
    house.close()


def test_a_shelf_on_which_somebody_copies_holds_up_no_phone(address: str, evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    base, shelf = f"{address}/m/{evening.code}", running.current().shelf
    is_copying, may_stop = threading.Event(), threading.Event()

    def copy() -> None:
        with shelf.still():
            is_copying.set()
            assert may_stop.wait(60)

    with ThreadPoolExecutor(1) as other, stream(f"{base}/events") as events:
        copying = other.submit(copy)
        assert is_copying.wait(20)
        posted = httpx.post(f"{base}/notes", json={"text": "Groen", "key": "1"}, timeout=TIMEOUT)
        assert posted.status_code == 201
        assert "Groen" in next(events).decode()
        assert not copying.done()
        may_stop.set()
        copying.result(20)
